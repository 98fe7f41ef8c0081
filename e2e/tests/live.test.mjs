// The page while a person types: previews, in whatever order and over whatever connection they come.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DINNER, TWO, visit } from "../visit.mjs";

const here = visit();
const { card, cards, count, text, write } = here;
const preview = () => here.page.waitForResponse((response) => response.url().endsWith("/preview"));

describe("while typing", () => {
  test("marks and cards appear without a press, and the focus and the caret stay", async () => {
    await text().pressSequentially(DINNER, { delay: 5 });
    await card("Dinner with Ana").waitFor();
    await here.page.locator(".source mark", { hasText: "Friday 13 June 2031" }).waitFor();
    assert.equal(await text().inputValue(), DINNER);
    assert.equal(await here.page.evaluate(() => document.activeElement.id), "text");
    assert.equal(await text().evaluate((it) => it.selectionStart), DINNER.length);
  });

  test("at most four requests a second are sent", async () => {
    // By the page's own clock: on a busy machine news of requests arrives here in bunches.
    await here.page.evaluate(() => {
      globalThis.sent = [];
      const ask = globalThis.fetch;
      globalThis.fetch = (...given) => {
        if (given[0] === "/preview") globalThis.sent.push(performance.now());
        return ask(...given);
      };
    });
    await text().pressSequentially(DINNER, { delay: 25 });
    await card("Dinner with Ana").waitFor();
    const times = await here.page.evaluate(() => globalThis.sent);
    assert.ok(times.length >= 3, `${times.length} requests`);
    for (const [at, time] of times.entries()) {
      const within = times.filter((other) => other >= time && other < time + 950).length;
      assert.ok(within <= 4, `${within} requests within a second, from request ${at}`);
    }
  });

  test("what was found is announced once the person pauses, and politely", async () => {
    const count = here.page.locator("#count");
    assert.equal(await count.getAttribute("role"), "status");
    await count.evaluate((it) => {
      globalThis.said = [];
      new MutationObserver(() => globalThis.said.push(it.textContent)).observe(it, { childList: true, characterData: true, subtree: true });
    });
    await text().pressSequentially(DINNER, { delay: 20 });
    await here.page.waitForFunction(() => globalThis.said.includes("One event"));
    assert.ok((await here.page.evaluate(() => globalThis.said.length)) <= 2, "not with every letter");
  });

  test("a late answer never overwrites a newer one", async () => {
    let first = true;
    await here.page.route("**/preview", async (route) => {
      const late = first;
      first = false;
      const response = await route.fetch();
      if (late) await new Promise((done) => setTimeout(done, 1500));
      await route.fulfill({ response }).catch(() => {});
    });
    await text().fill(DINNER);
    await text().fill("Opening on Saturday 14 June 2031 at 10:00");
    await card("Opening").waitFor();
    await here.page.waitForTimeout(2000);
    assert.equal(await card("Opening").count(), 1);
    assert.equal(await card("Dinner").count(), 0);
  });

  test("an action is carried out although the person goes on typing", async () => {
    await write(TWO, 2);
    await here.page.route("**/preview", async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    });
    await card("Dinner").getByRole("button", { name: "Remove" }).click();
    await text().pressSequentially("!");
    await here.page.getByText("Removed “Dinner with Ana”").waitFor();
    await here.page.waitForTimeout(1200);
    assert.equal(await cards().count(), 1);
    assert.equal(await text().inputValue(), `${TWO}!`);
  });

  test("at the limit the preview waits as long as it is asked to, and typing goes on", async () => {
    let asked = 0;
    await here.page.route("**/preview", async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      const headers = { "retry-after": "2", "content-type": "application/json" };
      return route.fulfill({ status: 429, headers, body: "{}" });
    });
    await text().fill("Dinner");
    await here.page.getByText("just go on typing").waitFor();
    await text().fill(DINNER);
    await here.page.waitForTimeout(1000);
    assert.equal(asked, 1);
    await card("Dinner with Ana").waitFor();
    assert.equal(await here.page.locator("#status").innerText(), "");
  });

  test("a lost connection is said and loses nothing", async () => {
    await here.page.context().setOffline(true);
    await text().fill(DINNER);
    await here.page.getByText("No connection").waitFor();
    assert.equal(await text().inputValue(), DINNER);
    await here.page.context().setOffline(false);
    await card("Dinner with Ana").waitFor();
    assert.equal(await here.page.locator("#status").innerText(), "");
  });

  test("open menus stay open and what is typed into a form is not lost", async () => {
    await write(TWO, 2);
    await card("Opening").getByText("Other calendars").click();
    await card("Opening").getByText("Edit", { exact: true }).click();
    await card("Opening").getByLabel("Title").fill("Grand opening");
    await text().press("End");
    await Promise.all([preview(), text().pressSequentially("!")]);
    await card("Grand opening").getByRole("button", { name: "Download File" }).waitFor();
  });

  test("a text that is too long, and no text at all, are said and shown", async () => {
    await text().fill("tea ".repeat(70_000));
    await here.page.getByText("256 KiB").waitFor();
    await text().fill("");
    await here.page.waitForFunction(() => document.getElementById("status").textContent === "");
    await here.page.getByText("Or try one of these").waitFor();
  });

  test("the words of a text stay text", async () => {
    await text().fill(`<img src=x onerror=alert(1)> ${DINNER}`);
    await cards().first().waitFor();
    assert.equal(await here.page.locator("#live img").count(), 0);
    await here.page.locator(".source .text", { hasText: "<img src=x" }).waitFor();
  });
});
