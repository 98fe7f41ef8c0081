// The start page while a person types: the server reads the text and this script puts its answer in place.
// It never computes an event, and everything works without it, by the buttons of the form.

const form = document.getElementById("page");
const live = document.getElementById("live");
const text = document.getElementById("text");
const status = document.getElementById("status");
const count = document.getElementById("count");
const keys = document.getElementById("keys");

/** At most four requests a second. */
const SPACING = 250;
/** How long a person has to pause before a change is said. */
const QUIET = 1000;
/** Where this tab keeps the text and the changes of the person. */
const STORE = "draft";
/** The fields that are kept, besides those of open forms. */
const KEPT = ["text", "zone", "order", "kept"];

const field = (name) => form.elements.namedItem(name);
const cards = () => [...live.querySelectorAll("article.card")];

// --- The reader's zone

const zones = document.querySelector("select[data-guess]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some((option) => option.value === own)) zones.value = own;

// --- What is said

/** Says what stands in the way, in a line that everybody sees; nothing when all is well. */
function say(sentence) {
  if (status.textContent !== sentence) status.textContent = sentence;
}

let telling;

/** Tells those who listen to the page what has changed: after a pause, and only the newest. */
function tell(sentence) {
  clearTimeout(telling);
  telling = setTimeout(() => (count.textContent = sentence), QUIET);
}

// --- The draft of this tab

function keep() {
  const draft = Object.fromEntries(KEPT.map((name) => [name, field(name)?.value ?? ""]));
  try {
    if (draft.text.trim()) sessionStorage.setItem(STORE, JSON.stringify(draft));
    else sessionStorage.removeItem(STORE);
  } catch {
    // A browser that keeps nothing still has the page itself.
  }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE));
  } catch {
    return null;
  }
}

/** Fills an empty page with what this tab held before it was loaded again. */
function restore() {
  const draft = kept();
  if (!draft || text.defaultValue) return false;
  for (const name of KEPT) {
    if (field(name) && typeof draft[name] === "string") field(name).value = draft[name];
  }
  return true;
}

// --- Asking the server

/** The one policy that makes HTML, used in one function, which takes our own server's answers only. */
const policy = globalThis.trustedTypes?.createPolicy("fragments", { createHTML: (html) => html });

/** The nodes of an answer. */
async function nodes(answer) {
  const ours = answer.type === "basic" && new URL(answer.url).origin === location.origin;
  const html = answer.headers.get("content-type")?.startsWith("text/html");
  if (!ours || !html) throw new Error("this is no fragment of ours");
  const template = document.createElement("template");
  const markup = await answer.text();
  template.innerHTML = policy ? policy.createHTML(markup) : markup;
  return template.content;
}

let newest = 0;
let running = null;
let last = -SPACING;
let freeAt = 0;
let waiting = null;
let stale = false;
/** Actions that are not answered yet, in their order: none is dropped, whatever is typed meanwhile. */
const actions = [];

/** Has the text read again, or an action carried out; of many readings only the newest counts. */
function ask(command = "read") {
  if (command !== "read") actions.push(command);
  newest++;
  stale = true;
  keep();
  if (running?.command === "read") running.stop.abort();
  plan();
}

/** Sends what is waiting as soon as it may be sent. */
function plan() {
  clearTimeout(waiting);
  if (running || !stale) return;
  const pause = Math.max(last + SPACING, freeAt) - performance.now();
  if (pause <= 0) send();
  else waiting = setTimeout(send, pause);
}

async function send() {
  const number = newest;
  const command = actions[0] ?? "read";
  const body = new URLSearchParams(new FormData(form));
  body.append("do", command);
  running = { command, stop: new AbortController() };
  last = performance.now();
  try {
    const answer = await fetch("/preview", { method: "POST", body, signal: running.stop.signal });
    if ([429, 503].includes(answer.status)) pauseFor(answer);
    else await take(answer, command, number, body);
  } catch (error) {
    if (error.name !== "AbortError") {
      say("No connection. Your text stays here, and is read as soon as there is one.");
      freeAt = performance.now() + 3 * QUIET;
    }
  }
  running = null;
  plan();
}

/** Shows an answer, unless it is a reading that came late: the person has gone on typing. */
async function take(answer, command, number, sent) {
  const html = answer.headers.get("content-type")?.startsWith("text/html");
  const fresh = html ? await nodes(answer) : await problem(answer);
  if (command === "read" && number !== newest) return;
  if (command !== "read") actions.shift();
  stale = actions.length > 0 || number !== newest;
  if (html) show(fresh, sent);
  else say(fresh);
  keep();
}

/** The server asks for a pause; typing goes on meanwhile. */
function pauseFor(answer) {
  const seconds = Number(answer.headers.get("retry-after")) || 5;
  freeAt = performance.now() + seconds * 1000;
  say(`That was a lot of text in one minute. The preview goes on in ${seconds} seconds; just go on typing.`);
}

async function problem(answer) {
  try {
    return (await answer.json()).error.message;
  } catch {
    return "This could not be read. Please try again.";
  }
}

// --- Putting the answer in place

/** What a person sees and does now, to be found again after the change. */
function remember() {
  const focus = document.activeElement;
  const card = focus?.closest?.("article.card");
  const inside = focus && live.contains(focus);
  return {
    open: cards().map((it) => ({
      uid: it.dataset.uid,
      parts: [...it.querySelectorAll("details[data-keep]")].map((part) => [part.dataset.keep, part.open]),
    })),
    scroll: live.querySelector(".source .text")?.scrollTop ?? 0,
    id: inside ? focus.id : null,
    button: inside && focus.tagName === "BUTTON" ? focus.value : null,
    typed: inside && focus.name ? [focus.name, focus.value] : null,
    selection: inside && "selectionStart" in focus ? [focus.selectionStart, focus.selectionEnd] : null,
    card: inside && card ? [card.dataset.uid, cards().indexOf(card)] : null,
  };
}

