//! Keys for the API: named, scoped, and shown once.

use jiff::{SignedDuration, Timestamp};

use crate::audit::{Action, record};
use crate::column::{row, row_of_two};
use crate::statement::{execute, fetch_all, fetch_one, fetch_optional};
use crate::users::user_columns;
use crate::{ApiTokenId, Db, Error, Token, TokenHash, User, UserId};

/// A use is written down when the last one written is older than this.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// A key for the API, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its name in lists.
    pub id: ApiTokenId,
    /// What its person calls it.
    pub name: String,
    /// What it may do: words with blanks between them, as in OAuth.
    pub scope: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Its last use, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it ends; `None`: when it is deleted.
    pub expires_at: Option<Timestamp>,
}

/// Whose key it is, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The key.
    pub token: ApiToken,
    /// The person.
    pub user: User,
}

macro_rules! api_token_columns {
    () => {
        "api_tokens.id AS token_id, api_tokens.name AS token_name, api_tokens.scope AS token_scope, \
         api_tokens.created_at AS token_created_at, api_tokens.last_used_at AS token_last_used_at, \
         api_tokens.expires_at AS token_expires_at"
    };
}

row!(ApiToken {
    id: "token_id",
    name: "token_name",
    scope: "token_scope",
    created_at: "token_created_at",
    last_used_at: "token_last_used_at",
    expires_at: "token_expires_at",
});
row_of_two!(Bearer { token, user });

impl ApiToken {
    /// Whether `word` is in its scope.
    pub fn allows(&self, word: &str) -> bool {
        self.scope.split_whitespace().any(|allowed| allowed == word)
    }
}

impl Db {
    /// Makes a key for a person; its secret is returned here and nowhere else.
    pub async fn create_api_token(
        &self,
        user: &UserId,
        name: &str,
        scope: &str,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(ApiToken, Token), Error> {
        const SQL: &str = concat!(
            "INSERT INTO api_tokens (id, token_hash, user_id, name, scope, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ",
            api_token_columns!()
        );
        let (id, token) = (ApiTokenId::fresh(now), Token::generate()?);
        let expires_at = expires_at.map(Timestamp::as_second);
        let mut tx = self.write().await?;
        let made = fetch_one!(
            tx,
            SQL,
            id.as_str(),
            token.hash().as_str(),
            user.as_str(),
            name,
            scope,
            now.as_second(),
            expires_at
        )?;
        record(&mut tx, Some(user), Action::ApiTokenCreated, Some(scope), now).await?;
        tx.commit().await?;
        Ok((made, token))
    }

    /// Whose key was presented; `None` when it was deleted, has expired by `now`, or never was.
    pub async fn api_token(&self, token: &TokenHash, now: Timestamp) -> Result<Option<Bearer>, Error> {
        const SQL: &str = concat!(
            "SELECT ",
            api_token_columns!(),
            ", ",
            user_columns!(),
            " FROM api_tokens JOIN users ON users.id = api_tokens.user_id \
             WHERE token_hash = $1 AND (expires_at IS NULL OR expires_at > $2)"
        );
        const TOUCH: &str = "UPDATE api_tokens SET last_used_at = $2 WHERE id = $1";
        let found: Option<Bearer> = fetch_optional!(self, SQL, token.as_str(), now.as_second())?;
        let Some(mut found) = found else { return Ok(None) };
        if found.token.last_used_at.is_none_or(|last| now.duration_since(last) >= TOUCH_AFTER) {
            execute!(self, TOUCH, found.token.id.as_str(), now.as_second())?;
            found.token.last_used_at = Some(now);
        }
        Ok(Some(found))
    }

    /// The keys of a person, newest first.
    pub async fn api_tokens(&self, user: &UserId) -> Result<Vec<ApiToken>, Error> {
        const SQL: &str =
            concat!("SELECT ", api_token_columns!(), " FROM api_tokens WHERE user_id = $1 ORDER BY id DESC");
        fetch_all!(self, SQL, user.as_str())
    }

    /// Takes a key back; says whether it was this person's and there.
    pub async fn delete_api_token(
        &self,
        user: &UserId,
        token: &ApiTokenId,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM api_tokens WHERE user_id = $1 AND id = $2";
        let mut tx = self.write().await?;
        let deleted = execute!(tx, SQL, user.as_str(), token.as_str())? > 0;
        if deleted {
            record(&mut tx, Some(user), Action::ApiTokenDeleted, None, now).await?;
        }
        tx.commit().await?;
        Ok(deleted)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{after, both, google};

    both! { requirement_43_a_key_is_named_scoped_dated_and_taken_back, db => {
        let ana = db.signed_in(&google("1", "ana@example.org")).await.signed_in.user.id;
        let ben = db.signed_in(&google("2", "ben@example.org")).await.signed_in.user.id;
        let (made, token) =
            db.create_api_token(&ana, "laptop", "parse events", Some(after(3600)), after(0)).await.unwrap();
        assert_eq!((made.allows("parse"), made.allows("event"), made.allows("")), (true, false, false));
        for (second, last_used) in [(10, 10), (69, 10), (70, 70)] {
            let bearer = db.api_token(&token.hash(), after(second)).await.unwrap().unwrap();
            assert_eq!((bearer.user.id, bearer.token.last_used_at), (ana.clone(), Some(after(last_used))));
        }
        assert!(db.api_token(&token.hash(), after(3600)).await.unwrap().is_none(), "it has expired");
        assert_eq!(db.api_tokens(&ana).await.unwrap()[0].name, "laptop");
        assert!(!db.delete_api_token(&ben, &made.id, after(80)).await.unwrap(), "somebody else's key");
        assert!(db.delete_api_token(&ana, &made.id, after(80)).await.unwrap());
        assert!(db.api_token(&token.hash(), after(80)).await.unwrap().is_none());
    }}
}
