//! `/profile`: who somebody is here, how they sign in and where, what they prefer, and what is kept of them.

mod account;
mod choices;
mod export;
mod keys;
mod view;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use store::{SessionId, SignedIn};

use self::view::{Extra, render};
use super::form::again;
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::state::App;
use crate::web::client::Client;
use crate::web::form::Form;
use crate::web::next;
use crate::web::visit::{self, Visit};

pub(in crate::web) use choices::remember;
pub(in crate::web) use export::export;

/// Shortest and longest name, in characters.
const NAME: std::ops::RangeInclusive<usize> = 3..=50;

/// A press of a button of the page.
pub(super) struct Press<'a> {
    app: &'a App,
    visitor: Visitor,
    headers: &'a HeaderMap,
    visit: &'a Visit,
    who: &'a SignedIn,
    form: &'a Form,
}

/// How a press ended.
pub(super) enum Done {
    /// The page comes again and says so.
    Said(&'static str),
    /// The page comes again with a key that is shown once.
    Made(keys::Made),
    /// Something else is answered.
    Answer(Response),
}

/// `GET /profile`
pub(in crate::web) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let Some(who) = &visit.signed_in else { return Ok(visit.ask_to_sign_in("/profile")) };
    let said = next::value(query.as_deref(), "said");
    let profile = render(&app, &visit, &headers, who, Extra::said(&said)).await?;
    Ok(super::page(StatusCode::OK, &profile))
}

/// `POST /profile`
pub(in crate::web) async fn act(
    State(app): State<App>,
    Client(visitor): Client,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let Some(who) = visit.signed_in.clone() else { return Ok(visit.ask_to_sign_in("/profile")) };
    let form = Form::read(&headers, &body)?;
    let press = Press { app: &app, visitor, headers: &headers, visit: &visit, who: &who, form: &form };
    match press.carry_out().await {
        Ok(Done::Answer(response)) => Ok(response),
        Ok(Done::Said(said)) => Ok(Redirect::to(&format!("/profile?said={said}")).into_response()),
        Ok(Done::Made(made)) => {
            let extra = Extra { made: Some(made), ..Extra::default() };
            Ok(super::page(StatusCode::OK, &render(&app, &visit, &headers, &who, extra).await?))
        }
        Err(Error::Internal(cause)) => Err(Error::Internal(cause)),
        Err(error) => {
            let extra = Extra { form: Some(&form), ..Extra::default() };
            let mut profile = render(&app, &visit, &headers, &who, extra).await?;
            again(error, |wrong| {
                profile.wrong = wrong;
                profile
            })
        }
    }
}

impl Press<'_> {
    async fn carry_out(&self) -> Result<Done, Error> {
        let command = self.value("do");
        match command.split_once(':').unwrap_or((command, "")) {
            ("name", "") => self.rename().await,
            ("preferences", "") => self.choose().await,
            ("verify", "") => self.verify().await,
            ("email", "") => self.change_email().await,
            ("password", "") => self.change_password().await,
            ("unlink", id) => self.unlink(id).await,
            ("key", "") => self.make_key().await,
            ("revoke", id) => self.revoke_key(id).await,
            ("end", id) => self.end_session(id).await,
            ("everywhere", "") => self.sign_out_everywhere().await,
            ("delete", "") => self.delete().await,
            _ => Err(Invalid::new("do", "This page has no such button.").into()),
        }
    }

    fn value(&self, name: &str) -> &str {
        self.form.get(name).unwrap_or_default()
    }

    /// Where one shows again that it is oneself, unless that was done minutes ago.
    fn confirmation(&self) -> Option<Done> {
        let is_fresh = self.who.session.is_fresh(self.app.clock.now());
        (!is_fresh).then(|| Done::Answer(Redirect::to(&next::with("/confirm", "/profile")).into_response()))
    }

    async fn rename(&self) -> Result<Done, Error> {
        let name = self.value("name").split_whitespace().collect::<Vec<_>>().join(" ");
        if !NAME.contains(&name.chars().count()) || name.chars().any(char::is_control) {
            let message = "A name has 3 to 50 characters: write a longer or a shorter one.";
            return Err(Invalid::new("name", message).into());
        }
        let (id, now) = (&self.who.user.id, self.app.clock.now());
        self.app.db().rename_user(id, &name, now).await.map_err(anyhow::Error::from)?;
        Ok(Done::Said("name"))
    }

    /// Somebody else's session is none of theirs, and nothing happens.
    async fn end_session(&self, id: &str) -> Result<Done, Error> {
        let (user, session) = (&self.who.user.id, SessionId::new(id));
        self.app.db().end_session(user, &session).await.map_err(anyhow::Error::from)?;
        Ok(Done::Said("ended"))
    }

    async fn sign_out_everywhere(&self) -> Result<Done, Error> {
        let (user, keys_too) = (&self.who.user.id, self.form.get("keys").is_some());
        let ended = self.app.db().sign_out_everywhere(user, None, keys_too, self.app.clock.now()).await;
        ended.map_err(anyhow::Error::from)?;
        let mut response = Redirect::to("/").into_response();
        visit::forget(&self.app.config, &mut response);
        Ok(Done::Answer(response))
    }
}
