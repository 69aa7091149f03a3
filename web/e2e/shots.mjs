// Takes pictures of pages over the demo alliance, for people to look at.
//
//   node shots.mjs [--binary PATH] [--out DIR] [--lang zh-Hans] [PAGE…]     a PAGE is ROLE:PATH, such as broker:inbox
//   node shots.mjs --readme                                                  the three pictures of the README
//
// In a PATH, {need}, {expert}, {team} or {organisation} stands for the first one that the role's list links to.

import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch, picture, signedIn, Visitor } from "./browser.mjs";
import { start } from "./product.mjs";

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

const LISTS = { need: "needs", expert: "experts", team: "teams", organisation: "organisations" };

const PAGES = [
  "nobody:", "nobody:sign-in", "nobody:help", "nobody:api/docs", "nobody:needs/new", "nobody:nothing-here",
  "company:home", "company:needs", "company:needs/new", "company:needs/{need}",
  "expert:home", "expert:suggestions", "expert:profile", "expert:experts", "expert:teams",
  "broker:home", "broker:inbox", "broker:inbox/call", "broker:needs", "broker:needs/{need}", "broker:needs/{need}/review",
  "broker:needs/{need}/candidates", "broker:needs/{need}/print", "broker:experts", "broker:experts/{expert}",
  "broker:teams", "broker:teams/{team}", "broker:organisations", "broker:organisations/{organisation}",
  "broker:imports", "broker:imports/new", "broker:search?q=%E8%BD%B4%E6%89%BF", "broker:account",
  "official:home", "liaison:home",
  "administrator:home", "administrator:admin/accounts", "administrator:admin/accounts/new", "administrator:admin/tokens",
  "administrator:admin/audit", "administrator:admin/system",
];

const README = [
  ["workbench", "broker:needs/{need}/candidates"],
  ["inbox", "broker:inbox"],
  ["need", "broker:needs/{need}"],
];

/** Opens a window per role, and one page after the other in it. */
async function shoot(browser, product, pages, take) {
  const windows = new Map();
  for (const [name, page] of pages) {
    const [role, ...rest] = page.split(":");
    if (!windows.has(role)) windows.set(role, await enter(browser, product, role));
    const visitor = windows.get(role);
    const answer = await visitor.go(await named(visitor, rest.join(":")));
    await take(visitor, name);
    console.log(`${answer.status()}  ${name}  ${visitor.page.url()}`);
  }
}

async function enter(browser, product, role) {
  const link = product.links.get(role);
  const state = link && (await signedIn(browser, product.base, link));
  return Visitor.open(browser, { base: product.base, lang: values.lang, state });
}

/** Puts the first thing of a list in place of {kind}. */
async function named(visitor, path) {
  const kind = path.match(/\{(\w+)\}/)?.[1];
  if (!kind) return path;
  await visitor.go(LISTS[kind]);
  const links = await visitor.page.locator("main a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const id = links.map((link) => link.match(new RegExp(`/(${kind}_[^/?#]+)`))?.[1] ?? link.match(/\/(org_[^/?#]+)/)?.[1]).find(Boolean);
  return path.replace(`{${kind}}`, id ?? "none");
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
