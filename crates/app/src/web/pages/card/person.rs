//! A person on a card: who it is, and the number to call.

use calendar::Person;

/// A person on a card.
#[derive(Clone, Debug)]
pub(in super::super) struct Somebody {
    /// As the form of the event writes them.
    pub(in super::super) written: String,
    /// Name and address.
    pub(in super::super) name: String,
    /// The number as written.
    pub(in super::super) phone: Option<String>,
    /// The link that calls it.
    pub(in super::super) call: Option<String>,
}

impl Somebody {
    /// `None` when nothing of them is known.
    pub(super) fn of(person: &Person) -> Option<Somebody> {
        let written = person.to_string();
        let name = Person { phone: None, ..person.clone() }.to_string();
        (!written.is_empty()).then(|| Somebody {
            written,
            name,
            phone: person.phone.clone(),
            call: person.call(),
        })
    }
}
