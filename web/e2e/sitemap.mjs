// The pages that each role has, apart from the ways of the story: ROLE:PATH.
//
// In a PATH, {need}, {expert}, {team} or {organisation} stands for the first one that the role's list links to, {own} for the
// first of the company's own needs.

import { Visitor } from "./browser.mjs";

/** Where the first one of a kind is found, and below what its own page stands. */
const LISTS = {
  need: ["needs", "needs"], own: ["home", "needs"], expert: ["experts", "experts"], team: ["teams", "teams"],
  organisation: ["organisations", "organisations"],
};

export const PAGES = [
  "nobody:", "nobody:sign-in", "nobody:help", "nobody:api/docs", "nobody:needs/new",
  "company:home", "company:needs", "company:needs/new", "company:needs/{need}",
  "expert:home", "expert:suggestions", "expert:profile", "expert:experts", "expert:teams",
  "broker:home", "broker:inbox", "broker:inbox/call", "broker:needs", "broker:needs/{need}",
  "broker:needs/{need}/candidates", "broker:needs/{need}/print", "broker:experts", "broker:experts/{expert}",
  "company:needs/{own}", "company:needs/{own}/readers", "broker:teams", "broker:teams/{team}", "broker:organisations", "broker:organisations/{organisation}",
  "broker:imports", "broker:imports/new", "broker:search?q=%E8%BD%B4%E6%89%BF", "broker:account",
  "official:home", "liaison:home",
  "administrator:home", "administrator:admin/accounts", "administrator:admin/accounts/new", "administrator:admin/tokens",
  "administrator:admin/audit", "administrator:admin/system", "administrator:admin/settings",
  "administrator:admin/lists/fields",
];

/** Puts the first thing of a list in place of {kind}, or the first in a state in place of {kind:state}. */
export async function named(visitor, path) {
  const [whole, kind, state] = path.match(/\{(\w+)(?::(\w+))?\}/) ?? [];
  if (!kind) return path;
  await visitor.page.goto(visitor.at(LISTS[kind][0] + (state ? `?state=${state}` : "")));
  const links = await visitor.page.locator("main a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const rest = path.slice(path.indexOf(whole) + whole.length);
  // A page below a need, such as its candidates, may be another broker's: the list links to those one may open.
  const below = links.map((link) => link.match(new RegExp(`/${LISTS[kind][1]}/([a-z]+_[^/?#]+)${rest}$`))?.[1]).find(Boolean);
  const id = below ?? links.map((link) => link.match(new RegExp(`/${LISTS[kind][1]}/([a-z]+_[^/?#]+)`))?.[1]).find(Boolean);
  return path.replace(whole, id ?? "none");
}

/** Opens every page of every role in one language, and looks at it. */
export async function sweep({ browser, base, states, report, lang, seen, kept }) {
  const windows = new Map();
  for (const entry of PAGES) {
    const [role, ...rest] = entry.split(":");
    if (!windows.has(role)) {
      windows.set(role, await Visitor.open(browser, { base, lang, state: states.get(role), who: role, seen }));
    }
    const visitor = windows.get(role);
    await report.check(`${lang}: page ${entry}`, async () => {
      try {
        await visitor.go(await named(visitor, rest.join(":")));
        await visitor.look(`sweep-${entry.replace(/\W+/g, "-")}`);
      } catch (error) {
        await visitor.keep(kept, `sweep-${lang}-${entry.replace(/\W+/g, "-")}`);
        throw error;
      } finally {
        visitor.noise.splice(0);
      }
    });
  }
  for (const visitor of windows.values()) await visitor.close();
}
