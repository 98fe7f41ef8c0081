//! A bare HTTP client for our own server on the loopback interface.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

const TIMEOUT: Duration = Duration::from_secs(10);

/// Fetches a page; returns the status and the body.
pub(crate) fn get(server: SocketAddr, path: &str) -> Result<(u16, String)> {
    exchange(server, &format!("GET {path} HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\n\r\n"))
}

/// Posts JSON; returns the status and the body.
pub(crate) fn post_json(server: SocketAddr, path: &str, body: &str) -> Result<(u16, String)> {
    let length = body.len();
    exchange(
        server,
        &format!(
            "POST {path} HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        ),
    )
}

/// Posts a form with more header lines (each ends with `\r\n`); returns the status and the head of the answer.
pub(crate) fn post_form(server: SocketAddr, path: &str, headers: &str, form: &str) -> Result<(u16, String)> {
    let length = form.len();
    let answer = ask(
        server,
        &format!(
            "POST {path} HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\n{headers}content-type: \
             application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
        ),
    )?;
    let (status, _) = read(&answer)?;
    Ok((status, answer.split("\r\n\r\n").next().unwrap_or_default().to_owned()))
}

fn exchange(server: SocketAddr, request: &str) -> Result<(u16, String)> {
    read(&ask(server, request)?)
}

fn ask(server: SocketAddr, request: &str) -> Result<String> {
    let mut stream = TcpStream::connect_timeout(&server, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn read(answer: &str) -> Result<(u16, String)> {
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer has no end of its headers")?;
    let status =
        head.split(' ').nth(1).and_then(|code| code.parse().ok()).context("the answer has no status")?;
    Ok((status, body.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_body_are_read() {
        let answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";
        assert_eq!(read(answer).unwrap(), (200, "hi".to_owned()));
        assert!(read("HTTP/1.1 200 OK").is_err());
        assert!(read("nonsense\r\n\r\n").is_err());
    }
}
