//! Keys for the API: made, shown once, taken back.

use store::ApiTokenId;

use super::{Done, Press};
use crate::error::{Error, Invalid};

/// Longest name of a key, in characters.
const LONGEST: usize = 50;
/// Most keys of one person.
const MOST: usize = 20;
/// What a key may do: its word, and the words for people.
pub(super) const SCOPES: [(&str, &str); 2] =
    [("parse", "Read texts and make calendar files"), ("profile", "Say who you are")];

/// A key that was made just now.
pub(in super::super) struct Made {
    /// What its person calls it.
    pub(super) name: String,
    /// Shown now and never again.
    pub(super) secret: String,
}

impl Press<'_> {
    /// Makes a key.
    pub(super) async fn make_key(&self) -> Result<Done, Error> {
        if let Some(confirm) = self.confirmation() {
            return Ok(confirm);
        }
        let name = self.value("key_name").split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
            let message = "A key has a name of up to 50 characters, to know it again: what will use it?";
            return Err(Invalid::new("key_name", message).into());
        }
        let is_chosen = |word: &str| self.form.get(&format!("scope_{word}")).is_some();
        let scope: Vec<&str> = SCOPES.iter().map(|(word, _)| *word).filter(|word| is_chosen(word)).collect();
        if scope.is_empty() {
            return Err(Invalid::new("scope", "Tick at least one thing that the key may do.").into());
        }
        self.keep_key(name, &scope.join(" ")).await
    }

    async fn keep_key(&self, name: String, scope: &str) -> Result<Done, Error> {
        let (db, user, now) = (self.app.db(), &self.who.user.id, self.app.clock.now());
        if db.api_tokens(user).await.map_err(anyhow::Error::from)?.len() >= MOST {
            return Err(Invalid::new("key_name", "20 keys are the most: take one back first.").into());
        }
        let made = db.create_api_token(user, &name, scope, None, now).await;
        let (_, token) = made.map_err(anyhow::Error::from)?;
        Ok(Done::Made(Made { name, secret: token.reveal().to_owned() }))
    }

    /// Takes a key back; somebody else's is none of theirs, and nothing happens.
    pub(super) async fn revoke_key(&self, id: &str) -> Result<Done, Error> {
        let (user, now) = (&self.who.user.id, self.app.clock.now());
        let deleted = self.app.db().delete_api_token(user, &ApiTokenId::new(id), now).await;
        deleted.map_err(anyhow::Error::from)?;
        Ok(Done::Said("revoked"))
    }
}
