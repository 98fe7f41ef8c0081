//! Announcements in prose or free layout: which of their times is the event's, what it is called, where it is.

mod greeting;
mod headline;
mod notice;
mod place;
mod several;
mod time;
mod title;
mod written;

use calendar::Span;
use timex::{Context, Expression};

use crate::draft::{Draft, add_people};
use crate::field::link;
use crate::field::speaker::speaker;
use crate::field::title::Title;
use crate::layout::segment::Entry;
use crate::prose::phrase;
use crate::source::label::Label;
use crate::time::times;

pub(crate) use greeting::is_closing;
pub(crate) use greeting::is_greeting;
pub(crate) use greeting::is_sure_closing;
pub(crate) use headline::headline;
pub(crate) use headline::is_address;
pub(crate) use headline::is_clause;
pub(crate) use headline::is_name_line;
pub(crate) use headline::is_title_line;
pub(crate) use headline::plain;
pub(crate) use place::place;
pub(crate) use place::room_in_prose;
pub(crate) use several::occasions;
pub(crate) use time::main_time;
use title::part_venue;
use title::take_name_of_day;
use title::take_title;
pub(crate) use written::date_line;

/// The event of a letter; none when it names no time.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let several = several::events(text, entries, context);
    if !several.is_empty() {
        return with_days_beside(text, entries, several, context);
    }
    let Some(when) = main_time(text, &[], entries, context) else { return Vec::new() };
    let home = entries.iter().position(|e| e.line.span.overlaps(times::home(&when)));
    let mut draft = home.map(|at| sentence(text, entries, at, &when, context)).unwrap_or_default();
    let told = draft.when.take().filter(|told| draft.change.is_some() || is_fuller(told, &when));
    let when = told.unwrap_or(when);
    take_title(text, entries, home, &mut draft);
    take_name_of_day(text, entries, home, &mut draft, context);
    part_venue(text, &mut draft);
    take_place(text, entries, &when, &mut draft, context);
    take_people(text, entries, &mut draft);
    take_link(text, entries, &mut draft);
    let lines = entries.first().zip(entries.last()).map(|(a, b)| [a.line.numbers[0], b.line.numbers[1]]);
    let mut drafts = others(text, entries, home, &when, context);
    let before = drafts.partition_point(|other| {
        home.and_then(|at| entries.get(at)).is_some_and(|e| other.lines < e.line.numbers)
    });
    let main =
        Draft { when: Some(when), lines: lines.unwrap_or([1, 1]), source: own_lines(text, entries), ..draft };
    for other in drafts.iter_mut().filter(|d| d.change.is_none()) {
        let says = |span: &Span| span.of(text).to_lowercase().contains("same time");
        if other.source.iter().any(says) {
            main.say_again(other);
        }
    }
    let again = on_other_lines(entries, home, &main);
    drafts.splice(before..before, std::iter::once(main).chain(again));
    drafts
}

/// The occasions that were told with their hours, and whole days that other paragraphs tell.
fn with_days_beside(text: &str, entries: &[Entry], mut drafts: Vec<Draft>, context: &Context) -> Vec<Draft> {
    let Some(first) = drafts.first().and_then(|d| d.when.clone()) else { return drafts };
    for other in others(text, entries, None, &first, context) {
        let told = |d: &Draft| d.day() == other.day() || d.lines == other.lines;
        if !drafts.iter().any(told) {
            let at = drafts.partition_point(|d| d.lines < other.lines);
            drafts.insert(at, other);
        }
    }
    drafts
}

/// The sentence around a time tells more of its days than the time itself: those that are left out, or a rule.
fn is_fuller(told: &Expression, when: &Expression) -> bool {
    let days = |t: &Expression| t.reading.recurrence.as_ref().map_or(0, |r| 1 + r.exdates.len());
    times::has_time(told) && days(told) > days(when)
}

/// The value of the first line with this label.
fn labelled(entries: &[Entry], wanted: Label) -> Option<Span> {
    entries.iter().find_map(|e| e.line.label.filter(|(label, _)| *label == wanted)).map(|(_, value)| value)
}

