//! What the mails say, as plain text and as HTML.

use askama::Template;
use mail::Message;
use store::{Letter, Mail, Token};

/// A mail in words.
struct Words {
    subject: &'static str,
    /// What happened.
    what: &'static str,
    /// What to press, and where that leads.
    press: (&'static str, String),
    /// What else there is to know.
    rest: &'static str,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    words: &'a Words,
    origin: &'a str,
}

#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct Text<'a> {
    words: &'a Words,
    origin: &'a str,
}

/// The message of a mail; `token` opens its link.
pub(super) fn write(mail: &Mail, token: Option<&Token>, origin: &str) -> Result<Message, askama::Error> {
    let words = words(mail.letter, token, origin);
    Ok(Message {
        to: mail.to.as_str().to_owned(),
        subject: words.subject.to_owned(),
        text: Text { words: &words, origin }.render()?,
        html: Html { words: &words, origin }.render()?,
    })
}

fn words(letter: Letter, token: Option<&Token>, origin: &str) -> Words {
    let link = |words| (words, format!("{origin}/link/{}", token.map(Token::reveal).unwrap_or_default()));
    let page = |words, path: &str| (words, format!("{origin}{path}"));
    match letter {
        Letter::ConfirmRegistration => Words {
            subject: "Make your account",
            what: "Somebody, perhaps you, asked for an account with this address.",
            press: link("Make the account"),
            rest: "The link works once, for 24 hours. If it was not you, do nothing: there is no account without it.",
        },
        Letter::Invitation => Words {
            subject: "You are invited",
            what: "You are invited to have an account with this address.",
            press: link("Make the account"),
            rest: "The link works once, for 24 hours. If you want none, do nothing: there is no account without it.",
        },
        Letter::AlreadyRegistered => Words {
            subject: "You have an account already",
            what: "Somebody, perhaps you, asked for an account with this address, and there is one already. \
                   If you have forgotten the password, you can set a new one.",
            press: page("Sign in", "/login"),
            rest: "If it was not you, do nothing: nothing has changed.",
        },
        Letter::ConfirmAddress => Words {
            subject: "Is this your address?",
            what: "Somebody, perhaps you, asked to show that this address is theirs.",
            press: link("This is my address"),
            rest: "The link works once, for 24 hours. If it was not you, do nothing.",
        },
        Letter::ResetPassword => Words {
            subject: "Set a new password",
            what: "Somebody, perhaps you, wants to set a new password for your account.",
            press: link("Set a new password"),
            rest: "The link works once, for one hour. If it was not you, do nothing: the password stays as it is.",
        },
        Letter::PasswordChanged => Words {
            subject: "Your password was changed",
            what: "The password of your account was changed, and the other browsers were signed out.",
            press: page("It was not me: set a new one", "/reset"),
            rest: "If it was you, there is nothing to do.",
        },
        Letter::ConfirmNewAddress => Words {
            subject: "Use this address for your account?",
            what: "Somebody, perhaps you, wants to make this the address of their account.",
            press: link("Use this address"),
            rest: "The link works once, for 24 hours. If it was not you, do nothing.",
        },
        Letter::AddressChanged => Words {
            subject: "Your account has another address",
            what: "Your account has another mail address now, and this one signs nobody in any more. \
                   The other browsers were signed out.",
            press: page("Look at the account", "/profile"),
            rest: "If it was not you, answer whoever runs this site: they can give the account back to you.",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_says_the_same_as_text_and_as_html() {
        for letter in [
            Letter::ConfirmRegistration,
            Letter::Invitation,
            Letter::AlreadyRegistered,
            Letter::ConfirmAddress,
            Letter::ResetPassword,
            Letter::PasswordChanged,
            Letter::ConfirmNewAddress,
            Letter::AddressChanged,
        ] {
            let to = store::Email::parse("ana@example.org").unwrap();
            let mail = Mail { letter, to, token: None };
            let message = write(&mail, None, "https://calendar.example.org").unwrap();
            let words = words(letter, None, "https://calendar.example.org");
            let (press, url) = &words.press;
            for part in [words.what, press, url.as_str(), words.rest] {
                assert!(message.text.contains(part), "{letter:?}: {part} in {}", message.text);
                let escaped = part.replace('’', "&#8217;");
                assert!(message.html.contains(part) || message.html.contains(&escaped), "{letter:?}: {part}");
            }
            assert!(!message.html.contains("<img") && !message.html.contains("<script"));
        }
    }
}
