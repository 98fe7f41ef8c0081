//! Words that take back what was said before them: "2pm no wait, 3 pm", "Sorry, I meant Wednesday".

use timex::{Context, Expression, Part};

use crate::prose::phrase::Phrase;
use crate::time::times;
use crate::tokens::{Role, mark, phrase_at};
use crate::words::Phrases;

/// What an author says who corrects a time.
const MARKS: Phrases = Phrases::new(&[
    &["actually"],
    &["actually", "make", "it"],
    &["actually", "make", "that"],
    &["correction"],
    &["i", "mean"],
    &["i", "meant"],
    &["make", "it"],
    &["make", "that"],
    &["no", ",", "i", "mean"],
    &["no", ",", "make", "it"],
    &["no", ",", "make", "that"],
    &["no", ",", "sorry"],
    &["no", ",", "wait"],
    &["no", "i", "mean"],
    &["no", "make", "it"],
    &["no", "make", "that"],
    &["no", "sorry"],
    &["no", "wait"],
    &["oops"],
    &["or", "rather"],
    &["scratch", "that"],
    &["sorry"],
    &["sorry", ",", "i", "mean"],
    &["sorry", ",", "i", "meant"],
    &["sorry", "i", "mean"],
    &["sorry", "i", "meant"],
    &["wait"],
]);

/// Notes where the words correct themselves: a mark that stands behind a time, with another time near behind it.
pub(crate) fn note(phrase: &mut Phrase) {
    if phrase.times.len() < 2 {
        return;
    }
    let mut at = 0;
    while at < phrase.tokens.len() {
        let Some(length) = phrase_at(&phrase.tokens, at, &MARKS).filter(|n| corrects(phrase, at, *n)) else {
            at += 1;
            continue;
        };
        phrase.corrected = phrase.tokens.get(at).map(|t| t.span.start);
        mark(&mut phrase.tokens, at..at + length, Role::Gone);
        at += length;
    }
}

/// The mark is followed by a time within a few words ("make it 7" names one) and has one before it.
fn corrects(phrase: &Phrase, at: usize, length: usize) -> bool {
    let Some(mark) = phrase.tokens.get(at) else { return false };
    let before = phrase.times.iter().any(|time| time.span.end <= mark.span.start);
    let mut after = phrase.tokens.iter().skip(at + length);
    let alone = length == 1;
    let near = after.by_ref().take(if alone { 3 } else { 14 }).any(|t| t.role == Role::Time);
    before && near
}

/// Of the times around the correction at the byte `at` the last one behind it holds; what it leaves open stands as it
/// was said before.
pub(crate) fn apply(at: usize, times: &mut Vec<Expression>, context: &Context) {
    let Some(new) = times.iter().rev().find(|t| times::home(t).start > at).cloned() else { return };
    let old = times.iter().rev().find(|t| times::home(t).start < at);
    let joined = match (times::has_date(&new), times::has_time(&new), old) {
        (true, false, Some(old)) if times::has_time(old) && !new.has_rule() => at_hour_of(&new, old),
        (true, true, _) | (_, _, None) => None,
        (_, _, Some(old)) => timex::join(&[&new, old], context),
    };
    *times = vec![joined.unwrap_or(new)];
}

/// The day of `day` with the hour and the length of `old`: "Tuesday at 10, no wait, Wednesday".
fn at_hour_of(day: &Expression, old: &Expression) -> Option<Expression> {
    let (date, start) = (day.reading.start?.date(), old.reading.start?);
    let mut whole = old.clone();
    whole.reading.start = Some(date.to_datetime(start.time()));
    whole.reading.end = old.reading.end.and_then(|end| whole.reading.start?.checked_add(end - start).ok());
    let dates = |part: &Part| matches!(part, Part::Date | Part::EndDate);
    whole.parts.retain(|(part, _)| !dates(part));
    whole.parts.extend(day.parts.iter().filter(|(part, _)| dates(part)));
    whole.parts.sort_by_key(|(_, span)| *span);
    whole.alternatives.clear();
    Some(whole)
}

#[cfg(test)]
mod tests {
    use crate::{Context, extract};

    #[test]
    fn the_last_word_counts() {
        let context = Context::new("2026-11-26T09:00:00[UTC]".parse().unwrap());
        for (text, expected) in [
            ("dentist tmrw 2pm no wait, 3 pm", "2026-11-27T15:00"),
            ("Coffee with Lena on Tuesday at 10. Sorry, I meant Wednesday.", "2026-12-02T10:00"),
            ("Tea on Friday at 4, actually Saturday at 5", "2026-11-28T17:00"),
        ] {
            let events = extract(text, &context).events;
            let start = serde_json::to_value(&events[0]).unwrap()["start"].to_string();
            assert_eq!((events.len(), &start[1..17]), (1, expected), "{text}");
        }
    }
}
