//! The lines of a calendar part: each with the name of its property and where its value stands.

use calendar::Span;

/// A line with what was folded behind it.
pub(super) struct Property<'t> {
    name: &'t str,
    /// Where the value stands, from behind the colon to the last of its folded lines.
    pub(super) value: Span,
}

impl Property<'_> {
    /// Whether it is of this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// The properties of a calendar part that begins at `offset` of the text.
pub(super) fn properties(part: &str, offset: usize) -> Vec<Property<'_>> {
    let mut found: Vec<Property<'_>> = Vec::new();
    let mut at = 0;
    for line in part.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let end = offset + start + line.trim_end().len();
        match (line.starts_with([' ', '\t']), found.last_mut()) {
            (true, Some(last)) => last.value.end = end.max(last.value.end),
            _ => found.extend(property(line, offset + start, end)),
        }
    }
    found
}

fn property(line: &str, start: usize, end: usize) -> Option<Property<'_>> {
    let mut quoted = false;
    let colon = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ':' && !quoted
    });
    let (colon, _) = colon?;
    let name = line.split([':', ';']).next()?.trim();
    Some(Property { name, value: Span::new((start + colon + 1).min(end), end) })
}
