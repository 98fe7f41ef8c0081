//! The whole way with a certified provider: it checks verifier, address of return, secret and reuse.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use oidc::{Attempt, Callback, Claims, Doubt, Failure, Provider, Settings};
use serde_json::{Value, json};

use crate::browser::{BACK, Browser, Press};
use crate::counterpart::Counterpart;

/// Registers a program at the provider; returns how it is known there.
async fn register(provider: &Counterpart, name: &str, method: &str) -> Settings {
    let wanted = json!({
        "client_name": name, "redirect_uris": [BACK], "application_type": "native", "response_types": ["code"],
        "grant_types": ["authorization_code"], "token_endpoint_auth_method": method,
    });
    let _ = rustls::crypto::ring::default_provider().install_default();
    let request = reqwest::Client::new().post(format!("{}/reg", provider.issuer));
    let request = request.header("content-type", "application/json").body(wanted.to_string());
    let answer: Value = serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap();
    let text = |key: &str| answer[key].as_str().map(str::to_owned);
    Settings {
        issuer: provider.issuer.clone(),
        client_id: text("client_id").unwrap_or_else(|| panic!("{answer}")),
        client_secret: text("client_secret"),
        redirect_uri: BACK.to_owned(),
        scopes: ["openid", "email", "profile"].map(str::to_owned).to_vec(),
    }
}

/// Says what the provider knows about somebody.
async fn person(provider: &Counterpart, login: &str, claims: Value) {
    let request = reqwest::Client::new().put(format!("{}/test/people/{login}", provider.issuer));
    assert!(request.body(claims.to_string()).send().await.unwrap().status().is_success());
}

/// One try: the attempt and what the browser came back with.
async fn visit(provider: &Provider, login: &str, press: Press) -> (Attempt, Callback) {
    let begun = provider.begin(Timestamp::now()).await.unwrap();
    let callback = Browser::new().visit(&begun.url, login, press).await;
    (begun.attempt, callback)
}

async fn sign_in(provider: &Provider, login: &str) -> Result<Claims, Failure> {
    let (attempt, callback) = visit(provider, login, Press::Continue).await;
    provider.finish(attempt, callback, Timestamp::now()).await
}

/// An attempt of which one secret is another.
fn changed(attempt: &Attempt, key: &str) -> Attempt {
    let mut json = serde_json::to_value(attempt).unwrap();
    json[key] = json!("x".repeat(43));
    serde_json::from_value(json).unwrap()
}

#[tokio::test]
async fn whoever_signs_in_there_is_known_here_by_issuer_and_subject() {
    let counterpart = Counterpart::start("provider.mjs");
    for method in ["client_secret_basic", "none"] {
        let provider = Provider::new(register(&counterpart, "calendar", method).await).unwrap();
        let claims = sign_in(&provider, "ana").await.unwrap();
        assert_eq!(
            (claims.issuer.as_str(), claims.subject.as_str()),
            (counterpart.issuer.as_str(), "ana"),
            "{method}"
        );
        assert_eq!(
            (claims.email.as_deref(), claims.email_verified),
            (Some("ana@example.org"), true),
            "{method}"
        );
        assert_eq!(claims.name.as_deref(), Some("ana of the tests"), "{method}");
        assert!(!format!("{claims:?}").contains("ana"), "{claims:?}");
    }
}

#[tokio::test]
async fn requirement_11_the_provider_asks_again_whoever_is_signed_in_there() {
    let counterpart = Counterpart::start("provider.mjs");
    let provider = Provider::new(register(&counterpart, "calendar", "client_secret_basic").await).unwrap();
    let mut browser = Browser::new();
    for (again, login, expected) in [(false, "ana", "ana"), (false, "bo", "ana"), (true, "bo", "bo")] {
        let now = Timestamp::now();
        let begun = if again { provider.begin_again(now).await } else { provider.begin(now).await }.unwrap();
        let callback = browser.visit(&begun.url, login, Press::Continue).await;
        let claims = provider.finish(begun.attempt, callback, now).await.unwrap();
        assert_eq!(claims.subject, expected, "again: {again}");
    }
}

