//! What the person changed last, so that it can be taken back.

use extract::Extraction;
use serde::{Deserialize, Serialize};

use super::{Action, Draft, Mark, Pin};

/// Changes that can be taken back, one after the other.
const MOST: usize = 10;
/// Pins and marks that all of them together may hold, since they travel with every request.
const MOST_HELD: usize = 400;
/// Characters of a title that are quoted.
const QUOTED: usize = 60;

/// The draft's changes as they were before one action.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    /// What was done then: "Removed “Lunch”".
    pub said: String,
    /// Fields that the person had set.
    pub pins: Vec<Pin>,
    /// Events that the person had left out.
    pub removed: Vec<Mark>,
}

impl Past {
    /// What to remember when `action` is about to happen; `None` when it changes nothing or is itself a way back.
    pub(super) fn before(action: &Action, draft: &Draft, found: &Extraction) -> Option<Past> {
        let said = match action {
            Action::Read | Action::Keep | Action::Undo => return None,
            Action::Set { uid, .. } => format!("Changed {}", title(draft, uid, found)),
            Action::Choose { uid, .. } => format!("Took another reading of {}", title(draft, uid, found)),
            Action::Remove { uid } => format!("Removed {}", title(draft, uid, found)),
            Action::Reset { uid } => format!("Took {} back to what the text says", title(draft, uid, found)),
            Action::Restore => "Brought back what was left out".to_owned(),
            Action::Forget => "Forgot your earlier edits".to_owned(),
        };
        Some(Past { said, pins: draft.kept.pins.clone(), removed: draft.kept.removed.clone() })
    }

    fn held(&self) -> usize {
        self.pins.len() + self.removed.len()
    }
}

/// Puts `past` on top; the oldest go when there are too many.
pub(super) fn remember(all: &mut Vec<Past>, past: Past) {
    all.push(past);
    while !fits(all) && all.len() > 1 {
        all.remove(0);
    }
    if !fits(all) {
        all.clear();
    }
}

/// Whether this is no more than a page carries.
pub(super) fn fits(all: &[Past]) -> bool {
    all.len() <= MOST && all.iter().map(Past::held).sum::<usize>() <= MOST_HELD
}

/// The title in quotes as the page showed it before the action.
fn title(draft: &Draft, uid: &str, found: &Extraction) -> String {
    let view = draft.view(found);
    let seen = view.events.iter().find(|seen| seen.event.uid == uid);
    let title = seen.and_then(|seen| seen.event.title.as_deref()).unwrap_or("New event");
    let mut quoted: String = title.chars().take(QUOTED).collect();
    if quoted.len() < title.len() {
        quoted.push('…');
    }
    format!("“{quoted}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_changes_are_forgotten_first() {
        let mut all = Vec::new();
        for number in 0..2 * MOST {
            remember(&mut all, Past { said: number.to_string(), ..Past::default() });
        }
        assert_eq!((all.len(), all[0].said.as_str()), (MOST, "10"));
        remember(&mut all, Past { removed: vec![Mark::default(); MOST_HELD], ..Past::default() });
        assert_eq!(all.len(), MOST);
        remember(&mut all, Past { removed: vec![Mark::default(); 1], ..Past::default() });
        assert_eq!(all.len(), 1);
        remember(&mut all, Past { removed: vec![Mark::default(); MOST_HELD + 1], ..Past::default() });
        assert!(all.is_empty());
    }
}
