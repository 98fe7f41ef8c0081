//! Where the items of a list stand in the text: "Monday and Friday at 5", "at 10, 12 and 17".

use calendar::Span;

use crate::expression::Part;
use crate::mention::Mention;

/// The words of each date. Several hours on one date share its words; what follows the last date belongs to that one.
pub(super) fn date_spans(mention: &Mention) -> Vec<Span> {
    item_spans(mention, [Part::Date, Part::EndDate], mention.dates.len())
}

/// The words of each time of day.
pub(super) fn time_spans(mention: &Mention) -> Vec<Span> {
    item_spans(mention, [Part::Time, Part::EndTime], mention.times.len())
}

/// The words of each item in the order of the text, never overlapping: the first one also covers what stands before it,
/// the last one what follows.
fn item_spans(mention: &Mention, kinds: [Part; 2], count: usize) -> Vec<Span> {
    let whole = mention.span.0;
    let own = |n: usize| {
        mention
            .parts
            .iter()
            .filter(move |(part, _, item)| kinds.contains(part) && *item == n)
            .map(|(_, span, _)| *span)
    };
    let mut starts = vec![whole.start];
    for n in 1..count {
        let first = own(n).map(|span| span.start).min().unwrap_or(whole.start);
        starts.push(first.max(starts.last().copied().unwrap_or(first)));
    }
    starts.push(whole.end);
    let bounds = starts.windows(2).enumerate();
    bounds
        .map(|(n, pair)| {
            let (start, next) =
                (pair.first().copied().unwrap_or(whole.start), pair.last().copied().unwrap_or(whole.end));
            let end = own(n).map(|span| span.end).filter(|end| *end > start && *end <= next).max();
            Span::new(start, if n + 1 == count { whole.end } else { end.unwrap_or(next) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    #[test]
    fn items_part_the_words() {
        let now = date(2026, 3, 11).at(10, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap();
        let context = crate::Context::new(now);
        for (text, expected) in [
            ("Monday and Friday at 5", "Monday|Friday at 5"),
            ("at 10, 12 and 17", "10|12|17"),
            // Several hours on one date share its words.
            ("on tue & thu 6:00 or 8pm", "tue|tue|thu 6:00 or 8pm|thu 6:00 or 8pm"),
            ("Nov 12, 14 and 16", "Nov 12|14|16"),
        ] {
            let found = crate::find(text, &context);
            let spans: Vec<&str> = found.iter().map(|expression| expression.span.of(text)).collect();
            assert_eq!(spans.join("|"), expected, "{text}");
        }
    }
}
