"""A calendar file as PyPI icalendar and recurring-ical-events understand it: {ics, horizon} in, {events} out."""
import json
import sys
from datetime import datetime

import recurring_ical_events
from icalendar import Calendar

from shape import moment, zone_name


def text(event, name):
    value = event.get(name)
    return None if value is None else str(value)


def read(question):
    calendar = Calendar.from_ical(question["ics"])
    for event in calendar.walk("VEVENT"):
        alone = Calendar()
        for zone in calendar.walk("VTIMEZONE"):
            alone.add_component(zone)
        alone.add_component(event)
        found = recurring_ical_events.of(alone).between(datetime(1970, 1, 1), datetime.fromisoformat(question["horizon"]))
        category = event.get("CATEGORIES")
        attendees = event.get("ATTENDEE", [])
        yield {
            "uid": text(event, "UID"),
            "sequence": int(event["SEQUENCE"]),
            "summary": text(event, "SUMMARY"),
            "location": text(event, "LOCATION"),
            "description": text(event, "DESCRIPTION"),
            "url": text(event, "URL"),
            "category": str(category.cats[0]) if category else None,
            "busy": text(event, "TRANSP") != "TRANSPARENT",
            "start": moment(event["DTSTART"].dt),
            "end": moment(event["DTEND"].dt),
            "start_zone": zone_name(event["DTSTART"].dt),
            "end_zone": zone_name(event["DTEND"].dt),
            "reminders": [-int(alarm["TRIGGER"].dt.total_seconds()) // 60 for alarm in event.walk("VALARM")],
            "attendees": [str(person) for person in (attendees if isinstance(attendees, list) else [attendees])],
            "occurrences": sorted(moment(one["DTSTART"].dt) for one in found),
        }


for line in sys.stdin:
    print(json.dumps({"events": list(read(json.loads(line)))}))
