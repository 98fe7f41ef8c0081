//! An event while it is being read: what was found so far, and where.

use std::collections::HashMap;

use calendar::{Event, Evidence, Person, Span, When};
use jiff::civil::Date;
use timex::{Context, Expression};

use crate::field::category::category;
use crate::field::link;
use crate::field::people::Found;
use crate::field::place::is_venue;
use crate::field::title::Title;
use crate::source::deny::{Denied, without_marks};
use crate::time::times;
use crate::time::when::{Timing, timing};

/// What is known of one event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) title: Option<Title>,
    pub(crate) when: Option<Expression>,
    pub(crate) place: Option<Title>,
    pub(crate) people: Vec<Found>,
    pub(crate) organizer: Option<Found>,
    pub(crate) url: Option<(String, Span)>,
    /// Minutes before the start, and the words that ask for it.
    pub(crate) reminders: Vec<(u32, Span)>,
    /// First and last source line.
    pub(crate) lines: [usize; 2],
    /// The event's own words.
    pub(crate) source: Vec<Span>,
    /// The text asks to add or remind.
    pub(crate) asked: bool,
    /// Events that select together.
    pub(crate) group: Option<u32>,
    pub(crate) notes: Vec<String>,
    pub(crate) change: Option<calendar::Change>,
    /// The text tells of other times beside it, which its description then keeps.
    pub(crate) has_asides: bool,
}

/// Identities given so far: equal lines with an equal start are told apart by their number.
#[derive(Default)]
pub(crate) struct Identities(HashMap<String, usize>);

impl Identities {
    fn next(&mut self, source: &str, start: Option<&When>) -> String {
        let first = calendar::identity(source, start, 0);
        let seen = self.0.entry(first.clone()).or_default();
        let ordinal = *seen;
        *seen += 1;
        if ordinal == 0 { first } else { calendar::identity(source, start, ordinal) }
    }
}

impl Draft {
    /// The day on which it begins.
    pub(crate) fn day(&self) -> Option<Date> {
        times::day(self.when.as_ref()?)
    }

    /// "No food after 10pm", "no standup": its words say that something does not take place.
    pub(crate) fn is_denied(&self) -> bool {
        let said = self.title.as_ref().map(|title| title.text.to_lowercase());
        // Parents plan by "No school".
        said.is_some_and(|said| said.starts_with("no ") && said != "no school" || said == "nothing")
    }

    /// Gives `other`, a whole day on which it is again, the hour, and what else it lacks.
    pub(crate) fn say_again(&self, other: &mut Draft) {
        let Some((when, hour)) = other.when.as_mut().zip(self.when.as_ref()) else { return };
        if times::has_time(when) || when.has_rule() || times::is_period(when) {
            return;
        }
        times::at_hour(when, hour);
        let named = other.title.as_ref().is_some_and(|t| !t.text.to_lowercase().starts_with("same"));
        if !named {
            other.title.clone_from(&self.title);
        }
        other.place = other.place.take().or_else(|| self.place.clone());
    }

    /// Where nothing else tells the place, the service of the link is where: "Zoom".
    pub(crate) fn take_service(&mut self) {
        if let Some((url, span)) = self.url.as_ref().filter(|_| self.place.is_none())
            && let Some(service) = link::service(url)
        {
            self.place = Some(Title { text: service.to_owned(), spans: vec![*span] });
        }
    }

    /// Takes the words back that are no place or nobody, where a reader of whole lines took them.
    pub(crate) fn deny(&mut self, denied: &Denied) {
        if *denied == Denied::default() {
            return;
        }
        for words in self.title.iter_mut().chain(&mut self.place) {
            words.text = without_marks(&words.text).into_owned();
        }
        let nobody = |found: &Found| {
            let names = [&found.person.name, &found.person.email].into_iter().flatten();
            names.map(|name| without_marks(name)).any(|name| denied.people.iter().any(|no| *no == name))
        };
        self.place = self.place.take().filter(|place| !denied.places.contains(&place.text));
        self.people.retain(|found| !nobody(found));
        self.organizer = self.organizer.take().filter(|found| !nobody(found));
        for found in self.people.iter_mut().chain(&mut self.organizer) {
            if let Some(name) = &mut found.person.name {
                *name = without_marks(name).into_owned();
            }
        }
    }

