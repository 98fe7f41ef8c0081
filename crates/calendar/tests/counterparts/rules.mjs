// Occurrences of rules by rrule-temporal: {rule, start, zone, count} in, {occurrences} out, as in rules.py.
import { load, answer } from './modules.mjs';

const { Temporal } = await load('@js-temporal/polyfill');
globalThis.Temporal = Temporal;
const { RRuleTemporal } = await load('rrule-temporal');

function occurrences({ rule, start, zone, count }) {
  const begins = start.replaceAll(/[-:]/g, '');
  // With a zone the library wants UNTIL in UTC; as wall-clock times are asked for, UTC itself is the zone.
  const text = `DTSTART;TZID=${zone ?? 'UTC'}:${begins}\nRRULE:${rule}`;
  const found = new RRuleTemporal({ rruleString: text }).all((_, i) => i < count);
  return found.slice(0, count).map((at) =>
    zone ? at.toInstant().toString() : at.toPlainDateTime().toString({ smallestUnit: 'second' }),
  );
}

await answer((question) => {
  try {
    return { occurrences: occurrences(question) };
  } catch (error) {
    // Its limit of looking at periods without a match is an error; nothing was found until then.
    return { occurrences: null, error: String(error) };
  }
});
