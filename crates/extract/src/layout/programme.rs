//! Programmes: a head that names the whole, headings that name the days, lines that begin with the hour.

mod whole;

use calendar::Span;
use jiff::civil::{Date, DateTime};
use timex::{Context, Expression, Grain, Part};

use crate::draft::Draft;
use crate::field::title::Title;
use crate::layout::segment::Entry;
use crate::layout::table::Row;
use crate::source::label::Label;
use crate::time::times;
use crate::tokens::{Token, tokens};

pub(crate) use whole::{trip, whole};

/// Nouns that say what the text is, not what the event is called.
const PROGRAMMES: &[&str] =
    &["agenda", "itinerary", "outline", "program", "programme", "schedule", "timetable"];

/// "Programme", "schedule"
pub(crate) fn is_programme(token: &Token) -> bool {
    token.is_any(PROGRAMMES)
}

/// "Tuesday, May 18 (workshops)": a line with a day above lines that begin with the hour, whatever else it says.
pub(crate) fn is_heading(text: &str, entries: &[Entry], at: usize, context: &Context) -> bool {
    let below = entries.iter().skip(at + 1).find(|e| e.row != Row::Header);
    let Some((entry, below)) = entries.get(at).zip(below) else { return false };
    // "Herewith the programme for the day on Saturday 19 September at the Scout Hall. Please arrive from 8 so that …"
    let long = || begins_with_hour(text, below) && tokens(text, entry.line.span).iter().any(is_programme);
    let dated = entry.gives_day() && (entry.short || long());
    let plain = !entry.line.bullet && entry.line.label.is_none() && !entry.distractor;
    let day = entry.day().and_then(|t| t.reading.start.filter(|_| t.reading.end.is_none()));
    let begins = |day: DateTime| hours(text, below, day.date(), context).is_some();
    dated && plain && begins_with_hour(text, below) && tells_no_hour(text, entry) && day.is_some_and(begins)
}

/// No hour of an event of its own: "Please arrive from 8" tells none.
pub(crate) fn tells_no_hour(text: &str, entry: &Entry) -> bool {
    let aside = |t: &Expression| times::is_aside(text, entry.line.span.start, times::home(t));
    entry.times.iter().all(|t| !times::has_time(t) || aside(t))
}

/// One announcement with day and hour, and below it only lines that begin with an hour: parts of that one event.
pub(crate) fn is_of_one(text: &str, entries: &[Entry]) -> bool {
    let head = |e: &Entry| e.has_date() && e.has_time() && e.residue == 0 && e.line.label.is_none();
    let mut items = entries.iter().filter(|e| e.is_item(text) || e.gives_date() || head(e));
    let Some(first) = items.next().filter(|e| e.has_date() && e.has_time() && !e.line.bullet) else {
        return false;
    };
    // "Please arrive from 08h00 for tea" announces no hour of its own.
    let own =
        |t: &&Expression| times::has_time(t) && !times::is_aside(text, first.line.span.start, times::home(t));
    let Some(start) = first.times.iter().filter(own).find_map(|t| t.reading.start) else {
        return false;
    };
    let mut parts = items.peekable();
    // "9:10 Approval of last year's minutes"
    let begins =
        |e: &Entry| leading_clock(text, e).is_some() && !e.times.iter().any(|t| is_full_date(text, t));
    let from = |e: &Entry| {
        e.times
            .iter()
            .find_map(|t| t.reading.start.filter(|_| times::has_time(t)))
            .is_some_and(|at| at.time() >= start.time())
    };
    parts.peek().is_some() && parts.all(|e| begins(e) && from(e))
}

/// "Sunday, July 4th" and right below it "2:00 PM until the fireworks!": the day and the hour of one occasion.
pub(crate) fn is_flyer(text: &str, entries: &[Entry]) -> bool {
    const TILL: &[&str] = &["late", "onwards", "sharp", "start", "till", "until"];
    let bare = |pair: &[Entry]| {
        let [day, hour] = pair else { return false };
        let Some(lead) = leading_clock(text, hour).filter(|_| day.gives_date() && !hour.has_date()) else {
            return false;
        };
        // "6pm for 6.30pm start"
        let end = hour.times.iter().map(|t| t.span.end).max().unwrap_or(lead.end).max(lead.end);
        let rest = text.get(end..hour.line.span.end).unwrap_or("").to_lowercase();
        let first = rest.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty());
        first.is_none_or(|word| TILL.contains(&word))
    };
    let days = entries.iter().filter(|e| e.gives_date()).count();
    // "St. Peter's, High Street" may stand between the two.
    let parted = |three: &[Entry]| {
        let [day, place, hour] = three else { return false };
        place.times.is_empty() && place.short && bare(&[day.clone(), hour.clone()])
    };
    days == 1
        && !entries.iter().any(|e| e.line.bullet)
        && (entries.windows(2).any(bare) || entries.windows(3).any(parted))
}

/// The times of a line that begins with the hour, on `day`: what looks like a date in its other words ("The next ten
/// years", "Jan Nowak") is a part of them. `None` when the line begins otherwise or names a day of the month itself.
pub(crate) fn hours(text: &str, entry: &Entry, day: Date, context: &Context) -> Option<Vec<Expression>> {
    let line = entry.line.span;
    let lead = leading_clock(text, entry)?;
    let rest = Span::new(lead.end, line.end);
    if entry.times.iter().any(times::has_date) {
        let later = times::find(text, rest, Some(day), context);
        if later.iter().any(|time| is_full_date(text, time)) {
            return None;
        }
        let mut found = times::find(text, lead, Some(day), context);
        found.extend(later.into_iter().filter(|time| !times::has_date(time) && !times::has_time(time)));
        return Some(found);
    }
    let mut found = times::find(text, line, Some(day), context);
    // "09:30 Keynote: Platforms at 20"
    found.retain(|time| time.span.start < lead.end || !is_bare_number(time.span.of(text)));
    Some(found)
}

