//! Times that the text tells beside its events: doors, an answer asked for by a date, a part of a programme.

mod chrome;
mod clause;
mod time;
mod title;

use calendar::{Event, Span, When};
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::layout::segment::{Timed, Told};
use crate::time::times::{home, is_deadline};

use clause::clause;

/// A time that is no event's own, ready to become one.
#[derive(Clone, Debug)]
pub struct Aside {
    /// What it would be as an entry of its own, with its evidence: "Doors: Jazz night". All-day when only a date is told.
    pub event: Event,
    /// The event it stands with, as an index of [`Extraction::events`](crate::Extraction::events); `None` when it stands
    /// alone.
    pub of: Option<usize>,
    /// The title is only a word for its kind: it needs the name of the event.
    label: bool,
}

/// An aside while it is being read.
pub(crate) struct Beside {
    draft: Draft,
    of: Option<usize>,
    label: bool,
}

/// More of them are no remarks beside an event.
const MOST: usize = 24;

/// Times that are looked at: in a longer text what stands beside an event stands near it.
const LOOKED_AT: usize = 256;

/// The times of `told` that no event uses, in the order of the text; marks the events that have some.
pub(crate) fn read(text: &str, told: &mut Told, context: &Context) -> Vec<Beside> {
    let drafts = &told.drafts;
    if drafts.iter().all(|d| d.when.is_none()) {
        return Vec::new();
    }
    let used = time::used(drafts);
    let all = told.lines.iter().flat_map(|timed| (0..timed.times.len()).map(move |at| (timed, at)));
    let free = |(timed, at): (_, usize)| {
        let timed: &Timed = timed;
        let time = time::free_part(timed.times.get(at)?, &used)?;
        Some((timed, at, time))
    };
    let mut found: Vec<Beside> = Vec::new();
    for (timed, at, time) in all.filter_map(free).take(LOOKED_AT) {
        let Some(beside) = beside(text, drafts, timed, at, &time, context) else { continue };
        if found.len() < MOST && !found.iter().any(|other| other.is_same(&beside)) {
            found.push(beside);
        }
    }
    for of in found.iter().filter_map(|beside| beside.of) {
        if let Some(draft) = told.drafts.get_mut(of) {
            draft.has_asides = true;
        }
    }
    found
}

/// The time `at` of its line, of which `time` is free, as an entry of its own.
fn beside(
    text: &str,
    drafts: &[Draft],
    timed: &Timed,
    at: usize,
    time: &Expression,
    context: &Context,
) -> Option<Beside> {
    let of = event_of(drafts, timed, home(time));
    let own = of.and_then(|of| drafts.get(of));
    let (time, ends) = time::ahead(time, own, context)?;
    if drafts.iter().any(|d| time::is_said(d, &time)) {
        return None;
    }
    let clause = clause(text, timed, at, home(&time));
    if chrome::is_chrome(text, timed.line, clause, &time, own) {
        return None;
    }
    let kind = match ends {
        true => title::Kind::End,
        false if is_deadline(text, timed.line.start, &time) => title::Kind::Deadline,
        false => title::Kind::Other,
    };
    let (mut draft, mut label) = title::named(text, clause, &time, kind, context)?;
    if own.is_some_and(|own| is_place_of(own, &draft)) {
        draft.title = Some(title::asked(text, timed.line.start, home(&time).start)?);
        label = true;
    }
    draft.lines = timed.numbers;
    draft.source = vec![clause];
    draft.when = Some(time);
    let told = |d: &Draft| d.title.as_ref().zip(draft.title.as_ref()).is_some_and(|(a, b)| a.text == b.text);
    // The same occasion on another day is told by its own event.
    (label || !drafts.iter().any(told)).then_some(Beside { draft, of, label })
}

/// The event whose words hold the time, or whose lines do, or the only one.
fn event_of(drafts: &[Draft], timed: &Timed, at: Span) -> Option<usize> {
    let holds = |d: &Draft| d.source.iter().any(|s| s.overlaps(at));
    let [from, to] = timed.numbers;
    let lines = |d: &Draft| d.lines[0] <= from && to <= d.lines[1];
    let only = || (drafts.len() == 1).then_some(0);
    drafts.iter().position(holds).or_else(|| drafts.iter().rposition(lines)).or_else(only)
}

/// "in the Sage Room by May 13": what stands before the time says where the event is.
fn is_place_of(own: &Draft, draft: &Draft) -> bool {
    let place = own.place.iter().flat_map(|p| &p.spans);
    let inside = |title: &Span| place.clone().any(|span| span.overlaps(*title));
    draft.title.as_ref().is_some_and(|title| title.spans.iter().any(inside))
}

impl Beside {
    fn is_same(&self, other: &Beside) -> bool {
        let start = |b: &Beside| b.draft.when.as_ref().and_then(|w| w.reading.start);
        let title = |b: &Beside| b.draft.title.as_ref().map(|t| t.text.clone());
        start(self) == start(other) && title(self) == title(other)
    }

    /// The entry that `event` makes of it.
    pub(crate) fn aside(self, event: &mut impl FnMut(Draft) -> Event) -> Aside {
        Aside { event: event(self.draft), of: self.of, label: self.label }
    }
}

impl Aside {
    /// Takes from its event what it leaves unsaid: the name, and where it is on that day.
    pub(crate) fn complete(&mut self, events: &[Event]) {
        let Some(own) = self.of.and_then(|of| events.get(of)) else { return };
        let event = &mut self.event;
        let assumed = &mut event.evidence.inferred;
        if let (true, Some(name), Some(label)) = (self.label, &own.title, &event.title) {
            let because = format!("The text only says “{label}”; the event's title is added.");
            assumed.insert("title".to_owned(), because);
            event.title = Some(format!("{label}: {name}"));
        }
        if event.location.is_none() && own.location.is_some() && same_day(own, event) {
            event.location.clone_from(&own.location);
            let because = "No place is told: that of the event.".to_owned();
            event.evidence.inferred.insert("location".to_owned(), because);
        }
    }
}

/// Both have hours on one day.
fn same_day(a: &Event, b: &Event) -> bool {
    let day = |event: &Event| {
        let timed = event.when.as_ref().filter(|when| !When::is_all_day(when));
        timed.map(|when| when.local_start().date())
    };
    day(a).is_some() && day(a) == day(b)
}

#[cfg(test)]
mod tests;
