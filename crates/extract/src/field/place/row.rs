//! Where a row of a programme says that it is: behind its last comma.

use std::ops::Range;

use crate::tokens::{Role, Token};

use super::room::{is_venue_word, room};

/// "2.00pm Eamon Dillane on the lost railways of Clare, Library (free)": of a row that begins with its time the venue behind
/// the last comma, when what stands before it names none.
pub(super) fn last_of_row(tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let title = tokens.iter().skip(from).position(|t| t.is_free() && t.is_word())? + from;
    let row = tokens.get(..without_bracket(tokens))?;
    let comma = row.iter().rposition(|t| t.is_free() && t.is(",")).filter(|at| *at > title)?;
    let timed = |range: Range<usize>| {
        tokens.get(range).is_some_and(|words| words.iter().any(|t| t.role == Role::Time))
    };
    let words = row.get(comma + 1..).filter(|words| (1..=5).contains(&words.len()))?;
    let named = words
        .iter()
        .all(|t| t.is_free() && (t.is_capital() || t.is_number() || t.is_any(&["the", "of", "&", "."])));
    let venue = words.last().is_some_and(is_venue_word) && words.first().is_some_and(Token::is_capital);
    let before = row.get(title..comma)?;
    let led = before
        .windows(2)
        .any(|w| matches!(w, [lead, _] if lead.is_free() && lead.is_any(&["at", "in", "@", "on"])));
    let elsewhere = led && before.iter().any(|t| t.is_free() && is_venue_word(t));
    // "Drinks reception, the Walled Garden, Kilmoran House"
    let part = before.iter().rposition(|t| t.is(",")).filter(|at| *at > 0).map(|at| title + at + 1);
    let joined =
        part.filter(|at| row.get(*at..comma).is_some_and(|words| words.last().is_some_and(is_venue_word)));
    let start = joined.unwrap_or(comma + 1);
    (timed(0..title) && !timed(title..row.len()) && named && venue && !elsewhere).then_some(start..row.len())
}

/// Where a last bracket opens that holds no place: "(ages 4-8, €5)".
fn without_bracket(tokens: &[Token]) -> usize {
    let all = tokens.iter().rposition(|t| !t.is_any(&[".", "!"])).map_or(0, |at| at + 1);
    let closed = all.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|t| t.is(")"));
    let open = tokens.iter().rposition(|t| t.is("(")).filter(|at| closed && *at > 0);
    let place = |at: &usize| tokens.get(at + 1..all.saturating_sub(1)).is_none_or(|inside| room(inside) > 0);
    open.filter(|at| !place(at)).unwrap_or(all)
}
