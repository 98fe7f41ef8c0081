// Several events at once: which of them are meant, what changes in all of them, and how they leave the page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { download } from "../calendar-file.mjs";
import { DINNER, TWO, visit } from "../visit.mjs";

const here = visit();
const { card, cards, count, text, write } = here;

const pick = (title) => card(title).getByRole("checkbox", { name: /Add with the others/ });
const bulk = () => here.page.getByText("Change all that are ticked");
const button = (name) => here.page.getByRole("button", { name });

/** What a button downloads, as text. */
async function data(name) {
  const [file] = await Promise.all([here.page.waitForEvent("download"), button(name).click()]);
  return [file.suggestedFilename(), await readFile(await file.path(), "utf8")];
}

describe("ticked events", () => {
  test("are all of them at first, and an unticked one stays out of the file", async () => {
    await write(TWO, 2);
    await button("All 2 in one file").waitFor();
    await pick("Opening").uncheck();
    const { events } = await download(here.page, () => button("1 of 2 in one file").click());
    assert.deepEqual(events.map((event) => event.summary), ["Dinner with Ana"]);
  });

  test("show their own lines where the whole text is far below, and nowhere else", async () => {
    await here.page.setViewportSize({ width: 375, height: 740 });
    await write(TWO, 2);
    const fold = card("Opening").getByText("Where it says so");
    await fold.click();
    await card("Opening").locator(".excerpt mark", { hasText: "Friday 13 June 2031" }).waitFor();
    assert.equal(await card("Opening").locator(".excerpt").getByText("Dinner").count(), 0);
    await here.page.setViewportSize({ width: 1280, height: 800 });
    await fold.waitFor({ state: "hidden" });
  });

  test("exclude what is past, until it is ticked", async () => {
    await write("Lunch on 3 June 2019 at noon\n\nDinner with Ana on Friday 13 June 2031 at 7pm", 2);
    assert.equal(await pick("Lunch").isChecked(), false);
    assert.equal(await pick("Dinner").isChecked(), true);
  });

  test("can be told by a key", async () => {
    await write(TWO, 2);
    await text().blur();
    await here.page.keyboard.press("j");
    await here.page.keyboard.press("x");
    await button("1 of 2 in one file").waitFor();
    assert.equal(await pick("Dinner").isChecked(), false);
  });

  test("open in the calendar one by one, and the page remembers which were", async () => {
    const opened = [];
    await here.page.context().route("https://calendar.google.com/**", (route) => {
      opened.push(new URL(route.request().url()).searchParams.get("text"));
      return route.fulfill({ body: "opened" });
    });
    await write(TWO, 2);
    await button("Add 2 to Google").click();
    await here.page.getByText("Already opened in Google").nth(1).waitFor();
    while (opened.length < 2) await here.page.waitForTimeout(50);
    assert.deepEqual(opened.sort(), ["Dinner with Ana", "Opening"]);
    await here.page.reload();
    await here.page.getByText("Already opened in Google").nth(1).waitFor();
  });
});

describe("all at once", () => {
  test("titles, reminders and the zone change together, and can be taken back", async () => {
    await write(TWO, 2);
    await bulk().click();
    await here.page.getByLabel(/before.*title|title.*before|prefix/i).first().fill("Family: ");
    await button("Change 2").click();
    await card("Family: Dinner").waitFor();
    await card("Family: Opening").waitFor();
    await button("Undo").click();
    await card("Family").first().waitFor({ state: "detached" });
    await card("Opening").waitFor();
  });

  test("they are taken along as a table and as data", async () => {
    await write(TWO, 2);
    await bulk().click();
    const [table, rows] = await data("Table (.csv)");
    assert.match(table, /\.csv$/);
    assert.equal(rows.trim().split("\r\n").length, 3, rows);
    assert.match(rows, /Dinner with Ana/);
    const [name, json] = await data("Data (.json)");
    assert.match(name, /\.json$/);
    const found = JSON.parse(json);
    assert.deepEqual((found.events ?? found).map((event) => event.title), ["Dinner with Ana", "Opening"]);
  });
});

describe("one and two", () => {
  test("an event becomes two, and two become one again", async () => {
    await write(DINNER, 1);
    await cards().getByText("Edit", { exact: true }).click();
    await button("Make two of it").click();
    await count(2);
    await button("Undo").click();
    await count(1);
  });

  test("an event is joined with the next, whose end it takes", async () => {
    await write(TWO, 2);
    await card("Dinner").getByText("Edit", { exact: true }).click();
    await card("Dinner").getByRole("button", { name: "Join with the next" }).click();
    await count(1);
    await here.page.getByText("19:00 – 23:00").waitFor();
  });
});
