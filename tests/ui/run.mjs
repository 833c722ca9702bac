// Runs the suites of the admin pages: node run.mjs [pages] [flows] [hostile] [plain]. `CW_TEST_UI` is the folder with
// the packages, `CW_UI_BINARY` the built proxy.

const names = process.argv.slice(2);
const suites = names.length ? names : ["pages", "flows", "hostile", "plain"];
let good = true;
for (const name of suites) {
  const { run } = await import(`./${name}.mjs`);
  good = (await run()) && good;
}
process.exit(good ? 0 : 1);
