//! Signing in with what a provider says about somebody.

use jiff::Timestamp;

use super::{NewSession, open_for, retried};
use crate::address::{Proof, displace_unverified, prove_address};
use crate::audit::{Action, record};
use crate::db::Tx;
use crate::statement::{execute, fetch_all, fetch_one, fetch_optional};
use crate::users::user_columns;
use crate::{Db, Email, Error, IdentityId, User, UserId};

/// What a provider says about the person who has just signed in there; its signature is checked already.
#[derive(Clone, Debug)]
pub struct ProviderAccount<'a> {
    /// The provider, as its tokens name it (`iss`).
    pub issuer: &'a str,
    /// The provider's own name for the person (`sub`), the only one that never goes to somebody else.
    pub subject: &'a str,
    /// The person's mail address.
    pub email: Option<Email>,
    /// Whether the provider has proved the address, and is one whose word on that is taken here: who owns an address is
    /// linked to who has proved the same address before.
    pub email_verified: bool,
    /// The person's name.
    pub name: Option<&'a str>,
    /// Address of a picture.
    pub image: Option<&'a str>,
}

/// How a sign-in with a provider ended.
#[derive(Debug)]
pub enum SignIn {
    /// The person is signed in.
    Done(Box<NewSession>),
    /// Nobody here is this person, and newcomers are not taken.
    Unknown,
}

impl ProviderAccount<'_> {
    /// The address, if the provider vouches for it.
    fn proved_email(&self) -> Option<&Email> {
        self.email.as_ref().filter(|_| self.email_verified)
    }
}

impl Db {
    /// Signs somebody in with what a provider says about them, in one transaction.
    ///
    /// - The identity (issuer and subject) is known: its user is signed in, whatever the address is now.
    /// - It is new, and somebody here has verified the address that the provider has verified: it is linked to them,
    ///   unless they have another identity with this provider, because then the address has gone from them to somebody
    ///   else there, as addresses of companies do.
    /// - Else, with `newcomers`, an account is made. It owns its address only if the provider has verified it and nobody here
    ///   had; others who merely claimed that address lose what they had on it.
    pub async fn sign_in(
        &self,
        account: &ProviderAccount<'_>,
        newcomers: bool,
        device: &str,
        now: Timestamp,
    ) -> Result<SignIn, Error> {
        retried!(self.sign_in_once(account, newcomers, device, now))
    }

    async fn sign_in_once(
        &self,
        account: &ProviderAccount<'_>,
        newcomers: bool,
        device: &str,
        now: Timestamp,
    ) -> Result<SignIn, Error> {
        let mut tx = self.write().await?;
        let (user, is_new_user) = match known(&mut tx, account).await? {
            Some(user) => (user, false),
            None => match newcomer(&mut tx, account, newcomers, now).await? {
                Some(found) => found,
                None => return Ok(SignIn::Unknown),
            },
        };
        greet(&mut tx, &user, account, now).await?;
        if let Some(email) = account.proved_email() {
            prove_address(&mut tx, &user, email, Proof::Provider, now).await?;
        }
        let user = reread(&mut tx, &user).await?;
        let opened = open_for(&mut tx, user, is_new_user, account.issuer, device, now).await?;
        tx.commit().await?;
        Ok(SignIn::Done(Box::new(opened)))
    }
}

/// The user of a known identity. Nothing is locked yet: everybody locks the user first and then the identity, so that
/// two who sign in, or one who signs in and one who deletes, wait for each other in one order.
async fn known(tx: &mut Tx, account: &ProviderAccount<'_>) -> Result<Option<UserId>, Error> {
    const SQL: &str = "SELECT user_id FROM identities WHERE issuer = $1 AND subject = $2";
    let found: Option<(String,)> = fetch_optional!(tx, SQL, account.issuer, account.subject)?;
    Ok(found.map(|(user,)| UserId::new(user)))
}

/// The user whom a new identity belongs to, and whether they are new too; `None` when they would be and may not.
async fn newcomer(
    tx: &mut Tx,
    account: &ProviderAccount<'_>,
    newcomers: bool,
    now: Timestamp,
) -> Result<Option<(UserId, bool)>, Error> {
    let (mut user, mut made) = if newcomers {
        owner_or_new(tx, account, account.proved_email(), now).await?
    } else {
        let Some(owner) = owner(tx, account).await? else { return Ok(None) };
        (owner, false)
    };
    let owns_address = made && account.proved_email().is_some();
    if !made && is_somebody_else(tx, &user, account).await? {
        if !newcomers {
            return Ok(None);
        }
        (user, made) = owner_or_new(tx, account, None, now).await?;
    }
    link(tx, &user, account, now).await?;
    let (action, detail) =
        if made { (Action::UserCreated, None) } else { (Action::IdentityLinked, Some(account.issuer)) };
    record(tx, Some(&user), action, detail, now).await?;
    if let (true, Some(email)) = (owns_address, account.proved_email()) {
        displace_unverified(tx, email, &user, now).await?;
    }
    Ok(Some((user, made)))
}

