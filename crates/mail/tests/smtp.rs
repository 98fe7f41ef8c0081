//! Sending by SMTP: what arrives, what is never sent, and what is said when it fails.

use std::path::PathBuf;
use std::time::Duration;

use mail::{Failure, Message, Outbox};
use serde_json::{Value, json};

use crate::server::Server;

const FROM: &str = "Ana's Calendar <calendar@example.org>";
/// Longer than a test on a busy computer takes.
const LONG: Duration = Duration::from_mins(2);

fn message() -> Message {
    Message {
        to: "bo@example.com".to_owned(),
        subject: "Grüße 🎉, und eine Zeile, die so lang ist, daß sie umgebrochen werden muß, damit sie gilt"
            .to_owned(),
        text: format!(
            "Press https://example.org/verify?token=a=b\n.\n..\nFrom here\n{}\nEnd ü\n",
            "x".repeat(2000)
        ),
        html: "<p>Press <a href=\"https://example.org/verify?token=a=b&amp;c\">this</a> ü</p>\n".to_owned(),
    }
}

/// A certificate for `localhost`, made for one test.
struct Certificate {
    folder: tempfile::TempDir,
    pem: String,
}

impl Certificate {
    fn make() -> Certificate {
        let folder = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let pem = made.cert.pem();
        std::fs::write(folder.path().join("certificate.pem"), &pem).unwrap();
        std::fs::write(folder.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        Certificate { folder, pem }
    }

    fn paths(&self) -> [String; 2] {
        ["certificate.pem", "key.pem"].map(|name| path(self.folder.path().join(name)))
    }
}

fn path(path: PathBuf) -> String {
    path.into_os_string().into_string().unwrap()
}

async fn sent(server: Server, outbox: Outbox) -> Value {
    outbox.within(LONG).send(&message()).await.unwrap();
    let mut taken = server.stop();
    assert_eq!(taken.len(), 1);
    taken.remove(0)
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let server = Server::start(&[]);
    let outbox = Outbox::smtp(&format!("smtp://127.0.0.1:{}", server.port), FROM).unwrap();
    let mail = sent(server, outbox).await;
    let Message { to, subject, text, html } = message();
    assert_eq!(mail["from"], "calendar@example.org");
    assert_eq!(mail["to"], json!([to]));
    assert_eq!(mail["headers"]["To"], to);
    assert_eq!(mail["headers"]["Subject"], subject);
    assert_eq!(mail["headers"]["Auto-Submitted"], "auto-generated");
    assert!(mail["headers"]["From"].as_str().unwrap().contains("Ana's Calendar"));
    assert!(mail["headers"]["Message-ID"].as_str().unwrap().ends_with("@example.org>"));
    assert_eq!((mail["text"].as_str(), mail["html"].as_str()), (Some(text.as_str()), Some(html.as_str())));
    assert_eq!(mail["kind"], "multipart/alternative");
    assert_eq!(mail["defects"], json!([]));
    assert_eq!(mail["hello"], "example.org");
}

#[tokio::test]
async fn requirement_39_what_people_write_adds_no_header_and_no_recipient() {
    let server = Server::start(&[]);
    let outbox = Outbox::smtp(&format!("smtp://127.0.0.1:{}", server.port), FROM).unwrap();
    let hostile = "x\r\nBcc: eve@example.org\r\n\r\n.\r\nMAIL FROM:<eve@example.org>\r\n";
    let message = Message {
        subject: hostile.to_owned(),
        text: hostile.to_owned(),
        html: hostile.to_owned(),
        ..message()
    };
    outbox.within(LONG).send(&message).await.unwrap();
    let mails = server.stop();
    assert_eq!(mails.len(), 1, "one mail alone");
    let names =
        ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"];
    assert_eq!(mails[0]["names"], json!(names));
    assert_eq!(mails[0]["to"], json!(["bo@example.com"]));
    assert_eq!(mails[0]["defects"], json!([]));
    assert!(
        mails[0]["text"].as_str().unwrap().contains("MAIL FROM:<eve@example.org>"),
        "it is all in the text"
    );
}

#[tokio::test]
async fn with_a_certificate_the_connection_is_encrypted_and_signed_in() {
    let certificate = Certificate::make();
    let [cert, key] = certificate.paths();
    for (scheme, query, at_once) in [("smtp", "?tls=required", false), ("smtps", "", true)] {
        let mut options = vec!["--certificate", &cert, "--key", &key, "--login", "cal@x:p/w:%"];
        options.extend(at_once.then_some("--at-once"));
        let server = Server::start(&options);
        // Behind TLS from the first byte this server does not notice it, and says so.
        let url = format!("{scheme}://cal%40x:p%2Fw%3A%25@localhost:{}{query}", server.port);
        let outbox = Outbox::smtp_trusting(&url, FROM, certificate.pem.as_bytes()).unwrap();
        let mail = sent(server, outbox).await;
        assert_eq!(mail["signed_in"], true, "{scheme}");
        assert_eq!(mail["encrypted"], !at_once, "{scheme}: {mail}");
    }
}

#[tokio::test]
async fn a_server_on_this_computer_may_have_any_certificate_or_none() {
    let certificate = Certificate::make();
    let [cert, key] = certificate.paths();
    let server = Server::start(&["--certificate", &cert, "--key", &key]);
    let outbox = Outbox::smtp(&format!("smtp://127.0.0.1:{}", server.port), FROM).unwrap();
    assert_eq!(sent(server, outbox).await["encrypted"], true);
}

/// What the test expects of a failure: whether the mail may go later, and words of the reason.
type Expected = (bool, &'static str);

async fn fails(options: &[&str], url: impl Fn(u16) -> String, patience: Duration, expected: Expected) {
    let server = Server::start(options);
    let outbox = Outbox::smtp(&url(server.port), FROM).unwrap().within(patience);
    let failure = outbox.send(&message()).await.unwrap_err();
    let (later, words) = expected;
    assert_eq!(matches!(failure, Failure::Temporary(_)), later, "{options:?}: {failure}");
    assert!(failure.to_string().contains(words), "{options:?}: {failure}");
    for secret in ["bo@example.com", "hidden", "Press", "token", "Grüße"] {
        assert!(!format!("{failure} {failure:?} {outbox:?}").contains(secret), "{options:?}: {failure:?}");
    }
    assert_eq!(server.stop(), Vec::<Value>::new(), "{options:?}: nothing was sent");
}

#[tokio::test]
async fn each_failure_says_whether_later_is_better_and_repeats_nothing() {
    let plain = |port: u16| format!("smtp://127.0.0.1:{port}");
    let hidden = |port: u16| format!("smtp://hidden:hidden@127.0.0.1:{port}");
    let strict = |port: u16| format!("smtp://hidden:hidden@localhost:{port}?tls=required");
    let at_once = |port: u16| format!("smtps://hidden:hidden@localhost:{port}");
    let certificate = Certificate::make();
    let [cert, key] = certificate.paths();
    let encrypted = ["--certificate", &cert, "--key", &key];
    let at_once_server = [&encrypted[..], &["--at-once"]].concat();
    for (refused, expected) in [
        (["RCPT", "550 5.1.1 <bo@example.com> unknown"], (false, "refuses the mail (550 5.1.1)")),
        (["RCPT", "553 bo@example.com"], (false, "refuses the mail (553)")),
        (["RCPT", "451 4.7.1 <bo@example.com> later"], (true, "now (451 4.7.1)")),
        (["RCPT", "452 full"], (true, "now (452)")),
        (["RCPT", "530 5.7.0 sign in first"], (true, "SMTP_URL (530 5.7.0)")),
        (["DATA", "554 5.7.1 no: bo@example.com"], (false, "refuses the mail (554 5.7.1)")),
        (["DATA", "421 4.3.2 shutting down"], (true, "now (421 4.3.2)")),
    ] {
        fails(&[&["--refuse"], &refused[..]].concat(), plain, LONG, expected).await;
    }
    fails(&["--login", "ana:other"], hidden, LONG, (true, "user or password of SMTP_URL (535 5.7.8)")).await;
    fails(&[], hidden, LONG, (true, "no way to sign in")).await;
    fails(&[], strict, LONG, (true, "no encryption (STARTTLS)")).await;
    fails(&encrypted, strict, LONG, (true, "certificate is not valid")).await;
    fails(&at_once_server, at_once, LONG, (true, "certificate is not valid")).await;
}

#[tokio::test]
async fn a_server_that_hangs_or_dawdles_is_given_up() {
    let plain = |port: u16| format!("smtp://127.0.0.1:{port}");
    for stage in ["greeting", "RCPT", "DATA", "drip"] {
        fails(&["--hang", stage], plain, Duration::from_secs(2), (true, "took too long")).await;
    }
}

#[tokio::test]
async fn where_nobody_answers_the_setting_is_named() {
    // Bound and dropped: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let outbox = Outbox::smtp(&format!("smtp://127.0.0.1:{port}"), FROM).unwrap();
    let failure = outbox.send(&message()).await.unwrap_err();
    assert_eq!(failure, Failure::Temporary("nobody answers at the host and port of SMTP_URL".to_owned()));
}

#[tokio::test]
async fn memory_keeps_what_could_have_been_sent() {
    let outbox = Outbox::memory();
    outbox.send(&message()).await.unwrap();
    let refused = outbox.send(&Message { to: "nobody".to_owned(), ..message() }).await.unwrap_err();
    assert!(matches!(refused, Failure::Permanent(_)));
    assert_eq!(outbox.clone().sent(), [message()]);
    assert_eq!(outbox.newest().await.unwrap().unwrap().message, message());
}
