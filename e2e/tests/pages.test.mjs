// Every kind of page, in both themes: no barrier that axe knows, nothing wider than a small phone, valid HTML.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { BASE_URL, launch, open } from "../browser.mjs";
import { PAGES, sticksOut } from "../pages.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = process.env.SCREENSHOTS ?? "screenshots";
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** What axe finds, a line each. */
async function barriers(page) {
  await page.evaluate(AXE);
  const { passes, violations } = await page.evaluate(() => globalThis.axe.run());
  assert.ok(passes.length > 5, "axe has looked at something");
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

/** What html-validate says against a page or a part of one. */
async function faults(html) {
  const report = await new HtmlValidate({ extends: ["html-validate:standard"] }).validateString(html);
  return report.results.flatMap(({ messages }) => messages.map((it) => `${it.line}:${it.column} ${it.ruleId}: ${it.message}`));
}

for (const [name, go] of Object.entries(PAGES)) {
  describe(`the page "${name}"`, () => {
    for (const colorScheme of ["light", "dark"]) {
      test(`has no barriers and fits a small phone, ${colorScheme}`, async () => {
        const page = await open(browser, { colorScheme });
        const complaints = [];
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(String(error)));
        await go(page);
        assert.deepEqual(await barriers(page), []);
        for (const [device, width] of Object.entries({ desktop: 1280, phone: 375, small: 320 })) {
          await page.setViewportSize({ width, height: 800 });
          const file = path.join(SCREENSHOTS, `${name}-${colorScheme}-${device}.png`);
          await page.screenshot({ path: file, fullPage: true });
          assert.deepEqual(await sticksOut(page), [], `at ${width} px`);
        }
        // The browser itself reports an answer of 4xx there; that one is wanted.
        assert.deepEqual(complaints.filter((text) => !text.includes("the server responded with a status of 4")), []);
        await page.context().close();
      });
    }

    test("is valid HTML and runs nothing from elsewhere", async () => {
      const page = await open(browser);
      const response = await go(page);
      assert.deepEqual(await faults(await response.text()), []);
      const policy = response.headers()["content-security-policy"];
      assert.match(policy, /default-src 'none'|default-src 'self'/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      await page.context().close();
    });
  });
}

test("the part that changes while a person types is valid HTML too", async () => {
  const page = await open(browser);
  await page.goto("/");
  const answer = page.waitForResponse((response) => response.url().endsWith("/preview"));
  await page.locator("#text").fill("Dinner with Ana on Friday 13 June 2031 at 7, every week");
  assert.deepEqual(await faults(await (await answer).text()), []);
  await page.context().close();
});

test("the first page is light and comes from one place", async () => {
  const page = await open(browser);
  const answers = [];
  page.on("response", (response) => answers.push(response));
  await page.goto("/", { waitUntil: "networkidle" });
  assert.deepEqual([...new Set(answers.map((it) => new URL(it.url()).origin))], [new URL(BASE_URL).origin]);
  const kilobytes = async (ending) => {
    const sizes = await Promise.all(answers.filter((it) => it.url().endsWith(ending)).map((it) => it.request().sizes()));
    assert.ok(sizes.length > 0, `a file that ends with ${ending}`);
    return sizes.reduce((sum, it) => sum + it.responseBodySize, 0) / 1024;
  };
  assert.ok((await kilobytes(".js")) <= 25, "scripts, compressed");
  assert.ok((await kilobytes(".css")) <= 10, "style sheets, compressed");
  await page.context().close();
});
