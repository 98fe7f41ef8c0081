//! A call of the API that carries something to read: JSON with its fields, or a file whose fields stand in the address.

use axum::RequestPartsExt;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use document::{Kind, Opened};
use extract::Extraction;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::MAX_TEXT;
use crate::error::{Error, Invalid};
use crate::limit::Visitor;
use crate::request::{self, Reading};
use crate::state::App;
use crate::understand::{self, Refusal};
use crate::web::bearer::Caller;
use crate::web::client::Client;
use crate::web::{MAX_JSON, reading};

/// The kinds of body that are read.
const KINDS: &str = "application/json, message/rfc822, text/calendar, text/html or text/plain";

/// A call, whose caller may have texts read.
pub(in crate::web) struct Call {
    pub(super) app: App,
    pub(super) visitor: Visitor,
    media_type: String,
    query: String,
    pub(super) body: Bytes,
}

/// What was read.
pub(super) struct Answer {
    pub(super) asked: Reading,
    pub(super) found: Extraction,
    /// Whether the text was made of a file, so that the caller does not know it yet.
    pub(super) is_of_file: bool,
}

impl FromRequest<App> for Call {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Call, Error> {
        let (mut parts, body) = request.into_parts();
        let caller = parts.extract_with_state::<Caller, _>(app).await?;
        caller.reads(app)?;
        let Ok(Client(visitor)) = parts.extract_with_state(app).await;
        let media_type =
            parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let media_type = media_type.trim().to_ascii_lowercase();
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let body = Bytes::from_request(Request::from_parts(parts, body), app).await;
        let body =
            body.map_err(|_| Error::TooLarge("This is larger than 8 MiB, which is the most that is read."))?;
        Ok(Call { app: app.clone(), visitor, media_type, query, body })
    }
}

impl Call {
    /// The JSON object of the body.
    pub(super) fn object(&self) -> Result<Map<String, Value>, Error> {
        if !self.media_type.starts_with("application/json") {
            return Err(Error::MediaType(KINDS));
        }
        if self.body.len() > MAX_JSON {
            return Err(Error::TooLarge(Refusal::TooLong.message()));
        }
        request::object(&self.body, "body").map_err(Error::Unreadable)
    }

    /// Reads the text that the call carries, as it asks for that.
    pub(super) async fn read(&self) -> Result<Answer, Error> {
        match Kind::of_media_type(&self.media_type) {
            None => {
                let (asked, found) = self.find(self.object()?).await?;
                Ok(Answer { asked, found, is_of_file: false })
            }
            Some(kind) => self.read_file(kind).await,
        }
    }

    async fn read_file(&self, kind: Kind) -> Result<Answer, Error> {
        self.app.limit.take_file(self.visitor, self.body.len()).map_err(Error::TooMany)?;
        let bytes = self.body.clone();
        let opened = reading::apart(&self.app, bytes.len(), move || open(kind, &bytes)).await??;
        let mut object = self.fields()?;
        object.insert("text".to_owned(), opened.text.into());
        let (asked, mut found) = self.find(object).await?;
        found.notes.extend(opened.notes);
        Ok(Answer { asked, found, is_of_file: true })
    }

    /// Reads the text of `object`.
    pub(super) async fn find(&self, mut object: Map<String, Value>) -> Result<(Reading, Extraction), Error> {
        let asked = Reading::take(&mut object, request::API, Some(self.app.clock.now()))?;
        nothing_else(&object)?;
        let Reading { text, context, salt } = asked.clone();
        let find = move || understand::events(&text, &context, &salt);
        let found = reading::read(&self.app, self.visitor, &asked.text, find).await?;
        Ok((asked, found))
    }

    /// The fields beside a file, from the address; preferences are JSON there too.
    fn fields(&self) -> Result<Map<String, Value>, Error> {
        let mut fields = Map::new();
        for pair in self.query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
            let value = match name {
                "preferences" => {
                    serde_json::from_str(&value).map_err(|_| Invalid::new("preferences", "is not JSON"))?
                }
                // The text is the file's.
                "text" => return Err(Invalid::new("text", "the body is the text already").into()),
                _ => Value::String(value),
            };
            fields.insert(name.to_owned(), value);
        }
        Ok(fields)
    }
}

fn open(kind: Kind, bytes: &[u8]) -> Result<Opened, Error> {
    Ok(document::open_as(kind, bytes, MAX_TEXT)?)
}

/// Refuses what is left: a misspelt field would otherwise be ignored without a word.
pub(super) fn nothing_else(object: &Map<String, Value>) -> Result<(), Error> {
    match object.keys().next() {
        None => Ok(()),
        Some(_) => Err(Invalid::new("body", "it has a field that the documentation does not list").into()),
    }
}
