// A convention that is corrected twice is offered as a rule of one's own; with scripts and without.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open, paste, press } from "../browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// A mail of last Wednesday: said on a Friday, "next Friday" has no nearer one.
const wednesday = new Date();
wednesday.setUTCDate(wednesday.getUTCDate() - ((wednesday.getUTCDay() + 4) % 7) - 7);
const TEXT = `From: Ben <ben@example.com>
Date: ${wednesday.toUTCString()}
Subject: Dinner

Dinner with Ana at 7pm next Friday`;
const offer = (page) => page.getByRole("button", { name: "Make this my rule" });
const settings = async (page) => {
  if (!(await page.locator("#habits").isVisible())) await page.getByText("Change the text or how it is read").click();
  if (!(await page.getByLabel("“Next Friday” is").isVisible())) await page.locator("#habits summary").click();
};

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test("it is offered after the second correction, holds once it is pressed, and goes back among the settings", async () => {
      const page = await open(browser, { javaScriptEnabled, viewport: { width: 375, height: 800 } });
      const correct = async () => {
        if (javaScriptEnabled) {
          await paste(page, TEXT);
        } else {
          await page.goto("/");
          await page.locator("#text").fill(TEXT);
          await press(page, page.getByRole("button", { name: "Find events" }));
        }
        await press(page, page.getByRole("button", { name: /the nearest one/ }));
        await page.locator(".tag", { hasText: "Edited" }).waitFor();
      };
      await correct();
      assert.equal(await offer(page).count(), 0);
      await correct();
      assert.match(await page.locator(".offer").innerText(), /“next Friday” is the coming Friday/);
      await press(page, offer(page));
      await offer(page).waitFor({ state: "detached" });
      await settings(page);
      assert.equal(await page.getByLabel("“Next Friday” is").inputValue(), "coming");
      await page.getByLabel("“Next Friday” is").selectOption("");
      if (!javaScriptEnabled) await press(page, page.getByRole("button", { name: "Find events" }));
      assert.equal(await page.getByLabel("“Next Friday” is").inputValue(), "");
      await page.context().close();
    });
  });
}
