//! Series: one line tells the weekday, the hour and the place, those below it the days and what is on.

use calendar::{Frequency, Rule};
use timex::Expression;

use crate::draft::Draft;
use crate::time::times;

/// Fewest days of a series.
const DAYS: usize = 2;

/// "Tuesdays, 5.15pm, The Old Library" above "13 October", "27 October" and what is on then: the rule only gives those days
/// their hour and place, when all of them are such weekdays.
pub(crate) fn complete(drafts: &mut Vec<Draft>) {
    let rule = |d: &Draft| d.when.as_ref().is_some_and(|w| times::has_time(w) && w.has_rule());
    let Some(at) = drafts.iter().position(rule) else { return };
    let Some(regular) = drafts.get(at).cloned() else { return };
    let Some(when) = regular.when.as_ref().filter(|_| regular.change.is_none()) else { return };
    let days = drafts.get(at + 1..).unwrap_or_default();
    let whole = |d: &Draft| d.when.as_ref().is_some_and(|w| !times::has_time(w) && is_of(when, w));
    if days.len() < DAYS || !days.iter().all(whole) {
        return;
    }
    for draft in drafts.iter_mut().skip(at + 1) {
        if let Some(day) = &mut draft.when {
            times::at_hour(day, when);
        }
        draft.place = draft.place.take().or_else(|| regular.place.clone());
        draft.url = draft.url.take().or_else(|| regular.url.clone());
    }
    drafts.remove(at);
}

/// `day` is one of those on which the rule may fall.
fn is_of(when: &Expression, day: &Expression) -> bool {
    let Some(rule) = when.reading.recurrence.as_ref().map(|r| &r.rule) else { return false };
    let one =
        day.reading.start.zip(day.reading.end).is_none_or(|(a, b)| (b.date() - a.date()).get_days() <= 1);
    one && !day.has_rule() && times::day(day).is_some_and(|day| weekdays(rule).contains(&day.weekday()))
}

fn weekdays(rule: &Rule) -> Vec<jiff::civil::Weekday> {
    let regular = matches!(rule.frequency, Frequency::Weekly | Frequency::Monthly);
    rule.by_day.iter().filter(|_| regular).map(|d| d.weekday).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Context, extract};

    #[test]
    fn days_of_a_series_have_its_hour_and_place() {
        let context = Context::new("2026-09-28T09:00:00[Europe/London]".parse().unwrap());
        for (text, expected) in [
            (
                "History Seminar\nTuesdays, 5.15pm, The Old Library\n\n13 October\nSalt and Status\n\n27 October\nNuns and Debts",
                [
                    "Salt and Status 2026-10-13T17:15 The Old Library",
                    "Nuns and Debts 2026-10-27T17:15 The Old Library",
                ],
            ),
            // Days of other weekdays are not of the series.
            (
                "Yoga, Tuesdays 9am, Village Hall\n\nWednesday 14 October: Harvest supper\nFriday 16 October: Quiz",
                ["Harvest supper 2026-10-14T ", "Quiz 2026-10-16T "],
            ),
        ] {
            let events = extract(text, &context).events;
            let shown = |e| {
                let event = serde_json::to_value(e).unwrap();
                let field = |name: &str| event[name].as_str().unwrap_or("").to_owned();
                format!(
                    "{} {} {}",
                    field("title"),
                    field("start").get(..16).unwrap_or(&format!("{}T", field("start"))),
                    field("location")
                )
            };
            let last: Vec<String> = events.iter().rev().take(2).rev().map(shown).collect();
            assert_eq!(last, expected, "{text}");
        }
    }
}
