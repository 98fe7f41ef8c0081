// A real Chromium, and the few things that every test does with it.
import { chromium } from "playwright-core";

/** The server under test, started by `cargo xtask`. */
export const BASE_URL = process.env.BASE_URL ?? "http://localhost:3000";

// The browser talks to the server under test and to nobody else.
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Starts the browser; inside containers it runs as root, where its sandbox cannot. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS,
  });
}

let number = 0;

/** Where a visitor comes from, so that one does not use up what another may do. */
const elsewhere = () => ({ "x-visitor": `10.${process.pid % 256}.${(number += 1) >> 8}.${number % 256}` });

/** A fresh page of somebody in Brussels; `options` are Playwright's context options. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({
    baseURL: BASE_URL,
    locale: "en-GB",
    timezoneId: "Europe/Brussels",
    extraHTTPHeaders: elsewhere(),
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** Pastes a text into the start page and has it read; returns the server's answer. */
export async function paste(page, text, zone = "Europe/Brussels") {
  await page.goto("/about");
  // The tab would bring back the text that was pasted before.
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("/");
  await page.getByLabel("Your text").getByRole("textbox").fill(text);
  await page.getByLabel("Your time zone").selectOption(zone);
  return press(page, page.getByRole("button", { name: "Find events" }), "/");
}

/** Presses a button of the form; returns the server's answer, from `path` if that is given, once the page is there. */
export async function press(page, button, path) {
  // A preview may still be on its way.
  const isIt = (response) => response.request().method() === "POST" && (!path || new URL(response.url()).pathname === path);
  const answer = page.waitForResponse(isIt).then(async (response) => {
    // Read at once: the browser forgets it when the page goes on. An answer that leads elsewhere has none.
    await response.body().catch(() => {});
    return response;
  });
  await button.click();
  const response = await answer;
  await page.waitForLoadState("load");
  return response;
}
