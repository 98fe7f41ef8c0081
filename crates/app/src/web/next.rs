//! Where somebody goes on after signing in: back to where they were, and nowhere but on this site.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The longest that is carried along.
const LONGEST: usize = 200;
/// What may stand in a query as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');

/// The path in `next=` of a query, when it is one of this site; else the start page.
pub(super) fn of_query(query: Option<&str>) -> String {
    own_path(&value(query, "next")).to_owned()
}

/// A value of a query.
pub(super) fn value(query: Option<&str>, name: &str) -> String {
    let pairs = query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
    percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// `path` when it is one of this site, else the start page: what comes after signing in leads nowhere else.
pub(super) fn own_path(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//");
    let plain = path.chars().all(|c| !c.is_control() && c != '\\' && !c.is_whitespace());
    if own && plain && path.len() <= LONGEST { path } else { "/" }
}

/// `page?next=path`, or `page` alone when the path is the start page's.
pub(super) fn with(page: &str, path: &str) -> String {
    match own_path(path) {
        "/" => page.to_owned(),
        path => format!("{page}?next={}", utf8_percent_encode(path, PLAIN)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirement_32_after_signing_in_one_stays_on_this_site() {
        for (next, expected) in [
            ("/about", "/about"),
            ("/?a=b#c", "/?a=b#c"),
            ("", "/"),
            ("about", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("\\\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/\t/evil.example", "/"),
            ("/\n", "/"),
        ] {
            assert_eq!(own_path(next), expected, "{next:?}");
            let link = with("/login", next);
            let query = link.split_once('?').map(|(_, query)| query);
            assert_eq!(of_query(query), expected, "{link}");
        }
        for query in ["next=%2F%2Fevil.example", "next=/%5Cevil.example", "a=b", "next"] {
            assert_eq!(of_query(Some(query)), "/", "{query}");
        }
    }
}
