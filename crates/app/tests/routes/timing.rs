//! Whether the time of an answer tells who has an account: a statistic, for `cargo xtask soak` on a quiet machine.

use std::time::Instant;

use super::login::account;
use crate::test_app::{Ask, PASSWORD, TestApp};

/// Accounts that are asked for, and as many addresses without one.
const ADDRESSES: usize = 40;
/// Below what a limit lets through for one address.
const TRIES: usize = 4;
/// Standard deviations that chance alone passes once in fifteen thousand times.
const UNLIKELY: f64 = 4.0;

/// Seconds until the answer to a form, sent from a network address that nobody else has.
async fn seconds(app: &TestApp, path: &str, fields: &[(&str, &str)], number: usize) -> f64 {
    let from: &'static str = format!("198.18.{}.{}", number / 250, number % 250 + 1).leak();
    let ask = Ask { path: path.to_owned(), from, ..Ask::form(fields) };
    let began = Instant::now();
    let answer = app.ask(ask).await;
    let took = began.elapsed().as_secs_f64();
    assert!(answer.status != 429, "{path} is limited: this would measure the refusals");
    took
}

/// How far the ranks of two samples are from what chance gives, in standard deviations (Mann–Whitney).
fn distance(known: &[f64], unknown: &[f64]) -> f64 {
    let (n, m) = (known.len() as f64, unknown.len() as f64);
    let pairs = known.iter().flat_map(|one| unknown.iter().map(move |other| one.total_cmp(other)));
    let wins: f64 = pairs.map(|order| f64::from(order as i8) / 2.0 + 0.5).sum();
    (wins - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

#[test]
fn ranks_that_are_mixed_are_near_and_ranks_apart_are_far() {
    let sample = |offset: f64| (0..50).map(|number| f64::from(number) + offset).collect::<Vec<_>>();
    for (offset, far) in [(0.0, false), (0.5, false), (40.0, true), (-40.0, true)] {
        assert_eq!(distance(&sample(offset), &sample(0.0)).abs() > UNLIKELY, far, "{offset}");
    }
}

#[tokio::test]
#[ignore = "a statistic of times: `cargo xtask soak` runs it"]
async fn requirement_18_known_and_unknown_addresses_take_the_same_time() {
    let app = TestApp::new().await;
    let hash = app.state.passwords.hash(PASSWORD).await.unwrap();
    for number in 0..ADDRESSES {
        account(&app, &format!("known-{number}@example.org"), true, &hash).await;
    }
    for (path, more, tries) in [
        ("/login", [("password", "not this one, sorry")].as_slice(), TRIES),
        ("/reset", [].as_slice(), 2),
        ("/register", [("password", PASSWORD)].as_slice(), 2),
    ] {
        let mut times = [Vec::new(), Vec::new()];
        for number in 0..ADDRESSES * tries {
            for (kind, name) in ["known", "unknown"].into_iter().enumerate() {
                let email = format!("{name}-{}@example.org", number % ADDRESSES);
                let fields = [&[("email", email.as_str())], more].concat();
                times[kind].push(seconds(&app, path, &fields, 2 * number + kind).await);
                // What is done after the answer must not fall into the next one's time.
                app.state.background.finish().await;
            }
        }
        let far = distance(&times[0], &times[1]);
        println!("{path}: {} answers each, {far:.1} standard deviations apart", times[0].len());
        assert!(far.abs() < UNLIKELY, "{path} tells who has an account: {far:.1} standard deviations");
    }
}
