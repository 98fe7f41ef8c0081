//! What the items of a list are called where their own line does not say it.

use crate::draft::Draft;
use crate::field::title::Title;
use crate::layout::letter;
use crate::layout::programme;
use crate::layout::segment::Entry;
use crate::prose::phrase;
use crate::source::label::Label;
use crate::time::times;
use crate::tokens::{Role, tokens};
use calendar::Span;
use timex::Context;

/// "Board Meeting" on a line of its own, "The next meeting is Tuesday …" below it: at least two items, and most of
/// them, are told so.
pub(super) fn are_headed(text: &str, entries: &[Entry], told_below: &[bool]) -> bool {
    let items = entries.iter().zip(told_below).enumerate();
    let items = items.filter(|(_, (e, told))| **told || e.is_item(text));
    let (mut all, mut headed) = (0, 0);
    for (at, _) in items {
        all += 1;
        headed += usize::from(name_line(text, entries, at).is_some());
    }
    headed >= 2 && headed * 2 >= all
}

/// Days below one name.
const MOST_DAYS: usize = 6;

/// The name that stands on its own line right above the item, first in its stanza.
pub(super) fn name_above(text: &str, entries: &[Entry], at: usize) -> Option<Title> {
    name_line(text, entries, at).map(|line| letter::plain(text, line))
}

/// "FRIDAY 4 DECEMBER – CHRISTMAS FAYRE" right above "3.15pm – 5.30pm, school playground and hall".
pub(crate) fn of_dated_heading(text: &str, entries: &[Entry], at: usize, context: &Context) -> Option<Title> {
    let below = entries.get(at).filter(|e| !e.line.after_gap)?;
    let above = at.checked_sub(1).and_then(|i| entries.get(i))?;
    // With several hours below it, it names the whole of them.
    let more = entries.get(at + 1).is_some_and(|e| programme::begins_with_hour(text, e));
    let named = above.short && above.residue > 0 && !more;
    let heads = named && above.gives_day() && !above.has_time() && !below.line.bullet;
    let read = || phrase::line_events(text, above.line.span, &above.times, context);
    if heads { read().into_iter().next()?.title } else { None }
}

/// "Outing to Rietspruit Wetland. Meet at the gate at 05:45, walk starts 06:00.": a short sentence without an hour with which
/// a paragraph of a day begins names what takes place, once.
pub(super) fn by_first_sentence(text: &str, entry: &Entry, drafts: &mut Vec<Draft>) {
    let line = entry.line.span.of(text);
    let Some(end) = line.find(". ").filter(|end| *end > 0) else { return };
    let first = Span::new(entry.line.span.start, entry.line.span.start + end);
    let words = first.of(text).split_whitespace().count();
    let timed = entry.times.iter().any(|t| t.span.start < first.end);
    let name = letter::plain(text, first);
    if timed || words > NAME || letter::is_clause(&name.text) {
        return;
    }
    let meets = |d: &Draft| d.title.as_ref().is_some_and(|t| t.text.split(' ').next() == Some("Meet"));
    let own = drafts.iter().position(|d| !meets(d)).unwrap_or(0);
    let draft = drafts.drain(..).nth(own);
    drafts.extend(draft.map(|d| Draft { title: Some(name), ..d }));
}

/// Words of a sentence that is a name.
const NAME: usize = 8;

/// "Year 4 visit to the museum" above a paragraph of its own that says "Year 4 will be visiting …".
pub(super) fn heading_above(text: &str, entries: &[Entry], at: usize) -> Option<Title> {
    entries.get(at).filter(|e| !e.short && !e.line.bullet)?;
    let greeting = |i: usize| entries.get(i).is_some_and(|e| letter::is_greeting(e.line.span.of(text)));
    let at = if at > 1 && greeting(at - 1) { at - 1 } else { at };
    let above = at.checked_sub(1).and_then(|i| entries.get(i)).filter(|e| e.line.after_gap || at == 1)?;
    letter::is_title_line(text, above).then(|| letter::plain(text, above.line.span))
}

/// The line of that name.
fn name_line(text: &str, entries: &[Entry], at: usize) -> Option<Span> {
    let item = entries.get(at).filter(|e| !e.line.bullet && !e.line.after_gap)?;
    // Several days may stand below it, one a line.
    let bare = |e: &Entry| e.residue == 0 && e.has_time() && e.gives_day() && !e.line.after_gap;
    let days = entries.get(..at)?.iter().rev().take(MOST_DAYS).take_while(|e| bare(e) && bare(item)).count();
    let at = at - days;
    // It is the first line of its stanza, or stands right below the day of the items.
    let below_day = || at.checked_sub(2).and_then(|i| entries.get(i)).is_some_and(Entry::gives_date);
    let above = at.checked_sub(1).and_then(|i| entries.get(i));
    let above = above.filter(|e| e.line.after_gap || at == 1 || below_day())?;
    let named = letter::is_name_line(text, above) && above.line.indent <= item.line.indent;
    // "Main Stage" above the rows of a programme is where they are.
    let row = |e: &Entry| programme::begins_with_hour(text, e) && e.residue > 0 && !e.line.after_gap;
    let rows = row(item) && entries.get(at + 1).is_some_and(row);
    (named && !rows).then_some(above.line.span)
}

