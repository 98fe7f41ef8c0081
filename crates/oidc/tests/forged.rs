//! What is not believed: one table of lies.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use oidc::{Claims, Doubt, Failure, Provider, Settings};

use crate::browser::{BACK, Browser, Press};
use crate::counterpart::Counterpart;

fn provider(issuer: &str, client: &str) -> Provider {
    Provider::new(Settings {
        issuer: issuer.to_owned(),
        client_id: client.to_owned(),
        client_secret: Some("secret".to_owned()),
        redirect_uri: BACK.to_owned(),
        scopes: ["openid", "email", "profile"].map(str::to_owned).to_vec(),
    })
    .unwrap()
}

async fn sign_in(provider: &Provider) -> Result<Claims, Failure> {
    let now = Timestamp::now();
    let begun = provider.begin(now).await?;
    let callback = Browser::new().visit(&begun.url, "ana", Press::Continue).await;
    provider.finish(begun.attempt, callback, now).await
}

#[tokio::test]
async fn requirement_28_what_is_forged_is_refused_and_each_lie_has_its_sentence() {
    let forger = Counterpart::start("forger.mjs");
    for (lie, expected) in [
        ("wrong-audience", Failure::Untrusted(Doubt::Audience)),
        ("more-audiences", Failure::Untrusted(Doubt::Audience)),
        ("wrong-issuer", Failure::Untrusted(Doubt::Issuer)),
        ("mixed-up", Failure::Untrusted(Doubt::Issuer)),
        ("expired", Failure::Untrusted(Doubt::Expired)),
        ("wrong-nonce", Failure::WrongNonce),
        ("no-nonce", Failure::WrongNonce),
        ("unsigned", Failure::Untrusted(Doubt::Signature)),
        ("signed-by-nobody", Failure::Untrusted(Doubt::Signature)),
        ("signed-with-secret", Failure::Untrusted(Doubt::Signature)),
        ("signed-with-public-key", Failure::Untrusted(Doubt::Signature)),
        ("changed-after-signing", Failure::Untrusted(Doubt::Signature)),
        ("unknown-key", Failure::Untrusted(Doubt::Signature)),
        ("somebody-else-elsewhere", Failure::Untrusted(Doubt::Subject)),
        ("no-id-token", Failure::NoIdToken),
        ("no-tokens", Failure::Unreadable),
        ("broken-token", Failure::Unreadable),
        ("out-of-order", Failure::Unreachable),
        ("out-of-order-elsewhere", Failure::Unreachable),
        ("too-many", Failure::Unreachable),
        ("used-code", Failure::CodeRefused),
        ("unknown-client", Failure::Misconfigured),
    ] {
        let refused = sign_in(&provider(&forger.issuer, lie)).await;
        assert_eq!(refused, Err(expected), "{lie}");
    }
}

#[tokio::test]
async fn what_is_true_is_believed_as_far_as_it_goes() {
    let forger = Counterpart::start("forger.mjs");
    let (ana, elsewhere) = (Some("ana@example.org"), Some("elsewhere@example.org"));
    for (client, email, verified) in [
        ("truthful", ana, true),
        ("verified-in-words", ana, true),
        ("unverified", ana, false),
        ("no-word-on-verified", ana, false),
        ("no-email", None, false),
        ("email-elsewhere", elsewhere, true),
        ("script-picture", ana, true),
        // The provider has got another key since it was asked for its keys.
        ("changed-keys", ana, true),
    ] {
        let claims =
            sign_in(&provider(&forger.issuer, client)).await.unwrap_or_else(|why| panic!("{client}: {why}"));
        assert_eq!((claims.email.as_deref(), claims.email_verified), (email, verified), "{client}");
        assert_eq!(
            (claims.issuer.as_str(), claims.subject.as_str()),
            (forger.issuer.as_str(), "johndoe"),
            "{client}"
        );
        assert_eq!((claims.name.as_deref(), claims.picture.as_deref()), (Some("Ana"), None), "{client}");
    }
}

#[tokio::test]
async fn requirement_11_who_has_to_show_it_again_is_asked_again() {
    let forger = Counterpart::start("forger.mjs");
    let now = Timestamp::now();
    for (client, expected) in [
        ("signed-in-just-now", Ok(())),
        // As Google does.
        ("does-not-say", Ok(())),
        ("signed-in-long-ago", Err(Failure::Untrusted(Doubt::NotAsked))),
    ] {
        let provider = provider(&forger.issuer, client);
        assert!(sign_in(&provider).await.is_ok(), "{client}: the first time any will do");
        let begun = provider.begin_again(now).await.unwrap();
        assert!(begun.url.contains("prompt=login") && begun.url.contains("max_age=0"), "{}", begun.url);
        let callback = Browser::new().visit(&begun.url, "ana", Press::Continue).await;
        assert_eq!(provider.finish(begun.attempt, callback, now).await.map(|_| ()), expected, "{client}");
    }
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_to_be() {
    // Bound and dropped: nobody listens there.
    let down = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    assert_eq!(provider(&down, "x").begin(Timestamp::now()).await.unwrap_err(), Failure::Unreachable);
}

#[tokio::test]
async fn of_many_who_wait_for_a_provider_that_hangs_one_asks() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", silent.local_addr().unwrap());
    let provider = Arc::new(provider(&issuer, "x").within(Duration::from_millis(500)));
    let now = Timestamp::now();
    let later = now + SignedDuration::from_secs(6);
    for (when, asked) in [(now, 1), (later, 1)] {
        let all: Vec<_> = (0..30)
            .map(|_| {
                let provider = Arc::clone(&provider);
                tokio::spawn(async move { provider.begin(when).await.err() })
            })
            .collect();
        for one in all {
            assert_eq!(one.await.unwrap(), Some(Failure::TooSlow));
        }
        assert_eq!(knocks(&silent), asked);
    }
}

/// How many have connected since the last time.
fn knocks(listener: &TcpListener) -> usize {
    listener.set_nonblocking(true).unwrap();
    std::iter::from_fn(|| listener.accept().ok()).count()
}

#[tokio::test]
async fn what_is_no_provider_is_a_wrong_setting() {
    let forger = Counterpart::start("forger.mjs");
    for issuer in [format!("{}/nothing/here", forger.issuer), forger.issuer.replace("localhost", "127.0.0.1")]
    {
        assert_eq!(
            provider(&issuer, "x").begin(Timestamp::now()).await.unwrap_err(),
            Failure::Misconfigured,
            "{issuer}"
        );
    }
    let slash = provider(&format!("{}/", forger.issuer), "x");
    assert_eq!(sign_in(&slash).await.unwrap().issuer, forger.issuer, "a slash too many is no other provider");
}
