// Adding the ticked events at once: each opens in the person's calendar, as far as the browser lets them.
import { cards, live } from "./parts.js";
import { say } from "./say.js";
import { isOpened, opened } from "./tab.js";

const picked = () => cards().filter((card) => card.querySelector("[data-pick]")?.checked);
const mainWay = (card) => card.querySelector(".change > .way");

/** Opens the ticked events that were not opened yet; where the calendar takes files, one file of all. */
export function addPicked() {
  const all = picked();
  const links = all.filter((card) => mainWay(card)?.href);
  const file = live.querySelector('button[value="file"]');
  if (links.length < all.length || all.length === 0) return file ? file.click() : mainWay(cards()[0])?.click();
  const fresh = links.filter((card) => !isOpened(card.dataset.uid));
  const todo = fresh.length > 0 ? fresh : links;
  let count = 0;
  for (const card of todo) {
    const way = mainWay(card);
    // With "noopener" a browser does not say whether it has opened anything; so the new page is cut off by hand.
    const page = globalThis.open(way.href, "_blank");
    if (!page) break;
    page.opener = null;
    opened(card.dataset.uid, way.dataset.way);
    count += 1;
  }
  const left = todo.length - count;
  say(left > 0 ? `Your browser has opened ${count} of ${todo.length}. Press again for the next, or allow this page to open several.` : "");
  return undefined;
}

live.addEventListener("click", (event) => {
  if (event.target.closest("#add")) addPicked();
});
