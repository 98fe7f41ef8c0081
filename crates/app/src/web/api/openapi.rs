//! `GET /api/openapi.json`: the API described by the code that answers it.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::shape::Event;
use super::{health, ics, parse, user};

#[derive(OpenApi)]
#[openapi(
    info(title = "AI Calendar Helper", description = "Any text in, the right events out, into a calendar."),
    paths(parse::parse, ics::ics, health::health, user::me, user::sign_out_everywhere),
    components(schemas(Event)),
    modifiers(&Callers)
)]
struct Document;

/// How somebody says who they are: a program by a key, a browser by its session.
struct Callers;

impl Modify for Callers {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        let session = ApiKey::Cookie(ApiKeyValue::new("session"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(session));
    }
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| Document::openapi().to_json().unwrap_or_default());

/// The document.
pub(in crate::web) async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}
