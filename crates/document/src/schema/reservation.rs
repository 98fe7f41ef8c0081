//! What somebody has booked: flights, trains, rooms, tables, tickets, cars.

use calendar::{Change, ChangeKind, Event};
use jiff::tz::TimeZone;
use serde_json::Map;
use timex::Context;

use super::event::{self, NO_END};
use super::time;
use super::whereabouts::{link, of_place};
use super::{Growing, minutes};
use crate::item::{Item, bare};

/// Adds the events of a reservation.
pub(super) fn add(item: &Item, context: Option<&Context>, events: &mut Vec<Event>) {
    let before = events.len();
    let booked: Vec<&Item> = item.items("reservationFor").collect();
    if item.is("LodgingReservation") {
        let name = booked.first().and_then(|it| it.text("name"));
        let title = name.map_or_else(|| "Stay".to_owned(), |name| format!("Stay at {name}"));
        let [from, to] = [["checkinTime", "checkinDate"], ["checkoutTime", "checkoutDate"]];
        events.extend(span(item, booked.first().copied(), &title, from, to, context));
    } else if item.is("FoodEstablishmentReservation") {
        let name = booked.first().and_then(|it| it.text("name"));
        let title = name.map_or_else(|| "Table".to_owned(), |name| format!("Table at {name}"));
        events.extend(span(
            item,
            booked.first().copied(),
            &title,
            ["startTime", "startDate"],
            ["endTime", "endDate"],
            context,
        ));
    } else if item.is("RentalCarReservation") || item.is("TaxiReservation") {
        let what = if item.is("TaxiReservation") { "Taxi" } else { "Rental car" };
        let who = item.item("provider").and_then(|it| it.text("name"));
        let title = who.map_or_else(|| what.to_owned(), |who| format!("{what}: {who}"));
        let place = item.item("pickupLocation");
        events.extend(span(
            item,
            place,
            &title,
            ["pickupTime", "pickupDate"],
            ["dropoffTime", "dropoffDate"],
            context,
        ));
    } else {
        for part in booked {
            let found = if super::is_journey(part) {
                journey(part, Some(item), context)
            } else {
                event::of(part, context)
            };
            events.extend(found);
        }
    }
    for event in events.iter_mut().skip(before) {
        finish(item, event);
    }
}

/// What holds for every reservation: its number, and whether it was taken back.
fn finish(item: &Item, event: &mut Event) {
    let number = item.text("reservationNumber").or_else(|| item.text("reservationId"));
    if let Some(number) = number {
        add_line(event, &format!("Reservation {number}"));
    }
    let seats = item
        .items("reservedTicket")
        .filter_map(|it| it.item("ticketedSeat"))
        .chain(item.items("ticketedSeat"));
    for seat in seats {
        let parts = [("Section", "seatSection"), ("Row", "seatRow"), ("Seat", "seatNumber")];
        let parts: Vec<String> =
            parts.iter().filter_map(|(label, name)| Some(format!("{label} {}", seat.text(name)?))).collect();
        if !parts.is_empty() {
            add_line(event, &parts.join(", "));
        }
    }
    if let Some(size) = item.text("partySize") {
        add_line(event, &format!("For {size}"));
    }
    let own = ["modifyReservationUrl", "url"].iter().find_map(|name| item.text(name).and_then(link));
    event.url = event.url.take().or(own);
    if item.text("reservationStatus").map(bare).is_some_and(|status| status.ends_with("Cancelled")) {
        event.evidence.change =
            Some(Change { kind: ChangeKind::Cancelled, old: Map::new(), new: Map::new() });
    }
}

fn add_line(event: &mut Event, line: &str) {
    let text = event.description.get_or_insert_default();
    if !text.contains(line) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
}

