// Makes the pictures of the README: node screenshots.mjs. Needs `CW_TEST_UI` and `CW_UI_BINARY` as run.mjs does,
// and `CW_UI_DATABASE`, a file that `CW_UI_FILL=1 CW_UI_ROWS=54000 CW_UI_KEYS=40 CW_UI_DAYS=60 cargo bench --bench ui` has filled.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browser, login, provider, proxy } from "./common.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const upstream = await provider();
const server = await proxy(upstream.url, process.env.CW_UI_DATABASE);
const chrome = await browser();
for (const [name, theme, path, more] of [
  ["overview-light", "light", "/ui?range=30d"],
  ["logs-dark", "dark", "/ui/logs?range=7d", true],
]) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: theme });
  const page = await context.newPage();
  await login(page, server.url);
  await page.goto(server.url + path);
  if (more) {
    await page.goto(server.url + (await page.getAttribute("tbody tr[data-href]:nth-child(3)", "data-href")));
    await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  }
  await page.screenshot({ path: join(here, `${name}.png`) });
  await context.close();
}
await chrome.close();
await server.stop();
upstream.stop();
