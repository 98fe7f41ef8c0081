//! What the sentences of one piece of text say: title, place, people, link, and whether they ask for an entry.

mod end;
mod hollow;
mod host;
mod place;
mod quote;
mod sender;
mod speaker;
mod subject;

use std::ops::Range;

use calendar::Span;
use timex::{Expression, Part};

use crate::draft::{Draft, add_people};
use crate::field::link;
use crate::field::people::{Found, people};
use crate::field::place::place;
use crate::field::title::{self, Title, named};
use crate::prose::command::{Request, unwrap};
use crate::prose::phrase::Phrase;
use crate::tokens::{Role, Token, mark, spans, written};
pub(crate) use end::ends_sentence;
pub(crate) use end::sentences;
pub(crate) use place::address;
pub(crate) use place::venue_of;

use hollow::{agrees, asks_for_time, calls, is_hollow};
use place::place_alone;
use place::where_it_is;
use quote::naming_quote;
pub(crate) use sender::behind_sender;
pub(crate) use subject::announcement;
use subject::behind_booked;
use subject::behind_invitation;
use subject::behind_join;
use subject::behind_places;
use subject::behind_reason;
use subject::behind_report;
use subject::behind_table;
use subject::behind_verb;

/// What the sentences of one piece say together.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) draft: Draft,
    pub(crate) request: Request,
}

/// Reads one piece of a phrase, sentence by sentence.
pub(crate) fn read(phrase: &Phrase, range: &Range<usize>, times: &[Expression]) -> Said {
    let mut said = Said::default();
    let mut best: Option<(u8, Title)> = None;
    let mut registered: Option<Title> = None;
    // "This will take place on Thursday … Appointments are 10 minutes.": what stands above it is spoken of.
    let (mut queried, mut stated, mut goes_back) = (false, false, false);
    for sentence in sentences(phrase, range) {
        let Some(words) = phrase.tokens.get(sentence.clone()) else { continue };
        let mut words = words.to_vec();
        // The sentence that gives the event's time says what it is.
        let kept = |span: Span| {
            times.iter().flat_map(|t| &t.parts).any(|(part, at)| *part != Part::Duration && at.overlaps(span))
        };
        let timed = words.iter().any(|t| t.role == Role::Time && kept(t.span));
        let known = said.draft.place.as_ref();
        if best.is_some()
            && let Some(place) = place_alone(phrase.text, &words, timed, known)
        {
            said.draft.place = Some(place);
            continue;
        }
        // "No lesson on Thursday 6 May as the pool is shut": of a rule only what falls out.
        let falls_out = words.first().is_some_and(|t| t.is("no"));
        if timed && falls_out && times.iter().any(Expression::has_rule) {
            continue;
        }
        let one = read_sentence(phrase.text, &mut words);
        if one.request.query {
            queried = true;
            continue;
        }
        if !timed && tells_what_is_booked(&words) && one.request.start > 0 {
            registered = registered.or_else(|| one.title.clone());
        }
        let proposed = || one.title.as_ref().is_some_and(|title| hollow::proposes(&title.text));
        let rank = one.rank(timed, words.last().is_some_and(|t| t.is("?")) && !proposed())
            + u8::from(!timed && subject::is_announced(&words)) * ANNOUNCED;
        stated |= timed || one.title.is_some();
        goes_back |= timed && one.hollow && best.is_none();
        said.request.asked |= one.request.asked;
        said.request.reminder |= one.request.reminder;
        said.request.wished |= one.request.wished;
        said.request.generic |= one.request.generic;
        add_people(&mut said.draft.people, one.people);
        said.draft.organizer = said.draft.organizer.take().or(one.host);
        said.draft.place = said.draft.place.take().or(one.place);
        if let Some(place) = one
            .title
            .as_ref()
            .filter(|_| timed && best.is_some() && !one.named)
            .and_then(|t| where_it_is(phrase.text, t))
        {
            said.draft.place = said.draft.place.take().or(Some(place));
            continue;
        }
        let Some(title) = one.title.filter(|title| timed || !calls(&title.text)) else { continue };
        // "Standup at 8 on Wednesday. Call mum "next Tuesday at 9"." tells of something else.
        if one.quoted && !timed && best.is_some() && title.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let beside = goes_back && !timed && rank <= 1;
        if !beside && best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, title));
        }
    }
    said.request.query = queried && !stated;
    let best = best.map(|(_, title)| title);
    let named = registered.filter(|_| best.as_ref().is_none_or(|t| is_kind_alone(&t.text)));
    said.draft.title = named.or(best);
    take_link(phrase, range, &mut said.draft);
    said.draft.asked = said.request.asked;
    said
}

