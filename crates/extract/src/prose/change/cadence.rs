//! How often something comes, as a part of the name of what is moved once.

use calendar::Span;
use timex::{Context, Expression, Part};

use crate::time::times;

/// Adjectives of how often something comes.
const CADENCES: &[&str] =
    &["annual", "bi-weekly", "biweekly", "daily", "fortnightly", "monthly", "quarterly", "weekly", "yearly"];

/// "Quarterly review moved from … to …": how often it comes is a part of its name, and the days are no end of a rule.
pub(crate) fn without_cadence(text: &str, times: &mut Vec<Expression>, context: &Context) {
    let [time] = times.as_slice() else { return };
    let mut rules = time.parts.iter().filter(|(part, _)| *part == Part::Rule);
    let cadence = |span: Span| {
        CADENCES.contains(&&*span.of(text).to_lowercase())
            && time.parts.iter().all(|(_, s)| s.start >= span.start)
    };
    let (Some((_, first)), None) = (rules.next(), rules.next()) else { return };
    if time.parts.len() > 1 && cadence(*first) {
        let rest = Span::new(first.end, time.parts.iter().map(|(_, s)| s.end).max().unwrap_or(first.end));
        *times = times::find(text, rest, None, context);
    }
}
