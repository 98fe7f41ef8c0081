// How long a parser takes for each line of a file: the median in microseconds, as JSON.
import { readFileSync } from "node:fs";

const PER_LINE_MS = 100;

/** The moment that every parser takes for "now". */
export const NOW = new Date(2026, 2, 3, 12);

/** Prints the figures of `parse`, a function of a line. */
export function measure(parse) {
  const lines = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
  const figures = () => lines.map((line) => median(() => parse(line)));
  // Once for the compiler to warm up, once for the figures.
  figures();
  console.log(JSON.stringify(figures()));
}

function median(work) {
  const times = [];
  const started = performance.now();
  while (times.length < 7 || performance.now() - started < PER_LINE_MS) {
    const begun = process.hrtime.bigint();
    work();
    times.push(Number(process.hrtime.bigint() - begun) / 1000);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1];
}
