// A calendar file that the page hands out, as it is and as Thunderbird's parser reads it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import ICAL from "ical.js";

/** Does what downloads a file, and reads it: its bytes as text, and its events. */
export async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  assert.match(file.suggestedFilename(), /\.ics$/);
  const text = await readFile(await file.path(), "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { text, events: calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event)) };
}

/** The start of an event: wall clock and zone. */
export const start = (event) => [event.startDate.toString(), event.startDate.zone.tzid];

/** How long it lasts, in hours that pass. */
export const hours = (event) => (event.endDate.toUnixTime() - event.startDate.toUnixTime()) / 3600;
