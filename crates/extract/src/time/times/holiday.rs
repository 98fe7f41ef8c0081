//! Days that are told by their names.

use crate::tokens::lower;
use crate::words::{DAY_LETTERS, HOLIDAYS, has};
use calendar::Span;
use timex::Expression;
use timex::Part;

use super::has_time;

/// A date that is told by the name of a holiday alone.
pub(crate) fn is_holiday(text: &str, time: &Expression) -> bool {
    if has_time(time) {
        return false;
    }
    let words = lower(time.span.of(text));
    // "the Christmas lunch"
    has(HOLIDAYS, words.strip_prefix("the ").unwrap_or(&words))
}

/// "Mar 29 – Palm Sunday, 10 am": the name of a feast beside its date, to name the event when nothing else does.
pub(crate) fn feast(text: &str, time: &Expression) -> Option<crate::field::title::Title> {
    let dates = time.parts.iter().filter(|(part, _)| *part == Part::Date);
    let named = |span: &Span| {
        let words = span.of(text);
        let first = words.get(..3).unwrap_or(words).to_lowercase();
        words.len() > 3
            && words.starts_with(char::is_uppercase)
            && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '.'))
            && !has(DAY_LETTERS, &first)
    };
    let span = dates.map(|(_, span)| *span).find(named)?;
    Some(crate::field::title::Title { text: span.of(text).to_owned(), spans: vec![span] })
}
