//! Where one occasion ends and the next begins: "then", ";", a line of its own, "and" between two times.

mod another;
mod begin;

use std::ops::Range;

use crate::prose::change;
use crate::prose::phrase::Phrase;
use crate::prose::sentence::ends_sentence;
use crate::tokens::{Role, Token};

use another::tells_another;
use begin::after_day;
use begin::begins_event;
use begin::begins_with_day;
use begin::clock_first;
use begin::heading;
use begin::opens_with_day;

/// The pieces of a phrase, one per occasion, and the words before them that only give a date ("Launch day 3 May:").
pub(crate) fn pieces(phrase: &Phrase) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = 0;
    let cuts = cuts(phrase);
    if cuts.is_empty() {
        return vec![Piece { range: 0..phrase.tokens.len(), header: false }];
    }
    let timed = running_count(phrase, |t| t.day || t.clock);
    let clocked = running_count(phrase, |t| t.clock);
    let days = running_count(phrase, |t| t.day);
    let within = |counts: &[usize], range: &Range<usize>| {
        counts.get(range.end).copied().unwrap_or(0) > counts.get(range.start).copied().unwrap_or(0)
    };
    for (cut, next, kind) in cuts.iter().copied() {
        let left = start..cut;
        let right_end = phrase.tokens.len();
        if next >= right_end || !within(&timed, &left) {
            continue;
        }
        if kind == Cut::Colon {
            if is_header(phrase, &cuts, &left, next) {
                pieces.push(Piece { range: left, header: true });
                start = next;
            }
            continue;
        }
        let day_first = kind == Cut::Strong && begins_event(phrase, after_day(phrase, next), kind);
        if kind == Cut::Weak && only_asides(phrase, &left) {
            continue;
        }
        let clocks = || clock_first(phrase, next) && clock_first(phrase, start);
        let day_sentence = kind == Cut::Sentence && within(&clocked, &left) && opens_with_day(phrase, next);
        let own_line = kind == Cut::Strong && is_whole_line(phrase, next) && is_whole_line(phrase, start);
        let changes = kind == Cut::Sentence && tells_change(phrase, next, &left);
        let own_day = kind == Cut::Strong && begins_with_day(phrase, next) && within(&days, &left);
        // "… close tonight at 9, and the walkathon is next Tuesday, 1:15"
        let is = |at: usize, words: &[&str]| phrase.tokens.get(at).is_some_and(|t| t.is_any(words));
        let and = kind == Cut::Weak && is(next - 1, &["and"]) && is(next, &["a", "an", "our", "the"]);
        let whole = (kind == Cut::Sentence || and) && within(&clocked, &left) && within(&days, &left);
        let again = matches!(kind, Cut::Sentence | Cut::Strong)
            && within(&clocked, &left)
            && says_same_time(phrase, next);
        if changes
            || again
            || whole && tells_another(phrase, next, &left)
            || own_line
            || day_sentence
            || own_day
            || day_first
            || begins_event(phrase, next, kind)
            || clocks()
        {
            // "This week at the gym:" above the lines of a week.
            let left = if clocks() { left.start + heading(phrase, left.start)..left.end } else { left };
            let colon = kind == Cut::Strong && phrase.tokens.get(cut - 1).is_some_and(|t| t.is(":"));
            pieces.push(Piece { header: colon && !within(&clocked, &left), range: left });
            start = next;
        }
    }
    pieces.push(Piece { range: start..phrase.tokens.len(), header: false });
    pieces
}

/// "… Then 19 and 26 Jan same time.": a sentence of days on which it is again.
fn says_same_time(phrase: &Phrase, next: usize) -> bool {
    let rest = phrase.tokens.get(next..).unwrap_or_default();
    let length = rest.iter().position(|t| t.is_any(&[".", "!", "?"])).unwrap_or(rest.len());
    let sentence = rest.get(..length.min(SHORT)).unwrap_or_default();
    let same = sentence.windows(2).any(|w| matches!(w, [same, time] if same.is("same") && time.is("time")));
    let days = sentence.iter().any(|t| t.day) && !sentence.iter().any(|t| t.clock);
    same && days && sentence.iter().take_while(|t| !t.day).filter(|t| t.is_free() && t.is_word()).count() <= 2
}

