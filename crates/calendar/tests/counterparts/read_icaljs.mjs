// A calendar file as ical.js (Thunderbird's) understands it, zones by the file's own definitions:
// {ics, horizon} in, {events} out.
import { load, answer } from './modules.mjs';

const ICAL = (await load('ical.js')).default;

function moment(time) {
  if (time.isDate) return time.toString();
  if (time.zone === ICAL.Timezone.localTimezone) return time.toString();
  return new Date(time.toUnixTime() * 1000).toISOString().replace('.000Z', 'Z');
}

function zone(time) {
  if (time.isDate || time.zone === ICAL.Timezone.localTimezone) return null;
  return time.zone.tzid;
}

function occurrences(event, horizon) {
  if (!event.isRecurring()) return [moment(event.startDate)];
  const until = ICAL.Time.fromDateTimeString(horizon);
  const starts = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(until) < 0; next = iterator.next()) {
    starts.push(moment(next));
    if (starts.length > 5000) throw new Error('endless');
  }
  return starts;
}

function read(component, horizon) {
  const event = new ICAL.Event(component);
  const value = (name) => component.getFirstPropertyValue(name) ?? null;
  const alarms = component.getAllSubcomponents('valarm');
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    location: value('location'),
    description: value('description'),
    url: value('url'),
    category: value('categories'),
    busy: value('transp') !== 'TRANSPARENT',
    start: moment(event.startDate),
    end: moment(event.endDate),
    start_zone: zone(event.startDate),
    end_zone: zone(event.endDate),
    reminders: alarms.map((alarm) => Math.trunc(-alarm.getFirstPropertyValue('trigger').toSeconds() / 60) + 0),
    attendees: event.attendees.map((person) => person.getFirstValue()),
    occurrences: occurrences(event, horizon),
  };
}

await answer(({ ics, horizon }) => {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  return { events: calendar.getAllSubcomponents('vevent').map((event) => read(event, horizon)) };
});
