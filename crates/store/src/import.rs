//! Taking over the people of the earlier program from its PostgreSQL tables, `"User"` and `"Account"`.
//!
//! They are only read. What is here already stays as it is, so an import can be repeated while people use both: it
//! adds who is new and nothing else.

mod earlier;

use std::collections::HashMap;
use std::fmt;

use jiff::Timestamp;

use crate::address::has_owner;
use crate::audit::{Action, record};
use crate::db::Tx;
use crate::statement::{execute, fetch_optional};
use crate::{Db, Email, Error, IdentityId, PasswordHash, UserId};

use earlier::{Account, Person};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// People who were added.
    pub users: usize,
    /// Identities that were added.
    pub identities: usize,
    /// People who were here already and were left as they are.
    pub known_users: usize,
    /// What was not taken over, by the earlier program's ids.
    pub skipped: Vec<Skipped>,
}

/// Something that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The person's id in the earlier program.
    pub user: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why something was not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SkipReason {
    /// Somebody here has verified the address: the person is here already by another way.
    AddressTaken,
    /// The person has deleted their account here.
    Deleted,
    /// There is neither a password that can be taken over, nor an identity, nor a verified address: nobody could sign in.
    NoWayIn,
    /// The person was taken over without this password, whose hash is of an unknown kind.
    UnknownPassword,
    /// The person was taken over without this account, whose provider is unknown here.
    UnknownProvider,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SkipReason::AddressTaken => "left out: somebody here owns the address already",
            SkipReason::Deleted => "left out: the account was deleted here",
            SkipReason::NoWayIn => "left out: nothing could sign in to the account",
            SkipReason::UnknownPassword => "taken over without the password: it can be reset by mail",
            SkipReason::UnknownProvider => "taken over without a sign-in of an unknown provider",
        })
    }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { users, identities, known_users, skipped } = self;
        write!(f, "{users} users and {identities} identities added, {known_users} users known already")?;
        for Skipped { user, reason } in skipped {
            write!(f, "\n{user}: {reason}")?;
        }
        Ok(())
    }
}

impl Db {
    /// Adds the people of the earlier program whose database is at `url`, a PostgreSQL; all of them or, on an error,
    /// nobody. Their ids stay the same. The earlier tables are read in one read-only transaction.
    pub async fn import_users(&self, url: &str, now: Timestamp) -> Result<Imported, Error> {
        let (people, accounts) = earlier::read(url).await?;
        let mut done = Imported::default();
        let mut tx = self.write().await?;
        let mut by_user: HashMap<&UserId, Vec<&Account>> = HashMap::new();
        for account in &accounts {
            by_user.entry(&account.user).or_default().push(account);
        }
        for person in &people {
            let theirs = by_user.get(&person.id).map_or(&[][..], Vec::as_slice);
            import_one(&mut tx, person, theirs, &mut done, now).await?;
        }
        tx.commit().await?;
        Ok(done)
    }
}

async fn import_one(
    tx: &mut Tx,
    person: &Person,
    accounts: &[&Account],
    done: &mut Imported,
    now: Timestamp,
) -> Result<(), Error> {
    let mut skip = |reason| done.skipped.push(Skipped { user: person.id.to_string(), reason });
    if accounts.iter().any(|account| account.issuer().is_none()) {
        skip(SkipReason::UnknownProvider);
    }
    if person.password.is_some() && person.password_hash().is_none() {
        skip(SkipReason::UnknownPassword);
    }
    if is_known(tx, &person.id).await? {
        done.known_users += 1;
    } else if let Some(reason) = refusal(tx, person, accounts).await? {
        skip(reason);
        return Ok(());
    } else {
        insert_user(tx, person, now).await?;
        done.users += 1;
    }
    for account in accounts {
        done.identities += insert_identity(tx, account, now).await?;
    }
    Ok(())
}

async fn is_known(tx: &mut Tx, id: &UserId) -> Result<bool, Error> {
    let row: Option<(String,)> = fetch_optional!(tx, "SELECT id FROM users WHERE id = $1", id.as_str())?;
    Ok(row.is_some())
}

/// Why a person is not taken over.
async fn refusal(tx: &mut Tx, person: &Person, accounts: &[&Account]) -> Result<Option<SkipReason>, Error> {
    const DELETED: &str = "SELECT id FROM audit WHERE user_id = $1 AND action = $2";
    let action = Action::UserDeleted.as_str();
    let deleted: Option<(String,)> = fetch_optional!(tx, DELETED, person.id.as_str(), action)?;
    if deleted.is_some() {
        return Ok(Some(SkipReason::Deleted));
    }
    let email = person.email();
    if let Some(email) = &email
        && has_owner(tx, email).await?
    {
        return Ok(Some(SkipReason::AddressTaken));
    }
    let has_identity = accounts.iter().any(|account| account.issuer().is_some());
    let has_address = email.is_some() && person.email_verified_at.is_some();
    let has_password = email.is_some() && person.password_hash().is_some();
    Ok((!has_identity && !has_address && !has_password).then_some(SkipReason::NoWayIn))
}

async fn insert_user(tx: &mut Tx, person: &Person, now: Timestamp) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO users (id, name, email, email_verified_at, image, role, password_hash, created_at, \
                       updated_at, last_signed_in_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let (email, hash) = (person.email(), person.password_hash());
    let verified_at = email.as_ref().and(person.email_verified_at).map(Timestamp::as_second);
    execute!(
        tx,
        SQL,
        person.id.as_str(),
        person.name.as_deref(),
        email.as_ref().map(Email::as_str),
        verified_at,
        person.image.as_deref(),
        person.role().as_str(),
        hash.as_ref().map(PasswordHash::as_str),
        person.created_at.as_second(),
        now.as_second(),
        person.last_signed_in_at.map(Timestamp::as_second)
    )?;
    record(tx, Some(&person.id), Action::UserImported, None, now).await
}

/// One that is here already stays with whom it belongs to; says how many were added.
async fn insert_identity(tx: &mut Tx, account: &Account, now: Timestamp) -> Result<usize, Error> {
    const SQL: &str = "INSERT INTO identities (id, user_id, issuer, subject, created_at) VALUES ($1, $2, $3, $4, $5) \
                       ON CONFLICT (issuer, subject) DO NOTHING";
    let Some(issuer) = account.issuer() else { return Ok(0) };
    let id = IdentityId::fresh(now);
    let added = execute!(
        tx,
        SQL,
        id.as_str(),
        account.user.as_str(),
        issuer,
        account.subject.as_str(),
        now.as_second()
    )?;
    Ok(usize::from(added > 0))
}

#[cfg(test)]
mod tests;
