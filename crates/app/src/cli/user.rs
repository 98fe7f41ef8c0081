//! `user …`: looking after accounts from the command line.

use std::io::Write;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use store::{Db, Email, Role, User, UserId};

use super::Failure;
use crate::config::Settings;
use crate::error::Invalid;
use crate::server;

/// People who are read from the database at a time.
const PAGE: u32 = 200;

#[derive(Debug, Args)]
pub(super) struct Command {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Everybody, one on a line
    List,
    /// One person, with their sign-ins and sessions
    Show(Person),
    /// Mail somebody an invitation to an account
    Invite {
        /// Their mail address
        address: String,
    },
    /// End every session of a person, and every key for the API
    SignOut(Person),
    /// Make a person administrator
    MakeAdmin(Person),
    /// Delete a person with everything that is theirs; there is no way back
    Delete(Person),
    /// Take over the people of the earlier program, whose tables are left as they are
    Import {
        /// Address of its database, postgres://…
        url: String,
    },
    /// Look for rows that contradict each other: exit 0 when there are none
    Doctor,
}

#[derive(Debug, Args)]
struct Person {
    /// Their mail address, or their id
    person: String,
}

/// Does what was asked for.
pub(super) fn run(command: &Command, now: Timestamp, mut out: impl Write) -> Result<(), Failure> {
    let config = super::config(&command.settings)?;
    let said = server::with_database(&config, async |db| act(&db, &command.what, now).await)?;
    writeln!(out, "{}", said.text)?;
    if said.is_well { Ok(()) } else { Err(Failure::Nothing) }
}

/// What to print, and whether all is well.
struct Said {
    text: String,
    is_well: bool,
}

async fn act(db: &Db, what: &What, now: Timestamp) -> anyhow::Result<Said> {
    let mut is_well = true;
    let text = match what {
        What::List => list(db).await?,
        What::Show(who) => show(db, &find(db, &who.person).await?, now).await?,
        What::Invite { address } => invite(db, address, now).await?,
        What::SignOut(who) => {
            let user = find(db, &who.person).await?;
            let ended = db.sign_out_everywhere(&user.id, None, true, now).await?;
            format!("{ended} sessions ended, and every key for the API")
        }
        What::MakeAdmin(who) => {
            let user = find(db, &who.person).await?;
            db.set_role(&user.id, Role::Admin, now).await?;
            format!("{} is administrator", user.id)
        }
        What::Delete(who) => {
            let user = find(db, &who.person).await?;
            db.delete_user(&user.id, now).await?;
            format!("{} is deleted", user.id)
        }
        What::Import { url } => db.import_users(url, now).await?.to_string(),
        What::Doctor => {
            let findings = db.doctor(now).await?;
            is_well = findings.is_empty();
            lines(findings.iter().map(ToString::to_string), "nothing contradicts anything")
        }
    };
    Ok(Said { text, is_well })
}

/// The mail is sent by the program that serves.
async fn invite(db: &Db, address: &str, now: Timestamp) -> anyhow::Result<String> {
    let email = Email::parse(address).map_err(|wrong| Invalid::new("address", wrong.to_string()))?;
    let is_new = db.invite(&email, now).await?;
    anyhow::ensure!(is_new, "somebody has an account with this address already");
    Ok("the invitation is queued, and goes out when the program runs with SMTP_URL set".to_owned())
}

async fn list(db: &Db) -> anyhow::Result<String> {
    let mut all = Vec::new();
    loop {
        let page = db.users(all.last().map(|user: &User| &user.id), PAGE).await?;
        let is_last = page.len() < PAGE as usize;
        all.extend(page);
        if is_last {
            return Ok(lines(all.iter().map(line), "nobody has an account"));
        }
    }
}

async fn show(db: &Db, user: &User, now: Timestamp) -> anyhow::Result<String> {
    let sessions = db.sessions(&user.id, now).await?;
    let sessions = sessions
        .iter()
        .map(|it| format!("session {} since {}, last used {}", it.id, it.created_at, it.last_used_at));
    let identities = db.identities(&user.id).await?;
    let identities =
        identities.iter().map(|it| format!("signs in with {}, linked {}", it.issuer, it.created_at));
    let keys = db.api_tokens(&user.id).await?;
    let keys = keys.iter().map(|it| format!("key {} for {}, since {}", it.id, it.scope, it.created_at));
    let password = if user.has_password { "has a password" } else { "has no password" };
    let head = [line(user), password.to_owned()];
    Ok(lines(head.into_iter().chain(identities).chain(sessions).chain(keys), ""))
}

/// Id, address, role, name.
fn line(user: &User) -> String {
    let email = user.email.as_ref().map_or("(no address)", Email::as_str);
    let proved = if user.email_verified_at.is_some() { "" } else { " (not verified)" };
    let name = user.name.as_deref().unwrap_or_default();
    format!("{}\t{email}{proved}\t{}\t{name}", user.id, user.role).trim_end().to_owned()
}

fn lines(lines: impl Iterator<Item = String>, none: &str) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { none.to_owned() } else { lines.join("\n") }
}

/// The one person with this address or id.
async fn find(db: &Db, person: &str) -> anyhow::Result<User> {
    if let Some(user) = db.user(&UserId::new(person)).await? {
        return Ok(user);
    }
    let found = match Email::parse(person) {
        Ok(email) => db.users_with_email(&email).await?,
        Err(_) => Vec::new(),
    };
    match found.as_slice() {
        [user] => Ok(user.clone()),
        [] => {
            Err(Invalid::new("person", "nobody has this address or this id; `user list` shows everybody")
                .into())
        }
        several => {
            let ids = several.iter().map(|user| user.id.as_str()).collect::<Vec<_>>().join(", ");
            Err(Invalid::new(
                "person",
                format!("several accounts have this address; say which by its id: {ids}"),
            )
            .into())
        }
    }
}
