//! The hour of what begins an event that names none itself: "Gran's 90th this Sunday, cake at 3", "…, doors 8".

use crate::draft::Draft;
use crate::field::title::Title;
use crate::time::times;

/// What an event begins with, or where people meet for it.
const FIRST: &[&str] = &[
    "arrivals",
    "arrive",
    "bbq",
    "buffet",
    "cake",
    "check in",
    "check-in",
    "coffee",
    "come",
    "come along",
    "come over",
    "come round",
    "doors",
    "doors open",
    "drinks",
    "drop off",
    "drop-off",
    "film",
    "food",
    "gates open",
    "kick off",
    "kick-off",
    "meet",
    "music",
    "show",
    "tea",
];

/// Gives the event of a whole day the hour of its first part, when that part is told right behind it.
pub(super) fn take_hour(drafts: &mut Vec<Draft>, asides: &[Draft]) {
    let part = |d: &Draft| {
        let named = d.title.as_ref().is_some_and(|t| {
            let lower = t.text.to_lowercase();
            FIRST.contains(&&*lower) || lower.starts_with("meet at ") || lower.starts_with("meet in ")
        });
        // "3 Dec dinner, usual time 7:30": an hour that nothing names.
        let bare = d.title.is_none() && d.when.as_ref().is_some_and(|w| !w.has_date());
        (named || bare) && d.when.as_ref().is_some_and(|w| times::has_time(w) && !w.has_rule())
    };
    if let [whole, first, ..] = drafts.as_slice()
        && is_whole_day(whole)
        && part(first)
        && (whole.day() == first.day() || !first.when.as_ref().is_some_and(times::has_date))
    {
        let first = drafts.remove(1);
        join(drafts.first_mut(), &first);
    } else if let [whole] = drafts.as_slice()
        && is_whole_day(whole)
    {
        let first = asides.iter().find(|d| part(d) && d.day() == whole.day()).cloned();
        if let Some(first) = first {
            join(drafts.first_mut(), &first);
        }
    }
}

fn join(whole: Option<&mut Draft>, first: &Draft) {
    let Some(whole) = whole else { return };
    if let Some((when, hour)) = whole.when.as_mut().zip(first.when.as_ref()) {
        times::at_hour(when, hour);
    }
    whole.place = whole.place.take().or_else(|| first.place.clone()).or_else(|| met_at(first));
    whole.source.extend(first.source.iter().copied());
    whole.has_asides = true;
}

/// "Meet at the bring banks"
fn met_at(first: &Draft) -> Option<Title> {
    let title = first.title.as_ref()?;
    let lead = ["Meet at ", "Meet in "].iter().find(|lead| title.text.starts_with(**lead))?;
    let mut spans = title.spans.clone();
    spans.first_mut()?.start += lead.len();
    Some(Title { text: title.text.get(lead.len()..)?.to_owned(), spans })
}

/// One day, without an hour.
pub(super) fn is_whole_day(draft: &Draft) -> bool {
    let plain =
        |w: &timex::Expression| !times::has_time(w) && !w.has_rule() && !w.has_end() && !times::is_period(w);
    draft.change.is_none() && draft.title.is_some() && draft.when.as_ref().is_some_and(plain)
}
