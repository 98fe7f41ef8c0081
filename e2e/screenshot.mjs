// The README's picture: a newsletter and the events found in it. The file is named by the first argument.
import { launch, open, press } from "./browser.mjs";

const browser = await launch();
const page = await open(browser, { viewport: { width: 1180, height: 1000 } });
await page.goto("/");
await press(page, page.getByRole("button", { name: "A newsletter" }));
await page.screenshot({ path: process.argv[2] });
await browser.close();
