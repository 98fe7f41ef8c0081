//! What a person has chosen for themselves. The words are the caller's, and checked there; here they are only kept.

use jiff::Timestamp;

use crate::column::row;
use crate::statement::{execute, fetch_optional};
use crate::{Db, Error, UserId};

/// A person's choices; `None` means as the program decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// IANA name.
    pub time_zone: Option<String>,
    /// Order of day and month in numeric dates.
    pub date_order: Option<String>,
    /// 12 or 24 hours.
    pub clock: Option<String>,
    /// First day of the week.
    pub week_start: Option<String>,
    /// Begin of the working hours, local time.
    pub work_from: Option<String>,
    /// End of the working hours, local time.
    pub work_until: Option<String>,
    /// Length of an event that names none, in minutes.
    pub duration_minutes: Option<i64>,
    /// Reminder of an event that names none, in minutes before its start.
    pub reminder_minutes: Option<i64>,
    /// Light or dark.
    pub theme: Option<String>,
    /// Which day "next Friday" is.
    pub next_weekday: Option<String>,
    /// The first bare hour in the morning.
    pub morning_from: Option<i64>,
}

row!(Preferences {
    time_zone: "time_zone",
    date_order: "date_order",
    clock: "clock",
    week_start: "week_start",
    work_from: "work_from",
    work_until: "work_until",
    duration_minutes: "duration_minutes",
    reminder_minutes: "reminder_minutes",
    theme: "theme",
    next_weekday: "next_weekday",
    morning_from: "morning_from",
});

impl Db {
    /// What a person has chosen; nothing yet is the default.
    pub async fn preferences(&self, user: &UserId) -> Result<Preferences, Error> {
        const SQL: &str = "SELECT time_zone, date_order, clock, week_start, work_from, work_until, duration_minutes, \
                           reminder_minutes, theme, next_weekday, morning_from FROM preferences WHERE user_id = $1";
        let found: Option<Preferences> = fetch_optional!(self, SQL, user.as_str())?;
        Ok(found.unwrap_or_default())
    }

    /// Keeps what a person has chosen, in place of what they had chosen before.
    pub async fn set_preferences(
        &self,
        user: &UserId,
        chosen: &Preferences,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "INSERT INTO preferences (user_id, time_zone, date_order, clock, week_start, work_from, \
                           work_until, duration_minutes, reminder_minutes, theme, next_weekday, morning_from, updated_at) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (user_id) DO UPDATE SET \
                           time_zone = excluded.time_zone, date_order = excluded.date_order, clock = excluded.clock, \
                           week_start = excluded.week_start, work_from = excluded.work_from, \
                           work_until = excluded.work_until, duration_minutes = excluded.duration_minutes, \
                           reminder_minutes = excluded.reminder_minutes, theme = excluded.theme, \
                           next_weekday = excluded.next_weekday, morning_from = excluded.morning_from, \
                           updated_at = excluded.updated_at";
        execute!(
            self,
            SQL,
            user.as_str(),
            chosen.time_zone.as_deref(),
            chosen.date_order.as_deref(),
            chosen.clock.as_deref(),
            chosen.week_start.as_deref(),
            chosen.work_from.as_deref(),
            chosen.work_until.as_deref(),
            chosen.duration_minutes,
            chosen.reminder_minutes,
            chosen.theme.as_deref(),
            chosen.next_weekday.as_deref(),
            chosen.morning_from,
            now.as_second()
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{after, both, google};

    both! { what_was_chosen_last_is_kept_as_a_whole, db => {
        let ana = db.signed_in(&google("1", "ana@example.org")).await.signed_in.user.id;
        assert_eq!(db.preferences(&ana).await.unwrap(), Preferences::default());
        let some = |text: &str| Some(text.to_owned());
        let chosen = Preferences {
            time_zone: some("Europe/Paris"),
            date_order: some("day-month"),
            clock: some("24"),
            week_start: some("monday"),
            work_from: some("09:00"),
            work_until: some("17:30"),
            duration_minutes: Some(45),
            reminder_minutes: Some(10),
            theme: some("dark"),
            next_weekday: Some("coming".to_owned()),
            morning_from: Some(7),
        };
        db.set_preferences(&ana, &chosen, after(1)).await.unwrap();
        assert_eq!(db.preferences(&ana).await.unwrap(), chosen);
        let less = Preferences { theme: None, ..chosen };
        db.set_preferences(&ana, &less, after(2)).await.unwrap();
        assert_eq!(db.preferences(&ana).await.unwrap(), less);
        assert!(db.set_preferences(&UserId::new("nobody"), &less, after(2)).await.is_err());
    }}
}
