//! The people of an event: their names in words, or invitations when somebody asked for these.

use super::visible;
use crate::ics::line::Lines;
use crate::{Event, Person};

/// How the people of an event are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum People {
    /// Names in the description ("With: Sarah"): a file that names attendees makes some calendars send invitations.
    #[default]
    InDescription,
    /// ATTENDEE and ORGANIZER for those with an address; the person pressed "invite".
    Invited,
}

/// The description with the people who are not invited.
pub(super) fn description(event: &Event, people: People) -> Option<String> {
    let untold = |person: &&Person| people == People::InDescription || address(person).is_none();
    let named = in_words(event.attendees.iter().filter(untold), event.organizer.iter().filter(untold));
    let parts: Vec<String> = event.description.iter().cloned().chain(named).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// `With: Sarah, Tom 555-0142` and `Organiser: Ana`.
pub(crate) fn people_in_words(event: &Event) -> Option<String> {
    in_words(event.attendees.iter(), event.organizer.iter())
}

fn in_words<'p>(
    attendees: impl Iterator<Item = &'p Person>,
    organizer: impl Iterator<Item = &'p Person>,
) -> Option<String> {
    let line = |label: &str, people: Vec<String>| {
        let people: Vec<String> = people.into_iter().filter(|words| !words.is_empty()).collect();
        (!people.is_empty()).then(|| format!("{label}: {}", people.join(", ")))
    };
    let lines = [
        line("With", attendees.map(Person::words).collect()),
        line("Organiser", organizer.map(Person::words).collect()),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// CONTACT lines for those with a telephone number (RFC 5545 §3.8.4.2): no address that a calendar would write to.
pub(super) fn write_contacts(lines: &mut Lines, event: &Event) {
    for person in event.organizer.iter().chain(&event.attendees) {
        let Some(phone) = visible(person.phone.clone()) else { continue };
        let name = visible(person.name.clone().or(person.email.clone()));
        lines.text("CONTACT", &name.into_iter().chain([phone]).collect::<Vec<_>>().join(", "));
    }
}

/// ORGANIZER and ATTENDEE lines.
pub(super) fn write_people(lines: &mut Lines, event: &Event) {
    if let Some((person, address)) = event.organizer.as_ref().and_then(|p| Some((p, address(p)?))) {
        let name = person.name.as_deref().unwrap_or(address);
        lines.value_with("ORGANIZER", &[("CN", name)], &format!("mailto:{address}"));
    }
    for (person, address) in event.attendees.iter().filter_map(|p| Some((p, address(p)?))) {
        let name = person.name.as_deref().unwrap_or(address);
        let parameters = [("CN", name), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE")];
        lines.value_with("ATTENDEE", &parameters, &format!("mailto:{address}"));
    }
}

/// The address of a person, when it is one that a `mailto:` can carry.
fn address(person: &Person) -> Option<&str> {
    let address = person.email.as_deref()?.trim();
    let (user, host) = address.split_once('@')?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"<>,;:\\@".contains(c);
    (!user.is_empty() && !host.is_empty() && user.chars().all(plain) && host.chars().all(plain))
        .then_some(address)
}
