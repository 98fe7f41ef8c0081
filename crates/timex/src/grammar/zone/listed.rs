//! Zones as the lists of calendar programs name them: "(UTC-05:00) Eastern Time (US & Canada)", "(UTC+10:00) Canberra,
//! Melbourne, Sydney".

use super::super::{Found, Parser};
use crate::lex::Kind;
use crate::mention::ZoneSpec;

/// How many tokens of such a name are looked at.
const LONGEST: usize = 8;

impl Parser<'_> {
    /// The zone that is named behind its offset in brackets: the offset is that of the zone's winter.
    pub(super) fn zone_behind_its_offset(&self, offset: ZoneSpec, i: usize) -> Found<ZoneSpec> {
        let whole = matches!(offset, ZoneSpec::Offset(_)) && self.t.mark(i - 1, ')');
        if !whole || !self.t.get(i).is_some_and(|token| token.capital) {
            return None;
        }
        if let Some((zone, next)) = self.named_zone(i) {
            return Some((zone, self.land_in_brackets(next)));
        }
        let end = (i..i + LONGEST).find(|n| !self.is_of_a_list_of_cities(*n)).unwrap_or(i + LONGEST);
        let (zone, _) = (i..end).find_map(|n| self.zone_by_place(n))?;
        Some((zone, end))
    }

    /// "(US & Canada)"
    fn land_in_brackets(&self, i: usize) -> usize {
        let opened = self.t.mark(i, '(');
        let close = (i + 1..i + 6).find(|n| self.t.mark(*n, ')') || self.t.ends(*n));
        close.filter(|n| opened && self.t.mark(*n, ')')).map_or(i, |n| n + 1)
    }

    /// A name with a capital, or the comma before one.
    fn is_of_a_list_of_cities(&self, i: usize) -> bool {
        let capital = |n: usize| {
            self.t.get(n).is_some_and(|token| {
                token.kind == Kind::Word && token.capital && token.senses.weekday.is_none()
            })
        };
        capital(i) || self.t.mark(i, ',') && capital(i + 1)
    }
}
