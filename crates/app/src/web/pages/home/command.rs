//! What the pressed button asks for.

use super::super::example::Example;
use crate::draft::Action;
use crate::error::Invalid;

/// What the pressed button asks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Command {
    /// An action on the draft.
    Do(Action),
    /// A text to try.
    Example(Example),
    /// The calendar file of one event, or of all.
    File {
        /// Which event; `None` = all.
        uid: Option<String>,
        /// To open rather than to save.
        open: bool,
    },
}

impl Command {
    /// Reads the value of a button: `read`, `save`, `restore`, `forget`, `undo`, `file`, `file:UID`, `open:UID`, `remove:UID`,
    /// `reset:UID`, `choose:N:UID`, `example:NAME`.
    pub(super) fn read(text: &str) -> Result<Command, Invalid> {
        let (verb, rest) = text.split_once(':').unwrap_or((text, ""));
        let uid = || rest.to_owned();
        let named = !rest.is_empty();
        Ok(match (verb, named) {
            ("" | "read", false) => Command::Do(Action::Read),
            // What was typed into the forms is taken over with every command.
            ("save", _) => Command::Do(Action::Keep),
            ("restore", false) => Command::Do(Action::Restore),
            ("forget", false) => Command::Do(Action::Forget),
            ("undo", false) => Command::Do(Action::Undo),
            ("remove", true) => Command::Do(Action::Remove { uid: uid() }),
            ("reset", true) => Command::Do(Action::Reset { uid: uid() }),
            ("file", false) => Command::File { uid: None, open: false },
            ("file", true) => Command::File { uid: Some(uid()), open: false },
            ("open", true) => Command::File { uid: Some(uid()), open: true },
            ("choose", true) => choose(rest)?,
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
            ("file", Command::File { uid: None, open: false }),
            ("open:a:b@c", Command::File { uid: Some(uid()), open: true }),
            ("example:line", Command::Example(Example::Line)),
        ] {
            assert_eq!(Command::read(text).unwrap(), command, "{text}");
        }
        for text in ["remove", "choose:a", "choose:x:a", "example:none", "delete everything", "read:x"] {
            assert_eq!(Command::read(text).unwrap_err().field, "do", "{text}");
        }
    }
}
