//! Recursive descent over the tokens: one matcher a file, each returns what was said and the index after it.
//!
//! A matcher looks a bounded number of tokens ahead and never back, so that the whole is linear in the text.

mod clock;
mod date;
mod date_range;
mod day;
mod dotted;
mod duration;
mod edge;
mod exception;
mod first_days;
mod gather;
mod half_day;
mod heading;
mod holiday;
mod link;
mod memo;
pub(crate) mod mention;
mod month;
mod name;
mod namesake;
mod noise;
mod nth;
mod number;
mod numbered_weekday;
mod numeric;
mod quarter;
mod quote;
mod range;
mod recurrence;
mod relative;
mod spoken;
mod time;
mod unit;
mod week;
mod weekday;
mod zone;

use crate::lex::Tokens;
use calendar::DateOrder;
use heading::Heading;
use jiff::civil::Date;
use memo::Memo;

pub(crate) use gather::unite;
pub(crate) use mention::Located;

/// The tokens of a text with what grammar must know of the reader.
pub(crate) struct Parser<'t> {
    t: &'t Tokens,
    order: DateOrder,
    today: Date,
    headings: Vec<Heading>,
    memo: Memo,
}

/// What a matcher found and the index of the first token after it.
type Found<T> = Option<(T, usize)>;

impl<'t> Parser<'t> {
    /// A parser of these tokens, numeric dates read in this order unless one of them shows another. `today` only tells
    /// whether a number beside a weekday can be its day of the month.
    pub(crate) fn new(t: &'t Tokens, order: DateOrder, today: Date) -> Parser<'t> {
        Parser { t, order, today, headings: heading::headings(t), memo: Memo::default() }
    }

    /// What belongs to the mention before it, other words between them.
    fn goes_on(&self, last: &mut Located, i: usize) -> Option<usize> {
        self.rule_goes_on(last, i).or_else(|| self.half_of_the_day(last, i))
    }

    /// The mentions of the whole text in its order; what one sentence says of one event is put together.
    pub(crate) fn mentions(&self) -> Vec<Located> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.t.len() {
            self.hours_of_the_rule(&mut found, i);
            if let Some(next) = found.last_mut().and_then(|last| self.goes_on(last, i)) {
                i = next;
                continue;
            }
            if let Some(next) = self.name(i).or_else(|| self.quoted_title(i)) {
                i = next;
                continue;
            }
            let located = match self.another_day_of_the_rule(&found, i) {
                Some((rule, next)) => self.located_from(i, next, Some(rule)),
                None => self.located(i),
            };
            match located {
                Some((located, next)) if next > i => {
                    found.push(located);
                    self.weekdays_of_a_range(&mut found);
                    self.weekdays_of_weeks(&mut found);
                    self.weekdays_from_a_day(&mut found);
                    self.weeks_from_a_day(&mut found);
                    self.day_left_out_before(&mut found);
                    i = next;
                }
                _ => i += 1,
            }
        }
        self.lend_limits(&mut found);
        self.rule_of_all(&mut found);
        self.lend_hours(&mut found);
        let mut found = self.without_namesakes(found);
        self.days_after_dates(&mut found);
        self.gather(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::lex;

    /// Where dates begin with the month, on 11 March 2026.
    pub(super) fn parser(tokens: &Tokens) -> Parser<'_> {
        Parser::new(tokens, DateOrder::MonthFirst, Date::constant(2026, 3, 11))
    }

    /// Lets a matcher read the beginning of `text`: what it found and the words that it left.
    pub(super) fn read<T>(text: &str, matcher: impl Fn(&Parser<'_>) -> Found<T>) -> Option<(T, String)> {
        let tokens = lex(text);
        let parser = parser(&tokens);
        let (found, next) = matcher(&parser)?;
        let rest = tokens.get(next).and_then(|token| text.get(token.span.start..)).unwrap_or("");
        Some((found, rest.to_owned()))
    }

    #[test]
    fn halves_of_a_sentence_are_put_together() {
        let mentions = |text: &str| parser(&lex(text)).mentions().len();
        for (text, expected) in [
            ("a run on Saturday in the park at 2pm", 1),
            ("weekly review at the office tuesday at 10am", 1),
            ("block three hours with Ana tomorrow at 4:45 pm", 1),
            ("tea on Monday. Supper at 7pm", 2),
            ("lunch Monday at noon, dinner Tuesday at 8pm", 2),
            ("nothing of the kind", 0),
        ] {
            assert_eq!(mentions(text), expected, "{text}");
        }
    }
}
