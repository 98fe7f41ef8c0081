//! Which parts a rule may combine (RFC 5545 §3.3.10, the paragraphs with "MUST NOT").

use super::{Frequency, InvalidRule, Rule, WeekdayOrdinal};

impl Rule {
    /// Refuses combinations that the RFC forbids, since readers disagree on what they mean.
    pub fn check(&self) -> Result<(), InvalidRule> {
        use Frequency::{Daily, Monthly, Weekly, Yearly};
        let refuse = |message: &str| Err(InvalidRule(message.to_owned()));
        if self.interval == 0 {
            return refuse("INTERVAL is at least 1");
        }
        if !matches!(self.frequency, Monthly | Yearly)
            && self.by_day.iter().any(|item| item.ordinal.is_some())
        {
            return refuse("BYDAY takes numbers (2TU) in monthly and yearly rules alone");
        }
        if !self.by_day.iter().all(|item| self.has_such_ordinal(*item)) {
            return refuse("BYDAY counts up to the 5th weekday of a month and the 53rd of a year");
        }
        if self.frequency == Weekly && !self.by_month_day.is_empty() {
            return refuse("BYMONTHDAY has no meaning in a weekly rule");
        }
        if matches!(self.frequency, Daily | Weekly | Monthly) && !self.by_year_day.is_empty() {
            return refuse("BYYEARDAY has no meaning in daily, weekly and monthly rules");
        }
        if !self.by_set_position.is_empty() && self.has_no_other_part() {
            return refuse("BYSETPOS picks among the days of another BY part, and there is none");
        }
        Ok(())
    }

    fn has_such_ordinal(&self, item: WeekdayOrdinal) -> bool {
        let in_month = self.frequency == Frequency::Monthly || !self.by_month.is_empty();
        let highest = if in_month { 5 } else { 53 };
        item.ordinal.is_none_or(|n| n != 0 && n.unsigned_abs() <= highest)
    }

    fn has_no_other_part(&self) -> bool {
        self.by_month.is_empty()
            && self.by_year_day.is_empty()
            && self.by_month_day.is_empty()
            && self.by_day.is_empty()
            && self.by_hour.is_empty()
            && self.by_minute.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_without_a_meaning_are_refused() {
        for (rule, part) in [
            ("FREQ=WEEKLY;BYDAY=2MO", "BYDAY"),
            ("FREQ=DAILY;BYDAY=-1FR", "BYDAY"),
            ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY"),
            ("FREQ=YEARLY;BYMONTH=3;BYDAY=20MO", "BYDAY"),
            ("FREQ=WEEKLY;BYMONTHDAY=13", "BYMONTHDAY"),
            ("FREQ=MONTHLY;BYYEARDAY=100", "BYYEARDAY"),
            ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
            ("FREQ=DAILY;COUNT=3;UNTIL=20260101", "COUNT"),
        ] {
            let error = rule.parse::<Rule>().unwrap_err();
            assert!(error.to_string().contains(part), "{rule}: {error}");
        }
    }

    #[test]
    fn what_people_write_is_accepted() {
        for rule in [
            "FREQ=YEARLY;BYDAY=20MO",
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "FREQ=HOURLY;BYHOUR=9,10",
        ] {
            assert!(rule.parse::<Rule>().is_ok(), "{rule}");
        }
    }
}
