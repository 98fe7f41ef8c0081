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

/** A fresh page in Brussels; `options` are Playwright's context options. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({
    baseURL: BASE_URL,
    locale: "en-GB",
    timezoneId: "Europe/Brussels",
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}
