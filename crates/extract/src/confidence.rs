//! How sure each value is, 0 to 1.

use calendar::Event;

/// Fills the confidence of the fields that are set; `start` brings its own from the temporal expression.
pub(crate) fn rate(event: &mut Event) {
    let start = event.evidence.confidence.get("start").copied();
    let mut set = |field: &str, value: f32| {
        event.evidence.confidence.insert(field.to_owned(), value.clamp(0.0, 1.0));
    };
    let words = event.title.as_deref().map(|title| title.split_whitespace().count());
    let title = match words {
        None => 0.5,
        Some(13..) => 0.4,
        Some(8..) => 0.6,
        Some(_) => 0.8,
    };
    set("title", title);
    let end = if event.evidence.inferred.contains_key("end") { 0.6 } else { 0.9 };
    let mut overall = title;
    if let Some(start) = start {
        set("end", start * end);
        overall *= start;
    } else {
        overall *= 0.5;
    }
    if event.location.is_some() {
        set("location", 0.75);
    }
    if !event.attendees.is_empty() {
        set("attendees", 0.75);
    }
    if event.recurrence.is_some() {
        set("rrule", 0.85);
    }
    set("overall", overall);
}
