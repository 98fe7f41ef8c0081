//! How a secret has to be written so that `fly secrets import` takes it whole.
//!
//! Fly's parser cuts a value at `#`, drops spaces and quotes, and starts a block at `"""`; older versions keep quotes. A
//! plain value is read alike by all of them; any other is quoted, and refused when even that would change it.

/// The line for a secret.
///
/// # Errors
/// Why no line would carry this value.
pub(super) fn line(name: &str, value: &str) -> Result<String, String> {
    if value.contains(['\n', '\r']) {
        return Err(format!("{name} has several lines: encode it, for example with base64"));
    }
    let candidates = [format!("{name}={value}"), format!("{name}=\"{value}\"")];
    let kept = candidates.into_iter().find(|line| as_fly_reads(line).as_deref() == Some(value));
    kept.ok_or_else(|| format!("{name} would be cut by Fly's parser (a # after a quotation mark, or quotes at both ends): choose another value"))
}

/// What Fly makes of a line; `None` when it refuses it or waits for more lines.
fn as_fly_reads(line: &str) -> Option<String> {
    let value = line.split_once('=')?.1.trim_start_matches(' ');
    let uncommented = match value.split_once('#') {
        Some((before, _)) if before.matches('"').count() % 2 == 0 => before.trim_end_matches(' '),
        _ => value,
    };
    if uncommented.starts_with("\"\"\"") {
        return None;
    }
    for quote in ['"', '\''] {
        if let Some(inner) = uncommented.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return Some(inner.to_owned());
        }
    }
    // A single quotation mark ends flyctl with a crash.
    (!matches!(uncommented, "\"" | "'")).then(|| uncommented.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fly_reads_lines_as_its_parser_was_seen_to() {
        for (line, expected) in [
            ("A=b", Some("b")),
            ("A=a#b", Some("a")),
            ("A='a#b'", Some("'a")),
            ("A=\"a#b\"", Some("a#b")),
            ("A=\"a\" # c", Some("a")),
            ("A=  b", Some("b")),
            ("A='b'", Some("b")),
            ("A=\"\"\"b", None),
            ("A=\"", None),
        ] {
            assert_eq!(as_fly_reads(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_value_arrives_whole_or_is_refused() {
        for (value, expected) in [
            ("plain", Some("A=plain")),
            ("with space", Some("A=with space")),
            ("a#b", Some("A=\"a#b\"")),
            (" leading", Some("A=\" leading\"")),
            ("say \"hi\"", Some("A=say \"hi\"")),
            ("\"quoted\"", Some("A=\"\"quoted\"\"")),
            ("\"\"quoted\"", None),
            (" a\"#b", None),
            ("\"", None),
            ("a\"#b", Some("A=a\"#b")),
            ("a\"b\"#c", Some("A=\"a\"b\"#c\"")),
            ("two\nlines", None),
        ] {
            let line = line("A", value);
            assert_eq!(line.as_deref().ok(), expected, "{value}: {line:?}");
            if let Err(why) = line {
                assert!(!why.contains(value), "{why}");
            }
        }
    }
}
