//! Announcements in prose or free layout: which of their times is the event's, what it is called, where it is.

mod greeting;
mod place;
mod several;
mod time;

use calendar::Span;
use timex::{Context, Expression};

use crate::draft::{Draft, add_people};
use crate::label::Label;
use crate::link;
use crate::phrase;
use crate::segment::Entry;
use crate::speaker::speaker;
use crate::times;
use crate::title::{self, Title};
use crate::tokens::{Token, tokens};
use crate::words::{STREETS, VENUES, has};

pub(crate) use greeting::is_closing;
pub(crate) use greeting::is_greeting;
pub(crate) use greeting::is_sure_closing;
pub(crate) use place::place;
pub(crate) use time::main_time;

/// The event of a letter; none when it names no time.
pub(crate) fn events(text: &str, entries: &[Entry], context: &Context) -> Vec<Draft> {
    let several = several::events(text, entries, context);
    if !several.is_empty() {
        return several;
    }
    let Some(when) = main_time(text, &[], entries, context) else { return Vec::new() };
    let home = entries.iter().position(|e| e.line.span.overlaps(times::home(&when)));
    let mut draft = home.map(|at| sentence(text, entries, at, &when, context)).unwrap_or_default();
    // "originally announced for Monday at 3, will now take place on Tuesday at 4"
    let fuller = |told: &Expression| {
        let days = |t: &Expression| t.reading.recurrence.as_ref().map_or(0, |r| 1 + r.exdates.len());
        times::has_time(told) && days(told) > days(&when)
    };
    let when = match draft.when.take().filter(|told| draft.change.is_some() || fuller(told)) {
        Some(changed) => changed,
        None => when,
    };
    let display = home.and_then(|at| entries.get(at)).is_some_and(|e| e.short);
    let labelled = |wanted: Label| {
        entries.iter().find_map(|e| e.line.label.filter(|(l, _)| *l == wanted)).map(|(_, span)| span)
    };
    let named = labelled(Label::Title).is_some_and(|span| !span.of(text).trim().is_empty());
    let headline = labelled(Label::Title)
        .map(|span| plain(text, span))
        .or_else(|| headline(text, entries, home.unwrap_or(entries.len())));
    // "Feb 17 · 6:30 PM" above "Postgres for Humans"
    let below =
        home.and_then(|at| entries.get(at + 1)).filter(|e| is_title_line(text, e) && !e.line.after_gap);
    let headline =
        headline.or_else(|| below.filter(|_| draft.title.is_none()).map(|e| plain(text, e.line.span)));
    let moved = draft.change.is_some() && labelled(Label::Subject).is_some();
    let own = draft.title.take();
    let plain = |t: &Title| t.text.split_whitespace().count() <= 8 && !is_clause(&t.text);
    let kept = own.as_ref().is_some_and(plain) && !(display || named || moved);
    draft.title = if kept { own } else { headline.or(own) };
    let stated = labelled(Label::Where).and_then(|span| crate::sheet::place(text, span, context));
    draft.place = stated.or_else(|| draft.place.take()).or_else(|| place(text, entries, &when));
    draft.place = draft.place.take().map(|place| with_name_above(text, entries, place, draft.title.as_ref()));
    let who = labelled(Label::Who).and_then(|span| crate::sheet::name(text, span));
    if let Some(speaker) = who.or_else(|| speaker(text, entries)) {
        let others = std::mem::replace(&mut draft.people, vec![speaker]);
        add_people(&mut draft.people, others);
    }
    if draft.url.is_none() {
        let first = entries.iter().find_map(|e| link::links(text, e.line.span).into_iter().next());
        draft.url = first.map(|l| (l.url.clone(), l.url_span));
    }
    if let Some((url, span)) = draft.url.as_ref().filter(|_| draft.place.is_none())
        && let Some(service) = link::service(url)
    {
        draft.place = Some(Title { text: service.to_owned(), spans: vec![*span] });
    }
    let lines = entries.first().zip(entries.last()).map(|(a, b)| [a.line.numbers[0], b.line.numbers[1]]);
    let mut drafts = others(text, entries, home, &when, context);
    let before = drafts.partition_point(|other| {
        home.and_then(|at| entries.get(at)).is_some_and(|e| other.lines < e.line.numbers)
    });
    let main =
        Draft { when: Some(when), lines: lines.unwrap_or([1, 1]), source: own_lines(text, entries), ..draft };
    drafts.insert(before, main);
    drafts
}

