//! Text → tokens with byte spans.
//!
//! Letters are case-folded, apostrophes inside words dropped, Unicode dashes, quotes, digits and full-width forms
//! written as their ASCII counterparts. Links and mail addresses become one opaque token: what looks like a date
//! inside them is none. One pass, linear in the text.

mod fold;
mod token;

use calendar::Span;

use crate::words::{self, Senses};
use fold::plain;

pub(crate) use token::{Kind, Token, Tokens};

/// Cuts `text` into tokens.
pub(crate) fn lex(text: &str) -> Tokens {
    let mut lexer = Lexer {
        text,
        at: 0,
        list: Vec::with_capacity(text.len() / 4),
        folded: String::with_capacity(text.len()),
        spaced: true,
        has_addresses: text.contains('@'),
    };
    while let Some(c) = lexer.peek() {
        lexer.step(c);
    }
    Tokens { list: lexer.list, folded: lexer.folded }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    list: Vec<Token>,
    folded: String,
    spaced: bool,
    /// Somewhere in the text stands what every address has.
    has_addresses: bool,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.rest().chars().next(),
        }
    }

    fn step(&mut self, c: char) {
        let plain = plain(c);
        if plain == '\n' {
            self.push(Kind::Break, self.at + c.len_utf8());
            self.spaced = true;
        } else if plain.is_whitespace() || plain.is_control() || c == '\u{200b}' || c == '\u{feff}' {
            self.at += c.len_utf8();
            self.spaced = true;
        } else if let Some(end) = self.opaque(c) {
            self.push(Kind::Opaque, end);
        } else if plain.is_ascii_digit() {
            self.number();
        } else if plain.is_alphabetic() {
            self.word();
        } else {
            self.push(Kind::Mark(plain), self.at + c.len_utf8());
        }
    }

    fn push(&mut self, kind: Kind, end: usize) -> Option<&mut Token> {
        let span = Span::new(self.at, end);
        let token = Token {
            kind,
            span,
            spaced: self.spaced,
            capital: false,
            capitals: false,
            possessive: false,
            value: 0,
            digits: 0,
            senses: Senses::default(),
            folded: (0, 0),
        };
        self.list.push(token);
        self.at = end;
        self.spaced = false;
        self.list.last_mut()
    }

    /// The end of a link or mail address that starts here, with this character.
    fn opaque(&self, first: char) -> Option<usize> {
        const SCHEMES: [&str; 5] = ["http://", "https://", "www.", "ftp://", "mailto:"];
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let starts =
            |p: &&str| rest.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p.as_bytes()));
        let initial = matches!(first, 'h' | 'H' | 'w' | 'W' | 'f' | 'F' | 'm' | 'M');
        if initial && SCHEMES.iter().any(starts) {
            let stop = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']' | '|');
            let end = self.rest().find(stop).unwrap_or(self.rest().len());
            return Some(self.at + end);
        }
        let inside =
            !self.spaced && self.list.last().is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number));
        if inside || !self.has_addresses {
            return None;
        }
        address_length(self.rest()).map(|length| self.at + length)
    }

    fn number(&mut self) {
        let (start, mut end, mut value, mut digits) = (self.at, self.at, 0u32, 0u8);
        for c in self.rest().chars() {
            let Some(digit) = plain(c).to_digit(10) else { break };
            value = if digits < 9 { value * 10 + digit } else { u32::MAX };
            digits = digits.saturating_add(1);
            end += c.len_utf8();
        }
        debug_assert!(end > start, "a number has a digit");
        if let Some(token) = self.push(Kind::Number, end) {
            token.value = value;
            token.digits = digits;
        }
    }

    fn word(&mut self) {
        let from = self.folded.len();
        let (mut end, mut letters, mut upper, mut possessive) = (self.at, 0usize, 0usize, false);
        let after_digit = !self.spaced && self.list.last().is_some_and(|t| t.kind == Kind::Number);
        let first_capital = self.peek().is_some_and(char::is_uppercase);
        let run = self.plain_run();
        let head = run.and_then(|run| glued_head(run, after_digit));
        if let Some(run) = head.or(run.filter(|_| !after_digit)) {
            let capitals = run.bytes().all(|byte| byte.is_ascii_uppercase());
            let end = self.at + run.len();
            self.folded.push_str(run);
            self.folded.get_mut(from..).unwrap_or_default().make_ascii_lowercase();
            self.push_word(from, end, false, first_capital, capitals);
            return;
        }
        let mut chars = self.text.get(self.at..).unwrap_or("").char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let plain = plain(c);
            let next = chars.peek().map(|(_, c)| *c);
            if plain.is_alphabetic() {
                // "2pmTuesday": the half of the day ends where the capital begins.
                if after_digit
                    && letters == 2
                    && c.is_uppercase()
                    && matches!(self.folded.get(from..), Some("am" | "pm"))
                {
                    break;
                }
                if plain.is_ascii() {
                    self.folded.push(plain.to_ascii_lowercase());
                } else {
                    self.folded.extend(plain.to_lowercase());
                }
                letters += 1;
                upper += usize::from(c.is_uppercase());
            } else if plain == '\'' && next.is_some_and(char::is_alphabetic) {
                let mut two = self.text.get(self.at + at + c.len_utf8()..).unwrap_or("").chars();
                let letter = two.next().map(|c| c.to_ascii_lowercase());
                let last = !two.next().is_some_and(char::is_alphanumeric);
                // "We'd" is no Wednesday.
                if letter == Some('d') && last {
                    self.folded.push('\'');
                }
                if letter == Some('s') && last {
                    possessive = true;
                    let s_length = 1;
                    end = self.at + at + c.len_utf8() + s_length;
                    break;
                }
            } else if plain == '\'' && self.folded.ends_with('s') && from < self.folded.len() {
                possessive = true;
                end = self.at + at + c.len_utf8();
                break;
            } else {
                break;
            }
            end = self.at + at + c.len_utf8();
        }
        self.push_word(from, end, possessive, first_capital, upper == letters);
    }

    /// The letters that begin here, when they are ASCII and neither an apostrophe nor another alphabet follows.
    fn plain_run(&self) -> Option<&'t str> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let goes_on = rest.get(length).is_some_and(|byte| !byte.is_ascii() || matches!(byte, b'\'' | b'`'));
        self.text.get(self.at..self.at + length).filter(|run| !run.is_empty() && !goes_on)
    }

    /// Adds the word whose folded letters begin at `from`.
    fn push_word(&mut self, from: usize, end: usize, possessive: bool, capital: bool, capitals: bool) {
        let folded = (from, self.folded.len());
        let senses = words::senses(self.folded.get(from..).unwrap_or(""));
        if let Some(token) = self.push(Kind::Word, end) {
            token.folded = folded;
            token.senses = senses;
            token.possessive = possessive;
            token.capital = capital;
            token.capitals = capitals;
        }
    }
}

