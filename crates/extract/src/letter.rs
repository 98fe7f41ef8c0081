//! Announcements in prose or free layout: which of their times is the event's, what it is called, where it is.

use calendar::Span;
use jiff::civil::DateTime;
use timex::{Context, Expression};

use crate::draft::{Draft, add_people};
use crate::label::Label;
use crate::link;
use crate::phrase;
use crate::segment::Entry;
use crate::speaker::speaker;
use crate::times;
use crate::title::{self, Title};
use crate::tokens::{Role, Token, spans, tokens, written};
use crate::words::{GREETINGS, has};

/// The event of a letter; none when it names no time.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let Some(when) = main_time(text, &[], entries, context) else { return Vec::new() };
    let home = entries.iter().position(|e| e.line.span.overlaps(times::home(&when)));
    let mut draft = home.map(|at| sentence(text, entries, at, &when, context)).unwrap_or_default();
    let display = home.and_then(|at| entries.get(at)).is_some_and(|e| e.short);
    let labelled = |wanted: Label| {
        entries.iter().find_map(|e| e.line.label.filter(|(l, _)| *l == wanted)).map(|(_, span)| span)
    };
    let headline = labelled(Label::Title)
        .map(|span| plain(text, span))
        .or_else(|| headline(text, entries, home.unwrap_or(entries.len())));
    draft.title = match draft.title.take().filter(|t| t.text.split_whitespace().count() <= 8) {
        Some(title) if !display || headline.is_none() => Some(title),
        rest => headline.or(rest),
    };
    let stated = labelled(Label::Where).and_then(|span| crate::sheet::place(text, span, context));
    draft.place = stated.or_else(|| draft.place.take()).or_else(|| place(text, entries, &when));
    let who = labelled(Label::Who).and_then(|span| crate::sheet::name(text, span));
    if let Some(speaker) = who.or_else(|| speaker(text, entries)) {
        let others = std::mem::replace(&mut draft.people, vec![speaker]);
        add_people(&mut draft.people, others);
    }
    if draft.url.is_none() {
        let first = entries.iter().find_map(|e| link::links(text, e.line.span).into_iter().next());
        draft.url = first.map(|l| (l.url.clone(), l.url_span));
    }
    let lines = entries.first().zip(entries.last()).map(|(a, b)| [a.line.numbers[0], b.line.numbers[1]]);
    vec![Draft {
        when: Some(when),
        lines: lines.unwrap_or([1, 1]),
        source: own_lines(text, entries),
        ..draft
    }]
}

/// What the sentence that gives the time says besides.
fn sentence(text: &str, entries: &[Entry], at: usize, when: &Expression, context: &Context) -> Draft {
    let Some(entry) = entries.get(at) else { return Draft::default() };
    let read = phrase::line_events(text, entry.line.span, &entry.times, context);
    let has_it = |d: &Draft| d.when.as_ref().is_some_and(|w| w.span.overlaps(when.span));
    read.into_iter().find(has_it).unwrap_or_default()
}

/// The lines that make the description: all of the announcement but greeting and closing.
pub(crate) fn own_lines(text: &str, entries: &[Entry]) -> Vec<Span> {
    entries.iter().filter(|e| !is_greeting(e.line.span.of(text))).map(|e| e.line.span).collect()
}

/// The event's time: what labels give, completed from the other lines; without labels the best of all lines.
pub(crate) fn main_time(
    text: &str,
    labelled: &[Expression],
    entries: &[Entry],
    context: &Context,
) -> Option<Expression> {
    let mut others: Vec<(i32, &Expression)> = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, e)| e.line.label.is_none()) {
        let rank = i32::try_from(at).unwrap_or(i32::MAX).min(40) / 4;
        others.extend(entry.times.iter().map(|time| (score(text, entry, time, context) - rank, time)));
    }
    others.sort_by_key(|(score, _)| -score);
    let in_others = |wanted: fn(&Expression) -> bool| {
        others.iter().find(|(score, t)| wanted(t) && *score > -4).map(|(_, t)| *t)
    };
    let of_labels = |wanted: fn(&Expression) -> bool| labelled.iter().find(|t| wanted(t));
    let complete = |t: &Expression| times::has_date(t) && times::has_time(t);
    let best = match (of_labels(complete), of_labels(times::has_date), of_labels(times::has_time)) {
        (Some(both), _, _) => both.clone(),
        (None, Some(date), Some(time)) => both(date, time, context),
        (None, Some(date), None) => in_others(times::has_time)
            .filter(|_| true)
            .map_or_else(|| date.clone(), |time| same_day(date, time, context)),
        (None, None, Some(time)) => {
            in_others(times::has_date).map_or_else(|| time.clone(), |date| both(date, time, context))
        }
        (None, None, None) if labelled.is_empty() => {
            let exact = |t: &Expression| times::has_date(t) && times::has_time(t) && !t.approximate;
            let clock = |t: &Expression| times::has_time(t) && !t.approximate;
            match (in_others(exact), in_others(times::has_date), in_others(clock)) {
                (Some(whole), _, _) => {
                    on_a_day(whole, others.iter().map(|(_, t)| *t)).unwrap_or_else(|| whole.clone())
                }
                (None, Some(date), Some(time)) => both(date, time, context),
                (None, date, time) => in_others(complete).or(date).or(time)?.clone(),
            }
        }
        (None, None, None) => return None,
    };
    let best = with_length(best, labelled, context);
    let best = told_length(text, entries, best, context);
    Some(with_end(best, labelled.iter().chain(others.iter().filter(|(s, _)| *s > -4).map(|(_, t)| *t))))
}

