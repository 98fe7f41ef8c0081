//! Hours as the rest of the text writes them, where they lack a colon, minutes or a letter: "0830 Briefing", "cars 12.10",
//! "Sat 5th: Open Gardens 11-5". One such number alone may be anything.

mod bare;
mod dotted;
mod schedule;

use std::borrow::Cow;

use bare::behind_day;
use calendar::{Event, Span};
use dotted::dotted;

use super::deny::{self, Denied};

/// A text, and the way back to the one from which it was made.
pub(crate) struct Respelt<'t> {
    pub(crate) text: Cow<'t, str>,
    /// Where the two texts part: an offset here, and the same place there.
    pub(crate) shifts: Vec<(usize, usize)>,
}

/// Writes the hours with which lines begin with a colon, and marks around the words that are `denied`; a text without any
/// is not copied.
pub(crate) fn respell<'t>(text: &'t str, denied: &Denied) -> Respelt<'t> {
    let mut respelt = Respelt::same(text);
    let mut edits = schedule::edits(text);
    edits.extend(dotted(text).into_iter().map(|at| (at, 1, ":")));
    edits.extend(behind_day(text).into_iter().map(|at| (at, 0, ":00")));
    edits.extend(deny::edits(text, denied));
    edits.sort_unstable();
    edits.dedup_by_key(|(at, ..)| *at);
    if edits.is_empty() {
        return respelt;
    }
    let mut out = String::new();
    let mut done = 0;
    for (at, removed, with) in edits {
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(with);
        done = at + removed;
        respelt.shifts.push((out.len(), done));
    }
    out.push_str(text.get(done..).unwrap_or(""));
    respelt.text = Cow::Owned(out);
    respelt
}

/// Where, how many bytes go, and what comes.
pub(super) type Edit = (usize, usize, &'static str);

impl Respelt<'_> {
    /// Nothing is written otherwise.
    pub(crate) fn same(text: &str) -> Respelt<'_> {
        Respelt { text: Cow::Borrowed(text), shifts: Vec::new() }
    }

    /// Moves the spans of `event` to the text from which this one was made.
    pub(crate) fn restore(&self, event: &mut Event) {
        if self.shifts.is_empty() {
            return;
        }
        for span in event.evidence.spans.values_mut().flatten() {
            *span = self.span(*span);
        }
    }

    /// The same words there.
    pub(crate) fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    pub(crate) fn offset(&self, at: usize) -> usize {
        let passed = self.shifts.partition_point(|(here, _)| *here <= at);
        let before = passed.checked_sub(1).and_then(|i| self.shifts.get(i));
        before.map_or(at, |(here, there)| at - here + there)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_a_schedule() {
        for (text, expected) in [
            ("0830 Briefing\n1000 First start", "08:30 Briefing\n10:00 First start"),
            ("9.30 Arrivals\n10.00-12.15 Session", "9:30 Arrivals\n10:00-12:15 Session"),
            ("1.50 pounds of sugar\n0.75 Salt", "1.50 pounds of sugar\n0.75 Salt"),
            ("2027 Budget\n1990 Review", "2027 Budget\n1990 Review"),
            ("0830 Briefing", "0830 Briefing"),
            ("7:30a Yoga\n9a Breakfast", "7:30am Yoga\n9am Breakfast"),
            ("1/7 Hoses 1900\n1/14 Masks 1930", "1/7 Hoses 19:00\n1/14 Masks 19:30"),
            ("Budget 2030\nReview 2025", "Budget 2030\nReview 2025"),
            ("9 market\n11:30 brunch\n3 cake", "9:00 market\n11:30 brunch\n3:00 cake"),
            ("2 eggs\n3 apples\n12 rolls", "2 eggs\n3 apples\n12 rolls"),
            (
                "Sat 5th: Open Gardens 11-5, from the church",
                "Sat 5th: Open Gardens 11:00-5:00, from the church",
            ),
            ("Mon: grades 3-5 swim", "Mon: grades 3-5 swim"),
            ("nails 2.15pm\ncars 12.10, by 10.30", "nails 2:15pm\ncars 12:10, by 10:30"),
            ("tea 16.30, cake 12.12. and 17.15", "tea 16.30, cake 12.12. and 17.15"),
        ] {
            let respelt = respell(text, &Denied::default());
            assert_eq!(respelt.text, expected);
            for word in ["Briefing", "First", "Arrivals", "12", "Session"] {
                let Some(here) = respelt.text.find(word) else { continue };
                assert!(text[respelt.offset(here)..].starts_with(word), "{word}");
            }
        }
    }
}
