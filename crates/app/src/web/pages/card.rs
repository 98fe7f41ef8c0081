//! One event as a card: everything to check at a glance, the other readings, the ways into a calendar, the form.

use std::collections::BTreeMap;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::links;
use calendar::{Alternative, ChangeKind, Event, Style, When, words};
use extract::Context;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

use super::source::{self, Chip, Sources};
use super::way::Target;
use super::way::{Calendar, Ways};
use crate::draft::{Field, Mark, Seen, is_link, person, values};
use crate::error::Invalid;
use crate::{amend, show};

/// Other readings that are offered.
const MOST_ALTERNATIVES: usize = 4;

/// A card as HTML, with a digest of it: a page that has it already gets its place alone.
#[derive(Clone, Debug)]
pub(super) struct Rendered {
    pub(super) uid: String,
    pub(super) digest: String,
    /// `None` when the page has it.
    pub(super) html: Option<String>,
}

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage<'a> {
    card: &'a Card,
}

impl Rendered {
    /// `card` as HTML, unless its digest is among those that the page `has`.
    pub(super) fn of(card: &Card, has: &[&str]) -> Rendered {
        let html = CardPage { card }.render().unwrap_or_default();
        let digest = digest(&html);
        let html = (!has.contains(&digest.as_str()))
            .then(|| html.replacen("data-digest=\"\"", &format!("data-digest=\"{digest}\""), 1));
        Rendered { uid: card.uid.clone(), digest, html }
    }
}

/// One event as a card.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// 1, 2, …
    pub(super) number: usize,
    /// How many there are.
    pub(super) count: usize,
    pub(super) uid: String,
    pub(super) title: String,
    /// Whether it is among those that are added together.
    pub(super) picked: bool,
    /// Where each value comes from.
    pub(super) sources: Sources,
    /// The words that say when, each of which can be taken for plain words.
    pub(super) phrases: Vec<Chip>,
    pub(super) time: Option<Time>,
    pub(super) place: Option<Place>,
    pub(super) people: Vec<String>,
    /// The link as text, and whether it may be followed.
    pub(super) link: Option<(String, bool)>,
    pub(super) repeats: Option<Repeats>,
    pub(super) reminders: Vec<String>,
    pub(super) description: Option<String>,
    pub(super) change: Option<&'static str>,
    /// Whether there is something to add: a start, and no cancellation.
    pub(super) can_be_added: bool,
    /// Why the zone was assumed, when it was.
    pub(super) zone_assumed: Option<String>,
    /// What else was assumed: the names of the fields, and why.
    pub(super) assumed: Vec<(String, String)>,
    pub(super) choices: Vec<Choice>,
    pub(super) notes: Vec<String>,
    pub(super) ways: Ways,
    pub(super) edited: bool,
    pub(super) form: Form,
}

/// When the event is, for the calendar leaf and the lines beside it.
#[derive(Clone, Debug)]
pub(super) struct Time {
    pub(super) weekday: String,
    pub(super) day: i8,
    pub(super) month: String,
    pub(super) shown: show::ShownTime,
    pub(super) distance: String,
    pub(super) past: bool,
    /// For machines that read the page.
    pub(super) machine: String,
}

/// A place with its map.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) map: Option<String>,
}

/// A rule in words and its next dates.
#[derive(Clone, Debug)]
pub(super) struct Repeats {
    pub(super) words: String,
    pub(super) next: Vec<String>,
}

/// Another reading, one press away.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) index: usize,
    pub(super) words: String,
    pub(super) because: String,
}

/// The form of an event.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// What the names of its fields begin with.
    pub(super) prefix: String,
    /// Digests of the values shown, so that the server sees what was changed.
    pub(super) was: String,
    /// What finds the event again when the text has changed meanwhile, as JSON.
    pub(super) mark: String,
    pub(super) fields: Vec<Input>,
    pub(super) open: bool,
}

/// One field of the form.
#[derive(Clone, Debug)]
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) value: String,
    pub(super) error: Option<String>,
    /// Kind and value of the browser's own input beside the field.
    pub(super) picker: Option<(&'static str, String)>,
}

/// What was typed into the form of an event and could not be used.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) values: BTreeMap<Field, String>,
    pub(super) wrong: Vec<Invalid>,
}

impl Card {
    /// Whether there are others, so that the number says something.
    pub(super) fn is_numbered(&self) -> bool {
        self.count > 1
    }

    /// Whether there is an event below that it can be joined with.
    pub(super) fn has_next(&self) -> bool {
        self.number < self.count
    }

