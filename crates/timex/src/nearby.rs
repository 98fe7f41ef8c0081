//! What the words around a mention say about the half of the day: breakfast, work, dinner.

use crate::grammar::Located;
use crate::lex::{Kind, Tokens};
use crate::mention::{Hint, ZoneSpec};
use crate::resolve::TextDecisions;
use crate::words::{Activity, PAIRS};

/// How many tokens to each side are looked at.
const REACH: usize = 16;

/// Gives every mention its hint.
pub(crate) fn look(mentions: &mut [Located], tokens: &Tokens, decisions: TextDecisions) {
    for located in mentions {
        let activity = activity(tokens, located.from, located.to);
        // Nobody says "6:30 UTC" for the evening.
        let universal = matches!(located.mention.zone, Some(ZoneSpec::Named("UTC") | ZoneSpec::Offset(_)));
        let twenty_four = decisions.twenty_four || universal;
        located.mention.hint = Hint { activity, twenty_four, work: decisions.work };
    }
}

/// The nearest word of a meal or an evening, else one of work, on the same line.
fn activity(tokens: &Tokens, from: usize, to: usize) -> Option<Activity> {
    let here = |i: usize| tokens.get(i).map(|token| (token.kind, token.senses.activity));
    let before = (from.saturating_sub(REACH)..from).rev().map_while(|i| same_line(here(i)));
    let after = (from..(to + REACH).min(tokens.len())).map_while(|i| same_line(here(i)));
    let mut work = None;
    for activity in after.chain(before).flatten() {
        if activity != Activity::Work {
            return Some(activity);
        }
        work = Some(activity);
    }
    of_two_words(tokens, from, to).or(work)
}

/// "get up at 6", "drop off the kids at 7", "8.15 drop-off": two words shortly before it, in it or right behind it.
fn of_two_words(tokens: &Tokens, from: usize, to: usize) -> Option<Activity> {
    const NEAR: usize = 6;
    let mut beside = from.saturating_sub(NEAR)..=to.min(from + REACH);
    beside.find_map(|i| {
        let second = if tokens.mark(i + 1, '-') { i + 2 } else { i + 1 };
        let pair =
            PAIRS.iter().find(|(_, [first, last])| tokens.any(i, &[*first]) && tokens.any(second, &[*last]));
        pair.map(|(activity, _)| *activity)
    })
}

/// The activity of a token; nothing once the line ends.
#[expect(clippy::option_option, reason = "the outer one ends the walk")]
fn same_line(here: Option<(Kind, Option<Activity>)>) -> Option<Option<Activity>> {
    here.filter(|(kind, _)| *kind != Kind::Break).map(|(_, activity)| activity)
}
