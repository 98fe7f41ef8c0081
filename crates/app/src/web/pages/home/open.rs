//! Reading files into the box, and a pasted source as the file that it is.

use document::{Error as Refused, Opened};

use super::command::Command;
use super::posted::Posted;
use crate::MAX_TEXT;
use crate::draft::{Action, Kept, MOST_BEFORE};
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::form::Upload;
use crate::web::reading;

const NO_FILE: &str = "No file was chosen: choose one, and press again.";

impl Posted {
    /// Puts the text of the files, or of the source that the text is, into the box; what to do with it then.
    ///
    /// # Errors
    /// Says why a file is not read when there is nothing else on the page; else the page stays as it was and says it.
    pub(super) async fn open(
        &mut self,
        app: &App,
        visitor: Visitor,
        command: &Command,
    ) -> Result<Command, Error> {
        let files = std::mem::take(&mut self.form.files);
        let opened = match (files.is_empty(), document::is_source(&self.draft.text), command) {
            (false, _, Command::Open) => read_files(app, visitor, files).await,
            (_, Some(_), _) => source(app, &self.draft.text).await,
            (_, None, Command::Open) => Err(Invalid::new("file", NO_FILE).into()),
            (_, None, _) => return Ok(Command::Do(Action::Read)),
        };
        match opened {
            Ok(opened) => {
                self.take(opened);
                Ok(Command::Do(Action::Keep))
            }
            Err(error) if self.draft.text.trim().is_empty() => Err(error),
            Err(error) => {
                self.problem = Some(error);
                Ok(Command::Do(Action::Keep))
            }
        }
    }

    /// The new text in place of the old one, which can be brought back.
    fn take(&mut self, opened: Opened) {
        let before = std::mem::replace(&mut self.draft.text, opened.text);
        let before = Some(before).filter(|text| !text.trim().is_empty() && text.len() <= MOST_BEFORE);
        let salt = std::mem::take(&mut self.draft.kept.salt);
        self.draft.kept = Kept { read_at: Some(self.now), salt, before, ..Kept::default() };
        self.notes = opened.notes;
    }
}

async fn source(app: &App, text: &str) -> Result<Opened, Error> {
    let (name, bytes) = (String::new(), text.as_bytes().to_vec());
    let opened = reading::apart(app, bytes.len(), move || document::open(&name, &bytes, MAX_TEXT)).await?;
    Ok(opened?)
}

/// The text of all files, one below the other; of several, each below its name.
async fn read_files(app: &App, visitor: Visitor, files: Vec<Upload>) -> Result<Opened, Error> {
    let bytes = files.iter().map(|file| file.bytes.len()).sum();
    app.limit.take_file(visitor, bytes).map_err(Error::TooMany)?;
    reading::apart(app, bytes, move || join(&files)).await?
}

fn join(files: &[Upload]) -> Result<Opened, Error> {
    let mut all = Opened::default();
    let mut refused: Option<Error> = None;
    for file in files {
        let heading = if files.len() > 1 { document::heading(&file.name) + "\n" } else { String::new() };
        let room = MAX_TEXT.saturating_sub(all.text.len() + heading.len() + 2);
        match document::open(&file.name, &file.bytes, room) {
            Ok(opened) => {
                if !all.text.is_empty() {
                    all.text.push_str("\n\n");
                }
                all.text.extend([heading, opened.text]);
                all.notes.extend(opened.notes);
            }
            Err(error) if files.len() == 1 => return Err(error.into()),
            Err(error) => {
                all.notes.push(format!("{}: {error}", file.name));
                refused.get_or_insert(error.into());
            }
        }
    }
    match refused {
        Some(error) if all.text.is_empty() => Err(error),
        _ if all.text.is_empty() => Err(Refused::NoText.into()),
        _ => Ok(all),
    }
}
