//! What the pressed button asks for.

use serde_json::json;

use super::super::example::Example;
use crate::draft::{Action, Part};
use crate::error::Invalid;
use crate::literal::Phrase;

/// What the pressed button asks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Command {
    /// An action on the draft.
    Do(Action),
    /// A text to try.
    Example(Example),
    /// Reading the files that were chosen, or the text as the source that it is.
    Open,
    /// The text that was there before a file was read.
    Back,
    /// The fields that change every ticked event.
    Bulk,
    /// Keeping one event, or all that are ticked, among the saved events of the person.
    Remember {
        /// Which event; `None` = all that are ticked.
        uid: Option<String>,
    },
    /// The file of one event, or of all that are ticked.
    File {
        /// Which event; `None` = all that are ticked.
        uid: Option<String>,
        /// What file.
        kind: Kind,
    },
}

/// What file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A calendar file to be saved.
    Save,
    /// A calendar file to be opened.
    Open,
    /// The events as JSON.
    Json,
    /// The events as a table.
    Csv,
}

impl Command {
    /// Reads the value of a button: `read`, `save`, `restore`, `forget`, `undo`, `parse`, `open`, `back`, `bulk`, `file`, `json`, `csv`,
    /// `remember`, `remember:UID`, `rule:RULE`, `refuse:RULE`, `order:ORDER`, `file:UID`, `open:UID`, `remove:UID`, `reset:UID`, `split:UID`, `merge:UID`, `choose:N:UID`,
    /// `tick:UID`, `untick:UID`, `clear:FIELD:UID`, `deny:place:UID`, `deny:N:UID`, `adopt:UID`, `unparse:N:WORDS`, `example:NAME`.
    pub(super) fn read(text: &str) -> Result<Command, Invalid> {
        let (verb, rest) = text.split_once(':').unwrap_or((text, ""));
        let uid = || rest.to_owned();
        let named = !rest.is_empty();
        Ok(match (verb, named) {
            // A rule is among the settings too, and has the text read anew.
            ("" | "read", false) | ("rule", true) => Command::Do(Action::Read),
            // What was typed into the forms is taken over with every command, and the order is among the settings.
            ("save", _) | ("order" | "refuse", true) => Command::Do(Action::Keep),
            ("restore", false) => Command::Do(Action::Restore),
            ("forget", false) => Command::Do(Action::Forget),
            ("undo", false) => Command::Do(Action::Undo),
            ("remove", true) => Command::Do(Action::Remove { uid: uid() }),
            ("reset", true) => Command::Do(Action::Reset { uid: uid() }),
            ("parse", false) => Command::Do(Action::Parse),
            ("split", true) => Command::Do(Action::Split { uid: uid() }),
            ("tick" | "untick", true) => Command::Do(Action::Tick { uid: uid(), on: verb == "tick" }),
            ("merge", true) => Command::Do(Action::Merge { uid: uid() }),
            ("open", false) => Command::Open,
            ("back", false) => Command::Back,
            ("bulk", false) => Command::Bulk,
            ("file", false) => Command::File { uid: None, kind: Kind::Save },
            ("json", false) => Command::File { uid: None, kind: Kind::Json },
            ("csv", false) => Command::File { uid: None, kind: Kind::Csv },
            ("remember", _) => Command::Remember { uid: named.then(uid) },
            ("file", true) => Command::File { uid: Some(uid()), kind: Kind::Save },
            ("open", true) => Command::File { uid: Some(uid()), kind: Kind::Open },
            ("adopt", true) => Command::Do(Action::Adopt { uid: uid() }),
            ("deny", true) => deny(rest)?,
            ("choose", true) => choose(rest)?,
            ("clear", true) => clear(rest)?,
            ("unparse", true) => unparse(rest)?,
            ("example", true) => Command::Example(Example::named(rest).ok_or_else(unknown)?),
            _ => return Err(unknown()),
        })
    }
}

fn choose(rest: &str) -> Result<Command, Invalid> {
    let (number, uid) = rest.split_once(':').ok_or_else(unknown)?;
    let alternative = number.parse().map_err(|_| unknown())?;
    Ok(Command::Do(Action::Choose { uid: uid.to_owned(), alternative }))
}

/// Empties a field that can be empty.
fn clear(rest: &str) -> Result<Command, Invalid> {
    let (field, uid) = rest.split_once(':').ok_or_else(unknown)?;
    let set = match field {
        "organiser" => json!({ "organizer": null }),
        "link" => json!({ "url": null }),
        "repeats" => json!({ "rrule": null, "exdates": [], "rdates": [] }),
        "reminders" => json!({ "reminders": [] }),
        "description" => json!({ "description": null }),
        _ => return Err(unknown()),
    };
    let set = set.as_object().cloned().unwrap_or_default();
    Ok(Command::Do(Action::Set { uid: uid.to_owned(), set }))
}

/// `place:UID`, `0:UID` for the first person.
fn deny(rest: &str) -> Result<Command, Invalid> {
    let (part, uid) = rest.split_once(':').ok_or_else(unknown)?;
    let part = match part {
        "place" => Part::Place,
        number => Part::Person(number.parse().map_err(|_| unknown())?),
    };
    Ok(Command::Do(Action::Deny { uid: uid.to_owned(), part }))
}

fn unparse(rest: &str) -> Result<Command, Invalid> {
    let (nth, words) = rest.split_once(':').ok_or_else(unknown)?;
    let nth = nth.parse().map_err(|_| unknown())?;
    let phrase = Phrase::new(words, nth).ok_or_else(unknown)?;
    Ok(Command::Do(Action::Unparse { phrase }))
}

fn unknown() -> Invalid {
    Invalid::new("do", "This page has no such button.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_are_read() {
        let uid = || "a:b@c".to_owned();
        for (text, command) in [
            ("", Command::Do(Action::Read)),
            ("read", Command::Do(Action::Read)),
            ("save:a:b@c", Command::Do(Action::Keep)),
            ("remove:a:b@c", Command::Do(Action::Remove { uid: uid() })),
            ("choose:2:a:b@c", Command::Do(Action::Choose { uid: uid(), alternative: 2 })),
            ("adopt:a:b@c", Command::Do(Action::Adopt { uid: uid() })),
            ("deny:place:a:b@c", Command::Do(Action::Deny { uid: uid(), part: Part::Place })),
            ("deny:1:a:b@c", Command::Do(Action::Deny { uid: uid(), part: Part::Person(1) })),
            ("remember", Command::Remember { uid: None }),
            ("remember:a:b@c", Command::Remember { uid: Some(uid()) }),
            ("file", Command::File { uid: None, kind: Kind::Save }),
            ("open:a:b@c", Command::File { uid: Some(uid()), kind: Kind::Open }),
            ("example:line", Command::Example(Example::Line)),
        ] {
            assert_eq!(Command::read(text).unwrap(), command, "{text}");
        }
        for text in [
            "remove",
            "choose:a",
            "choose:x:a",
            "deny:x:a",
            "deny:place",
            "clear:place:a",
            "example:none",
            "delete everything",
            "read:x",
        ] {
            assert_eq!(Command::read(text).unwrap_err().field, "do", "{text}");
        }
    }
}
