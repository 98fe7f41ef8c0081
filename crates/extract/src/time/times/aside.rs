//! Times that stand beside the event: doors, coffee before, when to be there.

use std::borrow::Cow;

use calendar::Span;

use super::before::Before;
use crate::tokens::lower;
use crate::words::{BEFORE_TIME, DISTRACTORS, has};

/// True when `word` (lower case) introduces a time that is not the event's.
pub(crate) fn is_distractor(word: &str) -> bool {
    has(DISTRACTORS, word)
}

/// Who arrives, or is told to.
const WHO: &[&str] = &[
    "all",
    "children",
    "everyone",
    "must",
    "performers",
    "players",
    "please",
    "pupils",
    "runners",
    "should",
    "singers",
    "students",
    "swimmers",
    "to",
];

/// When to be there before it begins.
fn gathers(before: &Before) -> bool {
    let clause = &before.clause;
    begins_with_meeting(clause)
        || ends_with_being_there(clause)
        || are_to_gather(clause)
        || is_call(clause)
        || meets_at(clause)
        || fetched(clause)
        || meets_set_off(before)
}

/// "Meet in the car park at 10.15", "arrive by 7"
fn begins_with_meeting(clause: &[Cow<'_, str>]) -> bool {
    const WHERE: &[&str] = &["at", "beforehand", "by", "from", "in", "near", "outside", "there"];
    let mut words = clause.iter();
    let verb = words
        .next()
        .is_some_and(|w| matches!(&**w, "arrive" | "assemble" | "be" | "gather" | "meet" | "report"));
    verb && words.next().is_some_and(|w| WHERE.contains(&&**w))
}

/// "CONCERT 7 pm, be there 6:15"; "I'll be there at 6" says when somebody comes.
fn ends_with_being_there(clause: &[Cow<'_, str>]) -> bool {
    let own = clause.iter().rev().skip_while(|w| matches!(&***w, "at" | "by" | "for"));
    let mut last = own.take(3).map(|w| &**w);
    let there = last.next() == Some("there") && last.next() == Some("be");
    there && !last.next().is_some_and(|who| who.ends_with("ll") || matches!(who, "will" | "ll" | "can"))
}

/// "Students should report to the music room by 6:10", "walking groups to assemble in the mart from 11.15"
fn are_to_gather(clause: &[Cow<'_, str>]) -> bool {
    let begun = clause.iter().any(|w| matches!(&**w, "begin" | "begins" | "start" | "starts"));
    let told = |pair: &[Cow<'_, str>]| {
        matches!(pair, [who, verb] if WHO.contains(&&**who)
            && matches!(&**verb, "arrive" | "assemble" | "gather" | "report"))
    };
    // "Choir to be there for 6.40"
    let there = |three: &[Cow<'_, str>]| matches!(three, [who, be, there] if WHO.contains(&&**who) && be == "be" && there == "there");
    !begun && (clause.windows(2).any(told) || clause.windows(3).any(there))
}

/// "Call time is 6:15", "Cars leave our club at 5.20."
fn is_call(clause: &[Cow<'_, str>]) -> bool {
    let leaves = |pair: &[Cow<'_, str>]| {
        matches!(pair, [car, leave] if matches!(&**car, "cars" | "minibus" | "minibuses" | "lifts")
            && matches!(&**leave, "leave" | "leaves" | "depart" | "departs"))
    };
    matches!(clause, [call, time, ..] if call == "call" && time == "time") || clause.windows(2).any(leaves)
}

/// "10.30 start, meet at school 9.15": the last words before the hour.
fn meets_at(clause: &[Cow<'_, str>]) -> bool {
    let last = clause.get(clause.len().saturating_sub(5)..).unwrap_or_default();
    let Some(meet) = last.iter().rposition(|w| matches!(&**w, "meet" | "report")) else { return false };
    let where_to = last.get(meet + 1);
    let more = clause.len() > last.len() || meet == 1;
    more && where_to.is_some_and(|w| matches!(&**w, "at" | "by" | "in" | "outside" | "to"))
}

/// "KO 11.00 meet 10.15", "…, meet 7 quiz starts half 7": set off from what stands before.
fn meets_set_off(before: &Before) -> bool {
    let before = before.near.trim_end();
    let cut = before.len().saturating_sub("meet".len());
    let meet = before.get(cut..).is_some_and(|word| word.eq_ignore_ascii_case("meet"));
    let lead = before.get(..cut).unwrap_or("").trim_end();
    // "11am meet 10:15"
    let lead = lead.trim_end_matches(['m', 'M']).trim_end_matches(['a', 'p', 'A', 'P']).trim_end();
    meet && lead.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '(' | '–' | '|'))
}

/// "We'll get you at 1.45", "choir to be there for 6.40": before it begins somebody is fetched, or is told to be there.
pub(crate) fn fetches(text: &str, line: usize, at: usize) -> bool {
    let before = Before::of(text, line, at);
    fetched(&before.clause) || are_to_gather(&before.clause)
}

fn fetched(clause: &[Cow<'_, str>]) -> bool {
    let mut last = clause.iter().rev().take(4);
    let verb = |w: &str| matches!(w, "collect" | "fetch" | "get" | "pick");
    last.clone().any(|w| w == "you") && last.any(|w| verb(w))
}

/// "(rehearsal from 2pm)", "(meet 12.15 at the pavilion)": words in brackets that tell of another hour.
fn in_brackets(before: &Before) -> bool {
    const OWN: &[&str] = &["ko", "kick", "off", "start", "starts", "time", "now", "new"];
    let Some((lead, within)) = before.near.rsplit_once('(').filter(|(_, within)| !within.contains(')'))
    else {
        return false;
    };
    let words = within.split(|c: char| !c.is_alphanumeric());
    let mut words =
        words.filter(|w| w.chars().any(char::is_alphabetic)).map(lower).filter(|w| !has(BEFORE_TIME, w));
    let Some(first) = words.next() else { return false };
    let day = first.len() >= 3
        && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|d| first.starts_with(d));
    let begins_line = lead.is_empty() && before.whole;
    !begins_line
        && !day
        && !OWN.contains(&&*first)
        && first.chars().all(char::is_alphabetic)
        && first.len() > 2
}

/// A word shortly before the time says that it is not the event's.
pub(crate) fn is_aside(text: &str, line: usize, time: Span) -> bool {
    tells_aside(&Before::of(text, line, time.start))
}

/// What stands before a time says that it is not the event's.
pub(crate) fn tells_aside(before: &Before) -> bool {
    if before.near.trim_start().is_empty() {
        return false;
    }
    if gathers(before) || in_brackets(before) {
        return true;
    }
    let before = before.near;
    let words = before.split(|c: char| !c.is_alphanumeric() && c != '-').rev().filter(|w| !w.is_empty());
    let near: Vec<&str> = words.take(4).collect();
    if !near.iter().any(|word| is_distractor(&lower(word))) {
        return false;
    }
    // "Due to snow" is no deadline.
    let reason = |at: usize| {
        let later = at.checked_sub(1).and_then(|i| near.get(i));
        later == Some(&"to") && near.get(at).is_some_and(|w| w.eq_ignore_ascii_case("due"))
    };
    // "For Reception parents": a class of a school.
    let form = |at: usize| {
        let later = at.checked_sub(1).and_then(|i| near.get(i)).map_or("", |w| *w);
        near.get(at).is_some_and(|w| w.eq_ignore_ascii_case("reception"))
            && matches!(later, "children" | "class" | "families" | "parents" | "pupils" | "teachers" | "year")
    };
    // "Registration night is Wednesday"
    let named = |at: usize| {
        let later = at.checked_sub(1).and_then(|i| near.get(i)).map_or("", |w| *w);
        matches!(later, "afternoon" | "day" | "evening" | "morning" | "night" | "party")
    };
    // "doors at 7, show at 8": the words behind the comma are nearer.
    let comma = before.rfind(", ").and_then(|at| before.get(at + 2..)).map_or("", |rest| rest);
    let own = comma.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().any(char::is_alphabetic));
    let own = own.filter(|w| !has(BEFORE_TIME, &lower(w))).count();
    let before = if own > 0 { comma } else { before };
    let sentence = before.rfind(['.', ';', '!', '?']).map_or(0, |end| end + 1);
    let words = before.get(sentence..).unwrap_or(before).split_whitespace().count();
    near.iter()
        .enumerate()
        .take(words.max(1))
        .any(|(at, word)| is_distractor(&lower(word)) && !reason(at) && !form(at) && !named(at))
}
