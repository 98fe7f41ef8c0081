//! One time as said → minutes since midnight.

use super::{Doubts, Resolver, Timed, hour};
use crate::expression::{Field, Grain};
use crate::mention::{Clock, Hint, TimeSpec};
use crate::words::Activity;

impl Resolver<'_> {
    /// A time of day that does not count from now. `today`: it is meant for today.
    pub(super) fn time(&self, spec: &TimeSpec, hint: Hint, today: bool) -> Option<Timed> {
        let plain = |hour: i8, minute: i8, grain| Timed {
            minutes: i32::from(hour) * 60 + i32::from(minute),
            second: 0,
            grain,
            doubts: Doubts::default(),
        };
        match spec {
            TimeSpec::Clock(clock) => Some(self.clock(*clock, hint, today)),
            TimeSpec::SameTime => Some(plain(self.now.hour(), self.now.minute(), Grain::Minute)),
            TimeSpec::Noon => Some(plain(12, 0, Grain::Minute)),
            TimeSpec::Midnight => Some(plain(0, 0, Grain::Minute)),
            TimeSpec::Named(hour, minute) => {
                let mut timed = plain(*hour, *minute, Grain::Hour);
                timed.doubts.approximate = true;
                timed.doubts.infer(Field::Time, "The hour is the usual one for these words.", 0.95);
                Some(timed)
            }
            TimeSpec::Part(part) => {
                let mut timed = plain(part.hours().0, 0, Grain::Hour);
                timed.doubts.approximate = true;
                timed.doubts.infer(Field::Time, "The hour is the usual one for this part of the day.", 0.98);
                Some(timed)
            }
            TimeSpec::Shift(_) | TimeSpec::PastHour(_) | TimeSpec::Now => None,
        }
    }

    fn clock(&self, clock: Clock, hint: Hint, today: bool) -> Timed {
        let now = today.then(|| i32::from(self.now.hour()) * 60 + i32::from(self.now.minute()));
        let chosen = hour::choose(clock, hint, now, self.context.preferences.morning_from);
        let minute = i32::from(clock.minute.unwrap_or(0));
        let mut timed = Timed {
            minutes: i32::from(chosen.hour) * 60 + minute,
            second: clock.second.unwrap_or(0),
            grain: if clock.second.is_some() { Grain::Second } else { Grain::Minute },
            doubts: Doubts::default(),
        };
        // Nobody has lunch at half past midnight.
        let lunch = hint.activity == Some(Activity::Midday) && clock.hour == 12;
        if let Some(because) = chosen.because {
            let plain = hint.activity.is_some() || (1..=6).contains(&clock.hour);
            let (sure, otherwise) = if plain { (0.97, 0.08) } else { (0.96, 0.1) };
            timed.doubts.infer(Field::Time, because, sure);
            let other = (timed.minutes + 720) % 1440;
            let half = if other < 720 { "in the morning" } else { "in the evening" };
            if !lunch {
                timed.doubts.other_times.push((other, half.to_owned(), otherwise));
            }
        }
        timed
    }
}