    /// The card of the event at place `index` of `count`.
    pub(super) fn new(
        index: usize,
        count: usize,
        seen: &Seen,
        context: &Context,
        own: Calendar,
        text: &str,
        typed: Option<&Typed>,
    ) -> Card {
        let style = show::style(context);
        let event: &Event = &seen.event;
        Card {
            number: index + 1,
            count,
            uid: event.uid.clone(),
            title: event.title.clone().unwrap_or_else(|| "New event".to_owned()),
            picked: seen.picked,
            sources: Sources::of(seen),
            phrases: source::phrases(event, text),
            time: event.when.as_ref().map(|when| Time::new(when, style, context)),
            place: event
                .location
                .as_ref()
                .map(|name| Place { name: name.clone(), map: links::google_map(name) }),
            people: event.attendees.iter().map(person).filter(|name| !name.is_empty()).collect(),
            link: event.url.as_ref().map(|url| (url.clone(), is_link(url))),
            repeats: Repeats::of(event, style, context),
            reminders: event.reminders.iter().map(|minutes| reminder(*minutes)).collect(),
            description: event.description.clone(),
            change: event.evidence.change.as_ref().map(|change| change_words(change.kind)),
            can_be_added: event.when.is_some() && !is_cancelled(event),
            zone_assumed: event.evidence.inferred.get("time_zone").cloned(),
            assumed: assumed(event),
            choices: choices(seen, style),
            notes: event.evidence.notes.clone(),
            ways: Ways::of(event, own),
            edited: !seen.edited.is_empty(),
            form: Form::new(index, &Mark::of(seen.found, index), event, context, typed),
        }
    }
}

impl Time {
    fn new(when: &When, style: Style, context: &Context) -> Time {
        let date = when.local_start().date();
        let past = show::is_over(when, &context.now);
        let machine = match when {
            When::Zoned { start, .. } => start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            When::Floating { start, .. } => start.strftime("%Y-%m-%dT%H:%M").to_string(),
            When::AllDay { start, .. } => start.to_string(),
        };
        Time {
            weekday: date.strftime("%a").to_string(),
            day: date.day(),
            month: date.strftime("%b").to_string(),
            shown: show::time(when, style),
            distance: show::distance(date, context.now.date()),
            past,
            machine,
        }
    }
}

impl Repeats {
    fn of(event: &Event, style: Style, context: &Context) -> Option<Repeats> {
        let (recurrence, when) = (event.recurrence.as_ref()?, event.when.as_ref()?);
        let words = style.recurrence(recurrence, when.local_start());
        Some(Repeats { words, next: show::next_dates(recurrence, when, &context.now, style) })
    }
}

impl Form {
    fn new(index: usize, mark: &Mark, event: &Event, context: &Context, typed: Option<&Typed>) -> Form {
        let shown = values(event, context);
        let was = shown.iter().map(|(_, value)| digest(value)).collect::<Vec<_>>().join(".");
        let fields = shown.into_iter().filter(|(field, value)| *field != Field::EndZone || !value.is_empty());
        let fields = fields.map(|(field, value)| {
            let picker = picker(field, event.when.as_ref());
            Input { picker, ..Input::new(field, value, typed) }
        });
        let fields = fields.collect();
        let open = event.when.is_none() || typed.is_some_and(|typed| !typed.wrong.is_empty());
        let mark = serde_json::to_string(mark).unwrap_or_default();
        Form { prefix: format!("e{index}."), was, mark, fields, open }
    }
}

impl Input {
    fn new(field: Field, value: String, typed: Option<&Typed>) -> Input {
        let error = typed.and_then(|typed| typed.wrong.iter().find(|wrong| wrong.field == field.name()));
        let value = typed.and_then(|typed| typed.values.get(&field)).cloned().unwrap_or(value);
        let (label, hint) = match field {
            Field::Title => ("Title", ""),
            Field::Start => ("Starts", "2026-06-15 19:00, or “fri 7pm”"),
            Field::End => ("Ends", "a time, a day, or “2 hours”"),
            Field::AllDay => ("All day", ""),
            Field::Zone => ("Time zone", "such as Europe/Berlin; empty: wherever you are"),
            Field::EndZone => ("Time zone of the end", "such as Asia/Tokyo"),
            Field::Place => ("Place", ""),
            Field::People => ("People", "names or addresses, with commas"),
            Field::Link => ("Link", "https://…"),
            Field::Description => ("Notes", ""),
            Field::Repeats => ("Repeats", "“every Tuesday until 30 June”; empty: once"),
            Field::Reminders => ("Reminders", "“10 minutes, 1 day” before"),
        };
        Input {
            name: field.name(),
            label,
            hint,
            value,
            error: error.map(|wrong| show::sentence(&wrong.message)),
            picker: None,
        }
    }
}

