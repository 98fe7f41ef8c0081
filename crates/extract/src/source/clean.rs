//! The lines of a text as a reader sees them: wrapped lines joined, bullets and labels told apart, mail headers,
//! quotations and signatures set aside. Offsets never change: every line is a range of the text as pasted.

mod mail;
mod wrap;

use calendar::Span;

use crate::layout::transcript;
use crate::source::html;
use crate::source::label::{self, Label, label};
use crate::words::{is_month, is_weekday};

use mail::set_headers_aside;
use mail::set_signature_aside;
use wrap::continues;
use wrap::join;

/// A logical line: one line of the text, or several that only the width of the page broke.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations of one line")]
pub(crate) struct Line {
    /// The content without indent, bullet and blanks at the end.
    pub(crate) span: Span,
    /// First and last line number, 1-based.
    pub(crate) numbers: [usize; 2],
    /// Columns before the content.
    pub(crate) indent: usize,
    /// A list item.
    pub(crate) bullet: bool,
    /// A Markdown heading.
    pub(crate) heading: bool,
    /// A blank line or a rule stands before it.
    pub(crate) after_gap: bool,
    /// "When: …" and where its value is.
    pub(crate) label: Option<(Label, Span)>,
    /// When a message of a chat was sent.
    pub(crate) stamp: Option<Span>,
    /// A message of a chat.
    pub(crate) spoken: bool,
    /// Mail header, quotation, signature or separator: nothing is read from it.
    pub(crate) noise: bool,
}

/// The logical lines of `text`; blank lines are only told by `after_gap`.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut gap = false;
    let mut signature = false;
    let mut start = 0;
    let chat = transcript::is_transcript(text);
    let headed = !chat && transcript::is_headed(text);
    let mut said_at: Option<Span> = None;
    let mailed =
        text.lines().any(|line| ["From:", "Subject:", "Sent:"].iter().any(|head| line.starts_with(head)));
    let arrows = has_arrows(text);
    for (index, raw) in text.split('\n').enumerate() {
        signature |= raw.trim_end() == "--"
            && index > 0
            && (mailed || is_card(text.get(start + raw.len()..).unwrap_or("")));
        if let Some(stamp) = Some(raw).filter(|_| headed).and_then(transcript::header) {
            said_at = raw.find(stamp).map(|at| Span::new(start + at, start + at + stamp.len()));
            start += raw.len() + 1;
            continue;
        }
        let said = if chat { transcript::prefix(raw) } else { None };
        if let Some(said) = &said {
            let cut = said.length;
            let stamp = raw.find(said.stamp).filter(|_| !said.stamp.is_empty());
            if let Some(mut line) = physical(text, start + cut, raw.get(cut..).unwrap_or(""), index + 1, gap)
            {
                line.stamp = stamp.map(|at| Span::new(start + at, start + at + said.stamp.len()));
                line.spoken = true;
                lines.push(line);
            }
            start += raw.len() + 1;
            continue;
        }
        let items = items_of_line(raw);
        let listed = !items.is_empty();
        let parts = if listed { items } else { html::parts(raw) };
        for part in &parts {
            let Some(mut line) =
                physical(text, start + part.start, raw.get(part.clone()).unwrap_or(""), index + 1, gap)
            else {
                gap |= parts.len() == 1;
                continue;
            };
            if arrows && line.span.of(text).starts_with(ARROW) {
                line.span.start += ARROW.len();
                line.noise = false;
            }
            line.noise |= signature;
            (line.spoken, line.stamp) = (said_at.is_some(), said_at);
            line.bullet |= listed;
            match lines.last_mut().filter(|last| parts.len() == 1 && continues(text, last, &line)) {
                Some(last) => join(last, &line),
                None => lines.push(line),
            }
            gap = false;
        }
        start += raw.len() + 1;
    }
    set_headers_aside(text, &mut lines);
    set_signature_aside(text, &mut lines);
    label::read_lone_labels(text, &mut lines);
    lines
}

/// A mark before the items of some newsletters.
const ARROW: &str = ">> ";

/// Nothing is quoted, and lines begin with arrows all the same.
fn has_arrows(text: &str) -> bool {
    let mut marked = text.lines().filter(|l| l.starts_with('>')).peekable();
    marked.peek().is_some()
        && marked.all(|l| l.starts_with(ARROW))
        && !text.lines().any(|l| l.trim_end().ends_with("wrote:"))
}

/// One line of the text; `None` when nothing but blanks or rules stands in it.
fn physical(text: &str, start: usize, raw: &str, number: usize, gap: bool) -> Option<Line> {
    let body = raw.trim_start();
    let indent = raw.len() - body.len();
    let bullet = bullet(body);
    let hashes = body.len() - body.trim_start_matches('#').len();
    let heading = hashes > 0 && body.get(hashes..).is_some_and(|rest| rest.starts_with(' '));
    let lead = if heading { hashes } else { bullet.unwrap_or(0) };
    let content = body.get(lead..).unwrap_or("");
    let lead = lead + content.len() - content.trim_start().len();
    let content = content.trim();
    if !content.chars().any(char::is_alphanumeric) {
        return None;
    }
    let span = Span::new(start + indent + lead, start + indent + lead + content.len());
    Some(Line {
        span,
        numbers: [number, number],
        indent: columns(raw, indent),
        bullet: bullet.is_some(),
        heading,
        after_gap: gap,
        label: label(text, span),
        stamp: None,
        spoken: false,
        noise: is_noise(body),
    })
}