/// Other occasions of a letter: paragraphs of their own that name weekday and date of another day ahead.
fn others(
    text: &str,
    entries: &[Entry],
    home: Option<usize>,
    when: &Expression,
    context: &Context,
) -> Vec<Draft> {
    let greeted = entries.iter().any(|e| is_greeting(e.line.span.of(text)) && !e.line.bullet);
    let day = |t: &Expression| t.reading.start.map(jiff::civil::DateTime::date);
    let own = |line: usize, t: &Expression| {
        let ahead = day(t).is_some_and(|day| day > context.now.date());
        // Joined with an hour, a day still is the one by which to answer.
        let dates = t.parts.iter().filter(|(part, _)| matches!(part, timex::Part::Date | timex::Part::Rule));
        let beside = dates
            .map(|(_, span)| Expression { span: *span, ..t.clone() })
            .any(|t| times::is_deadline(text, line, &t) || times::is_aside(text, line, t.span));
        let named = names_weekday(text, t) && !t.has_rule() || t.has_rule() && times::has_time(t);
        ahead && day(t) != day(when) && !beside && named
    };
    let mut found = Vec::new();
    for (at, entry) in
        entries.iter().enumerate().filter(|(_, e)| greeted && !e.distractor && e.line.label.is_none())
    {
        let line = entry.line.span;
        let again = Some(at) == home && entry.times.iter().filter(|t| own(line.start, t)).count() == 0;
        if again || !entry.times.iter().any(|t| own(line.start, t)) {
            continue;
        }
        let read = phrase::line_events(text, line, &entry.times, context).into_iter();
        let other = |d: &Draft| d.title.is_some() && d.when.as_ref().is_some_and(|t| own(line.start, t));
        found.extend(read.filter(other).map(|d| Draft {
            lines: entry.line.numbers,
            source: vec![line],
            ..d
        }));
    }
    found
}

/// "Thursday 4th March": weekday and number.
fn names_weekday(text: &str, time: &Expression) -> bool {
    let dates = time.parts.iter().filter(|(part, _)| *part == timex::Part::Date);
    let words: String = dates.map(|(_, span)| span.of(text).to_lowercase()).collect::<Vec<_>>().join(" ");
    let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let named =
        words.split(|c: char| !c.is_alphabetic()).any(|w| w.get(..3).is_some_and(|w| day.contains(&w)));
    named && words.contains(|c: char| c.is_ascii_digit())
}

/// What the sentence that gives the time says besides.
fn sentence(text: &str, entries: &[Entry], at: usize, when: &Expression, context: &Context) -> Draft {
    let Some(entry) = entries.get(at) else { return Draft::default() };
    let read = phrase::line_events(text, entry.line.span, &entry.times, context);
    let changed = |d: &Draft| d.change.is_some() && d.when.is_some();
    let has_it = |d: &Draft| changed(d) || d.when.as_ref().is_some_and(|w| w.span.overlaps(when.span));
    read.into_iter().find(has_it).unwrap_or_default()
}

