//! Days that are told by their names.

use calendar::Span;
use timex::Expression;
use timex::Part;

use super::has_time;

/// A date that is told by the name of a holiday alone.
pub(crate) fn is_holiday(text: &str, time: &Expression) -> bool {
    const NAMES: &[&str] = &[
        "christmas",
        "christmas eve",
        "easter",
        "easter sunday",
        "easter monday",
        "good friday",
        "halloween",
        "independence day",
        "labor day",
        "labour day",
        "memorial day",
        "mother's day",
        "father's day",
        "new year",
        "new year's",
        "new year's day",
        "new year's eve",
        "saint patrick's day",
        "st patrick's day",
        "st. patrick's day",
        "thanksgiving",
        "thanksgiving day",
        "valentine's day",
        "valentines day",
        "veterans day",
        "xmas",
        "boxing day",
        "columbus day",
        "presidents day",
        "earth day",
        "canada day",
        "australia day",
        "anzac day",
        "remembrance day",
        "bonfire night",
        "palm sunday",
        "ash wednesday",
        "shrove tuesday",
        "pancake day",
        "juneteenth",
        "memorial weekend",
        "martin luther king day",
        "mlk day",
        "thanks giving",
    ];
    let words = time.span.of(text).to_lowercase().replace('’', "'");
    !has_time(time) && NAMES.contains(&words.as_str())
}

/// "Mar 29 – Palm Sunday, 10 am": the name of a feast beside its date, to name the event when nothing else does.
pub(crate) fn feast(text: &str, time: &Expression) -> Option<crate::field::title::Title> {
    const DAYS: &[&str] = &[
        "fri", "mon", "sat", "sun", "thu", "tue", "wed", "jan", "feb", "mar", "apr", "may", "jun", "jul",
        "aug", "sep", "oct", "nov", "dec", "tod", "tom", "ton", "nex", "thi", "the",
    ];
    let dates = time.parts.iter().filter(|(part, _)| *part == Part::Date);
    let named = |span: &Span| {
        let words = span.of(text);
        let first = words.get(..3).unwrap_or(words).to_lowercase();
        words.len() > 3
            && words.starts_with(char::is_uppercase)
            && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '.'))
            && !DAYS.contains(&first.as_str())
    };
    let span = dates.map(|(_, span)| *span).find(named)?;
    Some(crate::field::title::Title { text: span.of(text).to_owned(), spans: vec![span] })
}
