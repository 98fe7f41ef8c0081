//! The day on which a letter was written, that stands above its greeting and is no occasion's.

use timex::Context;

use super::greeting::opens_letter;
use crate::layout::segment::Entry;
use crate::source::clean::Line;
use crate::source::label::Label;
use crate::time::times;

/// Lines among which a letter greets: an address may stand above the greeting.
const HEAD: usize = 8;

/// "Wednesday 3rd February 2027", alone on a line above "Dear Parents": where it stands, when it is not ahead and more is
/// told below.
pub(crate) fn date_line(text: &str, lines: &[&Line], context: &Context) -> Option<usize> {
    let greets = |line: &&Line| opens_letter(line.span.of(text));
    let greeting = lines.iter().take(HEAD).position(greets).filter(|at| at + 1 < lines.len())?;
    lines.get(..greeting)?.iter().position(|line| is_written_date(text, line, context))
}

/// A date with its year and nothing else, today or before.
fn is_written_date(text: &str, line: &Line, context: &Context) -> bool {
    let entry = Entry::read(text, line, context);
    let [time] = entry.times.as_slice() else { return false };
    let written = times::day(time).is_some_and(|day| day <= context.now.date());
    // "Date: 02.07.2027"
    let labelled = line.label.is_some_and(|(label, _)| label == Label::When);
    entry.residue <= usize::from(labelled)
        && (labelled || line.label.is_none())
        && !entry.has_time()
        && !time.has_rule()
        && times::writes_year(text, time)
        && written
}
