// A need goes its way: written by a company, asked about, approved, consented to, published, matched and found;
// and a second one the same way, every act of the company recorded on its behalf.

import { Visitor } from "./browser.mjs";
import { broker, company, expert, idIn, quotes } from "./pages.mjs";
import { hold, stopped } from "./report.mjs";
import { behalf, codes, needIn, publicTextIn, question, ready } from "./words.mjs";

/** Runs the whole story in one language, with scripts on or off; `run` names it in the report. */
export async function story({ browser, base, states, report, lang, js, run, out, kept, seen }) {
  const open = (who) => Visitor.open(browser, { base, lang, js, state: states.get(who), out, who, seen });
  const people = {};
  for (const who of ["company", "broker", "expert", "nobody"]) people[who] = await open(who);
  const scene = { ...people, report, lang, run, kept, stamp: run.replace(/\W+/g, "-") };
  try {
    await firstPages(scene);
    const id = await submitted(scene);
    await hidden(scene, id);
    await asked(scene, id);
    await published(scene, id);
    await matched(scene, id);
    await found(scene, id);
    await onBehalf(scene);
  } catch (error) {
    stopped(error);
  } finally {
    for (const person of Object.values(people)) await person.close();
  }
}

/** One step; then the page it ended on is looked at, and a fault of the page does not end the journey. */
async function step(scene, visitor, name, body) {
  const label = `${scene.stamp}-${name.replace(/\W+/g, "-")}`;
  const kept = async (work) => {
    try {
      return await work();
    } catch (error) {
      await visitor.keep(scene.kept, label);
      throw error;
    }
  };
  const result = await scene.report.step(`${scene.run}: ${name}`, () => kept(body));
  await scene.report.check(`${scene.run}: ${name}, its page`, () => kept(() => visitor.look(label)));
  return result;
}

async function firstPages(scene) {
  const { nobody } = scene;
  await step(scene, nobody, "the landing page", () => nobody.go(""));
  await step(scene, nobody, "the sign-in page", () => nobody.go("sign-in"));
  for (const who of ["company", "broker", "expert"]) {
    await step(scene, scene[who], `home of ${who}`, () => scene[who].go("home"));
  }
}

async function submitted(scene) {
  const { company: writer, lang } = scene;
  const need = needIn(lang, scene.stamp);
  await step(scene, writer, "a company starts a need", () => company.start(writer, need));
  await step(scene, writer, "the task list", () => company.begin(writer));
  const id = idIn(writer.page.url());
  const filled = new Set();
  for (const [at, section] of (await company.sections(writer)).entries()) {
    await step(scene, writer, `section ${at + 1}`, async () => {
      for (const name of await company.write(writer, section, need)) filled.add(name);
    });
    await step(scene, writer, `section ${at + 1} is kept`, () => company.save(writer));
  }
  hold(filled.has("indicators1name"), "no section took two indicators");
  await step(scene, writer, "the answers before sending", () => company.check(writer, id));
  await step(scene, writer, "the company submits", () => company.submit(writer));
  return id;
}

async function hidden(scene, id) {
  const { nobody, expert: stranger, report, run } = scene;
  // Same length and form as a real identifier, and nobody's.
  const nothing = `${id.slice(0, -6)}${id.endsWith("000000") ? "000001" : "000000"}`;
  for (const who of [nobody, stranger]) {
    await report.check(`${run}: to ${who.who} a need in review is as good as none`, async () => {
      const [there, not] = [await who.get(`needs/${id}`), await who.get(`needs/${nothing}`)];
      hold(there.status === 404, `the answer is ${there.status}, not 404`);
      hold(not.status === 404, `for nothing the answer is ${not.status}, not 404`);
      hold(masked(there.body, id) === masked(not.body, nothing), "the two answers differ");
    });
  }
  await step(scene, nobody, "the page for nothing", () => nobody.go(`needs/${nothing}`, 404));
}

