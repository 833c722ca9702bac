// Every page in both themes at three widths: nothing that axe finds, nothing beside the screen, no error.

import { axe, browser, ledger, login, provider, proxy, watched } from "./common.mjs";

export const run = async () => {
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
  await server.api("/model/new", { model_name: "unpriced", litellm_params: { model: "openai/nobody-knows-this-one", api_key: "sk-x" } });

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
    "/ui/api?search=key", "/ui/setup?model=gpt",
  ]);
  for (const theme of ["light", "dark"]) {
    for (const width of [360, 768, 1280]) {
      const context = await chrome.newContext({ viewport: { width, height: 900 }, colorScheme: theme, bypassCSP: true });
      const page = await watched(context, server.url, wrong);
      await page.goto(`${server.url}/ui/login?why=over`);
      check(`the login, ${theme}, ${width}`, (await axe(page)).length === 0);
      await context.addCookies(cookies);
      for (const path of paths) {
        await page.goto(server.url + path);
        const found = await axe(page);
        check(`${path}, ${theme}, ${width}`, found.length === 0, found.join("; "));
        const beside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        check(`${path}, ${theme}, ${width} is ${beside} px wider than the screen`, beside <= 0);
      }
      await context.close();
    }
  }
  await chrome.close();
  await server.stop();
  upstream.stop();
  return end("pages");
};
