"""Offsets by the VTIMEZONE of a file as PyPI icalendar reads it: {ics, times} in, {offsets in seconds} out."""
import json
import sys
from datetime import datetime

from icalendar import Calendar


def offsets(question):
    calendar = Calendar.from_ical(question["ics"])
    definition = calendar.walk("VTIMEZONE")[0]
    # Under its own name icalendar would take the zone from its database instead of from the file.
    zone = definition.to_tz(lookup_tzid=False)
    for text in question["times"]:
        yield int(datetime.fromisoformat(text).replace(tzinfo=zone).utcoffset().total_seconds())


for line in sys.stdin:
    print(json.dumps({"offsets": list(offsets(json.loads(line)))}))
