// Offsets by the VTIMEZONE of a file as ical.js reads it: {ics, times} in, {offsets in seconds} out.
import { load, answer } from './modules.mjs';

const ICAL = (await load('ical.js')).default;

await answer(({ ics, times }) => {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone'));
  return { offsets: times.map((text) => zone.utcOffset(ICAL.Time.fromDateTimeString(text))) };
});