/** The card with this identity, else the one in its place. */
const same = (uid, at) => cards().find((it) => it.dataset.uid === uid) ?? cards()[at];

function show(fresh, sent) {
  const before = remember();
  live.replaceChildren(fresh);
  for (const [at, { uid, parts }] of before.open.entries()) {
    const here = same(uid, at);
    for (const [name, open] of parts) {
      const part = here?.querySelector(`details[data-keep="${name}"]`);
      if (part && open && name !== closing) part.open = true;
    }
  }
  closing = null;
  const source = live.querySelector(".source .text");
  if (source) source.scrollTop = before.scroll;
  refocus(before, sent);
  say("");
  tell(live.querySelector("#results")?.textContent ?? "");
}

/** The details that the next answer shows closed: a saved form. */
let closing = null;

function refocus({ id, button, typed, selection, card }, sent) {
  if (id === null) return;
  const here = card ? same(...card) : null;
  const pressed = button && [...live.querySelectorAll("button")].find((it) => it.value === button);
  const target = (id && document.getElementById(id)) || pressed || here || live.querySelector(".toast button") || text;
  // A field of a form that is closed now cannot have the focus; its card can.
  (target.checkVisibility?.() === false && here ? here : target).focus({ preventScroll: true });
  // What was typed while the answer was on its way stays.
  if (typed && target.name === typed[0] && target.type === "text" && sent.get(typed[0]) !== typed[1]) target.value = typed[1];
  if (selection && selection[0] !== null && "setSelectionRange" in target) target.setSelectionRange(...selection);
}

// --- Words and cards

function light(target) {
  for (const lit of live.querySelectorAll(".lit")) lit.classList.remove("lit");
  const mark = target?.closest?.("mark");
  const card = target?.closest?.("article.card");
  if (mark) {
    for (const number of mark.dataset.of.split(" ")) {
      const found = document.getElementById(`event-${number}`);
      found?.classList.add("lit");
      found?.querySelector(`[data-kind="${mark.dataset.kind}"]`)?.classList.add("lit");
    }
    mark.classList.add("lit");
  } else if (card) {
    const kind = target.closest("[data-kind]")?.dataset.kind;
    for (const it of live.querySelectorAll("mark")) {
      const ours = it.dataset.of.split(" ").includes(card.dataset.number);
      if (ours && (!kind || kind === it.dataset.kind)) it.classList.add("lit");
    }
    card.classList.add("lit");
  }
}

live.addEventListener("pointerover", (event) => light(event.target));
live.addEventListener("pointerleave", () => light(document.activeElement));
live.addEventListener("focusin", (event) => light(event.target));
live.addEventListener("focusout", (event) => light(event.relatedTarget));

// --- Typing, choosing, pressing

form.addEventListener("input", (event) => {
  if (event.target === text) ask();
});
// Before the text changes under a form, what was typed into the form is saved.
text.addEventListener("focus", () => {
  const inputs = [...live.querySelectorAll(".fields input, .fields textarea")];
  if (inputs.some((it) => it.value !== it.defaultValue || it.checked !== it.defaultChecked)) ask("save");
});
form.addEventListener("change", (event) => {
  if (["zone", "order"].includes(event.target.name)) ask("read");
  if (event.target.name === "calendar") ask("save");
});

/** Buttons that change the page in place; the others lead elsewhere. */
const IN_PLACE = /^(save|undo|restore|forget|(save|remove|reset|choose):.*)$/;

form.addEventListener("submit", (event) => {
  const command = event.submitter?.value ?? "read";
  if (!IN_PLACE.test(command)) return;
  event.preventDefault();
  act(command);
});

/** Carries out an action; its form is closed when it could be used. */
function act(command) {
  if (/^(save|reset):/.test(command)) closing = "edit";
  return ask(command);
}

live.addEventListener("keydown", (event) => {
  // Enter in a field of a card saves the card; it does not read the text again.
  const here = event.target.closest("details.edit");
  if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !here || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act(here.querySelector('button[value^="save:"]').value);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#over")) {
    stale = false;
    running?.stop.abort();
    clearTimeout(waiting);
    try {
      sessionStorage.removeItem(STORE);
    } catch {
      // Then there is nothing to forget.
    }
  }
});

// --- Keys

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
  x: () => current()?.querySelector('button[value^="remove:"]').click(),
  u: () => live.querySelector('button[value="undo"]')?.click(),
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key === "Enter") {
    event.preventDefault();
    const here = event.target.closest?.("details.edit");
    if (here) act(here.querySelector('button[value^="save:"]').value);
    else document.getElementById("find").click();
  } else if (command && event.key === "z" && !event.shiftKey && !writing(event.target)) {
    event.preventDefault();
    PRESS.u();
  } else if (event.key === "Escape") {
    const part = event.target.closest?.("details[data-keep][open]");
    if (!part) return;
    part.open = false;
    part.closest("article.card").focus();
  } else if (single.checked && !command && !event.altKey && PRESS[event.key] && !writing(event.target)) {
    event.preventDefault();
    PRESS[event.key]();
  }
});

globalThis.addEventListener("online", () => {
  freeAt = 0;
  plan();
});

// --- Begin

document.documentElement.classList.add("scripted");
document.getElementById("help").addEventListener("click", () => keys.showModal());

// Loading the page again asks for it anew rather than for the form to be sent once more.
if (field("view").value === "found") history.replaceState(null, "", "/");
if (field("view").value === "start" && restore()) ask("save");
else if (field("view").value === "found") keep();