/// Where it is: what a label says, then the sentence of the time, then the lines around it.
fn take_place(text: &str, entries: &[Entry], when: &Expression, draft: &mut Draft, context: &Context) {
    let stated = labelled(entries, Label::Where);
    let stated = stated.and_then(|span| crate::layout::sheet::place(text, span, context));
    let title = draft.title.as_ref();
    let found = stated.or_else(|| draft.place.take()).or_else(|| place(text, entries, when, title));
    draft.place = found.map(|place| with_name_above(text, entries, place, title));
}

/// Who speaks comes first.
fn take_people(text: &str, entries: &[Entry], draft: &mut Draft) {
    let who = labelled(entries, Label::Who).and_then(|span| crate::layout::sheet::name(text, span));
    if let Some(speaker) = who.or_else(|| speaker(text, entries)) {
        let others = std::mem::replace(&mut draft.people, vec![speaker]);
        add_people(&mut draft.people, others);
    }
}

/// The link of the sentence, or the first of the letter.
fn take_link(text: &str, entries: &[Entry], draft: &mut Draft) {
    if draft.url.is_none() {
        let first = entries.iter().find_map(|e| link::links(text, e.line.span).into_iter().next());
        draft.url = first.map(|l| (l.url.clone(), l.url_span));
    }
    draft.take_service();
}

/// "May 15, 16, 22, 23 at 8pm", "May 17 and 24 at 2pm", "Mon 30/11 07-15" on lines that tell nothing else: the same
/// occasion again.
fn on_other_lines(entries: &[Entry], home: Option<usize>, main: &Draft) -> Vec<Draft> {
    let whole = |t: &Expression| t.has_date() && times::has_time(t) && !t.has_rule() && !t.approximate;
    let bare =
        |e: &Entry| e.residue == 0 && !e.distractor && e.line.label.is_none() && e.times.iter().all(whole);
    let start = |t: &Expression| t.reading.start;
    let (Some(at), Some(when)) = (home, main.when.as_ref()) else { return Vec::new() };
    if !entries.get(at).is_some_and(bare) || main.change.is_some() || when.has_rule() {
        return Vec::new();
    }
    let mut seen = vec![start(when)];
    let mut more = Vec::new();
    for time in entries.iter().skip(at).filter(|e| bare(e)).flat_map(|e| &e.times) {
        if !seen.contains(&start(time)) && start(time) > start(when) {
            seen.push(start(time));
            more.push(Draft { when: Some(time.clone()), ..main.clone() });
        }
    }
    more
}

/// More words than this are no name.
const LONGEST_NAME: usize = 8;

/// Other occasions of a letter: paragraphs of their own that name weekday and date of another day ahead.
fn others(
    text: &str,
    entries: &[Entry],
    home: Option<usize>,
    when: &Expression,
    context: &Context,
) -> Vec<Draft> {
    let greeted = greeting::is_greeted(text, entries)
        || entries.iter().any(|e| is_greeting(e.line.span.of(text)) && !e.line.bullet);
    // "… on 22 September and 6 October, same time and same place"
    let again = |t: &Expression| {
        let line = entries.iter().find(|e| e.line.span.overlaps(t.span));
        let told = t.has_date() && t.span.of(text).contains(|c: char| c.is_ascii_digit());
        told && line.is_some_and(|e| e.line.span.of(text).to_lowercase().contains("same time"))
    };
    let own = |line: usize, t: &Expression| {
        let ahead = times::day(t).is_some_and(|day| day > context.now.date());
        // Joined with an hour, a day still is the one by which to answer.
        let dates = t.parts.iter().filter(|(part, _)| matches!(part, timex::Part::Date | timex::Part::Rule));
        let beside = dates
            .map(|(_, span)| Expression { span: *span, ..t.clone() })
            .any(|t| times::is_deadline(text, line, &t) || times::is_aside(text, line, t.span));
        let named = names_weekday(text, t) && !t.has_rule() || t.has_rule() && times::has_time(t) || again(t);
        ahead && times::day(t) != times::day(when) && !beside && named
    };
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, e)| !e.distractor && e.line.label.is_none()) {
        let line = entry.line.span;
        let again = Some(at) == home && entry.times.iter().filter(|t| own(line.start, t)).count() == 0;
        if again || !entry.times.iter().any(|t| own(line.start, t)) {
            continue;
        }
        let read = phrase::line_events(text, line, &entry.times, context).into_iter();
        let other = |d: &Draft| {
            let regular = |when: &Expression| times::is_limited(when) && times::has_time(when);
            let told = greeted || d.change.is_some() || d.when.as_ref().is_some_and(regular);
            told && d.title.is_some() && d.when.as_ref().is_some_and(|t| own(line.start, t))
        };
        // "I am pleased to say that we have places for all the children who asked …": what stands above names it.
        let long =
            |d: &Draft| d.title.as_ref().is_some_and(|t| t.text.split_whitespace().count() > LONGEST_NAME);
        found.extend(read.filter(other).map(|d| Draft {
            title: if long(&d) { headline(text, entries, at).or(d.title) } else { d.title },
            lines: entry.line.numbers,
            source: vec![line],
            ..d
        }));
    }
    found
}

