//! The day of a holiday in a year.

use jiff::civil::Date;

use super::period;
use crate::words::holidays::Day;

/// When the holiday falls in `year`; nothing when it has no such day (29 February) or the table ends.
pub(super) fn date(day: Day, year: i16) -> Option<Date> {
    match day {
        Day::Fixed(month, day) => Date::new(year, month, day).ok(),
        Day::Nth(month, weekday, n) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok(),
        Day::AfterNth(month, weekday, n, after) => Date::new(year, month, 1)
            .ok()?
            .nth_weekday_of_month(n, weekday)
            .ok()
            .map(|date| period::days(date, after)),
        Day::Before(month, day, weekday) => {
            Some(period::weekday_before(Date::new(year, month, day).ok()?, weekday))
        }
        Day::Easter(after) => easter(year).map(|date| period::days(date, after)),
        Day::Table(days) => {
            let (_, month, day) = days.iter().find(|(y, _, _)| *y == year)?;
            Date::new(year, *month, *day).ok()
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
#[expect(clippy::many_single_char_names, reason = "the letters are those of the published algorithm")]
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_falls_on_its_sunday() {
        for (year, month, day) in
            [(2016, 3, 27), (2017, 4, 16), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5)]
        {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }
}
