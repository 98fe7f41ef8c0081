//! How much text one visitor may have read: counted in bytes, so that many small texts cost no more than one large one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

/// 4 MiB a minute, all of it at once if need be.
const BYTES_A_MINUTE: NonZeroU32 = NonZeroU32::new(4 * 1024 * 1024).unwrap();
/// What the shortest text costs, since answering it is work too.
const LEAST: usize = 256;
/// A file costs less than the text that comes out of it: most of it is skipped, not understood.
const FILE_SHARE: usize = 4;
/// Visitors remembered at most; some 100 bytes each.
const MOST_VISITORS: usize = 50_000;

/// The bytes that each visitor has left. Those who have been away are forgotten.
pub struct ByteLimit<C: Clock = DefaultClock> {
    visitors: RateLimiter<Visitor, DashMapStateStore<Visitor>, C, NoOpMiddleware<C::Instant>>,
    clock: C,
}

/// Who counts as one: an address, and for IPv6 the /64 that one household has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Visitor(IpAddr);

impl Visitor {
    /// Everyone whose address is not known.
    pub const OTHERS: Visitor = Visitor(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
}

impl From<IpAddr> for Visitor {
    fn from(address: IpAddr) -> Visitor {
        match address.to_canonical() {
            IpAddr::V6(v6) => Visitor(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into()),
            v4 @ IpAddr::V4(_) => Visitor(v4),
        }
    }
}

impl ByteLimit {
    /// Nobody has used anything yet.
    pub fn new() -> ByteLimit {
        ByteLimit::with_clock(DefaultClock::default())
    }
}

impl Default for ByteLimit {
    fn default() -> ByteLimit {
        ByteLimit::new()
    }
}

impl<C: Clock + Clone> ByteLimit<C> {
    fn with_clock(clock: C) -> ByteLimit<C> {
        let quota = Quota::per_minute(BYTES_A_MINUTE);
        ByteLimit { visitors: RateLimiter::dashmap_with_clock(quota, clock.clone()), clock }
    }

    /// Takes `bytes` from what `visitor` has left.
    ///
    /// # Errors
    /// When there is not that much left: how long until there is.
    pub fn take(&self, visitor: Visitor, bytes: usize) -> Result<(), Duration> {
        // Whoever comes when the memory is full shares one allowance with all the others who do.
        let visitor = if self.visitors.len() < MOST_VISITORS { visitor } else { Visitor::OTHERS };
        let bytes = u32::try_from(bytes.max(LEAST)).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX);
        match self.visitors.check_key_n(&visitor, bytes) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(early)) => Err(early.wait_time_from(self.clock.now())),
            // More than a whole minute's worth: never enough.
            Err(_) => Err(Duration::from_mins(1)),
        }
    }

    /// Takes what opening files of `bytes` costs; their text is taken for itself.
    ///
    /// # Errors
    /// As [`ByteLimit::take`].
    pub fn take_file(&self, visitor: Visitor, bytes: usize) -> Result<(), Duration> {
        self.take(visitor, bytes / FILE_SHARE)
    }

    /// Forgets everyone who has all bytes left again.
    pub fn forget(&self) {
        self.visitors.retain_recent();
        self.visitors.shrink_to_fit();
    }
}

impl<C: Clock> std::fmt::Debug for ByteLimit<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ByteLimit")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    fn visitor(address: &str) -> Visitor {
        Visitor::from(address.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn bytes_count_and_come_back() {
        let clock = FakeRelativeClock::default();
        let limit = ByteLimit::with_clock(clock.clone());
        let one = visitor("192.0.2.1");
        for _ in 0..16 {
            limit.take(one, 256 * 1024).unwrap();
        }
        let wait = limit.take(one, 256 * 1024).unwrap_err();
        assert!(wait > Duration::from_secs(3) && wait < Duration::from_secs(5), "{wait:?}");
        limit.take(visitor("192.0.2.2"), 256 * 1024).unwrap();
        clock.advance(Duration::from_secs(4));
        limit.take(one, 256 * 1024).unwrap();
        assert!(limit.take(one, 5 * 1024 * 1024).is_err());
    }

    #[test]
    fn calls_do_not_count_but_none_is_free() {
        let limit = ByteLimit::with_clock(FakeRelativeClock::default());
        let one = visitor("192.0.2.1");
        let calls = (0..100_000).take_while(|_| limit.take(one, 0).is_ok()).count();
        assert_eq!(calls, 4 * 1024 * 1024 / LEAST);
    }

    #[test]
    fn the_largest_file_can_be_opened_and_not_many_of_them() {
        let limit = ByteLimit::with_clock(FakeRelativeClock::default());
        let one = visitor("192.0.2.1");
        let opened = (0..10).take_while(|_| limit.take_file(one, document::MAX_FILE).is_ok()).count();
        assert_eq!(opened, 2);
        assert!(limit.take(one, 0).is_err());
    }

    #[test]
    fn a_household_is_one_visitor() {
        assert_eq!(visitor("2001:db8:1:2::1"), visitor("2001:db8:1:2:ffff::9"));
        assert_ne!(visitor("2001:db8:1:2::1"), visitor("2001:db8:1:3::1"));
        assert_eq!(visitor("::ffff:192.0.2.1"), visitor("192.0.2.1"));
        assert_ne!(visitor("192.0.2.1"), visitor("192.0.2.2"));
    }

    #[test]
    fn memory_is_bounded() {
        let limit = ByteLimit::with_clock(FakeRelativeClock::default());
        let all = (0..MOST_VISITORS as u32 * 2)
            .filter(|n| limit.take(Visitor(Ipv4Addr::from(n + 1).into()), 0).is_ok());
        assert_eq!(all.count(), MOST_VISITORS + 4 * 1024 * 1024 / LEAST);
        assert_eq!(limit.visitors.len(), MOST_VISITORS + 1);
    }

    #[test]
    fn those_who_have_been_away_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let limit = ByteLimit::with_clock(clock.clone());
        for number in 0..1000_u32 {
            limit.take(Visitor(Ipv4Addr::from(number).into()), 100).unwrap();
        }
        assert_eq!(limit.visitors.len(), 1000);
        clock.advance(Duration::from_mins(1));
        limit.forget();
        assert_eq!(limit.visitors.len(), 0);
    }
}
