//! What kind of text some lines are: running words, a diary, a timetable, a table.

use timex::Expression;

use super::Entry;
use crate::layout::programme;
use crate::source::clean::Line;
use crate::source::label::Label;
use crate::time::times;

/// Lines of columns, at least two.
pub(super) fn is_table(text: &str, lines: &[&Line]) -> bool {
    lines.iter().filter(|l| l.span.of(text).matches('|').count() >= 2).count() >= 2
}

/// Short lines that each begin with a day of their own.
pub(super) fn is_diary(entries: &[Entry]) -> bool {
    let dated = |e: &&Entry| {
        let first = e.times.first().filter(|t| times::has_date(t) && !t.has_rule());
        e.short && e.residue > 0 && first.is_some_and(|t| t.span.start <= e.line.span.start + 1)
    };
    let days = entries.iter().filter(dated).count();
    days >= 2 && days == entries.len()
}

/// "Thu 25 March" above "7pm Communion service" and "8pm Talk": a day, and lines that each begin with an hour.
pub(super) fn is_day_of_hours(text: &str, entries: &[Entry]) -> bool {
    let Some((day, rest)) = entries.split_first() else { return false };
    let hour = |e: &Entry| programme::begins_with_hour(text, e) && e.residue > 0 && !e.has_date();
    day.gives_date() && day.residue == 0 && rest.len() >= 2 && rest.iter().all(hour)
}

/// "Tuesdays 6.45pm – intervals", "Thursdays 7pm – social run": lines that each begin with a rule and its hour.
pub(super) fn is_timetable(entries: &[Entry]) -> bool {
    let regular = |e: &&Entry| e.begins_with_time() && e.times.first().is_some_and(Expression::has_rule);
    entries.iter().filter(regular).filter(|e| e.residue > 0).count() >= 2
}

/// A few lines without labels are read as running words.
pub(super) fn is_message(lines: &[&Line]) -> bool {
    let labelled = lines.iter().any(|l| l.label.is_some_and(|(label, _)| label != Label::Other));
    let bullets = lines.iter().filter(|l| l.bullet).count();
    lines.len() == 1 || lines.len() <= 3 && !labelled && bullets < 2 && !lines.iter().any(|l| l.heading)
}
