//! The lines of a text as a reader sees them: wrapped lines joined, bullets and labels told apart, mail headers,
//! quotations and signatures set aside. Offsets never change: every line is a range of the text as pasted.

use calendar::Span;

use crate::html;
use crate::label::{self, Label, label};
use crate::letter::is_sure_closing;
use crate::transcript;
use crate::words::{BEFORE_TIME, EMPTY, has};

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
    for (index, raw) in text.split('\n').enumerate() {
        signature |= raw.trim_end() == "--" && index > 0;
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
        let parts = html::parts(raw);
        for part in &parts {
            let Some(mut line) =
                physical(text, start + part.start, raw.get(part.clone()).unwrap_or(""), index + 1, gap)
            else {
                gap |= parts.len() == 1;
                continue;
            };
            line.noise |= signature;
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
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = body.get(digits..)?;
    // "9. Juni" and "12) " look alike; a mark of one or two digits before a word is a list.
    let listed = (1..=2).contains(&digits) && (mark.starts_with(". ") || mark.starts_with(") "));
    listed.then_some(digits + 1)
}

/// Quoted replies, message ids and markup that carry no words of the sender.
fn is_noise(body: &str) -> bool {
    let id = body.starts_with('<') && body.contains('@') && body.trim_end().ends_with('>');
    let reply = body.starts_with("On ") && body.trim_end().ends_with("wrote:");
    id || reply
        || body.starts_with('>')
        || body.starts_with("-----Original")
        || body.starts_with("---------- Forwarded")
}

/// Whether `next` goes on with the sentence of `last`.
fn continues(text: &str, last: &Line, next: &Line) -> bool {
    if next.after_gap
        || next.bullet
        || next.heading
        || last.heading
        || last.spoken
        || next.label.is_some()
        || last.noise != next.noise
    {
        return false;
    }
    let words = last.span.of(text);
    let tail = words.rsplit('\n').next().unwrap_or(words);
    let begins_low = next.span.of(text).starts_with(|c: char| c.is_lowercase());
    let ended = tail.ends_with(['.', '!', '?', ':', ';', '|', ')']);
    if last.label.is_some() {
        // A value goes on only when it is broken in the middle and set under itself.
        return next.indent >= last.indent + 4 && (tail.ends_with(',') || begins_low || next.indent > 8);
    }
    if begins_with_day(next.span.of(text)) && !open(tail) {
        return false;
    }
    if !begins_low && ends_with_time(tail) {
        return false;
    }
    let same_margin = next.indent <= last.indent + 3 || last.bullet;
    let full = tail.len() >= 55 || tail.len() >= 40 && begins_low;
    same_margin && full && (!ended || begins_low)
}

/// "Tuesday 8 December …": a weekday and a number begin an entry of their own.
fn begins_with_day(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = first.get(..3).is_some_and(|short| days.contains(&short))
        && (first.len() <= 5 || first.ends_with("day"));
    day && words.take(2).any(|w| w.starts_with(|c: char| c.is_ascii_digit()))
}

/// "… until February 16, 2027", "… at 9:15am": an item that is told to its end.
fn ends_with_time(tail: &str) -> bool {
    let last = tail.split_whitespace().next_back().unwrap_or("").to_lowercase();
    let number = last.trim_end_matches("am").trim_end_matches("pm");
    number.ends_with(|c: char| c.is_ascii_digit()) && number.starts_with(|c: char| c.is_ascii_digit())
}

/// Ends in the middle of a sentence: "… will be held on".
fn open(tail: &str) -> bool {
    let last = tail.split_whitespace().next_back().unwrap_or("").to_lowercase();
    last.ends_with([',', ':', '-', '–']) || has(BEFORE_TIME, &last) || has(EMPTY, &last)
}

fn join(last: &mut Line, next: &Line) {
    last.span.end = next.span.end;
    last.numbers[1] = next.numbers[1];
    if let Some((_, value)) = &mut last.label {
        value.end = next.span.end;
        value.start = value.start.min(value.end);
    }
}

/// Mail headers are noise except the subject: three of them in a row are needed to be sure.
fn set_headers_aside(text: &str, lines: &mut [Line]) {
    const HEADERS: &[&str] = &[
        "from:",
        "to:",
        "cc:",
        "bcc:",
        "sent:",
        "reply-to:",
        "message-id:",
        "received:",
        "return-path:",
        "date:",
        "mime-version:",
        "content-type:",
        "x-mailer:",
        "subject:",
        "newsgroups:",
        "posted:",
        "organization:",
    ];
    let is_header = |line: &Line| {
        let lower = line.span.of(text).get(..20).unwrap_or(line.span.of(text)).to_lowercase();
        HEADERS.iter().any(|h| lower.starts_with(h))
    };
    let mut at = 0;
    while at < lines.len() {
        let run = lines.iter().skip(at).take_while(|l| is_header(l)).count();
        let from = lines
            .iter()
            .skip(at)
            .take(run)
            .any(|l| l.span.of(text).get(..5).is_some_and(|t| t.eq_ignore_ascii_case("from:")));
        if run >= 2 && from {
            for line in lines.iter_mut().skip(at).take(run) {
                line.noise = !matches!(line.label, Some((Label::Subject, _)));
            }
        }
        at += run.max(1);
    }
}

/// Most lines that a signature has.
const SIGNATURE: usize = 8;

/// "Kind regards," and a name: what stands below is the author's card, with hours and numbers that are no event's.
fn set_signature_aside(text: &str, lines: &mut [Line]) {
    let own = lines.iter().rposition(|l| !l.noise).map_or(0, |at| at + 1);
    let from = own.saturating_sub(SIGNATURE + 1).max(1);
    let closes = |l: &Line| !l.noise && l.label.is_none() && is_sure_closing(l.span.of(text));
    let Some(closing) = (from..own).find(|at| lines.get(*at).is_some_and(closes)) else { return };
    let below = lines.get_mut(closing + 1..own).unwrap_or_default();
    let name = |l: &Line| {
        let words = l.span.of(text);
        words.split_whitespace().count() <= 4 && !words.contains(|c: char| c.is_ascii_digit() || c == ':')
    };
    let card = |l: &Line| {
        let words = l.span.of(text);
        words.len() <= 90
            && !l.bullet
            && l.label.is_none()
            && !words.get(..2).is_some_and(|ps| ps.eq_ignore_ascii_case("ps"))
            && !words.to_lowercase().starts_with("p.s")
    };
    if below.first().is_some_and(name) && below.iter().all(card) {
        for line in below.iter_mut().skip(1) {
            line.noise = true;
        }
    }
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
