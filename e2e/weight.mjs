// What the first load of the page weighs over the wire: headers and compressed bodies of every resource, in KB.
import { BASE_URL, launch, open } from "./browser.mjs";

const browser = await launch();
const page = await open(browser);
const session = await page.context().newCDPSession(page);
await session.send("Network.enable");
let bytes = 0;
session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
await page.goto(BASE_URL, { waitUntil: "networkidle" });
await browser.close();
console.log((bytes / 1000).toFixed(1));
