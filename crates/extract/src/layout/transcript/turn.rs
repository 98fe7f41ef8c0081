//! What one message adds to what was said before it.

use calendar::Span;
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::field::category::category;
use crate::field::title::Title;
use crate::prose::phrase;
use crate::time::times;
use crate::tokens::{Token, tokens};
use crate::words::{COMMANDS, EMPTY, has};

use super::answer::{answer_hour, answer_place};

/// Words of an answer; they name nothing.
pub(super) const ANSWERS: &[&str] = &[
    "about", "agreed", "all", "better", "booked", "bring", "bye", "cool", "deal", "doing", "done", "evening",
    "everyone", "fine", "folks", "good", "great", "guys", "haha", "hello", "hey", "hi", "how", "instead",
    "k", "let's", "lets", "lol", "maybe", "morning", "nice", "nope", "ok", "okay", "perf", "perfect",
    "right", "see", "sorry", "sounds", "still", "sure", "thanks", "then", "thinking", "ty", "what", "works",
    "ya", "yea", "yeah", "yep", "yes", "yup",
];

/// Reads one message, sentence by sentence.
pub(super) fn take(drafts: &mut Vec<Draft>, text: &str, line: Span, numbers: [usize; 2], context: &Context) {
    for part in sentences(text, line) {
        let words = tokens(text, part);
        if refuses(&words) {
            continue;
        }
        let now = |t: &Expression| t.span.of(text).eq_ignore_ascii_case("now");
        let found = times::find(text, part, None, context);
        // "grand so meet outside the chipper at 7": when to be there before what was agreed.
        if drafts.last().is_some_and(is_complete) && found.iter().any(|t| gathers(text, part, t)) {
            continue;
        }
        let timed = found.iter().any(|t| times::has_date(t) && !now(t));
        let dated = timed && !found.iter().any(times::has_time);
        let answered = !timed && answer_hour(drafts, &words, part, context);
        let mut group = None;
        let mut said = false;
        for mut draft in phrase::events(text, &[part], None, context) {
            if draft.group.is_some() && draft.group == group {
                continue;
            }
            if answered {
                draft.when = None;
            }
            group = draft.group;
            draft.lines = numbers;
            draft.source = vec![part];
            said |= draft.when.is_some() || draft.place.is_some();
            fold(drafts, draft, text, &words, answered, context);
        }
        // "tmrw works, 7.45 at the Fox"
        if dated && answer_hour(drafts, &words, part, context) {
            said = true;
        }
        if let Some(last) = drafts.last_mut().filter(|last| !said && last.when.is_some())
            && let Some(place) = answer_place(text, &words)
        {
            last.place = Some(place);
            last.lines[1] = numbers[1];
            last.source.push(part);
        }
    }
}

/// A day and an hour are told.
fn is_complete(draft: &Draft) -> bool {
    times_of(draft).is_some_and(|when| times::has_time(when) && times::has_date(when))
}

/// A week or a month with the day of the event in it.
fn holds(period: &Expression, draft: &Draft) -> bool {
    let end = period.reading.end.or_else(|| crate::time::combine::end_of_unit(period));
    let span = period.reading.start.zip(end).map(|(a, b)| (a.date(), b.date()));
    let within = span.zip(draft.day()).is_some_and(|((from, to), day)| from <= day && day < to);
    times::is_period(period) && within
}

