// Every kind of page, in both themes: no barrier that axe knows, nothing wider than a small phone, valid HTML.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { launch, open, paste, press } from "../browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = process.env.SCREENSHOTS ?? "screenshots";
const TEXT = `Harbour House news, with a very long word: Donaudampfschifffahrtsgesellschaftskapitänsmütze

Friday 13 June 2031
- 10:00 Opening with Ana, Lantern Hall, https://example.org/${"opening/".repeat(12)}
- 14:30-16:00 Guided walk, Riverside Park

Choir practice every Tuesday at 19:30 until the end of June 2031
`;

/** How to come to each page; each returns the server's answer. */
const PAGES = {
  start: (page) => page.goto("/"),
  results: (page) => paste(page, TEXT),
  preview: async (page) => {
    const answer = await page.goto("/");
    await page.locator("#text").fill(TEXT);
    await page.getByRole("article").first().waitFor();
    return answer;
  },
  keys: async (page) => {
    await paste(page, TEXT);
    await page.locator("summary").filter({ hasText: "Other calendars" }).first().click();
    await page.getByRole("button", { name: "Keys" }).click();
    await page.getByRole("dialog").waitFor();
    return page.request.get("/");
  },
  edit: async (page) => {
    await paste(page, TEXT);
    const card = page.getByRole("article").first();
    await card.getByText("Edit", { exact: true }).click();
    await card.getByLabel("Starts", { exact: true }).fill("nonsense");
    return press(page, card.getByRole("button", { name: "Save" }));
  },
  nothing: (page) => paste(page, "Remember to water the plants and feed the cat"),
  about: (page) => page.goto("/about"),
  privacy: (page) => page.goto("/privacy"),
  missing: (page) => page.goto("/nowhere"),
};

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

/** The elements that stick out to the right of the window. */
function sticksOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
    return wide.map((element) => element.outerHTML.slice(0, 120));
  });
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
        for (const [device, width] of Object.entries({ desktop: 1280, phone: 320 })) {
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
      const report = await new HtmlValidate({ extends: ["html-validate:standard"] }).validateString(await response.text());
      const problems = report.results.flatMap(({ messages }) =>
        messages.map((it) => `${it.line}:${it.column} ${it.ruleId}: ${it.message}`),
      );
      assert.deepEqual(problems, []);
      const policy = response.headers()["content-security-policy"];
      assert.match(policy, /default-src 'none'|default-src 'self'/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      await page.context().close();
    });
  });
}
