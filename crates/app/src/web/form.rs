//! A posted form, read strictly: what is not UTF-8 is said to be broken, and still kept for the person to see.

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use percent_encoding::percent_decode;

use crate::error::{Error, Invalid};

/// The fields that one page can have; more is no page of ours.
const MOST_FIELDS: usize = 20_000;

/// The fields of a form in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    fields: Vec<(String, String)>,
    /// True when a value was not UTF-8; the wrong bytes have been replaced.
    pub(super) broken: bool,
    /// The files that were chosen, in their order.
    pub(super) files: Vec<Upload>,
}

/// A file that came with a form.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    /// As the visitor's computer calls it.
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

const MULTIPART: &str = "multipart/form-data";
const TOO_LARGE: &str = "This is larger than 8 MiB, which is the most that is read. Save the mail without its attachments, or paste the part that holds the dates.";

impl Form {
    /// Reads `application/x-www-form-urlencoded`.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Form, Error> {
        if !media_type(headers).starts_with("application/x-www-form-urlencoded") {
            return Err(Error::MediaType("application/x-www-form-urlencoded"));
        }
        let mut form = Form::default();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            if form.fields.len() == MOST_FIELDS {
                return Err(Error::TooLarge("This form has too many fields."));
            }
            let cut = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = pair.split_at(cut);
            let name = form.decode(name);
            let value = form.decode(value.strip_prefix(b"=").unwrap_or(value));
            form.fields.push((name, value));
        }
        Ok(form)
    }

    /// Whether the form is sent with files.
    pub(super) fn has_files(headers: &HeaderMap) -> bool {
        media_type(headers).starts_with(MULTIPART)
    }

    /// Reads `multipart/form-data`.
    pub(super) async fn read_with_files(request: Request) -> Result<Form, Error> {
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| Error::MediaType(MULTIPART))?;
        let mut form = Form::default();
        while let Some(part) = parts.next_field().await.map_err(|error| refused(&error))? {
            if form.fields.len() + form.files.len() == MOST_FIELDS {
                return Err(Error::TooLarge("This form has too many fields."));
            }
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| refused(&error))?;
            match file {
                None => {
                    let value = form.text(bytes.to_vec());
                    form.fields.push((name, value));
                }
                // A field without a file is sent as a file without a name.
                Some(file) if file.is_empty() && bytes.is_empty() => {}
                Some(name) => form.files.push(Upload { name, bytes }),
            }
        }
        Ok(form)
    }

    fn decode(&mut self, bytes: &[u8]) -> String {
        let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        self.text(percent_decode(&spaced).collect())
    }

    fn text(&mut self, bytes: Vec<u8>) -> String {
        match String::from_utf8(bytes) {
            // Browsers send every line end as CR LF, whatever was typed.
            Ok(text) => text.replace("\r\n", "\n"),
            Err(error) => {
                self.broken = true;
                String::from_utf8_lossy(error.as_bytes()).replace("\r\n", "\n")
            }
        }
    }

    /// The first value of this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// All fields in their order.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn media_type(headers: &HeaderMap) -> String {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase()
}

fn refused(error: &MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(TOO_LARGE),
        _ => Error::Unreadable(Invalid::new("file", "This form came incomplete: please send it again.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &[u8]) -> Form {
        let headers =
            HeaderMap::from_iter([(CONTENT_TYPE, "application/x-www-form-urlencoded".parse().unwrap())]);
        Form::read(&headers, body).unwrap()
    }

    #[test]
    fn fields_are_decoded_and_lines_are_plain() {
        let form = read(b"text=a%0D%0Ab+c%26&do=read&empty=&&odd&caf%C3%A9=%E2%82%AC");
        let fields: Vec<_> = form.fields().collect();
        let expected = [("text", "a\nb c&"), ("do", "read"), ("empty", ""), ("odd", ""), ("café", "€")];
        assert_eq!(fields, expected);
        assert!(!form.broken);
    }

    #[test]
    fn broken_utf8_is_noticed_and_the_rest_is_kept() {
        let form = read(b"text=Lunch%FFFriday&do=read");
        assert!(form.broken);
        assert_eq!(form.get("text"), Some("Lunch\u{fffd}Friday"));
    }

    #[test]
    fn other_kinds_of_body_are_refused() {
        for kind in ["", "application/json", "multipart/form-data; boundary=x"] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())]);
            assert!(matches!(Form::read(&headers, b"a=b"), Err(Error::MediaType(_))), "{kind}");
        }
    }
}
