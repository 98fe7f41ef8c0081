//! Lengths: "2 hours", "1 1/2 hours", "an hour and a half", "1h30", "90-minute", "half a day".

use crate::mention::Amount;
use crate::words::Unit;

use super::{Found, Parser};

impl Parser<'_> {
    /// A length: quantities with units, added up.
    pub(super) fn amount(&self, i: usize) -> Found<Amount> {
        self.memo.amount.at(i, || self.read_amount(i))
    }

    fn read_amount(&self, i: usize) -> Found<Amount> {
        let (mut total, mut next) = self.quantity(i)?;
        // "1 hour, 5 minutes and 30 seconds", "2h30", "an hour and a half"
        for _ in 0..4 {
            let t = self.t;
            let mut from = next;
            if t.mark(from, ',') {
                from += 1;
            }
            if t.any(from, &["and"]) {
                from += 1;
            }
            if let (Some(finest), Some((half, after))) = (total.finest, self.and_a_half(from)) {
                if from > next {
                    total = add(total, scaled(finest, half)?)?;
                    next = after;
                }
                break;
            }
            let clock_tail =
                total.finest == Some(Unit::Hour) && from == next && t.glued(from) && t.digits(from) == 2;
            if clock_tail && t.senses(from + 1).unit.is_none() && t.number(from).is_some_and(|m| m < 60) {
                total = add(total, scaled(Unit::Minute, f64::from(t.number(from)?))?)?;
                next = from + 1;
                break;
            }
            match self.quantity(from) {
                Some((more, after)) if more.finest < total.finest && more.finest.is_some() => {
                    total = add(total, more)?;
                    next = after;
                }
                _ => break,
            }
        }
        Some((total, next))
    }

    fn and_a_half(&self, i: usize) -> Found<f64> {
        let t = self.t;
        if let Some(next) = t.phrase(i, &["a", "half"]) {
            return Some((0.5, next));
        }
        t.phrase(i, &["a", "quarter"]).map(|next| (0.25, next))
    }

    /// One number with one unit.
    fn quantity(&self, i: usize) -> Found<Amount> {
        let ((count, vague), next) = self.quantity_count(i)?;
        let t = self.t;
        let next = if t.mark(next, '-') && t.glued(next) { next + 1 } else { next };
        let next =
            if t.any(next, &["full", "whole", "more", "consecutive", "straight"]) { next + 1 } else { next };
        // "a second one", "21 second": the ordinal.
        let ordinal = !self.clause_ends(next + 1) && t.digits(i) == 0;
        let singular_second = t.any(next, &["second"]) && (count > 1.0 || ordinal);
        let (unit, next) = self.unit_word(next).filter(|_| !singular_second)?;
        // "a 100 year old", "100 Days of School"
        let named =
            t.get(next - 1).is_some_and(|token| token.capital) && t.digits(i) > 0 && t.any(next, &["of"]);
        // "3H class assembly"
        let group = t.word(next - 1) == "h"
            && t.get(next - 1).is_some_and(|token| token.capital)
            && !self.clause_ends(next);
        if t.any(next, &["old", "olds"]) || named || group {
            return None;
        }
        let mut amount = scaled(unit, count)?;
        amount.vague = vague;
        Some((amount, next))
    }

    /// A unit of length; "business days", "working days".
    pub(super) fn unit_word(&self, i: usize) -> Found<Unit> {
        let t = self.t;
        if t.any(i, &["business", "working", "work"]) && t.any(i + 1, &["day", "days"]) {
            return Some((Unit::BusinessDay, i + 2));
        }
        let unit = match t.word(i) {
            "m" if t.glued(i) => Unit::Minute,
            "d" if t.glued(i) => Unit::Day,
            "nights" => Unit::Day,
            "w" if t.glued(i) && !(t.glued(i + 1) && t.number(i + 1).is_some()) => Unit::Week,
            _ => t.senses(i).unit?,
        };
        // A short form may carry its full stop: "5 min."
        let dotted = t.mark(i + 1, '.') && t.any(i, &["min", "mins", "hr", "hrs", "sec"]) && !t.ends(i + 2);
        Some((unit, if dotted { i + 2 } else { i + 1 }))
    }

    /// "2", "1.5", "1 1/2", "1½", "a", "half a", "half an", "a half", "one and a half", "a couple of".
    fn quantity_count(&self, i: usize) -> Found<(f64, bool)> {
        let t = self.t;
        if t.word(i) == "half" && t.any(i + 1, &["a", "an"]) {
            return Some(((0.5, false), i + 2));
        }
        if t.any(i, &["half"]) && t.mark(i + 1, '-') && t.any(i + 2, &["hour", "hours"]) {
            return Some(((0.5, false), i + 2));
        }
        // A "half day" is one that ends early, no length.
        if t.any(i, &["half"]) && t.senses(i + 1).unit.is_some_and(|unit| unit != Unit::Day) {
            return Some(((0.5, false), i + 1));
        }
        if t.phrase(i, &["a", "half"]).is_some() {
            return Some(((0.5, false), i + 2));
        }
        let quarter = if t.any(i, &["a"]) { i + 1 } else { i };
        if let Some(next) = t.phrase(quarter, &["quarter", "of", "an"]) {
            return Some(((0.25, false), next));
        }
        if let Some(next) = t.phrase(i, &["three", "quarters", "of", "an"]) {
            return Some(((0.75, false), next));
        }
        if let Some(value) = self.fraction(i) {
            let next = if t.mark(i, '½') { i + 1 } else { i + 3 };
            let of = t.phrase(next, &["of", "an"]).or_else(|| t.phrase(next, &["of", "a"]));
            return Some(((value, false), of.unwrap_or(next)));
        }
        let ((count, vague), next) = self.amount_number(i)?;
        let count = f64::from(count);
        if t.mark(next, '.') && t.glued(next) && t.digits(next + 1) > 0 && t.glued(next + 1) {
            let tenths = f64::from(t.number(next + 1)?) / 10f64.powi(i32::from(t.digits(next + 1)));
            return Some(((count + tenths, vague), next + 2));
        }
        if t.mark(next, '½') {
            return Some(((count + 0.5, vague), next + 1));
        }
        if let Some(part) = self.fraction(next) {
            return Some(((count + part, vague), next + 3));
        }
        if let Some(after) = t.phrase(next, &["and", "a", "half"]) {
            return Some(((count + 0.5, vague), after));
        }
        // "2 to 3 hours", "2-3 hours": the longer one.
        let dash = t.mark(next, '-') || t.any(next, &["to", "or"]);
        if dash && t.number(i).is_some() && t.digits(next + 1) > 0 && t.senses(next + 2).unit.is_some() {
            return Some(((f64::from(t.number(next + 1)?), true), next + 2));
        }
        Some(((count, vague), next))
    }

    fn fraction(&self, i: usize) -> Option<f64> {
        let t = self.t;
        if t.mark(i, '½') {
            return Some(0.5);
        }
        let whole = t.digits(i) == 1 && t.mark(i + 1, '/') && t.digits(i + 2) == 1;
        let (above, below) = (t.number(i)?, t.number(i + 2).filter(|_| whole)?);
        ((1..below).contains(&above) && below <= 4).then(|| f64::from(above) / f64::from(below))
    }
}

