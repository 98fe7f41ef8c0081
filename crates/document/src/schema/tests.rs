use jiff::civil::date;
use serde_json::{Value as Json, json};
use timex::Context;

use super::*;
use crate::item::of_json;

fn context(zone: &str) -> Context {
    Context::new(date(2026, 6, 1).at(9, 0, 0, 0).in_tz(zone).unwrap())
}

fn shapes(json: &Json, zone: &str) -> Vec<Json> {
    let text = json.to_string();
    let items = of_json(&text, Span::new(0, text.len()));
    events(&items, Some(&context(zone))).iter().map(|event| serde_json::to_value(event).unwrap()).collect()
}

/// Asserts the fields of the first event.
fn says(json: &Json, expected: &[(&str, Json)]) {
    let shapes = shapes(json, "Europe/Berlin");
    let shape = shapes.first().unwrap_or_else(|| panic!("no event in {json}"));
    for (field, value) in expected {
        assert_eq!(&shape[*field], value, "{field} of {json}");
    }
}

#[test]
fn events_say_when_where_and_who() {
    says(
        &json!({"@context": "https://schema.org", "@type": "MusicEvent", "name": "Rock &amp; Roll",
               "startDate": "2026-06-20T20:00:00+02:00", "url": "https://a.example/1",
               "location": {"@type": "Place", "name": "Hall", "address": {"@type": "PostalAddress",
                            "streetAddress": "1 Way", "postalCode": "10115", "addressLocality": "Berlin",
                            "addressCountry": {"@type": "Country", "name": "DE"}}},
               "organizer": {"@type": "Organization", "name": "Club", "email": "mailto:a@club.example", "telephone": "555-0142"}}),
        &[
            ("title", json!("Rock & Roll")),
            ("start", json!("2026-06-20T20:00:00+02:00")),
            ("end", json!("2026-06-20T22:00:00+02:00")),
            ("time_zone", json!("Europe/Berlin")),
            ("location", json!("Hall, 1 Way, 10115 Berlin, DE")),
            ("url", json!("https://a.example/1")),
            ("organizer", json!({"name": "Club", "email": "a@club.example", "phone": "555-0142"})),
            ("inferred", json!({"end": "no end is stated"})),
        ],
    );
}

#[test]
fn times_are_days_floating_or_instants() {
    for (start, end, from, to, zone) in [
        ("2026-06-20", "2026-06-21", "2026-06-20", "2026-06-22", Json::Null),
        ("2026-06-20", "", "2026-06-20", "2026-06-21", Json::Null),
        ("2026-06-20T19:30", "2026-06-20T21:00", "2026-06-20T19:30:00", "2026-06-20T21:00:00", Json::Null),
        (
            "2026-06-20T19:30Z",
            "2026-06-20T21:00Z",
            "2026-06-20T19:30:00+00:00",
            "2026-06-20T21:00:00+00:00",
            json!("UTC"),
        ),
        (
            "2026-06-20T19:30+0200",
            "2026-06-20T21:00+0200",
            "2026-06-20T19:30:00+02:00",
            "2026-06-20T21:00:00+02:00",
            json!("Europe/Berlin"),
        ),
        (
            "2026-06-20T19:30-05:00",
            "2026-06-20T21:00-05:00",
            "2026-06-20T19:30:00-05:00",
            "2026-06-20T21:00:00-05:00",
            Json::Null,
        ),
        ("June 20, 2026 7:30 PM", "", "2026-06-20T19:30:00", "2026-06-20T20:30:00", Json::Null),
        // An end before the start is no end.
        ("2026-06-20T19:30", "2026-06-19T21:00", "2026-06-20T19:30:00", "2026-06-20T20:30:00", Json::Null),
    ] {
        let event = json!({"@type": "Event", "name": "X", "startDate": start, "endDate": end});
        let expected = [("start", json!(from)), ("end", json!(to)), ("time_zone", zone)];
        says(&event, &expected);
    }
}

#[test]
fn what_became_of_an_event_is_said() {
    for (status, kind) in [
        ("https://schema.org/EventCancelled", "cancelled"),
        ("EventRescheduled", "moved"),
        ("http://schema.org/EventPostponed", "updated"),
    ] {
        let event = json!({"@type": "Event", "name": "X", "startDate": "2026-06-20T19:30",
                           "previousStartDate": "2026-06-19T19:30", "eventStatus": status});
        let old = json!({"start": "2026-06-19T19:30:00"});
        says(&event, &[("change", json!({"kind": kind, "old": old, "new": {}}))]);
    }
}

#[test]
fn schedules_are_rules() {
    says(
        &json!({"@type": "Event", "name": "Yoga", "eventSchedule": {"@type": "Schedule", "startDate": "2026-06-02",
               "endDate": "2026-07-28", "repeatFrequency": "P1W", "byDay": "https://schema.org/Tuesday",
               "startTime": "18:00:00", "endTime": "19:30:00", "scheduleTimezone": "Europe/Berlin",
               "exceptDate": ["2026-06-16"]}}),
        &[
            ("start", json!("2026-06-02T18:00:00+02:00")),
            ("end", json!("2026-06-02T19:30:00+02:00")),
            ("rrule", json!("FREQ=WEEKLY;UNTIL=20260728;BYDAY=TU")),
            ("exdates", json!(["2026-06-16T18:00:00+02:00"])),
        ],
    );
}

