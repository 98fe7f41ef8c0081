//! A form that a visitor has filled in, and all that answering it needs: what most handlers of pages begin with.

use axum::RequestPartsExt;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;

use super::client::Client;
use super::form::Form;
use super::visit::Visit;
use crate::error::Error;
use crate::limit::Visitor;
use crate::state::App;

/// A form and whose it is.
pub(super) struct Filled {
    pub(super) app: App,
    pub(super) visitor: Visitor,
    pub(super) visit: Visit,
    pub(super) headers: HeaderMap,
    pub(super) form: Form,
}

impl FromRequest<App> for Filled {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Filled, Error> {
        let (mut parts, body) = request.into_parts();
        let Ok(Client(visitor)) = parts.extract_with_state(app).await;
        let (visit, headers) = (Visit::of(&parts.extensions), parts.headers.clone());
        let request = Request::from_parts(parts, body);
        let form = if Form::has_files(&headers) {
            Form::read_with_files(request).await?
        } else {
            let body = Bytes::from_request(request, app).await;
            Form::read(&headers, &body.map_err(|_| Error::TooLarge("This is more than is read at once."))?)?
        };
        Ok(Filled { app: app.clone(), visitor, visit, headers, form })
    }
}