/// "You're registered for Puppy Basics!", "You have a place on Throwing for Beginners."
fn tells_what_is_booked(words: &[Token]) -> bool {
    const SAID: &[&str] =
        &["booked", "booking", "enrolled", "place", "registered", "registering", "signing", "spot"];
    words.iter().take(8).any(|t| t.is_any(SAID))
}

/// "The course": of what kind it is, and no name.
fn is_kind_alone(title: &str) -> bool {
    const KINDS: &[&str] = &[
        "class", "classes", "course", "event", "lesson", "lessons", "session", "sessions", "training",
        "webinar", "workshop",
    ];
    let lower = title.to_lowercase();
    KINDS.contains(&lower.strip_prefix("the ").unwrap_or(&lower))
}

/// With what somebody begins to tell others what to do for an occasion.
const INSTRUCTIONS: &[&str] =
    &["bring", "byo", "byob", "pack", "parking", "remember", "rsvp", "tickets", "wear"];

/// What an announcement alone weighs: more than that another sentence tells the time.
const ANNOUNCED: u8 = 4;

/// The link that is the event's own, and the service that it names when no place is told.
fn take_link(phrase: &Phrase, range: &Range<usize>, draft: &mut Draft) {
    let holds = draft.title.as_ref().map(|t| t.spans.clone()).unwrap_or_default();
    let span = phrase.span_of(range);
    let span = span.unwrap_or(Span::new(0, 0));
    let first = phrase.links.partition_point(|l| l.whole.end <= span.start);
    let last = phrase.links.partition_point(|l| l.whole.start < span.end);
    let own = phrase.links.get(first..last).unwrap_or_default();
    if let Some(link) = link::own(own, &holds) {
        draft.url = Some((link.url.clone(), link.url_span));
        draft.take_service();
    }
}

/// One sentence read.
#[expect(clippy::struct_excessive_bools, reason = "independent observations of one sentence")]
struct Sentence {
    request: Request,
    title: Option<Title>,
    named: bool,
    /// Named by nothing but quotation marks.
    quoted: bool,
    /// Begins with "it", "that": speaks of something said before.
    pronoun: bool,
    /// Only says when or where: "This will take place online".
    hollow: bool,
    /// Says what to do for it: "Bring snacks".
    instructs: bool,
    place: Option<Title>,
    people: Vec<Found>,
    host: Option<Found>,
}

impl Sentence {
    /// How well its title names the event: the sentence that gives the time says what it is, unless another one names it.
    fn rank(&self, timed: bool, question: bool) -> u8 {
        let question = question && !self.request.asked;
        u8::from(self.named) * 8
            + u8::from(timed && !question && !self.hollow) * 2
            + u8::from(self.request.asked) * 2
            + u8::from(!self.pronoun && !question && !self.hollow && (timed || !self.instructs))
    }
}

