// A browser, and what every visited page must hold: accessible, inside the screen, quiet, from here only.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { hold } from "./report.mjs";

const WIDTHS = [1440, 390];
const THEMES = ["light", "dark"];
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts the system's Chromium with a profile of its own. */
export function launch(executablePath = process.env.TECHBROKER_CHROMIUM || "/usr/bin/chromium") {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--no-default-browser-check",
      "--no-proxy-server",
    ],
  });
}

/** One person at one browser window: a language, scripts on or off, signed in or not. */
export class Visitor {
  constructor(context, page, { base, lang, js, out, who, seen }) {
    Object.assign(this, { context, page, base, lang, js, out, who, seen });
    this.noise = [];
    page.on("console", (message) => message.type() === "error" && this.#heard(message.text()));
    page.on("pageerror", (error) => this.#heard(String(error)));
    page.on("dialog", (dialog) => this.#asked(dialog));
    page.on("request", (request) => this.#fetched(request.url()));
    page.on("response", (response) => this.#answered(response));
  }

  /** Opens a window; `state` is what `signedIn` gave, or nothing for somebody who has not signed in. */
  static async open(browser, { base, lang, js = true, state, out, who = "visitor", seen = new Set() }) {
    const context = await browser.newContext({
      javaScriptEnabled: js,
      storageState: state,
      locale: { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-GB" }[lang],
      viewport: { width: WIDTHS[0], height: 900 },
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    const visitor = new Visitor(context, await context.newPage(), { base, lang, js, out, who, seen });
    await visitor.go(`?lang=${lang}`);
    return visitor;
  }

  /** Gives an address below the product's base. */
  at(path) {
    return new URL(path.replace(/^\/+/, ""), this.base).href;
  }

  /** Opens a path below the base, and fails when the answer is not the wanted one. */
  async go(path, status = 200) {
    const answer = await this.page.goto(/^https?:/.test(path) ? path : this.at(path));
    hold(answer.status() === status, `${this.page.url()} answers ${answer.status()}, not ${status}`);
  }

  /** Gives status and body of a path as this person's browser would get them, without opening it. */
  async get(path) {
    const answer = await this.context.request.get(this.at(path), { maxRedirects: 0 });
    return { status: answer.status(), body: await answer.text(), headers: answer.headers() };
  }

  /** Clicks something that leads to another page, waits for that page, and fails when it is an error. */
  async follow(locator) {
    const [answer] = await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), locator.click()]);
    if (!answer || answer.ok()) return;
    const complaints = await this.page.locator("main :is(.errors, .error)").allInnerTexts();
    const said = complaints.length > 0 ? complaints.join("; ") : await this.page.locator("main").innerText();
    throw new Error(`${this.page.url()} answers ${answer.status()}: ${said.replace(/\s+/g, " ").slice(0, 600)}`);
  }

  /** Clicks the control of an act, filling the fields of its form first; opens what is folded around it. */
  async act(names, values = {}) {
    const control = await this.control(names);
    await unfold(control);
    const form = control.locator("xpath=ancestor::form[1]");
    if ((await form.count()) > 0) await fill(form, values);
    await this.follow(control);
    return this;
  }

  /** Gives the first visible or folded control of one of the acts, or fails saying what is there. */
  async control(names) {
    for (const name of [names].flat()) {
      const found = this.page.locator(`[data-act="${name}"]`);
      if ((await found.count()) > 0) return found.first();
    }
    const there = await this.page.locator("[data-act]").evaluateAll((all) => all.map((one) => one.dataset.act));
    throw new Error(`${this.page.url()} has no act ${names}; it has ${there.join(", ") || "none"}`);
  }

  /** Says whether the page offers an act. */
  async offers(name) {
    return (await this.page.locator(`[data-act="${name}"]`).count()) > 0;
  }

  /** Holds the page in front to what every page must be; one that was seen before need not be measured again. */
  async look(name) {
    const faults = [];
    const print = fingerprint(await this.page.content());
    if (!this.seen.has(print)) faults.push(...(await this.#measure(name)));
    const lang = await this.page.locator("html").getAttribute("lang");
    if (lang !== this.lang) faults.push(`html lang is ${lang}, not ${this.lang}`);
    const unsaid = (await this.page.content()).match(/⟨[\w-]+⟩/g) ?? [];
    if (unsaid.length > 0) faults.push(`words are missing: ${[...new Set(unsaid)].join(" ")}`);
    faults.push(...this.noise.splice(0));
    hold(faults.length === 0, `${this.page.url()}\n${faults.join("\n")}`);
    this.seen.add(print);
  }

  /** Asks axe at both widths and in both themes, and whether the page fits the screen. */
  async #measure(name) {
    const faults = [];
    for (const width of WIDTHS) {
      await this.page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
      for (const colorScheme of THEMES) {
        await this.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const found = await axe(this.page, this.js);
        faults.push(...found.map((fault) => `${width} ${colorScheme}: ${fault}`));
        if (this.out) await picture(this.page, join(this.out, `${name}-${width}-${colorScheme}.png`));
      }
      const wide = await this.page.evaluate(tooWide);
      if (wide) faults.push(`${width}: the page is ${wide}`);
    }
    await this.page.setViewportSize({ width: WIDTHS[0], height: 900 });
    return faults;
  }

  /** Keeps the page as a picture and as text, for whoever looks into a failure. */
  async keep(folder, name) {
    await mkdir(folder, { recursive: true });
    await picture(this.page, join(folder, `${name}.png`)).catch(() => {});
    await writeFile(join(folder, `${name}.html`), await this.page.content().catch(() => ""));
  }

  async close() {
    await this.context.close();
  }

  #heard(text) {
    // A page that is not there is a wanted answer in some steps; the browser logs it as an error all the same.
    if (!/Failed to load resource.*404/.test(text)) this.noise.push(`console: ${text}`);
  }

  /** Leaves a page with unsaved text without more ado; every other question in a box is a fault. */
  #asked(dialog) {
    if (dialog.type() !== "beforeunload") this.noise.push(`a box asks: ${dialog.message()}`);
    return dialog.accept();
  }

  #fetched(url) {
    const here = url.startsWith(this.base) || /^(data|blob|about):/.test(url);
    if (!here) this.noise.push(`fetched from outside the public URL: ${url}`);
  }

  #answered(response) {
    const main = response.request().isNavigationRequest();
    if (response.status() >= 500 || (!main && response.status() >= 400)) {
      this.noise.push(`${response.status()} for ${response.url()}`);
    }
  }
}

/** Signs in by a one-time link and gives the cookies, to open windows with. */
export async function signedIn(browser, base, link) {
  const visitor = await Visitor.open(browser, { base, lang: "en" });
  await visitor.go(link);
  const button = await visitor.control(["use-link", "sign-in"]);
  // Where a role lands is looked at by its own step.
  await Promise.all([visitor.page.waitForNavigation({ waitUntil: "load" }), button.click()]);
  const state = await visitor.context.storageState();
  await visitor.close();
  hold(state.cookies.length > 0, `${link} set no cookie`);
  return state;
}

/** Gives every violation that axe sees on the page, a line each. */
export async function axe(page, js = true) {
  if (!(await page.evaluate(() => Boolean(window.axe)))) {
    // With scripts off no timer ever fires, and axe waits for short ones; the page's own scripts do not run anyway.
    if (!js) await page.evaluate(() => (window.setTimeout = (then, ms = 0) => void (ms < 50 && Promise.resolve().then(then))));
    await page.evaluate(axeSource);
  }
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = (failureSummary ?? "").split("\n").slice(1, 3).join(" ").trim();
      return `axe ${id}: ${help}: ${target.join(" ")} (${why})`;
    }),
  );
}

