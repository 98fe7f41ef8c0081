//! What somebody who is signed in has set on their profile about how texts are read.

use std::collections::BTreeMap;

use timex::Preferences;

/// Hours, durations and reminders; `None` = as by itself. The rest of a profile is in the browser's own settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Likes {
    working_hours: Option<[i8; 2]>,
    /// Of an event without an end, in minutes.
    duration: Option<u32>,
    /// Before an event without a reminder, in minutes.
    pub(super) reminder: Option<u32>,
}

impl Likes {
    /// What is kept of somebody.
    pub(super) fn of(kept: &store::Preferences) -> Likes {
        let hour = |time: &Option<String>| time.as_deref()?.get(..2)?.parse::<i8>().ok();
        let minutes = |kept: Option<i64>| kept.and_then(|minutes| u32::try_from(minutes).ok());
        Likes {
            working_hours: hour(&kept.work_from)
                .zip(hour(&kept.work_until))
                .map(|(from, until)| [from, until]),
            duration: minutes(kept.duration_minutes),
            reminder: minutes(kept.reminder_minutes),
        }
    }

    /// As the engine takes it.
    pub(super) fn preferences(self) -> Preferences {
        let default = Preferences::default();
        Preferences {
            working_hours: self.working_hours.unwrap_or(default.working_hours),
            durations: self
                .duration
                .map_or_else(BTreeMap::new, |it| BTreeMap::from([("default".to_owned(), it)])),
            ..default
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_the_engine_takes() {
        let some = |text: &str| Some(text.to_owned());
        let kept = store::Preferences {
            work_from: some("08:00"),
            work_until: some("16:00"),
            duration_minutes: Some(45),
            reminder_minutes: Some(0),
            ..store::Preferences::default()
        };
        let likes = Likes::of(&kept);
        assert_eq!((likes.preferences().working_hours, likes.reminder), ([8, 16], Some(0)));
        assert_eq!(likes.preferences().durations.get("default"), Some(&45));
        assert_eq!(Likes::default().preferences().working_hours, [9, 17]);
    }
}
