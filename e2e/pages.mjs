// Every kind of page, and how to come to it.
import { paste, press } from "./browser.mjs";
import { newestLink, register, signUp, someone } from "./person.mjs";

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
    const answer = await paste(page, "- Lunch on 3/4/2031 at 7 at Cafe Uno\n- Tea with Ana on 5/6/2031 at 4pm, every week");
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
  register: (page) => page.goto("/register"),
  /** A password that is none. */
  unregistered: async (page) => {
    await page.goto("/register");
    await page.getByLabel("E-mail address").fill(someone());
    await page.getByLabel("Password", { exact: true }).fill("short");
    return press(page, page.getByRole("button", { name: "Make an account" }));
  },
  sent: (page) => register(page, someone()),
  link: async (page) => {
    await register(page, someone());
    return page.goto(await newestLink(page).getAttribute("href"));
  },
  reset: (page) => page.goto("/reset"),
  provider: (page) => page.goto("/auth/error?because=denied"),
  profile: async (page) => {
    await signUp(page, someone());
    return page.goto("/profile");
  },
  /** A name that is too short. */
  unsaved: async (page) => {
    await signUp(page, someone());
    await page.goto("/profile");
    await page.getByLabel("Name", { exact: true }).fill("x");
    return press(page, page.getByRole("button", { name: "Save the name" }));
  },
  key: async (page) => {
    await signUp(page, someone());
    await page.goto("/profile");
    await page.getByLabel("Name of a new key").fill("My laptop");
    return press(page, page.getByRole("button", { name: "Make a key" }));
  },
  confirm: async (page) => {
    await signUp(page, someone());
    return page.goto("/confirm?next=/profile");
  },
  events: async (page) => {
    await signUp(page, someone());
    await paste(page, TEXT);
    await page.getByRole("article").first().getByRole("button", { name: /to your events/ }).click();
    await page.getByText("Saved").first().waitFor();
    return page.goto("/events");
  },
  /** A session that has ended. */
  ended: async (page) => {
    const { origin } = new URL((await page.goto("/about")).url());
    await page.context().addCookies([{ name: "session", value: "x".repeat(43), url: origin }]);
    return page.goto("/about");
  },
  about: (page) => page.goto("/about"),
  terms: (page) => page.goto("/terms"),
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
