//! Pieces of one sentence that belong together though other words stand between: "on Saturday … at 2pm",
//! "weekly review … tuesday at 10", "three hours … tomorrow at 4".

pub(super) mod rules;
mod shared;
pub(super) mod terms;

use crate::expression::Part;
use crate::lex::Kind;
use crate::mention::{DateItem, DateSpec, Mention, Span0};

use super::Parser;
use super::mention::Located;

/// How many tokens may stand between.
const REACH: usize = 14;

/// "Mrs. Okafor": behind these a full stop ends no sentence.
const CUT_SHORT: [&str; 8] = ["dr", "mr", "mrs", "ms", "prof", "rev", "st", "vs"];

impl Parser<'_> {
    /// Joins neighbours where each gives what the other lacks.
    pub(super) fn gather(&self, found: Vec<Located>) -> Vec<Located> {
        let joined = self.join_neighbours(found, Self::halves);
        let joined = self.join_neighbours(joined, Self::rule_again);
        let joined = self.join_neighbours(joined, Self::rule_and_weekdays);
        let joined = self.join_neighbours(joined, Self::rule_and_date);
        let joined = self.join_neighbours(joined, Self::are_days_only);
        let joined = self.join_neighbours(joined, Self::first_of_the_rule);
        let joined = self.join_neighbours(joined, Self::rule_and_weeks);
        let joined = self.join_neighbours(joined, Self::term_and_rule);
        self.join_neighbours(joined, Self::time_and_length)
    }

    fn join_neighbours(
        &self,
        found: Vec<Located>,
        fits: impl Fn(&Self, &Located, &Located) -> bool,
    ) -> Vec<Located> {
        let pairs = found.iter().zip(found.iter().skip(1));
        if !pairs.into_iter().any(|(a, b)| fits(self, a, b)) {
            return found;
        }
        let mut out: Vec<Located> = Vec::with_capacity(found.len());
        let mut rest = found.into_iter().peekable();
        while let Some(current) = rest.next() {
            let ahead = rest.peek().is_some_and(|next| fits(self, &current, next));
            match out.last_mut() {
                Some(last)
                    if fits(self, last, &current) && !(ahead && Self::prefers_next(last, &current)) =>
                {
                    self.unite(last, current);
                }
                _ => out.push(current),
            }
        }
        out
    }

    /// A time stands nearer to the date after it than to the one before it.
    fn prefers_next(before: &Located, current: &Located) -> bool {
        let complete = |m: &Mention| !m.dates.is_empty() && !m.times.is_empty();
        complete(&before.mention) && !complete(&current.mention)
    }

    /// A date without a time and a time without a date, in one sentence.
    fn halves(&self, a: &Located, b: &Located) -> bool {
        let (m, n) = (&a.mention, &b.mention);
        let dated = |m: &Mention| (!m.dates.is_empty() || m.rule.is_some()) && m.times.is_empty();
        let timed =
            |m: &Mention| m.dates.is_empty() && m.rule.is_none() && !m.times.is_empty() && !is_shift(m);
        // "09:15 Keynote: The next ten years": a vague time in a title is no date of a clock time.
        let vague = |l: &Located| l.mention.dates.iter().any(|item| !is_a_day(&item.start));
        let near = b.from.saturating_sub(a.to) <= 2 && !(a.to..b.from).any(|i| self.t.mark(i, ':'));
        let long = |m: &Mention| {
            m.rule.is_none() && !m.dates.is_empty() && m.dates.iter().all(DateItem::is_a_season_or_longer)
        };
        if !near && (vague(a) || vague(b)) || long(m) || long(n) {
            return false;
        }
        (dated(m) && timed(n) && m.bound == crate::mention::Relation::At && !is_shift_date(m)
            || timed(m) && dated(n))
            && self.same_sentence(a, b)
    }

    /// A time or days without an end, and a length.
    fn time_and_length(&self, a: &Located, b: &Located) -> bool {
        let open = |l: &Located| {
            let m = &l.mention;
            let no_end = m.duration.is_none()
                && m.times.first().is_none_or(|t| t.end.is_none())
                && m.dates.first().is_none_or(|d| d.end.is_none());
            no_end && m.times.len() <= 1 && m.dates.len() <= 1
        };
        // "15 minutes before your 9:40 appointment" lasts no quarter of an hour.
        let beside = ["before", "prior", "early", "ahead", "beforehand", "late"];
        let fits = |length: &Located, other: &Located| {
            // "Farouk is leaving us after eleven years"
            let passed = length.from.checked_sub(1).is_some_and(|i| self.t.any(i, &["after"]));
            if self.t.any(length.to, &beside) || passed {
                return false;
            }
            let clock = length.mention.duration.is_some_and(|d| !d.is_days());
            let timed = !other.mention.times.is_empty() && !is_shift(&other.mention);
            let days = !clock
                && !other.mention.dates.is_empty()
                && other.mention.times.is_empty()
                && (other.starting || length.led_by_length || self.is_the_length_of_a_noun(length));
            open(other) && (clock && timed || days)
        };
        let backward =
            is_only_length(&b.mention) && fits(b, a) && (b.led_by_length || self.same_sentence(a, b));
        let forward = is_only_length(&a.mention) && fits(a, b) && self.same_sentence(a, b);
        (backward || forward) && self.same_line(a, b)
    }

    /// "a 3-day trip": a hyphen binds the length to what lasts so long.
    fn is_the_length_of_a_noun(&self, length: &Located) -> bool {
        const LONGEST: i32 = 14;
        let days = length.mention.duration.is_some_and(|amount| (1..=LONGEST).contains(&amount.days));
        days && (length.from..length.to).any(|i| self.t.mark(i, '-'))
    }

    /// Between the two neither a sentence nor a line ends.
    fn same_sentence(&self, a: &Located, b: &Located) -> bool {
        b.from.saturating_sub(a.to) <= REACH && !self.sentence_ends(a.to, b.from)
    }

    /// A sentence or line ends, or another thing begins, between these tokens.
    pub(super) fn sentence_ends(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| {
            let short = self.t.mark(i, '.') && i > 0 && self.t.any(i - 1, &CUT_SHORT);
            let end = ['.', '!', '?', ';'].iter().any(|mark| self.t.mark(i, *mark)) && !self.t.glued(i + 1);
            end && !short || self.t.ends(i) || self.t.any(i, &["then", "followed"])
        })
    }

    fn same_line(&self, a: &Located, b: &Located) -> bool {
        b.from.saturating_sub(a.to) <= 2 * REACH
            && !(a.to..b.from).any(|i| self.t.get(i).is_some_and(|token| token.kind == Kind::Break))
    }

    /// Puts what `b` says into `a`.
    fn unite(&self, a: &mut Located, b: Located) {
        let mention = unite(std::mem::take(&mut a.mention), b.mention);
        a.mention = mention;
        a.to = b.to;
        a.starting |= b.starting;
        a.led_by_length |= b.led_by_length;
        a.mention.span = Span0(self.t.span(a.from, a.to));
    }
}

