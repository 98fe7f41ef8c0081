//! Names that words of time stand in: people, papers, places to eat, films, books, songs, teams.
//!
//! Only names that are hardly ever meant as the day or hour itself: "Sunday School" does take place on Sunday.

use super::phrases::Entry;

/// What bears the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A paper: a date behind it is that of an issue.
    Paper,
    /// Anything else.
    Other,
}

/// Folded words of the name. In a text each of them begins with a capital, small words aside.
pub(super) const NAMES: &[Entry<Kind>] = &[
    // Places to eat, shops, teams.
    (&["ruby", "tuesday"], Kind::Other),
    (&["ruby", "tuesdays"], Kind::Other),
    (&["tgi", "friday"], Kind::Other),
    (&["tgi", "fridays"], Kind::Other),
    (&["sheffield", "wednesday"], Kind::Other),
    // People and figures.
    (&["wednesday", "addams"], Kind::Other),
    (&["wednesday", "adams"], Kind::Other),
    (&["april", "ludgate"], Kind::Other),
    (&["mon", "dieu"], Kind::Other),
    (&["joe", "friday"], Kind::Other),
    (&["man", "friday"], Kind::Other),
    (&["girl", "friday"], Kind::Other),
    (&["billy", "sunday"], Kind::Other),
    // Papers.
    (&["sunday", "times"], Kind::Paper),
    (&["sunday", "telegraph"], Kind::Paper),
    (&["sunday", "mirror"], Kind::Paper),
    (&["sunday", "express"], Kind::Paper),
    (&["sunday", "post"], Kind::Paper),
    (&["mail", "on", "sunday"], Kind::Paper),
    (&["saturday", "evening", "post"], Kind::Paper),
    (&["daily", "mail"], Kind::Paper),
    (&["daily", "telegraph"], Kind::Paper),
    (&["daily", "mirror"], Kind::Paper),
    (&["daily", "express"], Kind::Paper),
    (&["daily", "star"], Kind::Paper),
    (&["daily", "news"], Kind::Paper),
    (&["daily", "beast"], Kind::Paper),
    (&["daily", "planet"], Kind::Paper),
    (&["atlantic", "monthly"], Kind::Paper),
    (&["entertainment", "weekly"], Kind::Paper),
    (&["publishers", "weekly"], Kind::Paper),
    (&["usa", "today"], Kind::Paper),
    (&["psychology", "today"], Kind::Paper),
    (&["history", "today"], Kind::Paper),
    (&["russia", "today"], Kind::Paper),
    // Programmes.
    (&["daily", "show"], Kind::Other),
    (&["today", "show"], Kind::Other),
    (&["today", "programme"], Kind::Other),
    (&["tonight", "show"], Kind::Other),
    (&["saturday", "night", "live"], Kind::Other),
    (&["friday", "night", "lights"], Kind::Other),
    (&["wednesday", "on", "netflix"], Kind::Other),
    // Films, books, plays, songs.
    (&["freaky", "friday"], Kind::Other),
    (&["blue", "monday"], Kind::Other),
    (&["manic", "monday"], Kind::Other),
    (&["stormy", "monday"], Kind::Other),
    (&["happy", "mondays"], Kind::Other),
    // Moods.
    (&["sunday", "scaries"], Kind::Other),
    (&["friday", "feeling"], Kind::Other),
    (&["monday", "motivation"], Kind::Other),
    (&["sunday", "bloody", "sunday"], Kind::Other),
    (&["saturday", "night", "fever"], Kind::Other),
    (&["tuesdays", "with", "morrie"], Kind::Other),
    (&["thursday", "murder", "club"], Kind::Other),
    (&["man", "who", "was", "thursday"], Kind::Other),
    (&["tomorrow", "never", "dies"], Kind::Other),
    (&["edge", "of", "tomorrow"], Kind::Other),
    (&["hunt", "for", "red", "october"], Kind::Other),
    (&["guns", "of", "august"], Kind::Other),
    (&["teahouse", "of", "the", "august", "moon"], Kind::Other),
    (&["born", "on", "the", "fourth", "of", "july"], Kind::Other),
    (&["march", "of", "the", "penguins"], Kind::Other),
    (&["midnight", "cowboy"], Kind::Other),
    (&["midnight", "express"], Kind::Other),
    (&["midnight", "run"], Kind::Other),
    (&["midnight", "sun"], Kind::Other),
    (&["midnight", "in", "paris"], Kind::Other),
    (&["midnight", "children"], Kind::Other),
    (&["night", "before", "christmas"], Kind::Other),
    (&["nightmare", "before", "christmas"], Kind::Other),
    (&["dog", "day", "afternoon"], Kind::Other),
    (&["long", "good", "friday"], Kind::Other),
];

/// Words of a name that may begin with a small letter.
pub(crate) const SMALL: &[&str] = &[
    "of",
    "the",
    "in",
    "on",
    "with",
    "for",
    "who",
    "was",
    "before",
    "show",
    "programme",
    "scaries",
    "feeling",
    "motivation",
];
