//! What an announcement is called: emphasised words, a heading, a line of its own, the subject.

use super::greeting::{is_greeting, opens_letter};
use super::notice::is_notice;
use crate::field::speaker;
use crate::field::title::{self, Title};
use crate::layout::segment::Entry;
use crate::prose::sentence::announcement;
use crate::source::label::Label;
use crate::time::times;
use crate::tokens::{Token, lower, tokens};
use crate::words::{DETAILS, STREETS, TELLING, TITLES, VENUES, has};
use calendar::Span;
use timex::Expression;

/// The name of an announcement: emphasised or quoted words, a heading, a line of its own near the time.
pub(crate) fn headline(text: &str, entries: &[Entry], before: usize) -> Option<Title> {
    let from = letterhead(text, entries).min(before);
    let above = || entries.get(from..before.max(from + 1)).unwrap_or_default().iter();
    let is_subject = |e: &Entry| e.line.label.is_some_and(|(label, _)| label == Label::Subject);
    // "Subject: Members' Preview of "Light & Shadow"" is more than its quotation.
    let emphasised = above().filter(|e| !is_subject(e)).find_map(|e| emphasis(text, e.line.span));
    let heading = || above().find(|e| e.line.heading && e.times.is_empty()).map(|e| e.line.span);
    let subject = || {
        entries.iter().find_map(|e| e.line.label.filter(|(l, _)| *l == Label::Subject)).map(|(_, span)| span)
    };
    let set_off = || {
        // A name stands above the address, not below it.
        let named = |e: &&Entry| is_title_line(text, e);
        let capital = |e: &&Entry| !e.line.span.of(text).starts_with(char::is_lowercase);
        let calls = |e: &Entry| invites(e.line.span.of(text));
        let line = above()
            .rposition(|e| named(&e) && !is_address(text, e) && capital(&e) && !calls(e))
            .or_else(|| above().rposition(|e| named(&e)))?;
        let line = name_above_speaker(text, entries, from + line).unwrap_or(from + line);
        let line = name_above_venue(text, entries, line).unwrap_or(line);
        // "The Elmwood Players present" above what they play
        let presents = |e: &Entry| {
            let last = e.line.span.of(text).rsplit(' ').next().unwrap_or("").to_lowercase();
            matches!(&*last, "present" | "presents")
        };
        let line = if entries.get(line).is_some_and(presents)
            && entries.get(line + 1).is_some_and(|e| e.times.is_empty())
        {
            line + 1
        } else {
            line
        };
        entries.get(line).map(|e| e.line.span)
    };
    let set_off = set_off().filter(|line| subject().is_none() || !invites(line.of(text)));
    emphasised
        .or_else(|| heading().or(set_off).map(|span| plain(text, with_honoured(text, entries, span))))
        .or_else(|| crate::layout::mail::bare(text, subject()?))
}

/// "BABY SHOWER" above "honoring Kayla & Marcus": for whom it is belongs to its name.
fn with_honoured(text: &str, entries: &[Entry], line: Span) -> Span {
    const FOR: &[&str] = &["celebrating ", "honoring ", "honouring ", "in honor of ", "in honour of "];
    let next = entries.iter().find(|e| e.line.span.start > line.end).filter(|e| !e.line.after_gap);
    let honours = |e: &&Entry| {
        let words = e.line.span.of(text);
        e.times.is_empty() && e.short && FOR.iter().any(|lead| words.to_lowercase().starts_with(lead))
    };
    next.filter(honours).map_or(line, |e| Span::new(line.start, e.line.span.end))
}

/// "This is to confirm your appointment with Dr Hughes (check-up) on:" above the day: what leads into it names it.
pub(super) fn before_day(text: &str, entries: &[Entry], home: usize) -> Option<Title> {
    let lead = home.checked_sub(1).and_then(|at| entries.get(at))?;
    let leads = lead.ends_with_colon && lead.times.is_empty() && lead.line.label.is_none() && lead.short;
    let title = plain(text, lead.line.span);
    let words = title.text.split_whitespace().count();
    (leads && (2..=8).contains(&words) && !is_clause(&title.text)).then_some(title)
}

/// "Orpheum Theatre" under "The Marvelous Mrs. Thistle": the line above a venue's own is what takes place there.
pub(super) fn name_above_venue(text: &str, entries: &[Entry], at: usize) -> Option<usize> {
    let venue = entries
        .get(at)
        .filter(|e| !e.line.after_gap && crate::field::place::room(&tokens(text, e.line.span)) > 0)?;
    let above = at.checked_sub(1)?;
    let named =
        |e: &Entry| is_title_line(text, e) && crate::field::place::room(&tokens(text, e.line.span)) == 0;
    (venue.times.is_empty() && entries.get(above).is_some_and(named)).then_some(above)
}