fn is_only_length(m: &Mention) -> bool {
    m.duration.is_some() && m.dates.is_empty() && m.times.is_empty() && m.rule.is_none()
}

fn is_shift(m: &Mention) -> bool {
    m.times
        .iter()
        .any(|item| matches!(item.start, crate::mention::TimeSpec::Shift(_) | crate::mention::TimeSpec::Now))
}

fn is_shift_date(m: &Mention) -> bool {
    m.dates.iter().any(|item| item.end.is_some() && m.dates.len() > 1)
}

/// More parts than a mention has that was not united before, and so is not known to be in order.
const SORTED_ANEW: usize = 64;

fn last_start(parts: &[(Part, calendar::Span, usize)]) -> usize {
    parts.last().map_or(0, |(_, span, _)| span.start)
}

fn first_start(parts: &[(Part, calendar::Span, usize)]) -> usize {
    parts.first().map_or(usize::MAX, |(_, span, _)| span.start)
}

/// One mention that says what both say; where both say something, the first one counts.
pub(crate) fn unite(mut a: Mention, mut b: Mention) -> Mention {
    if let (Some(rule), true) = (&mut a.rule, a.dates.is_empty()) {
        take_limit(rule, &mut b);
    }
    let (dates, times) = (a.dates.is_empty(), a.times.is_empty());
    if dates {
        a.dates = b.dates;
    }
    if times {
        a.times = b.times;
    }
    a.duration = a.duration.or(b.duration);
    a.zone = a.zone.or(b.zone);
    a.end_zone = a.end_zone.or(b.end_zone);
    a.echoes.extend(b.echoes);
    a.rule = match (a.rule, b.rule) {
        (Some(a), Some(b)) => Some(richer(a, b)),
        (a, b) => a.or(b),
    };
    if let (
        Some(rule),
        [DateItem { start: start @ DateSpec::Written { day: Some(_), weekday: Some(_), .. }, end: None }],
    ) = (&mut a.rule, a.dates.as_slice())
        && rule.has_days()
        && rule.starting.is_none()
    {
        // Told beside a rule that names its days, the date is the first of them, even when it is past.
        rule.starting = Some(start.clone());
        a.dates.clear();
    }
    terms::take_weekdays(&mut a);
    if let (Some(rule), Some(amount)) = (&mut a.rule, a.duration.filter(crate::mention::Amount::is_days)) {
        // "daily standup … for 2 weeks" limits the rule.
        rule.until.get_or_insert(crate::mention::Until::For(amount));
        a.duration = None;
    }
    if a.bound == crate::mention::Relation::At {
        a.bound = b.bound;
    }
    a.approximate |= b.approximate;
    a.all_day |= b.all_day;
    // Text without end that is united word by word is in order already; sorting it each time would be quadratic.
    b.parts.sort_by_key(|(_, span, _)| span.start);
    let follows = a.parts.len() > SORTED_ANEW && last_start(&a.parts) <= first_start(&b.parts);
    a.parts.extend(b.parts);
    if !follows {
        a.parts.sort_by_key(|(_, span, _)| span.start);
    }
    a.hint.activity = a.hint.activity.or(b.hint.activity);
    a.hint.twenty_four |= b.hint.twenty_four;
    a.hint.work |= b.hint.work;
    a
}

