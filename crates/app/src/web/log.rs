//! One log line for each request: what was asked for and how it ended, and nothing of what was in it.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

use crate::state::App;

/// Logs the method, the route's pattern, the status and the time, under an id that the answer carries too.
///
/// The path itself may hold the secret id of a download and the query may hold text, so neither is logged; an id that
/// the client sends is not taken over, since it may hold anything.
pub(super) async fn requests(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)".to_owned(), |path| path.as_str().to_owned());
    let began = Instant::now();
    let mut response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), began.elapsed());
    let milliseconds = took.as_secs_f64() * 1000.0;
    let method = method_name(&method);
    app.metrics.answered(method, &route, status, took);
    if status >= 500 {
        tracing::error!(%id, method, route, status, "request failed after {milliseconds:.1} ms");
    } else {
        tracing::info!(%id, method, route, status, "request answered after {milliseconds:.1} ms");
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// A method may be any word; only the usual ones are repeated.
fn method_name(method: &axum::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