/// "at 20": behind the hour of the line no number alone that only the 24-hour clock knows is another.
fn is_bare_number(words: &str) -> bool {
    words.strip_prefix("at ").unwrap_or(words).parse::<u32>().is_ok_and(|number| number > 12)
}

/// Lines with an hour in front that are a programme, whatever stands around them.
const FEWEST: usize = 3;

/// A programme is told, on lines of its own.
pub(crate) fn is_below(text: &str, entries: &[Entry]) -> bool {
    entries.iter().filter(|e| e.line.label.is_none() && e.residue > 0 && begins_with_hour(text, e)).count()
        >= FEWEST
}

/// "Date: Tuesday 22 June": it gives the lines of the programme their day.
pub(crate) fn is_labelled_day(entry: &Entry) -> bool {
    let when = entry.line.label.is_some_and(|(label, _)| label == Label::When);
    when && entry.gives_day() && !entry.has_time()
}

/// The line begins with its hour.
pub(crate) fn begins_with_hour(text: &str, entry: &Entry) -> bool {
    leading_clock(text, entry).is_some()
}

/// "8pm, Hartigan's Bar, Main Street" below "Welcome drinks": what its line calls it is where.
pub(crate) fn is_named_by_place(text: &str, entry: &Entry, draft: &Draft) -> bool {
    let venue = |t: &Title| crate::field::place::is_venue(&t.text);
    begins_with_hour(text, entry) && !entry.line.bullet && draft.title.as_ref().is_some_and(venue)
}

/// Marks the lines that are nothing but an hour, with the name of what takes place on the line below; a programme has
/// two of them at least.
pub(crate) fn mark_slots(text: &str, entries: &mut [Entry]) {
    let slot = |pair: &[Entry]| {
        let [hour, name] = pair else { return false };
        let alone = hour.residue == 0 && hour.has_time() && !hour.has_date() && !hour.line.bullet;
        let plain = hour.line.label.is_none() && hour.times.len() == 1 && begins_with_hour(text, hour);
        alone && plain && name.times.is_empty() && name.residue > 0 && !name.line.after_gap && name.short
    };
    let slots: Vec<usize> =
        entries.windows(2).enumerate().filter(|(_, p)| slot(p)).map(|(at, _)| at).collect();
    if slots.len() < 2 {
        return;
    }
    for at in slots {
        if let Some(entry) = entries.get_mut(at) {
            entry.row = Row::Slot;
        }
    }
}

/// The hour, or the two, with which a line begins.
fn leading_clock(text: &str, entry: &Entry) -> Option<Span> {
    let words = entry.line.span.of(text);
    let own = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "From 1pm, Hartigan's beer garden"
    let lead = own.get(..5).filter(|lead| lead.eq_ignore_ascii_case("from ")).map_or(0, str::len);
    let marks = words.len() - own.len() + lead;
    let start = entry.line.span.start + marks;
    let parts = || entry.times.iter().flat_map(|t| t.parts.iter().copied());
    if !parts().any(|(_, span)| span.start <= start) {
        return None;
    }
    let mut parts: Vec<(Part, Span)> = parts().collect();
    parts.sort_by_key(|(_, span)| *span);
    let mut lead = Span::new(start, start);
    for (part, span) in parts {
        let clock = matches!(part, Part::Time | Part::EndTime | Part::Zone);
        let near = span.start <= lead.end + if lead.end > lead.start { 5 } else { 0 };
        if !(clock && near) {
            break;
        }
        lead.end = lead.end.max(span.end);
    }
    (lead.end > lead.start).then_some(lead)
}

/// A day of a month: digits, and a month or a second number.
fn is_full_date(text: &str, time: &Expression) -> bool {
    let full = |(part, span): &(Part, Span)| {
        let words = span.of(text);
        let month = words.split(|c: char| !c.is_alphabetic()).any(|w| w.chars().count() >= 3);
        *part == Part::Date
            && words.contains(|c: char| c.is_ascii_digit())
            && (month || words.contains(['/', '.', '-']))
    };
    time.reading.grain <= Grain::Day && time.parts.iter().any(full)
}

/// "Early-bird tickets until 31 January": what else has a date is told to the reader of the whole.
pub(crate) fn note_deadlines(text: &str, entries: &[Entry], drafts: &mut [Draft]) {
    let Some(whole) = drafts.first_mut() else { return };
    let first = whole.lines;
    let several = whole.when.as_ref().is_some_and(|w| w.reading.end.is_some() && !w.reading.has_time());
    if !several || whole.source.len() < 2 || first[0] != entries.first().map_or(0, |e| e.line.numbers[0]) {
        return;
    }
    for entry in entries
        .iter()
        .filter(|e| e.distractor && e.short && e.times.iter().any(|t| t.has_end() || times::has_date(t)))
    {
        whole.notes.push(format!("Not taken for the time of an event: “{}”.", entry.line.span.of(text)));
    }
}
