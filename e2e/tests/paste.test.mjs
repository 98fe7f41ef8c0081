// The main job, as a person does it: paste, look, correct, take the file along.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open, paste, press } from "../browser.mjs";
import { download, start } from "../calendar-file.mjs";

const SENTENCE = "Dinner with Ana on Friday 13 June 2031 from 7pm to 9:30pm at Cafe Uno";
const LISTING = `Friday 13 June 2031
- 10:00 Opening, Lantern Hall
- 14:30 Guided walk, Riverside Park
`;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const cards = (page) => page.getByRole("article");
/** Opens the menu of a card with the calendars besides the person's own. */
const others = (card) => card.getByText("Other calendars").click();
const field = (card, label) => card.getByLabel(label, { exact: true });

// Nothing here may need a script, so the same is asked with and without.
for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    let page;
    before(async () => (page = await open(browser, { javaScriptEnabled })));
    after(() => page.context().close());

    test("a pasted sentence becomes a card and marks in the text", async () => {
      await paste(page, SENTENCE);
      assert.equal(await cards(page).count(), 1);
      const card = await cards(page).innerText();
      for (const part of ["Dinner with Ana", "Friday", "2031", "Cafe Uno", "Brussels"]) {
        assert.ok(card.includes(part), `${part} in ${card}`);
      }
      const marks = await page.locator(".source mark").allInnerTexts();
      for (const part of ["Dinner with", "Ana", "Friday 13 June 2031", "7pm to 9:30pm", "Cafe Uno"]) {
        assert.ok(marks.some((mark) => mark.includes(part)), `${part} in ${JSON.stringify(marks)}`);
      }
    });

    test("its file holds the start, the end, the zone and the place", async () => {
      await paste(page, SENTENCE, "America/New_York");
      await others(cards(page));
      const { events: [event, ...more] } = await download(page, () => cards(page).getByRole("button", { name: "File (.ics)" }).click());
      assert.deepEqual(more, []);
      assert.equal(event.summary, "Dinner with Ana");
      assert.equal(event.location, "Cafe Uno");
      assert.deepEqual(start(event), ["2031-06-13T19:00:00", "America/New_York"]);
      assert.equal(event.endDate.toString(), "2031-06-13T21:30:00");
    });

    test("several events come in one file", async () => {
      await paste(page, LISTING);
      assert.equal(await cards(page).count(), 2);
      const { events } = await download(page, () => page.getByRole("button", { name: /in one file/ }).click());
      assert.deepEqual(
        events.map((event) => [event.summary, ...start(event)]),
        [
          ["Opening", "2031-06-13T10:00:00", "Europe/Brussels"],
          ["Guided walk", "2031-06-13T14:30:00", "Europe/Brussels"],
        ],
      );
    });

    test("an edit is shown and goes into the file", async () => {
      await paste(page, SENTENCE);
      const card = cards(page);
      await card.getByText("Edit", { exact: true }).click();
      await field(card, "Title").fill("Supper with Ana");
      await field(card, "Starts").fill("2031-06-14 20:00");
      await press(page, card.getByRole("button", { name: "Save" }));
      await card.getByRole("heading", { name: "Supper with Ana" }).waitFor();
      await others(card);
      const { events: [event] } = await download(page, () => card.getByRole("button", { name: "File (.ics)" }).click());
      assert.equal(event.summary, "Supper with Ana");
      assert.deepEqual(start(event), ["2031-06-14T20:00:00", "Europe/Brussels"]);
      // Two hours and a half, as the text said.
      assert.equal(event.endDate.toString(), "2031-06-14T22:30:00");
    });

    test("a nonsense date in an edit is named, and nothing that was typed is lost", async () => {
      await paste(page, SENTENCE);
      const card = cards(page);
      await card.getByText("Edit", { exact: true }).click();
      await field(card, "Starts").fill("the thirtieth of nowhere");
      const response = await press(page, card.getByRole("button", { name: "Save" }));
      assert.ok(response.status() >= 400 && response.status() < 500, `${response.status()}`);
      assert.equal(await field(card, "Starts").inputValue(), "the thirtieth of nowhere");
      assert.equal(await field(card, "Starts").getAttribute("aria-invalid"), "true");
      assert.equal(await page.locator("#text").inputValue(), SENTENCE);
    });

    test("a text without events is kept, and the page says what helps", async () => {
      const text = "Remember to water the plants\nand feed the cat";
      await paste(page, text);
      assert.equal(await cards(page).count(), 0);
      assert.equal(await page.getByLabel("Your text").getByRole("textbox").inputValue(), text);
      await page.getByText("What helps").waitFor();
    });

    test("links carry the event to Google, Outlook and Yahoo", async () => {
      await paste(page, SENTENCE);
      await others(cards(page));
      for (const [name, host] of [
        ["Google", "calendar.google.com"],
        ["Outlook", "outlook."],
        ["Yahoo", "calendar.yahoo.com"],
      ]) {
        const url = new URL(await cards(page).getByRole("link", { name }).first().getAttribute("href"));
        assert.ok(url.protocol === "https:" && url.host.includes(host), url.href);
        assert.ok([...url.searchParams.values()].includes("Dinner with Ana"), url.href);
      }
    });
  });
}

test("with scripts the browser's own zone is chosen already", async () => {
  const page = await open(browser, { timezoneId: "Asia/Tokyo" });
  await page.goto("/");
  assert.equal(await page.getByLabel("Your time zone").inputValue(), "Asia/Tokyo");
  await page.context().close();
});
