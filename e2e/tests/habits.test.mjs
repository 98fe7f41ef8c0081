// The reader's zone, clock, order and colours: taken from the browser, changed by hand, remembered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../browser.mjs";
import { DINNER, visit } from "../visit.mjs";

const here = visit();
const { text, write } = here;

const habits = () => here.page.locator("#habits summary").click();

test("the clock is the language's own, is changed by hand and remembered", async () => {
  await write(DINNER, 1);
  await here.page.getByText("19:00 – 21:30").waitFor();
  await habits();
  await here.page.getByLabel("Clock").selectOption("12");
  await here.page.getByText("7:00 PM – 9:30 PM").waitFor();
  await here.page.reload();
  await here.page.getByText("7:00 PM – 9:30 PM").waitFor();
});

test("an American browser reads and writes the American way", async () => {
  const page = await open(here.browser, { locale: "en-US", timezoneId: "America/Chicago" });
  await page.goto("/");
  await page.locator("#text").fill("Lunch on 3/4/2031 at 1pm");
  await page.locator('time[datetime^="2031-03-04"]').waitFor();
  assert.match(await page.getByRole("article").innerText(), /1:00 PM/);
  await page.context().close();
});

test("chosen colours are there at once, and in the page itself the next time", async () => {
  const theme = () => here.page.evaluate(() => document.documentElement.dataset.theme);
  const ground = () => here.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await habits();
  await here.page.getByLabel("Colours").selectOption("dark");
  await here.page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  assert.notEqual(await ground(), light);
  // Without a flash: the server's own page says so, before any script.
  assert.match(await (await here.page.request.get("/")).text(), /<html[^>]*data-theme="dark"/);
  await here.page.reload();
  assert.equal(await theme(), "dark");
});

test("without scripts the page says whose zone it took", async () => {
  const page = await open(here.browser, { javaScriptEnabled: false });
  await page.goto("/");
  await page.getByText("is this server’s zone").waitFor();
  await page.context().close();
});

test("a language that is not read is said", async () => {
  await text().fill("Abendessen mit Ana am Freitag, den 13. Juni 2031 um 19 Uhr im Café Uno, bitte bringt Kuchen mit");
  await here.page.getByText("This looks like German").waitFor();
});

test("the examples type themselves into the empty box until somebody types", async () => {
  const placeholder = () => text().getAttribute("placeholder");
  const first = await placeholder();
  await here.page.waitForFunction((was) => document.getElementById("text").placeholder !== was, first);
  await text().pressSequentially("L");
  const then = await placeholder();
  await here.page.waitForTimeout(1500);
  assert.equal(await placeholder(), then);
  assert.equal(await text().inputValue(), "L");
});