/// "2nd Grade Field Trip" and below it sentences with a day: an item, however long, though it names no hour.
pub(super) fn is_told_below(text: &str, entries: &[Entry], at: usize) -> bool {
    let Some(entry) = entries.get(at).filter(|e| e.gives_day() && !e.distractor) else { return false };
    if entry.short && !is_bare_below(text, entries, at) {
        return false;
    }
    if entry.line.label.is_some() || name_line(text, entries, at).is_none() {
        return false;
    }
    let own = |t: &timex::Expression| {
        let home = times::home(t);
        let beside = times::is_deadline(text, entry.line.span.start, t)
            || times::is_aside(text, entry.line.span.start, home);
        times::has_date(t) && !times::is_period(t) && !beside
    };
    entry.times.iter().any(own)
}

/// Words that a heading adds to the name of what takes place on the days below it.
pub(super) const ADDED: &[&str] =
    &["date", "dates", "schedule", "session", "sessions", "time", "times", "timetable"];

/// "Nativity dates:" above days without words: the heading names what takes place on them.
pub(crate) fn give_heading(text: &str, entries: &[Entry], drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|d| d.title.is_none()) {
        let Some(home) = draft.when.as_ref().map(|when| times::home(when).start) else { continue };
        let above = entries.iter().take_while(|e| e.line.span.end <= home);
        let heading = |e: &&Entry| !e.has_time() && e.short && e.residue > 0 && e.ends_with_colon;
        let Some(entry) = above.collect::<Vec<_>>().into_iter().rev().find(heading) else { continue };
        let all = tokens(text, entry.line.span);
        let last = all.iter().rposition(|t| t.is_word() && !t.is_any(ADDED));
        let named = all.iter().any(|t| t.is_any(ADDED));
        if let Some((a, b)) = all.first().zip(last.and_then(|at| all.get(at))).filter(|_| named) {
            draft.title = Some(letter::plain(text, Span::new(a.span.start, b.span.end)));
        }
    }
}

/// "Hartigan's Bar, Main Street": nothing but a comma stands between the two.
fn goes_on(text: &str, venue: &Title, street: &Title) -> bool {
    let (Some(a), Some(b)) = (venue.spans.last(), street.spans.first()) else { return false };
    text.get(a.end..b.start).is_some_and(|gap| gap.trim() == ",")
}

fn joined(text: &str, venue: &Title, street: &Title) -> Title {
    let (a, b) = (venue.spans.first(), street.spans.last());
    let whole = a.zip(b).map_or(Span::new(0, 0), |(a, b)| Span::new(a.start, b.end));
    Title { text: whole.of(text).to_owned(), spans: vec![whole] }
}

/// "Armstrong Hall, Thornbury" below the name of a programme and above its first hour: where all of it is.
pub(super) fn venue_of_head(text: &str, entries: &[Entry]) -> Option<Title> {
    let row = |e: &Entry| {
        programme::begins_with_hour(text, e) || e.is_row() || e.short && e.has_time() && !e.gives_day()
    };
    let first = entries.iter().position(row)?;
    let stated =
        entries.get(..first)?.iter().find_map(|e| e.line.label.filter(|(label, _)| *label == Label::Where));
    if let Some((_, value)) = stated.filter(|(_, value)| !value.of(text).trim().is_empty()) {
        return Some(Title { text: value.of(text).trim().to_owned(), spans: vec![value] });
    }
    let rows = entries.iter().skip(first).filter(|e| row(e)).count();
    let head = entries.get(1..first).filter(|head| rows >= ROWS && head.len() <= HEAD)?;
    let plain = |e: &&Entry| e.times.is_empty() && e.short && e.line.label.is_none() && !e.line.bullet;
    let room = |e: &&Entry| crate::field::place::room(&tokens(text, e.line.span)) > 0;
    if let Some(line) = head.iter().filter(plain).find(room).map(|e| e.line.span) {
        return Some(Title { text: line.of(text).to_owned(), spans: vec![line] });
    }
    entries.get(..first)?.iter().find_map(|e| venue_of_programme(text, e))
}

/// "Please find below the schedule of the Cricket Tournament at Gymkhana Ground.": where all of a programme takes place.
fn venue_of_programme(text: &str, entry: &Entry) -> Option<Title> {
    let all = tokens(text, entry.line.span);
    let told = all.iter().any(|t| programme::is_programme(t))
        && programme::tells_no_hour(text, entry)
        && !entry.line.bullet;
    told.then(|| letter::room_in_prose(text, entry)).flatten()
}

/// Fewest rows of a programme.
const ROWS: usize = 3;

/// Most lines above them.
const HEAD: usize = 8;

