// What a person does on the pages, in the product's own words: field names are those of the JSON interface,
// buttons are found by `data-act`, links by where they lead. A page that moves is mended here.

import { fill, plain } from "./browser.mjs";
import { hold } from "./report.mjs";

/** Gives the identifier in an address such as …/needs/need_0193…/review. */
export function idIn(address, kind = "need") {
  const found = new URL(address).pathname.match(new RegExp(`/(${kind}_[^/]+)`));
  return found?.[1];
}

/** Where a company writes a need: a first form, a list of sections, the answers, the receipt. */
export const company = {
  /** Starts a need; ends on its task list. */
  async start(visitor, need) {
    await visitor.go("needs/new");
    await fill(visitor.page.locator("main"), need);
  },

  async begin(visitor) {
    await visitor.act(["start", "create", "save", "next"]);
    hold(idIn(visitor.page.url()), `no need was created: ${visitor.page.url()}`);
  },

  /** Gives the addresses of the sections that can be filled now. */
  async sections(visitor) {
    const links = await visitor.page.locator(".tasks a[href]").evaluateAll((all) => all.map((one) => one.href));
    return [...new Set(links)].filter((link) => !link.endsWith("/check"));
  },

  /** Fills one section, with as many indicator rows as the need has. */
  async write(visitor, address, need) {
    await visitor.go(address);
    const main = visitor.page.locator("main");
    let filled = await fill(main, need);
    const rows = Object.keys(need).map(plain).filter((name) => /^indicators\d+name$/.test(name));
    while (filled.has("indicators0name") && rows.some((row) => !filled.has(row))) {
      await visitor.act("add-row");
      const before = filled.size;
      filled = await fill(visitor.page.locator("main"), need);
      hold(filled.size > before, "a row for one more indicator did not appear");
    }
    return filled;
  },

  async save(visitor) {
    await visitor.act(["save", "next"]);
  },

  async check(visitor, id) {
    await visitor.go(`needs/${id}/edit/check`);
  },

  async submit(visitor) {
    await visitor.act("submit", { declaration: true });
  },

  async open(visitor, id) {
    await visitor.go(`needs/${id}`);
  },

  async answer(visitor, words) {
    await visitor.act("answer", { answer: words, text: words });
    // An answer alone does not hand the need in again.
    const id = idIn(visitor.page.url());
    await visitor.page.goto(visitor.at(`needs/${id}/edit/check`));
    if (await visitor.offers("submit")) await company.submit(visitor);
    else await company.open(visitor, id);
  },

  async consent(visitor) {
    await visitor.act("consent", { agree: true });
  },
};

/** Where a broker reviews: the queue, one item, the review of a need. */
export const broker = {
  async inbox(visitor) {
    await visitor.go("inbox");
  },

  async item(visitor, id) {
    await visitor.go(`inbox/${id}`);
  },

  async review(visitor, id) {
    await visitor.go(`needs/${id}`);
  },

  async giveBack(visitor, question) {
    await visitor.act(["return", "give-back"], { ...question, text: question.question });
  },

  async take(visitor) {
    if (await visitor.offers("take")) await visitor.act(["take"]);
  },

  /** Fills what a section still lacks, through the links beside the sections. */
  async complete(visitor, id, need) {
    await broker.review(visitor, id);
    const links = await visitor.page.locator('main a[href*="/edit/"]').evaluateAll((all) => all.map((one) => one.href));
    for (const link of new Set(links)) {
      await company.write(visitor, link, need);
      await company.save(visitor);
    }
    await broker.review(visitor, id);
  },

  async approve(visitor, ready) {
    await visitor.act("approve", ready);
  },

  async word(visitor, text) {
    await visitor.act(["word", "save-public"], {
      title: text.title,
      summary: text.summary,
      title_en: text.title_en,
      summary_en: text.summary_en,
      "public.title": text.title,
      "public.summary": text.summary,
      "public.title_en": text.title_en,
      "public.summary_en": text.summary_en,
    });
  },

  async publish(visitor) {
    if (await visitor.offers("clear")) await visitor.act("clear", { cleared: true, clear: true });
    await visitor.act("publish", { cleared: true, clear: true });
  },

  async match(visitor) {
    if (await visitor.offers("match")) await visitor.act("match");
  },

  /** Opens the workbench, with the evidence of the first candidate in front. */
  async candidates(visitor, id) {
    await visitor.go(`needs/${id}/candidates`);
    if ((await quotes(visitor)).length > 0) return;
    await visitor.follow(visitor.page.locator(`main table a[href*="/candidates"]`).first());
  },

  /** A call becomes a need in one short page. */
  async call(visitor, need, behalf) {
    await visitor.go("inbox/call");
    await fill(visitor.page.locator("main"), { ...need, ...behalf });
  },

  async saveCall(visitor) {
    await visitor.act(["submit", "save", "create"], { declaration: true });
    const page = visitor.page;
    const links = await page.locator("main a[href]").evaluateAll((all) => all.map((one) => one.href));
    const id = [page.url(), ...links].map((address) => idIn(address)).find(Boolean);
    hold(id, `no need was recorded: ${page.url()}`);
    return id;
  },

  async consentOnBehalf(visitor, behalf) {
    await visitor.act(["consent", "record-consent"], { ...behalf, kind: "publication", agree: true });
  },
};

/** Where an expert looks for needs. */
export const expert = {
  async search(visitor, words) {
    await visitor.go(`search?kind=need&q=${encodeURIComponent(words)}`);
  },

  async finds(visitor, id) {
    const link = visitor.page.locator(`main a[href*="/needs/${id}"]`).first();
    hold((await link.count()) > 0, `${visitor.page.url()} does not show ${id}`);
    await visitor.follow(link);
  },
};

/** Gives every quoted passage of a candidates page, with the parts that are marked. */
export async function quotes(visitor) {
  return visitor.page.locator(".ev").evaluateAll((all) =>
    all.map((one) => ({
      text: one.querySelector("blockquote")?.innerText ?? "",
      marks: [...one.querySelectorAll("mark")].map((mark) => mark.innerText),
    })),
  );
}
