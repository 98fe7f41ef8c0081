//! Signs one new identity in from many tasks at once and prints the token of each session as soon as it is there.
//!
//! `first_sign_ins DATABASE_URL SUBJECT NUMBER`: the tests start it and kill it half-way.

use std::io::Write;

use jiff::Timestamp;
use store::{Db, Email, ProviderAccount, SignIn};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("DATABASE_URL SUBJECT NUMBER");
    let (url, subject, number) = (next()?, next()?, next()?.parse::<usize>()?);
    let db = Db::open(&url).await?;
    let tasks: Vec<_> = (0..number).map(|_| tokio::spawn(sign_in(db.clone(), subject.clone()))).collect();
    for task in tasks {
        task.await??;
    }
    db.close().await;
    Ok(())
}

async fn sign_in(db: Db, subject: String) -> Result<(), store::Error> {
    let account = ProviderAccount {
        issuer: "https://issuer.example.org",
        subject: &subject,
        email: Email::parse(&format!("{subject}@example.org")).ok(),
        email_verified: true,
        name: None,
        image: None,
    };
    if let SignIn::Done(session) = db.sign_in(&account, true, "a browser", Timestamp::now()).await? {
        // A reader that has gone does not matter: it is the one that kills.
        let _ = writeln!(std::io::stdout(), "{}", session.token.reveal());
    }
    Ok(())
}
