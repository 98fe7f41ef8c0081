//! Bytes as text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Error;

/// How far a page is looked into for its charset.
const META: usize = 1024;

/// `bytes` in whatever encoding they are: by its mark, as UTF-8, as UTF-16 without a mark, else as Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Error> {
    plain(bytes, None)
}

/// As [`decode`], heeding what a page says about itself.
pub(crate) fn decode_html(bytes: &[u8]) -> Result<String, Error> {
    let head = String::from_utf8_lossy(bytes.get(..META).unwrap_or(bytes)).to_ascii_lowercase();
    let label = head.split_once("charset=").map(|(_, rest)| rest.trim_start_matches(['"', '\'', ' ']));
    let label = label.map(|rest| rest.split(['"', '\'', ' ', ';', '>', '/']).next().unwrap_or_default());
    plain(bytes, label.and_then(|label| Encoding::for_label(label.as_bytes())))
}

fn plain(bytes: &[u8], named: Option<&'static Encoding>) -> Result<String, Error> {
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = by_mark.or_else(|| sixteen(bytes)).unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) => named.filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252),
    });
    let (text, _, _) = encoding.decode(bytes);
    if text.contains('\0') {
        return Err(Error::Binary);
    }
    Ok(lines(&text))
}

/// UTF-16 without a mark: every other byte of text in Latin letters is zero.
fn sixteen(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..512).unwrap_or(bytes);
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 2 * 7 / 10;
    if head.len() < 4 || bytes.len() % 2 == 1 {
        None
    } else if zeros(1) > most && zeros(0) == 0 {
        Some(UTF_16LE)
    } else if zeros(0) > most && zeros(1) == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Plain line ends.
pub(crate) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_encodings_are_read() {
        let sixteen = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        for (bytes, text) in [
            (b"Caf\xc3\xa9 at 1".to_vec(), "Café at 1"),
            (b"\xef\xbb\xbfCaf\xc3\xa9".to_vec(), "Café"),
            (b"Caf\xe9 \x96 1\x80".to_vec(), "Café – 1€"),
            ([b"\xff\xfe".to_vec(), sixteen("Café", false)].concat(), "Café"),
            ([b"\xfe\xff".to_vec(), sixteen("Café", true)].concat(), "Café"),
            (sixteen("Lunch at 1pm", false), "Lunch at 1pm"),
            (sixteen("Lunch at 1pm", true), "Lunch at 1pm"),
            (b"a\r\nb\rc\n".to_vec(), "a\nb\nc\n"),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"a\0b c d e f"), Err(Error::Binary));
    }

    #[test]
    fn a_page_says_its_charset() {
        let page = b"<html><meta charset='iso-8859-2'>\xb3\xf3d\xbc";
        assert_eq!(decode_html(page).unwrap(), "<html><meta charset='iso-8859-2'>łódź");
    }
}
