// Every page in one of both themes at four widths: nothing that axe finds, nothing beside the screen, no error. A page
// is loaded once and then made wider: what differs by width is the style alone.

import { axe, axeIn, browser, ledger, login, provider, proxy, watched } from "./common.mjs";

const WIDTHS = [360, 768, 1280, 1920];

export const run = async (theme) => {
  const { check, wrong, end } = ledger();
  const upstream = await provider();
  const server = await proxy(upstream.url);
  const team = (await server.api("/team/new", { team_alias: "crew", max_budget: 5 })).body.team_id;
  const made = await server.api("/key/generate", { key_alias: "robot", max_budget: 0.02, team_id: team, models: ["gpt", "broken"], metadata: { tags: ["night"] } });
  const key = made.body.key;
  await server.api("/user/new", { user_id: "ann", user_email: "ann@example.org", max_budget: 5, auto_create_key: false });
  await server.api("/team/member_add", { team_id: team, member: { role: "user", user_id: "ann" } });
  for (let n = 0; n < 4; n += 1) await server.chat(key, `call ${n}`, { user: "customer" });
  await server.chat(key, "this fails", { model: "broken" });
  await server.chat(key, "in a session", { metadata: { session_id: "a session" } });
  await server.api("/organization/new", { organization_id: "org", organization_alias: "Org", max_budget: 50 });
  await server.api("/customer/new", { user_id: "customer", alias: "A customer", max_budget: 5 });
  await server.api("/tag/new", { name: "night", description: "At night", max_budget: 5 });
  await server.api("/credentials", { credential_name: "shared", credential_values: { api_key: "sk-0123456789abcdef" }, credential_info: {} });
  await server.api("/config/field/update", { config_type: "router_settings", field_name: "model_group_alias", field_value: { fast: "gpt" } });
  await server.api("/model/new", { model_name: "unpriced", litellm_params: { model: "openai/nobody-knows-this-one", api_key: "sk-x" } });

  const invited = (await server.api("/invitation/new", { user_id: "ann" })).body.id;

  const chrome = await browser();
  const start = await chrome.newContext({ bypassCSP: true });
  const first = await watched(start, server.url, wrong);
  await login(first, server.url);
  const cookies = await start.cookies();
  await first.goto(`${server.url}/ui/keys`);
  const keyPath = await first.getAttribute("tbody tr[data-href]", "data-href");
  await first.goto(`${server.url}/ui/models?search=unpriced`);
  const modelPath = await first.getAttribute("tbody tr[data-href]", "data-href");
  await first.goto(`${server.url}/ui/logs`);
  const callPath = await first.getAttribute("tbody tr[data-href]", "data-href");
  // Whatever the navigation lists is looked at, and what hangs on it.
  const listed = await first.$$eval("nav[aria-label=Pages] a", (links) => links.map((link) => link.getAttribute("href")));
  await start.close();
  const paths = new Set([
    ...listed, "/ui/account", "/ui/nothing-here", "/ui/keys/new", keyPath, `${keyPath}/edit`, `${keyPath}/rotate`, `${keyPath}/delete`,
    "/ui/keys?search=nothing", "/ui/models/new", modelPath, `${modelPath}/edit`, `${modelPath}/delete`,
    "/ui/usage?by=day&metric=time", "/ui/usage?by=key&compare=1", "/ui/usage?by=tag&range=24h", "/ui/logs?status=failed&error=x",
    "/ui/logs?live=1", "/ui/logs?range=30d", callPath, "/ui/budgets/new", "/ui/budgets?search=nothing", `/ui/budgets/boost?kind=team&id=${team}&label=crew`,
    "/ui/teams/new", `/ui/teams/${team}`, `/ui/teams/${team}/edit`, "/ui/users/new", "/ui/users/ann", "/ui/users/ann/edit", "/ui/audit?kind=team",
    "/ui/api?search=key", "/ui/setup?model=gpt", "/ui/logs/sessions", "/ui/logs/sessions?session=none", `${callPath}&as=json`, `${callPath}&as=raw`,
    "/ui/logs?from=2026-01-01T00:00&until=2026-01-01T09:00", `/ui/playground?call=${new URL(callPath, server.url).searchParams.get("call")}`,
    "/ui/models/credentials", "/ui/settings?view=all", "/ui/settings?search=budget", `/ui/teams/${team}/members/ann`,
    ...["organizations", "customers", "tags"].flatMap((kind) => [`/ui/${kind}`, `/ui/${kind}/new`]),
    ...["organizations/of/org", "customers/of/customer", "tags/of/night"].flatMap((one) => [`/ui/${one}`, `/ui/${one}/edit`]),
    `/ui/onboarding?invitation_id=${invited}`, "/ui/onboarding?invitation_id=none", "/ui/logs?operation=acompletion",
    "/ui/usage?by=customer", "/ui/usage?by=operation&range=24h", "/ui/usage?by=organization&from=2026-01-01&until=2026-01-03",
  ]);
  const at = (width) => ({ width, height: 900 });
  const context = await chrome.newContext({ viewport: at(360), colorScheme: theme, bypassCSP: true });
  const page = await watched(context, server.url, wrong);
  await page.goto(`${server.url}/ui/login?why=over`);
  await axeIn(page);
  for (const width of WIDTHS) {
    await page.setViewportSize(at(width));
    check(`the login, ${theme}, ${width}`, (await axe(page)).length === 0);
  }
  await context.addCookies(cookies);
  for (const path of paths) {
    await page.setViewportSize(at(WIDTHS[0]));
    await page.goto(server.url + path);
    await axeIn(page);
    for (const width of WIDTHS) {
      await page.setViewportSize(at(width));
      const found = await axe(page);
      check(`${path}, ${theme}, ${width}`, found.length === 0, found.join("; "));
      const beside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(`${path}, ${theme}, ${width} is ${beside} px wider than the screen`, beside <= 0);
      if (theme === "light") for (const what of await page.evaluate(form)) check(`${path}, ${width}: ${what}`, false);
    }
  }
  // What opens above a page: the palette, the help, the range, the request as code.
  for (const width of WIDTHS) {
    await page.setViewportSize(at(width));
    for (const [path, opens, what] of [
      ["/ui", (on) => on.keyboard.press("Control+k"), "#palette"],
      ["/ui", (on) => on.keyboard.press("?"), "#help"],
      ["/ui/logs", (on) => on.click(".pick summary"), ".pick form"],
      ["/ui/playground", (on) => on.click("[data-open=as-code]"), "#as-code"],
    ]) {
      await page.goto(server.url + path);
      await opens(page);
      check(`${what} opens, ${theme}, ${width}`, await page.isVisible(what));
      await axeIn(page);
      const found = await axe(page);
      check(`${what}, ${theme}, ${width}`, found.length === 0, found.join("; "));
      const box = await (await page.$(what)).boundingBox();
      check(`${what}, ${theme}, ${width} stays on the screen`, box.x >= 0 && box.x + box.width <= width);
    }
  }
  await context.close();
  if (theme === "light") await order(chrome, server.url, cookies, check, wrong);
  await chrome.close();
  await server.stop();
  upstream.stop();
  return end(`pages, ${theme}`);
};

