// Typing, choosing, pressing.
import { ask, hush } from "./ask.js";
import { field, form, inputs, isChanged, live, text } from "./parts.js";
import { forget, keep, opened } from "./tab.js";

/** Settings with which the text is read anew. */
const READ_ANEW = ["zone", "order", "clock", "week", "next", "morning"];
/** Buttons that change the page in place; the others lead elsewhere. */
const IN_PLACE = /^(save|undo|restore|forget|parse|bulk|remember|(order|rule|refuse):.*|(save|remember|remove|reset|tick|untick|choose|split|merge|clear|deny|adopt|unparse):[^]*)$/;

form.addEventListener("input", (event) => {
  if (event.target === text) ask();
  else if (inputs().includes(event.target)) keep();
});
// Before the text changes under a form, what was typed into the form is saved.
text.addEventListener("focus", () => {
  if (inputs().some((it) => isChanged(it) && it.closest("article"))) ask("save");
});
form.addEventListener("change", ({ target }) => {
  if (READ_ANEW.includes(target.name)) ask("read");
  if (target.name === "calendar" || "pick" in target.dataset) ask("save");
  if (target.name === "theme") {
    document.documentElement.dataset.theme = target.value;
    ask("save");
  }
  // The browser's own input writes into the field that it stands beside.
  if (target.dataset.for && target.value) {
    document.getElementById(target.dataset.for).value = target.value.replace("T", " ");
    keep();
  }
});

form.addEventListener("submit", (event) => {
  const command = event.submitter?.value ?? "read";
  if (!IN_PLACE.test(command)) return;
  event.preventDefault();
  act(command);
});

/** Carries out an action. */
export function act(command) {
  if (command.startsWith("order:")) {
    field("order").value = command.slice("order:".length);
    return ask("save");
  }
  // A rule is among the settings, whose fields say what holds from now on.
  const rule = /^rule:(next|morning|order)-([a-z_0-9]+)/.exec(command);
  if (rule) field(rule[1]).value = rule[2];
  return ask(command);
}

/** Saves the form that `target` is in; false when it is in none. */
export function saveFormOf(target) {
  const button = target.closest?.("details.edit, details.bulk")?.querySelector('button[value^="save:"], button[value="bulk"]');
  if (button) act(button.value);
  return Boolean(button);
}

live.addEventListener("keydown", (event) => {
  // Enter in a field of a card saves the card; it does not read the text again.
  if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.ctrlKey || event.metaKey) return;
  if (saveFormOf(event.target)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const way = event.target.closest?.("a.way");
  if (way) opened(way.closest("article.card").dataset.uid, way.dataset.way);
  // What this tab keeps need not wait on the server.
  if (event.target.closest?.("#first")) {
    event.preventDefault();
    keep();
    location.assign("/login");
  }
  if (event.target.closest?.("#over")) {
    hush();
    forget();
  }
});
