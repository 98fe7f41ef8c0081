//! Headers and signatures of mails.

use crate::layout::letter::is_sure_closing;
use crate::source::label::Label;

use super::Line;

/// Mail headers are noise except the subject: three of them in a row are needed to be sure.
pub(super) fn set_headers_aside(text: &str, lines: &mut [Line]) {
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
        let begins =
            |own: &&str| line.span.of(text).get(..own.len()).is_some_and(|l| l.eq_ignore_ascii_case(own));
        HEADERS.iter().any(begins)
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
pub(super) const SIGNATURE: usize = 8;

/// "Kind regards," and a name: what stands below is the author's card, with hours and numbers that are no event's.
pub(super) fn set_signature_aside(text: &str, lines: &mut [Line]) {
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
