//! Texts that change an event rather than announce one: moved, rescheduled, cancelled.

mod cadence;
mod hour;
mod labelled;

use calendar::{Change, ChangeKind};
use serde_json::Map;
use timex::{Context, Expression};

use crate::time::times;
use crate::time::when::{moments, timing};
use crate::tokens::Token;
use crate::words::has;

pub(crate) use cadence::without_cadence;
pub(crate) use hour::note as note_hours;
pub(crate) use labelled::events as labelled;

const MOVED: &[&[&str]] = &[
    &["moves", "from"],
    &["moves", "to"],
    &["is", "moving"],
    &["will", "move"],
    &["has", "moved"],
    &["have", "moved"],
    &["moving", "to"],
    &["moving", "from"],
    &["new", "time", "for"],
    &["new", "date", "for"],
    &["new", "date", "and", "time", "for"],
    &["moved", "to"],
    &["moved", "from"],
    &["moved", "up"],
    &["been", "moved"],
    &["is", "moved"],
    &["can", "we", "move"],
    &["could", "we", "move"],
    &["had", "to", "change"],
    &["had", "to", "move"],
    &["have", "to", "move"],
    &["need", "to", "move"],
    &["rebooked"],
    &["move", "the"],
    &["move", "it"],
    &["move", "this"],
    &["move", "my"],
    &["move", "our"],
    &["rescheduled"],
    &["postponed"],
    &["pushed", "back"],
    &["pushed", "to"],
    &["pushing"],
    &["bumped", "to"],
    &["bumping"],
    &["moving", "the"],
    &["moving", "our"],
    &["moving", "my"],
    &["rather", "than"],
    &["originally", "scheduled"],
    &["originally", "planned"],
    &["originally", "announced"],
    &["previously", "scheduled"],
    &["shifted", "to"],
    &["brought", "forward"],
    &["instead", "of"],
];

const CANCELLED: &[&[&str]] = &[
    &["cancelled"],
    &["canceled"],
    &["called", "off"],
    &["is", "off", "because"],
    &["is", "off", "due"],
    &["is", "off", "."],
    &["is", "off", "!"],
    &["will", "not", "take", "place"],
    &["won't", "take", "place"],
    &["cancel", "my"],
    &["delete", "my"],
    &["remove", "my"],
    &["cancel", "the"],
];

/// The first words of both lists, so that most words are looked at once.
const FIRSTS: &[&str] = &[
    "been",
    "brought",
    "bumped",
    "bumping",
    "called",
    "can",
    "cancel",
    "canceled",
    "cancelled",
    "could",
    "delete",
    "had",
    "has",
    "have",
    "instead",
    "is",
    "move",
    "moved",
    "moves",
    "moving",
    "need",
    "new",
    "originally",
    "postponed",
    "previously",
    "pushed",
    "pushing",
    "rather",
    "rebooked",
    "remove",
    "rescheduled",
    "shifted",
    "will",
    "won't",
];

/// What the words do to an event that exists already.
pub(crate) fn kind(words: &[Token]) -> Option<ChangeKind> {
    // "from" and "to" may belong to a time by now, so every word counts, free or not.
    let spelt = |rest: &[Token], phrase: &[&str]| {
        rest.len() >= phrase.len() && phrase.iter().zip(rest).all(|(word, t)| t.is(word))
    };
    let begins: Vec<usize> =
        words.iter().enumerate().filter(|(_, t)| has(FIRSTS, &t.lower)).map(|(at, _)| at).collect();
    let says = |phrases: &[&[&str]]| {
        begins.iter().any(|at| {
            let (at, Some(first)) = (*at, words.get(*at)) else { return false };
            let rest = words.get(at + 1..).unwrap_or_default();
            let mut fitting =
                phrases.iter().filter_map(|p| p.split_first()).filter(|(word, _)| first.is(word));
            fitting.any(|(_, phrase)| spelt(rest, phrase))
        })
    };
    // "Monday 10am (was 9am)"
    let was = |w: &[Token]| matches!(w, [open, was, time] if open.is("(") && was.is("was") && time.role == crate::tokens::Role::Time);
    if says(MOVED) || words.windows(3).any(was) || is_instead(words) {
        return Some(ChangeKind::Moved);
    }
    (says(CANCELLED) || falls_out(words)).then_some(ChangeKind::Cancelled)
}

