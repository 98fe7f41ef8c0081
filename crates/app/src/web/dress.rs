//! Errors as answers: JSON for the API, a page with a way on for people. The one place that decides how they look.

use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::pages::plain;
use super::visit::Visit;
use crate::error::Error;

/// What an error answer has to say, before it is known to whom.
#[derive(Clone, Debug)]
struct Said {
    field: Option<String>,
    message: String,
}

/// The status of an error.
pub(super) fn status(error: &Error) -> StatusCode {
    match error {
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Forbidden | Error::PlainHttp | Error::Scope(_) => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Method => StatusCode::METHOD_NOT_ALLOWED,
        Error::Unreadable(_) => StatusCode::BAD_REQUEST,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Error::TooMany(_) | Error::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Error::Internal(cause) = &self {
            tracing::error!("{cause:#}");
        }
        let mut response = status(&self).into_response();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        let said = Said { field: self.field().map(str::to_owned), message: self.message() };
        response.extensions_mut().insert(said);
        response
    }
}

/// Gives every error answer that has no page or JSON of its own one.
pub(super) async fn errors(request: Request, next: Next) -> Response {
    // A script of ours asks for previews, and tells their errors in a line of its own.
    let path = request.uri().path();
    let for_program = path.starts_with("/api/") && !path.starts_with("/api/auth/") || path == "/preview";
    let without_body = request.method() == Method::HEAD;
    let (headers, visit) = (request.headers().clone(), Visit::of(request.extensions()));
    let mut response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_dressed(&response) {
        return response;
    }
    let said = response.extensions_mut().remove::<Said>().unwrap_or_else(|| said_by(status));
    let mut dressed = if for_program {
        Json(json!({ "error": { "field": said.field, "message": said.message } })).into_response()
    } else {
        plain::error(&headers, visit, status, &said.message)
    };
    *dressed.status_mut() = status;
    for name in [RETRY_AFTER, axum::http::header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    if without_body {
        *dressed.body_mut() = Body::empty();
    }
    dressed
}

fn is_dressed(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

/// What layers mean that answer with a status alone.
fn said_by(status: StatusCode) -> Said {
    let error = match status {
        StatusCode::FORBIDDEN => Error::Forbidden,
        StatusCode::METHOD_NOT_ALLOWED => Error::Method,
        StatusCode::SERVICE_UNAVAILABLE => Error::Busy,
        StatusCode::PAYLOAD_TOO_LARGE => {
            Error::TooLarge("This is more than 256 KiB of text. Send the part that holds the dates.")
        }
        StatusCode::NOT_FOUND => Error::NotFound,
        status if status.is_server_error() => {
            Error::Internal(anyhow::anyhow!("a layer answered with {status}"))
        }
        _ => return Said { field: None, message: "This request could not be read.".to_owned() },
    };
    Said { field: error.field().map(str::to_owned), message: error.message() }
}
