//! The order of numeric dates, decided once for a text: "19/12" is no date of a text that puts the month first.

use std::borrow::Cow;

use timex::{Context, DateOrder};

/// "1/2"
const SHORTEST: usize = 3;

/// The context with the order that the numbers over 12 of `text` tell, when they agree.
pub(crate) fn decided<'c>(text: &str, context: &'c Context) -> Cow<'c, Context> {
    let (mut day_first, mut month_first) = (false, false);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.');
    for word in text.split(|c: char| !is_part(c)).filter(|word| word.len() >= SHORTEST) {
        let Some((first, second)) = numbers(word) else { continue };
        day_first |= first > 12 && second <= 12;
        month_first |= second > 12 && first <= 12;
    }
    let order = match (day_first, month_first) {
        (true, false) => DateOrder::DayFirst,
        (false, true) => DateOrder::MonthFirst,
        _ => return Cow::Borrowed(context),
    };
    let mut context = context.clone();
    context.preferences.date_order = Some(order);
    Cow::Owned(context)
}

/// The first two numbers of a date: "19/12", "19/12/26", "19.03.2027".
fn numbers(word: &str) -> Option<(u8, u8)> {
    let word = word.trim_matches(['.', '/']);
    let mark = if word.contains('/') { '/' } else { '.' };
    let parts: Vec<&str> = word.split(mark).collect();
    let (first, second) = match parts.as_slice() {
        // "24/7" is no date.
        [a, b] if mark == '/' && word != "24/7" => (a, b),
        [a, b, year] if matches!(year.len(), 2 | 4) => (a, b),
        _ => return None,
    };
    let number = |part: &str| part.parse::<u8>().ok().filter(|n| (1..=31).contains(n) && part.len() <= 2);
    number(first).zip(number(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_over_twelve_decides_for_all_lines() {
        let context = Context::new("2026-11-26T09:00:00[America/New_York]".parse().unwrap());
        for (text, order) in [
            ("5/12 a\n19/12 b", Some(DateOrder::DayFirst)),
            ("12.03.2027\n19.03.2027", Some(DateOrder::DayFirst)),
            ("5/12 a\n12/19 b", Some(DateOrder::MonthFirst)),
            ("open 24/7, 3/4 full, 13.30 to 14.15", None),
            ("19/12 or 12/19", None),
        ] {
            assert_eq!(decided(text, &context).preferences.date_order, order, "{text}");
        }
    }
}
