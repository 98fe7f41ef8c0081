// What the page keeps, the keys, and the ways between words and cards.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { download, hours, start } from "../calendar-file.mjs";
import { DINNER, TWO, visit } from "../visit.mjs";

const here = visit();
const { card, cards, count, text, write } = here;

describe("what is kept", () => {
  test("an edit is a pin that typing does not undo, down to the file", async () => {
    await write(DINNER, 1);
    await cards().getByText("Edit", { exact: true }).click();
    await cards().getByLabel("Starts").fill("8pm");
    await cards().getByLabel("Starts").press("Enter");
    await here.page.getByText("20:00 – 22:30").waitFor();
    assert.equal(await cards().getByLabel("Starts").isVisible(), false, "the form is closed");
    await text().press("End");
    await text().pressSequentially(" with the others");
    await here.page.locator(".source .text", { hasText: "with the others" }).waitFor();
    await here.page.getByText("20:00 – 22:30").waitFor();
    await cards().getByText("Other calendars").click();
    const { events } = await download(here.page, () => cards().getByRole("button", { name: /File \(\.ics\)/ }).click());
    assert.deepEqual(events.map((event) => [...start(event), hours(event)]), [["2031-06-13T20:00:00", "Europe/Brussels", 2.5]]);
  });

  test("text, edits and removals survive a reload, until everything starts over", async () => {
    await write(TWO, 2);
    await card("Opening").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await here.page.reload();
    await card("Dinner").waitFor();
    assert.equal(await text().inputValue(), TWO);
    assert.equal(await cards().count(), 1);
    await here.page.getByRole("link", { name: "Start over" }).click();
    await here.page.getByText("Or try one of these").waitFor();
    assert.equal(await text().inputValue(), "");
    await here.page.reload();
    assert.equal(await text().inputValue(), "");
  });

  test("the page of results survives a reload too", async () => {
    await write(TWO, 2);
    await here.page.getByRole("button", { name: "Find events" }).click();
    await here.page.getByRole("heading", { level: 1, name: "2 events" }).waitFor();
    await card("Opening").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await here.page.reload();
    await card("Dinner").waitFor();
    assert.equal(await cards().count(), 1);
    assert.equal(await text().inputValue(), TWO);
  });

  test("the last actions can be taken back by button and by key", async () => {
    await write(TWO, 2);
    await card("Dinner").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await here.page.getByRole("button", { name: "Undo" }).click();
    await count(2);
    await card("Opening").getByRole("button", { name: "Remove" }).click();
    await count(1);
    await here.page.keyboard.press("Control+z");
    await count(2);
  });

  test("one's own calendar is asked for once and remembered", async () => {
    await write(DINNER, 1);
    await here.page.getByLabel("Where is your calendar?").selectOption("Yahoo");
    await cards().getByRole("link", { name: "Add to Yahoo" }).waitFor();
    await here.page.reload();
    await cards().getByRole("link", { name: "Add to Yahoo" }).waitFor();
  });
});

describe("words and cards", () => {
  test("pointing at a card marks its words, and at words their card and value", async () => {
    await write(TWO, 2);
    await card("Opening").hover({ position: { x: 5, y: 5 } });
    const lit = () => here.page.locator(".source mark.lit").allInnerTexts();
    await here.page.locator(".source mark.lit").first().waitFor();
    assert.ok((await lit()).some((words) => words.includes("Lantern Hall")));
    assert.ok(!(await lit()).some((words) => words.includes("Cafe Uno")));
    await here.page.locator(".source mark", { hasText: "Cafe Uno" }).hover();
    await here.page.locator("article.card.lit", { hasText: "Dinner" }).waitFor();
    assert.match(await here.page.locator("article .lit").innerText(), /Cafe Uno/);
    assert.equal(await here.page.locator("article.card.lit").count(), 1);
  });

  test("numbers lead from the words to the card and back, by keyboard", async () => {
    await write(TWO, 2);
    await here.page.getByRole("link", { name: "2, to the event" }).press("Enter");
    assert.equal(await here.page.evaluate(() => location.hash), "#event-2");
    await here.page.locator("article.card.lit", { hasText: "Opening" }).waitFor();
    await here.page.getByRole("link", { name: "1, to its text" }).focus();
    assert.ok((await here.page.locator(".source mark.lit").allInnerTexts()).some((words) => words.includes("Dinner")));
  });
});

