//! What can go wrong, in the words a person can act on.

use std::borrow::Cow;
use std::time::Duration;

/// A value from outside that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Invalid {
    /// The field of the form, the JSON or the command line.
    pub field: Cow<'static, str>,
    /// What is wrong and what would be right, as a sentence.
    pub message: String,
}

impl Invalid {
    /// `field` is wrong because of `message`.
    pub fn new(field: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Invalid {
        Invalid { field: field.into(), message: message.into() }
    }
}

impl From<calendar::InvalidEvent> for Invalid {
    fn from(wrong: calendar::InvalidEvent) -> Invalid {
        Invalid::new(wrong.field, wrong.message)
    }
}

impl From<document::Error> for Invalid {
    fn from(refused: document::Error) -> Invalid {
        Invalid::new("file", refused.to_string())
    }
}

impl From<document::Error> for Error {
    fn from(refused: document::Error) -> Error {
        Error::Invalid(refused.into())
    }
}

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, and somebody has to be.
    #[error("nobody is signed in")]
    SignIn,
    /// The key may not do this; what it would have to be allowed.
    #[error("the key may not do this")]
    Scope(&'static str),
    /// It would carry a password or a session over plain http.
    #[error("this page is reached without encryption")]
    PlainHttp,
    /// It comes from another site.
    #[error("this request came from another site")]
    Forbidden,
    /// There is nothing at this address, or no longer.
    #[error("there is nothing at this address")]
    NotFound,
    /// The address is right and the method is not.
    #[error("this address does not take this method")]
    Method,
    /// It cannot be read at all, at this field.
    #[error("{0}")]
    Unreadable(Invalid),
    /// It can be read and a value cannot be used.
    #[error("{0}")]
    Invalid(#[from] Invalid),
    /// It holds more than is read; the sentence says how much that is.
    #[error("{0}")]
    TooLarge(&'static str),
    /// Its body is of another kind than the one named.
    #[error("the body has to be {0}")]
    MediaType(&'static str),
    /// This visitor had so much read that they have to wait.
    #[error("that was a lot of text in one minute")]
    TooMany(Duration),
    /// There were too many tries to sign in.
    #[error("too many tries to sign in")]
    TooOften(Duration),
    /// The program has no room or no time now.
    #[error("the program is busy")]
    Busy,
    /// A fault of ours; logged, never shown.
    #[error("internal error")]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// The field that is at fault, if one is.
    pub fn field(&self) -> Option<&str> {
        match self {
            Error::Invalid(invalid) | Error::Unreadable(invalid) => Some(&invalid.field),
            Error::TooLarge(_) => Some("text"),
            _ => None,
        }
    }

    /// A sentence for the person.
    pub fn message(&self) -> String {
        match self {
            Error::SignIn => "Nobody is signed in here, or the session has ended: please sign in.".to_owned(),
            Error::Scope(word) => {
                format!("This key may not do this: make one on your profile that is allowed “{word}”.")
            }
            Error::PlainHttp => "Signing in is off here: this site is reached by plain http, over which others can read \
                                 passwords and sessions. Whoever runs it sets PUBLIC_URL to its https address."
                .to_owned(),
            Error::Forbidden => "This request came from another site, so it was not carried out.".to_owned(),
            Error::NotFound => {
                "There is nothing at this address, or no longer: a download is kept for ten minutes."
                    .to_owned()
            }
            Error::Method => "This address cannot be used in this way.".to_owned(),
            Error::Unreadable(invalid) | Error::Invalid(invalid) => invalid.message.clone(),
            Error::TooLarge(sentence) => (*sentence).to_owned(),
            Error::MediaType(kind) => format!("The body has to be {kind}."),
            Error::TooMany(wait) => {
                format!(
                    "That was a lot of text in one minute. Please try again in {} seconds.",
                    seconds(*wait)
                )
            }
            Error::TooOften(wait) => {
                format!("That were many tries. Please wait {} seconds, then try again.", seconds(*wait))
            }
            Error::Busy => "The program is very busy. Please try again in a minute.".to_owned(),
            Error::Internal(_) => "Something went wrong on our side. Please try again.".to_owned(),
        }
    }

    /// How many seconds to wait before trying again, where waiting helps.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Error::TooMany(wait) | Error::TooOften(wait) => Some(seconds(*wait)),
            Error::Busy => Some(60),
            _ => None,
        }
    }
}

fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + 1
}
