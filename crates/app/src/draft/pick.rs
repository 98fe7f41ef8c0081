//! Which events are added together: all that lie ahead, unless the person says otherwise.

use calendar::Event;
use extract::{Context, Extraction};
use serde::{Deserialize, Serialize};

use super::{Draft, Mark, Seen, mark};
use crate::{change, show};

/// Ticks that one draft can carry.
const MOST: usize = 500;

/// An event that the person ticked or unticked against the rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pick {
    /// The event.
    pub mark: Mark,
    /// Ticked or not.
    pub on: bool,
}

/// Ahead, with a time, and not called off.
pub(super) fn by_rule(event: &Event, context: &Context) -> bool {
    let repeats = event.recurrence.is_some();
    let ahead = event.when.as_ref().is_some_and(|when| repeats || !show::is_over(when, &context.now));
    ahead && !change::is_off(event)
}

/// Whether these are no more than a page of ours sends.
pub(super) fn fit(picks: &[Pick]) -> bool {
    picks.len() <= MOST
}

/// Ticks the events as the person did.
pub(super) fn take(picks: &[Pick], found: &Extraction, seen: &mut [Seen<'_>]) {
    let marks: Vec<Mark> = picks.iter().map(|pick| pick.mark.clone()).collect();
    for (pick, fit) in picks.iter().zip(mark::fit(&marks, &found.events)) {
        let event = fit.and_then(|at| found.events.get(at));
        let seen = event.and_then(|event| seen.iter_mut().find(|seen| seen.found.uid == event.uid));
        if let Some(seen) = seen.filter(|seen| seen.event.when.is_some()) {
            seen.picked = pick.on;
        }
    }
}

impl Draft {
    /// Takes over the boxes of the events that a page showed: (identity, ticked).
    pub fn pick(&mut self, shown: &[(&str, bool)], found: &Extraction, now: jiff::Timestamp) {
        let view = self.view(found, now);
        let mut changed = Vec::new();
        for (order, event) in found.events.iter().enumerate() {
            let seen = view.events.iter().find(|seen| seen.found.uid == event.uid);
            let on = shown.iter().find(|(uid, _)| *uid == event.uid).map(|(_, on)| *on);
            if let (Some(seen), Some(on)) = (seen, on)
                && seen.picked != on
            {
                changed.push(Pick { mark: Mark::of(event, order), on });
            }
        }
        self.keep_picks(changed);
    }

    /// Ticks, or unticks, the events that `are_meant`.
    pub(super) fn pick_where(&mut self, are_meant: impl Fn(&Event) -> bool, on: bool, found: &Extraction) {
        let events = found.events.iter().enumerate().filter(|(_, event)| are_meant(event));
        let picks = events.map(|(order, event)| Pick { mark: Mark::of(event, order), on }).collect();
        self.keep_picks(picks);
    }

    fn keep_picks(&mut self, changed: Vec<Pick>) {
        self.kept.picks.retain(|pick| changed.iter().all(|new| new.mark.uid != pick.mark.uid));
        self.kept.picks.extend(changed);
        let surplus = self.kept.picks.len().saturating_sub(MOST);
        self.kept.picks.drain(..surplus);
    }
}
