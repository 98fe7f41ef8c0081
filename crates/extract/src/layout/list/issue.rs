//! The head of a newsletter: the date of its issue, and what its items are about, are no items.

use timex::{Context, Expression};

use crate::layout::segment::Entry;
use crate::time::times;

/// Lines that a head has at most.
const HEAD: usize = 3;

/// Days for which a newsletter is read.
const FRESH: i32 = 14;

/// "Issue 114 | October 5, 2026", "5 things to do this weekend" above the items.
pub(super) fn is_head(text: &str, entries: &[Entry], at: usize, context: &Context) -> bool {
    let Some(entry) = entries.get(at).filter(|e| !e.line.bullet && !e.has_time() && e.lead.is_empty()) else {
        return false;
    };
    let below = || entries.iter().skip(at + 1).filter(|e| e.is_item(text)).count() >= 2;
    let span = |t: &Expression| {
        let words = t.span.of(text).to_lowercase();
        ["this week", "this weekend", "next week", "next weekend", "the week"].contains(&words.as_str())
    };
    // "THE DIBBER – monthly bulletin, March 2027"
    let unit = |t: &Expression| times::is_period(t) || t.has_rule();
    let vague = at == 0
        && (entry.times.iter().all(span) || entry.line.after_gap.eq(&false) && entry.times.iter().all(unit));
    (vague || is_date_of(text, entries, at, context)) && below()
}

/// "Newsletter No. 12 - Friday 27th November 2026": the head of a periodical tells of no occasion.
pub(crate) fn set_head_aside(text: &str, entries: &mut [Entry], context: &Context) {
    for at in 0..HEAD.min(entries.len()) {
        if is_of_periodical(text, entries, at, context)
            && let Some(entry) = entries.get_mut(at)
        {
            entry.times.clear();
            entry.lead.clear();
        }
    }
}

/// What comes out again and again.
const PERIODICALS: &[&str] = &["bulletin", "circular", "gazette", "newsletter", "notes", "update"];

fn is_of_periodical(text: &str, entries: &[Entry], at: usize, context: &Context) -> bool {
    let Some(entry) = entries.get(at).filter(|e| !e.line.bullet && !e.has_time() && e.short) else {
        return false;
    };
    let mut times = entry.lead.iter().chain(&entry.times);
    let Some(time) = times.next().filter(|_| times.all(|t| !times::has_time(t))) else { return false };
    let Some(day) = times::day(time) else { return false };
    let named = |line: &str| {
        line.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| PERIODICALS.contains(&word))
    };
    let near = (-FRESH..=FRESH).contains(&(context.now.date() - day).get_days());
    near && times::writes_year(text, time)
        && times::has_date(time)
        && !time.has_rule()
        && named(entry.whole().of(text))
}

/// A written date that is not ahead, at the end of one of the first lines.
pub(super) fn is_date_of(text: &str, entries: &[Entry], at: usize, context: &Context) -> bool {
    let Some(entry) = entries.get(at).filter(|e| at < HEAD && !e.line.bullet && !e.has_time()) else {
        return false;
    };
    let [time] = entry.times.as_slice() else { return false };
    let Some(day) = times::day(time) else { return false };
    let age = (context.now.date() - day).get_days();
    let last = time.span.end + 1 >= entry.line.span.end;
    let headed = entry.residue > 0 || age > 0;
    times::has_date(time)
        && !times::is_period(time)
        && times::writes_year(text, time)
        && last
        && headed
        && (0..=FRESH).contains(&age)
}
