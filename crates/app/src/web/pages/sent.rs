//! "Check your mail": the answer to everybody who asks for one, whether it is sent or not.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use store::Email;

use super::{Frame, page as html};
use crate::error::Error;
use crate::state::App;

#[derive(Template)]
#[template(path = "sent.html")]
struct Sent<'a> {
    frame: Frame,
    email: &'a str,
    newest: Option<Newest>,
}

/// A mail that did not leave this computer.
struct Newest {
    to: String,
    subject: String,
    /// Its lines; those that are addresses of this site lead there.
    lines: Vec<(String, bool)>,
    file: String,
}

/// Does `asked`, which queues a mail or does not, after the answer: its time tells nothing. On the computer of the one
/// person who uses the program the answer waits, since it shows the mail.
pub(super) async fn later(
    app: &App,
    asked: impl Future<Output = Result<(), store::Error>> + Send + 'static,
) -> Result<(), Error> {
    let own = app.clone();
    let work = async move {
        match asked.await {
            Ok(()) => own.post.queued(),
            Err(error) => tracing::error!(%error, "a mail could not be queued"),
        }
    };
    if app.post.is_shown() {
        work.await;
        app.post.send_waiting().await.map_err(anyhow::Error::from)?;
        return Ok(());
    }
    app.background.begin(work)
}

/// The page; it says the same to everybody.
pub(super) async fn page(app: &App, frame: Frame, email: &Email) -> Response {
    let newest = app.post.newest().await.map(|kept| Newest {
        to: kept.message.to,
        subject: kept.message.subject,
        lines: lines(&kept.message.text, &app.config.origin()),
        file: kept.path.map(|path| path.display().to_string()).unwrap_or_default(),
    });
    html(StatusCode::OK, &Sent { frame, email: email.as_str(), newest })
}

/// The lines before the signature, each with whether it is an address of this site.
fn lines(text: &str, origin: &str) -> Vec<(String, bool)> {
    let lines = text.lines().take_while(|line| line.trim_end() != "--").filter(|line| !line.is_empty());
    lines.map(|line| (line.to_owned(), line.starts_with(origin))).collect()
}
