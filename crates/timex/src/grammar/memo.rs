//! What the matchers have already read: one question about the same tokens is asked by many of them.
//!
//! Matchers look a bounded number of tokens ahead, so a few answers each are enough and memory does not grow with the
//! text.

use std::cell::{Cell, RefCell};

use jiff::civil::Weekday;

use super::Found;
use super::link::Link;
use super::time::Need;
use crate::mention::{Amount, DateSpec, TimeSpec, ZoneSpec};

/// Answers kept for each question; a power of two larger than a matcher looks ahead.
const KEPT: usize = 16;

/// The last answers of the matchers that are asked most.
#[derive(Debug, Default)]
pub(super) struct Memo {
    pub(super) amount: Answers<Amount>,
    pub(super) date: Answers<DateSpec>,
    pub(super) time: [Answers<TimeSpec>; 3],
    pub(super) zone: Answers<ZoneSpec>,
    pub(super) weekdays: Answers<Vec<Weekday>>,
    pub(super) link: [Answers<Link>; 2],
    pub(super) no_rule: Absences,
    pub(super) no_limit: Absences,
    pub(super) no_name: Absences,
}

impl Memo {
    /// The answers for times of which so much must be there.
    pub(super) fn time(&self, need: Need) -> &Answers<TimeSpec> {
        let [whole, bare, after_date] = &self.time;
        match need {
            Need::Whole => whole,
            Need::Bare => bare,
            Need::AfterDate => after_date,
        }
    }
}

/// The last answers of one matcher.
#[derive(Debug)]
pub(super) struct Answers<T>(RefCell<[Option<Answer<T>>; KEPT]>);

/// The token that was asked about, and what was found there.
type Answer<T> = (usize, Found<T>);

impl<T> Default for Answers<T> {
    fn default() -> Answers<T> {
        Answers(RefCell::new([const { None }; KEPT]))
    }
}

impl<T: Clone> Answers<T> {
    /// What `read` finds at `i`, asked only once.
    pub(super) fn at(&self, i: usize, read: impl FnOnce() -> Found<T>) -> Found<T> {
        if let Some(known) = self.known(i) {
            return known;
        }
        let found = read();
        if let Some(slot) = self.0.borrow_mut().get_mut(i % KEPT) {
            *slot = Some((i, found.clone()));
        }
        found
    }

    fn known(&self, i: usize) -> Option<Found<T>> {
        match self.0.borrow().get(i % KEPT) {
            Some(Some((at, found))) if *at == i => Some(found.clone()),
            _ => None,
        }
    }
}

/// Tokens at which one matcher found nothing, for matchers whose answers are long to copy.
#[derive(Debug)]
pub(super) struct Absences([Cell<usize>; KEPT]);

impl Default for Absences {
    fn default() -> Absences {
        Absences([const { Cell::new(usize::MAX) }; KEPT])
    }
}

impl Absences {
    /// What `read` finds at `i`; not asked again when that is nothing.
    pub(super) fn at<T>(&self, i: usize, read: impl FnOnce() -> Found<T>) -> Found<T> {
        let slot = self.0.get(i % KEPT)?;
        if slot.get() == i {
            return None;
        }
        let found = read();
        if found.is_none() {
            slot.set(i);
        }
        found
    }
}
