// Every kind of page, and how to come to it.
import { paste, press } from "./browser.mjs";

/** Long words, long links, several events, a repetition. */
const TEXT = `Harbour House news, with a very long word: Donaudampfschifffahrtsgesellschaftskapitänsmütze

Friday 13 June 2031
- 10:00 Opening with Ana, Lantern Hall, https://example.org/${"opening/".repeat(12)}
- 14:30-16:00 Guided walk, Riverside Park

Choir practice every Tuesday at 19:30 until the end of June 2031
`;

/** Each returns the server's answer. */
export const PAGES = {
  start: (page) => page.goto("/"),
  results: (page) => paste(page, TEXT),
  preview: async (page) => {
    const answer = await page.goto("/");
    await page.locator("#text").fill(TEXT);
    await page.getByRole("article").first().waitFor();
    return answer;
  },
  keys: async (page) => {
    await paste(page, TEXT);
    await page.locator("summary").filter({ hasText: "Other calendars" }).first().click();
    await page.getByRole("button", { name: "Keys" }).click();
    await page.getByRole("dialog").waitFor();
    return page.request.get("/");
  },
  edit: async (page) => {
    await paste(page, TEXT);
    const card = page.getByRole("article").first();
    await card.getByText("Edit", { exact: true }).click();
    await card.getByLabel("Starts", { exact: true }).fill("nonsense");
    return press(page, card.getByRole("button", { name: "Save" }));
  },
  /** Dates that can be read two ways, plain words, and all that can be opened. */
  open: async (page) => {
    const answer = await paste(page, "Lunch on 3/4/2031 at 7 at Cafe Uno\n\nTea with Ana on 5/6/2031 at 4pm, every week");
    await page.getByText("Change the text or how it is read").click();
    await page.locator("#habits summary").click();
    await page.getByText("Change all that are ticked").click();
    await page.locator("summary").filter({ hasText: "Other calendars" }).first().click();
    await page.locator("button.phrase").first().click();
    await page.getByText("Taken for plain words").waitFor();
    await page.getByRole("article").last().getByText("Edit", { exact: true }).click();
    return answer;
  },
  /** Other colours than the system's. */
  colours: async (page) => {
    const answer = await paste(page, TEXT);
    await page.getByText("Change the text or how it is read").click();
    await page.locator("#habits summary").click();
    const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
    await page.getByLabel("Colours", { exact: true }).selectOption(dark ? "light" : "dark");
    await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, dark ? "light" : "dark");
    return answer;
  },
  nothing: (page) => paste(page, "Remember to water the plants and feed the cat"),
  login: (page) => page.goto("/login"),
  refused: async (page) => {
    await page.goto("/login");
    await page.getByLabel("E-mail address").fill("nobody@example.org");
    await page.getByLabel("Password", { exact: true }).fill("not the right one");
    return press(page, page.getByRole("main").getByRole("button", { name: /Sign in/ }));
  },
  about: (page) => page.goto("/about"),
  privacy: (page) => page.goto("/privacy"),
  missing: (page) => page.goto("/nowhere"),
};

/** The elements that stick out to the right of the window. */
export function sticksOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
    return wide.map((element) => element.outerHTML.slice(0, 120));
  });
}
