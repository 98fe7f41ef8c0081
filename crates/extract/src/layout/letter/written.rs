//! The day on which a letter was written, that stands above its greeting and is no occasion's.

use timex::Context;

use crate::layout::segment::Entry;
use crate::source::clean::Line;
use crate::time::times;

/// Lines among which a letter greets: an address may stand above the greeting.
const HEAD: usize = 8;

/// "Wednesday 3rd February 2027", alone on a line above "Dear Parents": where it stands, when it is not ahead and more is
/// told below.
pub(crate) fn date_line(text: &str, lines: &[&Line], context: &Context) -> Option<usize> {
    let dear = |line: &&Line| line.span.of(text).get(..5).is_some_and(|w| w.eq_ignore_ascii_case("dear "));
    let greeting = lines.iter().take(HEAD).position(dear).filter(|at| at + 1 < lines.len())?;
    lines.get(..greeting)?.iter().position(|line| is_written_date(text, line, context))
}

/// A date with its year and nothing else, today or before.
fn is_written_date(text: &str, line: &Line, context: &Context) -> bool {
    let entry = Entry::read(text, line, context);
    let [time] = entry.times.as_slice() else { return false };
    let year = time.span.of(text).split(|c: char| !c.is_ascii_digit()).any(|word| word.len() == 4);
    let written = times::day(time).is_some_and(|day| day <= context.now.date());
    entry.residue == 0 && line.label.is_none() && !entry.has_time() && !time.has_rule() && year && written
}
