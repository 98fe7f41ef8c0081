//! Words beside a bare hour that tell which half of the day it is in.

/// What people do at that hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activity {
    /// Breakfast, school run, check-in: before noon.
    Early,
    /// Lunch: 11 to 2.
    Midday,
    /// Dinner, party, concert: after noon.
    Late,
    /// Work, school, health: office hours.
    Work,
}

/// Two words that tell together what neither of them tells alone.
pub(crate) const PAIRS: [(Activity, [&str; 2]); 4] = [
    (Activity::Early, ["get", "up"]),
    (Activity::Early, ["getting", "up"]),
    (Activity::Early, ["drop", "off"]),
    (Activity::Late, ["on", "stage"]),
];

/// Word lists by activity.
pub(super) const WORDS: [(Activity, &[&str]); 4] = [
    (
        Activity::Early,
        &[
            "breakfast",
            "brekkie",
            "brunch",
            "sunrise",
            "jog",
            "dropoff",
            "commute",
            "wake",
            "wakeup",
            "waking",
            "alarm",
            "alarms",
            "parkrun",
        ],
    ),
    (Activity::Midday, &["lunch", "luncheon", "lunchtime"]),
    (
        Activity::Late,
        &[
            "dinner",
            "supper",
            "drinks",
            "cocktail",
            "cocktails",
            "party",
            "concert",
            "movie",
            "movies",
            "film",
            "gig",
            "disco",
            "bbq",
            "barbecue",
            "theatre",
            "theater",
            "opera",
            "poker",
            "beer",
            "beers",
            "pub",
            "rave",
            "reception",
            "premiere",
            "screening",
            "sunset",
            "fireworks",
            "karaoke",
            "trivia",
            "quiz",
            "nightclub",
            "playoffs",
            "recital",
        ],
    ),
    (
        Activity::Work,
        &[
            "meeting",
            "standup",
            "work",
            "office",
            "school",
            "class",
            "lecture",
            "exam",
            "doctor",
            "doctors",
            "dentist",
            "appointment",
            "interview",
            "sync",
            "surgery",
            "clinic",
            "checkup",
            "physio",
            "training",
            "workshop",
            "conference",
            "seminar",
            "orientation",
            "vet",
            "court",
            "hospital",
            "session",
            "presentation",
            "blood",
            "scan",
            "mri",
            "gp",
            "nurse",
            "optician",
            "hygienist",
            "vaccination",
        ],
    ),
];
