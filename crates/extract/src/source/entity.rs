//! Character references of markup ("&ndash;", "&#39;") as the characters they stand for, with the way back: spans of
//! the text that is read become spans of the text as it was pasted.

use std::borrow::Cow;

use crate::source::respell::Respelt;

const NAMES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("eacute", "é"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("ouml", "ö"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("uuml", "ü"),
];

/// Replaces the references of `text`; a text without any is not copied.
pub(crate) fn decode(text: &str) -> Respelt<'_> {
    let mut decoded = Respelt::same(text);
    let mut done = 0;
    let mut out = String::new();
    for (at, _) in text.match_indices('&') {
        let Some((length, character)) = text.get(at..).and_then(reference) else { continue };
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(&character);
        done = at + length;
        decoded.shifts.push((out.len(), done));
    }
    if done > 0 {
        out.push_str(text.get(done..).unwrap_or(""));
        decoded.text = Cow::Owned(out);
    }
    decoded
}

/// The reference with which `text` begins: its length, and its character.
fn reference(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let end = text.bytes().take(10).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        let character = char::from_u32(code).filter(|c| !c.is_control())?;
        let blank = character == '\u{a0}';
        return Some((end + 1, Cow::Owned(if blank { ' ' } else { character }.to_string())));
    }
    let at = NAMES.binary_search_by_key(&name, |(known, _)| known).ok()?;
    NAMES.get(at).map(|(_, character)| (end + 1, Cow::Borrowed(*character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_the_way_back() {
        let text = "9am&ndash;1pm, Q&amp;A &#39;x&#x27; &nope; R&D &lt";
        let decoded = decode(text);
        assert_eq!(decoded.text, "9am–1pm, Q&A 'x' &nope; R&D &lt");
        for word in ["9am", "1pm", "A", "x", "R&D"] {
            let here = decoded.text.find(word).unwrap();
            let there = decoded.offset(here);
            assert!(text[there..].starts_with(word), "{word}");
        }
        assert!(matches!(decode("plain & simple").text, Cow::Borrowed(_)));
        assert!(NAMES.is_sorted());
    }
}