    /// The event, with the evidence for each of its fields.
    pub(crate) fn event(self, text: &str, identities: &mut Identities, context: &Context) -> Event {
        let kind = self.title.as_ref().map(|t| t.text.to_lowercase()).unwrap_or_default();
        let timing = self.when.as_ref().map(|when| timing(when, &kind, context));
        let evidence = self.evidence(timing.as_ref());
        let (when, recurrence) = timing.map_or((None, None), |t| (t.when, t.recurrence));
        let source = self.source_lines(text);
        Event {
            uid: identities.next(&source, when.as_ref()),
            title: self.title.as_ref().map(|t| t.text.clone()),
            busy: when.as_ref().is_none_or(|w| !w.is_all_day()) || is_travel(&kind),
            location: self
                .place
                .as_ref()
                .map(|p| p.text.clone())
                .filter(|place| place.to_lowercase() != kind || is_venue(place)),
            url: self.url.as_ref().map(|(url, _)| url.clone()),
            description: description(&source, &kind, self.has_asides),
            attendees: self
                .people
                .iter()
                .map(|f| f.person.clone())
                .filter(|p| !names_occasion(p, &kind))
                .collect(),
            organizer: self.organizer.as_ref().map(|f| f.person.clone()),
            reminders: self.reminders.iter().map(|(minutes, _)| *minutes).collect(),
            category: category(&kind).map(str::to_owned),
            recurrence,
            when,
            evidence,
        }
    }

    fn evidence(&self, timing: Option<&Timing>) -> Evidence {
        let mut evidence = Evidence { lines: Some(self.lines), group: self.group, ..Evidence::default() };
        if let Some(timing) = timing {
            evidence.spans.clone_from(&timing.spans);
            evidence.inferred.clone_from(&timing.inferred);
            evidence.alternatives.clone_from(&timing.alternatives);
            evidence.notes.clone_from(&timing.notes);
            evidence.confidence.insert("start".to_owned(), timing.confidence);
        }
        let mut add = |field: &str, spans: Vec<Span>| {
            if !spans.is_empty() {
                evidence.spans.insert(field.to_owned(), spans);
            }
        };
        add("title", self.title.iter().flat_map(|t| t.spans.clone()).collect());
        add("location", self.place.iter().flat_map(|p| p.spans.clone()).collect());
        add("attendees", self.people.iter().flat_map(|f| f.spans.clone()).collect());
        add("organizer", self.organizer.iter().flat_map(|f| f.spans.clone()).collect());
        add("url", self.url.iter().map(|(_, span)| *span).collect());
        add("reminders", self.reminders.iter().map(|(_, span)| *span).collect());
        evidence.notes.extend(self.notes.iter().cloned());
        evidence.change.clone_from(&self.change);
        evidence
    }

    fn source_lines(&self, text: &str) -> String {
        let lines: Vec<&str> =
            self.source.iter().map(|span| span.of(text).trim()).filter(|l| !l.is_empty()).collect();
        lines.join("\n")
    }
}

/// "CAROL CONCERT" is no person, whatever its first word is.
fn names_occasion(person: &Person, kind: &str) -> bool {
    let last = || kind.split_whitespace().next_back().unwrap_or("");
    person.name.as_ref().is_some_and(|name| name.to_lowercase() == *kind) && category(last()).is_some()
}

/// The event's own lines, when they say more than its title.
fn description(source: &str, kind: &str, has_asides: bool) -> Option<String> {
    let more = has_asides || source.contains('\n') || source.len() > kind.len() + 80;
    more.then(|| source.to_owned())
}

/// Travel keeps whole days busy.
fn is_travel(kind: &str) -> bool {
    const TRAVEL: &[&str] = &["flight", "holiday", "travel", "trip", "vacation"];
    kind.split(|c: char| !c.is_alphanumeric()).any(|word| TRAVEL.contains(&word))
}

/// People without doubles, in the order of the text.
pub(crate) fn add_people(people: &mut Vec<Found>, more: Vec<Found>) {
    for found in more {
        if !people.iter().any(|p| same_person(&p.person, &found.person)) {
            people.push(found);
        }
    }
}

fn same_person(a: &Person, b: &Person) -> bool {
    let fold =
        |p: &Person| (p.name.as_deref().map(str::to_lowercase), p.email.as_deref().map(str::to_lowercase));
    fold(a) == fold(b)
}