/// "Lectures are on Tuesdays at 5" beside "November 29", a Tuesday: that day at that time.
fn on_a_day<'a>(rule: &Expression, mut others: impl Iterator<Item = &'a Expression>) -> Option<Expression> {
    let days = &rule.reading.recurrence.as_ref()?.rule.by_day;
    let named = |t: &&Expression| {
        let whole_day = t.has_date() && !t.has_rule() && !times::has_time(t) && !times::is_period(t);
        let day = t.reading.start.filter(|_| whole_day);
        day.is_some_and(|day| days.iter().any(|d| d.weekday == day.date().weekday()))
    };
    let mut day = others.find(named)?.clone();
    let (first, start) = (rule.reading.start?, day.reading.start?);
    day.reading.start = Some(start.date().to_datetime(first.time()));
    day.reading.end = rule.reading.end.and_then(|end| day.reading.start?.checked_add(end - first).ok());
    day.reading.grain = rule.reading.grain;
    day.reading.zone.clone_from(&rule.reading.zone);
    let clock =
        |part: &timex::Part| matches!(part, timex::Part::Time | timex::Part::EndTime | timex::Part::Zone);
    day.parts.extend(rule.parts.iter().filter(|(part, _)| clock(part)));
    Some(day)
}

fn both(date: &Expression, time: &Expression, context: &Context) -> Expression {
    timex::join(&[date, time], context).unwrap_or_else(|| time.clone())
}

/// A time from another line counts only when that line does not name another day.
fn same_day(date: &Expression, time: &Expression, context: &Context) -> Expression {
    let day = |t: &Expression| t.reading.start.map(DateTime::date);
    match times::has_date(time) {
        true if day(time) == day(date) => time.clone(),
        true => date.clone(),
        false => both(date, time, context),
    }
}

/// "Duration: 90 minutes" completes the time.
fn with_length(best: Expression, labelled: &[Expression], context: &Context) -> Expression {
    let length = labelled.iter().find(|t| t.reading.start.is_none() && t.reading.duration.is_some());
    length
        .filter(|_| best.reading.end.is_none())
        .and_then(|l| timex::join(&[&best, l], context))
        .unwrap_or(best)
}

/// "The interview will last around 40 minutes."
fn told_length(text: &str, entries: &[Entry], best: Expression, context: &Context) -> Expression {
    let lasts = |e: &Entry, t: &Expression| {
        let before = text.get(e.line.span.start..t.span.start).unwrap_or("");
        let mut words = before.split(|c: char| !c.is_alphanumeric()).rev().filter(|w| !w.is_empty()).take(4);
        words.any(|w| matches!(w, "last" | "lasts" | "lasting" | "duration"))
    };
    let length = entries.iter().find_map(|e| {
        e.times.iter().find(|t| t.reading.start.is_none() && t.reading.duration.is_some() && lasts(e, t))
    });
    // An hour is assumed anyway.
    let usual = |t: &&Expression| {
        let length =
            t.reading.duration.and_then(|d| d.0.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok());
        length.is_some_and(|length| length.as_mins() == 60)
    };
    length
        .filter(|length| best.reading.end.is_none() && times::has_time(&best) && !usual(length))
        .and_then(|length| timex::join(&[&best, length], context))
        .unwrap_or(best)
}

