// From an empty page to the file in the hand without a mouse, and always with the focus in sight.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "../browser.mjs";
import { download, start } from "../calendar-file.mjs";
import { DINNER } from "../visit.mjs";

/** More stops than any page has between two places. */
const MOST_STOPS = 60;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** What has the focus: its name, and whether one sees that it has it. */
function focus(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const words = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    // Behind the last stop the focus leaves the page for the browser's own buttons, and comes back.
    if (element === document.body) return { name: "the browser", seen: true };
    return { name: words.trim(), seen: ring && box.width > 1 && box.bottom > 0 && box.top < innerHeight };
  });
}

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page, name) {
  const passed = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const here = await focus(page);
    assert.ok(here.seen, `the focus on "${here.name}" is seen`);
    if (here.name.startsWith(name)) return;
    passed.push(here.name);
  }
  assert.fail(`"${name}" is not among ${JSON.stringify(passed)}`);
}

/** Replaces what is in the field that has the focus. */
async function retype(page, words) {
  await page.keyboard.press("Control+a");
  await page.keyboard.type(words);
}

for (const javaScriptEnabled of [true, false]) {
  test(`${javaScriptEnabled ? "with" : "without"} scripts the keyboard alone leads from the text to the file`, async () => {
    const page = await open(browser, { javaScriptEnabled });
    const card = page.getByRole("article");
    await page.goto("/");
    await tabTo(page, "Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo(page, "Your text");
    await page.keyboard.type(DINNER);
    if (!javaScriptEnabled) {
      await tabTo(page, "Your time zone");
      await page.keyboard.type("Brussels");
      await tabTo(page, "Find events");
      await page.keyboard.press("Enter");
      await page.waitForLoadState("load");
    }
    await page.locator(".source mark", { hasText: "Cafe Uno" }).waitFor();

    await tabTo(page, "Edit");
    await page.keyboard.press("Enter");
    await tabTo(page, "Title");
    await retype(page, "Supper with Ana");
    await tabTo(page, "Starts");
    await retype(page, "14 June 2031 8pm");
    if (!javaScriptEnabled) await tabTo(page, "Save");
    await page.keyboard.press("Enter");
    await card.getByRole("heading", { name: "Supper with Ana" }).waitFor();
    if (javaScriptEnabled) assert.ok(await card.evaluate((it) => it.contains(document.activeElement)), "the focus stays in the card");

    await tabTo(page, "Other calendars");
    await page.keyboard.press("Enter");
    await tabTo(page, "Download File");
    const { events: [event, ...more] } = await download(page, () => page.keyboard.press("Enter"));
    assert.deepEqual(more, []);
    assert.equal(event.summary, "Supper with Ana");
    assert.deepEqual(start(event), ["2031-06-14T20:00:00", "Europe/Brussels"]);
    await page.context().close();
  });
}

test("the keys of the keyboard's way are the page's own: no stop is missed and none holds the focus", async () => {
  const page = await open(browser);
  await page.goto("/");
  const stops = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const { name } = await focus(page);
    if (name === stops[0] || name === "the browser") break;
    stops.push(name);
  }
  const wanted = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, select, textarea, summary, input:not([type=hidden])")].filter((it) =>
      it.checkVisibility({ visibilityProperty: true }),
    ).length,
  );
  assert.equal(stops.length, wanted, stops.join(" · "));
  await page.context().close();
});