/// "your 2:15 today will be 3pm instead": behind the second of two times.
fn is_instead(words: &[Token]) -> bool {
    let time = |t: &Token| t.role == crate::tokens::Role::Time;
    // "The dentist's 3pm on Tuesday is now 4:30pm"
    let now = words.windows(3).position(
        |w| matches!(w, [be, now, next] if be.is_any(&["are", "be", "is"]) && now.is("now") && time(next)),
    );
    if now.is_some_and(|at| words.get(..at).is_some_and(|before| before.iter().any(time))) {
        return true;
    }
    let Some(at) = words.iter().position(|t| t.is("instead")).filter(|at| *at > 0) else { return false };
    let before = words.get(..at).unwrap_or_default();
    let behind = words.get(at + 1).is_none_or(|t| !t.is("of"));
    let runs = before.windows(2).filter(|w| matches!(w, [a, b] if time(a) && !time(b))).count();
    let verb = before.iter().any(|t| t.is_any(&["be", "is", "now"]));
    behind && verb && runs > 0 && before.last().is_some_and(time)
}

/// "No spin class on Thursday", "there will be no chess club": what else takes place does not.
fn falls_out(words: &[Token]) -> bool {
    const REGULAR: &[&str] = &[
        "choir",
        "class",
        "classes",
        "club",
        "game",
        "lesson",
        "lessons",
        "meeting",
        "practice",
        "rehearsal",
        "seminar",
        "session",
        "sessions",
        "training",
    ];
    // "There are no lessons on this day." is said of something else that takes place.
    if words.windows(2).any(|w| matches!(w, [this, day] if this.is_any(&["this", "that"]) && day.is("day"))) {
        return false;
    }
    words.iter().enumerate().filter(|(_, t)| t.is("no")).any(|(at, _)| {
        let first = words.get(..at).is_some_and(|before| !before.iter().any(Token::is_word));
        let told = at > 0 && words.get(at - 1).is_some_and(|t| t.is_any(&["be", "is", "are"]));
        (first || told) && words.iter().skip(at + 1).take(3).any(|t| t.is_any(REGULAR))
    })
}

/// "has been postponed", "is rescheduled": the change stands behind the only time there is.
pub(crate) fn stands(words: &[Token], times: &[Expression]) -> bool {
    let said = words.iter().rfind(|t| t.is_any(&["postponed", "rescheduled"])).map(|t| t.span.start);
    times.len() == 1 && said.is_some_and(|at| times.iter().all(|t| t.span.end <= at))
}

/// Only verbs of moving read a range as the old time and the new one: "moved from 9 to 10".
pub(crate) fn moves(words: &[Token]) -> bool {
    const VERBS: &[&str] = &[
        "brought",
        "bumped",
        "move",
        "moved",
        "moves",
        "moving",
        "postponed",
        "pushed",
        "pushing",
        "rescheduled",
        "shifted",
    ];
    words.iter().any(|t| t.is_any(VERBS))
}

/// "on Thursday instead of Tuesday": what no longer holds goes before what does.
pub(crate) fn put_old_first(text: &str, times: &mut [Expression]) {
    let leads = |t: &Expression| {
        let before = text.get(..t.span.start).unwrap_or("");
        let tail = before.len().saturating_sub(20);
        let tail = (tail..before.len())
            .find(|at| before.is_char_boundary(*at))
            .and_then(|at| before.get(at..))
            .unwrap_or("");
        let tail = tail.trim_end().to_lowercase();
        [
            "instead of",
            "instead of on",
            "rather than",
            "rather than on",
            "originally scheduled for",
            "originally planned for",
            "originally announced for",
            "originally set for",
            "previously scheduled for",
            "(was",
            "previously",
            "formerly",
        ]
        .iter()
        .any(|lead| tail.ends_with(lead))
    };
    if let Some(at) = times.iter().position(leads).filter(|at| *at > 0) {
        times.get_mut(..=at).into_iter().for_each(|before| before.rotate_right(1));
    }
}

/// "move it from Thursday to Monday …. I'll send the deck by Friday.": a range that tells both leaves nothing to others.
pub(crate) fn keep_range(text: &str, times: &mut Vec<Expression>) {
    let range = |t: &&Expression| {
        let lead = text.get(..t.span.start).unwrap_or("").trim_end();
        let near = |words: &str| words.eq_ignore_ascii_case("from");
        let said = lead.get(lead.len().saturating_sub(4)..).is_some_and(near);
        t.reading.end.is_some() && (said || t.span.of(text).get(..4).is_some_and(near))
    };
    if let Some(range) = times.iter().find(range).cloned() {
        *times = vec![range];
    }
}

