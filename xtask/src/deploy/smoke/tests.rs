use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use super::*;

/// A site that gives one answer to whoever asks first.
fn answering(answer: &'static str) -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let site = Site::new(&format!("http://{}/", listener.local_addr().unwrap()));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request);
        let _ = stream.write_all(answer.as_bytes());
    });
    site
}

#[test]
fn plain_http_has_to_lead_to_https() {
    for (answer, expected) in [
        ("HTTP/1.1 301 x\r\nlocation: https://a.example/\r\ncontent-length: 0\r\n\r\n", ""),
        ("HTTP/1.1 308 x\r\nlocation: https://a.example/\r\ncontent-length: 0\r\n\r\n", ""),
        ("HTTP/1.1 301 x\r\nlocation: http://a.example/\r\ncontent-length: 0\r\n\r\n", "it leads to http://"),
        ("HTTP/1.1 200 x\r\ncontent-length: 0\r\n\r\n", "it answers with 200"),
    ] {
        let said = redirect(&answering(answer)).err().map_or(String::new(), |error| error.to_string());
        assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{answer}: {said}");
    }
}

#[test]
fn a_commit_is_known_by_its_beginning_and_an_unnamed_one_is_none() {
    let health = |revision: &str| Health { revision: revision.to_owned(), ..Health::default() };
    for (revision, commit, expected) in [
        ("0123456789abcdef", "0123456789ab", true),
        ("0123456789ab", "0123456789abcdef", true),
        ("0123456789ab", "fedcba987654", false),
        ("", "0123456789ab", false),
        ("0123456789ab", "", false),
    ] {
        assert_eq!(health(revision).is_of(commit), expected, "{revision} {commit}");
    }
}