/// Whether the owner of the address is another person at the same provider.
async fn is_somebody_else(tx: &mut Tx, owner: &UserId, account: &ProviderAccount<'_>) -> Result<bool, Error> {
    const SQL: &str = "SELECT subject FROM identities WHERE user_id = $1 AND issuer = $2";
    let subjects: Vec<(String,)> = fetch_all!(tx, SQL, owner.as_str(), account.issuer)?;
    if subjects.iter().any(|(subject,)| subject == account.subject) {
        // Made by another sign-in since we looked; the next try finds it.
        return Err(Error::Contended);
    }
    Ok(!subjects.is_empty())
}

/// Who has verified the address that the provider vouches for.
async fn owner(tx: &mut Tx, account: &ProviderAccount<'_>) -> Result<Option<UserId>, Error> {
    const SQL: &str = "SELECT id FROM users WHERE email = $1 AND email_verified_at IS NOT NULL";
    let Some(email) = account.proved_email() else { return Ok(None) };
    let owner: Option<(String,)> = fetch_optional!(tx, SQL, email.as_str())?;
    Ok(owner.map(|(id,)| UserId::new(id)))
}

/// The owner of the `proved` address, else a new user, who then owns it; says whether it is new. Of several at once, the
/// others wait for the first and find its user.
async fn owner_or_new(
    tx: &mut Tx,
    account: &ProviderAccount<'_>,
    proved: Option<&Email>,
    now: Timestamp,
) -> Result<(UserId, bool), Error> {
    const SQL: &str = "INSERT INTO users (id, name, email, email_verified_at, image, role, created_at, updated_at) \
                       VALUES ($1, $2, $3, $4, $5, 'user', $6, $6) \
                       ON CONFLICT (email) WHERE email_verified_at IS NOT NULL \
                       DO UPDATE SET email = excluded.email RETURNING id";
    let new = UserId::fresh(now);
    let email = account.email.as_ref().map(Email::as_str);
    let verified_at = proved.map(|_| now.as_second());
    let (id,): (String,) =
        fetch_one!(tx, SQL, new.as_str(), account.name, email, verified_at, account.image, now.as_second())?;
    let made = id == new.as_str();
    Ok((UserId::new(id), made))
}

/// Makes the identity. When another sign-in has made it since we looked, this one is tried again and finds it.
async fn link(
    tx: &mut Tx,
    user: &UserId,
    account: &ProviderAccount<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO identities (id, user_id, issuer, subject, created_at) VALUES ($1, $2, $3, $4, $5) \
                       ON CONFLICT (issuer, subject) DO NOTHING";
    let id = IdentityId::fresh(now);
    let (issuer, subject) = (account.issuer, account.subject);
    match execute!(tx, SQL, id.as_str(), user.as_str(), issuer, subject, now.as_second())? {
        0 => Err(Error::Contended),
        _ => Ok(()),
    }
}

/// Writes down the sign-in, with the user's row and then the identity's, and holds both until the end of the
/// transaction.
async fn greet(
    tx: &mut Tx,
    user: &UserId,
    account: &ProviderAccount<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    const USER: &str = "UPDATE users SET last_signed_in_at = $2, image = coalesce($3, image), \
                        name = coalesce(name, $4) WHERE id = $1";
    const IDENTITY: &str =
        "UPDATE identities SET email = $3, last_used_at = $4 WHERE issuer = $1 AND subject = $2";
    let email = account.email.as_ref().map(Email::as_str);
    let (issuer, subject) = (account.issuer, account.subject);
    let users = execute!(tx, USER, user.as_str(), now.as_second(), account.image, account.name)?;
    let identities = execute!(tx, IDENTITY, issuer, subject, email, now.as_second())?;
    // Deleted since we looked: the next try makes or finds somebody.
    if users == 0 || identities == 0 { Err(Error::Contended) } else { Ok(()) }
}

async fn reread(tx: &mut Tx, user: &UserId) -> Result<User, Error> {
    const SQL: &str = concat!("SELECT ", user_columns!(), " FROM users WHERE id = $1");
    fetch_one!(tx, SQL, user.as_str())
}
