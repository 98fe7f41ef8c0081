// From a keystroke to the painted marks in a text of 2 KB: how long each part of the way takes. Prints one JSON object.
import { BASE_URL, launch, open } from "./browser.mjs";

const ROUNDS = 30;
const BYTES = 2048;
/** Longer than the page's pause between two requests, so that none waits for the one before. */
const PAUSE = 400;

const walk = (_, at) => `- ${9 + (at % 12)}:${10 + at} Guided walk ${at}, Riverside Park; strong shoes are a good idea`;
const words = `Friday 13 June 2031\n${Array.from({ length: 40 }, walk).join("\n")}`.slice(0, BYTES);

const browser = await launch();
const page = await open(browser);
await page.goto(BASE_URL);
await page.locator("#text").fill(words);
await page.locator(".source mark").nth(20).waitFor();

/** One letter at the end of the text; the milliseconds from it to each stop. */
function keystroke() {
  return page.evaluate(async () => {
    const area = document.getElementById("text");
    const changed = new Promise((done) =>
      new MutationObserver(() => done(performance.now())).observe(document.getElementById("live"), { childList: true }),
    );
    performance.clearResourceTimings();
    const from = performance.now();
    area.setRangeText("!", area.value.length, area.value.length, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const replaced = await changed;
    const painted = await new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
    const asked = performance.getEntriesByType("resource").find((it) => it.name.endsWith("/preview"));
    return {
      asked: asked.startTime - from,
      answered: asked.responseEnd - asked.startTime,
      replaced: replaced - asked.responseEnd,
      painted: painted - replaced,
      all: painted - from,
    };
  });
}

const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  await page.waitForTimeout(PAUSE);
  rounds.push(await keystroke());
}
await browser.close();

const middle = (name) => rounds.map((it) => it[name]).sort((a, b) => a - b)[ROUNDS / 2];
console.log(JSON.stringify(Object.fromEntries(Object.keys(rounds[0]).map((name) => [name, middle(name)]))));
