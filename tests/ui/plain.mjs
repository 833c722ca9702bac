// The same work without JavaScript: every page is whole, and every form works.

import { LOGIN, browser, ledger, provider, proxy, watched } from "./common.mjs";

export const run = async () => {
  const { check, wrong, end } = ledger();
  const upstream = await provider();
  const server = await proxy(upstream.url);
  const chrome = await browser();
  const context = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await watched(context, server.url, wrong);
  const text = () => page.textContent("main");

  await page.goto(`${server.url}/ui/keys/new`);
  await page.fill("#username", LOGIN.username);
  await page.fill("#password", LOGIN.password);
  await page.click("button[type=submit]");
  check("the login leads where one wanted to go", page.url().endsWith("/ui/keys/new"));

  await page.fill("#key_alias", "plain");
  await page.click("summary:has-text('More limits')");
  await page.fill("#rpm_limit", "60");
  await page.click("button.primary[type=submit]");
  const secret = await page.textContent("#secret");
  check("a key is made", /^sk-[\w-]{43}$/.test(secret));
  check("and works", (await server.chat(secret, "find me plainly", { metadata: { session_id: "plain session" } })).status === 200);
  const shown = page.url();
  await page.reload();
  check("a reload makes nothing and shows nothing again", page.url() !== shown && !(await page.content()).includes(secret));
  check("there is one key", (await server.api("/key/list?key_alias=plain")).body.total_count === 1);

  await page.click("a:has-text('Edit')");
  await page.fill("#max_budget", "12");
  await page.click("button.primary[type=submit]");
  check("it is changed", (await text()).includes("The key is changed") && (await text()).includes("$12.00"));

  await page.goto(`${server.url}/ui/logs`);
  await page.fill("#key", "plain");
  await page.selectOption("#status", "ok");
  await page.click("button:has-text('Filter')");
  check("the log is filtered", page.url().includes("key=plain") && (await page.$$("tbody tr")).length === 1);
  check("times are those of UTC", (await page.getAttribute("tbody time", "title")).slice(11, 19) === (await page.textContent("tbody time")).slice(-8));
  await page.click("tbody th a");
  check("a call is opened", (await page.textContent("#said-request")).includes("find me plainly"));
  await page.click("a:has-text('As sent')");
  check("and read as it was sent", (await page.textContent("#said-request")).includes('"messages"'));
  await page.click("nav[aria-label='Views of the log'] a:has-text('Sessions')");
  await page.goto(`${server.url}/ui/logs/sessions`);
  check("its session is there", (await text()).includes("plain session"));
  await page.goto(`${server.url}/ui/logs`);
  await page.click(".pick summary");
  await page.fill("#pick-from", "2026-01-01T00:00");
  await page.fill("#pick-until", "2026-01-01T06:00");
  await page.click(".pick button");
  check("a range is chosen", page.url().includes("from=2026-01-01T00%3A00") && (await text()).includes("No calls in this range"));

  await page.goto(`${server.url}/ui/usage?by=key`);
  check("usage tells of it", (await text()).includes("plain"));
  await page.click("a:has-text('Provider')");
  check("by provider too", page.url().includes("by=provider") && (await text()).includes("openai"));

  await page.goto(`${server.url}/ui/customers/new`);
  await page.fill("#user_id", "somebody");
  await page.fill("#max_budget", "3");
  await page.click("button.primary[type=submit]");
  check("a customer is made", (await text()).includes("somebody is there"));
  await page.goto(`${server.url}/ui/settings?search=num_retries`);
  await page.fill("form.inline-set input[name=value] >> nth=0", "1");
  await page.click("form.inline-set button >> nth=0");
  check("a setting is set", (await text()).includes("is set."));
  await page.click("button:has-text('Sign out')");
  check("and out", page.url().includes("why=out"));
  await chrome.close();
  await server.stop();
  upstream.stop();
  return end("without JavaScript");
};
