// A visit to the start page: a fresh tab for every test of a file, and what the tests look for on it.
import { after, afterEach, before, beforeEach } from "node:test";
import { launch, open } from "./browser.mjs";

/** One event, and two. */
export const DINNER = "Dinner with Ana on Friday 13 June 2031 from 7pm to 9:30pm at Cafe Uno";
export const TWO = `Friday 13 June 2031
- 19:00-21:30 Dinner with Ana, Cafe Uno
- 22:00 Opening, Lantern Hall`;

/** Opens the start page before every test and closes it after; `options` are Playwright's context options. */
export function visit(options = {}) {
  const it = { browser: null, page: null };
  before(async () => (it.browser = await launch()));
  after(() => it.browser.close());
  beforeEach(async () => {
    it.page = await open(it.browser, options);
    await it.page.goto("/");
  });
  afterEach(() => it.page.context().close());

  it.text = () => it.page.locator("#text");
  it.cards = () => it.page.getByRole("article");
  it.card = (title) => it.page.getByRole("article", { name: title });
  /** Waits until so many cards are there. */
  it.count = (number) => it.page.waitForFunction((n) => document.querySelectorAll("article.card").length === n, number);
  /** Types a text at once, as a paste does, and waits for its cards. */
  it.write = async (words, number) => {
    await it.text().fill(words);
    await it.count(number);
  };
  return it;
}
