//! What the person changed last, so that it can be taken back.

use extract::Extraction;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Action, Draft, Edits, Part, Pin};

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
    /// What the person had changed before.
    pub edits: Edits,
}

impl Past {
    /// Whether taking it back changes what the page shows, on which the pins of `earlier` are about no event: after
    /// another text was pasted there may be nothing left of it.
    pub fn is_of(&self, edits: &Edits, earlier: &[Pin]) -> bool {
        let new = edits.pins.iter().filter(|pin| !self.edits.pins.contains(pin));
        let pins_alone = Edits { pins: edits.pins.clone(), ..self.edits.clone() } == *edits;
        !pins_alone
            || self.edits.pins.len() > edits.pins.len()
            || new.clone().any(|pin| !earlier.contains(pin))
    }

    /// What to remember when `action` is about to happen; `None` when it changes nothing or is itself a way back.
    pub(super) fn before(action: &Action, draft: &Draft, found: &Extraction, now: Timestamp) -> Option<Past> {
        let title = |uid: &str| title(draft, uid, found, now);
        let said = match action {
            Action::Read | Action::Keep | Action::Undo | Action::Tick { .. } => return None,
            Action::Set { uid, .. } => format!("Changed {}", title(uid)),
            Action::Choose { uid, .. } => format!("Took another reading of {}", title(uid)),
            Action::Remove { uid } => format!("Removed {}", title(uid)),
            Action::Reset { uid } => format!("Took {} back to what the text says", title(uid)),
            Action::Restore => "Brought back what was left out".to_owned(),
            Action::SetEach { sets } => match sets.as_slice() {
                [] => return None,
                [(uid, _)] => format!("Changed {}", title(uid)),
                sets => format!("Changed {} events", sets.len()),
            },
            Action::Unparse { phrase } => format!("Took {} for plain words", quoted(phrase.words())),
            Action::Deny { uid, part } => {
                let view = draft.view(found, now);
                let seen = view.events.iter().find(|seen| seen.event.uid == *uid)?;
                match part {
                    Part::Place => {
                        format!("Took {} for no place", quoted(seen.event.location.as_deref()?))
                    }
                    Part::Person(at) => {
                        format!("Left out {}", quoted(&seen.event.attendees.get(*at)?.to_string()))
                    }
                }
            }
            Action::Adopt { uid } => {
                let aside = found.asides.iter().find(|aside| aside.event.uid == *uid)?;
                format!("Made an event of {}", quoted(aside.event.title.as_deref().unwrap_or("New event")))
            }
            Action::Parse => "Read all words again".to_owned(),
            Action::Split { uid } => format!("Made two events of {}", title(uid)),
            Action::Merge { uid } => format!("Joined {} with the next event", title(uid)),
            Action::Forget => "Forgot your earlier edits".to_owned(),
        };
        Some(Past { said, edits: draft.kept.edits.clone() })
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
    all.len() <= MOST && all.iter().map(|past| past.edits.len()).sum::<usize>() <= MOST_HELD
}

/// The title in quotes as the page showed it before the action.
fn title(draft: &Draft, uid: &str, found: &Extraction, now: Timestamp) -> String {
    let view = draft.view(found, now);
    let seen = view.events.iter().find(|seen| seen.event.uid == uid);
    quoted(seen.and_then(|seen| seen.event.title.as_deref()).unwrap_or("New event"))
}

fn quoted(words: &str) -> String {
    let mut quoted: String = words.chars().take(QUOTED).collect();
    if quoted.len() < words.len() {
        quoted.push('…');
    }
    format!("“{quoted}”")
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    fn holding(marks: usize) -> Past {
        let edits = Edits { removed: vec![Mark::default(); marks], ..Edits::default() };
        Past { edits, ..Past::default() }
    }

    #[test]
    fn the_oldest_changes_are_forgotten_first() {
        let mut all = Vec::new();
        for number in 0..2 * MOST {
            remember(&mut all, Past { said: number.to_string(), ..Past::default() });
        }
        assert_eq!((all.len(), all[0].said.as_str()), (MOST, "10"));
        remember(&mut all, holding(MOST_HELD));
        assert_eq!(all.len(), MOST);
        remember(&mut all, holding(1));
        assert_eq!(all.len(), 1);
        remember(&mut all, holding(MOST_HELD + 1));
        assert!(all.is_empty());
    }
}
