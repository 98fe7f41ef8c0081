//! Sending mails: by SMTP, into a folder that a person looks into, or into memory for tests.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let outbox = mail::Outbox::smtp("smtps://calendar:secret@mail.example.org", "Calendar <calendar@example.org>")?;
//! let message = mail::Message {
//!     to: "ana@example.org".to_owned(),
//!     subject: "Confirm your address".to_owned(),
//!     text: "Press https://example.org/verify/1".to_owned(),
//!     html: "<p>Press <a href=\"https://example.org/verify/1\">this link</a></p>".to_owned(),
//! };
//! outbox.send(&message).await?;
//! # Ok(())
//! # }
//! ```

mod failure;
mod folder;
mod message;
mod setting;
mod smtp;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use folder::Folder;
use message::Sender;
use smtp::Smtp;

pub use failure::Failure;
pub use message::Message;
pub use setting::InvalidSetting;

/// Where mails go. Cheap to clone; all clones are one outbox.
#[derive(Clone)]
pub struct Outbox {
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(Box<Smtp>),
    Folder(Folder),
    Memory(Arc<Mutex<Vec<Message>>>),
}

/// A mail that is still here because it did not leave this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it says.
    pub message: Message,
    /// The file, when it is one.
    pub path: Option<PathBuf>,
}

impl Outbox {
    /// Sends through the server at `url`, as `from` (`Name <address>` or an address).
    ///
    /// `smtps://user:password@host` speaks TLS from the start, on port 465. `smtp://user:password@host` asks for
    /// STARTTLS on port 587 and sends nothing without it, except to a server on a loopback address, which nobody
    /// listens in on; `?tls=required` insists there too. User and password are percent-encoded.
    ///
    /// # Errors
    /// A sentence that names the setting (`SMTP_URL` or `MAIL_FROM`) and what is wrong with it, never its value.
    pub fn smtp(url: &str, from: &str) -> Result<Outbox, InvalidSetting> {
        Ok(Outbox { way: Way::Smtp(Box::new(Smtp::new(url, Sender::parse(from)?)?)) })
    }

    /// The same, with a server whose certificate a private authority has signed; its own in PEM.
    ///
    /// # Errors
    /// As [`Outbox::smtp`], and when `authority` is no certificate.
    pub fn smtp_trusting(url: &str, from: &str, authority: &[u8]) -> Result<Outbox, InvalidSetting> {
        Ok(Outbox { way: Way::Smtp(Box::new(Smtp::trusting(url, Sender::parse(from)?, authority)?)) })
    }

    /// Writes each mail as a file `….eml` into `path`, which is made when it is needed. Only the owner may read them:
    /// their links sign people in.
    pub fn folder(path: impl Into<PathBuf>) -> Outbox {
        Outbox { way: Way::Folder(Folder::new(path.into())) }
    }

    /// Keeps mails in this process.
    pub fn memory() -> Outbox {
        Outbox { way: Way::Memory(Arc::default()) }
    }

    /// Gives up on a server after this time rather than after a minute.
    #[must_use]
    pub fn within(self, patience: Duration) -> Outbox {
        match self.way {
            Way::Smtp(smtp) => Outbox { way: Way::Smtp(Box::new(smtp.within(patience))) },
            way => Outbox { way },
        }
    }

    /// Sends one mail; done when the server has taken it, or the file is written.
    ///
    /// # Errors
    /// [`Failure::Temporary`] when the same mail may go through later, [`Failure::Permanent`] when it never will.
    pub async fn send(&self, message: &Message) -> Result<(), Failure> {
        match &self.way {
            Way::Smtp(smtp) => smtp.send(message).await,
            Way::Folder(folder) => folder.send(message).await,
            Way::Memory(kept) => {
                // What could not be sent otherwise is not taken here either.
                Sender::local().letter(message)?;
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
                Ok(())
            }
        }
    }

    /// The mail that was sent last, unless mails leave this computer.
    ///
    /// # Errors
    /// [`Failure::Temporary`] when the folder cannot be read.
    pub async fn newest(&self) -> Result<Option<Kept>, Failure> {
        match &self.way {
            Way::Smtp(_) => Ok(None),
            Way::Folder(folder) => folder.newest().await,
            Way::Memory(_) => Ok(self.sent().pop().map(|message| Kept { message, path: None })),
        }
    }

    /// All mails that are kept in memory, oldest first; none when they go elsewhere.
    pub fn sent(&self) -> Vec<Message> {
        match &self.way {
            Way::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Way::Smtp(_) | Way::Folder(_) => Vec::new(),
        }
    }

    /// Whether mails reach the people they are for: they do not when they are kept here.
    pub fn delivers(&self) -> bool {
        matches!(self.way, Way::Smtp(_))
    }
}

/// Says which kind it is: addresses of servers come with passwords.
impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.way {
            Way::Smtp(_) => "Outbox(SMTP)",
            Way::Folder(_) => "Outbox(folder)",
            Way::Memory(_) => "Outbox(memory)",
        })
    }
}
