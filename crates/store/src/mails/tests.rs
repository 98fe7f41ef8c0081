//! What mailed links do, from asking for the mail to pressing the link.

use super::*;
use crate::testing::{after, both, google, hash, mail};
use crate::{EmailChange, Letter, Purpose};

const HOUR: i64 = 3600;

both! { a_registration_becomes_an_account_when_its_link_is_pressed_and_not_before, db => {
    let address = mail("ana@example.org");
    db.request_registration(&address, Some("Ana"), &hash("ana"), after(0)).await.unwrap();
    assert_eq!(db.count("SELECT count(*) FROM users").await, 0);
    assert!(db.login(&address).await.unwrap().is_none());
    let (sent, token) = db.next_mail(after(1)).await.unwrap();
    assert_eq!((sent.letter, &sent.to), (Letter::ConfirmRegistration, &address));
    let token = token.unwrap().hash();
    let link = db.mail_link(&token, after(2)).await.unwrap().unwrap();
    assert_eq!((link.purpose, &link.email, link.password_hash), (Purpose::Register, &address, Some(hash("ana"))));
    let session = db.confirm_registration(&token, None, "a browser", after(3)).await.unwrap().unwrap();
    let user = session.signed_in.user;
    assert_eq!((user.email.as_ref(), user.email_verified_at), (Some(&address), Some(after(3))));
    assert_eq!((user.name.as_deref(), user.has_password, session.is_new_user), (Some("Ana"), true, true));
    assert!(db.session(&session.token.hash(), after(4)).await.unwrap().is_some());
}}

both! { requirement_25_who_reads_the_mail_voids_the_password_of_who_asked_for_it, db => {
    db.request_registration(&mail("ana@example.org"), Some("Ana"), &hash("eve"), after(0)).await.unwrap();
    let token = db.next_mail(after(1)).await.unwrap().1.unwrap().hash();
    db.confirm_registration(&token, Some(&hash("ana")), "a browser", after(2)).await.unwrap().unwrap();
    assert_eq!(db.login(&mail("ana@example.org")).await.unwrap().unwrap().password_hash, hash("ana"));
}}

both! { an_invitation_makes_an_account_once_and_only_for_who_has_none, db => {
    assert!(db.invite(&mail("ana@example.org"), after(0)).await.unwrap());
    let (sent, token) = db.next_mail(after(1)).await.unwrap();
    assert_eq!(sent.letter, Letter::Invitation);
    let session = db.confirm_registration(&token.unwrap().hash(), None, "x", after(2)).await.unwrap().unwrap();
    assert!(!session.signed_in.user.has_password, "until they set one");
    assert!(!db.invite(&mail("ana@example.org"), after(3)).await.unwrap());
    assert!(db.next_mail(after(3)).await.is_none());
}}

both! { registering_again_tells_only_the_mailbox, db => {
    db.registered("ana@example.org", &hash("ana")).await;
    db.request_registration(&mail("ANA@example.org"), None, &hash("eve"), after(1)).await.unwrap();
    let (sent, token) = db.next_mail(after(1)).await.unwrap();
    assert_eq!((sent.letter, token.is_none()), (Letter::AlreadyRegistered, true));
    assert_eq!(db.login(&mail("ana@example.org")).await.unwrap().unwrap().password_hash, hash("ana"));
}}

/// Asks for one mail of each purpose that an account can have; gives its token.
async fn ask(db: &Db, user: &UserId, purpose: Purpose, now: Timestamp) -> TokenHash {
    let address = mail("ana@example.org");
    match purpose {
        Purpose::Register => db.request_registration(&mail("new@example.org"), None, &hash("new"), now).await,
        Purpose::Verify => db.request_verification(user, now).await,
        Purpose::Reset => db.request_reset(&address, now).await,
        Purpose::ChangeEmail => db.request_email_change(user, &mail("other@example.org"), now).await,
    }
    .unwrap();
    db.next_mail(now).await.unwrap().1.unwrap().hash()
}

/// Presses a link for one of the purposes; says whether it did anything.
async fn try_press(db: &Db, token: &TokenHash, purpose: Purpose, now: Timestamp) -> bool {
    match purpose {
        Purpose::Register => db.confirm_registration(token, None, "x", now).await.unwrap().is_some(),
        Purpose::Verify => db.confirm_address(token, "x", now).await.unwrap().is_some(),
        Purpose::Reset => db.reset_password(token, &hash("new"), now).await.unwrap().is_some(),
        Purpose::ChangeEmail => {
            matches!(db.confirm_email_change(token, None, now).await.unwrap(), EmailChange::Done(_))
        }
    }
}

