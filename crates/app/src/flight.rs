//! A booked flight on the clocks of its airports: bookings tell an offset, and an offset has no name.

use calendar::{Event, When, in_zone};
use jiff::tz::TimeZone;

/// Gives the ends of a flight that is stated for machines the zones of its airports, as far as they are known.
///
/// `document` calls a flight "Flight LH 400 to New York (JFK)" and its place "Frankfurt (FRA)".
pub fn on_local_clocks(event: &mut Event) {
    let title = event.title.as_deref().filter(|title| title.starts_with("Flight "));
    let (Some(title), Some(place), None) = (title, event.location.as_deref(), &event.recurrence) else {
        return;
    };
    let (from, to) = (zone(place), zone(title));
    if from.is_none() && to.is_none() {
        return;
    }
    let told = match event.when.take() {
        Some(When::Zoned { start, end }) => Some(When::Zoned {
            start: from.map_or(start.clone(), |zone| start.with_time_zone(zone)),
            end: to.map_or(end.clone(), |zone| end.with_time_zone(zone)),
        }),
        Some(When::Floating { start, end }) => {
            let both = from.zip(to).and_then(|(from, to)| Some((in_zone(start, &from)?, in_zone(end, &to)?)));
            let both = both.filter(|(start, end)| start.timestamp() < end.timestamp());
            Some(both.map_or(When::Floating { start, end }, |(start, end)| When::Zoned { start, end }))
        }
        other => other,
    };
    if matches!(told, Some(When::Zoned { .. })) {
        let because = "a flight is told on the clocks of its airports";
        event.evidence.inferred.insert("time_zone".to_owned(), because.to_owned());
    }
    event.when = told;
}

/// The zone of the airport whose code ends `text`: "Frankfurt (FRA)", "Flight LH 400 to FRA".
fn zone(text: &str) -> Option<TimeZone> {
    let code = text.trim_end_matches(')').rsplit(['(', ' ']).next()?;
    let is_code = code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase());
    let name = is_code.then(|| extract::airport_zone(code)).flatten()?;
    TimeZone::get(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn told(title: &str, place: &str, start: &str, end: &str, zone: Option<&str>) -> Value {
        let shape = json!({"title": title, "location": place, "start": start, "end": end, "time_zone": zone});
        let mut event: Event = serde_json::from_value(shape).unwrap();
        on_local_clocks(&mut event);
        let shape = serde_json::to_value(&event).unwrap();
        json!([shape["start"], shape["end"], shape["time_zone"], shape["end_time_zone"]])
    }

    #[test]
    fn flights_start_and_end_on_the_clocks_of_their_airports() {
        let (start, end) = ("2026-12-03T10:00:00+01:00", "2026-12-03T12:45:00-05:00");
        let local = json!([start, end, "Europe/Berlin", "America/New_York"]);
        for (title, place, from, to, zone, expected) in [
            ("Flight LH 400 to New York (JFK)", "Frankfurt (FRA)", start, end, None, local.clone()),
            (
                "Flight LH 400 to JFK",
                "FRA",
                "2026-12-03T09:00:00+00:00",
                "2026-12-03T17:45:00+00:00",
                Some("UTC"),
                local.clone(),
            ),
            (
                "Flight LH 400 to New York (JFK)",
                "Frankfurt (FRA)",
                "2026-12-03T10:00:00",
                "2026-12-03T12:45:00",
                None,
                local,
            ),
            // Nothing is known of the one end, or of both.
            (
                "Flight to Nowhere (QQQ)",
                "Frankfurt (FRA)",
                start,
                "2026-12-03T12:45:00+01:00",
                None,
                json!([start, "2026-12-03T12:45:00+01:00", "Europe/Berlin", null]),
            ),
            ("Flight to Nowhere", "An airfield", start, start, None, json!([start, start, null, null])),
            ("Lunch (JFK)", "Frankfurt (FRA)", start, start, None, json!([start, start, null, null])),
        ] {
            assert_eq!(told(title, place, from, to, zone), expected, "{title}, {place}, {from}");
        }
    }
}
