//! The settings of accounts: who may have one, how mails go out, and which providers people sign in with.

use store::Email;

use super::{SecretText, given, is_loopback, take};

/// The settings of accounts as they are written; each is also an environment variable of the name in capitals.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct AccountSettings {
    /// Who may make an account: open, invite or closed [default: open]
    #[arg(long, env = "REGISTRATION", value_name = "WHO")]
    pub registration: Option<String>,
    /// Addresses and domains that may have an account, with commas between them [default: all]
    #[arg(long, env = "ALLOWED_ADDRESSES", value_name = "LIST")]
    pub allowed_addresses: Option<String>,
    /// Addresses whose owners are administrators, with commas between them [default: none]
    #[arg(long, env = "ADMIN_EMAILS", value_name = "LIST")]
    pub admin_emails: Option<String>,
    /// Whether the page itself asks to sign in: true or false [default: false]
    #[arg(long, env = "REQUIRE_SIGN_IN", value_name = "BOOL")]
    pub require_sign_in: Option<String>,
    /// Server that sends mails, `smtps://user:password@host` or `smtp://…` [default: on a loopback address, files in the data folder]
    #[arg(long, env = "SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of mails, such as `Calendar <calendar@example.org>`
    #[arg(long, env = "MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Provider to sign in with, by the discovery of `OpenID` Connect [default: none]
    #[arg(long, env = "OIDC_ISSUER", value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// Name of this program at that provider
    #[arg(long, env = "OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// Secret of this program at that provider
    #[arg(long, env = "OIDC_CLIENT_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub oidc_client_secret: Option<String>,
    /// Name of this program at Google [default: no sign-in with Google]
    #[arg(long, env = "GOOGLE_CLIENT_ID", value_name = "ID")]
    pub google_client_id: Option<String>,
    /// Secret of this program at Google
    #[arg(long, env = "GOOGLE_CLIENT_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub google_client_secret: Option<String>,
}

/// The settings of accounts as they are meant.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Who may make an account.
    pub registration: Registration,
    /// Addresses and domains that may have one; empty = all.
    pub allowed: Vec<Allowed>,
    /// Addresses whose owners are administrators.
    pub admins: Vec<Email>,
    /// Whether the page itself asks to sign in.
    pub require_sign_in: bool,
    /// The server that sends mails.
    pub smtp: Option<Smtp>,
    /// Sign-in with Google.
    pub google: Option<ClientSettings>,
    /// Sign-in with another provider, and its issuer.
    pub oidc: Option<(String, ClientSettings)>,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// Everybody, or everybody on the list when there is one.
    #[default]
    Open,
    /// Those on the list, and those whom an administrator invites.
    Invite,
    /// Nobody new.
    Closed,
}

/// An address or a domain that may have an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// One address.
    Address(Email),
    /// Every address of this domain.
    Domain(String),
}

/// The server that sends mails.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// With the password in it.
    pub url: SecretText,
    /// The sender.
    pub from: String,
}

/// What this program is called at a provider.
#[derive(Clone, Debug)]
pub struct ClientSettings {
    /// Its name.
    pub id: String,
    /// Its secret.
    pub secret: SecretText,
}

impl Accounts {
    /// Checks all of `settings`; every mistake goes to `wrong`.
    pub(super) fn check(settings: &AccountSettings, wrong: &mut Vec<String>) -> Accounts {
        Accounts {
            registration: take(registration(settings.registration.as_deref()), wrong).unwrap_or_default(),
            allowed: take(allowed(settings.allowed_addresses.as_deref()), wrong).unwrap_or_default(),
            admins: take(admins(settings.admin_emails.as_deref()), wrong).unwrap_or_default(),
            require_sign_in: take(truth(settings.require_sign_in.as_deref()), wrong).unwrap_or_default(),
            smtp: take(smtp(settings), wrong).flatten(),
            google: take(google(settings), wrong).flatten(),
            oidc: take(oidc(settings), wrong).flatten(),
        }
    }

