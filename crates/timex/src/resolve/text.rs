//! Decisions that hold for a whole text: the order of its numeric dates, its clock, its subject.

use crate::context::Context;
use crate::grammar::Located;
use crate::lex::Tokens;
use crate::mention::{DateSpec, Exception, Mention, TimeSpec, Until};
use crate::words::Activity;
use calendar::DateOrder;

use super::years::{self, Years};

/// What the text as a whole decides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct TextDecisions {
    /// A number over 12 shows which order the text uses.
    pub(crate) order: Option<DateOrder>,
    /// In which years the dates without a year lie.
    pub(crate) years: Years,
    /// The text writes times like 16:30 or 09:00.
    pub(crate) twenty_four: bool,
    /// The text is about work: its weeks end on Friday.
    pub(crate) work: bool,
}

impl TextDecisions {
    /// Reads all dates of a text.
    pub(crate) fn of(mentions: &[Located], tokens: &Tokens, context: &Context) -> TextDecisions {
        let work = (0..tokens.len()).any(|i| tokens.senses(i).activity == Some(Activity::Work));
        let mut decisions = TextDecisions { work, ..TextDecisions::default() };
        for located in mentions {
            let times = located
                .mention
                .times
                .iter()
                .flat_map(|item| [Some(item.start), item.end].into_iter().flatten());
            decisions.twenty_four |= times.into_iter().any(is_twenty_four);
            dates(&located.mention).for_each(|date| decisions.hear(date));
        }
        let order = decisions.order.unwrap_or_else(|| context.date_order());
        decisions.years.written = mentions
            .iter()
            .flat_map(|located| dates(&located.mention))
            .find_map(|date| years::written(date, order));
        let starts = mentions.iter().flat_map(|located| &located.mention.dates).map(|item| &item.start);
        decisions.years.past = years::past(starts, order, context.now.date());
        decisions
    }

    fn hear(&mut self, date: &DateSpec) {
        if let DateSpec::Numeric { first, second, .. } = date {
            if *first > 12 && *second <= 12 {
                self.order = self.order.or(Some(DateOrder::DayFirst));
            } else if *second > 12 && *first <= 12 {
                self.order = self.order.or(Some(DateOrder::MonthFirst));
            }
        }
    }
}

/// Every date that a mention names.
pub(super) fn dates(mention: &Mention) -> impl Iterator<Item = &DateSpec> {
    let items =
        mention.dates.iter().flat_map(|item| [Some(&item.start), item.end.as_ref()].into_iter().flatten());
    let limits = mention.rule.iter().flat_map(|rule| {
        let until = match &rule.until {
            Some(Until::Date(date) | Until::Through(date)) => Some(date),
            _ => None,
        };
        let exceptions = rule.exceptions.iter().filter_map(|exception| match exception {
            Exception::On(item, _) => Some(&item.start),
            _ => None,
        });
        rule.starting.iter().chain(until).chain(exceptions)
    });
    items.chain(limits)
}

/// "16:30", "09:00" without seconds (those of a mail's header say nothing): nobody mixes these with "4:30" for the afternoon.
fn is_twenty_four(time: TimeSpec) -> bool {
    matches!(time, TimeSpec::Clock(clock) if clock.twenty_four && clock.minute.is_some() && clock.second.is_none())
}
