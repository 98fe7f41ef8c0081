//! Mails as files, for somebody who runs the program for themselves and has no mail server.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use mail_parser::MessageParser;
use uuid::Uuid;

use crate::Kept;
use crate::failure::Failure;
use crate::message::{Message, Sender};

/// A folder of mails. The names of the files sort by time.
#[derive(Clone)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Folder {
        Folder { path }
    }

    pub(crate) async fn send(&self, message: &Message) -> Result<(), Failure> {
        let letter = Sender::local().letter(message)?.formatted();
        let folder = self.path.clone();
        aside(move || write(&folder, &letter), "the mail could not be written into its folder").await
    }

    pub(crate) async fn newest(&self) -> Result<Option<Kept>, Failure> {
        let folder = self.path.clone();
        aside(move || newest(&folder), "the folder of mails could not be read").await
    }
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
    reason: &str,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(io::Error::other("panicked")));
    done.map_err(|error| Failure::Temporary(format!("{reason}: {}", error.kind())))
}

/// Written under another name first, so that nobody reads half a mail.
fn write(folder: &Path, letter: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let name = Uuid::now_v7().to_string();
    let unfinished = folder.join(format!("{name}.part"));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&unfinished)?.write_all(letter)?;
    fs::rename(&unfinished, folder.join(format!("{name}.eml")))
}

fn newest(folder: &Path) -> io::Result<Option<Kept>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut last: Option<PathBuf> = None;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "eml")
            && last.as_ref().is_none_or(|last| path > *last)
        {
            last = Some(path);
        }
    }
    let Some(path) = last else { return Ok(None) };
    let message = read(&fs::read(&path)?).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Some(Kept { message, path: Some(path) }))
}

fn read(letter: &[u8]) -> Option<Message> {
    let letter = MessageParser::default().parse(letter)?;
    let unix = |text: std::borrow::Cow<'_, str>| text.replace("\r\n", "\n");
    Some(Message {
        to: letter.to()?.first()?.address()?.to_owned(),
        subject: letter.subject()?.to_owned(),
        text: unix(letter.body_text(0)?),
        html: unix(letter.body_html(0)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Outbox;

    fn message(text: &str) -> Message {
        Message {
            to: "ana@example.org".to_owned(),
            subject: format!("Grüße: {text}"),
            text: format!("{text}\n\nhttps://example.org/verify?token=a=b&c={}\n.\nEnd", "x".repeat(90)),
            html: format!("<p>{text} ü <a href=\"https://example.org/?a=b&amp;c=d\">here</a></p>"),
        }
    }

    #[tokio::test]
    async fn the_newest_mail_reads_as_it_was_sent() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::folder(folder.path().join("mail"));
        assert_eq!(outbox.newest().await.unwrap(), None, "before the first");
        for number in 0..20 {
            let sent = message(&format!("mail {number} 🎉"));
            outbox.send(&sent).await.unwrap();
            let kept = outbox.newest().await.unwrap().unwrap();
            assert!(kept.message == sent, "mail {number} reads otherwise: {:?}", kept.message.text);
            assert!(kept.path.unwrap().is_file());
        }
        assert_eq!(fs::read_dir(folder.path().join("mail")).unwrap().count(), 20);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_may_read_a_mail() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::folder(folder.path());
        outbox.send(&message("secret")).await.unwrap();
        let path = outbox.newest().await.unwrap().unwrap().path.unwrap();
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_is_said_without_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("hidden");
        fs::write(&file, "").unwrap();
        let failure = Outbox::folder(&file).send(&message("x")).await.unwrap_err();
        assert!(matches!(&failure, Failure::Temporary(reason) if !reason.contains("hidden")), "{failure}");
    }
}
