//! `GET /profile/export`: everything that is kept of somebody, as JSON.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{Db, EventId, SignedIn, User, UserId};

use crate::error::Error;
use crate::state::App;
use crate::web::visit::Visit;

/// Events that are read at a time.
const PAGE: u32 = 500;
/// Entries of the log of the account.
const ENTRIES: u32 = 10_000;

/// The file. Secrets are not in it: nothing of a password, of a session or of a key but that there is one.
pub(in crate::web) async fn export(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    let Some(who) = &visit.signed_in else { return Ok(visit.ask_to_sign_in("/profile")) };
    let all = all(app.db(), who, app.clock.now()).await.map_err(anyhow::Error::from)?;
    let body = serde_json::to_string_pretty(&all).map_err(anyhow::Error::from)?;
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CONTENT_DISPOSITION, "attachment; filename=\"ai-calendar-helper.json\""),
    ];
    Ok((headers, format!("{body}\n")).into_response())
}

async fn all(db: &Db, who: &SignedIn, now: Timestamp) -> Result<Value, store::Error> {
    let id = &who.user.id;
    let identities = db.identities(id).await?;
    let sessions = db.sessions(id, now).await?;
    let keys = db.api_tokens(id).await?;
    let audit = db.audit(id, ENTRIES).await?;
    Ok(json!({
        "exported_at": now,
        "account": account(&who.user),
        "preferences": preferences(db, id).await?,
        "linked_sign_ins": identities.iter().map(|it| json!({
            "issuer": it.issuer, "subject": it.subject, "email": it.email.as_ref().map(store::Email::as_str),
            "created_at": it.created_at, "last_used_at": it.last_used_at,
        })).collect::<Vec<_>>(),
        "sessions": sessions.iter().map(|it| json!({
            "device": it.device, "created_at": it.created_at, "last_used_at": it.last_used_at,
            "expires_at": it.expires_at,
        })).collect::<Vec<_>>(),
        "api_keys": keys.iter().map(|it| json!({
            "name": it.name, "scope": it.scope, "created_at": it.created_at, "last_used_at": it.last_used_at,
        })).collect::<Vec<_>>(),
        "events": events(db, id).await?,
        "log": audit.iter().map(|it| json!({
            "at": it.at, "action": it.action.as_str(), "detail": it.detail,
        })).collect::<Vec<_>>(),
    }))
}

fn account(user: &User) -> Value {
    json!({
        "id": user.id.as_str(),
        "name": user.name,
        "email": user.email.as_ref().map(store::Email::as_str),
        "email_verified_at": user.email_verified_at,
        "image": user.image,
        "role": user.role.as_str(),
        "has_password": user.has_password,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
        "last_signed_in_at": user.last_signed_in_at,
    })
}

async fn preferences(db: &Db, id: &UserId) -> Result<Value, store::Error> {
    let it = db.preferences(id).await?;
    Ok(json!({
        "time_zone": it.time_zone, "date_order": it.date_order, "clock": it.clock, "week_start": it.week_start,
        "work_from": it.work_from, "work_until": it.work_until, "duration_minutes": it.duration_minutes,
        "reminder_minutes": it.reminder_minutes, "theme": it.theme, "next_weekday": it.next_weekday,
        "morning_from": it.morning_from,
    }))
}

async fn events(db: &Db, id: &UserId) -> Result<Vec<Value>, store::Error> {
    let (mut all, mut before): (Vec<Value>, Option<EventId>) = (Vec::new(), None);
    loop {
        let page = db.events(id, "", before.as_ref(), PAGE).await?;
        let is_last = page.len() < PAGE as usize;
        all.extend(page.iter().map(|it| json!({ "saved_at": it.created_at, "event": it.event })));
        before = page.last().map(|it| it.id.clone());
        if is_last {
            return Ok(all);
        }
    }
}