/// An account from the earlier program, whose address is not proved.
async fn unproved(db: &Db) -> UserId {
    let sql = "INSERT INTO users (id, email, role, password_hash, created_at, updated_at) \
               VALUES ('ana', 'ana@example.org', 'user', $1, 1, 1)";
    execute!(db, sql, hash("ana").as_str()).unwrap();
    UserId::new("ana")
}

const ALL: [Purpose; 4] = [Purpose::Register, Purpose::Verify, Purpose::Reset, Purpose::ChangeEmail];

both! { requirement_21_a_link_works_once_in_its_time_for_its_purpose, db => {
    let user = unproved(&db).await;
    for purpose in ALL {
        let hours = if purpose == Purpose::Reset { 1 } else { 24 };
        let token = ask(&db, &user, purpose, after(0)).await;
        for other in ALL.into_iter().filter(|other| *other != purpose) {
            assert!(!try_press(&db, &token, other, after(1)).await, "{purpose:?} pressed as {other:?}");
        }
        assert!(!try_press(&db, &token, purpose, after(hours * HOUR)).await, "{purpose:?} after its time");
        assert_eq!(db.mail_link(&token, after(hours * HOUR)).await.unwrap(), None);
        let late = after(hours * HOUR - 1);
        assert_eq!(db.mail_link(&token, late).await.unwrap().unwrap().purpose, purpose);
        assert!(try_press(&db, &token, purpose, late).await, "{purpose:?}");
        assert!(!try_press(&db, &token, purpose, late).await, "{purpose:?} a second time");
        while db.next_mail(after(99 * HOUR)).await.is_some() {}
        execute!(db, "UPDATE users SET email = 'ana@example.org', email_verified_at = NULL WHERE id = 'ana'").unwrap();
    }
}}

both! { requirement_21_a_newer_link_for_the_same_purpose_ends_the_older, db => {
    let user = unproved(&db).await;
    for purpose in ALL {
        let first = ask(&db, &user, purpose, after(0)).await;
        let second = ask(&db, &user, purpose, after(1)).await;
        assert!(!try_press(&db, &first, purpose, after(2)).await, "{purpose:?}");
        assert!(try_press(&db, &second, purpose, after(2)).await, "{purpose:?}");
        while db.next_mail(after(99 * HOUR)).await.is_some() {}
        execute!(db, "UPDATE users SET email = 'ana@example.org', email_verified_at = NULL WHERE id = 'ana'").unwrap();
    }
}}

both! { requirement_21_a_mail_that_is_sent_twice_has_a_link_that_works, db => {
    db.request_registration(&mail("ana@example.org"), None, &hash("ana"), after(0)).await.unwrap();
    let lease = SignedDuration::from_secs(60);
    let lost = db.claim_job(lease, after(0)).await.unwrap().unwrap();
    let id = Mail::of(&lost).unwrap().token.unwrap();
    let first = db.arm_mail_token(&id, after(0)).await.unwrap().unwrap();
    let (_, second) = db.next_mail(after(61)).await.unwrap();
    assert!(!try_press(&db, &first.hash(), Purpose::Register, after(62)).await);
    assert!(try_press(&db, &second.unwrap().hash(), Purpose::Register, after(62)).await);
    assert!(db.arm_mail_token(&id, after(63)).await.unwrap().is_none(), "nobody wants this mail any more");
}}

both! { requirement_21_no_job_and_no_row_holds_a_token, db => {
    let user = unproved(&db).await;
    db.request_reset(&mail("ana@example.org"), after(0)).await.unwrap();
    let job = db.claim_job(SignedDuration::from_secs(60), after(0)).await.unwrap().unwrap();
    let id = Mail::of(&job).unwrap().token.unwrap();
    let token = db.arm_mail_token(&id, after(0)).await.unwrap().unwrap();
    let stored: Vec<(String,)> =
        crate::statement::fetch_all!(db, "SELECT payload FROM jobs UNION ALL SELECT token_hash FROM mail_tokens").unwrap();
    assert_eq!(stored.len(), 2);
    assert!(stored.iter().all(|(stored,)| !stored.contains(token.reveal())));
    assert_eq!(job.user, Some(user));
}}

both! { requirement_23_a_reset_ends_sessions_signs_nobody_in_and_is_told_by_mail, db => {
    let ana = db.registered("ana@example.org", &hash("old")).await;
    let token = ask(&db, &ana.signed_in.user.id, Purpose::Reset, after(1)).await;
    db.reset_password(&token, &hash("new"), after(2)).await.unwrap().unwrap();
    assert!(db.session(&ana.token.hash(), after(3)).await.unwrap().is_none());
    assert_eq!(db.count("SELECT count(*) FROM sessions").await, 0);
    assert_eq!(db.login(&mail("ana@example.org")).await.unwrap().unwrap().password_hash, hash("new"));
    let (sent, _) = db.next_mail(after(3)).await.unwrap();
    assert_eq!((sent.letter, sent.to), (Letter::PasswordChanged, mail("ana@example.org")));
}}