describe("keys", () => {
  test("go between cards, edit, remove, undo and explain themselves", async () => {
    await write(TWO, 2);
    const current = () => here.page.evaluate(() => document.activeElement.closest("article")?.id);
    await text().blur();
    await here.page.keyboard.press("j");
    assert.equal(await current(), "event-1");
    await here.page.keyboard.press("j");
    assert.equal(await current(), "event-2");
    await here.page.keyboard.press("k");
    assert.equal(await current(), "event-1");
    await here.page.keyboard.press("e");
    assert.equal(await here.page.evaluate(() => document.activeElement.id), "e0.title");
    await here.page.keyboard.type("x?j");
    await here.page.keyboard.press("Escape");
    assert.equal(await current(), "event-1");
    await here.page.keyboard.press("?");
    await here.page.getByRole("dialog", { name: "Keys" }).waitFor();
    await here.page.keyboard.press("Escape");
    await here.page.getByRole("dialog").waitFor({ state: "hidden" });
    await here.page.keyboard.press("j");
    await here.page.keyboard.press("r");
    await count(1);
    await here.page.keyboard.press("u");
    await count(2);
  });

  test("can be turned off, and letters in the text are letters", async () => {
    await text().pressSequentially("jkex?u");
    assert.equal(await text().inputValue(), "jkex?u");
    await write(TWO, 2);
    await here.page.getByRole("button", { name: "Keys" }).click();
    await here.page.getByLabel("Single letters are keys").uncheck();
    await here.page.getByRole("button", { name: "Close" }).click();
    await here.page.keyboard.press("j");
    assert.equal(await here.page.evaluate(() => document.activeElement.closest("article")), null);
  });

  test("Ctrl and S save a form, and Enter in it does too", async () => {
    await write(DINNER, 1);
    for (const [key, words] of [["Control+s", "Supper"], ["Enter", "Breakfast"], ["Control+Enter", "Tea"]]) {
      const form = cards().locator("details.edit");
      await form.locator("summary").click();
      await form.getByLabel("Title", { exact: true }).fill(words);
      await form.getByLabel("Title", { exact: true }).press(key);
      await card(words).waitFor();
      assert.equal(await form.evaluate((it) => it.open), false, `${key} closes the form`);
    }
  });

  test("Ctrl and Enter outside of the text add what is ticked", async () => {
    await here.page.context().route("https://calendar.google.com/**", (route) => route.fulfill({ body: "opened" }));
    await write(TWO, 2);
    await text().blur();
    await here.page.keyboard.press("j");
    await here.page.keyboard.press("x");
    await here.page.keyboard.press("Control+Enter");
    await card("Opening").getByText("Already opened in Google").waitFor();
    assert.equal(await card("Dinner").getByText("Already opened").count(), 0);
  });

  test("Ctrl and Enter find the events", async () => {
    await text().fill(DINNER);
    await text().press("Control+Enter");
    await here.page.getByRole("heading", { level: 1, name: "One event" }).waitFor();
  });
});

test("printing leaves the events and drops the controls", async () => {
  await write(TWO, 2);
  await here.page.emulateMedia({ media: "print" });
  assert.equal(await cards().first().isVisible(), true);
  for (const hidden of [here.page.locator("#text"), here.page.getByRole("button", { name: "Find events" }), here.page.locator(".way").first()]) {
    assert.equal(await hidden.isVisible(), false);
  }
});
