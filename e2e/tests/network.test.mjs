// Slow, late and lost connections: the page says so, and nothing of the person's is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DINNER, TWO, visit } from "../visit.mjs";

const here = visit();
const { card, cards, count, text, write } = here;

/** A connection as on a train: half a second there and back, 50 KB a second. */
async function slow(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const conditions = { offline: false, latency: 500, downloadThroughput: 50_000, uploadThroughput: 20_000 };
  await session.send("Network.emulateNetworkConditions", conditions);
}

test("over a slow connection typing goes on and the newest text wins", async () => {
  await slow(here.page);
  await text().pressSequentially(DINNER, { delay: 10 });
  assert.equal(await text().inputValue(), DINNER, "no letter waits for an answer");
  await card("Dinner with Ana").waitFor();
  await here.page.locator(".source mark", { hasText: "Cafe Uno" }).waitFor();
  assert.equal(await cards().count(), 1);
});

test("over a slow connection actions are carried out once each and in order", async () => {
  await write(TWO, 2);
  await slow(here.page);
  await card("Dinner").getByRole("button", { name: "Remove" }).click();
  await card("Opening").getByRole("button", { name: "Remove" }).click();
  await count(0);
  await here.page.getByRole("button", { name: "Undo" }).click();
  await card("Opening").waitFor();
  assert.equal(await cards().count(), 1);
});

test("an edit of a card that is behind the text is kept", async () => {
  await write(TWO, 2);
  await here.page.route("**/preview", async (route) => {
    await new Promise((done) => setTimeout(done, 1000));
    await route.continue().catch(() => {});
  });
  // The answer to the new text is still on its way when the person edits the card of the old one.
  await text().press("End");
  await text().pressSequentially("!");
  await card("Opening").getByText("Edit", { exact: true }).click();
  await card("Opening").getByLabel("Title", { exact: true }).fill("Grand opening");
  await text().press("End");
  await text().pressSequentially("!");
  await here.page.locator(".source .text", { hasText: "Hall!!" }).waitFor();
  await card("Grand opening").waitFor();
});

test("what is typed before the script has come is read when it comes", async () => {
  let release;
  const held = new Promise((done) => (release = done));
  await here.page.route("**/assets/page.*.js", async (route) => {
    await held;
    await route.continue();
  });
  await here.page.goto("/", { waitUntil: "commit" });
  await text().fill(DINNER);
  release();
  await card("Dinner with Ana").waitFor();
  assert.equal(await text().inputValue(), DINNER);
});

test("a page whose script never comes works by its buttons", async () => {
  await here.page.route("**/assets/page.*.js", (route) => route.abort());
  await here.page.goto("/");
  await text().fill(DINNER);
  await here.page.getByRole("button", { name: "Find events" }).click();
  await card("Dinner with Ana").waitFor();
});

test("an action during a lost connection is said, kept and carried out after it", async () => {
  await write(TWO, 2);
  await here.page.context().setOffline(true);
  await card("Opening").getByRole("button", { name: "Remove" }).click();
  await here.page.getByText("No connection").waitFor();
  assert.equal(await text().inputValue(), TWO);
  await here.page.context().setOffline(false);
  await count(1);
  assert.equal(await here.page.locator("#status").innerText(), "");
});

test("a page that could not be loaded again has the text and the edits when it can", async () => {
  await write(TWO, 2);
  await card("Opening").getByRole("button", { name: "Remove" }).click();
  await count(1);
  await here.page.context().setOffline(true);
  await here.page.reload().catch(() => {});
  await here.page.context().setOffline(false);
  await here.page.goto("/");
  await card("Dinner with Ana").waitFor();
  assert.equal(await text().inputValue(), TWO);
  assert.equal(await cards().count(), 1);
});

test("a press on the main button without a connection loses nothing", async () => {
  await write(DINNER, 1);
  await here.page.context().setOffline(true);
  await here.page.getByRole("button", { name: "Find events" }).click();
  await here.page.waitForTimeout(500);
  await here.page.context().setOffline(false);
  await here.page.goto("/");
  await card("Dinner with Ana").waitFor();
  assert.equal(await text().inputValue(), DINNER);
});
