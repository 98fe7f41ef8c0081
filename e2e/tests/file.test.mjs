// Files, as people bring them: by the chooser, dropped, pasted; with scripts and without.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open, press } from "../browser.mjs";

const MAIL = {
  name: "Grillfest.eml",
  mimeType: "message/rfc822",
  buffer: Buffer.from(
    [
      "From: Ana <ana@example.org>",
      "To: tom@example.org",
      "Date: Tue, 3 Jun 2031 10:00:00 +0200",
      "Subject: Picnic",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from("Picnic on Friday, 13 June 2031 at 3pm in Volkspark, bring the café table").toString("base64"),
      "",
    ].join("\r\n"),
  ),
};
const INVITATION = {
  name: "invite.ics",
  mimeType: "text/calendar",
  buffer: Buffer.from(
    "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Budget review\r\nDTSTART;TZID=Europe/Berlin:20310613T140000\r\nDTEND;TZID=Europe/Berlin:20310613T150000\r\nLOCATION:Room 4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
  ),
};
const PDF = { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") };

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const cards = (page) => page.getByRole("article");
const box = (page) => page.locator("#text");

/** A page of somebody who has pasted nothing yet. */
async function fresh(options) {
  const page = await open(browser, options);
  await page.goto("/");
  return page;
}

/** Brings a file, and waits until the page shows what is in it. */
async function read(page, bring) {
  await bring();
  await page.locator("#page.found").waitFor();
}

/** Files in the page's own form, as a drop and the clipboard carry them. */
const carried = (page, files) =>
  page.evaluateHandle(
    (all) => {
      const data = new DataTransfer();
      for (const [name, type, text] of all) data.items.add(new File([text], name, { type }));
      return data;
    },
    files.map((file) => [file.name, file.mimeType, file.buffer.toString()]),
  );

describe("with scripts", () => {
  test("a chosen mail is read at once, and its words stand in the box", async () => {
    const page = await fresh();
    await read(page, async () => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByLabel("Or a file").click();
      await (await chooser).setFiles(MAIL);
    });
    assert.equal(await cards(page).count(), 1);
    assert.ok((await box(page).inputValue()).endsWith("Picnic on Friday, 13 June 2031 at 3pm in Volkspark, bring the café table"));
    const marks = await page.locator(".source mark").allInnerTexts();
    assert.ok(marks.some((mark) => mark.includes("Friday, 13 June 2031")), JSON.stringify(marks));
    await page.context().close();
  });

  test("a dropped calendar file is read, and its cancellation is said", async () => {
    const page = await fresh();
    const data = await carried(page, [INVITATION]);
    await page.dispatchEvent("body", "dragover", { dataTransfer: data });
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains("dropping")), true);
    await read(page, () => page.dispatchEvent("body", "drop", { dataTransfer: data }));
    const card = await cards(page).innerText();
    for (const part of ["Budget review", "The text cancels this event", "Room 4"]) assert.ok(card.includes(part), card);
    const marks = await page.locator(".source mark").allInnerTexts();
    assert.ok(marks.some((mark) => mark.includes("20310613T140000")), JSON.stringify(marks));
    await page.context().close();
  });

  test("a pasted file is read", async () => {
    const page = await fresh();
    const data = await carried(page, [MAIL]);
    await read(page, () =>
      page.evaluate((clipboardData) => {
        document.getElementById("text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, data),
    );
    assert.equal(await cards(page).count(), 1);
    await page.context().close();
  });

  test("a file that is too large is not sent at all, and the text stays", async () => {
    const page = await fresh();
    await box(page).fill("Lunch on 13 June 2031 at noon");
    const sent = [];
    page.on("request", (request) => request.isNavigationRequest() && sent.push(request.url()));
    await page.getByLabel("Or a file").setInputFiles({ name: "a.eml", mimeType: "message/rfc822", buffer: Buffer.alloc(8 * 1024 * 1024 + 1) });
    await page.locator("#status", { hasText: "larger than 8 MiB" }).waitFor();
    assert.deepEqual(sent, []);
    assert.equal(await box(page).inputValue(), "Lunch on 13 June 2031 at noon");
    await page.context().close();
  });

  test("typing goes on in the words of a file", async () => {
    const page = await fresh();
    await read(page, () => page.getByLabel("Or a file").setInputFiles(INVITATION));
    await page.getByText("Change the text or how it is read").click();
    const text = await box(page).inputValue();
    await box(page).fill(text.replace("SUMMARY:Budget review", "SUMMARY:Budget and plan"));
    await page.getByRole("article").getByText("Budget and plan").first().waitFor();
    await page.context().close();
  });
});

describe("without scripts", () => {
  test("a chosen file is read by its button", async () => {
    const page = await fresh({ javaScriptEnabled: false });
    await page.getByLabel("Or a file").setInputFiles([MAIL]);
    await press(page, page.getByRole("button", { name: "Read the file" }));
    assert.equal(await cards(page).count(), 1);
    await page.context().close();
  });

  test("a file that is refused is said, the text and its events stay, and another can be read in its place and taken back", async () => {
    const page = await open(browser, { javaScriptEnabled: false });
    await page.goto("/");
    await box(page).fill("Lunch on 13 June 2031 at noon");
    await press(page, page.getByRole("button", { name: "Find events" }));
    const again = page.getByText("Change the text or how it is read");
    if (!(await box(page).isVisible())) await again.click();
    await page.getByLabel("Or a file").setInputFiles(PDF);
    await press(page, page.getByRole("button", { name: "Read the file" }));
    assert.match(await page.getByRole("alert").innerText(), /This is a PDF/);
    assert.equal(await cards(page).count(), 1);
    if (!(await box(page).isVisible())) await again.click();
    await page.getByLabel("Or a file").setInputFiles(INVITATION);
    await press(page, page.getByRole("button", { name: "Read the file" }));
    assert.match(await cards(page).innerText(), /Budget review/);
    await press(page, page.getByRole("button", { name: "Bring that text back" }));
    assert.match(await cards(page).innerText(), /Lunch/);
    await page.context().close();
  });
});

test("a pasted source of a mail is offered as its words", async () => {
  const page = await fresh();
  await box(page).fill(`Received: by x\n${MAIL.buffer.toString().replaceAll("\r\n", "\n")}`);
  await page.getByText("This is the source of a mail").waitFor();
  await read(page, () => page.getByRole("button", { name: "Show its words" }).click());
  assert.match(await box(page).inputValue(), /^From: Ana/);
  assert.equal(await cards(page).count(), 1);
  await page.context().close();
});
