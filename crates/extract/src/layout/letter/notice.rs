//! Lines that say what a text is, and not what it is about.

/// "CORRECTION", "Important update!": what the text is, above what it tells.
pub(super) fn is_notice(words: &str) -> bool {
    const NOTICES: &[&str] = &[
        "announcement",
        "attention",
        "correction",
        "final",
        "friendly",
        "important",
        "information",
        "notice",
        "please",
        "read",
        "reminder",
        "update",
        "urgent",
    ];
    let mut said = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    said.all(|w| NOTICES.iter().any(|notice| w.eq_ignore_ascii_case(notice)))
}

/// "Appointment confirmation", "Your booking is confirmed": what the mail is, not what it is about.
pub(super) fn is_confirmation(title: &str) -> bool {
    const WORDS: &[&str] = &[
        "appointment",
        "booking",
        "confirmation",
        "confirmed",
        "details",
        "is",
        "of",
        "receipt",
        "reminder",
        "reservation",
        "your",
    ];
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| WORDS.iter().any(|word| w.eq_ignore_ascii_case(word)))
}
