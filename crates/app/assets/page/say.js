// What is said: what stands in the way to everybody, and what has changed to those who listen to the page.

const status = document.getElementById("status");
const count = document.getElementById("count");

/** How long a person has to pause before a change is said. */
export const QUIET = 1000;

/** Says what stands in the way, in a line that everybody sees; nothing when all is well. */
export function say(sentence) {
  if (status.textContent !== sentence) status.textContent = sentence;
}

let telling;

/** Tells those who listen to the page what has changed: after a pause, and only the newest. */
export function tell(sentence) {
  clearTimeout(telling);
  telling = setTimeout(() => (count.textContent = sentence), QUIET);
}