/// "The review has been moved to Friday. The follow-up on 10 December is cancelled.": a sentence with a day and a change
/// of its own, behind another change.
fn tells_change(phrase: &Phrase, next: usize, left: &Range<usize>) -> bool {
    let rest = phrase.tokens.get(next..).unwrap_or_default();
    let length = rest.iter().position(|t| t.is_any(&[".", "!", "?"])).map_or(rest.len(), |at| at + 1);
    let sentence = rest.get(..length.min(40)).unwrap_or_default();
    let named =
        sentence.iter().take_while(|t| t.role != Role::Time).filter(|t| t.is_free() && t.is_word()).count()
            >= 2;
    let pronoun = sentence.first().is_some_and(|t| t.is_any(&["it", "this", "that", "we"]));
    let changed = || phrase.tokens.get(left.clone()).is_some_and(|words| change::kind(words).is_some());
    let again = sentence.iter().any(|t| t.is_any(&["extra", "next"])) && sentence.iter().any(|t| t.clock);
    let own = !pronoun && change::kind(sentence).is_some() || again && change::kind(sentence).is_none();
    named && own && sentence.iter().any(|t| t.day) && changed()
}

/// "Ruby - Squids, every Tuesday 4:00pm": a line that begins with a name and tells its own day and hour behind it.
fn is_whole_line(phrase: &Phrase, at: usize) -> bool {
    if phrase.line_starts.binary_search(&at).is_err() {
        return false;
    }
    let end = phrase.line_starts.iter().find(|start| **start > at).copied().unwrap_or(phrase.tokens.len());
    let line = phrase.tokens.get(at..end).unwrap_or_default();
    let named =
        line.iter().take_while(|t| t.role != Role::Time).filter(|t| t.is_free() && t.is_word()).count();
    let capital = line.first().is_some_and(|t| t.is_capital() && t.is_free());
    let days = line.iter().filter(|t| t.day).count();
    capital
        && (1..=6).contains(&named)
        && days > 0
        && line.iter().any(|t| t.clock)
        && change::kind(line).is_none()
}

/// Words and marks before a cut that may belong to what follows.
const SHORT: usize = 24;

/// "Demo night – doors 5:30, demos 6:00": behind an hour beside the event comes its own.
fn only_asides(phrase: &Phrase, left: &Range<usize>) -> bool {
    let Some(span) = phrase.span_of(left).filter(|_| left.len() <= SHORT) else { return false };
    let first = phrase.times.partition_point(|t| t.span.end <= span.start);
    let within = phrase.times.get(first..).unwrap_or_default().iter().take_while(|t| t.span.start < span.end);
    let mut clocks = within.filter(|t| t.has_time()).peekable();
    let aside = |t: &timex::Expression| {
        let clock =
            t.parts.iter().find(|(part, _)| *part == timex::Part::Time).map_or(t.span, |(_, span)| *span);
        let before = phrase.text.get(span.start..clock.start).unwrap_or("").to_lowercase();
        before
            .split(|c: char| !c.is_alphanumeric())
            .rfind(|w| !w.is_empty())
            .is_some_and(|w| matches!(w, "doors" | "open" | "at"))
            && before.contains("doors")
    };
    clocks.peek().is_some() && clocks.all(aside)
}

/// How many of the tokens before each one are such.
fn running_count(phrase: &Phrase, is: impl Fn(&Token) -> bool) -> Vec<usize> {
    let mut counts = Vec::with_capacity(phrase.tokens.len() + 1);
    counts.push(0);
    counts.extend(phrase.tokens.iter().scan(0, |count, token| {
        *count += usize::from(is(token));
        Some(*count)
    }));
    counts
}

/// A part of a phrase.
pub(crate) struct Piece {
    pub(crate) range: Range<usize>,
    /// Gives the others its date and is no event.
    pub(crate) header: bool,
}

/// How sure a cut is by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// "then", "followed by", ";", a new line.
    Strong,
    /// The end of a sentence.
    Sentence,
    /// "and", ",".
    Weak,
    /// ":".
    Colon,
}

