// The page while a person types: previews, in whatever order and over whatever connection they come.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { launch, open } from "../browser.mjs";

const DINNER = "Dinner with Ana on Friday 13 June 2031 from 7pm to 9:30pm at Cafe Uno";
const TWO = `Friday 13 June 2031
- 19:00-21:30 Dinner with Ana, Cafe Uno
- 22:00 Opening, Lantern Hall`;

let browser;
let page;
before(async () => (browser = await launch()));
after(() => browser.close());
beforeEach(async () => {
  page = await open(browser);
  await page.goto("/");
});
afterEach(() => page.context().close());

const text = () => page.locator("#text");
const cards = () => page.getByRole("article");
const card = (title) => page.getByRole("article", { name: title });
const preview = () => page.waitForResponse((response) => response.url().endsWith("/preview"));

/** Waits until so many cards are there. */
async function count(number) {
  await page.waitForFunction((n) => document.querySelectorAll("article.card").length === n, number);
}

/** Types a text at once, as a paste does, and waits for its cards. */
async function write(words, number) {
  await text().fill(words);
  await count(number);
}

describe("while typing", () => {
  test("marks and cards appear without a press, and the focus and the caret stay", async () => {
    await text().pressSequentially(DINNER, { delay: 5 });
    await card("Dinner with Ana").waitFor();
    await page.locator("mark", { hasText: "Friday 13 June 2031" }).waitFor();
    assert.equal(await text().inputValue(), DINNER);
    assert.equal(await page.evaluate(() => document.activeElement.id), "text");
    assert.equal(await text().evaluate((it) => it.selectionStart), DINNER.length);
  });

  test("at most four requests a second are sent", async () => {
    const times = [];
    page.on("request", (request) => request.url().endsWith("/preview") && times.push(performance.now()));
    await text().pressSequentially(DINNER, { delay: 25 });
    await card("Dinner with Ana").waitFor();
    assert.ok(times.length >= 3, `${times.length} requests`);
    for (const [at, time] of times.entries()) {
      const within = times.filter((other) => other >= time && other < time + 950).length;
      assert.ok(within <= 4, `${within} requests within a second, from request ${at}`);
    }
  });

  test("a late answer never overwrites a newer one", async () => {
    let first = true;
    await page.route("**/preview", async (route) => {
      const late = first;
      first = false;
      const response = await route.fetch();
      if (late) await new Promise((done) => setTimeout(done, 1500));
      await route.fulfill({ response }).catch(() => {});
    });
    await text().fill(DINNER);
    await text().fill("Opening on Saturday 14 June 2031 at 10:00");
    await card("Opening").waitFor();
    await page.waitForTimeout(2000);
    assert.equal(await card("Opening").count(), 1);
    assert.equal(await card("Dinner").count(), 0);
  });

  test("an action is carried out although the person goes on typing", async () => {
    await write(TWO, 2);
    await page.route("**/preview", async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    });
    await card("Dinner").getByRole("button", { name: "Remove" }).click();
    await text().pressSequentially("!");
    await page.getByText("Removed “Dinner with Ana”").waitFor();
    await page.waitForTimeout(1200);
    assert.equal(await cards().count(), 1);
    assert.equal(await text().inputValue(), `${TWO}!`);
  });

  test("at the limit the preview waits as long as it is asked to, and typing goes on", async () => {
    let asked = 0;
    await page.route("**/preview", async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      const headers = { "retry-after": "2", "content-type": "application/json" };
      return route.fulfill({ status: 429, headers, body: "{}" });
    });
    await text().fill("Dinner");
    await page.getByText("just go on typing").waitFor();
    await text().fill(DINNER);
    await page.waitForTimeout(1000);
    assert.equal(asked, 1);
    await card("Dinner with Ana").waitFor();
    assert.equal(await page.locator("#status").innerText(), "");
  });

  test("a lost connection is said and loses nothing", async () => {
    await page.context().setOffline(true);
    await text().fill(DINNER);
    await page.getByText("No connection").waitFor();
    assert.equal(await text().inputValue(), DINNER);
    await page.context().setOffline(false);
    await card("Dinner with Ana").waitFor();
    assert.equal(await page.locator("#status").innerText(), "");
  });

  test("open menus stay open and what is typed into a form is not lost", async () => {
    await write(TWO, 2);
    await card("Opening").getByText("Other calendars").click();
    await card("Opening").getByText("Edit", { exact: true }).click();
    await card("Opening").getByLabel("Title").fill("Grand opening");
    await text().press("End");
    await Promise.all([preview(), text().pressSequentially("!")]);
    await card("Grand opening").getByRole("button", { name: "Download File" }).waitFor();
  });

  test("a text that is too long, and no text at all, are said and shown", async () => {
    await text().fill("tea ".repeat(70_000));
    await page.getByText("256 KiB").waitFor();
    await text().fill("");
    await page.waitForFunction(() => document.getElementById("status").textContent === "");
    await page.getByText("Or try one of these").waitFor();
  });

  test("the words of a text stay text", async () => {
    await text().fill(`<img src=x onerror=alert(1)> ${DINNER}`);
    await cards().first().waitFor();
    assert.equal(await page.locator("#live img").count(), 0);
    await page.locator(".source .text", { hasText: "<img src=x" }).waitFor();
  });
});

test("from keystroke to painted marks it takes little time", async () => {
  const walk = (_, at) => `- ${9 + (at % 12)}:${10 + at} Guided walk ${at}, Riverside Park; strong shoes are a good idea`;
  const words = `Friday 13 June 2031\n${Array.from({ length: 28 }, walk).join("\n")}`;
  await text().fill(words);
  await page.getByText("Guided walk 27").first().waitFor();
  const times = [];
  for (let round = 0; round < 9; round += 1) {
    await page.waitForTimeout(300);
    times.push(
      await page.evaluate(async () => {
        const area = document.getElementById("text");
        const live = document.getElementById("live");
        const changed = new Promise((done) => new MutationObserver(done).observe(live, { childList: true }));
        const from = performance.now();
        area.setRangeText("!", area.value.length, area.value.length, "end");
        area.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await changed;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - from;
      }),
    );
  }
  times.sort((a, b) => a - b);
  console.log(`keystroke to painted marks, ${words.length} bytes: median ${times[4].toFixed(0)} ms`);
  assert.equal(times.length, 9, "every keystroke was answered by painted marks");
});
