use crate::testing::{after, both, google, hash, mail};
use crate::{Db, ProviderAccount, SignIn};

/// An account whose address the provider has not proved.
fn unproved(subject: &'static str, email: &str) -> ProviderAccount<'static> {
    ProviderAccount { email_verified: false, ..google(subject, email) }
}

/// Signs one new identity in from fifty tasks at once: all get a session of the one user.
async fn fifty_at_once(dbs: &[Db], account: ProviderAccount<'static>) {
    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let (db, account) = (dbs[number % dbs.len()].clone(), account.clone());
            tokio::spawn(async move { db.sign_in(&account, true, "a browser", after(0)).await })
        })
        .collect();
    let mut users = std::collections::HashSet::new();
    let mut new_users = 0;
    for task in tasks {
        let SignIn::Done(session) = task.await.unwrap().unwrap() else { panic!("newcomers are taken") };
        let found = dbs[0].session(&session.token.hash(), after(1)).await.unwrap().unwrap();
        assert_eq!(found, session.signed_in);
        users.insert(found.user.id);
        new_users += i32::from(session.is_new_user);
    }
    let db = &dbs[0];
    assert_eq!((users.len(), new_users), (1, 1));
    assert_eq!(db.count("SELECT count(*) FROM users").await, 1);
    assert_eq!(db.count("SELECT count(*) FROM identities").await, 1);
    assert_eq!(db.count("SELECT count(*) FROM sessions").await, 50);
    assert_eq!(db.doctor(after(1)).await.unwrap(), []);
}

both! { requirement_31_fifty_first_sign_ins_at_once_make_one_user, db => {
    fifty_at_once(&[db], google("1", "ana@example.org")).await;
}}

both! { requirement_31_also_when_the_provider_has_not_proved_the_address, db => {
    fifty_at_once(&[db], unproved("1", "ana@example.org")).await;
}}

both! { requirement_31_also_when_there_is_no_address, db => {
    fifty_at_once(&[db], ProviderAccount { email: None, ..google("1", "ana@example.org") }).await;
}}

both! { requirement_31_also_from_three_instances_of_the_program, db, place => {
    fifty_at_once(&[db, place.open().await, place.open().await], google("1", "ana@example.org")).await;
}}

both! { many_providers_with_one_proved_address_at_once_are_one_user, db => {
    let issuers = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let tasks: Vec<_> = issuers
        .map(|issuer| {
            let db = db.clone();
            let account = ProviderAccount { issuer, ..google("1", "ana@example.org") };
            tokio::spawn(async move { db.signed_in(&account).await })
        })
        .into();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(db.count("SELECT count(*) FROM users").await, 1);
    assert_eq!(db.count("SELECT count(*) FROM identities").await, 8);
    assert_eq!(db.doctor(after(1)).await.unwrap(), []);
}}

both! { requirement_29_an_address_that_went_to_somebody_else_at_the_provider_does_not_open_the_account, db => {
    let ana = db.signed_in(&google("1", "office@example.org")).await.signed_in.user;
    let refused = db.sign_in(&google("2", "office@example.org"), false, "x", after(1)).await.unwrap();
    assert!(matches!(refused, SignIn::Unknown));
    let successor = db.signed_in(&google("2", "office@example.org")).await;
    assert_ne!(successor.signed_in.user.id, ana.id);
    assert_eq!(successor.signed_in.user.email_verified_at, None, "the address is still the first one's here");
    assert_eq!(db.signed_in(&google("1", "office@example.org")).await.signed_in.user.id, ana.id);
    assert_eq!(db.doctor(after(2)).await.unwrap(), []);

    db.delete_user(&ana.id, after(3)).await.unwrap();
    let later = db.signed_in(&google("2", "office@example.org")).await.signed_in.user;
    assert_eq!((later.id, later.email_verified_at), (successor.signed_in.user.id, Some(after(0))));
}}

both! { signing_in_again_keeps_the_user_and_what_they_chose, db => {
    let first = db.signed_in(&google("1", "ana@example.org")).await;
    let id = first.signed_in.user.id.clone();
    db.rename_user(&id, "Ana the First", after(5)).await.unwrap();
    let again = ProviderAccount { image: Some("https://example.org/ana.png"), ..google("1", "ana@example.org") };
    let SignIn::Done(second) = db.sign_in(&again, false, "a phone", after(10)).await.unwrap() else {
        panic!("somebody known is taken")
    };
    let user = second.signed_in.user;
    assert!(first.is_new_user && !second.is_new_user);
    assert_eq!((user.id, user.name.as_deref()), (id, Some("Ana the First")));
    assert_eq!(user.image.as_deref(), Some("https://example.org/ana.png"));
    assert_eq!(user.last_signed_in_at, Some(after(10)));
    assert_ne!(first.token.reveal(), second.token.reveal());
}}

