//! Times between which to choose: "Tue 1 or Wed 2 Dec, 10am?"

use calendar::Span;
use timex::{Expression, OtherReading, Part};

/// "Tue 1 or Wed 2 Dec, 10am?": of times between which to choose the first is the event's, the others are its alternatives.
pub(super) fn offer(text: &str, times: &mut Vec<Expression>) {
    let choice = |pair: &[Expression]| match pair {
        [a, b] => {
            let last = |t: &Expression| t.parts.iter().map(|(_, span)| span.end).max().unwrap_or(t.span.end);
            let first = b.parts.iter().map(|(_, span)| span.start).filter(|at| *at >= a.span.start).min();
            let (a_end, b_start) = (
                home_of_day(a).map_or_else(|| last(a), |span| span.end),
                home_of_day(b).map(|s| s.start).or(first),
            );
            let between = b_start.and_then(|start| text.get(a_end.min(start)..start)).unwrap_or("");
            let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            words.clone().count() <= 4
                && words.any(|w| w.eq_ignore_ascii_case("or"))
                && !a.has_rule()
                && !b.has_rule()
        }
        _ => false,
    };
    if times.len() < 2 || times.len() > CHOICE || !times.windows(2).all(choice) {
        return;
    }
    let others = times.split_off(1);
    let Some(first) = times.first_mut() else { return };
    let share = first.confidence / (others.len() + 1) as f32;
    first.group = None;
    for (at, other) in others.into_iter().enumerate() {
        let because = "The text leaves the choice.".to_owned();
        first.alternatives.insert(at, OtherReading { reading: other.reading, because, confidence: share });
    }
}

/// More times are no choice.
pub(super) const CHOICE: usize = 6;

/// Where the day of a time stands, or its hour.
pub(super) fn home_of_day(time: &Expression) -> Option<Span> {
    let part = |wanted: Part| time.parts.iter().find(|(part, _)| *part == wanted).map(|(_, span)| *span);
    part(Part::Date).or_else(|| part(Part::Time))
}
