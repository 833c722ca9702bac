// What an operator does, from the login to the end of a budget, with the keyboard and with the mouse.

import { readFileSync } from "node:fs";
import { LOGIN, browser, ledger, login, provider, proxy, watched } from "./common.mjs";

export const run = async () => {
  const { check, wrong, end } = ledger();
  const upstream = await provider();
  const server = await proxy(upstream.url);
  const chrome = await browser();
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, timezoneId: "Asia/Kolkata" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const page = await watched(context, server.url, wrong);

  await page.goto(`${server.url}/ui/keys?state=active`);
  check("a page asks who comes", page.url().includes("/ui/login?next="));
  await page.fill("#username", "tester");
  await page.fill("#password", "wrong");
  await page.keyboard.press("Enter");
  check("a wrong password is told", (await page.textContent("[role=alert]")).includes("do not fit"));
  await login(page, server.url);

  // A key, by keys alone.
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await page.waitForURL(/\/ui\/keys$/);
  await page.keyboard.press("n");
  await page.waitForURL(/\/ui\/keys\/new$/);
  await page.fill("#key_alias", "robot");
  await page.fill("#models", "gpt, llama");
  await page.fill("#max_budget", "5");
  await page.click("button.primary[type=submit]");
  const secret = await page.textContent("#secret");
  check("the secret is shown", /^sk-[\w-]{43}$/.test(secret));
  await page.click("[data-copy=secret]");
  check("copying copies", (await page.evaluate(() => navigator.clipboard.readText())) === secret);
  check("and says so", (await page.textContent("#said")).includes("Copied"));
  let asked = false;
  page.once("dialog", () => { asked = true; });
  await page.click("text=Go to the key");
  await page.waitForURL(/\/ui\/keys\/[0-9a-f]{64}$/);
  check("leaving without having stored it asks", asked);
  const keyUrl = page.url();
  // The page was never stored: the browser asks anew, and is told that there is nothing to show any more.
  await page.goBack().catch(() => null);
  await new Promise((later) => setTimeout(later, 1000));
  check("the secret is not there any more", !(await page.content()).includes(secret));
  const count = async () => (await server.api("/key/list?key_alias=robot")).body.total_count;
  check("going back made no second key", (await count()) === 1);
  await page.reload();
  check("nor does a reload", (await count()) === 1);

  // A call, found in the log, exported.
  check("the key works", (await server.chat(secret, "find me by this")).status === 200);
  await page.goto(`${server.url}/ui/logs?key=robot`);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-sheet]");
  check("the sheet tells what was said", (await page.textContent("#said-request")).includes("find me by this"));
  check("and what it cost", (await page.textContent("[data-sheet]")).includes("$0.006"));
  check("the sheet has the focus", await page.evaluate(() => document.activeElement?.id === "call-title"));
  await page.keyboard.press("Escape");
  const back = () => !document.querySelector("[data-sheet]") && document.activeElement?.closest("tr")?.matches("tbody tr[data-href]");
  check("closing it leads back to the row", await page.waitForFunction(back, null, { timeout: 10000 }).catch(() => null));
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-sheet]");
  const [csv] = await Promise.all([page.waitForEvent("download"), page.click("text=CSV")]);
  const lines = readFileSync(await csv.path(), "utf8").trim().split("\r\n");
  check("the file holds what is shown", lines.length === 2 && lines[1].includes("robot"), lines.length);
  check("the file says what it holds at most", (await page.getAttribute("a:has-text('CSV')", "title")).includes("100,000"));
  // Times are the reader's; UTC stays behind them.
  const time = await page.$eval("#calls tbody time", (one) => ({ shown: one.textContent.slice(-8), utc: one.title.slice(11, 19) }));
  const [h, m] = time.utc.split(":").map(Number);
  const there = (h * 60 + m + 330) % 1440;
  check("times are in the reader's zone", time.shown.startsWith(`${String(Math.floor(there / 60)).padStart(2, "0")}:${String(there % 60).padStart(2, "0")}`), JSON.stringify(time));
  check("and so is the range", (await page.textContent("label[for=pick-from]")).includes("Kolkata") || (await page.textContent("label[for=pick-from]")).includes("Calcutta"));
  // In words, as JSON, as sent; and asked again.
  await page.click("a:has-text('As sent')");
  check("the request is read as it was sent", (await page.textContent("#said-request")).includes('{"'));
  await page.click("text=Replay in the playground");
  await page.waitForURL(/playground\?call=/);
  check("the playground holds the request", (await page.inputValue("#message")) === "find me by this");
  await page.click("#playground button.primary");
  await page.waitForFunction(() => document.querySelector(".talk .answer")?.textContent === "find me by this");
  // What it cost stands under the answer only when it is on record.
  await page.waitForFunction(() => document.querySelector(".talk .body").textContent.includes("$0.006"), null, { timeout: 15000 });
  await page.goto(`${server.url}/ui/logs`);
  await page.click(".pick summary");
  await page.fill("#pick-from", "2026-01-01T05:30");
  await page.fill("#pick-until", "2026-01-01T11:30");
  await page.click(".pick button");
  await page.waitForURL(/from=2026-01-01T00%3A00%3A00Z&until=2026-01-01T06%3A00%3A00Z/);
  check("a range of the reader's clock is asked for in UTC", true);

  // The live tail.
  await page.goto(`${server.url}/ui/logs?live=1`);
  await page.waitForFunction(() => document.getElementById("tail-state").textContent.startsWith("Live"));
  await server.chat(secret, "seen live");
  await page.waitForFunction(() => document.querySelectorAll("#calls tbody tr").length === 3, null, { timeout: 15000 });
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("Space");
  await server.chat(secret, "waits");
  await page.waitForFunction(() => document.getElementById("tail-state").textContent === "Paused, 1 new call", null, { timeout: 15000 });
  check("what comes while it is paused waits", (await page.$$("#calls tbody tr")).length === 3);
  await page.click("#tail-pause");
  check("and comes in then", (await page.$$("#calls tbody tr")).length === 4);

  // An Ollama model: checked, tried, added, called.
  await page.goto(`${server.url}/ui/models/new`);
  await page.selectOption("#provider", "ollama");
  await page.fill("#model", "llama3");
  await page.fill("#model_name", "llama");
  await page.fill("#api_base", upstream.url);
  await page.click("text=Test with one request");
  check("the model answers", (await page.textContent("main")).includes("It answers"), await page.textContent("main"));
  await page.click("text=Add the model");
  await page.waitForSelector("text=The model is added");
  check("and is called", (await server.chat(secret, "hello", { model: "llama" })).body?.choices?.[0]?.message?.content === "hello");

  // Two models side by side; what they say is text.
  await page.goto(`${server.url}/ui/playground?model=gpt&second=openai/gpt-4o`);
  await page.selectOption("#second", "broken");
  const said = "<img src=x onerror=document.title='run'> & <b>bold</b>";
  await page.fill("#message", said);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.querySelectorAll(".talk .answer").length === 2);
  await page.waitForFunction(() => document.querySelector(".talk .body").textContent.includes("$0.006"), null, { timeout: 15000 });
  const answers = await page.$$eval(".talk .answer", (all) => all.map((one) => one.textContent));
  check("the answer is what was said, as text", answers[0] === said && (await page.$$(".talk img, .talk b")).length === 0, answers[0]);
  check("the other one tells why it failed", (await page.textContent(".talk:nth-child(2) .body")).includes("bold"));
  await page.click("text=Show as code");
  check("the request can be taken along", (await page.textContent("#code-curl")).includes("/v1/chat/completions"));
  await page.keyboard.press("Escape");

  // A key that leaked is looked for by its secret, which stays out of the address.
  await page.goto(`${server.url}/ui/keys`);
  await page.keyboard.press("/");
  await page.fill("#search", secret);
  await page.keyboard.press("Enter");
  await page.waitForURL(/search=[0-9a-f]{64}/);
  check("a key is found by its secret", (await page.textContent("tbody")).includes("robot") && !page.url().includes(secret));
  await page.keyboard.press("Control+k");
  await page.keyboard.type(secret);
  await page.waitForFunction(() => /search=[0-9a-f]{64}$/.test(document.querySelector("#palette a[data-search^='/ui/keys']").href));
  check("nor is it in what the palette offers", !(await page.textContent("#palette")).includes(secret));
  await page.keyboard.press("Escape");

  // A budget: refused, raised.
  const budget = async (amount) => {
    await page.goto(`${keyUrl}/edit`);
    await page.fill("#max_budget", amount);
    await page.click("button.primary[type=submit]");
    await page.waitForSelector("text=The key is changed");
  };
  await budget("0.001");
  const refused = await server.chat(secret, "too dear");
  check("the budget refuses", refused.status === 422 && JSON.stringify(refused.body).includes("udget"), refused.status);
  // Refusals are put on record beside the calls, a moment later.
  for (let tries = 0; tries < 50 && !(await page.$("#calls .why")); tries += 1) {
    await new Promise((later) => setTimeout(later, 100));
    await page.goto(`${server.url}/ui/logs?status=refused&key=robot`);
  }
  check("the row says why", (await page.textContent("#calls .why")).includes("udget"));
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.click("text=Would it be let in now?");
  await page.waitForURL(/\/ui\/keys\/[0-9a-f]{64}\?explain=gpt#explained$/);
  check("and the key's page what would happen now", (await page.textContent("main")).includes("It would be refused."));
  await budget("10");
  check("raised, it lets through", (await server.chat(secret, "again")).status === 200);

  // Two editors.
  const other = await watched(context, server.url, wrong);
  await other.goto(`${keyUrl}/edit`);
  await budget("11");
  await other.fill("#max_budget", "12");
  await other.click("button.primary[type=submit]");
  check("a stale form is told of the other", (await other.textContent("main")).includes("Stored now"));
  await other.close();

  // A session that ends while somebody types, and a double click.
  await page.goto(`${server.url}/ui/teams/new`);
  await page.fill("#team_alias", "Half typed");
  await page.fill("#max_budget", "7");
  await context.clearCookies();
  await page.click("button.primary[type=submit]");
  await page.waitForURL(/\/ui\/login/);
  await page.fill("#username", LOGIN.username);
  await page.fill("#password", LOGIN.password);
  await page.click("button[type=submit]");
  await page.waitForURL(/\/ui\/teams\/new$/);
  check("what was typed is back after the login", (await page.inputValue("#team_alias")) === "Half typed" && (await page.inputValue("#max_budget")) === "7");
  check("and that is told", (await page.textContent("main")).includes("What was typed is back"));
  await page.dblclick("button.primary[type=submit]");
  await page.waitForSelector("text=Team Half typed is there");
  check("a double click makes one", (await server.api("/team/list")).body.filter((team) => team.team_alias === "Half typed").length === 1);

  // Theme, palette, help.
  const theme = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor + document.documentElement.dataset.theme);
  const before = await theme();
  await page.click("button[title^=Switch]");
  await page.click("button[title^=Switch]");
  check("the theme switches and stays", before !== (await theme()));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("usage");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/ui\/usage$/);
  check("the palette leads there", true);
  await page.keyboard.press("?");
  check("help opens", await page.isVisible("#help"));
  await page.keyboard.press("Escape");
  check("and closes", !(await page.isVisible("#help")));

  // Out, and not back by the button.
  await page.click("text=Sign out");
  await page.waitForURL(/\/ui\/login\?why=out$/);
  await page.goBack();
  await page.waitForLoadState();
  check("going back shows the login", page.url().includes("/ui/login"));
  await chrome.close();
  await server.stop();
  upstream.stop();
  return end("flows");
};