both! { requirement_19_asking_for_a_reset_of_an_unknown_address_sends_nothing_and_says_nothing, db => {
    db.request_reset(&mail("nobody@example.org"), after(0)).await.unwrap();
    assert!(db.next_mail(after(1)).await.is_none());
}}

both! { a_reset_gives_a_password_to_an_account_that_had_none, db => {
    let ana = db.signed_in(&google("1", "ana@example.org")).await.signed_in.user;
    assert!(!ana.has_password);
    let token = ask(&db, &ana.id, Purpose::Reset, after(1)).await;
    assert!(db.reset_password(&token, &hash("first"), after(2)).await.unwrap().unwrap().has_password);
}}

both! { requirement_8_changing_the_password_ends_the_other_sessions_and_a_pending_reset, db => {
    let ana = db.registered("ana@example.org", &hash("old")).await;
    let user = ana.signed_in.user.id;
    let login = db.login(&mail("ana@example.org")).await.unwrap().unwrap();
    let other = db.sign_in_with_password(&login, "x", after(1)).await.unwrap().unwrap();
    let reset = ask(&db, &user, Purpose::Reset, after(1)).await;
    let keep = Some(&ana.signed_in.session.id);
    db.change_password(&user, &hash("new"), keep, after(2)).await.unwrap().unwrap();
    assert!(db.session(&ana.token.hash(), after(3)).await.unwrap().is_some());
    assert!(db.session(&other.token.hash(), after(3)).await.unwrap().is_none());
    assert!(!try_press(&db, &reset, Purpose::Reset, after(3)).await);
    assert_eq!(db.password_hash(&user).await.unwrap(), Some(hash("new")));
    assert!(db.change_password(&UserId::new("nobody"), &hash("x"), None, after(4)).await.unwrap().is_none());
}}

both! { requirement_24_a_change_of_address_waits_for_the_new_one_and_tells_the_old, db => {
    let ana = db.registered("ana@example.org", &hash("ana")).await;
    let user = ana.signed_in.user.id;
    let other = db.signed_in(&google("1", "ana@example.org")).await;
    db.request_email_change(&user, &mail("new@example.org"), after(1)).await.unwrap();
    let (sent, token) = db.next_mail(after(1)).await.unwrap();
    assert_eq!((sent.letter, sent.to), (Letter::ConfirmNewAddress, mail("new@example.org")));
    assert_eq!(db.user(&user).await.unwrap().unwrap().email, Some(mail("ana@example.org")), "until then");

    let keep = Some(&ana.signed_in.session.id);
    let changed = db.confirm_email_change(&token.unwrap().hash(), keep, after(2)).await.unwrap();
    let EmailChange::Done(changed) = changed else { panic!("{changed:?}") };
    assert_eq!((changed.email, changed.email_verified_at), (Some(mail("new@example.org")), Some(after(2))));
    let (sent, _) = db.next_mail(after(2)).await.unwrap();
    assert_eq!((sent.letter, sent.to), (Letter::AddressChanged, mail("ana@example.org")));
    assert!(db.session(&ana.token.hash(), after(3)).await.unwrap().is_some());
    assert!(db.session(&other.token.hash(), after(3)).await.unwrap().is_none());
    assert!(db.user_by_email(&mail("ana@example.org")).await.unwrap().is_none());
}}

both! { requirement_24_an_address_that_got_an_owner_meanwhile_is_not_taken, db => {
    let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user.id;
    let ben = db.registered("ben@example.org", &hash("ben")).await.signed_in.user.id;
    db.request_email_change(&ana, &mail("ben@example.org"), after(1)).await.unwrap();
    assert_eq!(db.next_mail(after(1)).await.unwrap().0.letter, Letter::AlreadyRegistered);
    let waiting = ask(&db, &ana, Purpose::ChangeEmail, after(1)).await;
    let taken = "UPDATE users SET email = 'other@example.org' WHERE id = $1";
    execute!(db, taken, ben.as_str()).unwrap();
    assert_eq!(db.confirm_email_change(&waiting, None, after(2)).await.unwrap(), EmailChange::Taken);
    assert_eq!(db.confirm_email_change(&waiting, None, after(2)).await.unwrap(), EmailChange::Invalid);
    assert_eq!(db.user(&ana).await.unwrap().unwrap().email, Some(mail("ana@example.org")));
}}