/// The time that holds after the change, and the change. Of several times the first is the old one, the last the new;
/// "moved from 9 to 10" reads like a range and is none. `stands`: no time follows the word of the change. `from_to`: a range tells both.
pub(crate) fn apply(
    kind: ChangeKind,
    told: &[Expression],
    stands: bool,
    from_to: bool,
    context: &Context,
) -> Option<(Expression, Change)> {
    let moved = kind == ChangeKind::Moved;
    // "Cancelled: yoga on Thursday. Classes resume on 3 December": what is cancelled is told first.
    let own = if moved { told.last()? } else { told.first()? };
    let (mut new, mut old) = (own.clone(), Map::new());
    let first = told.first().filter(|_| told.len() > 1);
    if let Some(range) = first.filter(|t| moved && t.reading.end.is_some() && !t.reading.has_time()) {
        // "from the 16th to the 18th, same time (7pm)"
        let (to, change) = apply(kind, std::slice::from_ref(range), false, true, context)?;
        old = change.old;
        new = timex::join(
            &[&new],
            &Context { anchor: to.reading.start.map(jiff::civil::DateTime::date), ..context.clone() },
        )?;
    } else if let Some(before) = first.filter(|_| moved) {
        // "tomorrow's demo is now 10:30 instead of 10": the day holds for both.
        let dated = |t: &&Expression| times::has_date(t);
        let on_day = |time: &Expression, day: Option<&Expression>| {
            let mut whole = day.filter(|_| !times::has_date(time) && times::has_time(time))?.clone();
            times::at_hour(&mut whole, time);
            Some(whole)
        };
        let behind = told.iter().rev().find(dated).filter(|_| own.span.start < before.span.start);
        old = set(on_day(before, behind).as_ref().unwrap_or(before), context);
        new = on_day(&new, told.iter().rev().find(dated)).unwrap_or(new);
    } else if moved && stands {
        // "The match on Sunday is postponed": only what no longer holds is told.
        let change = Change { kind, old: set(&new, context), new: Map::new() };
        return Some((new, change));
    } else if let Some(last) = last_day(&new).filter(|_| moved && from_to) {
        // "from Tuesday 26th January to Tuesday 2nd February, 9.10am" reads like every day between.
        old = set(&first_day(&new), context);
        new.reading.start = new.reading.start.map(|start| last.to_datetime(start.time()));
        new.reading.end = new.reading.end.map(|end| last.to_datetime(end.time()));
        new.reading.recurrence = None;
        new.notes.clear();
    } else if let Some(end) = new.reading.end.filter(|_| moved && from_to) {
        old = set(&new, context);
        let whole_days = !new.reading.has_time();
        new.notes.clear();
        new.reading.start = if whole_days {
            end.date().yesterday().ok().map(|d| d.to_datetime(end.time()))
        } else {
            Some(end)
        };
        new.reading.end = None;
    }
    let after = set(&new, context);
    let change = match kind {
        ChangeKind::Cancelled => Change { kind, old: after, new: Map::new() },
        _ => Change { kind, old, new: after },
    };
    Some((new, change))
}

/// The last day of an hour on each of several days.
fn last_day(time: &Expression) -> Option<jiff::civil::Date> {
    let rule = &time.reading.recurrence.as_ref()?.rule;
    match rule.bound {
        calendar::Bound::UntilDate(last) if rule.frequency == calendar::Frequency::Daily => Some(last),
        _ => None,
    }
}

fn first_day(time: &Expression) -> Expression {
    let mut first = time.clone();
    first.reading.recurrence = None;
    first
}

/// The expression without its time of day, to lend its day.
pub(crate) fn date_of(time: &Expression) -> Expression {
    let mut day = time.clone();
    day.reading.start = day.reading.start.map(|s| s.date().to_datetime(jiff::civil::Time::midnight()));
    day.reading.end = None;
    day.reading.grain = timex::Grain::Day;
    day.parts.retain(|(part, _)| *part == timex::Part::Date);
    day
}

/// The start that a time sets, in the event's JSON form.
pub(crate) fn set(time: &Expression, context: &Context) -> Map<String, serde_json::Value> {
    let Some(when) = timing(time, "", context).when else { return Map::new() };
    moments(&when).into_iter().filter(|(key, _)| key == "start").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_are_those_of_the_lists() {
        let mut firsts: Vec<&str> = MOVED.iter().chain(CANCELLED).map(|phrase| phrase[0]).collect();
        firsts.sort_unstable();
        firsts.dedup();
        assert_eq!(FIRSTS, firsts);
    }
}