both! { requirement_29_a_changed_address_at_the_provider_changes_nothing_here, db => {
    let ana = db.signed_in(&google("1", "ana@example.org")).await.signed_in.user;
    let eve = db.signed_in(&google("2", "eve@example.org")).await.signed_in.user;
    let moved = db.signed_in(&google("1", "eve@example.org")).await.signed_in.user;
    assert_eq!((moved.id, moved.email), (ana.id, ana.email));
    assert_eq!(db.user_by_email(&mail("eve@example.org")).await.unwrap().unwrap().id, eve.id);
}}

both! { requirement_30_a_new_identity_is_linked_only_if_both_sides_have_proved_the_address, db => {
    let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user;
    let linked = db.signed_in(&google("1", "ANA@example.org")).await.signed_in.user;
    assert_eq!(linked.id, ana.id);
    let stranger = db.signed_in(&unproved("2", "ana@example.org")).await.signed_in.user;
    assert_ne!(stranger.id, ana.id);
    assert_eq!(stranger.email_verified_at, None);
    assert_eq!(db.identities(&ana.id).await.unwrap().len(), 1);
    assert_eq!(db.user_by_email(&mail("ana@example.org")).await.unwrap().unwrap().id, ana.id);
}}

both! { requirement_25_who_claims_an_address_before_its_owner_comes_gets_nothing, db => {
    let address = mail("victim@example.org");
    db.request_registration(&address, None, &hash("attacker"), after(0)).await.unwrap();
    let (_, token) = db.next_mail(after(0)).await.unwrap();
    db.request_registration(&mail("other@example.org"), None, &hash("attacker"), after(0)).await.unwrap();
    let (_, other) = db.next_mail(after(0)).await.unwrap();
    let attacker = db.confirm_registration(&other.unwrap().hash(), None, "x", after(1)).await.unwrap().unwrap();
    db.request_email_change(&attacker.signed_in.user.id, &address, after(2)).await.unwrap();
    let (_, change) = db.next_mail(after(2)).await.unwrap();

    let victim = db.signed_in(&google("1", "victim@example.org")).await.signed_in.user;
    assert!(!victim.has_password);
    let late = db.confirm_registration(&token.unwrap().hash(), None, "x", after(3)).await.unwrap();
    assert!(late.is_none());
    let changed = db.confirm_email_change(&change.unwrap().hash(), None, after(3)).await.unwrap();
    assert_eq!(changed, crate::EmailChange::Invalid);
    assert!(db.login(&address).await.unwrap().is_none());
    assert_eq!(db.doctor(after(4)).await.unwrap(), []);
}}

both! { newcomers_can_be_refused_and_leave_nothing, db => {
    let refused = db.sign_in(&google("1", "ana@example.org"), false, "a browser", after(0)).await.unwrap();
    assert!(matches!(refused, SignIn::Unknown));
    for table in ["users", "identities", "sessions", "audit"] {
        let sql = match table {
            "users" => "SELECT count(*) FROM users",
            "identities" => "SELECT count(*) FROM identities",
            "sessions" => "SELECT count(*) FROM sessions",
            _ => "SELECT count(*) FROM audit",
        };
        assert_eq!(db.count(sql).await, 0, "{table}");
    }
    let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user;
    let SignIn::Done(linked) = db.sign_in(&google("1", "ana@example.org"), false, "x", after(1)).await.unwrap() else {
        panic!("who is registered may link")
    };
    assert_eq!(linked.signed_in.user.id, ana.id);
}}

both! { a_user_deleted_during_sign_ins_is_whole_or_gone, db => {
    for round in 0..5 {
        let account = google("1", "ana@example.org");
        let user = db.signed_in(&account).await.signed_in.user.id;
        let deletion = {
            let (db, user) = (db.clone(), user.clone());
            tokio::spawn(async move { db.delete_user(&user, after(round)).await })
        };
        let sign_ins: Vec<_> = (0..8)
            .map(|_| {
                let (db, account) = (db.clone(), account.clone());
                tokio::spawn(async move { db.signed_in(&account).await })
            })
            .collect();
        deletion.await.unwrap().unwrap();
        for sign_in in sign_ins {
            sign_in.await.unwrap();
        }
        assert_eq!(db.doctor(after(60)).await.unwrap(), []);
    }
}}

both! { a_password_opens_a_session_only_as_long_as_it_is_the_password, db => {
    let address = mail("ana@example.org");
    let user = db.registered("ana@example.org", &hash("old")).await.signed_in.user.id;
    let login = db.login(&address).await.unwrap().unwrap();
    assert_eq!((&login.user, &login.password_hash, login.is_verified), (&user, &hash("old"), true));
    assert!(db.rehash_password(&login, &hash("better")).await.unwrap());
    assert!(!db.rehash_password(&login, &hash("late")).await.unwrap());
    assert!(db.sign_in_with_password(&login, "x", after(1)).await.unwrap().is_none());
    let login = db.login(&address).await.unwrap().unwrap();
    let session = db.sign_in_with_password(&login, "x", after(1)).await.unwrap().unwrap();
    assert_eq!(session.signed_in.user.last_signed_in_at, Some(after(1)));
    assert!(db.login(&mail("eve@example.org")).await.unwrap().is_none());
}}
