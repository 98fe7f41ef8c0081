//! What was found, laid out: cards, the marked text, what was left out.

use timex::DateOrder;

use super::super::card::{Aside, Card, Group, Rendered};
use super::super::highlight::{self, Kind, Piece, Told};
use super::super::source::Source;
use super::super::way::Calendar;
use super::habit::order_name;
use super::settings::Settings;
use super::{Seen, bulk};
use crate::draft::{self, Denial, Draft, Edits};
use crate::error::Invalid;
use crate::{language, show};

/// Cards on one page; a text with more events is long past what a person checks one by one.
const MOST_CARDS: usize = 100;

/// What was found.
pub(super) struct Results<'a> {
    /// Whether the text is shown in its field at once.
    pub(super) open: bool,
    pub(super) heading: String,
    pub(super) cards: Vec<Rendered>,
    pub(super) more: usize,
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) legend: Vec<Kind>,
    /// What can be said of where a value comes from.
    pub(super) signs: [Source; 4],
    pub(super) notes: &'a [String],
    pub(super) removed: Vec<&'a str>,
    pub(super) earlier: usize,
    pub(super) with_time: usize,
    /// Whether somebody is signed in who can save them.
    pub(super) can_be_saved: bool,
    /// How many of them are ticked.
    pub(super) picked: usize,
    /// The orders of dates, and whether each is the one in use, when another gives other events.
    pub(super) orders: Vec<(&'static str, &'static str, bool)>,
    /// What the person takes for plain words, for no place, for nobody: a name for each kind, and its words in quotes.
    pub(super) plain: Vec<(&'static str, String)>,
    /// Times that the text tells beside no event of its own.
    pub(super) asides: Vec<Aside>,
    /// A language that we do not read.
    pub(super) language: Option<&'static str>,
    /// What stands in the way of changing all.
    pub(super) bulk: [Bulk; 3],
    pub(super) bulk_open: bool,
    /// Where the main buttons lead, and where else they can.
    pub(super) calendar: Calendar,
    pub(super) calendars: [Calendar; 6],
}

/// A field that changes every ticked event.
pub(super) struct Bulk {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) value: String,
    pub(super) error: Option<String>,
}

impl<'a> Results<'a> {
    pub(super) fn of(
        seen: &Seen<'a>,
        draft: &'a Draft,
        settings: &Settings,
        problem: Option<&Invalid>,
    ) -> Results<'a> {
        let text = draft.text.as_str();
        let events = &seen.view.events;
        let has: Vec<&str> = seen.has.split_whitespace().collect();
        let fields = bulk(&seen.bulk, problem);
        let (count, can_be_saved) = (events.len(), settings.visit.signed_in.is_some());
        let card = |(index, event)| {
            let event: &draft::Seen<'_> = event;
            let typed = seen.typed.get(&event.event.uid);
            let card = Card::new(index, count, event, &seen.context, settings.calendar, text, typed);
            let save = can_be_saved.then(|| format!("remember:{}", card.uid));
            let group = Group::of(event, events);
            Rendered::of(&Card { group, save, ..card }, &has)
        };
        let marked: Vec<Told<'_>> = events.iter().map(Told::of).collect();
        let pieces = highlight::pieces(text, &marked, &seen.view.asides);
        Results {
            can_be_saved,
            open: count == 0 || problem.is_some_and(|p| matches!(p.field.as_ref(), "text" | "zone" | "file")),
            heading: heading(count),
            cards: events.iter().enumerate().take(MOST_CARDS).map(card).collect(),
            more: count.saturating_sub(MOST_CARDS),
            signs: Source::ALL,
            legend: highlight::legend(&pieces),
            pieces,
            notes: seen.notes,
            removed: seen.view.removed.iter().map(|e| e.title.as_deref().unwrap_or("New event")).collect(),
            earlier: seen.view.earlier.len(),
            calendar: settings.calendar,
            calendars: Calendar::ALL,
            picked: events.iter().filter(|seen| seen.picked).count(),
            orders: orders(seen),
            plain: plain(&draft.kept.edits),
            asides: seen
                .view
                .asides
                .iter()
                .map(|event| Aside::new(event, None, show::style(&seen.context)))
                .collect(),
            language: language::foreign(text),
            bulk_open: fields.iter().any(|field| field.error.is_some()),
            bulk: fields,
            with_time: events.iter().filter(|seen| seen.event.when.is_some()).count(),
        }
    }
}

fn bulk(values: &[String; 3], problem: Option<&Invalid>) -> [Bulk; 3] {
    let [prefix, reminders, zone] = bulk::NAMES;
    let [before, ahead, city] = values.clone();
    let field = |name: &'static str, label, hint, value| {
        let error = problem.filter(|problem| problem.field == name);
        Bulk { name, label, hint, value, error: error.map(|problem| show::sentence(&problem.message)) }
    };
    [
        field(prefix, "Put before each title", "such as “School:”", before),
        field(reminders, "Reminders", "“10 minutes, 1 day” before", ahead),
        field(zone, "Time zone", "such as Europe/Berlin", city),
    ]
}

/// The switch between the orders of dates, where it changes something.
fn orders(seen: &Seen<'_>) -> Vec<(&'static str, &'static str, bool)> {
    if seen.other_order.is_none() {
        return Vec::new();
    }
    let now = seen.context.date_order();
    let order = |order, label| (order_name(order), label, order == now);
    vec![order(DateOrder::DayFirst, "Day first"), order(DateOrder::MonthFirst, "Month first")]
}

fn plain(edits: &Edits) -> Vec<(&'static str, String)> {
    let quoted = |words: &str| format!("“{words}”");
    let denied = |is_place: bool| {
        let ours = edits.denied.iter().filter(move |it| matches!(it, Denial::Place(_)) == is_place);
        ours.map(|it| quoted(it.words())).collect::<Vec<_>>()
    };
    let literal = edits.literal.iter().map(|it| quoted(it.words())).collect();
    let kinds = [
        ("Taken for plain words", literal),
        ("No place", denied(true)),
        ("Nobody who takes part", denied(false)),
    ];
    kinds.into_iter().filter(|(_, all)| !all.is_empty()).map(|(kind, all)| (kind, all.join(", "))).collect()
}

fn heading(count: usize) -> String {
    match count {
        0 => "No event found".to_owned(),
        1 => "One event".to_owned(),
        count => format!("{count} events"),
    }
}
