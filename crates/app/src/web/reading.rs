//! Reading a text on behalf of a request: checked, counted against the visitor's limit, off the request threads when long.

use extract::Extraction;

use crate::error::Error;
use crate::limit::Visitor;
use crate::state::App;
use crate::understand::{self, Refusal};

/// Texts up to this length take less than a few milliseconds, less than moving them to another thread is worth.
pub(super) const LONG: usize = 16 * 1024;

/// What `find` finds in `text`.
pub(super) async fn read(
    app: &App,
    visitor: Visitor,
    text: &str,
    find: impl FnOnce() -> Extraction + Send + 'static,
) -> Result<Extraction, Error> {
    understand::check(text).map_err(refused)?;
    app.limit.take(visitor, text.len()).map_err(Error::TooMany)?;
    apart(app, text.len(), find).await
}

/// What `work` on so many bytes gives: at once when they are few, else off the request threads and in turn.
pub(super) async fn apart<T: Send + 'static>(
    app: &App,
    bytes: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    if bytes <= LONG {
        return Ok(work());
    }
    let _turn = app.long_texts.acquire().await.map_err(|_| Error::Busy)?;
    let task = tokio::task::spawn_blocking(work);
    task.await.map_err(|_| Error::Internal(anyhow::anyhow!("reading a long text panicked")))
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::TooLong => Error::TooLarge(refusal.message()),
        Refusal::Empty | Refusal::Binary => Error::Invalid(refusal.into()),
    }
}
