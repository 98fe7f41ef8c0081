//! Asking the provider: never in the open, never for long, never for much, and without following it elsewhere.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;

use crate::setting::{InvalidSetting, is_private};

/// The longest that one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes that an answer may have: keys and metadata have some thousand.
const MOST: usize = 1 << 20;

/// The client that asks.
pub(crate) struct Http {
    client: reqwest::Client,
    patience: Duration,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(crate) enum HttpError {
    #[error("no answer in time")]
    TimedOut,
    #[error("no answer")]
    Unreachable,
    #[error("the answer is too long")]
    TooLong,
    /// The provider's metadata name an address that anybody could read along with.
    #[error("the address is neither https nor on this computer")]
    Exposed,
}

impl Http {
    pub(crate) fn new() -> Result<Http, InvalidSetting> {
        // Whoever came first has installed the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().redirect(Policy::none()).build();
        let client = client.map_err(|_| InvalidSetting("this computer's certificates cannot be read"))?;
        Ok(Http { client, patience: PATIENCE })
    }

    pub(crate) fn within(self, patience: Duration) -> Http {
        Http { patience, ..self }
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        if !is_private(&request.uri().to_string()) {
            return Err(HttpError::Exposed);
        }
        let request = request.try_into().map_err(|_| HttpError::Unreachable)?;
        let mut answer = self.client.execute(request).await.map_err(|_| HttpError::Unreachable)?;
        // Out of order, or out of breath.
        if answer.status().is_server_error() || answer.status() == reqwest::StatusCode::TOO_MANY_REQUESTS {
            return Err(HttpError::Unreachable);
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|_| HttpError::Unreachable)? {
            if body.len() + piece.len() > MOST {
                return Err(HttpError::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        let mut whole = HttpResponse::new(body);
        *whole.status_mut() = answer.status();
        *whole.headers_mut() = answer.headers().clone();
        Ok(whole)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = tokio::time::timeout(self.patience, self.answer(request)).await;
            answer.unwrap_or(Err(HttpError::TimedOut))
        })
    }
}