    /// Whether somebody with this address may have an account that they make themselves.
    pub fn takes(&self, email: &Email) -> bool {
        match self.registration {
            Registration::Open => self.allowed.is_empty() || self.lists(email),
            Registration::Invite => self.lists(email),
            Registration::Closed => false,
        }
    }

    /// Whether somebody without a proved address may have an account.
    pub fn takes_anybody(&self) -> bool {
        self.registration == Registration::Open && self.allowed.is_empty()
    }

    /// Whether there is anybody who may make an account.
    pub fn takes_somebody(&self) -> bool {
        match self.registration {
            Registration::Open => true,
            Registration::Invite => !self.allowed.is_empty(),
            Registration::Closed => false,
        }
    }

    fn lists(&self, email: &Email) -> bool {
        self.allowed.iter().any(|allowed| match allowed {
            Allowed::Address(address) => address == email,
            Allowed::Domain(domain) => domain == email.domain(),
        })
    }
}

fn registration(text: Option<&str>) -> Result<Registration, String> {
    match given(text).as_deref() {
        None | Some("open") => Ok(Registration::Open),
        Some("invite") => Ok(Registration::Invite),
        Some("closed") => Ok(Registration::Closed),
        Some(_) => Err("REGISTRATION has to be open, invite or closed".to_owned()),
    }
}

fn allowed(list: Option<&str>) -> Result<Vec<Allowed>, String> {
    let one = |text: &str| {
        if text.contains('@') && !text.starts_with('@') {
            return Email::parse(text).ok().map(Allowed::Address);
        }
        let domain = text.trim_start_matches('@');
        let address = Email::parse(&format!("somebody@{domain}")).ok()?;
        Some(Allowed::Domain(address.domain().to_owned()))
    };
    let all: Option<Vec<Allowed>> = items(list).iter().map(|text| one(text)).collect();
    all.ok_or_else(|| {
        "ALLOWED_ADDRESSES has to be addresses and domains such as ana@example.org, example.com".to_owned()
    })
}

fn admins(list: Option<&str>) -> Result<Vec<Email>, String> {
    let all: Result<Vec<Email>, _> = items(list).iter().map(|text| Email::parse(text)).collect();
    all.map_err(|_| "ADMIN_EMAILS has to be addresses such as ana@example.org, ben@example.org".to_owned())
}

fn truth(text: Option<&str>) -> Result<bool, String> {
    match given(text).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err("REQUIRE_SIGN_IN has to be true or false".to_owned()),
    }
}

fn smtp(settings: &AccountSettings) -> Result<Option<Smtp>, String> {
    match (given(settings.smtp_url.as_deref()), given(settings.mail_from.as_deref())) {
        (None, None) => Ok(None),
        (Some(url), Some(from)) => match mail::Outbox::smtp(&url, &from) {
            Ok(_) => Ok(Some(Smtp { url: SecretText(url), from })),
            Err(wrong) => Err(wrong.to_string()),
        },
        (Some(_), None) => Err("MAIL_FROM has to be set with SMTP_URL: the sender of mails".to_owned()),
        (None, Some(_)) => {
            Err("SMTP_URL has to be set with MAIL_FROM: the server that sends mails".to_owned())
        }
    }
}

fn google(settings: &AccountSettings) -> Result<Option<ClientSettings>, String> {
    client(settings.google_client_id.as_deref(), settings.google_client_secret.as_deref())
        .map_err(|()| "GOOGLE_CLIENT_ID has to be set together with GOOGLE_CLIENT_SECRET".to_owned())
}

