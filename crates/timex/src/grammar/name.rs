//! Names that words of time stand in: "Ruby Tuesday", "Wednesday Addams", "the Daily Mail".

use super::Parser;
use crate::words::NAMES;
use crate::words::names::{Kind, SMALL};

impl Parser<'_> {
    /// The token after the name that begins at `i`; after a paper's, the date of the issue is read over.
    pub(super) fn name(&self, i: usize) -> Option<usize> {
        let t = self.t;
        t.get(i).filter(|token| token.senses.name && token.capital)?;
        self.memo.no_name.at(i, || self.read_name(i).map(|next| ((), next))).map(|((), next)| next)
    }

    fn read_name(&self, i: usize) -> Option<usize> {
        let t = self.t;
        let capital = |n: usize| t.get(n).is_some_and(|token| token.capital) || t.any(n, SMALL);
        let mut found =
            NAMES.after(t.word(i)).filter_map(|(rest, kind)| Some((kind, t.phrase(i + 1, rest)?)));
        let (kind, next) = found.find(|(_, end)| (i..*end).all(capital))?;
        let issue = self.written_date(next + 1).filter(|_| *kind == Kind::Paper && t.mark(next, ','));
        Some(issue.map_or(next, |(_, after)| after))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::parser;
    use crate::lex::lex;

    #[test]
    fn names_are_no_days() {
        let mentions = |text: &str| parser(&lex(text)).mentions().len();
        for (text, expected) in [
            ("lunch at Ruby Tuesday", 0),
            ("Wednesday Addams costume", 0),
            ("Happy Mondays album", 0),
            ("the Mail on Sunday", 0),
            ("USA Today, November 17, 2026", 0),
            ("lunch at Ruby Tuesday on Friday", 1),
            ("watch Friday Night Lights on Tuesday", 1),
            ("ruby tuesday", 1),
            ("Sunday School 9:30", 1),
        ] {
            assert_eq!(mentions(text), expected, "{text}");
        }
    }
}
