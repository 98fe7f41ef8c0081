//! Recursive descent over the tokens: one matcher a file, each returns what was said and the index after it.
//!
//! A matcher looks a bounded number of tokens ahead and never back, so that the whole is linear in the text.

mod date;
mod duration;
mod exception;
mod gather;
mod holiday;
mod link;
pub(crate) mod mention;
mod noise;
mod number;
mod numeric;
mod range;
mod recurrence;
mod relative;
mod time;
mod unit;
mod weekday;
mod zone;

use crate::lex::Tokens;
use calendar::DateOrder;

pub(crate) use gather::unite;
pub(crate) use mention::Located;

/// The tokens of a text with what grammar must know of the reader.
#[derive(Clone, Copy)]
pub(crate) struct Parser<'t> {
    pub(crate) t: &'t Tokens,
    pub(crate) order: DateOrder,
}

/// What a matcher found and the index of the first token after it.
type Found<T> = Option<(T, usize)>;

impl Parser<'_> {
    /// The mentions of the whole text in its order; what one sentence says of one event is put together.
    pub(crate) fn mentions(&self) -> Vec<Located> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.t.len() {
            match self.located(i) {
                Some((located, next)) if next > i => {
                    found.push(located);
                    i = next;
                }
                _ => i += 1,
            }
        }
        self.gather(found)
    }
}