/// "meet outside the chipper at 7"
fn gathers(text: &str, part: Span, time: &Expression) -> bool {
    const WHERE: &[&str] = &["at", "by", "in", "near", "outside"];
    let clause = times::clause(text, part.start, times::home(time).start);
    let meets =
        |pair: &[std::borrow::Cow<'_, str>]| matches!(pair, [a, b] if a == "meet" && WHERE.contains(&&**b));
    times::has_time(time) && !times::has_date(time) && clause.windows(2).any(meets)
}

/// The sentences of a message; people seldom end the last one.
pub(super) fn sentences(text: &str, line: Span) -> Vec<Span> {
    let words = line.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in words.match_indices(['.', '!', '?']) {
        let end = at + mark.len();
        if words.get(end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
            found.push(start..end);
            start = end;
        }
    }
    found.push(start..words.len());
    let trimmed = |range: std::ops::Range<usize>| {
        let part = words.get(range.clone())?;
        let from = line.start + range.start + part.len() - part.trim_start().len();
        (!part.trim().is_empty()).then(|| Span::new(from, from + part.trim().len()))
    };
    found.into_iter().filter_map(trimmed).collect()
}

/// "can't thurs": nothing is offered.
fn refuses(words: &[Token]) -> bool {
    let mut own = words.iter().filter(|t| t.is_word());
    let first = own.next().is_some_and(|t| t.is_any(&["can't", "cant", "cannot"]));
    first && own.count() <= 2 && !words.iter().any(|t| t.is(","))
}

/// Adds what one sentence says to what was said before.
fn fold(
    drafts: &mut Vec<Draft>,
    draft: Draft,
    text: &str,
    words: &[Token],
    answered: bool,
    context: &Context,
) {
    let answers = words.iter().any(|t| has(ANSWERS, &t.lower) || t.is_any(&["can't", "cant"]));
    let names = draft.title.as_ref().is_some_and(|title| says_something(&title.text));
    let Some(last) = drafts.last_mut() else {
        if names || draft.when.is_some() {
            let title = draft.title.clone().filter(|_| names);
            drafts.push(Draft { title, ..draft });
        }
        return;
    };
    if draft.when.is_none() && draft.place.is_none() && !answered {
        return;
    }
    // "they're at Whitmore Park this week": where, of what has its day and hour.
    if is_complete(last) && draft.when.as_ref().is_some_and(|week| holds(week, last)) {
        last.place = last.place.take().or(draft.place);
        return;
    }
    let settles = if answered { is_place(&draft) } else { settles(last, &draft) };
    let told = times_of(&draft).is_some_and(|when| times::has_time(when) && times::has_date(when));
    let loose =
        is_loose(last) && times_of(&draft).is_some_and(times::has_time) || told && names_better(last, &draft);
    let both = draft.when.is_some() && last.when.is_some() && last.title.is_some();
    if names && !answers && !settles && both && !loose {
        drafts.push(draft);
        return;
    }
    if names && !settles && loose {
        last.title = None;
    }
    let name = draft.title.clone().filter(|_| settles).map(|title| as_written(title, text));
    let place = draft.place.or(name);
    let timed = draft.when.is_some();
    if let Some(when) = draft.when {
        last.when = Some(last.when.as_ref().map_or_else(|| when.clone(), |old| later(old, &when, context)));
    }
    last.title = last.title.take().or_else(|| draft.title.filter(|_| names));
    // "right after the mass, at Calvary" tells of something else.
    let after = words.iter().any(|t| t.is_any(&["after", "afterwards", "before"]));
    let kept = last.place.is_some() && after && !timed;
    last.place = place.filter(|_| !kept).or_else(|| last.place.take());
    last.url = draft.url.or_else(|| last.url.take());
    last.lines[1] = draft.lines[1];
    last.source.extend(draft.source);
    last.group = draft.group;
}

fn times_of(draft: &Draft) -> Option<&Expression> {
    draft.when.as_ref()
}

/// "are we doing something for Nat's birthday or not": a question to everybody, without an hour, names nothing that a later
/// message does not name better.
fn is_loose(last: &Draft) -> bool {
    let open = last.when.as_ref().is_none_or(|when| !times::has_time(when));
    open && last.title.as_ref().is_some_and(|title| title.text.split_whitespace().count() >= LOOSE)
}

/// "Pricing page sync 2pm Thurs" behind "Can we find 30 min to go over the pricing page?"
fn names_better(last: &Draft, draft: &Draft) -> bool {
    let words = |title: &Title| title.text.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
    let Some((old, new)) = last.title.as_ref().zip(draft.title.as_ref()).map(|(a, b)| (words(a), words(b)))
    else {
        return false;
    };
    let shared = new.iter().any(|w| w.len() > 3 && !has(EMPTY, w) && old.contains(w));
    old.len() >= LOOSE && new.len() < LOOSE && shared
}

/// So many words are a sentence, no name.
const LOOSE: usize = 6;

/// "2.30 at the Hippodrome": what is called by nothing but a name, in the answer that gives the hour, is where.
fn is_place(draft: &Draft) -> bool {
    let named = |title: &Title| {
        let mut words = title.text.split_whitespace();
        words.all(|w| w.starts_with(char::is_uppercase)) || title.text.starts_with("The ")
    };
    draft.place.is_none()
        && draft.title.as_ref().is_some_and(|title| named(title) && says_something(&title.text))
}

/// A place is not put into a capital as a title is.
fn as_written(title: Title, text: &str) -> Title {
    match title.spans.as_slice() {
        [span] if !span.of(text).starts_with(char::is_lowercase) || span.of(text).starts_with("the ") => {
            Title { text: span.of(text).to_owned(), spans: title.spans }
        }
        _ => title,
    }
}

/// "sat 11am powerleague shoreditch" after "football … sat?": the same day, and words that name no occasion.
fn settles(last: &Draft, draft: &Draft) -> bool {
    let whole_day = last.when.as_ref().is_some_and(|w| w.approximate || !times::has_time(w));
    let strange = |title: &Title| {
        title.text.split_whitespace().count() <= 4 && category(&title.text.to_lowercase()).is_none()
    };
    let known = last.title.as_ref().is_some_and(|t| {
        category(&t.text.to_lowercase()).is_some() || t.text.split_whitespace().count() <= 4
    });
    // "brunch this wknd?", "sat or sun", "sunday 11 at Sqirl?"
    let within = last.when.as_ref().zip(draft.day()).is_some_and(|(w, day)| {
        let span = w.reading.start.zip(w.reading.end).map(|(a, b)| (a.date(), b.date()));
        let other = w.alternatives.iter().any(|a| a.reading.start.is_some_and(|at| at.date() == day));
        last.group.is_some() || other || span.is_some_and(|(from, to)| from <= day && day < to)
    });
    let undated = draft.when.as_ref().is_some_and(|w| !times::has_date(w));
    whole_day
        && known
        && (undated || within || last.day() == draft.day())
        && draft.title.as_ref().is_some_and(strange)
}

/// Words that name an occasion.
fn says_something(title: &str) -> bool {
    let lower = title.to_lowercase();
    let mut words = lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty());
    words.any(|w| {
        let number = w.bytes().all(|b| b.is_ascii_digit());
        !number && !has(EMPTY, w) && !has(ANSWERS, w) && !has(COMMANDS, w)
    })
}

/// The newer time; what it leaves open stands as it was.
fn later(old: &Expression, new: &Expression, context: &Context) -> Expression {
    let whole = times::has_date(new) && times::has_time(new);
    if let Some(length) =
        old.reading.duration.filter(|_| whole && new.reading.end.is_none() && !times::has_time(old))
    {
        // "Can we find 30 min this week?" – "2pm Thurs then?"
        let mut told = new.clone();
        told.reading.end = new.reading.start.and_then(|start| start.checked_add(length.0).ok());
        told.parts.extend(old.parts.iter().filter(|(part, _)| *part == timex::Part::Duration));
        return told;
    }
    if times::has_time(old) && !times::has_time(new) && times::day(old) == times::day(new) && !new.has_rule()
    {
        // "sat works": the hour that was told for that day stands.
        return old.clone();
    }
    let joined = if whole { None } else { timex::join(&[new, old], context) };
    joined.unwrap_or_else(|| new.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_sorted() {
        assert!(ANSWERS.is_sorted());
    }
}
