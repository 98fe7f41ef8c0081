// The README's picture: a short e-mail and the events found in it. The file is named by the first argument.
import { launch, open, paste } from "./browser.mjs";

const TEXT = `Hi both,

the Lisbon trip is settled: the kickoff with Maria Santos is on Tuesday 9 June 2026 from 10 to 11:30 at Lantern Hall,
Rua do Sol 12. The team dinner is the same day at 8pm at Cafe Uno.

From then on we talk every second Thursday at 4pm until the end of September.

Best, Jonas`;

const browser = await launch();
const page = await open(browser, { viewport: { width: 1180, height: 860 } });
await paste(page, TEXT, "Europe/Lisbon");
await page.screenshot({ path: process.argv[2] });
await browser.close();
