// The harness itself: it must see planted faults, or its silence about the product means nothing.

import { createServer } from "node:http";
import { launch, Visitor, fill } from "./browser.mjs";
import { understand } from "./product.mjs";
import { hold, Report } from "./report.mjs";

const page = (main, head = "") =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>` +
  `<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>` +
  `<body><main><h1>Page</h1>${main}</main></body></html>`;

const PAGES = {
  "/": page("<p>fine</p>"),
  "/unnamed": page('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
  "/pale": page('<p style="color:#ccc;background:#fff">pale</p>'),
  "/dark": page("<p>dark</p>", "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }</style>"),
  "/wide": page('<div style="width:600px">wide</div>'),
  "/outside": page('<img alt="" src="http://127.0.0.2:9/x.png">'),
  "/noisy": page("<p>noisy</p>", "<script>console.error('broken')</script>"),
  "/chinese": page("<p>x</p>").replace('lang="en"', 'lang="zh-Hans"'),
  "/form": page(
    '<form method="post" action="/done"><details><summary>more</summary>' +
      '<label>Name <input name="indicators[0].name"></label>' +
      '<label><input type="checkbox" name="modes" value="a">A</label><label><input type="checkbox" name="modes" value="b">B</label>' +
      '<label>Level <select name="level"><option>L0</option><option>L1</option></select></label>' +
      '<button data-act="save">Save</button></details></form>',
  ),
};

const FAULTS = {
  unnamed: "image-alt",
  pale: "color-contrast",
  dark: "dark: axe color-contrast",
  wide: "px wider than the screen",
  outside: "fetched from outside",
  noisy: "console: broken",
  chinese: "html lang is zh-Hans, not en",
};

/** Counts one check per fault that the harness must see, with scripts on and off. */
export async function selftest(browser, report) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}/`;
  for (const js of [true, false]) {
    const visitor = await Visitor.open(browser, { base, lang: "en", js });
    const name = `harness/${js ? "js" : "plain"}`;
    await report.check(`${name}: a fine page passes`, () => visitor.look("fine"));
    for (const [path, fault] of Object.entries(FAULTS)) {
      if (path === "noisy" && !js) continue;
      await report.check(`${name}: sees ${path}`, () => seen(visitor, path, fault));
    }
    await report.check(`${name}: fills and sends a form`, () => sends(visitor));
    await visitor.close();
  }
  await report.check("harness: reads what the product prints", reads);
  server.close();
}

async function seen(visitor, path, fault) {
  await visitor.go(path);
  const error = await visitor.look(path).then(() => null, (error) => error);
  hold(error?.message.includes(fault), `expected ${fault}, heard ${error?.message ?? "nothing"}`);
}

async function sends(visitor) {
  await visitor.go("form");
  await visitor.act("save", { "indicators.0.name": "life", modes: ["b"], level: "L1" });
  const text = await visitor.page.locator("main").innerText();
  hold(text.includes("indicators%5B0%5D.name=life&modes=b&level=L1"), `sent ${text}`);
  await visitor.go("form");
  const error = await visitor.control("gone").then(() => null, (error) => error);
  hold(error?.message.includes("it has save"), "a missing act is not named");
  const filled = await fill(visitor.page.locator("main"), { nothing: "x" });
  hold(filled.size === 0, "a field without a value was filled");
}

function reads() {
  const product = { base: "", links: new Map(), log: "" };
  product.log = "listening on http://127.0.0.1:4321/kjj\nsign-in link  broker     http://127.0.0.1:4321/kjj/links/a\nsign-in link  exp";
  understand(product);
  hold(product.base === "http://127.0.0.1:4321/kjj/", `base ${product.base}`);
  hold(product.links.size === 1 && product.links.get("broker")?.endsWith("/links/a"), "the link was not read");
}

function answer(request, response) {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    const found = request.method === "POST" ? page(`<p>${body}</p>`) : PAGES[new URL(request.url, "http://x").pathname];
    response.writeHead(found ? 200 : 404, { "content-type": "text/html" }).end(found ?? "");
  });
}

if (process.argv[1]?.endsWith("selftest.mjs")) {
  const report = new Report();
  const browser = await launch();
  await selftest(browser, report);
  await browser.close();
  process.exitCode = report.end();
}
