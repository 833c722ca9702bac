// Talking to models. Answers are put on the page as text, piece by piece, and nothing in them is ever taken
// for HTML.

const form = document.getElementById("playground");
const answers = document.getElementById("answers");
const stop = document.getElementById("stop");
const trouble = document.getElementById("trouble");
const field = (name) => form.elements.namedItem(name);
const value = (name) => field(name).value.trim();

// What was said before, where a request of the log is asked again.
let earlier = JSON.parse(form.dataset.earlier ?? "[]");
// One conversation for each model that is asked.
const talks = new Map();
let running = null;

const make = (tag, text, kind) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (kind) element.className = kind;
  return element;
};

const talk = (model) => {
  if (talks.has(model)) return talks.get(model);
  const card = make("section", "", "card talk");
  const head = make("header");
  head.append(make("h2", model));
  const body = make("div", "", "body");
  body.setAttribute("aria-live", "polite");
  card.append(head, body);
  const made = { model, card, body, messages: [...earlier] };
  for (const one of earlier) {
    const words = typeof one.content === "string" ? one.content : JSON.stringify(one.content ?? one.tool_calls ?? "");
    body.append(make("p", words, one.role === "user" ? "said" : "answer"));
  }
  talks.set(model, made);
  answers.append(card);
  return made;
};

const request = (model, messages) => {
  const extra = value("extra") === "" ? {} : JSON.parse(value("extra"));
  if (typeof extra !== "object" || extra === null || Array.isArray(extra)) throw new SyntaxError("Other parameters must be a JSON object.");
  const body = { ...extra, model, messages, stream: true };
  if (value("temperature") !== "") body.temperature = Number(value("temperature"));
  if (value("max_tokens") !== "") body.max_tokens = Number(value("max_tokens"));
  if (value("reasoning_effort") !== "") body.reasoning_effort = value("reasoning_effort");
  const tools = value("tools") === "" ? [] : JSON.parse(value("tools"));
  if (!Array.isArray(tools)) throw new SyntaxError("Tools must be a JSON list.");
  if (tools.length) body.tools = tools;
  return body;
};

const asked = (messages) => {
  const system = value("system");
  return system === "" ? messages : [{ role: "system", content: system }, ...messages];
};

// The events of a stream, as they come.
async function* events(response) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of response.body) {
    rest += decoder.decode(bytes, { stream: true });
    let end = rest.indexOf("\n\n");
    while (end >= 0) {
      const data = rest.slice(0, end).split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim()).join("\n");
      rest = rest.slice(end + 2);
      if (data && data !== "[DONE]") yield JSON.parse(data);
      end = rest.indexOf("\n\n");
    }
  }
}

const failed = (body, status) => body?.error?.message ?? body?.detail?.error ?? (typeof body?.detail === "string" ? body.detail : null) ?? `The proxy answered ${status}.`;

async function ask(one, text, signal) {
  if (text !== "") {
    one.messages.push({ role: "user", content: text });
    one.body.append(make("p", text, "said"));
  }
  const thought = make("p", "", "thought");
  const answer = make("p", "", "answer");
  const told = make("p", "…", "small soft");
  thought.hidden = true;
  one.body.append(thought, answer, told);
  const calls = [];
  let call = null;
  let good = true;
  try {
    const body = new URLSearchParams({ form_token: field("form_token").value, key: field("key").value, body: JSON.stringify(request(one.model, asked(one.messages))) });
    const response = await fetch(form.dataset.chat, { method: "POST", body, signal });
    call = response.headers.get("x-litellm-call-id");
    if (!response.ok) {
      const problem = await response.json().catch(() => null);
      throw new Error(failed(problem, response.status));
    }
    for await (const event of events(response)) {
      if (event.error) throw new Error(failed(event, 502));
      const delta = event.choices?.[0]?.delta ?? {};
      if (delta.reasoning_content) { thought.hidden = false; thought.append(delta.reasoning_content); }
      if (delta.content) answer.append(delta.content);
      for (const piece of delta.tool_calls ?? []) {
        const known = (calls[piece.index] ??= { name: "", arguments: "" });
        known.name += piece.function?.name ?? "";
        known.arguments += piece.function?.arguments ?? "";
      }
    }
    for (const each of calls.filter(Boolean)) answer.append(make("code", `${each.name}(${each.arguments})`, "call"));
    one.messages.push({ role: "assistant", content: answer.textContent });
  } catch (error) {
    good = false;
    // What was not answered is not part of what is asked next.
    if (text !== "") one.messages.pop();
    told.textContent = error.name === "AbortError" ? "Stopped." : error.message;
    if (error.name !== "AbortError") told.className = "small wrong";
  }
  if (call) await cost(call, told, good);
}

async function cost(call, told, good) {
  const words = good ? "" : `${told.textContent} `;
  for (const wait of [0, 300, 1000, 3000]) {
    await new Promise((done) => setTimeout(done, wait));
    const response = await fetch(`${form.dataset.cost}?call=${encodeURIComponent(call)}`).catch(() => null);
    const found = response?.ok ? await response.json() : null;
    if (!found?.told) continue;
    told.textContent = `${words}${found.told} `;
    const link = make("a", "Log");
    link.href = found.log;
    told.append(link);
    return;
  }
  if (good) told.textContent = "";
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = value("message");
  trouble.textContent = "";
  // A request of the log may end in something else than words of a user.
  const goesOn = earlier.length > 0 && talks.size === 0;
  if (running || (text === "" && !goesOn)) return;
  const models = [...new Set([value("model"), value("second")].filter(Boolean))];
  try {
    for (const model of models) request(model, []);
  } catch (error) {
    trouble.textContent = `Tools or parameters: ${error.message}`;
    return;
  }
  running = new AbortController();
  stop.disabled = false;
  field("message").value = "";
  // Models that are asked no more go, so that what is side by side belongs together.
  for (const [model, one] of talks) if (!models.includes(model)) { one.card.remove(); talks.delete(model); }
  await Promise.all(models.map((model) => ask(talk(model), text, running.signal)));
  running = null;
  stop.disabled = true;
  field("message").focus();
});

stop.addEventListener("click", () => running?.abort());
document.getElementById("clear").addEventListener("click", () => {
  running?.abort();
  for (const one of talks.values()) one.card.remove();
  talks.clear();
  earlier = [];
});
field("message").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
});

// The same request for a program, as it would be sent now.
document.querySelector("[data-open=as-code]").addEventListener("click", () => {
  let body;
  try {
    const messages = talks.get(value("model"))?.messages ?? earlier;
    body = request(value("model"), asked([...messages, { role: "user", content: value("message") || "Hello" }]));
  } catch (error) {
    body = { error: error.message };
  }
  delete body.stream;
  const text = JSON.stringify(body, null, 2);
  const base = form.dataset.base;
  document.getElementById("code-curl").textContent = `curl ${base}/v1/chat/completions \\\n  -H "Authorization: Bearer $CW_KEY" -H 'Content-Type: application/json' \\\n  -d '${text.replaceAll("'", "'\\''")}'`;
  document.getElementById("code-python").textContent = `import json\nfrom openai import OpenAI\n\nclient = OpenAI(base_url=${JSON.stringify(`${base}/v1`)}, api_key="sk-…")\nbody = json.loads(r'''${text}''')\nprint(client.chat.completions.create(**body).choices[0].message.content)`;
});