/// The first of two words written as one: the "th" of "20thmarch", the "pm" of "7pmish", the "eleven" of "elevenish".
fn glued_head(run: &str, after_digit: bool) -> Option<&str> {
    const LONGEST: usize = 12;
    let about = run.len().checked_sub(3).and_then(|at| run.split_at_checked(at));
    let about = about.filter(|(_, ish)| ish.eq_ignore_ascii_case("ish")).map(|(head, _)| head);
    let likely = (after_digit || about.is_some()) && (4..=LONGEST).contains(&run.len());
    let senses = |word: &str| words::senses(&word.to_ascii_lowercase());
    if let Some(head) = about.filter(|_| likely) {
        let half = head.eq_ignore_ascii_case("am") || head.eq_ignore_ascii_case("pm");
        let hour = || senses(head).cardinal.is_some_and(|n| (1..=12).contains(&n));
        return if after_digit { half } else { hour() }.then_some(head);
    }
    let (ending, month) = run.split_at_checked(2).filter(|_| likely)?;
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    (ordinal && senses(month).month.is_some()).then_some(ending)
}

/// `name@host.tld` at the start of `rest`. Looks at no more than 100 bytes, so that the whole stays linear.
fn address_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let local =
        bytes.iter().take(60).take_while(|b| b.is_ascii_alphanumeric() || b"._+-%".contains(b)).count();
    if local == 0 || bytes.get(local) != Some(&b'@') {
        return None;
    }
    let host = bytes
        .get(local + 1..)?
        .iter()
        .take(253)
        .take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b))
        .count();
    let name = rest.get(local + 1..local + 1 + host)?.trim_end_matches(['.', '-']);
    let top = name.rsplit_once('.')?.1;
    (top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic())).then_some(local + 1 + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens joined by `|`, glued ones by `+`.
    fn cut(text: &str) -> String {
        let tokens = lex(text);
        let mut out = String::new();
        for token in &tokens.list {
            if !out.is_empty() {
                out.push(if token.spaced { '|' } else { '+' });
            }
            out.push_str(token.span.of(text));
        }
        out
    }

    #[test]
    fn words_and_numbers_part_where_they_meet() {
        assert_eq!(cut("at2pm on Jul24"), "at+2+pm|on|Jul+24");
        assert_eq!(cut("2pmTuesday"), "2+pm+Tuesday");
        assert_eq!(cut("20thmarch 5thing"), "20+th+march|5+thing");
        assert_eq!(cut("3–5 p.m."), "3+–+5|p+.+m+.");
        assert_eq!(cut("Saturday's o'clock"), "Saturday's|o'clock");
    }

    #[test]
    fn links_and_addresses_are_opaque() {
        assert_eq!(
            cut("see https://a.b/2024-01-02?x=1 or ana.b@c.org."),
            "see|https://a.b/2024-01-02?x=1|or|ana.b@c.org+."
        );
        assert_eq!(cut("lunch@noon"), "lunch+@+noon");
    }

    #[test]
    fn foreign_digits_count() {
        assert_eq!(lex("１７:３０").number(0), Some(17));
        assert_eq!(lex("٣").number(0), Some(3));
    }
}
