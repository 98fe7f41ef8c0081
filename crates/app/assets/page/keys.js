// The keys.
import { addPicked } from "./add.js";
import { cards, live } from "./parts.js";
import { saveFormOf } from "./press.js";

const keys = document.getElementById("keys");
/** Whether single letters are keys; people who speak to their computer turn them off. */
const single = document.getElementById("single");
try {
  single.checked = localStorage.getItem("single") !== "off";
  single.addEventListener("change", () => localStorage.setItem("single", single.checked ? "on" : "off"));
} catch {
  // Then they are on in every page anew.
}

const writing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, dialog") !== null;
const current = () => document.activeElement?.closest?.("article.card") ?? null;

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.focus();
}

function edit() {
  const part = (current() ?? cards()[0])?.querySelector("details.edit");
  if (!part) return;
  part.open = true;
  part.querySelector("input[type=text]").focus();
}

const PRESS = {
  j: () => step(1),
  k: () => step(-1),
  e: edit,
  x: () => current()?.querySelector("[data-pick]")?.click(),
  r: () => current()?.querySelector('button[value^="remove:"]').click(),
  u: () => live.querySelector('button[value="undo"]')?.click(),
  "?": () => keys.showModal(),
};

/** Ctrl or ⌘ with a letter; false leaves it to the browser. */
function command(event) {
  if (event.key === "Enter") {
    if (saveFormOf(event.target)) return true;
    if (event.target.id === "text" || cards().length === 0) document.getElementById("find").click();
    else addPicked();
    return true;
  }
  if (event.key === "s") return saveFormOf(event.target);
  if (event.key !== "z" || event.shiftKey || writing(event.target)) return false;
  PRESS.u();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) {
    if (command(event)) event.preventDefault();
  } else if (event.key === "Escape") {
    const part = event.target.closest?.("details[data-keep][open]");
    if (!part) return;
    part.open = false;
    (part.closest("article.card") ?? part.querySelector("summary")).focus();
  } else if (single.checked && !event.altKey && PRESS[event.key] && !writing(event.target)) {
    event.preventDefault();
    PRESS[event.key]();
  }
});

document.getElementById("help").addEventListener("click", () => keys.showModal());