/// "Dr Ingrid Fosse", "University of Nordhavn" below "Slow slip beneath the Andes": who speaks, and from where, stands below
/// the name of a talk.
fn name_above_speaker(text: &str, entries: &[Entry], at: usize) -> Option<usize> {
    let home = entries.get(at).filter(|e| !e.line.after_gap && speaker::is_affiliation(text, e));
    let person = at.checked_sub(usize::from(home.is_some()))?;
    let speaks = entries.get(person).filter(|e| speaker::name_line(text, e, home.is_none()).is_some())?;
    let above = person.checked_sub(1).filter(|_| home.is_some() || has_address(text, speaks))?;
    entries.get(above).is_some_and(|e| is_title_line(text, e)).then_some(above)
}

/// "Dr Ingrid Fosse": a form of address comes first.
fn has_address(text: &str, entry: &Entry) -> bool {
    tokens(text, entry.line.span).first().is_some_and(|t| has(TITLES, &t.lower))
}

/// How many lines above the greeting tell who writes: an address, a number, a name with an office.
pub(super) fn letterhead(text: &str, entries: &[Entry]) -> usize {
    let greeting = entries.iter().take(8).position(|e| opens_letter(e.line.span.of(text)));
    let lines = greeting.and_then(|at| entries.get(..at)).unwrap_or_default();
    let card =
        |e: &Entry| is_card(e.line.span.of(text)) || is_detail(e.line.span.of(text)) || is_address(text, e);
    if lines.iter().any(card) { lines.len() } else { 0 }
}

/// A quotation on a line of its own below the time, when what stands above only says of what kind it is: "Colloquium".
pub(super) fn topic(
    text: &str,
    entries: &[Entry],
    home: Option<usize>,
    above: Option<&Title>,
) -> Option<Title> {
    const KINDS: &[&str] = &["colloquium", "lecture", "seminar", "series", "talk", "talks"];
    let last = above?.text.rsplit(' ').next()?.to_lowercase();
    let below = entries.get(home? + 1..)?.iter().take(3).filter(|_| KINDS.contains(&&*last));
    let whole = |e: &&Entry| {
        let words = e.line.span.of(text);
        words.starts_with(['"', '“']) && words.ends_with(['"', '”']) && e.line.label.is_none()
    };
    emphasis(text, below.into_iter().find(whole)?.line.span)
}

/// `*X*`, `**X**` or `"X"` of one to eight words.
pub(super) fn emphasis(text: &str, line: Span) -> Option<Title> {
    let all = tokens(text, line);
    let open = all.iter().position(|t| matches!(t.text, "*" | "\"" | "“"))?;
    let mark = all.get(open)?.text;
    let start = open + all.iter().skip(open).take_while(|t| t.text == mark).count();
    let length = all.iter().skip(start).position(|t| t.text == mark || mark == "“" && t.text == "”")?;
    let inside: Vec<&Token> = all.get(start..start + length)?.iter().collect();
    let words = inside.iter().filter(|t| t.is_word()).count();
    let capital = inside.first().is_some_and(|t| t.is_capital());
    ((1..=10).contains(&words) && capital).then(|| title::of(text, &inside))
}

/// A short line without time, label or full stop that is no greeting.
pub(crate) fn is_title_line(text: &str, entry: &Entry) -> bool {
    !entry.line.bullet && is_name_line(text, entry)
}

/// The same, numbered or not: "2. Pumpkin Float" above what is told of it.
pub(crate) fn is_name_line(text: &str, entry: &Entry) -> bool {
    let words = entry.line.span.of(text);
    // "Quarterly Roadmap Review" is a name all the same.
    let adjective = |t: &Expression| {
        // "Vinyasa Flow (60 min)" too.
        t.reading.start.is_none()
            && t.has_duration()
            && text.get(..t.span.start).is_some_and(|b| b.ends_with('('))
            || times::is_period(t)
            || times::is_holiday(text, t)
            || t.has_rule() && !t.span.of(text).contains(char::is_whitespace)
    };
    entry.short
        && entry.times.iter().all(adjective)
        && entry.line.label.is_none()
        && !is_card(without_remark(words))
        && !is_detail(words)
        && !is_notice(words)
        && (1..=10).contains(&entry.residue)
        && !words.ends_with(['.', ',', '?', ':'])
        && !is_greeting(words)
}

/// "Tai Chi for Balance (#20417)" without its bracket.
pub(super) fn without_remark(words: &str) -> &str {
    let open = words.rfind(" (").filter(|at| words.ends_with(')') && *at > 0);
    open.and_then(|at| words.get(..at)).map_or(words, str::trim_end)
}

