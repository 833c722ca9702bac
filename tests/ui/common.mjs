// What the suites share: a provider that answers, the built proxy in front of it, a browser, and a way to
// count what went well.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const packages = createRequire(join(process.env.CW_TEST_UI, "package.json"));
const { chromium } = packages("playwright-core");
const axeSource = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");

export const MASTER = "sk-master-of-the-page-tests-0123456789";
export const LOGIN = { username: "tester", password: "a password of these tests" };

const text = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};

/// A provider: OpenAI's chat and Ollama's. It says what it was told; `bad` fails with it.
export const provider = () => new Promise((ready) => {
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await text(request)) || "{}");
    const said = body.messages?.at(-1)?.content ?? "";
    const send = (status, value) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (body.model === "bad") return send(400, { error: { message: said, type: "invalid_request_error" } });
    if (request.url.startsWith("/api/chat")) {
      return send(200, { model: body.model, message: { role: "assistant", content: said }, done: true, done_reason: "stop", prompt_eval_count: 3, eval_count: 2 });
    }
    const usage = { prompt_tokens: 1200, completion_tokens: 300, total_tokens: 1500 };
    if (body.stream) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const chunk = (choices, more) => response.write(`data: ${JSON.stringify({ id: "chatcmpl-s", object: "chat.completion.chunk", created: 1, model: body.model, choices, ...more })}\n\n`);
      for (const piece of said.match(/.{1,7}/gsu) ?? []) chunk([{ index: 0, delta: { content: piece }, finish_reason: null }]);
      chunk([{ index: 0, delta: {}, finish_reason: "stop" }]);
      chunk([], { usage });
      return response.end("data: [DONE]\n\n");
    }
    send(200, {
      id: "chatcmpl-" + Math.random().toString(36).slice(2), object: "chat.completion", created: 1, model: body.model,
      choices: [{ index: 0, message: { role: "assistant", content: said }, finish_reason: "stop" }],
      usage,
    });
  });
  server.listen(0, "127.0.0.1", () => ready({ url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }));
});

const freePort = () => new Promise((found) => {
  const probe = createServer();
  probe.listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

/// The built proxy with two priced models. `database` is a file to work on instead of an empty one.
export const proxy = async (upstream, database) => {
  const home = mkdtempSync(join(tmpdir(), "cw-ui-"));
  const model = (name, asked) => ({
    model_name: name,
    litellm_params: { model: `openai/${asked}`, api_base: `${upstream}/v1`, api_key: "sk-upstream", input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5 },
  });
  const config = {
    model_list: [model("gpt", "gpt"), model("broken", "bad"), { model_name: "openai/*", litellm_params: { model: "openai/*", api_key: "sk-x" } }],
    general_settings: { store_model_in_db: true, store_prompts_in_spend_logs: true },
  };
  writeFileSync(join(home, "config.yaml"), JSON.stringify(config));
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    LITELLM_MASTER_KEY: MASTER,
    LITELLM_SALT_KEY: "sk-salt-of-the-page-tests-0123456789",
    UI_USERNAME: LOGIN.username,
    UI_PASSWORD: LOGIN.password,
    CONFIG_FILE_PATH: join(home, "config.yaml"),
    CW_PROXY_DATA_DIR: join(home, "data"),
    RUST_LOG: "error",
  };
  if (database) env.DATABASE_URL = `sqlite://${database}`;
  const child = spawn(process.env.CW_UI_BINARY, ["serve", "--host", "127.0.0.1", "--port", String(port)], { env, stdio: ["ignore", "ignore", "inherit"] });
  // A suite that breaks off leaves nobody behind.
  process.once("exit", () => child.kill());
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    try {
      if ((await fetch(`${url}/health/liveliness`)).ok) break;
    } catch {
      if (tries > 300) throw new Error("the proxy does not start");
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  const api = async (path, body, key = MASTER, headers = {}) => {
    const answer = await fetch(url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  };
  const chat = (key, content, { model = "gpt", ...more } = {}, headers = {}) =>
    api("/v1/chat/completions", { model, messages: [{ role: "user", content }], ...more }, key, headers);
  const stop = () => new Promise((done) => {
    child.once("exit", () => { rmSync(home, { recursive: true, force: true }); done(); });
    child.kill("SIGTERM");
  });
  return { url, api, chat, stop };
};

export const browser = () => chromium.launch({
  executablePath: process.env.CW_UI_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/// A page that notes what must not happen: errors, broken rules of the policy, requests to elsewhere.
export const watched = async (context, url, wrong) => {
  const page = await context.newPage();
  page.on("pageerror", (error) => wrong(`an error in a script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) wrong(`on the console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("about:")) wrong(`a request to ${request.url()}`);
  });
  page.on("dialog", async (dialog) => {
    if (dialog.type() !== "beforeunload") wrong(`a dialog: ${dialog.message()}`);
    await dialog.accept();
  });
  return page;
};

export const login = async (page, url) => {
  await page.goto(`${url}/ui/login`);
  await page.fill("#username", LOGIN.username);
  await page.fill("#password", LOGIN.password);
  await page.click("button[type=submit]");
  await page.waitForURL(/\/ui$/);
};

/// Puts axe into a page, once for all looks at it.
export const axeIn = (page) => page.evaluate(axeSource);

/// What axe finds wrong with a page that it is in, by WCAG 2.2 A and AA.
export const axe = async (page) => {
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return found.violations.map((one) => `${one.id} at ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
  });
};

/// Counts checks; each failure is told where it happens.
export const ledger = () => {
  let good = 0;
  const bad = [];
  return {
    check: (what, holds, more = "") => {
      if (holds) good += 1;
      else bad.push(`${what} ${more}`.trim());
    },
    wrong: (what) => bad.push(what),
    end: (name) => {
      for (const what of [...new Set(bad)]) console.log(`  ${name}: ${what}`);
      console.log(`${name}: ${good} checks hold, ${bad.length} do not`);
      return bad.length === 0 && good > 0;
    },
  };
};
