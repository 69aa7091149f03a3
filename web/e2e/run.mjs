// Runs the browser story on the running product: every language, scripts on and off, and once below a path.
//
//   node run.mjs [--binary PATH] [--only zh-Hans/js] [--screens DIR]

import { rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch, signedIn } from "./browser.mjs";
import { start } from "./product.mjs";
import { Report, stopped } from "./report.mjs";
import { selftest } from "./selftest.mjs";
import { sweep } from "./sitemap.mjs";
import { story } from "./story.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { values } = parseArgs({
  options: {
    binary: { type: "string", default: join(root, "target/debug/techbroker") },
    only: { type: "string", default: "" },
    screens: { type: "string" },
  },
});

const kept = join(root, "target/e2e");
const report = new Report();
const runs = ["zh-Hans", "zh-Hant", "en"].flatMap((lang) => [true, false].map((js) => ({ lang, js })));

/** Starts the product, signs every role in, and tells the story in each of the given ways. */
async function tell(browser, path, ways) {
  const wanted = ways.filter(({ name }) => name.includes(values.only));
  if (wanted.length === 0) return;
  const product = await report.step(`the product starts${path && ` under ${path}`}`, () =>
    start(values.binary, { path }));
  try {
    const states = await report.step("one-time links sign every role in", () => signIn(browser, product));
    const seen = new Set();
    for (const { lang, js, name } of wanted) {
      const out = values.screens && resolve(values.screens);
      await story({ browser, base: product.base, states, report, lang, js, run: name, out, kept, seen });
      if (js && !path) await sweep({ browser, base: product.base, states, report, lang, seen, kept });
    }
  } finally {
    await product.stop();
  }
}

async function signIn(browser, product) {
  const states = new Map();
  for (const [role, link] of product.links) states.set(role, await signedIn(browser, product.base, link));
  return states;
}

await rm(kept, { recursive: true, force: true });
const browser = await launch();
try {
  await selftest(browser, report);
  await tell(browser, "", runs.map((way) => ({ ...way, name: `${way.lang}/${way.js ? "js" : "plain"}` })));
  await tell(browser, "/kjj/", [{ lang: "zh-Hans", js: true, name: "kjj/zh-Hans/js" }]);
} catch (error) {
  stopped(error);
} finally {
  await browser.close();
}
process.exitCode = report.end();
