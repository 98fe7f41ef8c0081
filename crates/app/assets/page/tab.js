// What this tab keeps while it is open, so that loading the page again, or a tab that the browser dropped, loses nothing.
import { cards, field, fill, held, inputs, isChanged, live, text } from "./parts.js";

const STORE = "draft";
const OPENED = "opened";
/** The fields that are kept, besides those of the cards' forms. */
const KEPT = ["text", "zone", "order", "clock", "week", "next", "morning", "kept"];

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    if (value) sessionStorage.setItem(name, JSON.stringify(value));
    else sessionStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing still has the page itself.
  }
}

/** What was typed into the forms of the cards and not saved yet: card, field, value. */
const unsaved = () => inputs().filter(isChanged).map((it) => [it.closest("article.card")?.dataset.uid ?? "", it.name, held(it)]);

/** Keeps the text, the changes and what is typed. */
export function keep() {
  const draft = Object.fromEntries(KEPT.map((name) => [name, field(name)?.value ?? ""]));
  draft.unsaved = unsaved();
  write(STORE, draft.text.trim() ? draft : null);
}

/** What was typed and waits for its form to be on the page again. */
let waiting = [];

/** Fills an empty page with what this tab held before it was loaded again. */
export function restore() {
  const draft = read(STORE);
  // What was typed before this script came counts more.
  if (!draft || text.defaultValue || (text.value && text.value !== draft.text)) return false;
  for (const name of KEPT) {
    if (field(name) && typeof draft[name] === "string") field(name).value = draft[name];
  }
  waiting = Array.isArray(draft.unsaved) ? draft.unsaved : [];
  return true;
}

/** Types again what was typed before the page was loaded again. */
export function retype() {
  for (const [uid, name, value] of waiting) {
    const target = fill(uid ? cards().find((it) => it.dataset.uid === uid) : live, name, value);
    if (target) target.closest("details").open = true;
  }
  waiting = [];
}

/** Forgets everything. */
export function forget() {
  write(STORE, null);
  write(OPENED, null);
}

/** Notes that an event was opened in a calendar. */
export function opened(uid, calendar) {
  const all = read(OPENED) ?? {};
  write(OPENED, { ...all, [uid]: [...new Set([...(all[uid] ?? []), calendar])] });
  showOpened();
}

/** Whether an event was opened in a calendar already. */
export const isOpened = (uid) => Boolean(read(OPENED)?.[uid]);

/** Says on each card where it was opened already. */
export function showOpened() {
  const all = read(OPENED) ?? {};
  for (const card of cards()) {
    const where = all[card.dataset.uid];
    let tag = card.querySelector(".opened");
    if (!where) continue;
    if (!tag) {
      tag = document.createElement("p");
      tag.className = "quiet opened";
      card.querySelector(".change").before(tag);
    }
    tag.textContent = `✓ Already opened in ${where.join(" and ")}`;
  }
}