/** Gives a page's content as a short text, apart from identifiers, keys and times, which differ between equal pages. */
function fingerprint(html) {
  const same = html
    .replace(/\b(zh-Hans|zh-Hant|en|kjj-zh-Hans)-(js|plain)(-b)?\b/g, "")
    .replace(/[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi, "")
    .replace(/\b\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?\b/g, "")
    .replace(/\b[0-9A-Za-z_-]{32,}\b/g, "");
  return createHash("sha256").update(same).digest("hex");
}

/** Saves the whole page as a picture. */
export async function picture(page, path, fullPage = true) {
  await page.screenshot({ path, fullPage, animations: "disabled" });
}

/** Brings a field's name to one form, so that `indicators[0].name` and `indicators.0.name` are the same. */
export function plain(name) {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Opens every closed fold around a control, and the pane that a link such as `#return` shows. */
async function unfold(control) {
  const folds = control.locator("xpath=ancestor::details[not(@open)]");
  for (let left = await folds.count(); left > 0; left -= 1) {
    await folds.first().locator("> summary").click();
  }
  if (await control.isVisible()) return;
  const around = await control.locator("xpath=ancestor::*[@id]").evaluateAll((all) => all.map((one) => one.id));
  for (const id of around.reverse()) {
    const opener = control.page().locator(`main a[href$="#${id}"]:visible`).first();
    if ((await opener.count()) > 0) await opener.click();
    if (await control.isVisible()) return;
  }
}

/** Gives the option that fits a value: the same, or a field above it, such as `indicators` for `indicators.0.target`. */
async function option(select, value) {
  const wanted = plain(String(value));
  const options = await select.locator("option").evaluateAll((all) => all.map((one) => one.value));
  const same = options.find((one) => plain(one) === wanted);
  return same ?? options.filter((one) => one && wanted.startsWith(plain(one))).pop();
}

/**
 * Fills the controls below `scope` whose names are among `values`; gives the names it filled.
 * A value is a text, `true` for a tick, or a list for several ticks.
 */
export async function fill(scope, values) {
  const wanted = new Map(Object.entries(values).map(([name, value]) => [plain(name), value]));
  const filled = new Set();
  for (const control of await scope.locator("input[name], select[name], textarea[name]").all()) {
    const name = plain(await control.getAttribute("name"));
    const value = wanted.get(name);
    const type = await control.evaluate((one) => (one.localName === "input" ? one.type : one.localName));
    if (value === undefined || type === "hidden") continue;
    const chosen = type === "select" ? await option(control, value) : undefined;
    if (type === "select" && chosen === undefined) continue;
    await unfold(control);
    if (type === "checkbox" || type === "radio") {
      const own = await control.getAttribute("value");
      const on = value === true || [value].flat().some((one) => String(one).toLowerCase() === own?.toLowerCase());
      if (type === "checkbox" || on) await control.setChecked(on, { force: true });
    } else if (type === "select") {
      await control.selectOption(chosen);
    } else if (type === "file") {
      await control.setInputFiles(value);
    } else {
      await control.fill(String(value));
    }
    filled.add(name);
  }
  return filled;
}

/** Runs in the page: says by how much it is wider than the screen, and which elements stick out the most. */
function tooWide() {
  const much = document.documentElement.scrollWidth - window.innerWidth;
  if (much <= 0) return "";
  const all = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > window.innerWidth);
  const inner = all.filter((one) => !all.some((other) => other !== one && one.contains(other)));
  const named = inner.slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.className} “${one.textContent.slice(0, 40)}”`);
  return `${much} px wider than the screen: ${named.join(", ")}`;
}
