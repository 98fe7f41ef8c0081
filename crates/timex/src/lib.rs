//! From text to temporal expressions, and from those to instants, ranges and recurrences.
//!
//! A temporal expression is what `TimeML` calls a TIMEX3: the words of a text that say when. Recognition and resolution
//! are two steps: [`find`] recognises the expressions of a text and resolves each against a [`Context`]; [`join`]
//! resolves several mentions as one (a date on one line, a time on the next). [`results`] is the shape of the command
//! `times`.
//!
//! No I/O, no clock, no mutable globals: text, "now" and preferences come in, values go out. Time and memory are linear
//! in the length of the text.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod context;
mod expression;
mod grammar;
mod lex;
mod mention;
mod nearby;
mod resolve;
mod times;
mod words;

pub use calendar::{Clock, DateOrder, Span};
pub use context::{Context, Locale, NextWeekday, Preferences};
pub use expression::{Expression, Field, Grain, Inference, OtherReading, Part, Reading};
pub use mention::Mention;
pub use times::{OtherTimes, TimesResult, results};

use grammar::Parser;
use resolve::{Resolver, TextDecisions};

/// The temporal expressions of `text`, in its order. They do not overlap, except for words that a group shares.
pub fn find(text: &str, context: &Context) -> Vec<Expression> {
    let tokens = lex::lex(text);
    let mut mentions = Parser::new(&tokens, context.date_order(), context.now.date()).mentions();
    let decisions = TextDecisions::of(&mentions, &tokens, context);
    nearby::look(&mut mentions, &tokens, decisions);
    let resolver = Resolver::new(context, decisions);
    let mut groups = 0;
    mentions.into_iter().flat_map(|located| resolver.expressions(located.mention, &mut groups)).collect()
}

/// Several mentions of one event resolved as one: a date here, a time there, a zone, a length, a rule elsewhere. Where
/// two say the same, the first one counts. `None` for an empty list.
pub fn join(expressions: &[&Expression], context: &Context) -> Option<Expression> {
    let mut mentions = expressions.iter().map(|expression| (expression.mention.clone(), expression.span));
    let (mut whole, mut span) = mentions.next()?;
    for (mention, other) in mentions {
        whole = grammar::unite(whole, mention);
        span = Span::new(span.start.min(other.start), span.end.max(other.end));
    }
    whole.span = mention::Span0(span);
    let resolver = Resolver::new(context, TextDecisions::default());
    resolver.expressions(whole, &mut 0).into_iter().next()
}
