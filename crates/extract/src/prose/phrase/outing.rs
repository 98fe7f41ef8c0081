//! The way out and the way back of one day: "Museum trip on Friday. We leave at 9 and return at 3.30pm."

use calendar::Span;
use jiff::civil::DateTime;
use timex::Part;

use super::begin;
use crate::draft::Draft;
use crate::time::times;
use crate::words::WAY_BACK;

const OUT: &[&str] = &["depart", "departing", "departs", "departure", "leave", "leaves", "leaving"];

/// Words beside them that name no occasion.
const BESIDE: &[&str] = &[
    "at", "bus", "by", "class", "coach", "for", "from", "home", "off", "school", "set", "the", "to", "we",
    "will",
];

/// Gives an occasion the hours of its ways: the way back ends it, the way out begins it.
pub(super) fn join_ways(text: &str, drafts: &mut Vec<Draft>) {
    if drafts.len() < 2 {
        return;
    }
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for next in drafts.drain(..) {
        match kept.last_mut() {
            Some(first) if returns(text, first, &next) => take_end(first, next),
            _ => kept.push(next),
        }
        if let [.., day, way] = kept.as_mut_slice()
            && begins(text, Some(day), way)
        {
            let way = kept.pop();
            kept.last_mut().into_iter().zip(way).for_each(|(day, way)| take_start(day, way));
        }
    }
    *drafts = kept;
}

/// The title says nothing but who goes which way, and one of the words for it is told.
fn goes(text: &str, draft: &Draft, way: &[&str]) -> bool {
    let title = draft.title.as_ref().map_or("", |title| &*title.text).to_lowercase();
    let known = title.split_whitespace().all(|w| way.contains(&w) || BESIDE.contains(&w));
    let told = |span: &Span| span.of(text).split_whitespace().any(|w| way.contains(&&*w.to_lowercase()));
    known && draft.change.is_none() && draft.place.is_none() && draft.source.iter().any(told)
}

fn clock(draft: &Draft) -> Option<DateTime> {
    let when = draft.when.as_ref().filter(|when| times::has_time(when) && !when.has_rule())?;
    when.reading.start
}

/// `next` is the way back from `first`, later on its day.
fn returns(text: &str, first: &Draft, next: &Draft) -> bool {
    let open = first.when.as_ref().is_some_and(|when| when.reading.end.is_none());
    let later = clock(first).zip(clock(next)).is_some_and(|(a, b)| a.date() == b.date() && a < b);
    open && later && first.title.is_some() && goes(text, next, WAY_BACK)
}

/// "Trip to the aquarium on 12 March. Coach leaves at 9.15am …": `way` is the way out on the whole day told before it.
pub(super) fn begins(text: &str, day: Option<&Draft>, way: &Draft) -> bool {
    let day = day.filter(|day| begin::is_whole_day(day)).and_then(Draft::day);
    day.is_some() && clock(way).map(DateTime::date) == day && goes(text, way, OUT)
}

fn take_end(first: &mut Draft, back: Draft) {
    let (Some(when), Some(told)) = (first.when.as_mut(), back.when) else { return };
    when.reading.end = told.reading.start;
    let clock = told.parts.iter().filter(|(part, _)| *part == Part::Time);
    when.parts.extend(clock.map(|(_, span)| (Part::EndTime, *span)));
    first.source.extend(back.source);
}

fn take_start(day: &mut Draft, way: Draft) {
    if let Some((when, hour)) = day.when.as_mut().zip(way.when.as_ref()) {
        times::at_hour(when, hour);
    }
    day.source.extend(way.source);
}