#[test]
fn a_flight_has_both_zones() {
    says(
        &json!({"@type": "FlightReservation", "reservationNumber": "RXJ34P",
               "reservationStatus": "https://schema.org/ReservationConfirmed", "airplaneSeat": "9A",
               "reservationFor": {"@type": "Flight", "flightNumber": "110",
                   "airline": {"@type": "Airline", "name": "United", "iataCode": "UA"},
                   "departureAirport": {"@type": "Airport", "name": "San Francisco Airport", "iataCode": "SFO"},
                   "departureTime": "2027-03-04T20:15:00-08:00",
                   "arrivalAirport": {"@type": "Airport", "name": "John F. Kennedy International Airport", "iataCode": "JFK"},
                   "arrivalTime": "2027-03-05T06:30:00-05:00"}}),
        &[
            ("title", json!("Flight UA 110 to John F. Kennedy International Airport (JFK)")),
            ("start", json!("2027-03-04T20:15:00-08:00")),
            ("end", json!("2027-03-05T06:30:00-05:00")),
            ("location", json!("San Francisco Airport (SFO)")),
            ("description", json!("Seat 9A\nReservation RXJ34P")),
        ],
    );
}

#[test]
fn reservations_are_stays_tables_trains_and_tickets() {
    let booked = |kind: &str, fields: &Json, thing: &Json| {
        let mut item = json!({"@type": kind, "reservationFor": thing});
        item.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        item
    };
    says(
        &booked(
            "LodgingReservation",
            &json!({"checkinTime": "2026-06-20T16:00", "checkoutTime": "2026-06-22T11:00"}),
            &json!({"@type": "LodgingBusiness", "name": "Hotel X", "address": "1 Way, Rome", "telephone": "+39 1"}),
        ),
        &[
            ("title", json!("Stay at Hotel X")),
            ("end", json!("2026-06-22T11:00:00")),
            ("location", json!("Hotel X, 1 Way, Rome")),
            ("description", json!("Telephone +39 1")),
        ],
    );
    says(
        &booked(
            "TrainReservation",
            &json!({"reservationStatus": "ReservationCancelled"}),
            &json!({"@type": "TrainTrip", "trainNumber": "ICE 597", "departurePlatform": "7",
                   "departureStation": {"name": "Berlin Hbf"}, "departureTime": "2026-06-20T09:00+02:00",
                   "arrivalStation": {"name": "München Hbf"}, "arrivalTime": "2026-06-20T13:00+02:00"}),
        ),
        &[
            ("title", json!("Train ICE 597 to München Hbf")),
            ("location", json!("Berlin Hbf")),
            ("description", json!("Platform 7")),
            ("change", json!({"kind": "cancelled", "old": {}, "new": {}})),
        ],
    );
    says(
        &booked(
            "EventReservation",
            &json!({"reservationNumber": "E1", "ticketedSeat": {"seatRow": "C", "seatNumber": "4"}}),
            &json!({"@type": "Event", "name": "Play", "startDate": "2026-06-20T19:30"}),
        ),
        &[("title", json!("Play")), ("description", json!("Reservation E1\nRow C, Seat 4"))],
    );
    says(
        &booked(
            "RentalCarReservation",
            &json!({"pickupTime": "2026-06-20T10:00", "dropoffTime": "2026-06-22T10:00",
                   "pickupLocation": {"name": "Airport"}, "provider": {"name": "Hertz"}}),
            &json!({"@type": "RentalCar", "name": "Golf"}),
        ),
        &[("title", json!("Rental car: Hertz")), ("location", json!("Airport"))],
    );
}

#[test]
fn events_are_found_in_what_they_stand_in() {
    let event = |name: &str| json!({"@type": "Event", "name": name, "startDate": "2026-06-20T19:30"});
    for (json, titles) in [
        (json!([event("A"), event("B")]), vec!["A", "B"]),
        (json!({"@graph": [{"@type": "WebPage", "mainEntity": event("A")}]}), vec!["A"]),
        (
            json!({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": event("A")},
                   {"@type": "ListItem", "item": event("B")}]}),
            vec!["A", "B"],
        ),
        (json!({"@type": "EventSeries", "name": "S", "subEvent": [event("A"), event("B")]}), vec!["A", "B"]),
        (
            json!({"@graph": [{"@type": "EventReservation", "reservationFor": {"@id": "#e"}},
                   {"@id": "#e", "@type": "Thing", "name": "no event"}]}),
            vec![],
        ),
        (json!({"@type": "Organization", "name": "Club", "foundingDate": "1990-01-01"}), vec![]),
        (json!({"@type": "Event", "name": "without a time"}), vec![]),
    ] {
        let found: Vec<Json> = shapes(&json, "UTC").iter().map(|shape| shape["title"].clone()).collect();
        assert_eq!(found, titles, "{json}");
    }
}

#[test]
fn references_that_lead_in_a_circle_end() {
    let all: Vec<Json> = (0..100)
        .map(|n| {
            json!({"@id": format!("#{n}"), "@type": "WebPage", "a": {"@id": format!("#{}", (n + 1) % 100)},
                        "b": {"@id": format!("#{}", (n + 2) % 100)}, "text": "x".repeat(5000)})
        })
        .collect();
    assert!(shapes(&json!({"@graph": all}), "UTC").is_empty());
}
