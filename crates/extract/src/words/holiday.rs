//! Holidays, by their names and by the words that make names of them.

use super::Words;

/// Names of holidays that are dates by themselves.
pub(crate) const HOLIDAYS: Words = Words::new(&[
    "anzac day",
    "ash wednesday",
    "australia day",
    "bonfire night",
    "boxing day",
    "canada day",
    "christmas",
    "christmas eve",
    "columbus day",
    "earth day",
    "easter",
    "easter monday",
    "easter sunday",
    "father's day",
    "good friday",
    "halloween",
    "independence day",
    "juneteenth",
    "labor day",
    "labour day",
    "martin luther king day",
    "memorial day",
    "memorial weekend",
    "mlk day",
    "mother's day",
    "new year",
    "new year's",
    "new year's day",
    "new year's eve",
    "palm sunday",
    "pancake day",
    "presidents day",
    "remembrance day",
    "saint patrick's day",
    "shrove tuesday",
    "st patrick's day",
    "st. patrick's day",
    "thanks giving",
    "thanksgiving",
    "thanksgiving day",
    "valentine's day",
    "valentines day",
    "veterans day",
    "xmas",
]);

/// First three letters of dates that are told by no feast: weekdays, months, "today", "next".
pub(crate) const DAY_LETTERS: Words = Words::new(&[
    "apr", "aug", "dec", "feb", "fri", "jan", "jul", "jun", "mar", "may", "mon", "nex", "nov", "oct", "sat",
    "sep", "sun", "the", "thi", "thu", "tod", "tom", "ton", "tue", "wed",
]);

/// Days and quarters that are part of a name before a noun: "Halloween party", "Q3 review".
pub(crate) const NAMING: Words = Words::new(&[
    "christmas",
    "diwali",
    "easter",
    "halloween",
    "hanukkah",
    "q1",
    "q2",
    "q3",
    "q4",
    "thanksgiving",
    "valentine's",
    "valentines",
    "xmas",
]);
