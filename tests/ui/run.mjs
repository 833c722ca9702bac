// Runs the suites of the admin pages: node run.mjs [pages] [flows] [hostile] [plain]. `CW_TEST_UI` is the folder with
// the packages, `CW_UI_BINARY` the built proxy. Each suite has a proxy and a browser of its own, so that two run side by
// side, the longest first; the pages are looked at by theme, which makes two of them.

const SIDE_BY_SIDE = 2;
const names = process.argv.slice(2);
const suites = names.length ? names : ["pages", "hostile", "flows", "plain"];
const waiting = suites.flatMap((name) => (name === "pages" ? [[name, "light"], [name, "dark"]] : [[name]]));
let good = true;
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, ...how] = next;
    const { run } = await import(`./${name}.mjs`);
    good = (await run(...how)) && good;
  }
};
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
process.exit(good ? 0 : 1);
