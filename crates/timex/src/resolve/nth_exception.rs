//! "Every Monday except the first of the month": a rule that counts within the month says it; where it cannot, the
//! occurrences are left out one by one.

use calendar::{Bound, Frequency, Recurrence, Rule, WeekdayOrdinal};
use jiff::civil::{Date, DateTime, Weekday};

use super::Doubts;

/// A weekday comes at most so often in a month.
const MOST: i8 = 5;
/// Without an end, occurrences are left out within so many of them.
const HORIZON: usize = 200;

/// Leaves out the weekdays at these positions of every month.
pub(super) fn leave_out(
    positions: &[i8],
    weekday: Option<Weekday>,
    start: DateTime,
    to: &mut Recurrence,
    doubts: &mut Doubts,
) {
    let own = match to.rule.by_day.as_slice() {
        [item] => Some(item.weekday),
        _ if to.rule.frequency == Frequency::Weekly && to.rule.by_day.is_empty() => Some(start.weekday()),
        _ => None,
    };
    let Some(weekday) = weekday.or(own) else {
        doubts.notes.push("An exception could not be read.".to_owned());
        return;
    };
    if !counts_within_the_month(&mut to.rule, positions, weekday, start) {
        one_by_one(positions, weekday, start, to, doubts);
    }
}

/// A weekly rule as one that takes the other positions of every month: false where weeks are skipped, occurrences are
/// counted or positions are counted from both ends.
fn counts_within_the_month(rule: &mut Rule, positions: &[i8], weekday: Weekday, start: DateTime) -> bool {
    let from_end = positions.iter().all(|n| *n < 0);
    let every_week = matches!(rule.frequency, Frequency::Weekly | Frequency::Daily) && rule.interval == 1;
    let plain = rule.by_set_position.is_empty() && rule.by_hour.len() <= 1;
    let counted = matches!(rule.bound, Bound::Count(_));
    if !every_week || !plain || counted || !from_end && positions.iter().any(|n| *n < 0) {
        return false;
    }
    let kept: Vec<i8> = (1..=MOST).filter(|n| !positions.iter().any(|left| left.abs() == *n)).collect();
    let kept = kept.into_iter().map(|n| if from_end { -n } else { n });
    let days = days_of(rule, start);
    if days.contains(&weekday) {
        rule.frequency = Frequency::Monthly;
        if days.len() == 1 {
            rule.by_day = vec![WeekdayOrdinal::from(weekday)];
            rule.by_set_position = kept.map(i16::from).collect();
            rule.by_set_position.sort_unstable();
        } else {
            let others = days.into_iter().filter(|day| *day != weekday).map(WeekdayOrdinal::from);
            let numbered = kept.map(|n| WeekdayOrdinal { ordinal: Some(n), weekday });
            rule.by_day = others.chain(numbered).collect();
        }
    }
    true
}

/// The weekdays of a rule of weeks or days.
fn days_of(rule: &Rule, start: DateTime) -> Vec<Weekday> {
    match (rule.by_day.is_empty(), rule.frequency) {
        (false, _) => rule.by_day.iter().map(|item| item.weekday).collect(),
        (true, Frequency::Weekly) => vec![start.weekday()],
        (true, _) => Weekday::Monday.cycle_forward().take(7).collect(),
    }
}

/// The occurrences themselves, with a note when there is no end to them.
fn one_by_one(positions: &[i8], weekday: Weekday, start: DateTime, to: &mut Recurrence, doubts: &mut Doubts) {
    let is_one = |date: Date| {
        date.weekday() == weekday
            && positions.iter().any(|n| date.nth_weekday_of_month(*n, weekday).is_ok_and(|day| day == date))
    };
    let gone: Vec<DateTime> =
        to.rule.occurrences(start).take(HORIZON).filter(|at| is_one(at.date())).collect();
    to.exdates.extend(gone);
    if to.rule.bound == Bound::Never {
        doubts.notes.push("The rule has no end, so only its next exceptions are left out.".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// What is left of a rule that begins on Monday 2 March 2026.
    fn left(rule: &str, positions: &[i8], weekday: Option<Weekday>) -> String {
        let mut to = Recurrence::from(rule.parse::<Rule>().unwrap());
        leave_out(positions, weekday, date(2026, 3, 2).at(9, 0, 0, 0), &mut to, &mut Doubts::default());
        let days: Vec<String> = to.exdates.iter().map(|at| at.date().to_string()).collect();
        format!("{} {}", to.rule, days.join(" ")).trim_end().to_owned()
    }

    #[test]
    fn a_rule_of_weeks_counts_within_the_month() {
        let weekly = "FREQ=WEEKLY;BYDAY=MO";
        for (rule, positions, weekday, expected) in [
            (weekly, &[1][..], None, "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2,3,4,5"),
            (weekly, &[-1], None, "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-5,-4,-3,-2"),
            (weekly, &[2, 4], Some(Weekday::Monday), "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,3,5"),
            (weekly, &[1], Some(Weekday::Friday), weekly),
            (
                "FREQ=WEEKLY;BYDAY=MO,TH",
                &[-1],
                Some(Weekday::Thursday),
                "FREQ=MONTHLY;BYDAY=MO,-2TH,-3TH,-4TH,-5TH",
            ),
            ("FREQ=WEEKLY", &[1], None, "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2,3,4,5"),
        ] {
            assert_eq!(left(rule, positions, weekday), expected, "{rule} without {positions:?}");
        }
    }

    #[test]
    fn what_no_rule_says_is_left_out_one_by_one() {
        for (rule, positions, expected) in [
            ("FREQ=WEEKLY;COUNT=6;BYDAY=MO", &[1][..], "FREQ=WEEKLY;COUNT=6;BYDAY=MO 2026-03-02 2026-04-06"),
            (
                "FREQ=WEEKLY;UNTIL=20260430;BYDAY=MO",
                &[1, -1],
                "FREQ=WEEKLY;UNTIL=20260430;BYDAY=MO 2026-03-02 2026-03-30 2026-04-06 2026-04-27",
            ),
        ] {
            assert_eq!(left(rule, positions, None), expected);
        }
    }
}