/// What stands below "--" is the card of an author, and no second part of a note: fewer than two of its lines name a day
/// of a month or a weekday with a number.
fn is_card(below: &str) -> bool {
    let dated = |line: &&str| {
        let number = line.contains(|c: char| c.is_ascii_digit());
        number && (names_weekday(line) || line.split(|c: char| !c.is_alphabetic()).any(is_month))
    };
    below.lines().filter(dated).count() < 2
}

/// "This week: yoga Thurs 9am • quiz Fri 8pm": the parts of a line between bullets, when two of them at least name a day.
fn items_of_line(raw: &str) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    if !raw.contains(" • ") {
        return parts;
    }
    // "This week at the gym:" is a heading.
    let head = raw.split(" • ").next().and_then(|first| first.find(": "));
    let mut start = head
        .filter(|at| raw.get(..*at).is_some_and(|h| !h.contains(|c: char| c.is_ascii_digit())))
        .map_or(0, |at| at + 2);
    for (at, _) in raw.match_indices(" • ") {
        parts.push(start..at);
        start = at + " • ".len();
    }
    parts.push(start..raw.len());
    let named = |part: &&std::ops::Range<usize>| raw.get((*part).clone()).is_some_and(names_weekday);
    if parts.iter().filter(named).count() < 2 { Vec::new() } else { parts }
}

fn names_weekday(words: &str) -> bool {
    words.split(|c: char| !c.is_alphabetic()).any(is_weekday)
}

/// Columns of the indent, a tab counted to the next multiple of eight.
fn columns(raw: &str, indent: usize) -> usize {
    let blank = raw.get(..indent).unwrap_or("");
    blank.chars().fold(0, |column, c| if c == '\t' { (column / 8 + 1) * 8 } else { column + 1 })
}

/// Length of a list mark with its blank: "- ", "* ", "• ", "1. ", "2) ".
fn bullet(body: &str) -> Option<usize> {
    let boxed = |body: &str| {
        ["[ ] ", "[x] ", "[X] ", "☐ ", "☑ "].iter().find(|mark| body.starts_with(**mark)).map(|m| m.len())
    };
    if let Some(length) = boxed(body) {
        return Some(length);
    }
    let mark = mark(body)?;
    Some(mark + body.get(mark..).and_then(|rest| boxed(rest.trim_start())).unwrap_or(0))
}

/// Length of a list mark.
fn mark(body: &str) -> Option<usize> {
    let mut chars = body.chars();
    let first = chars.next()?;
    if matches!(first, '-' | '*' | '•' | '–' | '—' | '·' | '+' | '▪' | '◦' | '‣' | '●' | '○' | '➢' | '✓')
    {
        return chars.next().is_some_and(char::is_whitespace).then_some(first.len_utf8());
    }
    // "(iv) ", "(a) ", "(2) "
    if first == '(' {
        let inside = body.get(1..)?.split(')').next()?;
        let counts = inside.bytes().all(|b| b.is_ascii_digit())
            || inside.len() == 1 && inside.bytes().all(|b| b.is_ascii_lowercase())
            || inside.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
        let blank = body.get(inside.len() + 2..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        return ((1..=4).contains(&inside.len()) && counts && blank).then_some(inside.len() + 2);
    }
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = body.get(digits..)?;
    // "a. Furnace filter"
    let lettered = first.is_ascii_lowercase()
        && body.get(1..).is_some_and(|r| r.starts_with(". ") || r.starts_with(") "));
    if lettered && first <= 'h' && body.get(3..).is_some_and(|r| r.starts_with(char::is_uppercase)) {
        return Some(2);
    }
    // "9. Juni" and "12) " look alike; a mark of one or two digits before a word is a list.
    let listed = (1..=2).contains(&digits) && (mark.starts_with(". ") || mark.starts_with(") "));
    listed.then_some(digits + 1)
}

/// Quoted replies, message ids and markup that carry no words of the sender.
fn is_noise(body: &str) -> bool {
    let id = body.starts_with('<') && body.contains('@') && body.trim_end().ends_with('>');
    let reply = body.starts_with("On ") && body.trim_end().ends_with("wrote:");
    // "Working pattern: Mon, Tues, Thurs 8.30-5" on an author's card.
    let card = ["working pattern", "working days", "working hours", "normal working hours", "my working"];
    let begins = |own: &str| body.get(..own.len()).is_some_and(|head| head.eq_ignore_ascii_case(own));
    id || reply
        || card.into_iter().any(begins)
        || body.starts_with('>')
        || body.starts_with("-----Original")
        || body.starts_with("---------- Forwarded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<&str> {
        lines(text).iter().filter(|l| !l.noise).map(|l| l.span.of(text)).collect()
    }

    #[test]
    fn bullets_and_headings_lose_their_marks() {
        assert_eq!(
            shown("# News\n\n- one\n  * two\n1. three\n----\n2) four"),
            ["News", "one", "two", "three", "four"]
        );
        assert_eq!(shown("3.5 miles\n-5 degrees"), ["3.5 miles", "-5 degrees"]);
    }

    #[test]
    fn wrapped_prose_is_one_line() {
        let text = "The first meeting of the gardening society will take place next\nTuesday at noon.\nBring gloves.";
        assert_eq!(
            shown(text),
            [
                "The first meeting of the gardening society will take place next\nTuesday at noon.",
                "Bring gloves."
            ]
        );
        assert_eq!(lines(text)[0].numbers, [1, 2]);
    }

    #[test]
    fn mail_headers_quotations_and_signatures_are_set_aside() {
        let text = "From: a@b.example\nDate: Mon, 3 Feb 2025\nTo: me\nSubject: Picnic\n\nSaturday at 3?\n\n> old talk at 5\n--\nCall me at 7";
        assert_eq!(shown(text), ["Subject: Picnic", "Saturday at 3?"]);
    }
}
