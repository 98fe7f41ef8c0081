// Putting an answer in place: what did not change stays as it is, and so do the focus, the caret and what is typed.
import { cards, fill, held, inputs, isChanged, live, same, text } from "./parts.js";
import { say, tell } from "./say.js";
import { retype, showOpened } from "./tab.js";

/** What a person sees and does now, to be found again after the change. */
function remember() {
  const focus = document.activeElement;
  const card = focus?.closest?.("article.card");
  const inside = focus && live.contains(focus);
  return {
    open: [...live.querySelectorAll("details[data-keep][open]")].filter(isOpenedByHand).map((part) => place(part)),
    typing: inputs().filter(isChanged).map((it) => [it.name, place(it), held(it)]),
    ticks: [...live.querySelectorAll("[data-pick]")].map((box) => [box, place(box), box.checked]),
    scroll: live.querySelector(".source .text")?.scrollTop ?? 0,
    focus: inside ? focus : null,
    id: inside ? focus.id : null,
    part: inside && focus.tagName === "SUMMARY" ? focus.parentElement.dataset.keep : null,
    button: inside && focus.tagName === "BUTTON" ? focus.value : null,
    typed: inside && focus.name ? [focus.name, focus.value] : null,
    selection: inside && "selectionStart" in focus ? [focus.selectionStart, focus.selectionEnd] : null,
    card: inside && card ? [card.dataset.uid, cards().indexOf(card)] : null,
  };
}

/** Whether a person has opened this, and not the server. */
const isOpenedByHand = (part) => !("served" in part.dataset) || part.contains(document.activeElement);

/** Marks what the server has opened. */
export function markServed(root) {
  for (const part of root.querySelectorAll("details[data-keep][open]")) part.dataset.served = "";
}

/** Where something is: the identity and the number of its card, and its name there. */
function place(it) {
  const card = it.closest("article.card");
  return [card?.dataset.uid ?? null, card ? cards().indexOf(card) : -1, it.dataset.keep];
}

/** Puts `fresh` in place of what is shown; `sent` is what was asked with, `done` the action that was carried out. */
export function show(fresh, sent, done) {
  const before = remember();
  const closing = /^(save|reset):(.*)/.exec(done)?.[2];
  replace(fresh);
  const saved = closing && same(closing)?.querySelector("details.edit");
  // The server opens one that lacks something.
  if (saved && !("served" in saved.dataset)) saved.open = false;
  for (const [uid, at, name] of before.open) {
    const scope = uid === null ? live : same(uid, at);
    const part = scope?.querySelector(`details[data-keep="${name}"]`);
    if (part && !(name === "edit" && uid === closing) && !(name === "bulk" && done === "bulk")) part.open = true;
  }
  for (const [name, [uid, at], value] of before.typing) {
    // Typed while the answer was on its way.
    const asked = typeof value === "boolean" ? sent.has(name) : sent.get(name);
    if (asked !== value) fill(uid === null ? live : same(uid, at), name, value);
  }
  for (const [old, [uid, at], checked] of before.ticks) {
    const box = same(uid, at)?.querySelector("[data-pick]");
    // Ticked while the answer was on its way.
    if (box && checked !== sent.has(old.name)) box.checked = checked;
  }
  const source = live.querySelector(".source .text");
  if (source && before.scroll > 0) source.scrollTop = before.scroll;
  refocus(before, sent);
  retype();
  showOpened();
  say("");
  tell(live.querySelector("#results")?.textContent ?? "");
}

/** Replaces the cards that have changed one by one, and all else at once. */
function replace(fresh) {
  markServed(fresh);
  const next = fresh.querySelector(".cards");
  const keep = next && live.querySelector(".cards");
  if (!keep) {
    live.replaceChildren(fresh);
    return;
  }
  let [here, there] = [live, fresh];
  for (const part of [".results", ".columns", ".cards"]) [here, there] = around(here, there, part);
  replaceCards(here, [...there.children]);
}

/** Replaces everything in `here` around its part of this kind; gives that part of both. */
function around(here, there, part) {
  const [kept, other] = [here, there].map((it) => [...it.children].find((child) => child.matches(part)));
  for (const node of [...here.childNodes]) if (node !== kept) node.remove();
  let before = true;
  for (const node of [...there.childNodes]) {
    if (node === other) before = false;
    else if (before) kept.before(node);
    else here.append(node);
  }
  return [kept, other];
}

/** Cards that the page has already come as their places alone: they stay, with what the person has opened and typed. */
function replaceCards(here, fresh) {
  const old = new Map([...here.children].map((it) => [it.dataset.digest, it]));
  const nodes = fresh.map((card) => (card.hidden && old.get(card.dataset.digest)) || card);
  const stay = new Set(nodes);
  for (const node of [...here.children]) if (!stay.has(node)) node.remove();
  let at = here.firstElementChild;
  for (const node of nodes) {
    if (node === at) at = at.nextElementSibling;
    else here.insertBefore(node, at);
  }
}

function refocus({ focus, id, part, button, typed, selection, card }, sent) {
  if (id === null || (focus.isConnected && document.activeElement === focus)) return;
  const here = card ? same(...card) : null;
  const pressed = button && [...live.querySelectorAll("button")].find((it) => it.value === button);
  const named = typed && live.querySelector(`[name="${CSS.escape(typed[0])}"]:not([type=hidden], button)`);
  const summary = part && here?.querySelector(`details[data-keep="${part}"] > summary`);
  const target = summary || (id && document.getElementById(id)) || pressed || named || here || live.querySelector(".toast button") || text;
  // A field of a form that is closed now cannot have the focus; its card can.
  (target.checkVisibility?.() === false && here ? here : target).focus({ preventScroll: true });
  // What was typed while the answer was on its way stays.
  if (typed && target.name === typed[0] && target.type === "text" && sent.get(typed[0]) !== typed[1]) target.value = typed[1];
  if (selection && selection[0] !== null && "setSelectionRange" in target) target.setSelectionRange(...selection);
}
