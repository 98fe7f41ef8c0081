//! The ids of rows: each kind a type of its own, so that a session's id is never taken for a user's.

use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::column::Column;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(String);

            impl $name {
                /// The id that `text` writes, as it came back from a page or a command line; whether a row has it is
                /// another question.
                pub fn new(text: impl Into<String>) -> Self {
                    Self(text.into())
                }

                /// As it is stored.
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// A new id, ordered by `now`.
                pub(crate) fn fresh(now: Timestamp) -> Self {
                    Self(fresh(now))
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }

            impl Column for $name {
                type Stored = String;
                fn read(stored: String) -> Result<Self, Error> {
                    Ok(Self(stored))
                }
            }
        )*
    };
}

ids! {
    /// A person.
    UserId,
    /// A sign-in of a person with a provider.
    IdentityId,
    /// A browser that is signed in.
    SessionId,
    /// What a mailed link opens.
    MailTokenId,
    /// A key for the API.
    ApiTokenId,
    /// Work for later.
    JobId,
    /// A saved event; the event's own identity is its `uid`.
    EventId,
}

/// A `UUIDv7`: ordered by time, unguessable enough to be a name but never a secret.
pub(crate) fn fresh(now: Timestamp) -> String {
    let second = u64::try_from(now.as_second()).unwrap_or(0);
    let nanosecond = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, second, nanosecond)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::after;

    #[test]
    fn ids_are_ordered_by_time_and_never_the_same() {
        let (early, late) = (UserId::fresh(after(0)), UserId::fresh(after(1)));
        assert!(early < late);
        assert_ne!(early, UserId::fresh(after(0)));
        assert_eq!(early.as_str().len(), 36);
    }
}
