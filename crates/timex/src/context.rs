//! What a text cannot say itself: now, the reader's zone, language and habits.

use calendar::{Clock, DateOrder};
use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, ZonedDateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that resolution needs besides the text.
#[derive(Clone, Debug)]
pub struct Context {
    /// The reference time, in the reader's zone.
    pub now: ZonedDateTime,
    /// Language and region of the reader.
    pub locale: Locale,
    /// Settings that move the conventions.
    pub preferences: Preferences,
    /// The day that a time without a date falls on (a heading gave it); without it, today or tomorrow.
    pub anchor: Option<Date>,
}

impl Context {
    /// `now` with the conventions of `en-US`.
    pub fn new(now: ZonedDateTime) -> Context {
        Context { now, locale: Locale::default(), preferences: Preferences::default(), anchor: None }
    }

    /// Month or day first: the person's setting, else what the locale does.
    pub fn date_order(&self) -> DateOrder {
        self.preferences.date_order.unwrap_or_else(|| self.locale.date_order())
    }
}

/// A BCP 47 tag; only what moves a convention is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locale(String);

impl Locale {
    /// From a tag such as `en-GB`. Never fails: an unknown tag has the conventions of its unknown region.
    pub fn new(tag: &str) -> Locale {
        Locale(tag.trim().replace('_', "-"))
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Month first in the United States and the few that follow it; `en` alone counts as `en-US`.
    pub fn date_order(&self) -> DateOrder {
        let tag = self.0.to_ascii_lowercase();
        match tag.split_once('-').map(|(_, region)| region) {
            None if tag == "en" || tag.is_empty() => DateOrder::MonthFirst,
            Some("us" | "ph" | "bz" | "fm" | "mh" | "pw") => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        }
    }
}

impl Default for Locale {
    fn default() -> Locale {
        Locale("en-US".to_owned())
    }
}

/// A person's settings. Defaults are the conventions of `docs/understanding.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Preferences {
    /// First day of the week: moves "next week", "this weekend" and WKST.
    #[serde(with = "weekday_name")]
    pub week_start: Weekday,
    /// How times are shown; moves no reading.
    pub clock: Option<Clock>,
    /// Order of numeric dates; `None` = by locale.
    pub date_order: Option<DateOrder>,
    /// First and last hour of the working day, 0 to 24.
    pub working_hours: [i8; 2],
    /// Which day "next Friday" names.
    pub next_weekday: NextWeekday,
    /// From this bare hour on, up to 11, it is morning, below it afternoon; 5 to 12, `None` = by convention.
    pub morning_from: Option<i8>,
    /// Word for a kind of event ("flight", "default") → minutes it lasts when the text does not say.
    pub durations: BTreeMap<String, u32>,
}

/// What "next" says before a weekday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextWeekday {
    /// The day in the coming week.
    #[default]
    NextWeek,
    /// The nearest such day.
    Coming,
}

impl Default for Preferences {
    fn default() -> Preferences {
        Preferences {
            week_start: Weekday::Monday,
            clock: None,
            date_order: None,
            working_hours: [9, 17],
            next_weekday: NextWeekday::NextWeek,
            morning_from: None,
            durations: BTreeMap::new(),
        }
    }
}

impl Preferences {
    /// How long an event of this kind lasts, if the person set it.
    pub fn duration(&self, kind: &str) -> Option<SignedDuration> {
        self.durations.get(kind).map(|minutes| SignedDuration::from_mins(i64::from(*minutes)))
    }
}

mod weekday_name {
    use calendar::words::weekday_name;
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(weekday: &Weekday, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&weekday_name(*weekday).to_ascii_lowercase())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Weekday, D::Error> {
        let name = String::deserialize(from)?.to_ascii_lowercase();
        let named = |day: &Weekday| weekday_name(*day).eq_ignore_ascii_case(&name);
        let found = Weekday::Monday.cycle_forward().take(7).find(named);
        found.ok_or_else(|| D::Error::custom(format!("{name:?} is not a weekday such as \"monday\"")))
    }
}
