"""A calendar file as PyPI ical (the strictest reader) understands it: {ics, horizon} in, {events} out."""
import json
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from ical.calendar_stream import IcsCalendarStream

from shape import moment, zone_name


def occurrences(calendar, event, horizon):
    # The list of one event; floating times and whole days are looked at from UTC.
    until = datetime.fromisoformat(horizon).replace(tzinfo=timezone.utc)
    starts = []
    for found in calendar.timeline_tz(ZoneInfo("UTC")):
        start = found.dtstart
        at = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
        if (at if at.tzinfo else at.replace(tzinfo=timezone.utc)) >= until:
            break
        if found.uid == event.uid:
            starts.append(moment(start))
    return starts


def read(question):
    calendar = IcsCalendarStream.calendar_from_ics(question["ics"])
    for event in calendar.events:
        yield {
            "uid": event.uid,
            "sequence": event.sequence,
            "summary": event.summary,
            "location": event.location,
            "description": event.description,
            "url": event.url and str(event.url),
            "category": event.categories[0] if event.categories else None,
            "busy": event.transparency != "TRANSPARENT",
            "start": moment(event.dtstart),
            "end": moment(event.dtend),
            "start_zone": zone_name(event.dtstart),
            "end_zone": zone_name(event.dtend),
            "reminders": [-int(alarm.trigger.total_seconds()) // 60 for alarm in event.alarm],
            "attendees": [str(person.uri) for person in event.attendees],
            "occurrences": occurrences(calendar, event, question["horizon"]),
        }


for line in sys.stdin:
    print(json.dumps({"events": list(read(json.loads(line)))}))