/// The same start told again with an end is the better telling.
fn with_end<'a>(best: Expression, mut others: impl Iterator<Item = &'a Expression>) -> Expression {
    if best.reading.end.is_some() || !best.reading.has_time() {
        return best;
    }
    let start = best.reading.start.map(DateTime::time);
    let found = others.find(|t| {
        t.reading.end.is_some() && times::has_time(t) && t.reading.start.map(DateTime::time) == start
    });
    let Some((from, to)) = found.and_then(|t| Some((t, t.reading.end? - t.reading.start?))) else {
        return best;
    };
    let Some(end) = best.reading.start.and_then(|s| s.checked_add(to).ok()) else { return best };
    let mut best = best;
    best.reading.end = Some(end);
    best.parts.extend(
        from.parts.iter().filter(|(part, _)| matches!(part, timex::Part::EndTime | timex::Part::Duration)),
    );
    best
}

/// How likely a time is the event's own.
fn score(text: &str, entry: &Entry, time: &Expression, context: &Context) -> i32 {
    if time.reading.start.is_none() {
        return -100;
    }
    let mut score = 0;
    score += i32::from(times::has_date(time)) * 3 + i32::from(times::has_time(time)) * 4;
    score += i32::from(entry.short) * 2 + i32::from(time.reading.end.is_some());
    let aside = times::is_aside(text, entry.line.span.start, time.span)
        || times::is_deadline(text, entry.line.span.start, time);
    // "Doors 18.30, lecture 19.00": the second time is the lecture's.
    let first = entry.times.first().is_some_and(|t| t.span.start >= time.span.start);
    score -= i32::from(entry.distractor && (first || aside)) * 8;
    score -= i32::from(aside) * 6;
    score -= i32::from(time.approximate) * 3;
    let past = times::has_date(time) && time.reading.start.is_some_and(|s| s.date() < context.now.date());
    score - i32::from(past) * 4
}

/// The name of an announcement: emphasised or quoted words, a heading, a line of its own near the time.
pub(crate) fn headline(text: &str, entries: &[Entry], before: usize) -> Option<Title> {
    let above = || entries.get(..before.max(1)).unwrap_or(entries).iter();
    let emphasised = above().find_map(|e| emphasis(text, e.line.span));
    let heading = || above().find(|e| e.line.heading && e.times.is_empty()).map(|e| e.line.span);
    let subject = || {
        entries.iter().find_map(|e| e.line.label.filter(|(l, _)| *l == Label::Subject)).map(|(_, span)| span)
    };
    let set_off = || {
        let line = above().rev().find(|e| is_title_line(text, e));
        line.map(|e| e.line.span)
    };
    emphasised.or_else(|| heading().or_else(set_off).or_else(subject).map(|span| plain(text, span)))
}

/// `*X*`, `**X**` or `"X"` of one to eight words.
fn emphasis(text: &str, line: Span) -> Option<Title> {
    let all = tokens(text, line);
    let open = all.iter().position(|t| matches!(t.text, "*" | "\"" | "“"))?;
    let mark = all.get(open)?.text;
    let start = open + all.iter().skip(open).take_while(|t| t.text == mark).count();
    let length = all.iter().skip(start).position(|t| t.text == mark || mark == "“" && t.text == "”")?;
    let inside: Vec<&Token> = all.get(start..start + length)?.iter().collect();
    let words = inside.iter().filter(|t| t.is_word()).count();
    let capital = inside.first().is_some_and(|t| t.is_capital());
    ((1..=10).contains(&words) && capital).then(|| title::of(text, &inside))
}

/// A short line without time, label or full stop that is no greeting.
pub(crate) fn is_title_line(text: &str, entry: &Entry) -> bool {
    let words = entry.line.span.of(text);
    // "Quarterly Roadmap Review" is a name all the same.
    let adjective = |t: &Expression| t.has_rule() && !t.span.of(text).contains(char::is_whitespace);
    entry.short
        && entry.times.iter().all(adjective)
        && entry.line.label.is_none()
        && !entry.line.bullet
        && (1..=10).contains(&entry.residue)
        && !words.ends_with(['.', ',', '?', ':'])
        && !is_greeting(words)
}

/// First words of a letter's end.
const CLOSINGS: &[&str] = &[
    "best",
    "cheers",
    "dear",
    "hello",
    "kind",
    "love",
    "regards",
    "see",
    "sincerely",
    "thank",
    "thanks",
    "yours",
    "warmly",
];

/// "Sincerely,", "Best wishes,": the author's name follows.
pub(crate) fn is_closing(words: &str) -> bool {
    let first =
        words.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("").to_lowercase();
    let opens = matches!(&*first, "dear" | "hello");
    words.split_whitespace().count() <= 4 && !opens && CLOSINGS.contains(&&*first)
}