/// "Main Stage" above rows that begin with the hour: where they are.
pub(super) fn venue_above(text: &str, entries: &[Entry], at: usize) -> Option<Title> {
    entries.get(at + 1).filter(|e| !e.line.after_gap && programme::begins_with_hour(text, e))?;
    let entry = entries.get(at).filter(|e| e.times.is_empty() && letter::is_title_line(text, e))?;
    let words = tokens(text, entry.line.span);
    let venue = words.iter().rfind(|t| t.is_word()).is_some_and(crate::field::place::is_venue_word)
        || crate::field::place::room(&words) > 0;
    venue.then(|| Title { text: entry.line.span.of(text).to_owned(), spans: vec![entry.line.span] })
}

/// "Saturday, June 10, 9 a.m. - 2 p.m." between its heading and sentences about it, and near it another such line.
fn is_bare_below(text: &str, entries: &[Entry], at: usize) -> bool {
    let bare =
        entries.get(at).is_some_and(|e| e.residue == 0 && e.has_time() && e.gives_day() && !e.line.bullet);
    let mut below = entries.iter().skip(at + 1).take_while(|e| !e.line.after_gap).take(3);
    let prose = bare && below.any(|e| !e.short || e.line.span.of(text).ends_with(['.', '!']));
    let headed = |at: usize| {
        entries.get(at).is_some_and(|e| e.gives_day() && !e.line.bullet)
            && name_above(text, entries, at).is_some()
    };
    prose && headed(at) && (at.saturating_sub(NEAR)..at + NEAR).any(|other| other != at && headed(other))
}

/// Lines among which a newsletter tells of something else in the same way.
const NEAR: usize = 20;

/// The first event of the item bears the name; further ones of the same words do too.
pub(super) fn named_above(text: &str, drafts: &mut [Draft], name: &Title) {
    let own = drafts.first().and_then(|d| d.title.as_ref()).map(|t| t.text.clone());
    for draft in drafts.iter_mut().filter(|d| d.title.as_ref().map(|t| &t.text) == own.as_ref()) {
        // "Sunday, 1–4 p.m., Temescal Pool": what looked like its name is where.
        let venue = |own: &Title| {
            let venue = is_proper(&own.text) || crate::field::place::is_venue(&own.text);
            venue && !letter::is_clause(&own.text)
        };
        let own = draft.title.replace(name.clone()).filter(|own| venue(own) && own.text.contains(' '));
        let place = own.and_then(|own| match own.spans.as_slice() {
            [span] => Some(Title { text: span.of(text).to_owned(), spans: own.spans }),
            _ => None,
        });
        draft.place = match (place, draft.place.take()) {
            (Some(venue), Some(street)) if goes_on(text, &venue, &street) => {
                Some(joined(text, &venue, &street))
            }
            (venue, told) => told.or(venue),
        };
    }
}

/// A name of few words, each with a capital.
pub(super) fn is_proper(name: &str) -> bool {
    let words = name.split_whitespace();
    words.clone().count() <= 5
        && words
            .clone()
            .skip(1)
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// "Notification: 1 March": any name does where a list calls its items by it.
pub(super) fn name_before_colon(text: &str, entry: &Entry) -> Option<Title> {
    let (name, _) = entry.line.span.of(text).split_once(':')?;
    let named =
        (1..=3).contains(&name.split_whitespace().count()) && name.chars().all(|c| !c.is_ascii_digit());
    let span = Span::new(entry.line.span.start, entry.line.span.start + name.len());
    (named && entry.times.iter().all(|t| t.span.start >= span.end)).then(|| letter::plain(text, span))
}

/// The name on the line below, or on the one below the speaker ("Marta Kowalska (Kraków)").
pub(super) fn name_below(text: &str, lines: &[Entry]) -> Option<Title> {
    let named = |at: usize| lines.get(at).filter(|below| letter::is_title_line(text, below));
    let speaker = |e: &&Entry| {
        let words = e.line.span.of(text);
        words.ends_with(')') && words.split('(').next().is_some_and(is_proper)
    };
    let first = named(1)?;
    let line = named(2).filter(|_| speaker(&first)).unwrap_or(first);
    Some(letter::plain(text, line.line.span))
}

/// "Week 1: June 21–25 – Ocean Explorers" behind what only counts it, when the rest names something.
pub(super) fn behind_counter(text: &str, entry: &Entry) -> Span {
    let line = entry.line.span;
    let Some((head, rest)) = line.of(text).split_once(": ") else { return line };
    let mut words = head.split_whitespace();
    let counted = words.next().is_some_and(|w| {
        ["class", "day", "module", "part", "round", "session", "unit", "week"].contains(&&*w.to_lowercase())
    }) && words.next().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let start = line.end - rest.len();
    let mut behind = tokens(text, Span::new(start, line.end));
    entry.times.iter().for_each(|time| times::mark(&mut behind, time, &[]));
    let named = behind.iter().any(|t| t.role == Role::Free && t.is_word())
        && entry.times.iter().all(|t| t.span.start >= start);
    if counted && words.next().is_none() && named { Span::new(start, line.end) } else { line }
}
