//! What a visitor's language or region decides and they can choose: how each is called in the form and the cookie, and in
//! words.

use calendar::Clock;
use jiff::civil::Weekday;
use timex::{DateOrder, NextWeekday};

/// Regions whose calendars begin on Sunday, and those where they begin on Saturday (CLDR 48, supplemental weekData,
/// firstDay).
const FROM_SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX \
                           MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const FROM_SATURDAY: &str = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

/// Something that the visitor's language or region decides, and that they can choose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habit {
    /// Its name in the form and the cookie; empty = by itself.
    pub(super) chosen: &'static str,
    /// What it is by itself, in words.
    pub(super) by_itself: &'static str,
    /// What it is now, in words.
    pub(super) now: &'static str,
}

/// The order's name in the form.
pub(super) fn order_name(order: DateOrder) -> &'static str {
    match order {
        DateOrder::MonthFirst => "month_first",
        DateOrder::DayFirst => "day_first",
    }
}

pub(super) fn order_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::MonthFirst => "month first",
        DateOrder::DayFirst => "day first",
    }
}

pub(super) fn clock_name(clock: Clock) -> &'static str {
    match clock {
        Clock::Twelve => "12",
        Clock::TwentyFour => "24",
    }
}

pub(super) fn week_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
        _ => "monday",
    }
}

pub(super) fn clock_words(clock: Clock) -> &'static str {
    match clock {
        Clock::Twelve => "12 hours",
        Clock::TwentyFour => "24 hours",
    }
}

pub(super) fn day_words(day: Weekday) -> &'static str {
    match day {
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
        _ => "Monday",
    }
}

pub(super) fn read_order(text: &str) -> Option<DateOrder> {
    match text {
        "month_first" => Some(DateOrder::MonthFirst),
        "day_first" => Some(DateOrder::DayFirst),
        _ => None,
    }
}

/// The name in the form of which day "next Friday" is.
pub(super) fn next_name(next: NextWeekday) -> &'static str {
    match next {
        NextWeekday::Coming => "coming",
        NextWeekday::NextWeek => "next_week",
    }
}

pub(super) fn read_next(text: &str) -> Option<NextWeekday> {
    match text {
        "coming" => Some(NextWeekday::Coming),
        "next_week" => Some(NextWeekday::NextWeek),
        _ => None,
    }
}

pub(super) fn read_morning(text: &str) -> Option<i8> {
    text.parse().ok().filter(|hour| (5..=12).contains(hour))
}

pub(super) fn read_clock(text: &str) -> Option<Clock> {
    match text {
        "12" => Some(Clock::Twelve),
        "24" => Some(Clock::TwentyFour),
        _ => None,
    }
}

pub(super) fn read_week(text: &str) -> Option<Weekday> {
    match text {
        "monday" => Some(Weekday::Monday),
        "saturday" => Some(Weekday::Saturday),
        "sunday" => Some(Weekday::Sunday),
        _ => None,
    }
}

/// The first day of the week where `tag` is at home; Monday where it names no region.
pub(super) fn week_of(tag: &str) -> Weekday {
    let region = tag.split('-').skip(1).find(|part| part.len() == 2).unwrap_or_default().to_ascii_uppercase();
    let among = |regions: &str| regions.split_whitespace().any(|known| known == region);
    if among(FROM_SUNDAY) {
        Weekday::Sunday
    } else if among(FROM_SATURDAY) {
        Weekday::Saturday
    } else {
        Weekday::Monday
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_as_the_region_has_it() {
        for (tag, day) in [
            ("en-US", Weekday::Sunday),
            ("en-GB", Weekday::Monday),
            ("pt-BR", Weekday::Sunday),
            ("ar-EG", Weekday::Saturday),
            ("zh-Hant-TW", Weekday::Sunday),
            ("de", Weekday::Monday),
            ("en", Weekday::Monday),
        ] {
            assert_eq!(week_of(tag), day, "{tag}");
        }
    }
}