/// A closing that nothing else can be: set off by a comma, or only a word or two of the usual ones.
pub(crate) fn is_sure_closing(words: &str) -> bool {
    const USUAL: &[&str] = &[
        "best",
        "best regards",
        "best wishes",
        "cheers",
        "kind regards",
        "love",
        "many thanks",
        "regards",
        "sincerely",
        "thank you",
        "thanks",
        "warm regards",
        "with thanks",
        "yours",
        "yours sincerely",
    ];
    let lower = words.trim().trim_end_matches([',', '!', '.']).to_lowercase();
    USUAL.contains(&lower.as_str()) || is_closing(words) && words.trim_end().ends_with([',', '!'])
}

/// "Hi team,", "Thanks,", "See you soon!"
pub(crate) fn is_greeting(words: &str) -> bool {
    let first =
        words.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("").to_lowercase();
    let short = words.split_whitespace().count() <= 5;
    short && (has(GREETINGS, &first) || CLOSINGS.contains(&&*first))
}

/// A line as a title: greeting, command and end punctuation left out.
pub(crate) fn plain(text: &str, span: Span) -> Title {
    let mut all = tokens(text, span);
    let start = crate::command::unwrap(&mut all).start;
    let all = all.get(start..).filter(|rest| rest.iter().any(Token::is_word)).unwrap_or(&all);
    let mut kept: Vec<&Token> = all.iter().filter(|t| !t.is_emphasis()).collect();
    title::trim(&mut kept);
    title::of(text, &kept)
}

/// The place of a letter: a room near the time, a place in the sentence of the time, then what is farther off.
pub(crate) fn place(text: &str, entries: &[Entry], when: &Expression) -> Option<Title> {
    let home = entries.iter().position(|e| e.line.span.overlaps(times::home(when))).unwrap_or(0);
    let near = |distance: usize| {
        let from = home.saturating_sub(distance);
        entries.get(from..entries.len().min(home + distance + 1)).unwrap_or_default().iter()
    };
    near(5)
        .find_map(|e| room_line(text, e, 2))
        .or_else(|| near(0).find_map(|e| room_in_prose(text, e)))
        .or_else(|| near(4).find_map(|e| room_line(text, e, 1)))
        .or_else(|| entries.iter().find_map(|e| room_in_prose(text, e)))
        .or_else(|| entries.iter().find_map(|e| room_line(text, e, 2)))
}

/// A short line, or a part of one between times and brackets, that is nothing but a place.
fn room_line(text: &str, entry: &Entry, sure: u8) -> Option<Title> {
    if !entry.short || entry.line.label.is_some_and(|(label, _)| label != Label::When) {
        return None;
    }
    let words = marked(text, entry);
    // "Meeting ID: 812 3456 7890" is no room.
    if words.iter().any(|t| {
        t.is_any(&["id", "passcode", "password", "phone", "fax", "tel", "dial", "pin", "confirmation"])
    }) {
        return None;
    }
    let runs = words.split(|t| {
        t.role == Role::Time || t.is_any(&[")", ";"]) || t.is_any(&["in", "at", "@", "place", "location"])
    });
    let run = runs.into_iter().find(|run| crate::place::room(run) >= sure)?;
    let mut kept: Vec<&Token> = run.iter().collect();
    while kept.first().is_some_and(|t| !t.is_word()) {
        kept.remove(0);
    }
    while kept.last().is_some_and(|t| !t.is_word()) {
        kept.pop();
    }
    (!kept.is_empty()).then(|| Title { text: written(text, &kept), spans: spans(text, &kept) })
}

/// "in the Gates auditorium", "at 5409 Wean Hall" inside a sentence.
fn room_in_prose(text: &str, entry: &Entry) -> Option<Title> {
    let mut words = marked(text, entry);
    let range = crate::place::prepositional_room(&mut words)?;
    let kept: Vec<&Token> = words.get(range)?.iter().collect();
    Some(Title { text: written(text, &kept), spans: spans(text, &kept) })
}

fn marked<'t>(text: &'t str, entry: &Entry) -> Vec<Token<'t>> {
    let mut words = tokens(text, entry.line.span);
    for time in &entry.times {
        times::mark(&mut words, time, &[]);
    }
    words
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

    #[test]
    fn emphasised_words_are_a_name() {
        let name = |text: &str| emphasis(text, Span::new(0, text.len())).map_or_else(String::new, |t| t.text);
        assert_eq!(name("our next *Town Hall* is near"), "Town Hall");
        assert_eq!(name("a talk on \"Bees in the City\" by"), "Bees in the City");
        assert_eq!(name("2 * 3 * 4"), "");
    }
}
