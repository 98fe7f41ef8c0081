//! Which half of the day a bare hour is in.

use crate::mention::{Clock, Half, Hint};
use crate::words::{Activity, DayPart};

/// The hour of 24 and, when a convention chose it, the sentence that names the convention.
pub(super) struct Chosen {
    pub(super) hour: i8,
    pub(super) because: Option<&'static str>,
}

/// Reads the hour of a clock. `minutes_now`: minutes since midnight now, when the time is meant for today.
pub(super) fn choose(clock: Clock, hint: Hint, minutes_now: Option<i32>, morning_from: Option<i8>) -> Chosen {
    let said = |hour| Chosen { hour, because: None };
    if let Some(half) = clock.half {
        return said(in_half(clock.hour, half));
    }
    if clock.twenty_four || clock.hour == 0 || clock.hour > 12 || hint.twenty_four && clock.minute.is_some() {
        return said(clock.hour);
    }
    let pm = prefers_afternoon(clock.hour, hint, morning_from);
    let hour = in_half(clock.hour, if pm { Half::Pm } else { Half::Am });
    let set = pm != prefers_afternoon(clock.hour, hint, None);
    let because =
        if set { "Your setting says where the morning begins." } else { reason(clock.hour, hint, pm) };
    // "at 8" said at ten in the morning for today: the evening is still ahead.
    if let Some(now) = minutes_now.filter(|now| {
        !pm && clock.hour < 12 && i32::from(hour) * 60 + i32::from(clock.minute.unwrap_or(0)) <= *now
    }) {
        let evening = i32::from(clock.hour + 12) * 60;
        if evening > now && clock.hour == 8 && hint.activity.is_none() {
            return Chosen {
                hour: clock.hour + 12,
                because: Some("The morning hour has passed, so it is the evening one."),
            };
        }
    }
    Chosen { hour, because: Some(because) }
}

/// The hour of 24 in a half of the day.
pub(super) fn in_half(hour: i8, half: Half) -> i8 {
    match half {
        Half::Am => hour % 12,
        Half::Pm | Half::Part(DayPart::Afternoon | DayPart::Evening) => hour % 12 + 12,
        Half::Part(DayPart::Morning) if hour == 12 => 12,
        Half::Part(DayPart::Morning) => hour,
        // "2 at night" is after midnight, "10 at night" before it.
        Half::Part(DayPart::Night) if hour == 12 || hour < 5 => hour % 12,
        Half::Part(DayPart::Night) => hour + 12,
    }
}

/// The bare-hour convention: 1–7 pm, 8 by the words nearby, 9–11 am, 12 noon; meals and events decide first. A person's
/// setting may let the morning begin at another hour.
pub(super) fn prefers_afternoon(hour: i8, hint: Hint, morning_from: Option<i8>) -> bool {
    let from = morning_from.filter(|from| (5..=12).contains(from)).unwrap_or(9);
    match hint.activity {
        // Nobody has brunch or drops off a child at one in the night.
        Some(Activity::Early) if (4..12).contains(&hour) => false,
        Some(Activity::Midday) => hour < 7 || hour == 12,
        Some(Activity::Late) => true,
        // Work, school and health begin at 8 at the latest.
        Some(Activity::Work) => hour < from.min(8) || hour == 12,
        _ => hour < from || hour == 12,
    }
}

fn reason(hour: i8, hint: Hint, pm: bool) -> &'static str {
    match (hint.activity, pm) {
        (Some(Activity::Early), false) => "What happens there happens in the morning.",
        (Some(Activity::Midday), _) => "Lunch is between 11 and 2.",
        (Some(Activity::Late), true) if hour >= 8 => "What happens there happens in the evening.",
        (Some(Activity::Work), false) if hour == 8 => "At 8, work, school and health start in the morning.",
        _ if hour == 12 => "12 without more is noon.",
        (_, true) => "A bare hour from 1 to 8 is in the afternoon.",
        (_, false) => "A bare hour from 9 to 11 is in the morning.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_hours_by_what_is_nearby() {
        let hour = |hour, activity| {
            choose(
                Clock { hour, minute: None, second: None, half: None, twenty_four: false },
                Hint { activity, ..Hint::default() },
                None,
                None,
            )
            .hour
        };
        for (said, activity, expected) in [
            (1, None, 13),
            (7, None, 19),
            (8, None, 20),
            (9, None, 9),
            (12, None, 12),
            (8, Some(Activity::Work), 8),
            (7, Some(Activity::Early), 7),
            (11, Some(Activity::Late), 23),
            (1, Some(Activity::Midday), 13),
            (11, Some(Activity::Midday), 11),
        ] {
            assert_eq!(hour(said, activity), expected, "{said} beside {activity:?}");
        }
    }

    #[test]
    fn halves_of_the_day() {
        for (hour, half, expected) in [
            (12, Half::Am, 0),
            (12, Half::Pm, 12),
            (2, Half::Part(DayPart::Night), 2),
            (10, Half::Part(DayPart::Night), 22),
            (3, Half::Part(DayPart::Afternoon), 15),
        ] {
            assert_eq!(in_half(hour, half), expected, "{hour} {half:?}");
        }
    }
}
