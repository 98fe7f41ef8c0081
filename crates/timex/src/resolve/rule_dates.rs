//! What the dates beside a rule do to it: they name its days, its beginning or its range.

use calendar::{Frequency, Rule, WeekdayOrdinal};
use jiff::civil::Date;

use super::{Doubts, Resolver, date::Refused, period};
use crate::expression::Grain;
use crate::mention::{DateItem, DateSpec, Mention, RuleSpec};
use crate::words::Unit;

/// What the dates of a mention do to its rule.
#[derive(Default)]
pub(super) struct Placed {
    pub(super) from: Option<Date>,
    pub(super) through: Option<Date>,
    month_end: bool,
}

impl Resolver<'_> {
    /// What the dates beside a rule mean: its days, its beginning, its range.
    pub(super) fn placed(
        &self,
        mention: &Mention,
        spec: &RuleSpec,
        rule: &mut Rule,
        doubts: &mut Doubts,
    ) -> Result<Placed, Refused> {
        let mut placed = Placed::default();
        if let Some(starting) = &spec.starting {
            placed.from = Some(self.date(starting, true)?.start);
        }
        for item in &mention.dates {
            self.place(item, spec, rule, &mut placed, doubts)?;
        }
        // "Tuesdays: April 7, 14, 21" ends with the last of them.
        let days: Vec<&DateItem> = mention.dates.iter().filter(|item| item.end.is_none()).collect();
        if days.len() > 1 && placed.through.is_none() && spec.has_days() {
            let last = days.last().and_then(|item| self.dates(item, true).ok());
            placed.through = last.map(|dated| dated.start);
        }
        Ok(placed)
    }

    fn place(
        &self,
        item: &DateItem,
        spec: &RuleSpec,
        rule: &mut Rule,
        placed: &mut Placed,
        doubts: &mut Doubts,
    ) -> Result<(), Refused> {
        let free = !spec.has_days();
        match (&item.start, rule.frequency, item.end.is_none()) {
            (DateSpec::Weekday { weekday, .. }, Frequency::Weekly, true) if free => {
                let date = self.date(&item.start, true)?.start;
                rule.by_day.push(WeekdayOrdinal::from(*weekday));
                placed.from = placed.from.or(Some(date));
            }
            // "Monday through Friday at 8am, weekly"
            (DateSpec::Weekday { weekday, .. }, Frequency::Weekly, false) if free => {
                let Some(DateSpec::Weekday { weekday: last, .. }) = item.end else { return Ok(()) };
                let mut day = *weekday;
                rule.by_day.push(WeekdayOrdinal::from(day));
                while day != last {
                    day = day.next();
                    rule.by_day.push(WeekdayOrdinal::from(day));
                }
            }
            // "second Saturday in May every year"
            (DateSpec::NthWeekday { n, weekday, of }, Frequency::Yearly, true) if free && is_month(of) => {
                let DateSpec::Written { month: Some(month), .. } = **of else { return Ok(()) };
                rule.by_month.push(month);
                rule.by_day.push(WeekdayOrdinal { ordinal: Some(*n), weekday: *weekday });
            }
            // "every year in June", "every year in week 12": from the first day of it on.
            (start, Frequency::Yearly, true)
                if free && (is_month(start) || matches!(start, DateSpec::Week { .. })) =>
            {
                placed.from = placed.from.or(Some(self.date(start, true)?.start));
            }
            (DateSpec::Written { year: None, month: None, day: Some(day), .. }, Frequency::Monthly, true)
                if free =>
            {
                rule.by_month_day.push(*day);
            }
            (DateSpec::NthWeekday { n, weekday, of }, Frequency::Monthly, true)
                if free && is_this(of, Unit::Month) =>
            {
                rule.by_day.push(WeekdayOrdinal { ordinal: Some(*n), weekday: *weekday });
            }
            // "quarterly … first Monday of the quarter"
            (DateSpec::NthWeekday { n, weekday, of }, Frequency::Monthly, true)
                if free && rule.interval == 3 && is_this(of, Unit::Quarter) =>
            {
                rule.interval = 1;
                rule.by_month = if *n > 0 { vec![1, 4, 7, 10] } else { vec![3, 6, 9, 12] };
                rule.by_day.push(WeekdayOrdinal { ordinal: Some(*n), weekday: *weekday });
            }
            _ => {
                let dated = self.dates(item, true)?;
                if placed.from.is_some() && placed.through.is_some() {
                    // "Tuesdays in May and June"
                    let follows = placed.through.is_some_and(|last| period::days(last, 1) == dated.start);
                    placed.through =
                        placed.through.map(|l| if follows { period::days(dated.after(), -1) } else { l });
                    return Ok(());
                }
                let unit = dated.end.is_some() || dated.grain > Grain::Day;
                if unit {
                    // "every sunday in december": from its first day to its last.
                    placed.through = Some(period::days(dated.after(), -1));
                    placed.month_end = item.end.as_ref().is_some_and(is_month);
                    if placed.month_end {
                        placed.through = item
                            .end
                            .as_ref()
                            .and_then(|end| self.at(dated.start).date(end, true).ok())
                            .map(|d| period::days(d.start, -1));
                    }
                }
                placed.from =
                    placed.from.or(Some(dated.start.max(if unit { self.today } else { dated.start })));
                doubts.notes.extend(dated.doubts.notes);
                doubts.inferred.extend(dated.doubts.inferred);
            }
        }
        Ok(())
    }
}

fn is_this(of: &DateSpec, this: Unit) -> bool {
    matches!(of, DateSpec::Unit { unit, ahead: 0 } if *unit == this)
}

fn is_month(date: &DateSpec) -> bool {
    matches!(date, DateSpec::Written { month: Some(_), day: None, .. })
}