/// "every Tuesday at 6 in the gym, until 16 February": a day that only ends something ends the rule.
fn take_limit(rule: &mut crate::mention::RuleSpec, b: &mut Mention) {
    let only_ends = b.bound == crate::mention::Relation::Until && b.times.is_empty() && b.rule.is_none();
    let ([limit], true) = (&b.dates[..], only_ends) else { return };
    if limit.end.is_none() {
        rule.until.get_or_insert(crate::mention::Until::Date(limit.start.clone()));
        b.dates.clear();
        b.bound = crate::mention::Relation::At;
        for (part, ..) in &mut b.parts {
            *part = Part::Rule;
        }
    }
}

/// A single day, not a week or month.
fn is_a_day(date: &crate::mention::DateSpec) -> bool {
    use crate::mention::DateSpec;
    !matches!(
        date,
        DateSpec::Unit { .. }
            | DateSpec::Written { day: None, .. }
            | DateSpec::Next { .. }
            | DateSpec::Rest(_)
            | DateSpec::Week { .. }
    )
}

/// The rule that names its days, with the larger interval of both.
fn richer(a: crate::mention::RuleSpec, b: crate::mention::RuleSpec) -> crate::mention::RuleSpec {
    let longest = a.interval.max(b.interval);
    let ambiguous_interval = a.ambiguous_interval || b.ambiguous_interval;
    let names_which = |rule: &crate::mention::RuleSpec| rule.by_day.iter().any(|(n, _)| n.is_some());
    // "Wednesdays … first Wednesday of the month": the one that says which counts.
    let a_counts = a.has_days() && (names_which(&a) || !names_which(&b));
    let differ = a.frequency != b.frequency;
    let (rule, other) = if a_counts { (a, b) } else { (b, a) };
    // "Quarterly … the first day of each quarter" names the months itself.
    let interval = if rule.by_month.is_empty() && !differ { longest } else { rule.interval };
    crate::mention::RuleSpec {
        interval,
        ambiguous_interval,
        starting: rule.starting.or(other.starting),
        until: rule.until.or(other.until),
        count: rule.count.or(other.count),
        ..rule
    }
}
