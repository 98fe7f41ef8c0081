//! What happened to accounts, for whoever has to find out later. Names nobody but by id, and outlives its user.

use jiff::Timestamp;

use crate::column::{Column, row};
use crate::db::Tx;
use crate::id::fresh;
use crate::statement::{execute, fetch_all};
use crate::{Db, Error, UserId};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// To whom; `None` when nobody was known.
    pub user: Option<UserId>,
    /// What.
    pub action: Action,
    /// A word more, such as the issuer or a number; never a name, an address or a secret.
    pub detail: Option<String>,
}

row!(Entry { at: "at", user: "user_id", action: "action", detail: "detail" });

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// What can happen to an account.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Action { $($(#[$doc])* $name),* }

        impl Action {
            const ALL: &[Action] = &[$(Action::$name),*];

            /// The word that is stored and shown.
            pub fn as_str(self) -> &'static str {
                match self { $(Action::$name => $word),* }
            }
        }
    };
}

actions! {
    /// A browser was signed in.
    SignedIn = "signed_in",
    /// Every session, or every other one, was ended.
    SignedOutEverywhere = "signed_out_everywhere",
    /// An account was made.
    UserCreated = "user_created",
    /// An account came from the earlier program.
    UserImported = "user_imported",
    /// An account was deleted with everything in it.
    UserDeleted = "user_deleted",
    /// An account that nobody had proved to own lost its password to the owner of its address, and its sessions.
    UnverifiedClaimVoided = "unverified_claim_voided",
    /// A provider's identity was added to an account.
    IdentityLinked = "identity_linked",
    /// A provider's identity was taken off an account.
    IdentityUnlinked = "identity_unlinked",
    /// A mail or a provider proved the address.
    EmailVerified = "email_verified",
    /// The account has another address.
    EmailChanged = "email_changed",
    /// Somebody asked for a mail to set a new password.
    ResetRequested = "reset_requested",
    /// The account has another password.
    PasswordChanged = "password_changed",
    /// The person showed again that it is them.
    Reauthenticated = "reauthenticated",
    /// Somebody may do more, or less.
    RoleChanged = "role_changed",
    /// A key for the API was made.
    ApiTokenCreated = "api_token_created",
    /// A key for the API was taken back.
    ApiTokenDeleted = "api_token_deleted",
}

impl Column for Action {
    type Stored = String;
    fn read(stored: String) -> Result<Self, Error> {
        Action::ALL.iter().copied().find(|action| action.as_str() == stored).ok_or(Error::Damaged)
    }
}

/// Writes an entry in the transaction that does the thing.
pub(crate) async fn record(
    tx: &mut Tx,
    user: Option<&UserId>,
    action: Action,
    detail: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO audit (id, at, user_id, action, detail) VALUES ($1, $2, $3, $4, $5)";
    execute!(tx, SQL, fresh(now), now.as_second(), user.map(UserId::as_str), action.as_str(), detail)?;
    Ok(())
}

impl Db {
    /// What happened to a person's account, newest first, at most `limit` entries.
    pub async fn audit(&self, user: &UserId, limit: u32) -> Result<Vec<Entry>, Error> {
        const SQL: &str =
            "SELECT at, user_id, action, detail FROM audit WHERE user_id = $1 ORDER BY id DESC LIMIT $2";
        fetch_all!(self, SQL, user.as_str(), i64::from(limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_read_back_by_its_word() {
        for action in Action::ALL {
            assert_eq!(Action::read(action.as_str().to_owned()).unwrap(), *action);
        }
        assert!(matches!(Action::read("stolen".to_owned()), Err(Error::Damaged)));
    }
}
