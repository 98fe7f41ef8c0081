//! Of the events of a phrase those that are left out because others tell what takes place.

use jiff::civil::Date;
use timex::{Context, Expression};

use super::Phrase;
use super::past::tells;
use crate::draft::Draft;
use crate::layout::letter;
use crate::prose::refusal;
use crate::time::times;

/// Leaves out what is no occasion of its own, as long as another event remains.
pub(super) fn keep_occasions(phrase: &Phrase, drafts: &mut Vec<Draft>, context: &Context) {
    if drafts.len() < 2 {
        return;
    }
    let says = |d: &Draft, told: fn(&str) -> bool| d.source.iter().any(|span| told(span.of(phrase.text)));
    // "Sorry I missed you yesterday, can we talk tomorrow?"
    let over = |d: &Draft| d.day().is_some_and(|day| day < context.now.date()) && says(d, tells);
    drop_beside_others(drafts, over);
    drop_unnamed_days(drafts);
    drop_loose_periods(drafts);
    // "I'm double booked tomorrow. …"
    drop_beside_others(drafts, |d| d.change.is_none() && says(d, refusal::is_away));
    // "No food after 10pm the night before!"
    drop_beside_others(drafts, |d| d.change.is_none() && d.is_denied());
}

/// Leaves out the drafts of which `beside` is true when there are others.
fn drop_beside_others(drafts: &mut Vec<Draft>, beside: impl Fn(&Draft) -> bool) {
    if drafts.iter().any(|d| !beside(d)) {
        drafts.retain(|d| !beside(d));
    }
}

/// "r u free sat? game night at mine 7pm": a day that nothing names is that of the event on it, and so is one to which
/// somebody says yes before the hour.
fn drop_unnamed_days(drafts: &mut Vec<Draft>) {
    let timed = |d: &Draft| d.when.as_ref().is_some_and(times::has_time);
    let told = |d: &&Draft| d.title.is_some() || timed(d);
    let named: Vec<Option<Date>> = drafts.iter().filter(told).map(Draft::day).collect();
    let whole_day = |w: &Expression| !times::has_time(w) && !w.has_rule();
    let hollow =
        |d: &Draft| d.title.is_none() && d.change.is_none() && d.when.as_ref().is_some_and(whole_day);
    drafts.retain(|d| !(hollow(d) && named.contains(&d.day())));
}

/// "unfortunately Dr Lim is unwell this week. Your appointment on Wed 15 March at 2:20pm …": beside a day with its hour a
/// sentence about a week or a month is no event.
fn drop_loose_periods(drafts: &mut Vec<Draft>) {
    let is = |d: &Draft, wanted: fn(&Expression) -> bool| d.when.as_ref().is_some_and(wanted);
    let told = |d: &Draft| d.title.as_ref().is_some_and(|t| letter::is_clause(&t.text));
    let period = |d: &Draft| is(d, |w| times::is_period(w) && !times::has_time(w));
    if drafts.iter().any(|d| is(d, |w| times::has_date(w) && times::has_time(w))) {
        drafts.retain(|d| d.asked || d.change.is_some() || !told(d) || !period(d));
    }
}
