//! How often somebody may try to sign in: by where they are, and by whom they say they are. A success gives neither back.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest, Sha256};
use store::Email;

use crate::limit::Visitor;

/// Tries a minute from one address.
const BY_VISITOR: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Tries for one account, and how long until there is another.
const BY_ACCOUNT: NonZeroU32 = NonZeroU32::new(5).unwrap();
const ONE_MORE: Duration = Duration::from_mins(1);
/// Keys remembered at most; whoever comes then shares one allowance.
const MOST: usize = 50_000;

type Limit<K> =
    RateLimiter<K, DashMapStateStore<K>, DefaultClock, NoOpMiddleware<<DefaultClock as Clock>::Instant>>;

/// The tries that are left.
pub struct Attempts {
    visitors: Limit<Visitor>,
    accounts: Limit<[u8; 32]>,
    clock: DefaultClock,
}

impl Default for Attempts {
    fn default() -> Attempts {
        let accounts = Quota::with_period(ONE_MORE).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
        Attempts {
            visitors: RateLimiter::dashmap(Quota::per_minute(BY_VISITOR)),
            accounts: RateLimiter::dashmap(accounts.allow_burst(BY_ACCOUNT)),
            clock: DefaultClock::default(),
        }
    }
}

impl Attempts {
    /// Takes one try of this visitor for this account.
    ///
    /// # Errors
    /// When there is none left: how long until there is.
    pub fn take(&self, visitor: Visitor, email: &Email) -> Result<(), Duration> {
        let visitor = if self.visitors.len() < MOST { visitor } else { Visitor::OTHERS };
        let account: [u8; 32] = Sha256::digest(email.as_str()).into();
        let account = if self.accounts.len() < MOST { account } else { [0; 32] };
        let now = self.clock.now();
        self.visitors.check_key(&visitor).map_err(|early| early.wait_time_from(now))?;
        self.accounts.check_key(&account).map_err(|early| early.wait_time_from(now))
    }

    /// Forgets everyone who has all tries left again.
    pub fn forget(&self) {
        self.visitors.retain_recent();
        self.accounts.retain_recent();
    }
}

impl std::fmt::Debug for Attempts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attempts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    #[test]
    fn requirement_41_a_visitor_has_ten_tries_and_an_account_five() {
        let attempts = Attempts::default();
        let visitor = |last: u8| Visitor::from(IpAddr::from([192, 0, 2, last]));
        let email = |name: &str| Email::parse(&format!("{name}@example.org")).unwrap();
        for _ in 0..5 {
            assert!(attempts.take(visitor(1), &email("ana")).is_ok());
        }
        assert!(attempts.take(visitor(2), &email("ana")).is_err(), "from elsewhere neither");
        for number in 0..5 {
            assert!(attempts.take(visitor(1), &email(&format!("other{number}"))).is_ok());
        }
        let wait = attempts.take(visitor(1), &email("another")).unwrap_err();
        assert!(wait <= ONE_MORE);
        assert!(attempts.take(visitor(3), &email("another")).is_ok());
    }
}
