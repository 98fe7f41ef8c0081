//! Style, script and icon, inside the program, each under an address that changes with its content.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::state::App;

/// A file that never changes under its address.
pub(super) struct Asset {
    /// Name with the hash of the content: `style.0123456789ab.css`.
    file: String,
    kind: &'static str,
    text: Cow<'static, str>,
}

/// The style of every page.
pub(super) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("style", "css", "text/css; charset=utf-8", include_str!("../../assets/style.css").into())
});
/// The script of the start page: the preview while typing, the keys; the page works without it.
pub(super) static PAGE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("page", "js", "text/javascript; charset=utf-8", bundle(&MODULES)));
/// The modules of the script, each behind those that it imports.
const MODULES: [&str; 12] = [
    include_str!("../../assets/page/parts.js"),
    include_str!("../../assets/page/say.js"),
    include_str!("../../assets/page/tab.js"),
    include_str!("../../assets/page/show.js"),
    include_str!("../../assets/page/ask.js"),
    include_str!("../../assets/page/light.js"),
    include_str!("../../assets/page/press.js"),
    include_str!("../../assets/page/file.js"),
    include_str!("../../assets/page/add.js"),
    include_str!("../../assets/page/keys.js"),
    include_str!("../../assets/page/first.js"),
    include_str!("../../assets/page/main.js"),
];
/// The icon of the site.
pub(super) static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon", "svg", "image/svg+xml", include_str!("../../assets/icon.svg").into())
});

impl Asset {
    fn new(name: &str, extension: &str, kind: &'static str, text: Cow<'static, str>) -> Asset {
        let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..9]);
        Asset { file: format!("{name}.{hash}.{extension}"), kind, text }
    }

    /// Its address on this site.
    pub(super) fn url(&self) -> String {
        format!("/assets/{}", self.file)
    }

    fn answer(&self, request: &HeaderMap, keep: &'static str) -> Response {
        let tag = format!("\"{}\"", self.file);
        let headers = [(ETAG, tag.clone()), (CACHE_CONTROL, keep.to_owned())];
        if request.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (headers, [(CONTENT_TYPE, self.kind)], self.text.clone().into_owned()).into_response()
    }
}

/// One script of several modules, without the lines that only say what they take from each other: one request instead
/// of eleven.
fn bundle(modules: &[&str]) -> Cow<'static, str> {
    let lines = modules.iter().flat_map(|module| module.lines());
    let lines = lines.filter(|line| !line.starts_with("import ") && !line.trim_start().starts_with("//"));
    let lines = lines.map(|line| line.strip_prefix("export ").unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n").into()
}

/// `GET /assets/<file>`
pub(super) async fn get(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let asset = [&STYLE, &PAGE, &ICON].into_iter().find(|asset| asset.file == file).ok_or(Error::NotFound)?;
    Ok(asset.answer(&headers, "public, max-age=31536000, immutable"))
}

/// `GET /favicon.ico`, for whoever asks without looking at the page.
pub(super) async fn icon(headers: HeaderMap) -> Response {
    ICON.answer(&headers, "public, max-age=86400")
}

/// `GET /robots.txt`: the pages may be found; downloads and the API are nobody's pages, and in development nothing is.
pub(super) async fn robots(State(app): State<App>) -> Response {
    let text = if app.config.machine.is_development {
        "User-agent: *\nDisallow: /\n"
    } else {
        "User-agent: *\nDisallow: /ics/\nDisallow: /link/\nDisallow: /api/\n"
    };
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=86400")], text)
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_modules_of_the_script_are_one_without_clashes() {
        let script = bundle(&MODULES);
        assert!(!script.contains("import ") && !script.contains("export "));
        let mut names = BTreeSet::new();
        for line in script.lines() {
            let line = line.strip_prefix("async ").unwrap_or(line);
            let declared = ["const ", "let ", "function "].iter().find_map(|word| line.strip_prefix(word));
            if let Some(name) = declared.and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next()) {
                assert!(name.is_empty() || names.insert(name.to_owned()), "{name} is declared twice");
            }
        }
        assert!(names.contains("ask") && names.contains("refocus"));
    }
}
