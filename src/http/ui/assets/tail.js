// The live tail: rows are put in as calls end. Whoever scrolls, opens a call or presses Space stops the
// list from moving; what comes meanwhile is counted and waits.

const bar = document.getElementById("tail");
const body = document.querySelector("#calls tbody");
if (bar && body) {
  const state = document.getElementById("tail-state");
  const pause = document.getElementById("tail-pause");
  const show = document.getElementById("tail-show");
  const withKey = document.querySelectorAll("#calls thead th").length === 8;
  const MOST = 200;
  const waiting = [];
  let held = false;

  const cell = (text, ...classes) => {
    const td = document.createElement("td");
    td.classList.add(...classes);
    td.textContent = text;
    return td;
  };

  const row = (call) => {
    const tr = document.createElement("tr");
    tr.dataset.href = call.href;
    tr.className = "fresh";
    const head = document.createElement("th");
    head.scope = "row";
    const link = document.createElement("a");
    link.href = call.href;
    const time = document.createElement("time");
    time.className = "nowrap";
    time.dateTime = call.at;
    time.dataset.clock = "second";
    time.title = call.at.slice(0, 19).replace("T", " ") + " UTC";
    const day = document.createElement("span");
    day.className = "date";
    day.textContent = call.day + " ";
    time.append(day, call.time);
    link.append(time);
    head.append(link);
    const status = cell("");
    const badge = document.createElement("span");
    badge.className = "badge " + call.tone;
    badge.textContent = call.status;
    status.append(badge);
    if (call.error) {
      const why = document.createElement("span");
      why.className = "sub why";
      why.title = call.error;
      why.textContent = call.error;
      status.append(why);
    }
    const model = cell("");
    const cut = document.createElement("div");
    cut.className = "cut";
    const name = document.createElement("span");
    name.textContent = call.model;
    const provider = document.createElement("span");
    provider.className = "sub";
    provider.textContent = call.provider;
    cut.append(name, provider);
    model.append(cut);
    tr.append(head, status, model);
    if (withKey) tr.append(cell(call.key, "opt"));
    tr.append(cell(call.in, "opt", "num"), cell(call.out, "opt", "num"), cell(call.cost, "num"), cell(call.took, "opt", "num"));
    return tr;
  };

  const put = (calls) => {
    for (const call of calls) {
      const made = row(call);
      body.prepend(made);
      // Whoever knows the reader's zone writes the time in it.
      made.dispatchEvent(new CustomEvent("cw-times", { bubbles: true }));
    }
    while (body.rows.length > MOST) body.rows[body.rows.length - 1].remove();
  };

  const tell = () => {
    pause.textContent = held ? "Go on" : "Pause";
    pause.setAttribute("aria-pressed", String(held));
    show.hidden = waiting.length === 0;
    const many = waiting.length >= MOST ? MOST + " or more" : String(waiting.length);
    state.textContent = held
      ? "Paused, " + (waiting.length === 1 ? "1 new call" : many + " new calls")
      : "Live: new calls come in by themselves";
  };

  const flush = () => { put(waiting.splice(0)); tell(); };
  const hold = (on) => { held = on; if (!held) flush(); else tell(); };

  const events = new EventSource(bar.dataset.from + (bar.dataset.from.includes("?") ? "&" : "?") + "since=" + encodeURIComponent(bar.dataset.after ?? ""));
  events.onopen = tell;
  events.onerror = () => { state.textContent = "Reconnecting…"; };
  events.onmessage = (event) => {
    const call = JSON.parse(event.data);
    if (held) {
      waiting.push(call);
      if (waiting.length > MOST) waiting.shift();
      tell();
    } else {
      put([call]);
    }
  };

  pause.addEventListener("click", () => hold(!held));
  show.addEventListener("click", flush);
  addEventListener("scroll", () => { if (scrollY > 200 && !held) hold(true); }, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target !== document.body) return;
    event.preventDefault();
    hold(!held);
  });
}
