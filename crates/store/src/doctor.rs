//! Looking for rows that contradict each other. There should be none: foreign keys, unique keys and transactions see to
//! it. So that production can be asked, this looks without trusting them.

use std::fmt;

use jiff::Timestamp;

use crate::jobs::MAX_ATTEMPTS;
use crate::sessions::SESSION_LIFETIME;
use crate::statement::fetch_all;
use crate::{Db, Email, Error};

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fault {
    /// A session whose user is not there: its browser is signed in as nobody.
    SessionWithoutUser,
    /// An identity whose user is not there: its person cannot sign in.
    IdentityWithoutUser,
    /// A token, event, job or set of preferences whose user is not there.
    LeftoverWithoutUser,
    /// Two identities with the same issuer and subject.
    IdentityTwice,
    /// Two users who have both verified the same address.
    AddressTwice,
    /// A verified date without an address, or an address in another spelling than sign-in looks for.
    AddressNotFolded,
    /// A user whom nothing can sign in: no password, no identity, no verified address.
    UserWithoutWayIn,
    /// A role that the program does not know.
    UnknownRole,
    /// A session that was used before it was made, or outlives its longest time.
    SessionTimes,
    /// A session without a token's hash, or an API token without one: empty, so that it may match by accident.
    EmptyTokenHash,
    /// A job that is past its last attempt and neither held nor dead.
    JobOverdue,
}

/// A row that contradicts others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// The id of the row; no name, no address.
    pub row: String,
}

impl Fault {
    /// What is wrong and what to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Fault::SessionWithoutUser => {
                "a session without a user: delete it, its browser is asked to sign in again"
            }
            Fault::IdentityWithoutUser => {
                "an identity without a user: delete it, its person gets a new account"
            }
            Fault::LeftoverWithoutUser => "a row of a user who is not there: delete it",
            Fault::IdentityTwice => "two users for one identity: keep the one that was used last",
            Fault::AddressTwice => "two users who own one address: ask the person, then delete the other",
            Fault::AddressNotFolded => {
                "an address that sign-in does not find: write it in small letters without blanks"
            }
            Fault::UserWithoutWayIn => {
                "a user whom nothing can sign in: delete the account or give it an address"
            }
            Fault::UnknownRole => "an unknown role: make it `user` or `admin`",
            Fault::SessionTimes => "a session with impossible times: delete it",
            Fault::EmptyTokenHash => "a row without a token: delete it",
            Fault::JobOverdue => "a job past its last attempt: delete it",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.row, self.fault.advice())
    }
}

/// Faults that a statement finds; each gives the ids of the rows.
const CHECKS: &[(Fault, &str)] = &[
    (
        Fault::SessionWithoutUser,
        "SELECT id FROM sessions WHERE NOT EXISTS (SELECT 1 FROM users WHERE users.id = sessions.user_id)",
    ),
    (
        Fault::IdentityWithoutUser,
        "SELECT id FROM identities WHERE NOT EXISTS (SELECT 1 FROM users WHERE users.id = identities.user_id)",
    ),
    (
        Fault::LeftoverWithoutUser,
        "SELECT id FROM (SELECT id, user_id FROM api_tokens UNION ALL SELECT id, user_id FROM events \
         UNION ALL SELECT id, user_id FROM mail_tokens UNION ALL SELECT id, user_id FROM jobs \
         UNION ALL SELECT user_id AS id, user_id FROM preferences) AS leftovers \
         WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = leftovers.user_id)",
    ),
    (Fault::IdentityTwice, "SELECT min(id) FROM identities GROUP BY issuer, subject HAVING count(*) > 1"),
    (
        Fault::AddressTwice,
        "SELECT min(id) FROM users WHERE email_verified_at IS NOT NULL GROUP BY email HAVING count(*) > 1",
    ),
    (
        Fault::UserWithoutWayIn,
        "SELECT id FROM users WHERE password_hash IS NULL AND email_verified_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM identities WHERE identities.user_id = users.id)",
    ),
    (Fault::UnknownRole, "SELECT id FROM users WHERE role NOT IN ('user', 'admin')"),
    (
        Fault::EmptyTokenHash,
        "SELECT id FROM (SELECT id, token_hash FROM sessions UNION ALL SELECT id, token_hash FROM api_tokens \
         UNION ALL SELECT id, token_hash FROM mail_tokens WHERE token_hash IS NOT NULL) AS tokens \
         WHERE length(token_hash) <> 43",
    ),
];

impl Db {
    /// Everything in the database that contradicts something else, in a steady order; nothing is changed.
    pub async fn doctor(&self, now: Timestamp) -> Result<Vec<Finding>, Error> {
        let mut findings = Vec::new();
        for (fault, sql) in CHECKS {
            add(&mut findings, *fault, fetch_all!(self, *sql)?);
        }
        add(&mut findings, Fault::SessionTimes, self.impossible_sessions().await?);
        add(&mut findings, Fault::JobOverdue, self.overdue_jobs(now).await?);
        add(&mut findings, Fault::AddressNotFolded, self.unfolded_addresses().await?);
        findings.sort();
        Ok(findings)
    }

    async fn impossible_sessions(&self) -> Result<Vec<(String,)>, Error> {
        const SQL: &str = "SELECT id FROM sessions WHERE last_used_at < created_at OR authenticated_at < created_at \
                           OR expires_at <= created_at OR expires_at > created_at + $1";
        fetch_all!(self, SQL, SESSION_LIFETIME.as_secs())
    }

    async fn overdue_jobs(&self, now: Timestamp) -> Result<Vec<(String,)>, Error> {
        const SQL: &str =
            "SELECT id FROM jobs WHERE attempts >= $1 AND dead_at IS NULL AND lease IS NULL AND run_at <= $2";
        fetch_all!(self, SQL, MAX_ATTEMPTS, now.as_second())
    }

    /// Folds in Rust, as sign-in does: the engines fold differently.
    async fn unfolded_addresses(&self) -> Result<Vec<(String,)>, Error> {
        const SQL: &str = "SELECT id, coalesce(email, '') FROM users WHERE email IS NOT NULL OR email_verified_at IS NOT NULL";
        let rows: Vec<(String, String)> = fetch_all!(self, SQL)?;
        let is_folded = |email: &str| Email::parse(email).is_ok_and(|folded| folded.as_str() == email);
        Ok(rows.into_iter().filter(|(_, email)| !is_folded(email)).map(|(id, _)| (id,)).collect())
    }
}

fn add(findings: &mut Vec<Finding>, fault: Fault, rows: Vec<(String,)>) {
    findings.extend(rows.into_iter().map(|(row,)| Finding { fault, row }));
}

#[cfg(test)]
mod tests;