/// The lines that make the description: all of the announcement but greeting and closing.
pub(crate) fn own_lines(text: &str, entries: &[Entry]) -> Vec<Span> {
    entries.iter().filter(|e| !is_greeting(e.line.span.of(text))).map(|e| e.line.span).collect()
}

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
        let line = above()
            .rposition(|e| named(&e) && !is_address(text, e) && capital(&e))
            .or_else(|| above().rposition(|e| named(&e)))?;
        let line = name_above_venue(text, entries, from + line).unwrap_or(from + line);
        entries.get(line).map(|e| e.line.span)
    };
    let set_off = set_off().filter(|line| subject().is_none() || !invites(line.of(text)));
    emphasised
        .or_else(|| heading().or(set_off).map(|span| plain(text, span)))
        .or_else(|| crate::mail::bare(text, subject()?))
}

/// "The Garden Room at Filoli" above "86 Cañada Road, Woodside": the name on the line above an address is its own.
fn with_name_above(text: &str, entries: &[Entry], place: Title, title: Option<&Title>) -> Title {
    let first = place.spans.first().copied().unwrap_or(Span::new(0, 0));
    let at = entries.iter().position(|e| e.line.span.start == first.start && is_address(text, e));
    let above = at.and_then(|at| at.checked_sub(1)).and_then(|at| entries.get(at));
    let own = |e: &&Entry| {
        let words = e.line.span.of(text);
        let named = title.is_none_or(|t| !words.to_lowercase().contains(&t.text.to_lowercase()));
        named && is_title_line(text, e) && words.starts_with(char::is_uppercase)
    };
    match above.filter(own).map(|e| e.line.span) {
        Some(line) if at.and_then(|at| entries.get(at)).is_some_and(|e| !e.line.after_gap) => Title {
            text: format!("{}, {}", line.of(text), place.text),
            spans: std::iter::once(line).chain(place.spans).collect(),
        },
        _ => place,
    }
}

/// "Orpheum Theatre" under "The Marvelous Mrs. Thistle": the line above a venue's own is what takes place there.
fn name_above_venue(text: &str, entries: &[Entry], at: usize) -> Option<usize> {
    let venue = entries
        .get(at)
        .filter(|e| !e.line.after_gap && crate::place::room(&tokens(text, e.line.span)) > 0)?;
    let above = at.checked_sub(1)?;
    let named = |e: &Entry| is_title_line(text, e) && crate::place::room(&tokens(text, e.line.span)) == 0;
    (venue.times.is_empty() && entries.get(above).is_some_and(named)).then_some(above)
}

/// How many lines above the greeting tell who writes: an address, a number, a name with an office.
fn letterhead(text: &str, entries: &[Entry]) -> usize {
    let greeting = entries
        .iter()
        .take(8)
        .position(|e| e.line.span.of(text).get(..5).is_some_and(|w| w.eq_ignore_ascii_case("dear ")));
    let lines = greeting.and_then(|at| entries.get(..at)).unwrap_or_default();
    let card =
        |e: &Entry| is_card(e.line.span.of(text)) || is_detail(e.line.span.of(text)) || is_address(text, e);
    if lines.iter().any(card) { lines.len() } else { 0 }
}

/// `*X*`, `**X**` or `"X"` of one to eight words.
fn emphasis(text: &str, line: Span) -> Option<Title> {
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
        && (1..=10).contains(&entry.residue)
        && !words.ends_with(['.', ',', '?', ':'])
        && !is_greeting(words)
}

/// "Tai Chi for Balance (#20417)" without its bracket.
fn without_remark(words: &str) -> &str {
    let open = words.rfind(" (").filter(|at| words.ends_with(')') && *at > 0);
    open.and_then(|at| words.get(..at)).map_or(words, str::trim_end)
}

/// "Tel: 01904 555 018", "Order #4471-22": a number by which somebody or something is found.
fn is_card(words: &str) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let long = words
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| w.len() >= 5 && w.bytes().all(|b| b.is_ascii_digit()));
    long || digits >= 5 && words.contains(['#', '+', '('])
}

