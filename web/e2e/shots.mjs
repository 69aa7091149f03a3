// Takes pictures of pages over the demo alliance, for people to look at.
//
//   node shots.mjs [--binary PATH] [--out DIR] [--lang zh-Hans] [PAGE…]     a PAGE is ROLE:PATH, such as broker:inbox
//   node shots.mjs --readme                                                  the three pictures of the README
//
// In a PATH, {need}, {expert}, {team} or {organisation} stands for the first one that the role's list links to; {need:matching}
// for the first need in that state.

import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch, picture, signedIn, Visitor } from "./browser.mjs";
import { start } from "./product.mjs";
import { named, PAGES } from "./sitemap.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    binary: { type: "string", default: join(root, "target/debug/techbroker") },
    out: { type: "string", default: join(root, "target/shots") },
    lang: { type: "string", default: "zh-Hans" },
    readme: { type: "boolean", default: false },
  },
});

const README = [
  ["workbench", "broker:needs/{need:matching}/candidates"],
  ["inbox", "broker:inbox"],
  ["need", "broker:needs/{need:in_diagnosis}"],
];

/** Opens a window per role, and one page after the other in it. */
async function shoot(browser, product, pages, take) {
  const windows = new Map();
  for (const [name, page] of pages) {
    const [role, ...rest] = page.split(":");
    if (!windows.has(role)) windows.set(role, await enter(browser, product, role));
    const visitor = windows.get(role);
    const answer = await visitor.page.goto(visitor.at(await named(visitor, rest.join(":"))));
    await take(visitor, name);
    console.log(`${answer.status()}  ${name}  ${visitor.page.url()}`);
  }
}

async function enter(browser, product, role) {
  const link = product.links.get(role);
  const state = link && (await signedIn(browser, product.base, link));
  return Visitor.open(browser, { base: product.base, lang: values.lang, state });
}

async function everyWay({ page }, name) {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await picture(page, join(values.out, `${name}-${width}-${colorScheme}.png`));
    }
  }
}

async function once({ page }, name) {
  await page.setViewportSize({ width: 1440, height: 900 });
  await picture(page, join(root, "docs/screenshots", `${name}.png`), false);
}

const asked = positionals.length > 0 ? positionals : PAGES;
const plainName = (page) => page.replace(/\?.*/, "").replace(/[^\w-]+/g, "-").replace(/-+$/, "") || "landing";
await mkdir(values.readme ? join(root, "docs/screenshots") : values.out, { recursive: true });
const product = await start(values.binary);
const browser = await launch();
try {
  if (values.readme) await shoot(browser, product, README, once);
  else await shoot(browser, product, asked.map((page) => [plainName(page), page]), everyWay);
} finally {
  await browser.close();
  await product.stop();
}
