// Zones and changes of the clocks: an event keeps its own wall clock wherever the browser is.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "../browser.mjs";
import { download, hours, start } from "../calendar-file.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** The only event of a text that is typed in a browser of that zone, from its file. */
async function typed(timezoneId, text) {
  const page = await open(browser, { timezoneId });
  await page.goto("/");
  await page.locator("#text").fill(text);
  const card = page.getByRole("article");
  await card.getByText("Other calendars").click();
  const { events } = await download(page, () => card.getByRole("button", { name: /File \(\.ics\)/ }).click());
  await page.context().close();
  assert.equal(events.length, 1);
  return events[0];
}

const CASES = [
  // The browser's zone, the text, the start, its zone, and the hours that pass until the end.
  ["Asia/Tokyo", "Lunch on Friday 13 June 2031 from 1pm to 2pm", "2031-06-13T13:00:00", "Asia/Tokyo", 1],
  ["America/New_York", "Call on Friday 13 June 2031 from 2pm to 3pm Pacific time", "2031-06-13T14:00:00", "America/Los_Angeles", 1],
  ["Europe/Berlin", "Call on Friday 13 June 2031 at 14:00-15:30 London time", "2031-06-13T14:00:00", "Europe/London", 1.5],
  ["Asia/Kathmandu", "Webinar on Friday 13 June 2031, 10:00-11:00 EST", "2031-06-13T10:00:00", "America/New_York", 1],
  // Clocks go forward at 2 on 30 March 2031 and back at 3 on 26 October in Brussels.
  ["Europe/Brussels", "Night shift on Sunday 30 March 2031 from 1am to 4am", "2031-03-30T01:00:00", "Europe/Brussels", 2],
  ["Europe/Brussels", "Night shift on Sunday 26 October 2031 from 1am to 4am", "2031-10-26T01:00:00", "Europe/Brussels", 4],
  ["America/New_York", "Night shift on Sunday 9 March 2031 from 1am to 4am", "2031-03-09T01:00:00", "America/New_York", 2],
  ["Asia/Tokyo", "Night shift on Sunday 30 March 2031 from 1am to 4am", "2031-03-30T01:00:00", "Asia/Tokyo", 3],
  // Lord Howe moves by half an hour.
  ["Australia/Lord_Howe", "Night shift on Sunday 6 April 2031 from 1am to 4am", "2031-04-06T01:00:00", "Australia/Lord_Howe", 3.5],
];

for (const [zone, text, clock, own, length] of CASES) {
  test(`${zone}: ${text}`, async () => {
    const event = await typed(zone, text);
    assert.deepEqual([...start(event), hours(event)], [clock, own, length]);
  });
}

test("a repetition stays on its wall clock when the clocks change", async () => {
  const event = await typed("Europe/Brussels", "Choir every Sunday at 10:00 from 23 March 2031 until 13 April 2031");
  const next = event.iterator();
  const starts = Array.from({ length: 4 }, () => next.next().toString());
  assert.deepEqual(starts, ["23", "30"].map((day) => `2031-03-${day}T10:00:00`).concat(["2031-04-06T10:00:00", "2031-04-13T10:00:00"]));
});

test("the card shows the event's own zone and hour", async () => {
  const page = await open(browser, { timezoneId: "America/New_York" });
  await page.goto("/");
  await page.locator("#text").fill("Call on Friday 13 June 2031 from 2pm to 3pm Pacific time");
  const card = page.getByRole("article");
  await card.waitFor();
  const words = await card.innerText();
  assert.match(words, /Los Angeles/);
  assert.match(words, /14:00|2:00 PM/);
  await page.context().close();
});
