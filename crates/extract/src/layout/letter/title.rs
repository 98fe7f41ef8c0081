//! What a letter's event is called: by its own sentence, a headline, the subject, the line of its day.

use calendar::Span;
use timex::Context;

use super::headline::{self, headline, is_clause, is_title_line, plain};
use super::labelled;
use super::notice::is_confirmation;
use crate::draft::Draft;
use crate::field::title::Title;
use crate::layout::list;
use crate::layout::segment::Entry;
use crate::prose::sentence::venue_of;
use crate::source::label::Label;
use crate::words::{VENUES, has};

/// What the sentence of the time calls the event, or a headline; of the words that name nothing then the place.
pub(super) fn take_title(text: &str, entries: &[Entry], home: Option<usize>, draft: &mut Draft) {
    let label = labelled(entries, Label::Title);
    // "Feb 17 · 6:30 PM" above "Postgres for Humans"
    let below = || {
        let next = home.and_then(|at| entries.get(at + 1)).filter(|_| draft.title.is_none())?;
        (is_title_line(text, next) && !next.line.after_gap).then(|| plain(text, next.line.span))
    };
    let told = || home.and_then(|at| headline::before_day(text, entries, at));
    let headline = label
        .map(|span| plain(text, span))
        .or_else(|| headline(text, entries, home.unwrap_or(entries.len())))
        .filter(|title| !is_confirmation(&title.text) || told().is_none())
        .or_else(told)
        .or_else(below);
    let headline = headline::topic(text, entries, home, headline.as_ref()).or(headline);
    let display = home.and_then(|at| entries.get(at)).is_some_and(|e| e.short);
    let named = label.is_some_and(|span| !span.of(text).trim().is_empty());
    let moved = draft.change.is_some() && labelled(entries, Label::Subject).is_some();
    let own = draft.title.take();
    let plain = |t: &Title| t.text.split_whitespace().count() <= 8 && !is_clause(&t.text);
    let invited = headline.is_some() && own.as_ref().is_some_and(|t| headline::invites(&t.text));
    // "Martin's leaving do" above "Please join us for a drink and a buffet"
    let served =
        labelled(entries, Label::Subject).is_some() && own.as_ref().is_some_and(|t| is_served(&t.text));
    let kept = own.as_ref().is_some_and(plain) && !(display || named || moved || invited || served);
    // "Saturday, 11am-3pm, school field" below the name: what is left of the line is where.
    let venue = own.as_ref().filter(|_| !kept && headline.is_some()).and_then(|own| venue_of(text, own));
    draft.place = draft.place.take().or(venue);
    draft.title = if kept { fuller_subject(text, entries, own) } else { headline.or(own) };
}

/// Nothing but what there is to eat and to drink.
fn is_served(title: &str) -> bool {
    const SERVED: &[&str] = &[
        "a",
        "and",
        "biscuits",
        "buffet",
        "cake",
        "cakes",
        "cheese",
        "coffee",
        "drink",
        "drinks",
        "few",
        "food",
        "her",
        "him",
        "light",
        "nibbles",
        "of",
        "off",
        "pizza",
        "refreshments",
        "see",
        "snacks",
        "some",
        "tea",
        "them",
        "to",
        "wine",
    ];
    title
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .all(|w| SERVED.contains(&&*w.to_lowercase()))
}

/// "FRIDAY 4 DECEMBER – CHRISTMAS FAYRE" above "3.15pm – 5.30pm, school playground and hall": what the line of the hour calls it
/// is where.
pub(super) fn take_name_of_day(
    text: &str,
    entries: &[Entry],
    home: Option<usize>,
    draft: &mut Draft,
    context: &Context,
) {
    let venue = draft.title.as_ref().is_some_and(|t| crate::field::place::is_venue(&t.text));
    let name = home.filter(|_| venue).and_then(|at| list::of_dated_heading(text, entries, at, context));
    if let Some(name) = name {
        let own = draft.title.replace(name);
        draft.place = draft.place.take().or_else(|| own.map(|own| as_written(text, own)));
    }
}

fn as_written(text: &str, title: Title) -> Title {
    match title.spans.as_slice() {
        [span] => Title { text: span.of(text).to_owned(), spans: title.spans },
        _ => title,
    }
}

/// "The Nutcracker – Royal Opera House": a venue behind the dash is where, when nothing else is.
pub(super) fn part_venue(text: &str, draft: &mut Draft) {
    let Some([span]) = draft.title.as_ref().map(|t| t.spans.as_slice()).filter(|_| draft.place.is_none())
    else {
        return;
    };
    let (span, words) = (*span, span.of(text));
    let Some((name, venue)) = [" – ", " — ", " - "].iter().find_map(|dash| words.split_once(dash)) else {
        return;
    };
    let capital = venue.split(' ').all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let known = venue.rsplit(' ').next().is_some_and(|w| has(VENUES, &w.to_lowercase()));
    if capital
        && known
        && !venue.starts_with("No ")
        && (2..=5).contains(&venue.split(' ').count())
        && !venue.contains(" – ")
    {
        let start = span.end - venue.len();
        draft.place = Some(Title { text: venue.to_owned(), spans: vec![Span::new(start, span.end)] });
        let end = span.start + name.len();
        draft.title = Some(Title { text: name.to_owned(), spans: vec![Span::new(span.start, end)] });
    }
}

/// "Retirement drinks for Graham" above "join us for retirement drinks": the subject that begins with the name says more.
fn fuller_subject(text: &str, entries: &[Entry], own: Option<Title>) -> Option<Title> {
    let subject = labelled(entries, Label::Subject).and_then(|span| crate::layout::mail::bare(text, span));
    let fuller = |subject: &Title| {
        let (all, name) = (subject.text.to_lowercase(), own.as_ref().map_or("", |t| &t.text).to_lowercase());
        let rest = all.strip_prefix(&*name).filter(|_| !name.is_empty());
        rest.is_some_and(|rest| rest.starts_with(" for ") && subject.text.split_whitespace().count() <= 8)
    };
    subject.filter(fuller).or(own)
}
