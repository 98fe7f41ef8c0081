//! The program dies in the middle of signing somebody in.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use jiff::Timestamp;

use crate::testing::{Place, both};
use crate::{Db, ProviderAccount, SignIn, TokenHash};

/// How often it is killed when `STORE_KILLS` does not say.
const KILLS: usize = 5;
/// Sign-ins that the program is at when it is killed.
const SIGN_INS: usize = 50;

both! { kill_9_during_first_sign_ins_never_leaves_a_session_without_a_user, db, place => {
    let kills = std::env::var("STORE_KILLS").map_or(KILLS, |kills| kills.parse().expect("STORE_KILLS is a number"));
    for round in 0..kills {
        let subject = format!("person-{round}");
        // From before the first is done to just before the last.
        let tokens = killed_after(place, &subject, round * 11 % SIGN_INS);
        check(&db, &subject, &tokens).await;
    }
    assert_eq!(db.count("SELECT count(*) FROM users").await, i64::try_from(kills).unwrap());
}}

/// Starts the program, kills it when it has signed in so many times, and gives what it had promised until then.
fn killed_after(place: &Place, subject: &str, done: usize) -> Vec<String> {
    let mut child = Command::new(program())
        .args([place.url.as_str(), subject, &SIGN_INS.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("`cargo test -p store` builds the example `first_sign_ins`");
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut tokens: Vec<_> = lines.by_ref().take(done).collect();
    assert_eq!(tokens.len(), done, "the program ended before it was killed");
    child.kill().unwrap();
    child.wait().unwrap();
    tokens.extend(lines);
    tokens
}

/// Cargo puts examples beside the tests.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    tests.parent().unwrap().parent().unwrap().join("examples/first_sign_ins")
}

/// Every session that was promised works, everything is consistent, and the person can sign in as if nothing was.
async fn check(db: &Db, subject: &str, tokens: &[String]) {
    let account = ProviderAccount {
        issuer: "https://issuer.example.org",
        subject,
        email: None,
        email_verified: false,
        name: None,
        image: None,
    };
    let SignIn::Done(now) = db.sign_in(&account, true, "a browser", Timestamp::now()).await.unwrap() else {
        panic!("newcomers are taken")
    };
    for token in tokens.iter().filter(|token| token.len() == 43) {
        let found = db.session(&TokenHash::of(token), Timestamp::now()).await.unwrap();
        assert_eq!(found.expect("a session that was promised is lost").user.id, now.signed_in.user.id);
    }
    assert_eq!(db.doctor(Timestamp::now()).await.unwrap(), []);
}
