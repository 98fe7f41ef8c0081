//! Markup that pasted pages and mails bring along: tags are no words, and some of them end a line.

use std::ops::Range;

const BLOCKS: &[&str] = &[
    "blockquote",
    "body",
    "br",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
const INLINE: &[&str] =
    &["a", "b", "center", "em", "font", "i", "img", "small", "span", "strong", "sub", "sup", "u"];

/// The length of the tag with which `text` begins, and whether it ends a line; "<3" and "<ann@x.example>" are none.
pub(crate) fn tag(text: &str) -> Option<(usize, bool)> {
    let inside = text.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let length = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = name.get(..length)?.to_ascii_lowercase();
    let block = BLOCKS.contains(&name.as_str());
    if !block && !INLINE.contains(&name.as_str()) {
        return None;
    }
    let end = text.char_indices().take(500).find(|(_, c)| *c == '>')?.0;
    Some((end + 1, block))
}

/// The parts of one line of the text between tags that end a line.
pub(crate) fn parts(line: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(open) = line.get(at..).and_then(|rest| rest.find('<')).map(|i| at + i) {
        match line.get(open..).and_then(tag) {
            Some((length, true)) => {
                parts.push(start..open);
                start = open + length;
                at = start;
            }
            Some((length, false)) => at = open + length,
            None => at = open + 1,
        }
    }
    parts.push(start..line.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_other_angles() {
        assert_eq!(tag("<p class='x'>Hi"), Some((13, true)));
        assert_eq!(tag("</b>"), Some((4, false)));
        assert_eq!(tag("<br/>"), Some((5, true)));
        for text in ["<3", "<ann@x.example>", "< p>", "<p", "<"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_is_parted_at_blocks() {
        let line = "<p>Dear <b>all</b>,</p><p>see you</p>";
        let shown: Vec<&str> = parts(line).into_iter().map(|r| &line[r]).filter(|p| !p.is_empty()).collect();
        assert_eq!(shown, ["Dear <b>all</b>,", "see you"]);
    }
}
