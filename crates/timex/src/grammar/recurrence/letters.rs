//! The letters of a timetable: "MWF 10-11", "M/W 9am", "m-f 9-5".

use jiff::civil::Weekday;

use crate::lex::Token;
use crate::mention::RuleSpec;

use super::super::range::Opened;
use super::super::time::Need;
use super::super::{Found, Parser};
use super::{WORKDAYS, weekly_on};

impl Parser<'_> {
    /// "MWF 10-11", "M/W 9am", "M-F 9-5": the letters of a timetable before its hours.
    pub(super) fn day_letters_with_time(&self, i: usize) -> Found<RuleSpec> {
        let (days, next) = self.day_letters(i)?;
        let parted = matches!(self.t.mark_at(next), Some(':' | ',' | '|' | '\u{2022}'));
        let colon = if parted { next + 1 } else { next };
        let (item, after) = self.time_item(colon, Need::AfterDate, Opened::No)?;
        let sure = item.end.is_some() || self.time(colon, Need::Whole).is_some_and(|(_, n)| n == after);
        (sure && days.len() > 1).then(|| (weekly_on(1, &days), next))
    }

    /// Letters for at least two days, their span included: "MWF", "M/W/F", "M-F".
    pub(in super::super) fn day_letters(&self, i: usize) -> Found<Vec<Weekday>> {
        let t = self.t;
        // "m-f 9am"
        if t.any(i, &["m"]) && t.mark(i + 1, '-') && t.glued(i + 1) && t.glued(i + 2) && t.any(i + 2, &["f"])
        {
            return Some((WORKDAYS.to_vec(), i + 3));
        }
        // In small letters only what the dictionary knows: "mwf", "tth".
        let told = |token: &&Token| token.capital || token.senses.starter;
        let code = |n: usize| {
            let token = t.get(n).filter(told)?;
            letters(t.word(n)).filter(|days| token.capital || days.len() > 1)
        };
        let (mut days, mut next) = (code(i)?, i + 1);
        if t.mark(next, '-') && t.glued(next) && t.glued(next + 1) {
            let [first] = *days.as_slice() else { return None };
            let [last] = *code(next + 1)?.as_slice() else { return None };
            days.extend(super::days::days_between(first, last));
            next += 2;
        }
        while t.mark(next, '/') && t.glued(next) && t.glued(next + 1) && days.len() < 7 {
            let Some(more) = code(next + 1) else { break };
            days.extend(more);
            next += 2;
        }
        (days.len() > 1).then_some((days, next))
    }
}

/// The days that a run of letters stands for: "mwf", "tth", "mtuwthf".
fn letters(word: &str) -> Option<Vec<Weekday>> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    const CODES: [(&str, Weekday); 10] = [
        ("th", Thursday),
        ("tu", Tuesday),
        ("sa", Saturday),
        ("su", Sunday),
        ("m", Monday),
        ("t", Tuesday),
        ("w", Wednesday),
        ("r", Thursday),
        ("f", Friday),
        ("h", Thursday),
    ];
    if word.is_empty() || word.len() > 10 {
        return None;
    }
    let (mut rest, mut days) = (word, Vec::new());
    while !rest.is_empty() {
        let (code, day) = CODES.iter().find(|(code, _)| rest.starts_with(code))?;
        let in_order = days
            .last()
            .is_none_or(|last: &Weekday| last.to_monday_zero_offset() < day.to_monday_zero_offset());
        if !in_order {
            return None;
        }
        days.push(*day);
        rest = rest.get(code.len()..)?;
    }
    Some(days)
}
