//! Four texts to try, with days that lie ahead whenever they are pressed.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A text to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Example {
    Line,
    Email,
    Newsletter,
    Schedule,
}

impl Example {
    pub(super) const ALL: [Example; 4] =
        [Example::Line, Example::Email, Example::Newsletter, Example::Schedule];

    /// Its name in the form.
    pub(super) fn name(self) -> &'static str {
        match self {
            Example::Line => "line",
            Example::Email => "email",
            Example::Newsletter => "newsletter",
            Example::Schedule => "schedule",
        }
    }

    /// What its button says.
    pub(super) fn label(self) -> &'static str {
        match self {
            Example::Line => "One line",
            Example::Email => "An e-mail",
            Example::Newsletter => "A newsletter",
            Example::Schedule => "A schedule",
        }
    }

    /// The example with this name.
    pub(super) fn named(name: &str) -> Option<Example> {
        Example::ALL.into_iter().find(|example| example.name() == name)
    }

    /// The text, for someone whose day is `today`.
    pub(super) fn text(self, today: Date) -> String {
        let next = |weekday, weeks: i32| after(today, weekday).saturating_add((7 * weeks).days());
        let long = |date: Date| date.strftime("%A, %B %-d").to_string();
        let later = |days: i32| long(next(Weekday::Saturday, 0).saturating_add(days.days()));
        match self {
            Example::Line => "Lunch with Sarah tomorrow at 12pm at Central Park".to_owned(),
            Example::Email => format!(
                "From: Maria Lopez <maria@example.com>\nTo: team@example.com\nSubject: Planning meeting\n\n\
                 Hi all,\n\nthe planning meeting moves out of the office this time: let's meet on {} from 2 to 3:30pm \
                 at Cafe Uno, 12 Harbour Street. Please bring your numbers for the first quarter.\n\n\
                 Anyone who cannot make it can join by video: https://meet.example.com/planning\n\nBest,\nMaria\n",
                long(next(Weekday::Thursday, 1))
            ),
            Example::Newsletter => format!(
                "RIVERSIDE COMMUNITY NEWS\n\nWhat is on this month:\n\n\
                 * {}: Farmers' market, 9am-1pm, Market Square\n\
                 * {}: Story time for children, 10:30am, Town Library\n\
                 * {}: Repair cafe, 6-9pm, Old Fire Station\n\
                 * {}: Winter concert of the youth orchestra, 7:30pm, St Mary's Church\n\
                 * {}: River clean-up, 10am to noon, at the boat house\n\n\
                 Everyone is welcome.\n",
                later(0),
                later(4),
                later(6),
                later(14),
                later(22),
            ),
            Example::Schedule => format!(
                "- Yoga every Tuesday 6-7pm until {} at Studio Nine\n\
                 - Team stand-up Mon/Wed/Fri at 9:15am\n\
                 - Piano lesson every second Thursday at 4pm\n\
                 - Book club on the last Thursday of every month at 7:30pm\n",
                next(Weekday::Tuesday, 12).strftime("%B %-d, %Y")
            ),
        }
    }
}

/// The first such day after `today`.
fn after(today: Date, weekday: Weekday) -> Date {
    today.nth_weekday(1, weekday).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_ahead() {
        let today = jiff::civil::date(2026, 11, 25);
        assert!(Example::Email.text(today).contains("Thursday, December 3"));
        assert!(Example::Newsletter.text(today).contains("Saturday, November 28: Farmers' market"));
        assert!(Example::Schedule.text(today).contains("until February 23, 2027"));
        for example in Example::ALL {
            assert_eq!(Example::named(example.name()), Some(example));
        }
    }
}
