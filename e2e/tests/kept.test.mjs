// What the page keeps, the keys, and the ways between words and cards.
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

/** Waits until so many cards are there. */
async function count(number) {
  await page.waitForFunction((n) => document.querySelectorAll("article.card").length === n, number);
}

/** Types a text at once, as a paste does, and waits for its cards. */
async function write(words, number) {
  await text().fill(words);
  await count(number);
}

describe("what is kept", () => {
  test("an edit is a pin that typing does not undo", async () => {
    await write(DINNER, 1);
    await cards().getByText("Edit", { exact: true }).click();
    await cards().getByLabel("Starts").fill("8pm");
    await cards().getByLabel("Starts").press("Enter");
    await page.getByText("20:00 – 22:30").waitFor();
    assert.equal(await cards().getByLabel("Starts").isVisible(), false, "the form is closed");
    await text().press("End");
    await text().pressSequentially(" with the others");
    await page.locator(".source .text", { hasText: "with the others" }).waitFor();
    await page.getByText("20:00 – 22:30").waitFor();
  });

  test("text, edits and removals survive a reload, until everything starts over", async () => {
    await write(TWO, 2);
    await card("Opening").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await page.reload();
    await card("Dinner").waitFor();
    assert.equal(await text().inputValue(), TWO);
    assert.equal(await cards().count(), 1);
    await page.getByRole("link", { name: "Start over" }).click();
    await page.getByText("Or try one of these").waitFor();
    assert.equal(await text().inputValue(), "");
    await page.reload();
    assert.equal(await text().inputValue(), "");
  });

  test("the page of results survives a reload too", async () => {
    await write(TWO, 2);
    await page.getByRole("button", { name: "Find events" }).click();
    await page.getByRole("heading", { level: 1, name: "2 events" }).waitFor();
    await card("Opening").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await page.reload();
    await card("Dinner").waitFor();
    assert.equal(await cards().count(), 1);
    assert.equal(await text().inputValue(), TWO);
  });

  test("the last actions can be taken back by button and by key", async () => {
    await write(TWO, 2);
    await card("Dinner").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await page.getByRole("button", { name: "Undo" }).click();
    await count(2);
    await card("Opening").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await page.keyboard.press("Control+z");
    await count(2);
  });

  test("one's own calendar is asked for once and remembered", async () => {
    await write(DINNER, 1);
    await page.getByLabel("Where is your calendar?").selectOption("Yahoo");
    await cards().getByRole("link", { name: "Add to Yahoo" }).waitFor();
    await page.reload();
    await cards().getByRole("link", { name: "Add to Yahoo" }).waitFor();
  });
});

describe("words and cards", () => {
  test("pointing at a card marks its words, and at words their card and value", async () => {
    await write(TWO, 2);
    await card("Opening").hover({ position: { x: 5, y: 5 } });
    const lit = () => page.locator("mark.lit").allInnerTexts();
    await page.locator("mark.lit").first().waitFor();
    assert.ok((await lit()).some((words) => words.includes("Lantern Hall")));
    assert.ok(!(await lit()).some((words) => words.includes("Cafe Uno")));
    await page.locator("mark", { hasText: "Cafe Uno" }).hover();
    await page.locator("article.card.lit", { hasText: "Dinner" }).waitFor();
    assert.match(await page.locator("article .lit").innerText(), /Cafe Uno/);
    assert.equal(await page.locator("article.card.lit").count(), 1);
  });

  test("numbers lead from the words to the card and back, by keyboard", async () => {
    await write(TWO, 2);
    await page.getByRole("link", { name: "2, to the event" }).press("Enter");
    assert.equal(await page.evaluate(() => location.hash), "#event-2");
    await page.locator("article.card.lit", { hasText: "Opening" }).waitFor();
    await page.getByRole("link", { name: "1, to its text" }).focus();
    assert.ok((await page.locator("mark.lit").allInnerTexts()).some((words) => words.includes("Dinner")));
  });
});

describe("keys", () => {
  test("go between cards, edit, remove, undo and explain themselves", async () => {
    await write(TWO, 2);
    const current = () => page.evaluate(() => document.activeElement.closest("article")?.id);
    await text().blur();
    await page.keyboard.press("j");
    assert.equal(await current(), "event-1");
    await page.keyboard.press("j");
    assert.equal(await current(), "event-2");
    await page.keyboard.press("k");
    assert.equal(await current(), "event-1");
    await page.keyboard.press("e");
    assert.equal(await page.evaluate(() => document.activeElement.id), "e0.title");
    await page.keyboard.type("x?j");
    await page.keyboard.press("Escape");
    assert.equal(await current(), "event-1");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await count(1);
    await page.keyboard.press("u");
    await count(2);
  });

  test("can be turned off, and letters in the text are letters", async () => {
    await text().pressSequentially("jkex?u");
    assert.equal(await text().inputValue(), "jkex?u");
    await write(TWO, 2);
    await page.getByRole("button", { name: "Keys" }).click();
    await page.getByLabel("Single letters are keys").uncheck();
    await page.getByRole("button", { name: "Close" }).click();
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement.closest("article")), null);
  });

  test("Ctrl and Enter find the events", async () => {
    await text().fill(DINNER);
    await text().press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: "One event" }).waitFor();
  });
});

test("printing leaves the events and drops the controls", async () => {
  await write(TWO, 2);
  await page.emulateMedia({ media: "print" });
  assert.equal(await cards().first().isVisible(), true);
  for (const hidden of [page.locator("#text"), page.getByRole("button", { name: "Find events" }), page.locator(".way").first()]) {
    assert.equal(await hidden.isVisible(), false);
  }
});