/// "Tel: 01904 555 018", "Order #4471-22": a number by which somebody or something is found.
pub(super) fn is_card(words: &str) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let long = words
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| w.len() >= 5 && w.bytes().all(|b| b.is_ascii_digit()));
    long || digits >= 5 && words.contains(['#', '+', '('])
}

/// "with Marisol", "Patient: Mr S Ahmed": who comes, or a number, not what it is.
pub(super) fn is_detail(words: &str) -> bool {
    let lower = words.to_lowercase();
    let led = words.starts_with(char::is_lowercase)
        && ["with ", "by ", "hosted by "].iter().any(|l| lower.starts_with(l));
    let label =
        lower.split_once(':').is_some_and(|(head, _)| head.split_whitespace().any(|word| has(DETAILS, word)));
    led || label
}

/// "Summer's nearly over, so come and cool off": words to the readers name nothing while a subject or a heading does.
pub(crate) fn is_clause(title: &str) -> bool {
    let lower = lower(title);
    lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|w| has(TELLING, w))
}

/// "Join us for an exclusive evening": a sentence to the readers.
pub(super) fn invites(words: &str) -> bool {
    let lower = words.to_lowercase();
    [
        "join us",
        "join our",
        "come along",
        "come and ",
        "come join",
        "please ",
        "you are invited",
        "you're invited",
        "don't miss",
    ]
    .iter()
    .any(|lead| lower.starts_with(lead))
}

/// A street or a postcode stands in it.
pub(crate) fn is_address(text: &str, entry: &Entry) -> bool {
    let words = tokens(text, entry.line.span);
    let venue = words.iter().any(|t| (has(STREETS, &t.lower) || has(VENUES, &t.lower)) && t.is_capital());
    // "842 S Broadway, Los Angeles CA"
    let state =
        words.last().is_some_and(|t| t.text.len() == 2 && t.text.bytes().all(|b| b.is_ascii_uppercase()));
    // "88 Esplanade, Lakes Entrance"
    let street = words.iter().any(|t| t.is(",")) && words.get(1).is_some_and(Token::is_capital);
    let numbered = words.first().is_some_and(Token::is_number) && (state || street);
    numbered || venue && words.iter().any(|t| t.is(",") || t.is_number())
}

/// A line as a title: greeting, command and end punctuation left out.
pub(crate) fn plain(text: &str, span: Span) -> Title {
    let mut all = tokens(text, span);
    if let Some(quotation) = last_quotation(&all) {
        return title::of(text, &quotation);
    }
    let start = crate::prose::command::unwrap(&mut all).start;
    let all = all.get(start..).filter(|rest| rest.iter().any(Token::is_word)).unwrap_or(&all);
    let length = all.windows(3).position(
        |w| matches!(w, [open, number, unit] if open.is("(") && number.is_number() && is_unit(unit)),
    );
    let mut kept: Vec<&Token> = all
        .iter()
        .take(length.filter(|at| *at > 0).or_else(|| announcement(all)).unwrap_or(all.len()))
        .filter(|t| !t.is_emphasis())
        .collect();
    title::trim(&mut kept);
    title::drop_remarks(&mut kept);
    title::trim(&mut kept);
    title::of(text, &kept)
}

/// Words before a quotation that tell whose it is.
const WHOSE: usize = 8;

/// "Dr Alice Poole (Durham), 'Salt and Status in the Fenland'": the quotation with which a line ends, behind a mark.
fn last_quotation<'a, 't>(all: &'a [Token<'t>]) -> Option<Vec<&'a Token<'t>>> {
    let range = title::quoted(all)?;
    let lead = all.get(..range.start.checked_sub(1)?)?;
    let behind = lead.last().is_some_and(|t| matches!(t.text, "," | ":" | "–" | "—" | "-"));
    let named = lead.iter().filter(|t| t.is_word()).count() <= WHOSE && all.get(range.start)?.is_capital();
    let ends = all.get(range.end + 1..)?.iter().all(|t| !t.is_word());
    (behind && named && ends).then(|| all.get(range)).flatten().map(|inside| inside.iter().collect())
}

pub(super) fn is_unit(token: &Token) -> bool {
    token.is_any(&["h", "hour", "hours", "hr", "hrs", "min", "mins", "minutes"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasised_words_are_a_name() {
        let name = |text: &str| emphasis(text, Span::new(0, text.len())).map_or_else(String::new, |t| t.text);
        assert_eq!(name("our next *Town Hall* is near"), "Town Hall");
        assert_eq!(name("a talk on \"Bees in the City\" by"), "Bees in the City");
        assert_eq!(name("2 * 3 * 4"), "");
    }
}
