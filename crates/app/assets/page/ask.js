// Asking the server: at most four times a second, and of many readings only the newest counts.
import { cards, form } from "./parts.js";
import { QUIET, say } from "./say.js";
import { keep } from "./tab.js";
import { show } from "./show.js";

/** At most four requests a second. */
const SPACING = 250;

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
let timer = null;
let stale = false;
/** Actions that are not answered yet, in their order: none is dropped, whatever is typed meanwhile. */
const actions = [];

/** Has the text read again, or an action carried out. */
export function ask(command = "read") {
  if (command !== "read") actions.push(command);
  newest++;
  stale = true;
  keep();
  if (running?.command === "read") running.stop.abort();
  plan();
}

/** Asks nothing any more. */
export function hush() {
  stale = false;
  running?.stop.abort();
  clearTimeout(timer);
}

/** Sends what is waiting as soon as it may be sent. */
function plan() {
  clearTimeout(timer);
  if (running || !stale) return;
  const pause = Math.max(last + SPACING, freeAt) - performance.now();
  if (pause <= 0) send();
  else timer = setTimeout(send, pause);
}

async function send() {
  const number = newest;
  const command = actions[0] ?? "read";
  const fields = new FormData(form);
  // Files go by a button of their own.
  fields.delete("file");
  const body = new URLSearchParams(fields);
  body.append("do", command);
  // Those cards need not be sent again.
  body.append("has", cards().map((card) => card.dataset.digest).join(" "));
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
  if (html) show(fresh, sent, answer.ok ? command : "");
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

globalThis.addEventListener("online", () => {
  freeAt = 0;
  plan();
});