/// "Thursday 4th March": weekday and number.
fn names_weekday(text: &str, time: &Expression) -> bool {
    let dates = time.parts.iter().filter(|(part, _)| *part == timex::Part::Date);
    let words: String = dates.map(|(_, span)| span.of(text).to_lowercase()).collect::<Vec<_>>().join(" ");
    let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let named =
        words.split(|c: char| !c.is_alphabetic()).any(|w| w.get(..3).is_some_and(|w| day.contains(&w)));
    named && words.contains(|c: char| c.is_ascii_digit())
}

/// What the sentence that gives the time says besides.
fn sentence(text: &str, entries: &[Entry], at: usize, when: &Expression, context: &Context) -> Draft {
    let Some(entry) = entries.get(at) else { return Draft::default() };
    let read = phrase::line_events(text, entry.line.span, &entry.times, context);
    let changed = |d: &Draft| d.change.is_some() && d.when.is_some();
    let has_it = |d: &Draft| changed(d) || d.when.as_ref().is_some_and(|w| w.span.overlaps(when.span));
    read.into_iter().find(has_it).unwrap_or_default()
}

/// The lines that make the description: all of the announcement but greeting and closing.
pub(crate) fn own_lines(text: &str, entries: &[Entry]) -> Vec<Span> {
    let head = |e: &Entry| e.line.label.is_some_and(|(label, _)| label == Label::Subject);
    entries.iter().filter(|e| !is_greeting(e.line.span.of(text)) && !head(e)).map(|e| e.line.span).collect()
}

/// "The Garden Room at Filoli" above "86 Cañada Road, Woodside": the name on the line above an address is its own.
fn with_name_above(text: &str, entries: &[Entry], place: Title, title: Option<&Title>) -> Title {
    let first = place.spans.first().copied().unwrap_or(Span::new(0, 0));
    let at = entries.iter().position(|e| e.line.span.start == first.start && is_address(text, e));
    let above = at.and_then(|at| at.checked_sub(1)).and_then(|at| entries.get(at));
    let own = |e: &&Entry| {
        let words = e.line.span.of(text);
        let named = title.is_none_or(|t| !words.to_lowercase().contains(&t.text.to_lowercase()));
        named && is_title_line(text, e) && words.starts_with(char::is_uppercase)
    };
    match above.filter(own).map(|e| e.line.span) {
        Some(line) if at.and_then(|at| entries.get(at)).is_some_and(|e| !e.line.after_gap) => Title {
            text: format!("{}, {}", line.of(text), place.text),
            spans: std::iter::once(line).chain(place.spans).collect(),
        },
        _ => place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_and_closings() {
        for words in ["Hi team,", "Dear all,", "Thanks,", "See you soon!"] {
            assert!(is_greeting(words), "{words}");
        }
        for words in ["Thanksgiving dinner at our house", "Hiking club", "The best pie in town"] {
            assert!(!is_greeting(words), "{words}");
        }
        assert!(is_closing("Best wishes,") && !is_closing("The best pie"));
    }
}
