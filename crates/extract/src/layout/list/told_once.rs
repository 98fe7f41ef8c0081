//! What one line says of all items of a list: their hour and place ("Thursdays at 4.30pm, Room 6", "We meet at 7pm"),
//! the weeks of a term in which classes run.

use calendar::Span;
use jiff::civil::Weekday;
use timex::{Context, Expression};

use crate::draft::Draft;
use crate::field::title::Title;
use crate::layout::letter;
use crate::layout::segment::Entry;
use crate::layout::term::{self, Term};
use crate::prose::phrase;
use crate::time::times;
use crate::tokens::tokens;

/// What holds for all items.
#[derive(Default)]
pub(super) struct ToldOnce {
    /// The hour of those that name none, and what else its line says.
    hour: Option<(usize, Expression, Draft)>,
    /// Between which days those come that come every week.
    term: Option<(usize, Term)>,
    /// Where they are, when the line of their weeks says it: "Classes start back on Monday 19 April at the Hall:".
    venue: Option<Title>,
}

/// Fewest items for which a line speaks.
const ITEMS: usize = 2;

impl ToldOnce {
    /// Reads the lines that speak of the others.
    pub(super) fn read(text: &str, entries: &[Entry], context: &Context) -> ToldOnce {
        let term = term::of_list(text, entries);
        let line = term.as_ref().and_then(|(at, _)| entries.get(*at)).filter(|e| e.ends_with_colon);
        let venue = line.and_then(|e| {
            let read = || {
                phrase::line_events(text, e.line.span, &e.times, context).into_iter().find_map(|d| d.place)
            };
            letter::room_in_prose(text, e).or_else(read)
        });
        ToldOnce { hour: hour(text, entries, context), term, venue }
    }

    /// The line at `at` is no item.
    pub(super) fn is_told_at(&self, at: usize) -> bool {
        self.hour.as_ref().is_some_and(|(line, ..)| *line == at)
            || self.term.as_ref().is_some_and(|(line, _)| *line == at)
    }

    /// Gives the items what they do not say themselves.
    pub(super) fn complete(&self, text: &str, drafts: &mut Vec<Draft>) {
        for draft in drafts.iter_mut() {
            let Some(when) = &mut draft.when else { continue };
            if let Some((_, hour, told)) = self.hour.as_ref().filter(|_| is_day(when)) {
                times::at_hour(when, hour);
                draft.place = draft.place.take().or_else(|| told.place.clone());
                draft.url = draft.url.take().or_else(|| told.url.clone());
            }
            if let Some((_, term)) = self.term {
                term::within(text, when, term);
            }
            if when.has_rule() {
                draft.place = draft.place.take().or_else(|| self.venue.clone());
            }
        }
        if self.term.is_some() {
            term::join_weekdays(drafts);
        }
    }
}

/// One whole day.
fn is_day(when: &Expression) -> bool {
    !times::has_time(when) && !when.has_rule() && !times::is_period(when) && when.reading.end.is_none()
}

/// The line with an hour and no day of the month, when the items below have days and no hours.
fn hour(text: &str, entries: &[Entry], context: &Context) -> Option<(usize, Expression, Draft)> {
    let items = |e: &&Entry| {
        let day = e.lead.first().or_else(|| e.times.first());
        e.is_item(text) && !e.has_time() && day.is_some_and(is_day)
    };
    let days: Vec<Weekday> = entries
        .iter()
        .filter(items)
        .filter_map(|e| Some(e.lead.first().or_else(|| e.times.first())?.reading.start?.date().weekday()))
        .collect();
    if days.len() < ITEMS {
        return None;
    }
    let told = |(at, e): (usize, &Entry)| {
        let (time, draft) = hour_of_all(text, e, &days, context)?;
        Some((at, time, draft))
    };
    entries.iter().enumerate().find_map(told)
}