/// The browser's own input for a time, as the event is now.
fn picker(field: Field, when: Option<&When>) -> Option<(&'static str, String)> {
    const MINUTE: &str = "%Y-%m-%dT%H:%M";
    let is_start = match field {
        Field::Start => true,
        Field::End => false,
        _ => return None,
    };
    Some(match when {
        None => ("datetime-local", String::new()),
        Some(When::AllDay { start, end }) => {
            let day = if is_start { *start } else { end.yesterday().unwrap_or(*end) };
            ("date", day.to_string())
        }
        Some(When::Zoned { start, end }) => {
            let at = if is_start { start } else { end };
            ("datetime-local", at.strftime(MINUTE).to_string())
        }
        Some(When::Floating { start, end }) => {
            let at = if is_start { start } else { end };
            ("datetime-local", at.strftime(MINUTE).to_string())
        }
    })
}

/// A short digest of a shown value: enough to see that it was changed.
pub(super) fn digest(value: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(value)[..6])
}

fn reminder(minutes: u32) -> String {
    match minutes {
        0 => "at the start".to_owned(),
        minutes => format!("{} before", words::duration(SignedDuration::from_mins(i64::from(minutes)))),
    }
}

fn is_cancelled(event: &Event) -> bool {
    event.evidence.change.as_ref().is_some_and(|change| change.kind == ChangeKind::Cancelled)
}

fn change_words(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Moved => "The text moves this event",
        ChangeKind::Cancelled => "The text cancels this event",
        ChangeKind::Updated => "The text changes this event",
    }
}

/// What was assumed, the start first; fields that one sentence explains are named together.
fn assumed(event: &Event) -> Vec<(String, String)> {
    const FIRST: [&str; 4] = ["title", "start", "all_day", "end"];
    let inferred = &event.evidence.inferred;
    let first = FIRST.iter().filter_map(|field| inferred.get_key_value(*field));
    let rest = inferred.iter().filter(|(field, _)| *field != "time_zone" && !FIRST.contains(&field.as_str()));
    let mut assumed: Vec<(String, String)> = Vec::new();
    for (field, because) in first.chain(rest) {
        let (label, because) = (field_label(field), show::sentence(because));
        match assumed.iter_mut().find(|(_, sentence)| *sentence == because) {
            Some((labels, _)) => *labels = format!("{labels}, {}", label.to_lowercase()),
            None => assumed.push((label, because)),
        }
    }
    assumed
}

/// A field of the JSON shape as people call it.
fn field_label(field: &str) -> String {
    let label = match field {
        "start" => "Start",
        "end" => "End",
        "all_day" => "All day",
        "time_zone" => "Time zone",
        "end_time_zone" => "Time zone of the end",
        "rrule" => "Repetition",
        "location" => "Place",
        "attendees" => "People",
        "url" => "Link",
        other => {
            let mut label = other.replace('_', " ");
            label.get_mut(..1).map(str::make_ascii_uppercase);
            return label;
        }
    };
    label.to_owned()
}

fn choices(seen: &Seen<'_>, style: Style) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (index, alternative) in seen.found.evidence.alternatives.iter().enumerate() {
        if let Some(words) = other_words(&seen.event, alternative, style)
            && choices.iter().all(|choice| choice.words != words)
        {
            choices.push(Choice { index, words, because: alternative.because.clone() });
        }
    }
    choices.truncate(MOST_ALTERNATIVES);
    choices
}

/// What the event would be; `None` when it is so already, or cannot be.
fn other_words(event: &Event, alternative: &Alternative, style: Style) -> Option<String> {
    let other = amend::apply(event, &alternative.set).ok()?;
    if other.when != event.when || other.recurrence != event.recurrence {
        let when = other.when.as_ref()?;
        return Some(match &other.recurrence {
            Some(recurrence) if other.recurrence != event.recurrence => {
                format!("{}, {}?", style.when(when), style.recurrence(recurrence, when.local_start()))
            }
            _ => format!("{}?", difference(event.when.as_ref(), when, style)),
        });
    }
    let values: Vec<&str> = alternative.set.values().filter_map(|value| value.as_str()).collect();
    (other != *event && !values.is_empty()).then(|| format!("{}?", values.join(", ")))
}

/// Of the other time what is other: the hour alone, the day alone, or all of it.
fn difference(now: Option<&When>, other: &When, style: Style) -> String {
    let hours = |now: &&When| !now.is_all_day() && !other.is_all_day();
    let alike = now.filter(hours).filter(|now| now.time_zone() == other.time_zone());
    let (from, to) = (alike.map(When::local_start), other.local_start());
    match from {
        Some(from) if from.date() == to.date() && from.time() != to.time() => style.time(to.time()),
        Some(from) if from.time() == to.time() && from.date() != to.date() => {
            style.weekday_and_date(to.date())
        }
        _ => style.when(other),
    }
}
