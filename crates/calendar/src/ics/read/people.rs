//! The people of a VEVENT.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty, ICalendarValue,
};

use crate::Person;

/// Who takes part, and who invites. A contact is somebody who takes part, unless they are named already: then it gives
/// them their number.
pub(super) fn people(component: &ICalendarComponent) -> (Vec<Person>, Option<Person>) {
    let mut attendees: Vec<Person> = component.properties(&ICalendarProperty::Attendee).map(person).collect();
    let mut organizer = component.property(&ICalendarProperty::Organizer).map(person);
    let contacts = component.properties(&ICalendarProperty::Contact);
    let contacts = contacts.filter_map(|entry| entry.values.first().and_then(ICalendarValue::as_text));
    for contact in contacts.map(Person::one).filter(|contact| *contact != Person::default()) {
        match organizer.iter_mut().chain(&mut attendees).find(|known| is_same(known, &contact)) {
            Some(known) => {
                known.phone = known.phone.take().or(contact.phone);
                known.email = known.email.take().or(contact.email);
            }
            None => attendees.push(contact),
        }
    }
    (attendees, organizer)
}

fn is_same(known: &Person, contact: &Person) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    same(&known.name, &contact.name) || same(&known.email, &contact.email)
}

/// An address is of mail or a telephone number (`tel:`, RFC 3966).
fn person(entry: &ICalendarEntry) -> Person {
    let name = entry.parameter(&ICalendarParameterName::Cn).and_then(|name| name.as_text());
    let address = entry.calendar_address().map(str::trim);
    let email = address.filter(|address| address.contains('@'));
    let phone = address.and_then(|address| address.strip_prefix("tel:"));
    Person {
        name: name.filter(|name| Some(*name) != email).map(str::to_owned),
        email: email.map(str::to_owned),
        phone: phone.map(str::to_owned),
    }
}
