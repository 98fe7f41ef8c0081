//! Places and people of schema.org.

use calendar::{Person, Span};

use crate::item::{Item, Value};

/// Where an event takes place.
#[derive(Default)]
pub(super) struct Whereabouts {
    pub(super) place: Option<String>,
    pub(super) place_span: Option<Span>,
    /// Where it takes place online.
    pub(super) link: Option<String>,
}

/// Services whose name says more than "online".
const SERVICES: [(&str, &str); 4] =
    [("zoom.", "Zoom"), ("meet.google.", "Google Meet"), ("teams.", "Teams"), ("webex.", "Webex")];

/// The place of an event, joined from its locations.
pub(super) fn of(item: &Item) -> Whereabouts {
    let mut found = Whereabouts::default();
    let mut places: Vec<String> = Vec::new();
    for location in item.all("location") {
        match location {
            Value::Text(text, span) => {
                places.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
                found.place_span = found.place_span.or(*span);
            }
            Value::Item(place) if place.is("VirtualLocation") => {
                let link = place.text("url").or_else(|| place.text("sameAs"));
                found.link = found.link.or_else(|| link.map(str::to_owned));
            }
            Value::Item(place) => {
                places.extend(of_place(place));
                found.place_span =
                    found.place_span.or_else(|| place.found("name").and_then(|(_, span)| span));
            }
        }
    }
    if places.is_empty()
        && let Some(link) = &found.link
    {
        let service =
            SERVICES.iter().find(|(part, _)| link.contains(part)).map_or("Online", |(_, name)| name);
        places.push(service.to_owned());
    }
    found.place = Some(places.join(", ")).filter(|place| !place.is_empty());
    found
}

/// A place as people write it: its name and its address.
pub(super) fn of_place(place: &Item) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let address = place.all("address").find_map(|address| match address {
        Value::Text(text, _) => Some(text.trim().to_owned()),
        Value::Item(item) => of_address(item),
    });
    let own = if place.is("PostalAddress") { of_address(place) } else { None };
    for part in [place.text("name").map(str::to_owned), address, own].into_iter().flatten() {
        if !part.is_empty() && !parts.iter().any(|known| known.contains(&part)) {
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn of_address(address: &Item) -> Option<String> {
    let country = address
        .text("addressCountry")
        .or_else(|| address.item("addressCountry").and_then(|it| it.text("name")));
    let town: Vec<&str> =
        ["postalCode", "addressLocality"].iter().filter_map(|name| address.text(name)).collect();
    let town = Some(town.join(" ")).filter(|town| !town.is_empty());
    let parts = [
        address.text("streetAddress").map(str::to_owned),
        town,
        address.text("addressRegion").map(str::to_owned),
        country.map(str::to_owned),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The people of a property.
pub(super) fn people(item: &Item, name: &'static str) -> Vec<Person> {
    let person = |value: &Value| match value {
        Value::Text(text, _) => Person { name: Some(text.trim().to_owned()), ..Person::default() },
        Value::Item(item) => {
            let email = item.text("email").map(|it| it.trim_start_matches("mailto:").to_owned());
            Person {
                name: item.text("name").map(str::to_owned),
                email: email.filter(|it| it.contains('@')),
                phone: item.text("telephone").map(|it| it.trim_start_matches("tel:").to_owned()),
            }
        }
    };
    let known =
        |person: &Person| person.name.as_ref().is_some_and(|it| !it.is_empty()) || person.email.is_some();
    item.all(name).map(person).filter(known).collect()
}

/// A link that leads somewhere on the web.
pub(super) fn link(text: &str) -> Option<String> {
    let web = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
    (web && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}
