//! Days on which something that comes again and again does not: "no class 11 October", "not on the 26th", told apart
//! from the rule.

use calendar::Span;
use jiff::civil::{Date, Weekday};
use timex::{Expression, Part};

use crate::draft::Draft;
use crate::layout::segment::Entry;
use crate::time::times;
use crate::tokens::lower;

/// What falls out: "no class on …".
const FALLS: &[&str] = &[
    "class",
    "classes",
    "club",
    "lesson",
    "lessons",
    "meeting",
    "meetings",
    "practice",
    "rehearsal",
    "rehearsals",
    "school",
    "session",
    "sessions",
    "training",
];

/// Characters before a day that may say that it falls out.
const NEAR: usize = 48;

/// Words right before the day.
const LEADS: &[&str] =
    &["closed", "except", "excepting", "excluding", "minus", "not", "skip", "skipping", "skips", "without"];

/// The words `before` a day, back to the rule or the beginning of the sentence, say that the day falls out.
pub(crate) fn leads(before: &str) -> bool {
    // What stands farther away says nothing of the day.
    let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let before = before.get(near..).unwrap_or("");
    let sentence = lower(before.trim_end().rsplit(['.', ';', '!', '?', '(']).next().unwrap_or(""));
    let mut words =
        sentence.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).rev();
    let mut last = words.next().unwrap_or("");
    while matches!(last, "on" | "for" | "the" | "week" | "of" | "from" | "w" | "c") {
        last = words.next().unwrap_or("");
    }
    LEADS.contains(&last) || FALLS.contains(&last) && words.take(2).any(|w| w == "no")
}

/// Gives the rules of `drafts` the days on which they fall out, as other lines tell them; what was read from those lines
/// is no event of its own.
pub(crate) fn complete(text: &str, entries: &[Entry], drafts: &mut Vec<Draft>) {
    if !drafts.iter().any(|d| d.when.as_ref().is_some_and(Expression::has_rule)) {
        return;
    }
    for entry in entries {
        for day in days(text, entry) {
            let Some(date) = times::day(&day) else { continue };
            let ruled = |d: &Draft| d.when.as_ref().is_some_and(|when| comes_on(when, date));
            // Of several the one told last before it.
            let before = drafts.iter().rposition(|d| ruled(d) && d.lines[0] <= entry.line.numbers[1]);
            let Some(when) = before.and_then(|at| drafts.get_mut(at)).and_then(|d| d.when.as_mut()) else {
                continue;
            };
            except(when, &day, date);
            drafts.retain(|d| !d.when.as_ref().is_some_and(|when| is_told_by(when, day.span)));
        }
    }
}

/// Takes the days of `entry` that fall out off the rule of `when`, and out of the line.
pub(crate) fn take(text: &str, entry: &mut Entry, when: &mut Expression) {
    for day in days(text, entry) {
        if let Some(date) = times::day(&day) {
            except(when, &day, date);
            entry.times.retain(|time| time.span != day.span);
        }
    }
}

/// The days of a line that fall out.
fn days(text: &str, entry: &Entry) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    for time in entry.times.iter().filter(|t| t.has_date() && !times::has_time(t) && !t.has_rule()) {
        let before = text.get(entry.line.span.start..time.span.start).unwrap_or("");
        let again = found.last().and_then(|last| text.get(last.span.end..time.span.start));
        let joined = again.is_some_and(|gap| gap.trim().len() <= 3 && !gap.contains('.'));
        if joined || leads(before) {
            found.push(time.clone());
        }
    }
    found
}

/// The rule gives an occurrence on `date`, as far as its days of the week and its end say.
fn comes_on(when: &Expression, date: Date) -> bool {
    let Some((rule, start)) = when.reading.recurrence.as_ref().map(|r| &r.rule).zip(when.reading.start)
    else {
        return false;
    };
    let days: Vec<Weekday> = rule.by_day.iter().map(|d| d.weekday).collect();
    let named = if days.is_empty() {
        start.date().weekday() == date.weekday()
    } else {
        days.contains(&date.weekday())
    };
    named && start.date() <= date
}

fn except(when: &mut Expression, day: &Expression, date: Date) {
    let Some((recurrence, start)) = when.reading.recurrence.as_mut().zip(when.reading.start) else { return };
    let at = date.to_datetime(start.time());
    if recurrence.exdates.contains(&at) {
        return;
    }
    recurrence.exdates.push(at);
    when.parts.extend(
        day.parts.iter().filter(|(part, _)| *part == Part::Date).map(|(_, span)| (Part::Exception, *span)),
    );
}

/// Nothing but the words under `day` says when.
fn is_told_by(when: &Expression, day: Span) -> bool {
    let mut dates = when.parts.iter().filter(|(part, _)| *part == Part::Date).peekable();
    !when.has_rule() && dates.peek().is_some() && dates.all(|(_, span)| span.overlaps(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_day_that_falls_out() {
        for before in [
            "Except ",
            "No class ",
            "no meeting on ",
            "Mondays at 7. NOT ",
            "there is no choir practice on the ",
            "skip ",
        ] {
            assert!(leads(before), "{before}");
        }
        for before in ["Class on ", "not only on Monday but also ", "No fee until ", "meeting "] {
            assert!(!leads(before), "{before}");
        }
    }
}
