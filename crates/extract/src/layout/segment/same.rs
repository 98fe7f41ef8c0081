//! One occasion that a few sentences tell again: the same day, and no other words for it.

use crate::draft::{Draft, add_people};
use crate::time::times;
use crate::words::{EMPTY, has};

/// An occasion is told again soon after; looking farther back would take quadratic time.
const NEAR: usize = 64;

/// Leaves one draft of those that tell of the same occasion, with what the others add.
pub(super) fn merge(drafts: &mut Vec<Draft>) {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for again in drafts.drain(..) {
        let near = kept.len().saturating_sub(NEAR);
        match kept.iter_mut().skip(near).find(|first| is_same(first, &again)) {
            Some(first) => complete(first, again),
            None => kept.push(again),
        }
    }
    *drafts = kept;
}

/// The same day, no other hour, no other place, and words that the first has too.
fn is_same(first: &Draft, again: &Draft) -> bool {
    let plain = |d: &Draft| d.change.is_none() && d.group.is_none() && !d.asked;
    let (Some(a), Some(b)) = (&first.when, &again.when) else { return false };
    let day = a.reading.start.zip(b.reading.start).is_some_and(|(a, b)| a.date() == b.date());
    let hour = !times::has_time(a) || !times::has_time(b) || a.reading.start == b.reading.start;
    if !day || !hour || a.has_rule() || b.has_rule() {
        return false;
    }
    let words = |d: &Draft| d.title.as_ref().map_or_else(Vec::new, |title| named(&title.text));
    let (known, said) = (words(first), words(again));
    let told = said.iter().filter(|word| known.contains(word)).count();
    let clause = again.title.as_ref().is_some_and(|title| begins_a_clause(&title.text));
    let titles = told > 0 && (told == said.len() || clause);
    plain(first) && plain(again) && titles && are_one_place(first, again)
}

/// "the Lakeside Centre" and "Lakeside Centre"; what is told only once is told.
fn are_one_place(first: &Draft, again: &Draft) -> bool {
    let Some((a, b)) = first.place.as_ref().zip(again.place.as_ref()) else { return true };
    let (a, b) = (a.text.to_lowercase(), b.text.to_lowercase());
    a.contains(&b) || b.contains(&a)
}

/// "We're heading to Lakeside for the offsite"
fn begins_a_clause(title: &str) -> bool {
    const WHO: &[&str] = &["i", "i'm", "it", "it's", "they", "this", "we", "we'll", "we're"];
    let first = title.split_whitespace().next().unwrap_or("").to_lowercase().replace('’', "'");
    title.split_whitespace().count() >= 4 && WHO.contains(&&*first)
}

/// The words of a title that name something.
fn named(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|w| w.chars().count() >= 4 && !has(EMPTY, w)).collect()
}

fn complete(first: &mut Draft, again: Draft) {
    let hour = |d: &Draft| d.when.as_ref().is_some_and(times::has_time);
    if !hour(first) && hour(&again) {
        first.when = again.when;
    }
    add_people(&mut first.people, again.people);
    first.reminders.extend(again.reminders);
    first.place = first.place.take().or(again.place);
    first.url = first.url.take().or(again.url);
    first.source.extend(again.source);
    first.lines = [first.lines[0].min(again.lines[0]), first.lines[1].max(again.lines[1])];
}
