//! Dictionaries: what a single word may mean. Ambiguous words ("second", "sat", "may") have several senses; grammar
//! decides by what stands beside them.

mod activities;
pub(crate) mod holidays;
pub(crate) mod hours;
pub(crate) mod labels;
mod lexicon;
pub(crate) mod names;
mod numbers;
mod phrases;
mod starters;
mod typos;
pub(crate) mod zones;

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

use holidays::Day;
use hours::NamedHour;
use lexicon::Lexicon;
use phrases::Phrases;
use zones::Strength;

pub(crate) use activities::{Activity, PAIRS};

/// Every meaning that one word has by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a word may have any of these senses")]
pub(crate) struct Senses {
    /// 1 to 12.
    pub(crate) month: Option<i8>,
    pub(crate) weekday: Option<Weekday>,
    pub(crate) unit: Option<Unit>,
    /// "mondays", "weeks", "mornings".
    pub(crate) plural: bool,
    /// "three", "twenty".
    pub(crate) cardinal: Option<u32>,
    /// "third", "twentieth".
    pub(crate) ordinal: Option<u32>,
    pub(crate) part: Option<DayPart>,
    /// A word that tells which half of the day a bare hour is in.
    pub(crate) activity: Option<Activity>,
    /// A holiday's name may begin here.
    pub(crate) holiday: bool,
    /// An expression may begin here.
    pub(crate) starter: bool,
    /// A zone's name may begin here.
    pub(crate) zone: bool,
    /// The name of an hour may begin here.
    pub(crate) hour: bool,
    /// A name that words of time stand in may begin here.
    pub(crate) name: bool,
    /// Before a number it makes a name: "room 5".
    pub(crate) label: bool,
    /// After a number it is counted: "5 people".
    pub(crate) counted: bool,
    /// Behind a name it is an address: "Oak Street".
    pub(crate) street: bool,
    /// A book of the Bible, with chapters and verses.
    pub(crate) book: bool,
    /// Short form that needs company ("sat", "sun", "mar", "may", "dec").
    pub(crate) weak: bool,
}

/// Units of calendar and clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    BusinessDay,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
}

/// Named parts of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// The hour that stands for it, its first hour and its exclusive last one (24 = the next midnight).
    pub(crate) fn hours(self) -> (i8, i8, i8) {
        match self {
            DayPart::Morning => (9, 6, 12),
            DayPart::Afternoon => (14, 12, 17),
            DayPart::Evening => (18, 17, 21),
            DayPart::Night => (20, 20, 24),
        }
    }
}

const MONTHS: [(&str, &[&str]); 12] = [
    ("january", &["jan"]),
    ("february", &["feb", "febr", "feburary", "febuary"]),
    ("march", &["mar"]),
    ("april", &["apr"]),
    ("may", &[]),
    ("june", &["jun"]),
    ("july", &["jul"]),
    ("august", &["aug"]),
    ("september", &["sep", "sept"]),
    ("october", &["oct"]),
    ("november", &["nov"]),
    ("december", &["dec", "decem"]),
];

const WEEKDAYS: [(Weekday, &str, &[&str]); 7] = [
    (Weekday::Monday, "monday", &["mon", "mond"]),
    (Weekday::Tuesday, "tuesday", &["tue", "tues"]),
    (Weekday::Wednesday, "wednesday", &["wed", "weds", "wednes"]),
    (Weekday::Thursday, "thursday", &["thu", "thur", "thurs"]),
    (Weekday::Friday, "friday", &["fri"]),
    (Weekday::Saturday, "saturday", &["sat"]),
    (Weekday::Sunday, "sunday", &["sun"]),
];

const UNITS: [(Unit, &[&str], &[&str]); 12] = [
    (Unit::Second, &["second", "sec"], &["seconds", "secs"]),
    (Unit::Minute, &["minute", "min"], &["minutes", "mins"]),
    (Unit::Hour, &["hour", "hr", "h"], &["hours", "hrs"]),
    (Unit::Day, &["day"], &["days"]),
    (Unit::BusinessDay, &["workday", "weekday"], &["workdays"]),
    (Unit::Weekend, &["weekend", "wknd", "wkend"], &["weekends", "wknds"]),
    (Unit::Week, &["week", "wk"], &["weeks", "wks"]),
    (Unit::Fortnight, &["fortnight"], &["fortnights"]),
    (Unit::Month, &["month", "mth"], &["months", "mths"]),
    (Unit::Quarter, &["quarter", "qtr"], &["quarters"]),
    (Unit::Year, &["year", "yr"], &["years", "yrs"]),
    (Unit::Decade, &["decade"], &["decades"]),
];

const PARTS: [(DayPart, &[&str], &str); 4] = [
    (DayPart::Morning, &["morning", "morn"], "mornings"),
    (DayPart::Afternoon, &["afternoon", "arvo"], "afternoons"),
    (DayPart::Evening, &["evening", "eve"], "evenings"),
    (DayPart::Night, &["night", "nite"], "nights"),
];

/// Short forms that are words of their own.
const WEAK: [&str; 12] =
    ["sat", "sun", "mon", "mar", "may", "march", "dec", "jan", "wed", "fri", "jun", "second"];