fn read_sentence(text: &str, words: &mut [Token]) -> Sentence {
    let pronoun = words.iter().find(|t| t.is_word()).is_some_and(|t| {
        t.is_any(&[
            "it", "it's", "that", "that's", "this", "location", "we", "he", "she", "they", "no", "there",
            "i'll", "place",
        ])
    });
    let agreed = agrees(words) || asks_for_time(words);
    let hollow = agreed || is_hollow(words);
    let instructs = words.iter().find(|t| t.is_word()).is_some_and(|t| t.is_any(INSTRUCTIONS));
    drop_status(words);
    drop_consequence(words);
    let sender = behind_sender(words).unwrap_or(0);
    mark(words, 0..sender, Role::Gone);
    let mut request = unwrap(words);
    // "We would like to invite you to …" is a frame.
    let pronoun = pronoun && !request.framed;
    request.start = request.start.max(sender);
    let behind = behind_verb(words, request.start)
        .or_else(|| behind_places(words, request.start))
        .or_else(|| behind_booked(words, request.start))
        .or_else(|| behind_table(words, request.start))
        .or_else(|| behind_report(words, request.start))
        .or_else(|| behind_invitation(words, request.start))
        .or_else(|| behind_reason(words, request.start))
        .or_else(|| behind_join(words, request.start));
    request.start = behind.unwrap_or(request.start);
    let mut name = None;
    if let Some(start) = named(words) {
        request.start = start;
        name = Some(start);
    }
    let quote = naming_quote(words, request, name);
    let quoted_title = quote.clone().and_then(|range| {
        let mut inside: Vec<&Token> = words.get(range)?.iter().collect();
        while inside.last().is_some_and(|t| t.is_any(&[",", ".", ";", "!", "?"])) {
            inside.pop();
        }
        inside.iter().any(|t| t.is_word()).then(|| title::of(text, &inside))
    });
    if let Some(range) = quote {
        mark(words, range.start.saturating_sub(1)..range.end + 1, Role::Gone);
    }
    let headed = if quoted_title.is_none() { title::before_colon(words, request.start) } else { None };
    let headed = headed.and_then(|range| title::title(text, words.get(..range.end)?, request));
    title::mark_remarks(words, request.start);
    let host = host::host(text, words);
    let speaker = speaker::behind_title(text, words, request.start)
        .or_else(|| crate::field::speaker::speaks(text, words));
    let mut people = people(text, words);
    add_people(&mut people, speaker.into_iter().collect());
    let titled = quoted_title.is_some() || headed.is_some();
    let place = place(words, request.start, request.asked || request.framed || titled, titled);
    let place = place.and_then(|range| without_aside(text, words, &range));
    let named = quoted_title.is_some() || name.is_some();
    let quoted = quoted_title.is_some() && name.is_none() && !request.asked;
    let title = quoted_title.or(headed).or_else(|| title::title(text, words, request).filter(|_| !agreed));
    Sentence { request, title, named, quoted, pronoun, hollow, instructs, place, people, host }
}

/// "Under 9s training tonight, 5pm Lions Oval: CANCELLED": what became of it stands behind a mark.
fn drop_status(words: &mut [Token]) {
    let bracket = words.iter().rposition(|t| t.is("(")).filter(|_| words.last().is_some_and(|t| t.is(")")));
    let own = bracket.unwrap_or(words.len());
    let last = words.get(..own).and_then(|own| own.iter().rposition(Token::is_word)).unwrap_or(0);
    let status = words.get(last).is_some_and(|t| {
        t.is_free() && t.is_any(&["canceled", "cancelled", "confirmed", "off", "postponed", "rescheduled"])
    });
    // "Tomorrow's choir is off."
    let leads = |t: &Token| matches!(t.text, ":" | "-" | "–" | "—") || t.is_any(&["are", "is"]);
    let dash = last.checked_sub(1).filter(|at| words.get(*at).is_some_and(|t| t.is_free() && leads(t)));
    if let Some(at) = dash.filter(|at| status && *at > 0) {
        let end = if bracket.is_some() { words.len() } else { last + 1 };
        mark(words, at..end, Role::Gone);
    }
}

/// "… from 10am till 1pm in the foyer, so have a dig through the shed": what follows from it is no part of it.
fn drop_consequence(words: &mut [Token]) {
    let timed = words.iter().position(|t| t.role == Role::Time).unwrap_or(words.len());
    let so = (timed..words.len()).find(|at| {
        let pair = (words.get(*at), words.get(at + 1));
        matches!(pair, (Some(comma), Some(so)) if comma.is(",") && so.is("so"))
    });
    if let Some(at) = so.filter(|at| !words.iter().skip(*at).any(|t| t.role == Role::Time)) {
        mark(words, at..words.len(), Role::Gone);
    }
}

/// "Hart 210 (not 118)": the place without what is said about it.
fn without_aside(text: &str, words: &[Token], place: &Range<usize>) -> Option<Title> {
    let said = |at: usize| words.get(at + 1).is_some_and(|t| t.is_any(&["not", "was", "formerly"]));
    let opens = |at: &usize| words.get(*at).is_some_and(|t| t.is("(")) && said(*at);
    let end = (place.start + 1..place.end).find(opens).unwrap_or(place.end);
    let inside: Vec<&Token> = words.get(place.start..end)?.iter().collect();
    Some(Title { text: written(text, &inside), spans: spans(text, &inside) })
}