/// The hour that the line gives to events on all these `days`, and what else it says.
pub(super) fn hour_of_all(
    text: &str,
    e: &Entry,
    days: &[Weekday],
    context: &Context,
) -> Option<(Expression, Draft)> {
    // "the Lunchtime Talks this session. All talks are on Thursdays, 12-1pm"
    // "All films are shown at 20:00, doors 19:30"
    let several = e.times.iter().filter(|t| times::has_time(t)).count() > 1;
    let aside = |t: &Expression| several && times::is_aside(text, e.line.span.start, times::home(t));
    let own = || e.times.iter().filter(|t| !aside(t));
    let mut clocks = own().filter(|t| times::has_time(t));
    let (time, None) = (clocks.next()?, clocks.next()) else { return None };
    if own().any(|t| t.span != time.span && t.reading.start.is_some() && !times::is_period(t)) {
        return None;
    }
    let named: Option<Vec<Weekday>> =
        time.reading.recurrence.as_ref().map(|r| r.rule.by_day.iter().map(|d| d.weekday).collect());
    let before = text.get(e.line.span.start..time.span.start).unwrap_or("");
    let of_all = || ends_with_all(before) || speaks_of_all(text, sentence_of(text, e.line.span, time));
    let fits = named.map_or_else(
        || !time.has_date() && of_all(),
        |named| !named.is_empty() && days.iter().all(|day| named.contains(day)),
    );
    let told = times::has_time(time) && fits && !e.line.bullet && e.lead.is_empty();
    let timed = |d: &Draft| d.when.as_ref().is_some_and(times::has_time);
    let only = std::slice::from_ref(time);
    let draft = || phrase::line_events(text, e.line.span, only, context).into_iter().find(timed);
    told.then(|| (time.clone(), with_place(draft().unwrap_or_default())))
}

/// "Mondays, 4–5 PM, Hodges 212": what names the line is where.
fn with_place(mut draft: Draft) -> Draft {
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let named = |t: &Title| t.text.split_whitespace().all(capital);
    let title = draft.title.take().map(without_remark);
    draft.place = draft.place.take().or_else(|| title.filter(named));
    draft
}

/// "Room E204 (and online, link on request)" without its bracket.
fn without_remark(mut title: Title) -> Title {
    let cut = title.text.find(" (").unwrap_or(title.text.len());
    let gone = title.text.len() - cut;
    title.text.truncate(cut);
    if let [span] = title.spans.as_mut_slice() {
        span.end -= gone.min(span.end - span.start);
    }
    title
}

/// From the beginning of the sentence that tells the time to the end of the line.
fn sentence_of(text: &str, line: Span, time: &Expression) -> Span {
    let before = text.get(line.start..time.span.start).unwrap_or("");
    let mut ends = before
        .match_indices(['.', '!'])
        .filter(|(at, _)| before.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
    Span::new(line.start + ends.next_back().map_or(0, |(at, _)| at + 1), line.end)
}

/// "Allotment talks this year (all at 7pm, …": what stands right before the hour of all.
fn ends_with_all(before: &str) -> bool {
    let lower = before.to_lowercase();
    let words = lower.trim_end().trim_end_matches('@').trim_end();
    let words = words.strip_suffix(" at").or_else(|| words.strip_suffix(" from")).unwrap_or(words);
    let last = words.rsplit(|c: char| !c.is_alphanumeric()).next();
    last.is_some_and(|word| matches!(word, "all" | "both" | "each"))
}

/// "We meet at 7pm", "All games start at 10"
fn speaks_of_all(text: &str, sentence: Span) -> bool {
    let words = tokens(text, sentence);
    // "KO 10.30 unless it says otherwise"
    let unless = words.iter().position(|t| t.is("unless")).unwrap_or(words.len());
    if words.iter().skip(unless).take(5).any(|t| t.is_any(&["stated", "otherwise", "noted"])) {
        return true;
    }
    // "The reading group meets four times this term, always from noon to 1:15 in Sidney Hall"
    let always = words.iter().any(|t| t.is("always")) && words.iter().any(|t| t.is_any(&["meet", "meets"]));
    always
        || words
            .iter()
            .filter(|t| t.is_word())
            .take(3)
            .any(|t| t.is_any(&["we", "all", "each", "every", "meetings", "sessions"]))
            && words.iter().any(|t| {
                t.is_any(&["meet", "start", "starts", "begin", "begins", "are", "run", "held", "all"])
            })
}
