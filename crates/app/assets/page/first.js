// The first visit: examples type themselves into the empty box, as its placeholder, until any key or press.
import { text } from "./parts.js";

const LINES = [
  "Lunch with Sarah tomorrow at 12pm at Central Park",
  "Yoga every Tuesday 6-7pm until the end of June",
  "Flight to Tokyo on May 2 at 11:20, arriving May 3 at 15:40 Tokyo time",
];
const LETTER = 45;
const PAUSE = 2200;

let typing;

function type(line, letters) {
  const words = LINES[line % LINES.length];
  text.placeholder = words.slice(0, letters);
  const done = letters >= words.length;
  typing = setTimeout(() => (done ? type(line + 1, 1) : type(line, letters + 1)), done ? PAUSE : LETTER);
}

function stop() {
  clearTimeout(typing);
  text.placeholder = LINES[0];
  for (const kind of ["keydown", "pointerdown", "input"]) document.removeEventListener(kind, stop);
}

/** Begins, unless the person wants no motion. */
export function begin() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, stop);
  typing = setTimeout(type, PAUSE, 1, 1);
}