/// Where a new occasion may begin: the end of the words before, the first token after, and how sure it is.
fn cuts(phrase: &Phrase) -> Vec<(usize, usize, Cut)> {
    let mut found = Vec::new();
    let word = |i: usize, w: &str| phrase.tokens.get(i).is_some_and(|t| t.is_free() && t.is(w));
    for at in 1..phrase.tokens.len() {
        if phrase.line_starts.binary_search(&at).is_ok() {
            found.push((at, at, Cut::Strong));
        }
        let Some(token) = phrase.tokens.get(at).filter(|t| t.role != Role::Time || t.is_any(&[",", "."]))
        else {
            continue;
        };
        match &*token.lower {
            ";" => found.push((at, at + 1, Cut::Strong)),
            "then" if token.is_free() => found.push((at, at + 1, Cut::Strong)),
            "followed" if word(at + 1, "by") => found.push((at, at + 2, Cut::Strong)),
            ":" => found.push((at, at + 1, Cut::Colon)),
            // "kick-off 9:00 / reviews 11:00": a stroke with blanks around it.
            "/" | "+" if token.is_free() && stands_free(phrase, at) => found.push((at, at + 1, Cut::Weak)),
            "and" | "," | "plus" | "&" | "→" if token.is_free() => {
                let mut next = at + 1;
                while next < at + 4 && (word(next, "and") || word(next, "then") || word(next, "also")) {
                    next += 1;
                }
                let strong = word(next, "followed") && word(next + 1, "by");
                found.push(if strong { (at, next + 2, Cut::Strong) } else { (at, next, Cut::Weak) });
            }
            _ if ends_sentence(phrase, at) => found.push((at + 1, at + 1, Cut::Sentence)),
            _ => {}
        }
    }
    found
}

/// Blanks on both sides of the mark.
fn stands_free(phrase: &Phrase, at: usize) -> bool {
    let sides =
        [at.checked_sub(1), Some(at)].map(|i| Some((phrase.tokens.get(i?)?, phrase.tokens.get(i? + 1)?)));
    sides.iter().all(|pair| pair.is_some_and(|(a, b)| a.span.end < b.span.start))
}

/// "Launch day 2025-06-30:" before at least two items with times of their own.
fn is_header(phrase: &Phrase, cuts: &[(usize, usize, Cut)], left: &Range<usize>, next: usize) -> bool {
    let dated = phrase.tokens.get(left.clone()).is_some_and(|words| !words.iter().any(|t| t.clock));
    let item = |(_, n, kind): &(usize, usize, Cut)| {
        matches!(kind, Cut::Weak | Cut::Strong) && begins_event(phrase, *n, *kind)
    };
    let later = cuts.partition_point(|(cut, _, _)| *cut < next);
    let clocks = |(_, n, kind): &(usize, usize, Cut)| {
        matches!(kind, Cut::Weak | Cut::Strong) && clock_first(phrase, *n)
    };
    let mut following = cuts.iter().skip(later).take(20);
    dated
        && (begins_event(phrase, next, Cut::Weak) && following.clone().any(item)
            || clock_first(phrase, next) && following.any(clocks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Span;
    use timex::Context;

    fn cut(text: &str) -> Vec<&str> {
        let context = Context::new("2025-06-14T09:00:00[UTC]".parse().unwrap());
        let phrase = Phrase::new(text, &[Span::new(0, text.len())], None, None, &context);
        let span = |piece: &Piece| phrase.span_of(&piece.range).map_or("", |span| span.of(text));
        pieces(&phrase).iter().map(span).collect()
    }

    #[test]
    fn one_occasion_a_piece() {
        for (text, expected) in [
            ("Tea at 4 then chess at 6", vec!["Tea at 4", "chess at 6"]),
            ("Tea at 4, chess at 6 and dinner at 8", vec!["Tea at 4", "chess at 6", "dinner at 8"]),
            (
                "Games day 3 May 2026: chess 9:00, darts 11:00",
                vec!["Games day 3 May 2026", "chess 9:00", "darts 11:00"],
            ),
            ("Tea with Ann, Bob and Carla at 4", vec!["Tea with Ann, Bob and Carla at 4"]),
            ("Tea on Friday at 4 and at 6", vec!["Tea on Friday at 4 and at 6"]),
            ("Talk: Bees, 3 May 2026, 9:00", vec!["Talk: Bees, 3 May 2026, 9:00"]),
            ("Tea at 4, doors at 3", vec!["Tea at 4, doors at 3"]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }
}