fn oidc(settings: &AccountSettings) -> Result<Option<(String, ClientSettings)>, String> {
    let together = "OIDC_ISSUER has to be set together with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET";
    let client = client(settings.oidc_client_id.as_deref(), settings.oidc_client_secret.as_deref())
        .map_err(|()| together.to_owned())?;
    match (given(settings.oidc_issuer.as_deref()), client) {
        (None, None) => Ok(None),
        (Some(issuer), Some(client)) if is_issuer(&issuer) => Ok(Some((issuer, client))),
        (Some(_), Some(_)) => {
            Err("OIDC_ISSUER has to be https:// and a host; http:// only on this computer".to_owned())
        }
        _ => Err(together.to_owned()),
    }
}

fn client(id: Option<&str>, secret: Option<&str>) -> Result<Option<ClientSettings>, ()> {
    match (given(id), given(secret)) {
        (None, None) => Ok(None),
        (Some(id), Some(secret)) => Ok(Some(ClientSettings { id, secret: SecretText(secret) })),
        _ => Err(()),
    }
}

fn is_issuer(url: &str) -> bool {
    url.starts_with("https://") || url.strip_prefix("http://").is_some_and(is_loopback)
}

fn items(list: Option<&str>) -> Vec<String> {
    let list = given(list).unwrap_or_default();
    list.split([',', ' ', '\n']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    fn check(change: impl FnOnce(&mut AccountSettings)) -> Result<Accounts, Vec<String>> {
        let (mut settings, mut wrong) = (AccountSettings::default(), Vec::new());
        change(&mut settings);
        let accounts = Accounts::check(&settings, &mut wrong);
        if wrong.is_empty() { Ok(accounts) } else { Err(wrong) }
    }

    #[test]
    fn who_may_have_an_account() {
        let some = |text: &str| Some(text.to_owned());
        for (registration, list, ana, eve, somebody) in [
            ("", "", true, true, true),
            ("open", "example.org", true, false, true),
            ("open", "@Example.org, eve@evil.example", true, true, true),
            ("invite", "", false, false, false),
            ("invite", "ana@example.org", true, false, true),
            ("closed", "example.org", false, false, false),
        ] {
            let accounts = check(|it| {
                (it.registration, it.allowed_addresses) = (some(registration), some(list));
            })
            .unwrap();
            let taken = [email("ana@example.org"), email("eve@evil.example")].map(|it| accounts.takes(&it));
            assert_eq!(taken, [ana, eve], "{registration} {list}");
            assert_eq!(accounts.takes_somebody(), somebody, "{registration} {list}");
        }
    }

    /// Puts a secret where it does not belong alone.
    type Change = fn(&mut AccountSettings, Option<String>);

    #[test]
    fn what_belongs_together_is_asked_for_together_and_secrets_are_not_printed() {
        let some = |text: &str| Some(text.to_owned());
        let secret = "s3cret-s3cret";
        let cases: [(&str, Change); 5] = [
            ("MAIL_FROM", |it, secret| it.smtp_url = secret.map(|it| format!("smtp://a:{it}@b"))),
            ("GOOGLE_CLIENT_ID", |it, secret| it.google_client_secret = secret),
            ("OIDC_ISSUER", |it, secret| it.oidc_client_secret = secret),
            ("OIDC_ISSUER", |it, secret| {
                (it.oidc_client_id, it.oidc_client_secret) = (secret.clone(), secret);
                it.oidc_issuer = Some("http://login.example.org".to_owned());
            }),
            ("SMTP_URL", |it, secret| (it.smtp_url, it.mail_from) = (secret, Some("a@b.example".to_owned()))),
        ];
        for (name, change) in cases {
            let wrong = check(|it| change(it, some(secret))).unwrap_err().join("; ");
            assert!(wrong.starts_with(&format!("{name} has to")) && !wrong.contains(secret), "{wrong}");
        }
        let good = check(|it| {
            (it.smtp_url, it.mail_from) = (some("smtps://a:s3cret-s3cret@mail.example.org"), some("a@b.c"));
            (it.google_client_id, it.google_client_secret) = (some("id"), some(secret));
        });
        assert!(!format!("{:?}", good.unwrap()).contains(secret));
    }
}