/** Blanks the request number; the identifier must not be on the page at all. */
function masked(body, id) {
  hold(!body.includes(id), "the page repeats the address");
  return body.replace(/[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi, "·").replace(/req_\w+/g, "·");
}

async function asked(scene, id) {
  const { broker: reviewer, company: writer, lang } = scene;
  await step(scene, reviewer, "the queue", () => broker.inbox(reviewer));
  await step(scene, reviewer, "the item in the queue", () => broker.item(reviewer, id));
  await step(scene, reviewer, "the broker returns it with a question", () => broker.giveBack(reviewer, question(lang)));
  await step(scene, writer, "the company sees the question", async () => {
    await company.open(writer, id);
    const text = await writer.page.locator("main").innerText();
    hold(text.includes(question(lang).question), "the question is not on the page");
  });
  await step(scene, writer, "the company answers", () => company.answer(writer, question(lang).reply));
}

async function published(scene, id) {
  const { broker: reviewer, company: writer, lang } = scene;
  await step(scene, reviewer, "the review", () => broker.review(reviewer, id));
  await step(scene, reviewer, "the broker takes it", () => broker.take(reviewer));
  await step(scene, reviewer, "the broker fills the codes", () => broker.complete(reviewer, id, codes()));
  await step(scene, reviewer, "the broker approves", () => broker.approve(reviewer, { ...codes(), ...ready() }));
  await step(scene, reviewer, "the public text is written", () => broker.word(reviewer, publicTextIn(lang, scene.stamp)));
  await step(scene, writer, "the company reads the exact text", async () => {
    await company.open(writer, id);
    const text = await writer.page.locator("main").innerText();
    hold(text.includes(publicTextIn(lang, scene.stamp).summary), "the exact text is not on the page");
  });
  await step(scene, writer, "the company consents", () => company.consent(writer));
  await step(scene, reviewer, "the broker publishes", async () => {
    await broker.review(reviewer, id);
    await broker.publish(reviewer);
  });
}

async function matched(scene, id) {
  const { broker: reviewer } = scene;
  await step(scene, reviewer, "matching starts", () => broker.match(reviewer));
  await step(scene, reviewer, "candidates with quoted evidence", async () => {
    await broker.candidates(reviewer, id);
    const shown = await quotes(reviewer);
    hold(shown.length > 0, "no evidence is quoted");
    hold(shown.every(({ marks }) => marks.length > 0), "a quote has no marked passage");
    for (const { text, marks } of shown) {
      hold(marks.every((mark) => text.includes(mark)), "a mark is not part of its quote");
    }
  });
}

async function found(scene, id) {
  const { expert: seeker, lang } = scene;
  await step(scene, seeker, "an expert searches", () =>
    // The index follows the database; a search right after may be a moment behind.
    eventually(async () => {
      await expert.search(seeker, publicTextIn(lang, scene.stamp).title);
      await expert.finds(seeker, id);
    }));
}

async function onBehalf(scene) {
  const { broker: reviewer, lang } = scene;
  const stamp = `${scene.stamp}-b`;
  await step(scene, reviewer, "a broker enters a need for a caller", () =>
    broker.call(reviewer, needIn(lang, stamp), behalf(lang, "phone")));
  const id = await step(scene, reviewer, "the call is a need", () => broker.saveCall(reviewer));
  await step(scene, reviewer, "the recorded need in review", () => broker.review(reviewer, id));
  await step(scene, reviewer, "the broker takes the recorded need", () => broker.take(reviewer));
  await step(scene, reviewer, "the recorded need is completed", () =>
    broker.complete(reviewer, id, { ...needIn(lang, stamp), ...codes() }));
  await step(scene, reviewer, "the recorded need is approved", () => broker.approve(reviewer, { ...codes(), ...ready() }));
  await step(scene, reviewer, "its public text is written", () => broker.word(reviewer, publicTextIn(lang, stamp)));
  await step(scene, reviewer, "consent is recorded with a stamped scan", () =>
    broker.consentOnBehalf(reviewer, behalf(lang, "stamped_paper")));
  await step(scene, reviewer, "the recorded need is published", () => broker.publish(reviewer));
  await matched(scene, id);
}

async function eventually(body, tries = 20) {
  for (let left = tries; ; left -= 1) {
    try {
      return await body();
    } catch (error) {
      if (left <= 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