#[tokio::test]
async fn requirement_29_another_address_is_the_same_person() {
    let counterpart = Counterpart::start("provider.mjs");
    let provider = Provider::new(register(&counterpart, "calendar", "client_secret_basic").await).unwrap();
    for (claims, email, verified) in [
        (json!({"email": "bo@example.org", "email_verified": true}), Some("bo@example.org"), true),
        (json!({"email": "new@example.org", "email_verified": true}), Some("new@example.org"), true),
        (json!({"email": "new@example.org", "email_verified": false}), Some("new@example.org"), false),
        (json!({"email": "new@example.org"}), Some("new@example.org"), false),
        (json!({}), None, false),
    ] {
        person(&counterpart, "bo", claims.clone()).await;
        let found = sign_in(&provider, "bo").await.unwrap();
        let found = (found.subject.as_str(), found.email.as_deref(), found.email_verified);
        assert_eq!(found, ("bo", email, verified), "{claims}");
    }
}

#[tokio::test]
async fn each_way_to_fail_has_its_sentence() {
    let counterpart = Counterpart::start("provider.mjs");
    let settings = register(&counterpart, "calendar", "client_secret_basic").await;
    let provider = Provider::new(settings.clone()).unwrap();
    let now = Timestamp::now();

    let (attempt, callback) = visit(&provider, "ana", Press::Cancel).await;
    assert_eq!(provider.finish(attempt, callback, now).await, Err(Failure::Denied));

    let (attempt, callback) = visit(&provider, "ana", Press::Continue).await;
    let (other, _) = visit(&provider, "ana", Press::Continue).await;
    let late = now + SignedDuration::from_mins(11);
    let from = |iss: Option<&str>| Callback { iss: iss.map(str::to_owned), ..callback.clone() };
    for (attempt, callback, now, expected) in [
        (other, callback.clone(), now, Failure::StateMismatch),
        (attempt.clone(), callback.clone(), late, Failure::AttemptExpired),
        (attempt.clone(), from(Some("https://id.example.org")), now, Failure::Untrusted(Doubt::Issuer)),
        (attempt.clone(), from(None), now, Failure::Untrusted(Doubt::Issuer)),
    ] {
        assert_eq!(provider.finish(attempt, callback, now).await, Err(expected));
    }
    // None of those has used the code.
    assert!(provider.finish(attempt.clone(), callback.clone(), now).await.is_ok());
    assert_eq!(provider.finish(attempt, callback, now).await, Err(Failure::CodeRefused), "once only");

    let (attempt, callback) = visit(&provider, "ana", Press::Continue).await;
    assert_eq!(
        provider.finish(changed(&attempt, "verifier"), callback, now).await,
        Err(Failure::CodeRefused)
    );
    let (attempt, callback) = visit(&provider, "ana", Press::Continue).await;
    assert_eq!(provider.finish(changed(&attempt, "nonce"), callback, now).await, Err(Failure::WrongNonce));

    let wrong = Settings { client_secret: Some("wrong".to_owned()), ..settings };
    assert_eq!(sign_in(&Provider::new(wrong).unwrap(), "ana").await, Err(Failure::Misconfigured));
}

#[tokio::test]
async fn a_code_that_is_too_old_is_refused() {
    let counterpart = Counterpart::start("provider.mjs");
    let provider = Provider::new(register(&counterpart, "hasty", "client_secret_basic").await).unwrap();
    let (attempt, callback) = visit(&provider, "ana", Press::Continue).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(provider.finish(attempt, callback, Timestamp::now()).await, Err(Failure::CodeRefused));
}

#[tokio::test]
async fn a_provider_that_went_down_is_remembered_but_lets_nobody_in() {
    let counterpart = Counterpart::start("provider.mjs");
    let provider = Provider::new(register(&counterpart, "calendar", "client_secret_basic").await).unwrap();
    let (attempt, callback) = visit(&provider, "ana", Press::Continue).await;
    drop(counterpart);
    let tomorrow = Timestamp::now() + SignedDuration::from_hours(24);
    assert!(provider.begin(tomorrow).await.is_ok(), "where to send people is known from before");
    assert_eq!(provider.finish(attempt, callback, Timestamp::now()).await, Err(Failure::Unreachable));
}
