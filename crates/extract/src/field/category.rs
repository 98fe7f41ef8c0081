//! What kind of event it is, from the words of its title: one of a few categories that calendars can colour by.

/// Category and the words that tell it; of several the one whose word stands last counts, as the head of the name
/// does ("birthday dinner", "dinner meeting").
const CATEGORIES: &[(&str, &[&str])] = &[
    ("Birthday", &["anniversary", "bday", "birthday", "birthdays"]),
    (
        "Class",
        &["class", "classes", "course", "lesson", "lessons", "training", "tutorial", "workshop", "workshops"],
    ),
    ("Deadline", &["deadline", "due", "submission"]),
    (
        "Health",
        &[
            "checkup",
            "clinic",
            "dentist",
            "dermatologist",
            "doctor",
            "dr",
            "hospital",
            "orthodontist",
            "physio",
            "physiotherapy",
            "surgery",
            "therapist",
            "therapy",
            "vaccination",
            "vaccinations",
            "vet",
        ],
    ),
    ("Holiday", &["holiday", "holidays", "vacation"]),
    ("Meal", &["breakfast", "brunch", "dinner", "lunch", "supper"]),
    (
        "Meeting",
        &[
            "1:1",
            "all-hands",
            "call",
            "check-in",
            "demo",
            "interview",
            "kickoff",
            "meeting",
            "one-on-one",
            "retro",
            "retrospective",
            "review",
            "standup",
            "stand-up",
            "sync",
            "townhall",
        ],
    ),
    (
        "Performance",
        &[
            "ballet",
            "cinema",
            "comedy",
            "concert",
            "film",
            "gig",
            "movie",
            "musical",
            "opera",
            "performance",
            "play",
            "recital",
            "screening",
            "show",
            "theatre",
            "theater",
        ],
    ),
    ("Party", &["barbecue", "bbq", "celebration", "drinks", "gala", "party", "picnic", "potluck", "wedding"]),
    ("School", &["exam", "homework", "inset", "midterm", "quiz", "school", "term"]),
    (
        "Sport",
        &[
            "climbing",
            "football",
            "game",
            "gym",
            "hike",
            "karate",
            "match",
            "marathon",
            "padel",
            "pilates",
            "practice",
            "race",
            "run",
            "soccer",
            "spin",
            "squash",
            "swim",
            "swimming",
            "tennis",
            "tournament",
            "yoga",
            "zumba",
        ],
    ),
    (
        "Talk",
        &[
            "colloquium",
            "conference",
            "keynote",
            "lecture",
            "panel",
            "seminar",
            "symposium",
            "talk",
            "webinar",
        ],
    ),
    ("Travel", &["bus", "ferry", "flight", "train", "travel", "trip"]),
];

/// The category of an event whose title, in lower case, is `title`.
pub(crate) fn category(title: &str) -> Option<&'static str> {
    // "Lunch with the team before the match": what comes with it is not what it is.
    let name = title.split(" with ").next().unwrap_or(title);
    let words = name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | ':')));
    let of = |word: &str| {
        CATEGORIES.iter().find(|(_, words)| words.contains(&word)).map(|(category, _)| *category)
    };
    words.filter_map(of).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_the_name_tells() {
        for (title, expected) in [
            ("dentist appointment", Some("Health")),
            ("lunch with the football team", Some("Meal")),
            ("birthday dinner", Some("Meal")),
            ("dinner meeting", Some("Meeting")),
            ("flight to oslo", Some("Travel")),
            ("yoga class", Some("Class")),
            ("permission slips due", Some("Deadline")),
            ("buy paint", None),
        ] {
            assert_eq!(category(title), expected, "{title}");
        }
    }
}