/// So many of a unit; fractions of months and years are refused except halves.
fn scaled(unit: Unit, count: f64) -> Option<Amount> {
    if !(0.0..=100_000.0).contains(&count) {
        return None;
    }
    let whole = |factor: f64| (count * factor).round() as i32;
    let mut amount = Amount { finest: Some(unit), ..Amount::default() };
    let day_like = |days: f64, amount: &mut Amount| {
        if (count * days).fract() == 0.0 {
            amount.days = (count * days) as i32;
        } else {
            amount.seconds = (count * days * 86_400.0) as i64;
        }
    };
    match unit {
        Unit::Second => amount.seconds = count as i64,
        Unit::Minute => amount.seconds = (count * 60.0) as i64,
        Unit::Hour => amount.seconds = (count * 3600.0) as i64,
        Unit::Day | Unit::Weekend => day_like(1.0, &mut amount),
        Unit::BusinessDay => amount.business_days = whole(1.0),
        // "a week and a half" is some days, no hour of one.
        Unit::Week => amount.days = whole(7.0),
        Unit::Fortnight => amount.days = whole(14.0),
        Unit::Month if (count.fract() - 0.5).abs() < f64::EPSILON => {
            amount.months = count as i32;
            amount.days = 15;
        }
        Unit::Month => amount.months = whole(1.0),
        Unit::Quarter => amount.months = whole(3.0),
        Unit::Year => amount.months = whole(12.0),
        Unit::Decade => amount.months = whole(120.0),
    }
    Some(amount)
}

fn add(a: Amount, b: Amount) -> Option<Amount> {
    Some(Amount {
        months: a.months.checked_add(b.months)?,
        days: a.days.checked_add(b.days)?,
        business_days: a.business_days.checked_add(b.business_days)?,
        seconds: a.seconds.checked_add(b.seconds)?,
        finest: a.finest.min(b.finest),
        vague: a.vague || b.vague,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn lengths_in_minutes() {
        let minutes = |text: &str| read(text, |p| p.amount(0)).map(|(amount, _)| amount.seconds / 60);
        for (text, expected) in [
            ("2 hours", Some(120)),
            ("1.5 hours", Some(90)),
            ("1 1/2 hours", Some(90)),
            ("an hour and a half", Some(90)),
            ("half an hour", Some(30)),
            ("1h30", Some(90)),
            ("90-minute", Some(90)),
            ("1 hour, 5 minutes and 30 seconds", Some(65)),
            ("2-3 hours", Some(180)),
            ("twenty second", None),
            ("5 people", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    #[test]
    fn lengths_in_days_and_months() {
        let days = |text: &str| read(text, |p| p.amount(0)).map(|(a, _)| (a.months, a.days, a.business_days));
        for (text, expected) in [
            ("a fortnight", (0, 14, 0)),
            ("two weeks", (0, 14, 0)),
            ("18 months", (18, 0, 0)),
            ("3 business days", (0, 0, 3)),
            ("a year", (12, 0, 0)),
        ] {
            assert_eq!(days(text), Some(expected), "{text}");
        }
    }
}
