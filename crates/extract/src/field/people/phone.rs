//! Telephone numbers beside a name: "Rob (07700 900123)", "call bob 555-0142", "Eva Berg <eva@x.example>, 555-0142".

use calendar::Span;

use super::{Found, is_address};
use crate::tokens::{Role, Token, mark, tokens};

/// Fewest digits of a number: fewer are a room or a year.
const FEWEST: usize = 6;

/// More digits are no number (ITU-T E.164).
const MOST: usize = 15;

/// Gives the people of one sentence the numbers that stand right behind them.
pub(super) fn phones(text: &str, words: &mut [Token], found: &mut [Found]) {
    for person in found.iter_mut().filter(|f| f.person.phone.is_none()) {
        take(text, words, person);
    }
}

/// The same for one person; the token behind the number.
pub(super) fn take(text: &str, words: &mut [Token], person: &mut Found) -> Option<usize> {
    let end = person.spans.last()?.end;
    let number = behind(text, end)?;
    let first = words.partition_point(|t| t.span.end <= end);
    let last = words.partition_point(|t| t.span.start < number.end);
    let own =
        words.get(first..last).filter(|own| !own.is_empty() && own.iter().all(|t| t.role != Role::Time));
    own?;
    // The brackets around it go with it.
    let closed = words.get(first).is_some_and(|t| t.is("(")) && words.get(last).is_some_and(|t| t.is(")"));
    let last = last + usize::from(closed);
    mark(words, first..last, Role::Gone);
    person.person.phone = Some(number.of(text).to_owned());
    person.spans.push(number);
    Some(last)
}

/// Completes the person of a labelled line with the address and the number that stand behind the name.
pub(crate) fn complete(text: &str, value: Span, person: &mut Found) {
    let end = person.spans.last().map_or(value.start, |span| span.end);
    let rest = tokens(text, Span::new(end.min(value.end), value.end));
    if let Some(address) = rest.iter().find(|t| is_address(t.text)).filter(|_| person.person.email.is_none())
    {
        person.person.email = Some(address.text.to_owned());
        person.spans.push(address.span);
    }
    let number = rest.iter().find_map(|t| digits_from(text, t.span.start).filter(|n| n.end <= value.end));
    if let Some(number) = number.filter(|_| person.person.phone.is_none()) {
        person.person.phone = Some(number.of(text).to_owned());
        person.spans.push(number);
    }
}

/// The number right behind the byte `at`: a bracket, a comma, "on" or "at" may stand between.
fn behind(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let words = rest.trim_start_matches([' ', '(', ',', ':', '<', '-', '–', '>', ')']);
    let led = ["on ", "at ", "tel ", "tel: ", "mob ", "ph "]
        .iter()
        .find_map(|lead| words.strip_prefix(lead))
        .unwrap_or(words);
    let start = at + rest.len() - led.len();
    let gap = text.get(at..start)?;
    digits_from(text, start).filter(|_| gap.len() <= 8 && !gap.is_empty())
}

/// The number that begins at the byte `start`.
fn digits_from(text: &str, start: usize) -> Option<Span> {
    let rest = text.get(start..)?;
    rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).then_some(())?;
    let own = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '+' | '/');
    let length = rest.char_indices().find(|(_, c)| !own(*c)).map_or(rest.len(), |(at, _)| at);
    let number = rest.get(..length)?.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    // "(10.30 - 12.00)" and "14/03/2027" are none.
    let dated = number.contains('/') || number.matches('.').count() == 1;
    let clear = !rest.get(number.len()..)?.starts_with(|c: char| c.is_alphanumeric() || c == ':');
    ((FEWEST..=MOST).contains(&digits) && !dated && clear).then(|| Span::new(start, start + number.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_behind_a_name() {
        for (text, expected) in [
            (" 555-0142 tomorrow", Some("555-0142")),
            (" (07700 900123) by Friday", Some("07700 900123")),
            (", +44 20 7946 0018.", Some("+44 20 7946 0018")),
            (" on (650) 555-0119", Some("(650) 555-0119")),
            (" 14/03/2027", None),
            (" 12.30", None),
            (" in room 5409", None),
            (" and 555-0142", None),
        ] {
            assert_eq!(behind(text, 0).map(|span| span.of(text)), expected, "{text}");
        }
    }
}
