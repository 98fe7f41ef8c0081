//! Reading a text on behalf of a request: checked, counted against the visitor's limit, off the request threads when long.

use extract::{Context, Extraction};

use crate::error::Error;
use crate::limit::Visitor;
use crate::state::App;
use crate::understand::{self, Refusal};

/// Texts up to this length take less than a few milliseconds, less than moving them to another thread is worth.
const LONG: usize = 16 * 1024;

/// The events of `text`.
pub(super) async fn read(
    app: &App,
    visitor: Visitor,
    text: &str,
    context: &Context,
    salt: &str,
) -> Result<Extraction, Error> {
    understand::check(text).map_err(refused)?;
    app.limit.take(visitor, text.len()).map_err(Error::TooMany)?;
    if text.len() <= LONG {
        return Ok(understand::events(text, context, salt));
    }
    let _turn = app.long_texts.acquire().await.map_err(|_| Error::Busy)?;
    let (text, context, salt) = (text.to_owned(), context.clone(), salt.to_owned());
    let task = tokio::task::spawn_blocking(move || understand::events(&text, &context, &salt));
    task.await.map_err(|_| Error::Internal(anyhow::anyhow!("reading a long text panicked")))
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::TooLong => Error::TooLarge(refusal.message()),
        Refusal::Empty | Refusal::Binary => Error::Invalid(refusal.into()),
    }
}
