// Zoom, the system's own colours, and no movement: every kind of page for everybody.
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