// What a page looks like, as far as it can be measured: lines that can be read, a way back above its title, bars and
// words in pictures of a size that can be read, and boxes that stay within what they stand in.
const form = () => {
  const wrong = [];
  const visible = (one) => one.getClientRects().length > 0;
  for (const text of document.querySelectorAll("main p, main .hint, main .notice > div")) {
    if (!visible(text) || text.matches(".foot, .pager, .talk p, .turns p, .wide") || text.querySelector("code, .badge, form")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = new Set([...range.getClientRects()].filter((one) => one.width > 0).map((one) => Math.round(one.top / 8))).size;
    const letters = text.textContent.trim().length / Math.max(1, lines);
    if (letters > 96) wrong.push(`${Math.round(letters)} letters a line: ${text.textContent.trim().slice(0, 50)}`);
  }
  const crumbs = document.querySelector(".crumbs")?.getBoundingClientRect();
  const title = document.querySelector("h1")?.getBoundingClientRect();
  if (crumbs && (crumbs.bottom > title.top + 1 || Math.abs(crumbs.left - title.left) > 1)) wrong.push("the way back is not above the title");
  for (const text of document.querySelectorAll("main .plot text")) {
    const size = text.getBoundingClientRect().height;
    if (visible(text) && (size < 10 || size > 18)) { wrong.push(`words in a picture are ${Math.round(size)} px high`); break; }
  }
  for (const field of document.querySelectorAll("main form.form:not(.wide) input, main form.form:not(.wide) textarea, main form.form:not(.wide) select")) {
    if (field.getBoundingClientRect().width > 800) { wrong.push(`the field ${field.name} is stretched`); break; }
  }
  return wrong;
};

// In the order of the page: skip link, navigation, content; and back to where a dialog was opened from.
const order = async (chrome, url, cookies, check, wrong) => {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies(cookies);
  const page = await watched(context, url, wrong);
  await page.goto(`${url}/ui/keys`);
  await page.keyboard.press("Tab");
  check("the skip link comes first", (await page.evaluate(() => document.activeElement.className)) === "skip");
  await page.keyboard.press("Enter");
  check("and leads to the content", (await page.evaluate(() => document.activeElement.id)) === "main");
  const inOrder = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    return all.every((one) => one.tabIndex <= 0);
  });
  check("nothing jumps the order of the page", inOrder);
  await page.focus("#search");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  check("the focus comes back after a dialog", (await page.evaluate(() => document.activeElement.id)) === "search");
  await context.close();
};
