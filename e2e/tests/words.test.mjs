// Where a value comes from, how sure it is, and how it is taken back.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { download, start } from "../calendar-file.mjs";
import { DINNER, visit } from "../visit.mjs";

const here = visit();
const { card, cards, count, text, write } = here;

const button = (name) => here.page.getByRole("button", { name });
const facts = () => cards().innerText();

test("every value says in a word how sure it is", async () => {
  await write("Dinner with Ana on Friday 13 June 2031 at 7, at Cafe Uno", 1);
  const words = await cards().locator(".how").allInnerTexts();
  assert.ok(words.length >= 3, JSON.stringify(words));
  for (const word of words) assert.match(word, /said|assumed|guess|yours/);
  assert.ok(words.some((word) => word.includes("said")) && words.some((word) => !word.includes("said")), JSON.stringify(words));
});

test("a value of the person's own is marked as such", async () => {
  await write(DINNER, 1);
  await cards().getByText("Edit", { exact: true }).click();
  await cards().getByLabel("Place", { exact: true }).fill("At home");
  await cards().getByLabel("Place", { exact: true }).press("Enter");
  await cards().locator('[data-kind="place"] .how', { hasText: "yours" }).waitFor();
});

describe("words taken for a time", () => {
  test("become plain words by ✕, and are read again when asked", async () => {
    await write("Dinner with Ana on Friday 13 June 2031 from 7pm to 9:30pm at Cafe Uno", 1);
    await here.page.getByText("19:00 – 21:30").waitFor();
    await button(/^7pm to 9:30pm|^from 7pm to 9:30pm/).click();
    await here.page.getByText("Taken for plain words").waitFor();
    assert.doesNotMatch(await facts(), /19:00/);
    await button("Read them again").click();
    await here.page.getByText("19:00 – 21:30").waitFor();
  });

  test("stay plain while the person types on", async () => {
    await write("Dinner with Ana on Friday 13 June 2031 from 7pm to 9:30pm at Cafe Uno", 1);
    await button(/^7pm to 9:30pm|^from 7pm to 9:30pm/).click();
    await here.page.getByText("Taken for plain words").waitFor();
    await text().press("End");
    await text().pressSequentially(", bring cake");
    await here.page.locator(".source .text", { hasText: "bring cake" }).waitFor();
    assert.doesNotMatch(await facts(), /19:00/);
  });
});

test("a place is taken away by ✕, out of the file too, and comes back by undo", async () => {
  await write(DINNER, 1);
  await cards().locator('button[value^="deny:place:"]').click();
  await cards().locator('[data-kind="place"]').waitFor({ state: "detached" });
  await cards().getByText("Other calendars").click();
  const { events: [event] } = await download(here.page, () => cards().getByRole("button", { name: /File \(\.ics\)/ }).click());
  assert.equal(event.location, null);
  await here.page.getByText("No place: “Cafe Uno”").waitFor();
  await button("Undo").click();
  await cards().locator('[data-kind="place"]', { hasText: "Cafe Uno" }).waitFor();
});

test("times beside an event become events by a press, and go into the file", async () => {
  await write("Jazz night on Friday 13 June 2031 at 8pm at the Blue Note, doors 7pm. RSVP by 6 June.", 1);
  await cards().getByText("Also in the text").waitFor();
  await button(/^Make it an event\W+Doors/).click();
  await count(2);
  await card("Doors: Jazz night").waitFor();
  const { events } = await download(here.page, () => button("All 2 in one file").click());
  const doors = events.find((event) => event.summary === "Doors: Jazz night");
  assert.deepEqual(start(doors), ["2031-06-13T19:00:00", "Europe/Brussels"]);
  assert.equal(doors.location, "the Blue Note");
  await text().press("End");
  await text().pressSequentially(" Bring cake.");
  await here.page.locator(".source .text", { hasText: "Bring cake" }).waitFor();
  await card("Doors: Jazz night").getByRole("button", { name: "Remove" }).click();
  await count(1);
  await button(/^Make it an event\W+Doors/).waitFor();
});

test("the order of day and month is asked for only where it matters", async () => {
  const orders = here.page.getByRole("group", { name: "Order of dates" });
  await write("Lunch on 25/4/2031 at 1pm", 1);
  assert.equal(await orders.count(), 0);
  await write("Lunch on 3/4/2031 at 1pm", 1);
  await orders.waitFor();
  await orders.getByRole("button", { name: /month first/i }).click();
  await here.page.locator('time[datetime^="2031-03-04"]').waitFor();
  await orders.getByRole("button", { name: /day first/i }).click();
  await here.page.locator('time[datetime^="2031-04-03"]').waitFor();
});

test("a picker beside the field of a date writes into it", async () => {
  await write(DINNER, 1);
  await cards().getByText("Edit", { exact: true }).click();
  await cards().getByLabel("Choose the first day and hour").fill("2031-06-14T18:00");
  await cards().getByRole("button", { name: "Save" }).click();
  await here.page.getByText("18:00 – 20:30").waitFor();
  await cards().getByText("Other calendars").click();
  const { events: [event] } = await download(here.page, () => cards().getByRole("button", { name: /File \(\.ics\)/ }).click());
  assert.deepEqual(start(event), ["2031-06-14T18:00:00", "Europe/Brussels"]);
});
