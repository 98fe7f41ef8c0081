//! Content lines: escaping, folding and CRLF (RFC 5545 §3.1, §3.3.11).

/// Octets of a line before its line break.
const LINE_OCTETS: usize = 75;

/// A file in the making. Whatever text comes in, each call makes one line of the file.
#[derive(Default)]
pub(super) struct Lines {
    file: String,
}

impl Lines {
    /// `BEGIN:` a component.
    pub(super) fn begin(&mut self, component: &str) {
        self.value("BEGIN", component);
    }

    /// `END:` a component.
    pub(super) fn end(&mut self, component: &str) {
        self.value("END", component);
    }

    /// A property whose value is a date, a rule, a number, a URI: nothing in it is escaped.
    pub(super) fn value(&mut self, name: &str, value: &str) {
        self.value_with(name, &[], value);
    }

    /// The same with parameters; those with an empty name are left out.
    pub(super) fn value_with(&mut self, name: &str, parameters: &[(&str, &str)], value: &str) {
        let mut line = name.to_owned();
        for (key, parameter) in parameters {
            line.push(';');
            line.push_str(key);
            line.push('=');
            line.push_str(&quoted(parameter));
        }
        line.push(':');
        line.extend(value.chars().filter(|c| *c == '\t' || !c.is_control()));
        self.fold(&line);
    }

    /// A property whose value is text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.value(name, &escaped(&cleaned(text)));
    }

    /// The file.
    pub(super) fn into_file(self) -> String {
        self.file
    }

    /// Breaks a line after at most 75 octets, never inside a character; a space is added, none is consumed.
    fn fold(&mut self, line: &str) {
        let mut room = LINE_OCTETS;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.file.push_str("\r\n ");
                room = LINE_OCTETS - 1;
            }
            self.file.push(c);
            room -= c.len_utf8();
        }
        self.file.push_str("\r\n");
    }
}

/// Text without control characters; every kind of line end becomes `\n` (some readers take U+2028 for one).
pub(super) fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// TEXT escapes, once; a colon needs none.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}

/// A parameter value: quoted when it holds a separator; a double quote cannot be written and becomes a single one.
fn quoted(value: &str) -> String {
    let clean: String =
        value.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    if clean.contains([':', ';', ',']) { format!("\"{clean}\"") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_line(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.into_file()
    }

    #[test]
    fn text_is_escaped_once() {
        for (text, line) in [
            ("plain", "SUMMARY:plain\r\n"),
            ("a, b; c: d", "SUMMARY:a\\, b\\; c: d\r\n"),
            ("C:\\new", "SUMMARY:C:\\\\new\r\n"),
            ("one\r\ntwo\rthree\u{2028}four", "SUMMARY:one\\ntwo\\nthree\\nfour\r\n"),
            ("bell\u{7} nul\u{0} tab\t", "SUMMARY:bell nul tab\t\r\n"),
        ] {
            assert_eq!(text_line(text), line);
        }
    }

    #[test]
    fn folding_keeps_characters_whole_and_consumes_no_space() {
        let line = text_line(&"ab 🎉é ".repeat(30));
        assert!(line.split("\r\n").all(|l| l.len() <= 75), "{line}");
        assert_eq!(line.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ab 🎉é ".repeat(30)));
        // A line of exactly 75 octets is not folded.
        assert_eq!(text_line(&"x".repeat(67)), format!("SUMMARY:{}\r\n", "x".repeat(67)));
    }

    #[test]
    fn parameters_cannot_end_their_line() {
        let mut lines = Lines::default();
        lines.value_with("ATTENDEE", &[("CN", "A \"B\"; C\r\nX:y")], "mailto:a@b.c\r\nEVIL:1");
        assert_eq!(lines.into_file(), "ATTENDEE;CN=\"A 'B'; CX:y\":mailto:a@b.cEVIL:1\r\n");
    }

    proptest! {
        #[test]
        fn unfolding_gives_the_line_back(text in "\\PC{0,300}") {
            let file = text_line(&text);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= LINE_OCTETS));
            prop_assert_eq!(file.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", escaped(&cleaned(&text))));
        }

        #[test]
        fn any_text_makes_one_line(text in any::<String>()) {
            let file = text_line(&text).replace("\r\n ", "");
            prop_assert_eq!(file.matches('\n').count(), 1);
            prop_assert_eq!(file.matches('\r').count(), 1);
        }
    }
}