/// "with Marisol", "Patient: Mr S Ahmed": who comes, or a number, not what it is.
fn is_detail(words: &str) -> bool {
    const LABELS: &[&str] = &[
        "address",
        "admission",
        "chair",
        "contact",
        "editor",
        "email",
        "fax",
        "head",
        "headteacher",
        "phone",
        "president",
        "principal",
        "secretary",
        "website",
        "booking",
        "child",
        "client",
        "coach",
        "confirmation",
        "customer",
        "guest",
        "order",
        "patient",
        "pupil",
        "reference",
        "seat",
        "seats",
        "student",
        "teacher",
        "tel",
        "ticket",
        "total",
    ];
    let lower = words.to_lowercase();
    let led = words.starts_with(char::is_lowercase)
        && ["with ", "by ", "hosted by "].iter().any(|l| lower.starts_with(l));
    let label = lower
        .split_once(':')
        .is_some_and(|(head, _)| head.split_whitespace().any(|word| LABELS.contains(&word)));
    led || label
}

/// "Summer's nearly over, so come and cool off": words to the readers name nothing while a subject or a heading does.
fn is_clause(title: &str) -> bool {
    const TELL: &[&str] = &[
        "are", "come", "has", "have", "i", "is", "it", "let's", "shall", "so", "they", "us", "was", "we",
        "we'll", "we're", "were", "will", "you", "you'll", "you're",
    ];
    let lower = title.to_lowercase();
    lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|w| has(TELL, w))
}

/// "Join us for an exclusive evening": a sentence to the readers.
fn invites(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["join us", "come and ", "come join", "please ", "you are invited", "you're invited", "don't miss"]
        .iter()
        .any(|lead| lower.starts_with(lead))
}

/// A street or a postcode stands in it.
fn is_address(text: &str, entry: &Entry) -> bool {
    let words = tokens(text, entry.line.span);
    let venue = words.iter().any(|t| (has(STREETS, &t.lower) || has(VENUES, &t.lower)) && t.is_capital());
    // "842 S Broadway, Los Angeles CA"
    let state =
        words.last().is_some_and(|t| t.text.len() == 2 && t.text.bytes().all(|b| b.is_ascii_uppercase()));
    let numbered = words.first().is_some_and(Token::is_number) && state;
    numbered || venue && words.iter().any(|t| t.is(",") || t.is_number())
}

/// A line as a title: greeting, command and end punctuation left out.
pub(crate) fn plain(text: &str, span: Span) -> Title {
    let mut all = tokens(text, span);
    let start = crate::command::unwrap(&mut all).start;
    let all = all.get(start..).filter(|rest| rest.iter().any(Token::is_word)).unwrap_or(&all);
    let length = all.windows(3).position(
        |w| matches!(w, [open, number, unit] if open.is("(") && number.is_number() && is_unit(unit)),
    );
    let mut kept: Vec<&Token> = all
        .iter()
        .take(length.filter(|at| *at > 0).unwrap_or(all.len()))
        .filter(|t| !t.is_emphasis())
        .collect();
    title::trim(&mut kept);
    title::drop_remarks(&mut kept);
    title::trim(&mut kept);
    title::of(text, &kept)
}

fn is_unit(token: &Token) -> bool {
    token.is_any(&["h", "hour", "hours", "hr", "hrs", "min", "mins", "minutes"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_and_closings() {
        for words in ["Hi team,", "Dear all,", "Thanks,", "See you soon!"] {
            assert!(is_greeting(words), "{words}");
        }
        for words in ["Thanksgiving dinner at our house", "Hiking club", "The best pie in town"] {
            assert!(!is_greeting(words), "{words}");
        }
        assert!(is_closing("Best wishes,") && !is_closing("The best pie"));
    }

    #[test]
    fn emphasised_words_are_a_name() {
        let name = |text: &str| emphasis(text, Span::new(0, text.len())).map_or_else(String::new, |t| t.text);
        assert_eq!(name("our next *Town Hall* is near"), "Town Hall");
        assert_eq!(name("a talk on \"Bees in the City\" by"), "Bees in the City");
        assert_eq!(name("2 * 3 * 4"), "");
    }
}
