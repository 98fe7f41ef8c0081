//! The quoted or emphasised words of a sentence that name its event.

use std::ops::Range;

use crate::field::title::quoted;
use crate::prose::command::Request;
use crate::tokens::{Role, Token};
use crate::words::{TITLED, has};

/// The quotation that is the event's name; `name` is where the words begin that something else calls its name.
pub(super) fn naming_quote(words: &[Token], request: Request, name: Option<usize>) -> Option<Range<usize>> {
    let names = |range: &Range<usize>| {
        let called = name.is_some_and(|start| range.start.abs_diff(start) <= 1);
        called
            || request.asked
            || request.framed && is_first(words, request.start, range)
            || is_topic(words, range)
            || is_most(words, range)
    };
    leading_emphasis(words).or_else(|| quoted(words).filter(names))
}

/// Nothing stands between the frame and the quotation but of what kind it is: "our free webinar, "…"".
fn is_first(words: &[Token], from: usize, quote: &Range<usize>) -> bool {
    const KINDS: &[&str] = &[
        "a", "class", "course", "event", "free", "lecture", "our", "online", "seminar", "session", "talk",
        "the", "webinar", "workshop",
    ];
    words
        .get(from..quote.start)
        .is_some_and(|between| between.iter().all(|t| !t.is_word() || t.is_any(KINDS)))
}

/// Two fifths of the words of the sentence at least, its times left out, and no quotation that begins in lower case.
fn is_most(words: &[Token], quote: &Range<usize>) -> bool {
    let inside = words.get(quote.clone()).unwrap_or_default().iter().filter(|t| t.is_word()).count();
    let named = words.get(quote.start).is_some_and(|t| !t.text.starts_with(char::is_lowercase));
    let told = words.iter().filter(|t| t.is_word() && t.role != Role::Time).count();
    named && inside * 5 >= told * 2
}

/// "**Seed Swap** — bring your seeds": emphasised words with which a sentence begins, no times, and a mark behind them.
fn leading_emphasis(words: &[Token]) -> Option<Range<usize>> {
    let open = words.first().filter(|t| matches!(t.text, "*" | "_"))?;
    let start = words.iter().take_while(|t| t.text == open.text).count();
    let length = words.iter().skip(start).take(12).position(|t| t.text == open.text)?;
    let inside = words.get(start..start + length)?;
    let marks = words.iter().skip(start + length).take_while(|t| t.text == open.text).count();
    let next = words.get(start + length + marks);
    let set_off = next.is_none_or(|t| matches!(t.text, "–" | "—" | "-" | "--" | ":" | "|" | "("));
    let named = inside.iter().any(Token::is_word) && inside.iter().all(|t| t.role == Role::Free);
    (set_off && named).then_some(start..start + length)
}

/// "will be speaking on "Cheap clocks"", "a talk titled "…"": the quotation is what it is about.
fn is_topic(words: &[Token], quote: &Range<usize>) -> bool {
    let Some(mark) = quote.start.checked_sub(1) else { return false };
    let before = words.get(mark.saturating_sub(4)..mark).unwrap_or_default();
    let first = before.is_empty()
        && words.get(quote.end + 1).is_some_and(|t| t.is(",") || t.role == Role::Time)
        || words.get(quote.end - 1).is_some_and(|t| t.is(",")) && before.is_empty();
    if first && words.get(quote.start).is_some_and(Token::is_capital) {
        return true;
    }
    let leads = before.last().is_some_and(|t| {
        t.is_any(&["on", "about", "titled", "entitled", ":", ",", "presents", "presenting"])
    });
    let talks = before.iter().any(|t| has(TITLED, &t.lower));
    let capital = words.get(quote.start).is_some_and(Token::is_capital);
    leads && talks && capital
}