/// What `word` (folded) means; nothing for most words.
pub(crate) fn senses(word: &str) -> Senses {
    let known = |word| WORDS.get(word).copied();
    known(word).or_else(|| typos::slipped(word).and_then(known)).unwrap_or_default()
}

/// `word` itself, or the name that it is a misspelling of.
pub(crate) fn corrected(word: &str) -> &str {
    typos::intended(word).unwrap_or(word)
}

/// Holidays by name.
pub(crate) static HOLIDAYS: LazyLock<Phrases<Day>> = LazyLock::new(|| Phrases::of(holidays::HOLIDAYS));
/// Names that words of time stand in.
pub(crate) static NAMES: LazyLock<Phrases<names::Kind>> = LazyLock::new(|| Phrases::of(names::NAMES));
/// Zones by name: the IANA zone, and how strongly the name stands for it.
pub(crate) static ZONES: LazyLock<Phrases<(&str, Strength)>> = LazyLock::new(|| Phrases::of(zones::ZONES));
/// The zone of the dictionary with this folded IANA name.
pub(crate) fn zone_by_its_name(name: &str) -> Option<&'static str> {
    let mut known = zones::ZONES.iter().map(|(_, (zone, _))| *zone);
    known.find(|zone| zone.eq_ignore_ascii_case(name))
}

/// Hours by name.
pub(crate) static HOURS: LazyLock<Phrases<NamedHour>> = LazyLock::new(|| Phrases::of(hours::HOURS));

static WORDS: LazyLock<Lexicon<Senses>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Senses> = HashMap::with_capacity(512);
    calendar_words(&mut words);
    for (word, value) in numbers::CARDINALS {
        words.entry(word).or_default().cardinal = Some(value);
    }
    for (word, value) in numbers::ORDINALS {
        words.entry(word).or_default().ordinal = Some(value);
    }
    for (activity, list) in activities::WORDS {
        for word in list {
            words.entry(word).or_default().activity = Some(activity);
        }
    }
    HOLIDAYS.first_words().for_each(|word| words.entry(word).or_default().holiday = true);
    ZONES.first_words().for_each(|word| words.entry(word).or_default().zone = true);
    NAMES.first_words().for_each(|word| words.entry(word).or_default().name = true);
    HOURS.first_words().for_each(|word| words.entry(word).or_default().hour = true);
    for &word in starters::WORDS {
        words.entry(word).or_default().starter = true;
    }
    for word in labels::LABELS {
        words.entry(word).or_default().label = true;
    }
    for word in labels::COUNTED {
        words.entry(word).or_default().counted = true;
    }
    for word in labels::STREETS {
        words.entry(word).or_default().street = true;
    }
    for word in labels::BOOKS {
        words.entry(word).or_default().book = true;
    }
    for word in WEAK {
        words.entry(word).or_default().weak = true;
    }
    for (typed, right) in typos::KNOWN {
        let right = words.get(right).copied().unwrap_or_default();
        words.entry(typed).or_insert(right);
    }
    words.into_iter().collect()
});

fn calendar_words(words: &mut HashMap<&'static str, Senses>) {
    for (month, (name, short)) in (1i8..).zip(MONTHS) {
        for word in short.iter().chain([&name]) {
            words.entry(word).or_default().month = Some(month);
        }
    }
    for ((weekday, name, short), plurals) in WEEKDAYS.into_iter().zip(PLURAL_WEEKDAYS) {
        for word in short.iter().chain([&name]) {
            words.entry(word).or_default().weekday = Some(weekday);
        }
        for word in plurals {
            let entry = words.entry(word).or_default();
            entry.weekday = Some(weekday);
            entry.plural = true;
        }
    }
    for (unit, singular, plural) in UNITS {
        for word in singular {
            words.entry(word).or_default().unit = Some(unit);
        }
        for word in plural {
            let entry = words.entry(word).or_default();
            entry.unit = Some(unit);
            entry.plural = true;
        }
    }
    for (part, singular, plural) in PARTS {
        for word in singular {
            words.entry(word).or_default().part = Some(part);
        }
        let entry = words.entry(plural).or_default();
        entry.part = Some(part);
        entry.plural = true;
    }
}

const PLURAL_WEEKDAYS: [&[&str]; 7] = [
    &["mondays", "mons"],
    &["tuesdays"],
    &["wednesdays"],
    &["thursdays"],
    &["fridays", "fris"],
    &["saturdays", "sats"],
    &["sundays"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_the_dictionary_says() {
        assert_eq!(senses("sept").month, Some(9));
        assert_eq!(senses("thurs").weekday, Some(Weekday::Thursday));
        assert_eq!(senses("twelfth").ordinal, Some(12));
        assert_eq!(senses("second").unit, Some(Unit::Second));
        assert_eq!(senses("second").ordinal, Some(2));
        assert_eq!(senses("chair"), Senses::default());
    }

    #[test]
    fn slips_of_the_finger_are_forgiven() {
        for (typed, weekday) in
            [("thurday", Weekday::Thursday), ("wensday", Weekday::Wednesday), ("firday", Weekday::Friday)]
        {
            assert_eq!(senses(typed).weekday, Some(weekday), "{typed}");
        }
        assert_eq!(senses("febuary").month, Some(2));
        assert_eq!(senses("sundry").weekday, None);
        assert_eq!(senses("augusta").month, None);
    }
}
