//! The ways of an event into a calendar: one main button, the others in a menu.

use calendar::Event;
use calendar::links::{self, AddLink};

/// Where a person keeps their events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Calendar {
    #[default]
    Google,
    OutlookWork,
    OutlookPersonal,
    Yahoo,
    Apple,
    File,
}

impl Calendar {
    /// In the order of the list.
    pub(super) const ALL: [Calendar; 6] = [
        Calendar::Google,
        Calendar::OutlookWork,
        Calendar::OutlookPersonal,
        Calendar::Yahoo,
        Calendar::Apple,
        Calendar::File,
    ];

    /// Its name in the form and in the cookie.
    pub(super) fn name(self) -> &'static str {
        match self {
            Calendar::Google => "google",
            Calendar::OutlookWork => "outlook_work",
            Calendar::OutlookPersonal => "outlook_personal",
            Calendar::Yahoo => "yahoo",
            Calendar::Apple => "apple",
            Calendar::File => "file",
        }
    }

    /// The one with this name.
    pub(super) fn named(name: &str) -> Option<Calendar> {
        Calendar::ALL.into_iter().find(|calendar| calendar.name() == name)
    }

    /// Its name for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Calendar::Google => "Google",
            Calendar::OutlookWork => "Outlook 365",
            Calendar::OutlookPersonal => "Outlook.com",
            Calendar::Yahoo => "Yahoo",
            Calendar::Apple => "Apple",
            Calendar::File => "File (.ics)",
        }
    }
}

/// One way into a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) label: String,
    pub(super) to: Target,
}

/// What pressing the button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Opens this address.
    Link(String),
    /// Asks this page for the file, by this verb.
    File(&'static str),
}

/// The calendars that an event can be added to.
#[derive(Clone, Debug)]
pub(super) struct Ways {
    /// The person's own calendar.
    pub(super) main: Way,
    pub(super) others: Vec<Way>,
    /// Why some take the file.
    pub(super) reason: Option<String>,
}

impl Ways {
    /// The ways of `event` for somebody whose calendar is `own`.
    pub(super) fn of(event: &Event, own: Calendar) -> Ways {
        let refused = |calendar| match link(event, calendar) {
            Some(AddLink::UseFile(reason)) => Some((calendar, reason)),
            _ => None,
        };
        let takes_file: Vec<_> = Calendar::ALL.into_iter().filter_map(refused).collect();
        let names = list(&takes_file.iter().map(|(calendar, _)| calendar.label()).collect::<Vec<_>>());
        let reason = takes_file.first().map(|(_, sentence)| match event.recurrence {
            Some(_) => format!(
                "Links to {names} cannot carry this repetition; their buttons give the file, which can."
            ),
            None => (*sentence).to_owned(),
        });
        let others = Calendar::ALL.into_iter().filter(|calendar| *calendar != own);
        Ways { main: Way::new(event, own), others: others.map(|c| Way::new(event, c)).collect(), reason }
    }
}

impl Way {
    /// Whether it is a file to be kept rather than a calendar.
    pub(super) fn is_file(&self) -> bool {
        self.label == Calendar::File.label()
    }

    fn new(event: &Event, calendar: Calendar) -> Way {
        let label = calendar.label();
        match (calendar, link(event, calendar)) {
            (_, Some(AddLink::Open(address))) => Way { label: label.to_owned(), to: Target::Link(address) },
            (_, Some(AddLink::UseFile(_))) => {
                Way { label: format!("{label} (.ics)"), to: Target::File("file") }
            }
            (Calendar::Apple, None) => Way { label: label.to_owned(), to: Target::File("open") },
            (_, None) => Way { label: label.to_owned(), to: Target::File("file") },
        }
    }
}

/// "A, B and C"
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The link of a calendar that is filled in by links.
fn link(event: &Event, calendar: Calendar) -> Option<AddLink> {
    match calendar {
        Calendar::Google => Some(links::google(event)),
        Calendar::OutlookWork => Some(links::outlook_work(event)),
        Calendar::OutlookPersonal => Some(links::outlook_personal(event)),
        Calendar::Yahoo => Some(links::yahoo(event)),
        Calendar::Apple | Calendar::File => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_calendar_is_found_by_its_name() {
        for calendar in Calendar::ALL {
            assert_eq!(Calendar::named(calendar.name()), Some(calendar));
        }
        assert_eq!(Calendar::named("elsewhere"), None);
    }

    #[test]
    fn the_own_calendar_is_the_main_way_and_the_rest_are_others() {
        let start = "2026-12-01T12:00:00[Europe/Berlin]".parse().unwrap();
        let end = "2026-12-01T13:00:00[Europe/Berlin]".parse().unwrap();
        let when = Some(calendar::When::Zoned { start, end });
        let lunch = Event { title: Some("Lunch".to_owned()), when, ..Event::default() };
        for own in Calendar::ALL {
            let ways = Ways::of(&lunch, own);
            assert_eq!(ways.main.label, own.label());
            assert_eq!(ways.others.len(), Calendar::ALL.len() - 1);
            assert!(ways.others.iter().all(|way| way.label != own.label()));
            assert_eq!(ways.reason, None);
        }
        let mut weekly = lunch;
        let rule: calendar::Rule = "FREQ=WEEKLY".parse().unwrap();
        weekly.recurrence = Some(calendar::Recurrence { rule, exdates: Vec::new(), rdates: Vec::new() });
        let ways = Ways::of(&weekly, Calendar::OutlookWork);
        assert_eq!((ways.main.label.as_str(), ways.main.to), ("Outlook 365 (.ics)", Target::File("file")));
        assert!(ways.reason.unwrap().contains("Links to Outlook 365, Outlook.com"));
    }
}
