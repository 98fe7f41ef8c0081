//! One event as a card: everything to check at a glance, the other readings, the ways into a calendar, the form.

mod aside;
mod choice;
mod form;
mod person;

use askama::Template;
use calendar::links;
use calendar::{Event, Style, When, words};
use extract::Context;
use jiff::SignedDuration;

use self::choice::{Choice, choices};
use self::form::Form;
use self::person::Somebody;
use super::highlight::{Piece, Told, excerpt};
use super::source::{self, Chip, Sources};
use super::way::{Calendar, Target, Ways};
use crate::change;
use crate::draft::{Mark, Seen, is_link};
use crate::show;

pub(super) use self::aside::Aside;
pub(super) use self::form::{Typed, digest};

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
    card: &'a Card<'a>,
}

impl Rendered {
    /// `card` as HTML, unless its digest is among those that the page `has`.
    pub(super) fn of(card: &Card<'_>, has: &[&str]) -> Rendered {
        let html = CardPage { card }.render().unwrap_or_default();
        let digest = digest(&html);
        let html = (!has.contains(&digest.as_str()))
            .then(|| html.replacen("data-digest=\"\"", &format!("data-digest=\"{digest}\""), 1));
        Rendered { uid: card.uid.clone(), digest, html }
    }
}

/// One event as a card.
#[derive(Clone, Debug)]
pub(super) struct Card<'t> {
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
    /// The lines that gave it something, where the whole text is far away.
    pub(super) excerpt: Vec<Piece<'t>>,
    /// Times that the text tells beside it.
    pub(super) asides: Vec<Aside>,
    pub(super) place: Option<Place>,
    pub(super) people: Vec<Somebody>,
    /// Who invites.
    pub(super) organizer: Option<Somebody>,
    /// The link as text, and whether it may be followed.
    pub(super) link: Option<(String, bool)>,
    pub(super) repeats: Option<Repeats>,
    pub(super) reminders: Vec<String>,
    pub(super) description: Option<String>,
    pub(super) change: Option<change::Told>,
    /// The events that were told together with it, when there are any.
    pub(super) group: Option<Group>,
    /// Whether there is something to add: a start, and no cancellation.
    pub(super) can_be_added: bool,
    /// What saves it, when somebody is signed in.
    pub(super) save: Option<String>,
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

/// Events that one line, or one sentence, tells together: they are ticked together too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// How many there are.
    pub(super) count: usize,
    /// Whether all of them are ticked.
    pub(super) ticked: bool,
}

impl Group {
    /// The group of `seen` among `all` that the page shows.
    pub(super) fn of(seen: &Seen<'_>, all: &[Seen<'_>]) -> Option<Group> {
        let number = seen.found.evidence.group?;
        let is_ours = |it: &&Seen<'_>| it.found.evidence.group == Some(number) && it.event.when.is_some();
        let (count, ticked) =
            (all.iter().filter(is_ours).count(), all.iter().filter(is_ours).all(|it| it.picked));
        (count > 1).then_some(Group { count, ticked })
    }
}

impl<'t> Card<'t> {
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
        text: &'t str,
        typed: Option<&Typed>,
    ) -> Card<'t> {
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
            excerpt: if count > 1 { excerpt(text, &Told::of(seen), index + 1) } else { Vec::new() },
            asides: seen.asides.iter().map(|aside| Aside::new(aside, Some(seen.found), style)).collect(),
            time: event.when.as_ref().map(|when| Time::new(when, style, context)),
            place: event
                .location
                .as_ref()
                .map(|name| Place { name: name.clone(), map: links::google_map(name) }),
            people: event.attendees.iter().filter_map(Somebody::of).collect(),
            organizer: event.organizer.as_ref().and_then(Somebody::of),
            link: event.url.as_ref().map(|url| (url.clone(), is_link(url))),
            repeats: Repeats::of(event, style, context),
            reminders: event.reminders.iter().map(|minutes| reminder(*minutes)).collect(),
            description: event.description.clone(),
            change: change::told(event, style),
            group: None,
            can_be_added: event.when.is_some() && !is_cancelled(event),
            save: None,
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

fn reminder(minutes: u32) -> String {
    match minutes {
        0 => "at the start".to_owned(),
        minutes => format!("{} before", words::duration(SignedDuration::from_mins(i64::from(minutes)))),
    }
}

fn is_cancelled(event: &Event) -> bool {
    event.evidence.change.as_ref().is_some_and(|change| change.kind == calendar::ChangeKind::Cancelled)
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
        "organizer" => "Organiser",
        "url" => "Link",
        other => {
            let mut label = other.replace('_', " ");
            label.get_mut(..1).map(str::make_ascii_uppercase);
            return label;
        }
    };
    label.to_owned()
}
