//! One expression: pieces in any order, put together until the next one does not fit.

use crate::expression::Part;
use crate::lex::Kind;
use crate::mention::{DateItem, DateSpec, Mention, Relation, Span0, TimeItem, TimeSpec};
use crate::words::DayPart;

use super::link::Link;
use super::range::Opened;
use super::recurrence::Limit;
use super::relative::Shifted;
use super::time::Need;
use super::{Found, Parser};

/// A mention with the tokens that it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    pub(crate) mention: Mention,
    /// First token.
    pub(crate) from: usize,
    /// The token after the last.
    pub(crate) to: usize,
    /// The words before it say how it belongs: "for an hour", "lasting".
    pub(crate) led_by_length: bool,
    /// "starting next monday"
    pub(crate) starting: bool,
}

/// What was read last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Date,
    Time,
    Other,
}

struct Builder {
    mention: Mention,
    from: Option<usize>,
    to: usize,
    last: Last,
    /// Dates were read before times.
    date_first: bool,
    led_by_length: bool,
    starting: bool,
}

impl Parser<'_> {
    /// The expression that begins at `i`, small words before it not counted.
    pub(super) fn located(&self, i: usize) -> Found<Located> {
        if !self.may_begin(i) || self.leads_nowhere(i) {
            return None;
        }
        let mut b = Builder {
            mention: Mention::default(),
            from: None,
            to: i,
            last: Last::Nothing,
            date_first: false,
            led_by_length: false,
            starting: false,
        };
        while let Some(next) = self.piece(&mut b) {
            debug_assert!(next > b.to || b.from.is_none(), "every piece moves on");
            b.to = next;
        }
        let from = b.from?;
        let mut mention = b.mention;
        mention.span = Span0(self.t.span(from, b.to));
        Some((
            Located { mention, from, to: b.to, led_by_length: b.led_by_length, starting: b.starting },
            b.to,
        ))
    }

    /// A small word before one that begins nothing: "the report", "about the engine".
    fn leads_nowhere(&self, i: usize) -> bool {
        let (_, after) = self.link(i, false);
        let article = self.t.any(after, &["the", "a", "an"]);
        let next = if article { after + 1 } else { after };
        next > i && !self.may_begin(next)
    }

    /// A cheap look at the first token: most words begin nothing.
    fn may_begin(&self, i: usize) -> bool {
        let Some(token) = self.t.get(i) else { return false };
        match token.kind {
            Kind::Number => true,
            Kind::Mark(mark) => matches!(mark, '@' | '~' | '+' | '½' | '\''),
            Kind::Word => {
                let s = token.senses;
                s.month.is_some()
                    || s.weekday.is_some()
                    || s.unit.is_some()
                    || s.cardinal.is_some()
                    || s.ordinal.is_some()
                    || s.part.is_some()
                    || s.holiday
                    || s.starter
            }
            Kind::Break | Kind::Opaque => false,
        }
    }

    /// Reads one more piece; the index after it.
    fn piece(&self, b: &mut Builder) -> Option<usize> {
        let inside = b.from.is_some();
        if let Some(next) = self.rule_piece(b) {
            return Some(next);
        }
        if b.last == Last::Time && self.t.glued(b.to) && (self.t.mark(b.to, '-') || self.t.mark(b.to, '+')) {
            // "18:00:00-05:00": a mark that would also part a range.
            if let Some(next) = self.zone_piece(b, Link::default(), b.to) {
                return Some(next);
            }
        }
        let (link, q) = self.link(b.to, inside);
        if self.t.ends(q) {
            return None;
        }
        if inside && Self::link_breaks(b, link) {
            return None;
        }
        if link.starting && !inside {
            b.starting = true;
        }
        let next = self
            .now_piece(b, q)
            .or_else(|| self.offset_piece(b, link, q))
            .or_else(|| self.length_piece(b, link, q))
            .or_else(|| self.year_piece(b, q))
            .or_else(|| self.day_again(b, q))
            .or_else(|| self.end_piece(b, link, q))
            .or_else(|| self.part_of_day_piece(b, link, q))
            .or_else(|| self.shift_piece(b, link, q))
            .or_else(|| self.time_before_date_piece(b, link, q))
            .or_else(|| self.date_piece(b, link, q))
            .or_else(|| self.time_piece(b, link, q))
            .or_else(|| self.zone_piece(b, link, q))?;
        b.mention.approximate |= link.approximate;
        Some(next)
    }

    /// Words that never join two pieces of one expression here.
    fn link_breaks(b: &Builder, link: Link) -> bool {
        link.and && link.before || link.list && link.length && b.mention.duration.is_some()
    }

    fn push(&self, b: &mut Builder, part: Part, from: usize, next: usize, item: usize) -> usize {
        if b.from.is_none() {
            b.from = Some(from);
        }
        b.mention.parts.push((part, self.t.span(from, next), item));
        next
    }

    /// A rule, its limits and exceptions.
    fn rule_piece(&self, b: &mut Builder) -> Option<usize> {
        let t = self.t;
        let inside = b.from.is_some();
        let mut q = b.to;
        if inside && (t.mark(q, ',') || t.mark(q, '(') || t.mark(q, '-') && !t.glued(q)) {
            q += 1;
        }
        if b.mention.rule.is_some() {
            if let Some((exceptions, next)) = self.exceptions(q) {
                let rule = b.mention.rule.as_mut()?;
                rule.exceptions.extend(exceptions);
                return Some(self.push(b, Part::Exception, q, next, 0));
            }
            let (limit, next) =
                self.limit(q).or_else(|| self.limit(b.to)).filter(|(limit, _)| Self::limit_fits(b, limit))?;
            return Parser::limited(b.mention.rule.as_mut()?, limit)
                .then(|| self.push(b, Part::Rule, q, next, 0));
        }
        if let Some((Limit::Starting(date), next)) = self.starting(q).filter(|_| !inside) {
            let comma = if t.mark(next, ',') || t.any(next, &["on"]) { next + 1 } else { next };
            if let Some((mut rule, after)) = self.rule(comma) {
                rule.starting = Some(date);
                b.mention.rule = Some(rule);
                b.last = Last::Other;
                return Some(self.push(b, Part::Rule, q, after, 0));
            }
        }
        let on = if t.any(q, &["on"]) { q + 1 } else { q };
        let (rule, next) = self.rule(q).or_else(|| self.rule(on))?;
        if inside
            && rule.has_days()
            && !b.mention.dates.is_empty()
            && !self.t.any(on, &["every", "each"])
            && b.last == Last::Date
        {
            return None;
        }
        let part = rule.part;
        b.mention.rule = Some(rule);
        if let Some(part) = part.filter(|_| b.mention.times.is_empty()) {
            b.mention.times.push(TimeItem { start: TimeSpec::Part(part), end: None });
        }
        let from = if self.rule(q).is_some() { q } else { on };
        b.last = Last::Other;
        Some(self.push(b, Part::Rule, from, next, 0))
    }

    /// "every day at 9 to 5": the range of times wins over an end of the rule.
    fn limit_fits(b: &Builder, limit: &Limit) -> bool {
        match limit {
            Limit::Until(crate::mention::Until::Date(DateSpec::Written {
                year: None,
                month: None,
                day: Some(_),
                weekday: None,
            })) => b.last != Last::Time,
            _ => true,
        }
    }

    /// "for 2 hours", "lasting 90 minutes", "(2 hours)", "2-hour".
    fn length_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if b.mention.duration.is_some() || link.at || link.from || link.before || link.after {
            return None;
        }
        let about = if self.t.any(q, &["about", "around", "approximately", "up"]) { q + 1 } else { q };
        let (amount, next) = self.amount(about)?;
        if !link.length && self.shifted(q).is_some() || self.shifted(about).is_some() {
            return None;
        }
        // A number that is the hour of a time: "at 5 h".
        if self.time(q, Need::Whole).is_some_and(|(_, after)| after >= next) {
            return None;
        }
        let article = self.t.any(about, &["a", "an"])
            && !link.length
            && amount.finest.is_some_and(|unit| unit >= crate::words::Unit::Day);
        if article || link.until && !link.length && !link.until_word {
            return None;
        }
        let inside = b.from.is_some();
        let glued = self.t.mark(about + 1, '-');
        if inside && !link.length && link.list && !glued && link.and {
            return None;
        }
        b.mention.duration = Some(amount);
        b.led_by_length |= link.length || about > 0 && self.t.mark(about - 1, ':');
        b.last = Last::Other;
        Some(self.push(b, Part::Duration, about, next, 0))
    }

    /// The end of a range whose ends carry dates and times of their own.
    fn end_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let m = &b.mention;
        if !link.until || m.dates.len() > 1 || m.times.len() > 1 || m.rule.is_some() {
            return None;
        }
        let open_date = m.dates.first().is_none_or(|item| item.end.is_none());
        let open_time = m.times.first().is_none_or(|item| item.end.is_none());
        if !open_date || !open_time || m.dates.is_empty() && m.times.is_empty() {
            if m.dates.is_empty() && m.times.is_empty() {
                return self.end_only(b, link, q);
            }
            return None;
        }
        let dates = !m.dates.is_empty();
        let times = !m.times.is_empty();
        if let Some((date, next)) = self.closing_date(b, q).filter(|_| dates) {
            if let Some(item) = b.mention.dates.first_mut() {
                item.end = Some(date);
            }
            let next = self.push(b, Part::EndDate, q, next, 0);
            return Some(self.closing_time(b, next, false).unwrap_or(next));
        }
        if times {
            let (time, next) = self.time(q, Need::Bare)?;
            let on = if self.t.any(next, &["on"]) || self.t.mark(next, ',') { next + 1 } else { next };
            if self.counts_something(next - 1) && self.time(q, Need::Whole).is_none() {
                return None;
            }
            if let Some(item) = b.mention.times.first_mut() {
                item.end = Some(time);
            }
            let next = self.push(b, Part::EndTime, q, next, 0);
            if let Some((date, after)) = self.date(on).filter(|_| dates) {
                if let Some(item) = b.mention.dates.first_mut() {
                    item.end = Some(date);
                }
                return Some(self.push(b, Part::EndDate, on, after, 0));
            }
            b.last = Last::Time;
            return Some(next);
        }
        None
    }

    fn closing_date(&self, b: &Builder, q: usize) -> Found<DateSpec> {
        let found = self.date(q)?;
        let times = !b.mention.times.is_empty();
        // "3pm - 4.30": with a time open, dotted and bare numbers are times.
        let time = times && self.time(q, Need::Bare).is_some_and(|(_, next)| next >= found.1);
        (!time).then_some(found)
    }

    fn closing_time(&self, b: &mut Builder, next: usize, _whole: bool) -> Option<usize> {
        let (link, q) = self.link(next, true);
        if link.list && link.and || link.until {
            return None;
        }
        let need = if link.at || link.approximate { Need::Bare } else { Need::AfterDate };
        if b.mention.times.is_empty() {
            return None;
        }
        let (time, after) = self.time(q, need)?;
        if self.time_range_follows(q, need) {
            return None;
        }
        if let Some(item) = b.mention.times.first_mut() {
            item.end = Some(time);
        }
        b.last = Last::Time;
        Some(self.push(b, Part::EndTime, q, after, 0))
    }

    fn time_range_follows(&self, q: usize, need: Need) -> bool {
        self.time_item(q, need, Opened::No).is_some_and(|(item, _)| item.end.is_some())
    }

    /// "until 5pm", "till Friday" without a start.
    fn end_only(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if !link.until_word || b.from.is_some() {
            return None;
        }
        b.mention.bound = Relation::Until;
        let next = self.date_piece(b, Link::default(), q);
        if next.is_some() {
            return next;
        }
        let next = self.time_piece(b, Link { at: true, ..Link::default() }, q);
        if next.is_none() {
            b.mention.bound = Relation::At;
        }
        next
    }

    /// "this morning", "tonight", "tomorrow night", "friday evening", "in the afternoon", "all day".
    fn part_of_day_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let t = self.t;
        for words in [&["all", "day"][..], &["whole", "day"], &["full", "day"], &["all", "-", "day"]] {
            let found = if words.len() == 3 {
                (t.any(q, &["all"]) && t.mark(q + 1, '-') && t.any(q + 2, &["day"])).then_some(q + 3)
            } else {
                t.phrase(q, words)
            };
            if let Some(next) = found.filter(|_| {
                b.from.is_some() || self.date(if t.any(q + 2, &["on"]) { q + 3 } else { q + 2 }).is_some()
            }) {
                b.mention.all_day = true;
                return Some(self.push(b, Part::Time, q, next, 0));
            }
        }
        if matches!(crate::words::corrected(t.word(q)), "tonight")
            || t.number(q) == Some(2) && t.any(q + 1, &["nite", "night"]) && t.glued(q + 1)
        {
            let next = if t.number(q).is_some() { q + 2 } else { q + 1 };
            return self.day_and_part(b, Some(DateSpec::Days(0)), DayPart::Night, q, next);
        }
        if t.any(q, &["this"]) {
            let (part, next) = self.part_word(q + 1)?;
            return self.day_and_part(b, Some(DateSpec::Days(0)), part, q, next);
        }
        if let Some(next) = t.phrase(q, &["last", "night"]) {
            return self.day_and_part(b, Some(DateSpec::Days(-1)), DayPart::Night, q, next);
        }
        if let Some((part, next)) = self.half_alone(b, q).filter(|_| !link.any) {
            return self.day_and_part(b, None, part, q, next);
        }
        if let Some((part, next)) = self.in_the_part(b.to).or_else(|| self.in_the_part(q)) {
            return self.day_and_part(b, None, part, q.min(next - 1), next);
        }
        if b.last == Last::Date || b.last == Last::Time && b.mention.times.len() == 1 && !link.list {
            let (part, next) = self.part_word(q).filter(|_| !link.and && !link.until)?;
            return self.day_and_part(b, None, part, q, next);
        }
        let (part, next) = self.part_word(q).filter(|_| b.from.is_none() && link.preposition)?;
        (next > q + 1).then(|| self.day_and_part(b, None, part, q, next))?
    }

    /// "fri pm", "tomorrow am": half a day without an hour.
    fn half_alone(&self, b: &Builder, q: usize) -> Found<DayPart> {
        let word = q.checked_sub(1).is_some_and(|before| !self.t.word(before).is_empty());
        if b.last != Last::Date
            || !word
            || !b.mention.times.is_empty()
            || !self.t.ends(q + 1) && self.t.glued(q + 1)
        {
            return None;
        }
        match self.t.word(q) {
            "am" => Some((DayPart::Morning, q + 1)),
            "pm" => Some((DayPart::Afternoon, q + 1)),
            _ => None,
        }
    }

    /// A part of the day fixes a bare hour beside it, else it is the time.
    fn day_and_part(
        &self,
        b: &mut Builder,
        date: Option<DateSpec>,
        part: DayPart,
        from: usize,
        next: usize,
    ) -> Option<usize> {
        if let Some(start) = date {
            if b.mention.dates.is_empty() {
                b.date_first |= b.mention.times.is_empty();
                b.mention.dates.push(DateItem { start, end: None });
                b.mention.parts.push((Part::Date, self.t.span(from, next), 0));
            } else {
                let same = matches!((&start, b.mention.dates.as_slice()), (DateSpec::Days(a), [DateItem { start: DateSpec::Days(b), .. }]) if a == b);
                if !same {
                    return None;
                }
            }
        }
        match b.mention.times.as_mut_slice() {
            [] => b.mention.times.push(TimeItem { start: TimeSpec::Part(part), end: None }),
            [item] => {
                // "8am this morning": nothing new; "at 10 tonight": the half is known.
                for time in [Some(&mut item.start), item.end.as_mut()].into_iter().flatten() {
                    if let TimeSpec::Clock(clock) = time {
                        clock.half = clock
                            .half
                            .or(Some(crate::mention::Half::Part(part)).filter(|_| clock.hour <= 12));
                    }
                }
            }
            _ => return None,
        }
        b.last = Last::Date;
        Some(self.push(b, Part::Time, from, next, 0))
    }

    /// "now", "right now", "asap".
    fn now_piece(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let t = self.t;
        if b.from.is_some() {
            return None;
        }
        let next = t
            .phrase(q, &["right", "now"])
            .or_else(|| t.phrase(q, &["now"]))
            .or_else(|| t.phrase(q, &["asap"]))?;
        b.mention.times.push(TimeItem { start: TimeSpec::Now, end: None });
        b.last = Last::Other;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "in two weeks", "within 3 days": the preposition belongs to the piece.
    fn offset_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        self.t.any(b.to, &["in", "within", "after"]).then(|| self.shift_piece(b, link, q))?
    }

    /// "3-4 March, 09:00 on the 3rd to 16:00 on the 4th": the days of a range told again with their hours.
    fn day_again(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let [DateItem { end: Some(_), .. }] = b.mention.dates.as_slice() else { return None };
        if b.last != Last::Time || b.mention.times.len() != 1 || !b.date_first {
            return None;
        }
        let the = if self.t.any(q, &["the"]) { q + 1 } else { q };
        let (_, next) = self.ordinal_day(the).or_else(|| self.weekday_word(the).map(|(_, n)| (1, n)))?;
        let next = self.push(b, Part::Date, q, next, 0);
        let from = next;
        let until = self.t.mark(from, '-') || self.t.any(from, &["to", "until", "till", "through"]);
        let ranged = b.mention.times.first().is_some_and(|item| item.end.is_none());
        let Some((time, after)) = self.time(from + 1, Need::Bare).filter(|_| until && ranged) else {
            return Some(next);
        };
        if let Some(item) = b.mention.times.first_mut() {
            item.end = Some(time);
        }
        Some(self.push(b, Part::EndTime, from + 1, after, 0))
    }

    /// "Thu Oct 26 11:00:09 EDT 2023": the year after the time.
    fn year_piece(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let [DateItem { start: DateSpec::Written { year: year @ None, day: Some(_), .. }, end: None }] =
            b.mention.dates.as_mut_slice()
        else {
            return None;
        };
        if b.mention.times.is_empty() || q != b.to {
            return None;
        }
        let (found, next) = self.year(q).filter(|(_, next)| self.clause_ends(*next))?;
        *year = Some(found);
        Some(self.push(b, Part::Date, q, next, 0))
    }

    /// "in two hours", "3 days from now".
    fn shift_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let at = if self.t.any(b.to, &["in", "within", "after"]) { b.to } else { q };
        let (shifted, next) = self.shifted(at).or_else(|| self.shifted(q))?;
        let at = if self.shifted(at).is_some() { at } else { q };
        match shifted {
            Shifted::Time(time) if b.mention.times.is_empty() && b.mention.dates.is_empty() => {
                b.mention.times.push(TimeItem { start: time, end: None });
                b.last = Last::Time;
                Some(self.push(b, Part::Time, at, next, 0))
            }
            Shifted::Date(date) if b.mention.dates.is_empty() => {
                // "two months from today on Tuesday" and ranges from an offset are read by the date piece.
                if self.date_item(at, link.opened()).is_some_and(|(item, _)| item.end.is_some()) {
                    return None;
                }
                b.mention.dates.push(DateItem { start: date, end: None });
                b.date_first |= b.mention.times.is_empty();
                b.last = Last::Date;
                Some(self.push(b, Part::Date, at, next, 0))
            }
            _ => None,
        }
    }

    /// "9-5 tuesday", "11 to 9 january 5th", "noon today": a bare range of hours right before a date.
    fn time_before_date_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if !b.mention.times.is_empty() || !b.mention.dates.is_empty() || self.t.number(q).is_none() {
            return None;
        }
        if let Some(next) = self.military_before_date(b, q) {
            return Some(next);
        }
        let (item, next) =
            self.time_item(q, Need::Bare, link.opened()).filter(|(item, _)| item.end.is_some())?;
        let on =
            if self.t.any(next, &["on", "of", "this"]) || self.t.mark(next, ',') { next + 1 } else { next };
        let dated = self.date(on).or_else(|| self.date(next)).is_some() && self.t.senses(next).unit.is_none();
        let alone = q == b.to && (q == 0 || self.t.ends(q - 1)) && self.t.ends(next) && self.t.digits(q) <= 2;
        let days =
            self.date_item(q, link.opened()).is_some_and(|(item, after)| item.end.is_some() && after > next);
        if days || !(dated || alone) {
            return None;
        }
        b.mention.times.push(item);
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "0907 tomorrow"
    fn military_before_date(&self, b: &mut Builder, q: usize) -> Option<usize> {
        let first = q
            .checked_sub(1)
            .is_none_or(|before| self.t.ends(before) || self.t.mark(before, ',') || self.t.mark(before, '-'));
        let likely = self.t.digits(q) == 4 && (first || self.t.number(q).is_some_and(|n| n < 1000));
        let (time, next) = self.time(q, Need::AfterDate).filter(|_| likely)?;
        self.day_word(next).or_else(|| self.weekday_date(next))?;
        b.mention.times.push(TimeItem { start: time, end: None });
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// A date or a range of dates, or one more of a list.
    fn date_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let m = &b.mention;
        if link.length && b.from.is_some() && m.rule.is_some() || link.until && b.from.is_some() {
            return None;
        }
        let more = !m.dates.is_empty();
        if let Some(next) = self.further_day(b, link, q).or_else(|| self.date_of_the_weekday(b, link, q)) {
            return Some(next);
        }
        let m = &b.mention;
        let in_list = b.last == Last::Date
            && (link.list || self.t.senses(q).weekday.is_some())
            && !link.at
            && !link.from;
        let after_time = b.last == Last::Time && link.and && !b.date_first;
        if more && !in_list && !after_time || m.dates.len() >= 31 {
            return None;
        }
        let (item, next) = self.date_item(q, link.opened())?;
        if self.is_rather_a_time(q, next, link) || more && Self::is_second_reading(m, &item) {
            return None;
        }
        // "friday at 3 and saturday at 4": the next date has a time of its own.
        if more && after_time && self.starts_time(next) {
            return None;
        }
        let index = b.mention.dates.len();
        let item = in_the_same_week(b.mention.dates.last(), item);
        b.mention.dates.push(item);
        lend_month(&mut b.mention.dates);
        b.date_first |= b.mention.times.is_empty();
        if index == 0 {
            if link.before {
                b.mention.bound = Relation::Before;
            } else if link.after {
                b.mention.bound = Relation::After;
            }
        }
        b.last = Last::Date;
        Some(self.push(b, Part::Date, q, next, index))
    }

    /// "Thursday 9:30–10:00, 18 September": the date of the weekday comes after its hours.
    fn date_of_the_weekday(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [DateItem { start: DateSpec::Weekday { weekday, .. }, end: None }] = b.mention.dates.as_slice()
        else {
            return None;
        };
        if b.last != Last::Time || link.and || link.until || link.from {
            return None;
        }
        let weekday = Some(*weekday);
        let (start, next) = match self.written_date(q).or_else(|| self.numeric_date(q))? {
            (DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None }, next) => {
                (DateSpec::Written { year, month: Some(month), day: Some(day), weekday }, next)
            }
            (DateSpec::Numeric { first, second, year, weekday: None }, next) => {
                (DateSpec::Numeric { first, second, year, weekday }, next)
            }
            _ => return None,
        };
        b.mention.dates = vec![DateItem { start, end: None }];
        b.last = Last::Date;
        Some(self.push(b, Part::Date, q, next, 0))
    }

    /// "Nov 12, 14 and 16", "Jan 5-7 & 9, 2027": further days of the month before them.
    fn further_day(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let last = b.mention.dates.last()?.clone();
        let DateSpec::Written { month: Some(month), day: Some(from), year, .. } = last.start else {
            return None;
        };
        if b.last != Last::Date || !link.list || link.at || link.from || b.mention.dates.len() > 30 {
            return None;
        }
        let (day, next) =
            self.ordinal_day(q).or_else(|| self.plain_day(q).filter(|_| self.t.number(q).is_some()))?;
        let goes_on = link.and
            || self.t.mark(q - 1, '&')
            || self.t.mark(next, ',') && self.t.digits(next + 1) <= 2
            || self.t.any(next, &["and", "&"]);
        let time = self.meridiem(next, Need::Bare).is_some()
            || self.t.mark(next, ':')
            || self.t.mark(next, '-')
            || self.t.senses(next).month.is_some();
        if !goes_on || time || day <= from || !self.clause_ends(next) || self.counts_something(next - 1) {
            return None;
        }
        let (written, next) = self.closing_year(next);
        let year = year.or(written);
        for item in &mut b.mention.dates {
            if let DateSpec::Written { year: open @ None, .. } = &mut item.start {
                *open = year;
            }
        }
        let index = b.mention.dates.len();
        let start = DateSpec::Written { year, month: Some(month), day: Some(day), weekday: None };
        b.mention.dates.push(DateItem { start, end: None });
        Some(self.push(b, Part::Date, q, next, index))
    }

    /// "at 9.30": both readings are there and "at" chooses.
    fn is_rather_a_time(&self, q: usize, next: usize, link: Link) -> bool {
        link.at
            && self.t.number(q).is_some()
            && self.time(q, Need::Bare).is_some_and(|(_, after)| after >= next)
    }

    /// A second date that cannot be a further item: a month after a day.
    fn is_second_reading(m: &Mention, item: &DateItem) -> bool {
        let unit = matches!(item.start, DateSpec::Unit { .. } | DateSpec::Written { day: None, .. });
        let first_unit = m
            .dates
            .first()
            .is_some_and(|d| matches!(d.start, DateSpec::Unit { .. } | DateSpec::Written { day: None, .. }));
        unit != first_unit
    }

    /// A time or a range of times, or one more of a list.
    fn time_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if let Some(next) = self.clock_in_part(b, link, q) {
            return Some(next);
        }
        if let Some(next) =
            self.start_after_arrival(b, link, q).or_else(|| self.start_after_doors(b, link, q))
        {
            return Some(next);
        }
        let m = &b.mention;
        let more = !m.times.is_empty();
        if more && !(b.last == Last::Time && link.list) || m.times.len() >= 24 {
            return None;
        }
        let led = link.at
            || link.from
            || link.between
            || link.approximate
            || link.before
            || link.after
            || link.starting && b.from.is_some()
            || link.length && b.from.is_some();
        let need = if led && !(link.length && b.from.is_none()) {
            Need::Bare
        } else if b.last == Last::Date || b.last == Last::Other && m.rule.is_some() || more {
            Need::AfterDate
        } else {
            Need::Whole
        };
        let (item, next) = self.time_item(q, need, link.opened())?;
        if more && (self.date(q).is_some_and(|(_, after)| after > next) || self.bare_list_item_fails(q, next))
        {
            return None;
        }
        // "noon today and 545am tomorrow": the next time has a date of its own.
        if more && self.has_date_of_its_own(b, next) {
            return None;
        }
        let index = b.mention.times.len();
        if index == 0 {
            if link.before {
                b.mention.bound = Relation::Before;
            } else if link.after {
                b.mention.bound = Relation::After;
            }
        }
        b.mention.times.push(item);
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, index))
    }

    /// "tonight at 7", "every evening at 7:13": the part of the day was said first, the clock time counts.
    fn clock_in_part(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [TimeItem { start: TimeSpec::Part(part), end: None }] = b.mention.times.as_slice() else {
            return self.closing_hour(b, link, q);
        };
        let part = *part;
        if link.and || link.until {
            return None;
        }
        let need = if link.at || link.approximate || link.from { Need::Bare } else { Need::AfterDate };
        let (mut item, next) = self.time_item(q, need, link.opened())?;
        for time in [Some(&mut item.start), item.end.as_mut()].into_iter().flatten() {
            if let TimeSpec::Clock(clock) = time {
                let half = crate::mention::Half::Part(part);
                clock.half = clock.half.or(Some(half).filter(|_| clock.hour <= 12 && !clock.twenty_four));
            }
        }
        b.mention.times = vec![item];
        b.last = Last::Time;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "6.30pm for 7pm": guests come at the first, the second is read over.
    fn start_after_arrival(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if b.last != Last::Time
            || b.mention.times.len() != 1
            || !link.length
            || link.list
            || !self.t.any(q - 1, &["for"])
        {
            return None;
        }
        let (_, next) = self.time(q, Need::Whole)?;
        Some(self.push(b, Part::Time, q, next, 0))
    }

    /// "doors 7pm for a 7.30 start": the second time is called the start.
    fn start_after_doors(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let [TimeItem { start: TimeSpec::Clock(doors), end: None }] = b.mention.times.as_slice() else {
            return None;
        };
        if b.last != Last::Time || !link.length || link.list || !self.t.any(q, &["a", "an"]) {
            return None;
        }
        let (time, next) = self.time(q + 1, Need::Bare)?;
        let TimeSpec::Clock(start) = time else { return None };
        if !self.t.any(next, &["start", "kickoff"]) {
            return None;
        }
        let half = start.half.or(doors.half).filter(|_| !start.twenty_four);
        let start = TimeSpec::Clock(crate::mention::Clock { half, ..start });
        b.mention.times = vec![TimeItem { start, end: None }];
        Some(self.push(b, Part::Time, q + 1, next + 1, 0))
    }

    /// "from noon Friday through Sunday at 5 PM": the second time closes the range of days.
    fn closing_hour(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        let ranged =
            matches!(b.mention.dates.as_slice(), [DateItem { end: Some(_), .. }]) && b.last == Last::Date;
        let [TimeItem { end: end @ None, .. }] = b.mention.times.as_mut_slice() else { return None };
        if !ranged || !link.at || link.list {
            return None;
        }
        let (time, next) = self.time(q, Need::Bare)?;
        *end = Some(time);
        b.last = Last::Time;
        Some(self.push(b, Part::EndTime, q, next, 0))
    }

    fn bare_list_item_fails(&self, q: usize, next: usize) -> bool {
        self.time(q, Need::Whole).is_none() && !self.clause_ends(next)
    }

    fn has_date_of_its_own(&self, b: &Builder, next: usize) -> bool {
        let (link, q) = self.link(next, true);
        !b.date_first && !b.mention.dates.is_empty() && !link.list && self.date(q).is_some()
    }

    /// A zone after a time, and the same time told again in another zone.
    fn zone_piece(&self, b: &mut Builder, link: Link, q: usize) -> Option<usize> {
        if b.mention.times.is_empty()
            || !(b.last == Last::Time || b.last == Last::Date)
            || link.until
            || link.and
        {
            return None;
        }
        let at = if self.t.mark(b.to, '(') || self.t.any(b.to, &["in"]) { b.to } else { q };
        let (zone, next) = self.zone(at).or_else(|| self.zone(q))?;
        if b.mention.zone.is_some() {
            return None;
        }
        b.mention.zone = Some(zone);
        let next = self.push(b, Part::Zone, at, next, 0);
        let mut end = next;
        for _ in 0..4 {
            let Some(after) = self.echo(b, end) else { break };
            end = after;
        }
        Some(end)
    }

    /// "/ 12 ET", "(9am Pacific)", "= 17:00 UTC".
    fn echo(&self, b: &mut Builder, i: usize) -> Option<usize> {
        let t = self.t;
        let mut from = i;
        let opened = t.mark(i, '(');
        // "10:00 PT (Pacific Time)": the same zone by its name.
        if let Some((_, next)) = self.zone(i).filter(|_| opened) {
            b.mention.parts.push((Part::Zone, t.span(i, next), 0));
            return Some(next);
        }
        while (['/', '(', '=', '|', ','].iter().any(|mark| t.mark(from, *mark))
            || t.any(from, &["or", "aka"]))
            && from < i + 2
        {
            from += 1;
        }
        if from == i {
            return None;
        }
        let (item, next) = self.time_item(from, Need::Bare, Opened::No)?;
        let (zone, next) = self.zone(next)?;
        let next = if opened && t.mark(next, ')') { next + 1 } else { next };
        b.mention.echoes.push((item, zone));
        b.mention.parts.push((Part::Zone, t.span(from, next), 0));
        Some(next)
    }
}

/// "Wed 14 & Thu 15 October": the days before a written month take it.
fn lend_month(dates: &mut [DateItem]) {
    let Some((
        DateItem { start: DateSpec::Written { year, month: Some(month), day: Some(last), .. }, .. },
        before,
    )) = dates.split_last_mut()
    else {
        return;
    };
    for item in before {
        if let DateSpec::Written { year: own, month: open @ None, day: Some(day), .. } = &mut item.start
            && *day < *last
        {
            (*own, *open) = (*year, Some(*month));
        }
    }
}

/// "next week Mon or Tue": the further weekdays lie in the same week.
fn in_the_same_week(before: Option<&DateItem>, item: DateItem) -> DateItem {
    use crate::mention::Which;
    let (
        Some(DateItem { start: DateSpec::Weekday { which, .. }, .. }),
        DateSpec::Weekday { weekday, which: Which::Nearest },
    ) = (before, &item.start)
    else {
        return item;
    };
    match which {
        Which::Next | Which::InWeek(_) => {
            DateItem { start: DateSpec::Weekday { weekday: *weekday, which: *which }, end: item.end }
        }
        _ => item,
    }
}