/// From one time of the reservation to another, at a place.
fn span(
    item: &Item,
    place: Option<&Item>,
    title: &str,
    from: [&'static str; 2],
    to: [&'static str; 2],
    context: Option<&Context>,
) -> Option<Event> {
    let mut growing = Growing::new();
    let (start, start_span) = from.iter().find_map(|name| item.found(name))?;
    let end = to.iter().find_map(|name| item.found(name));
    growing.stands("start", start_span);
    growing.stands("end", end.and_then(|(_, span)| span));
    let end = end.and_then(|(text, _)| time::read(text, context));
    let (when, assumed) = time::between(time::read(start, context)?, end, minutes(item, context));
    if assumed {
        growing.evidence().inferred.insert("end".to_owned(), NO_END.to_owned());
    }
    growing.event.when = when;
    growing.event.title = Some(title.to_owned());
    growing.event.location = place.and_then(of_place);
    growing.event.url = place.and_then(|it| it.text("url")).and_then(link);
    growing.stands("title", place.and_then(|it| it.found("name")).and_then(|(_, span)| span));
    let phone = place.and_then(|it| it.text("telephone"));
    growing.event.description = phone.map(|phone| format!("Telephone {phone}"));
    growing.finish()
}

/// How a kind of journey calls its parts.
struct Names {
    kind: &'static str,
    word: &'static str,
    number: &'static [&'static str],
    from: &'static str,
    to: &'static str,
}

const JOURNEYS: [Names; 4] = [
    Names {
        kind: "Flight",
        word: "Flight",
        number: &["flightNumber"],
        from: "departureAirport",
        to: "arrivalAirport",
    },
    Names {
        kind: "TrainTrip",
        word: "Train",
        number: &["trainNumber", "trainName"],
        from: "departureStation",
        to: "arrivalStation",
    },
    Names {
        kind: "BusTrip",
        word: "Bus",
        number: &["busNumber", "busName"],
        from: "departureBusStop",
        to: "arrivalBusStop",
    },
    Names {
        kind: "BoatTrip",
        word: "Ferry",
        number: &["name"],
        from: "departureBoatTerminal",
        to: "arrivalBoatTerminal",
    },
];

/// A flight, a train, a bus, a ferry: it starts in one zone and ends in another.
pub(super) fn journey(item: &Item, booking: Option<&Item>, context: Option<&Context>) -> Option<Event> {
    let names = JOURNEYS.iter().find(|names| item.is(names.kind))?;
    let mut growing = Growing::new();
    let (start, start_span) = item.found("departureTime").or_else(|| item.found("departureDay"))?;
    let end = item.found("arrivalTime");
    growing.stands("start", start_span);
    growing.stands("end", end.and_then(|(_, span)| span));
    let (from, to) = (item.item(names.from), item.item(names.to));
    let start = time::read(start, context)?.in_zone(zone(from).as_ref());
    let end = end.and_then(|(text, _)| time::read(text, context)).map(|end| end.in_zone(zone(to).as_ref()));
    let (when, assumed) = time::between(start, end, minutes(item, context));
    if assumed {
        growing.evidence().inferred.insert("end".to_owned(), NO_END.to_owned());
    }
    growing.event.when = when;
    growing.event.title = Some(title(item, names, to));
    growing.stands("title", names.number.iter().find_map(|name| item.found(name)).and_then(|(_, span)| span));
    growing.event.location = from.and_then(stop);
    growing.stands("location", from.and_then(|it| it.found("name")).and_then(|(_, span)| span));
    let details = [
        ("Terminal", item.text("departureTerminal")),
        ("Gate", item.text("departureGate")),
        ("Platform", item.text("departurePlatform")),
        ("Seat", booking.and_then(|it| it.text("airplaneSeat"))),
    ];
    let details: Vec<String> =
        details.iter().filter_map(|(label, value)| Some(format!("{label} {}", (*value)?))).collect();
    growing.event.description = (!details.is_empty()).then(|| details.join(", "));
    growing.event.category = Some("Travel".to_owned());
    growing.finish()
}

/// "Flight LH 400 to New York (JFK)"
fn title(item: &Item, names: &Names, to: Option<&Item>) -> String {
    let carrier =
        ["airline", "provider", "trainCompany", "busCompany"].iter().find_map(|name| item.item(name));
    let code = carrier.and_then(|it| it.text("iataCode"));
    let number = names.number.iter().find_map(|name| item.text(name));
    let mut title = names.word.to_owned();
    // Some bookings write the airline's code into the number, some beside it.
    if let Some(code) = code.filter(|code| number.is_none_or(|number| !number.starts_with(code))) {
        title.push(' ');
        title.push_str(code);
    }
    if let Some(number) = number.filter(|number| *number != names.word) {
        title.push(' ');
        title.push_str(number);
    }
    if let Some(to) = to.and_then(stop) {
        title.push_str(" to ");
        title.push_str(&to);
    }
    title
}

/// An airport or a station as people call it.
fn stop(item: &Item) -> Option<String> {
    let code = item.text("iataCode");
    match (item.text("name"), code) {
        (Some(name), Some(code)) if !name.contains(code) => Some(format!("{name} ({code})")),
        (Some(name), _) => Some(name.to_owned()),
        (None, Some(code)) => Some(code.to_owned()),
        (None, None) => of_place(item),
    }
}

/// The zone of a place that names it.
fn zone(place: Option<&Item>) -> Option<TimeZone> {
    place?.text("timeZone").and_then(|name| TimeZone::get(name).ok())
}
