// Fingers, zoom, the system's own colours, and no movement: every kind of page for everybody.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open } from "../browser.mjs";
import { PAGES, sticksOut } from "../pages.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** A page at one of the stops, for `options`; closed when `look` is done. */
async function at(name, options, look) {
  const page = await open(browser, options);
  await PAGES[name](page);
  await look(page);
  await page.context().close();
}

/** What a finger can press and is smaller than 44 × 44 px. Links inside a sentence are as high as its lines. */
function small(page) {
  return page.evaluate(() => {
    const FINGER = 44;
    const selector = "a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button]";
    const box = (element) => {
      const boxes = [element, ...(element.labels ?? [])].map((it) => it.getBoundingClientRect());
      const beside = boxes.filter((it) => Math.abs(it.top + it.bottom - boxes[0].top - boxes[0].bottom) < FINGER);
      const [left, right] = [Math.min(...beside.map((it) => it.left)), Math.max(...beside.map((it) => it.right))];
      return [right - left, Math.max(...beside.map((it) => it.height))];
    };
    const inSentence = (element) => {
      const beside = [...element.parentElement.childNodes].filter((node) => node !== element);
      return element.localName === "a" && beside.some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    };
    return [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !inSentence(element))
      .filter((element) => element.getBoundingClientRect().width > 1)
      .map((element) => [element, ...box(element)])
      .filter(([, width, height]) => width < FINGER - 0.5 || height < FINGER - 0.5)
      .map(([element, width, height]) => `${Math.round(width)} × ${Math.round(height)}: ${element.outerHTML.slice(0, 100)}`);
  });
}

/** What looks like the text around it: marks, buttons and links that nothing sets apart. */
function lost(page) {
  return page.evaluate(() => {
    const plain = (element) => {
      const style = getComputedStyle(element);
      const border = ["Top", "Right", "Bottom", "Left"].some(
        (side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0,
      );
      const line = style.textDecorationLine !== "none" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
      const ground = getComputedStyle(element.parentElement).backgroundColor;
      const filled = style.backgroundColor !== "rgba(0, 0, 0, 0)" && style.backgroundColor !== ground;
      const colour = style.color !== getComputedStyle(element.parentElement).color;
      return !border && !line && !filled && !colour;
    };
    return [...document.querySelectorAll("mark, .button, .chip, .link, a[href]:not(.brand), .tag")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && plain(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

/** What moves, or would move when it changes. */
function moving(page) {
  return page.evaluate(() => {
    const seconds = (list) => Math.max(...list.split(",").map((it) => parseFloat(it) * (it.trim().endsWith("ms") ? 0.001 : 1)));
    const running = document.getAnimations().map((it) => `runs: ${it.animationName ?? it.transitionProperty}`);
    const styled = [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      const animated = style.animationName !== "none" && seconds(style.animationDuration) > 0.01;
      return animated || seconds(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth";
    });
    return [...running, ...styled.map((element) => element.outerHTML.slice(0, 100))];
  });
}

for (const name of Object.keys(PAGES)) {
  describe(`the page "${name}"`, () => {
    for (const width of [320, 1280]) {
      test(`has room for fingers at ${width} px`, () =>
        at(name, { viewport: { width, height: 800 } }, async (page) => assert.deepEqual(await small(page), [])));
    }

    test("can be read at 200 %, zoomed or in larger letters", () =>
      at(name, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, async (page) => {
        assert.deepEqual(await sticksOut(page), [], "zoomed");
        await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
        assert.deepEqual(await sticksOut(page), [], "in larger letters");
      }));

    test("shows in the system's own colours what can be pressed and what is marked", () =>
      at(name, { forcedColors: "active" }, async (page) => assert.deepEqual(await lost(page), [])));

    test("moves nothing for those who asked for that", () =>
      at(name, { reducedMotion: "reduce" }, async (page) => {
        const words = () => page.evaluate(() => [...document.querySelectorAll("textarea")].map((it) => it.value + it.placeholder));
        const before = await words();
        assert.deepEqual(await moving(page), []);
        await page.waitForTimeout(1000);
        assert.deepEqual(await words(), before, "nothing types itself");
      }));
  });
}
