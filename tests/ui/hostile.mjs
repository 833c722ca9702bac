// Sixty texts that would run if any page took them for more than text, through every field that is stored.

import { browser, ledger, login, provider, proxy, watched } from "./common.mjs";

const run60 = "window.__ran=(window.__ran||0)+1";
const SHAPES = [
  (js) => `<script>${js}</script>`,
  (js) => `"><script>${js}</script>`,
  (js) => `'><script>${js}</script>`,
  (js) => `</title><script>${js}</script>`,
  (js) => `</textarea><script>${js}</script>`,
  (js) => `</style><script>${js}</script>`,
  (js) => `--><script>${js}</script>`,
  (js) => `<img src=x onerror=${js}>`,
  (js) => `"><img src=x onerror="${js}">`,
  (js) => `<svg onload=${js}>`,
  (js) => `<svg><script>${js}</script></svg>`,
  (js) => `<svg><animate onbegin=${js} attributeName=x dur=1s>`,
  (js) => `<math><mtext></p><script>${js}</script>`,
  (js) => `<iframe srcdoc="<script>parent.${js}</script>">`,
  (js) => `<details open ontoggle=${js}>`,
  (js) => `<input autofocus onfocus=${js}>`,
  (js) => `" autofocus onfocus="${js}" x="`,
  (js) => `' onmouseover='${js}' x='`,
  (js) => `<body onload=${js}>`,
  (js) => `<link rel=stylesheet href=https://evil.example/x.css><b>${js}</b>`,
  (js) => `<meta http-equiv=refresh content="0;url=javascript:${js}">`,
  (js) => `<base href=https://evil.example/><i>${js}</i>`,
  (js) => `<object data="javascript:${js}">`,
  (js) => `<embed src="javascript:${js}">`,
  (js) => `<form><button formaction="javascript:${js}">x</button></form>`,
  (js) => `javascript:${js}`,
  (js) => `data:text/html,<script>${js}</script>`,
  (js) => `![x](https://evil.example/pixel.png) ${js}`,
  (js) => `{{constructor.constructor('${js}')()}}`,
  (js) => `\u202e<script>${js}</script>\u2028`,
];
const PAYLOADS = SHAPES.flatMap((shape) => [shape(run60), shape(run60).toUpperCase().replace(/WINDOW\.__RAN/g, "window.__ran")]);

export const run = async () => {
  const { check, wrong, end } = ledger();
  const upstream = await provider();
  const server = await proxy(upstream.url);
  check("there are sixty", PAYLOADS.length === 60, PAYLOADS.length);
  const chrome = await browser();
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(() => { window.__ran = 0; });
  const page = await watched(context, server.url, wrong);
  await login(page, server.url);
  const seen = async (path) => {
    await page.goto(server.url + path, { waitUntil: "load" });
    const state = await page.evaluate(() => ({
      ran: window.__ran,
      foreign: [...document.querySelectorAll("script, iframe, object, embed, base, link, img, meta[http-equiv]")].filter((one) => !(one.src || one.href || "").startsWith(location.origin + "/ui/assets/")).length,
    }));
    check(`${path} ran something`, state.ran === 0);
    check(`${path} holds an element that is not ours`, state.foreign === 0);
  };
  for (const [n, text] of PAYLOADS.entries()) {
    const team = (await server.api("/team/new", { team_alias: text + n, team_id: `t${n}${text.replace(/[/?#]/g, "")}` })).body;
    const plain = text.replace(/[/?#]/g, "");
    await server.api("/organization/new", { organization_id: `o${n}${plain}`, organization_alias: text });
    await server.api("/customer/new", { user_id: `c${n}${plain}`, alias: text, max_budget: 1 });
    await server.api("/tag/new", { name: `g${n}${plain}`, description: text, max_budget: 1 });
    await server.api("/credentials", { credential_name: `k${n}${plain}`, display_name: text, credential_values: { api_key: "sk-x", api_base: text }, credential_info: {} });
    await server.api("/config/field/update", { config_type: "router_settings", field_name: "model_group_alias", field_value: { [`alias ${text}`]: "gpt" } });
    const made = await server.api("/key/generate", { key_alias: text + n, user_id: text, team_id: team?.team_id, metadata: { note: text, tags: [text] } });
    const key = made.body?.key;
    check(`payload ${n} makes a key`, made.status === 200, JSON.stringify(made.body));
    const header = encodeURIComponent(text).slice(0, 100);
    await server.chat(key, text, { user: text, metadata: { session_id: text } }, { "x-litellm-tags": header, "user-agent": `x ${header}` });
    await server.chat(key, text, { model: "broken", user: text });
    await server.api("/model/new", { model_name: text + n, litellm_params: { model: `openai/${text}`, api_key: "sk-x" }, model_info: { id: `m${n}`, note: text } });
    const id = (await server.api(`/key/info?key=${key}`)).body.info?.token ?? (await server.api(`/key/list?key_alias=${encodeURIComponent(text + n)}`)).body.keys[0];
    const hash = typeof id === "string" ? id : id?.token;
    await seen(`/ui/keys/${hash}`);
    await seen(`/ui/keys/${hash}/edit`);
    await seen(`/ui/models/m${n}`);
    await seen(`/ui/logs?key=${hash}&error=${encodeURIComponent(text.slice(0, 40))}`);
    await page.goto(`${server.url}/ui/logs?key=${hash}`);
    const rows = await page.$$eval("tbody tr[data-href]", (found) => found.map((row) => row.dataset.href));
    for (const row of rows.slice(0, 2)) for (const as of ["", "&as=json", "&as=raw"]) await seen(row + as);
    if (rows[0]) {
      const id = new URL(rows[0], server.url).searchParams.get("call");
      await seen(`/ui/playground?call=${id}`);
      await seen(`/ui/logs/${id}/payload?of=request`);
    }
    for (const [kind, one] of [["organizations", `o${n}`], ["customers", `c${n}`], ["tags", `g${n}`]]) {
      await seen(`/ui/${kind}/of/${encodeURIComponent(one + plain)}`);
      await seen(`/ui/${kind}/of/${encodeURIComponent(one + plain)}/edit`);
    }
    if (team?.team_id) await seen(`/ui/teams/${encodeURIComponent(team.team_id)}`);
    await seen(`/ui/logs/sessions?session=${encodeURIComponent(text)}`);
    await seen(`/ui/keys?search=${encodeURIComponent(text)}`);
  }
  const listed = await page.$$eval("nav[aria-label=Pages] a", (links) => links.map((link) => link.getAttribute("href")));
  for (const path of [...listed, ...["key", "user", "team", "customer", "organization", "tag", "model"].map((by) => `/ui/usage?by=${by}`), "/ui/logs?live=1", "/ui/logs/sessions", "/ui/organizations", "/ui/customers", "/ui/tags", "/ui/models/credentials", "/ui/settings?view=all"]) await seen(path);
  await chrome.close();
  await server.stop();
  upstream.stop();
  return end("hostile texts");
};
