//! Who sent a request, as far as the byte limit needs to know.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::limit::Visitor;
use crate::state::App;

/// The visitor behind a request. A header counts only when the settings name it: anyone can send one.
pub(super) struct Client(pub(super) Visitor);

impl FromRequestParts<App> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Client, Self::Rejection> {
        let told = app.config.client_address_header.as_ref().and_then(|name| {
            let mut values = parts.headers.get_all(name.as_str()).iter();
            let value = values.next_back()?.to_str().ok()?;
            // A list names the nearest sender last, which is the one that our proxy saw.
            value.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        });
        let seen = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        Ok(Client(told.or(seen).map_or(Visitor::OTHERS, Visitor::from)))
    }
}