both! { two_changes_to_one_address_at_once_give_it_to_one, db => {
    let ana = db.registered("ana@example.org", &hash("ana")).await.signed_in.user.id;
    let ben = db.registered("ben@example.org", &hash("ben")).await.signed_in.user.id;
    let tokens =
        [ask(&db, &ana, Purpose::ChangeEmail, after(1)).await, ask(&db, &ben, Purpose::ChangeEmail, after(1)).await];
    let tasks = tokens.map(|token| {
        let db = db.clone();
        tokio::spawn(async move { db.confirm_email_change(&token, None, after(2)).await.unwrap() })
    });
    let mut done = 0;
    for task in tasks {
        done += i32::from(matches!(task.await.unwrap(), EmailChange::Done(_)));
    }
    assert_eq!(done, 1);
    assert_eq!(db.doctor(after(3)).await.unwrap(), []);
}}

both! { an_imported_account_signs_in_once_its_address_is_proved, db => {
    let user = unproved(&db).await;
    let login = db.login(&mail("ana@example.org")).await.unwrap().unwrap();
    assert!(!login.is_verified);
    assert!(db.sign_in_with_password(&login, "x", after(1)).await.unwrap().is_none());
    let token = ask(&db, &user, Purpose::Verify, after(1)).await;
    let session = db.confirm_address(&token, "x", after(2)).await.unwrap().unwrap();
    assert_eq!((session.signed_in.user.id, session.signed_in.user.has_password), (user.clone(), true));
    let login = db.login(&mail("ana@example.org")).await.unwrap().unwrap();
    assert!(db.sign_in_with_password(&login, "x", after(3)).await.unwrap().is_some());
    db.request_verification(&user, after(4)).await.unwrap();
    assert!(db.next_mail(after(4)).await.is_none(), "there is nothing to prove");
}}

both! { requirement_25_who_proves_an_address_voids_the_password_of_who_only_claimed_it, db => {
    unproved(&db).await;
    let owner = db.registered("ana@example.org", &hash("owner")).await.signed_in.user.id;
    assert_eq!(db.login(&mail("ana@example.org")).await.unwrap().unwrap().user, owner);
    assert!(db.user(&UserId::new("ana")).await.unwrap().is_none(), "nothing could sign in to it any more");
    assert_eq!(db.audit(&UserId::new("ana"), 1).await.unwrap()[0].action, crate::Action::UnverifiedClaimVoided);
}}

both! { requirement_25_a_provider_that_proves_an_imported_address_voids_its_password, db => {
    let user = unproved(&db).await;
    db.link_identity(&user, &google("1", "ana@example.org"), after(0)).await.unwrap();
    let session = db.signed_in(&google("1", "ana@example.org")).await;
    let signed_in = session.signed_in;
    assert_eq!((signed_in.user.id, signed_in.user.has_password), (user, false));
    assert_eq!(signed_in.user.email_verified_at, Some(after(0)));
    assert!(db.session(&session.token.hash(), after(1)).await.unwrap().is_some());
}}

both! { requirement_25_a_reset_that_proves_an_address_leaves_no_other_way_in, db => {
    // Eve's provider account names Ana's address without proof; she gives it a password and a key, and lets Ana reset it.
    let unproved = crate::ProviderAccount { email_verified: false, ..google("eve", "ana@example.org") };
    let eve = db.signed_in(&unproved).await.signed_in.user.id;
    db.change_password(&eve, &hash("eve"), None, after(1)).await.unwrap();
    let (_, key) = db.create_api_token(&eve, "n", "parse", None, after(1)).await.unwrap();
    db.request_reset(&mail("ana@example.org"), after(2)).await.unwrap();
    let token = db.next_mail(after(2)).await.unwrap().1.unwrap().hash();
    let ana = db.reset_password(&token, &hash("ana"), after(3)).await.unwrap().unwrap();
    assert_eq!(db.identities(&ana.id).await.unwrap(), []);
    assert!(db.api_token(&key.hash(), after(4)).await.unwrap().is_none());
    assert_ne!(db.signed_in(&unproved).await.signed_in.user.id, ana.id);

    // Of a proved address a reset leaves everything else as it is.
    let proved = google("ana", "ana@example.org");
    assert_eq!(db.signed_in(&proved).await.signed_in.user.id, ana.id);
    db.request_reset(&mail("ana@example.org"), after(5)).await.unwrap();
    let token = db.next_mail(after(5)).await;
    let token = match token { Some((_, Some(token))) => token, _ => db.next_mail(after(5)).await.unwrap().1.unwrap() };
    db.reset_password(&token.hash(), &hash("new"), after(6)).await.unwrap().unwrap();
    assert_eq!(db.identities(&ana.id).await.unwrap().len(), 1);
}}
