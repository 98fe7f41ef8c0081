//! Hours that only the talk before makes such: "7?", "make it 8", "7.30 better for me".

use jiff::civil::Date;
use timex::{Context, Expression, Part};

use crate::tokens::Token;
use crate::words::{COUNTED, has};

/// Words behind an hour.
const BEHIND: &[&str] = &[
    "?", "!", ",", ".", ")", "at", "better", "fine", "for", "good", "instead", "is", "it", "now", "ok",
    "right", "or", "sharp", "suits", "then", "works",
];

/// Words before an hour, besides nothing.
const BEFORE: &[&str] = &[
    "?", "!", ",", ".", "about", "around", "at", "do", "it", "like", "maybe", "no", "ok", "okay", "or",
    "perf", "perfect", "say", "sure", "that", "ya", "yea", "yeah", "yep", "yes", "half",
];

/// The hour that a bare number of `words` tells on `day`, of an event of this `kind`.
pub(crate) fn bare(words: &[Token], kind: &str, day: Date, context: &Context) -> Option<Expression> {
    if let Some(range) = bare_range(words, kind, day, context) {
        return Some(range);
    }
    let (at, hour) = words.iter().enumerate().find_map(|(at, token)| {
        let before = at.checked_sub(1).and_then(|i| words.get(i));
        let counted = before.is_some_and(|t| has(COUNTED, &t.lower) || !t.is_any(BEFORE));
        // "7.40 in the Lumen"
        let place = |t: &Token| token.text.contains(['.', ':']) && t.is_any(&["in", "near", "outside"]);
        let goes_on = words.get(at + 1).is_some_and(|t| !t.is_any(BEHIND) && !place(t));
        (!counted && !goes_on).then(|| spelt(&token.lower)).flatten().map(|hour| (token.span, hour))
    })?;
    let anchored = Context { anchor: Some(day), ..context.clone() };
    let said = format!("{} at {hour}", kind.to_lowercase());
    let mut time = timex::find(&said, &anchored).pop()?;
    time.span = at;
    time.parts = vec![(Part::Time, at)];
    (time.reading.has_time() && time.reading.start?.date() == day).then_some(time)
}

/// "yep 8-9 same pitch": two hours.
fn bare_range(words: &[Token], kind: &str, day: Date, context: &Context) -> Option<Expression> {
    let (from, dash, to) = words.windows(3).find_map(|three| {
        let [a, dash, b] = three else { return None };
        let near = a.span.end == dash.span.start && dash.span.end == b.span.start;
        (near && matches!(dash.text, "-" | "–")).then_some((a, dash, b))
    })?;
    let before = words.iter().rev().find(|t| t.span.end <= from.span.start);
    let counted = before.is_some_and(|t| has(COUNTED, &t.lower) || !t.is_any(BEFORE));
    let hours = spelt(&from.lower).zip(spelt(&to.lower)).filter(|_| !counted)?;
    let anchored = Context { anchor: Some(day), ..context.clone() };
    let said = format!("{} at {}{}{}", kind.to_lowercase(), hours.0, dash.text, hours.1);
    let mut time = timex::find(&said, &anchored).pop()?;
    time.span = calendar::Span::new(from.span.start, to.span.end);
    time.parts = vec![(Part::Time, from.span), (Part::EndTime, to.span)];
    (time.reading.has_time() && time.reading.end.is_some() && time.reading.start?.date() == day)
        .then_some(time)
}

/// "7", "7.30", "8ish" as an hour is written.
fn spelt(word: &str) -> Option<String> {
    let number = word.strip_suffix("ish").unwrap_or(word);
    let (hour, minute) = number.split_once(['.', ':']).unwrap_or((number, "00"));
    let (whole, rest) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
    let sensible =
        hour.len() <= 2 && minute.len() == 2 && (1..=12).contains(&whole) && rest < 60 && rest % 5 == 0;
    sensible.then(|| format!("{hour}:{minute}"))
}

/// `when` on its day, at the hour and for the length of `hour`.
pub(crate) fn at_hour(when: &mut Expression, hour: &Expression) {
    let (Some(day), Some(start)) = (super::day(when), hour.reading.start) else {
        return;
    };
    let at = day.to_datetime(start.time());
    when.reading.start = Some(at);
    when.reading.end = hour.reading.end.and_then(|end| at.checked_add(end - start).ok());
    when.reading.grain = hour.reading.grain;
    if hour.reading.zone.is_some() {
        when.reading.zone.clone_from(&hour.reading.zone);
    }
    let clock = |part: Part| matches!(part, Part::Time | Part::EndTime | Part::Duration | Part::Zone);
    when.parts.retain(|(part, _)| !clock(*part));
    when.parts.extend(hour.parts.iter().filter(|(part, _)| clock(*part)));
    when.alternatives.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;
    use calendar::Span;

    #[test]
    fn numbers_that_answer() {
        let context = Context::new("2027-02-16T10:00:00[UTC]".parse().unwrap());
        for (text, hour) in [
            ("yes! 7?", Some(19)),
            ("7.30 better for me", Some(19)),
            ("make it 12", Some(12)),
            ("can we do 7 instead", Some(19)),
            ("ya 8ish? the grand", Some(20)),
            ("court 4 then", None),
            ("3 tickets each", None),
            ("7 people", None),
        ] {
            let words = tokens(text, Span::new(0, text.len()));
            let found = bare(&words, "dinner", context.now.date(), &context);
            let found = found.and_then(|t| t.reading.start).map(jiff::civil::DateTime::hour);
            assert_eq!(found, hour, "{text}");
        }
    }
}
