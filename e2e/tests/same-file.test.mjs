// The same text and the same edits end in the same file, byte for byte, with scripts and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, press } from "../browser.mjs";
import { download } from "../calendar-file.mjs";

const TEXT = `Friday 13 June 2031
- 19:00-21:30 Dinner with Ana, Cafe Uno
- 22:00 Opening, Lantern Hall, https://example.org/opening
- Choir every Tuesday at 19:30 until the end of June 2031`;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Does everything a person may do to events, and returns the file with all of them. */
async function file(javaScriptEnabled, kept) {
  const page = await open(browser, { javaScriptEnabled });
  const card = (title) => page.getByRole("article", { name: title });
  /** An action leads to a new page without scripts, and to an answer in place with them. */
  const act = async (button) => {
    if (!javaScriptEnabled) return press(page, button);
    const answer = page.waitForResponse((response) => response.url().endsWith("/preview"));
    await button.click();
    await answer;
    await page.waitForFunction(() => document.getElementById("status").textContent === "");
  };
  const change = async (title, label, words) => {
    await card(title).getByText("Edit", { exact: true }).click();
    await card(title).getByLabel(label, { exact: true }).fill(words);
    await act(card(title).getByRole("button", { name: "Save" }));
  };

  await page.goto("/");
  await page.locator('input[name="kept"]').evaluate((field, value) => (field.value = value), kept);
  await page.getByLabel("Your time zone").selectOption("Europe/Brussels");
  await page.locator("#text").fill(TEXT);
  if (!javaScriptEnabled) await press(page, page.getByRole("button", { name: "Find events" }));
  await card("Choir").waitFor();
  await change("Dinner", "Title", "Supper with Ana");
  await change("Supper", "Starts", "14 June 2031 8pm");
  await change("Choir", "Place", "Room 4; upstairs, left");
  await act(card("Opening").getByRole("button", { name: "Remove" }));
  await act(page.getByRole("button", { name: "Undo" }));
  await card("Opening").waitFor();
  const { text } = await download(page, () => page.getByRole("button", { name: /in one file/ }).click());
  await page.context().close();
  return text;
}

test("with and without scripts the same edits end in the same bytes", async () => {
  // The salt of a page makes its events that page's own: both begin with the same.
  const kept = JSON.stringify({ salt: "sX3z_dG57FOsqv__G6O3XA" });
  const [scripted, plain] = [await file(true, kept), await file(false, kept)];
  // The time of the last change is not the same for two people.
  const timeless = (text) => text.replace(/^DTSTAMP:\d{8}T\d{6}Z\r$/gm, "DTSTAMP:\r");
  assert.equal(timeless(scripted), timeless(plain));
  assert.equal(scripted.match(/^BEGIN:VEVENT/gm).length, 3);
  for (const line of ["SUMMARY:Supper with Ana", "DTSTART;TZID=Europe/Brussels:20310614T200000", "LOCATION:Room 4\\; upstairs\\, left"]) {
    assert.ok(scripted.includes(`${line}\r\n`), `${line} in ${scripted}`);
  }
});
