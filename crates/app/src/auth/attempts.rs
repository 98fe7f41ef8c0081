//! How often somebody may try: by where they are, and by whom they say they are. A success gives neither back.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest, Sha256};

use crate::limit::Visitor;

/// Keys remembered at most by each; whoever comes then shares one allowance.
const MOST: usize = 50_000;

type Limit<K> =
    RateLimiter<K, DashMapStateStore<K>, DefaultClock, NoOpMiddleware<<DefaultClock as Clock>::Instant>>;

/// The tries that are left, of each kind.
#[derive(Debug)]
pub struct Attempts {
    /// To sign in, or to show again that it is oneself.
    pub sign_in: Tries,
    /// To register.
    pub register: Tries,
    /// To have a mail sent to an address.
    pub mail: Tries,
    /// To go to a provider.
    pub provider: Tries,
}

impl Default for Attempts {
    fn default() -> Attempts {
        let minute = Duration::from_mins(1);
        Attempts {
            sign_in: Tries::new(10, 5, minute),
            register: Tries::new(20, 5, minute),
            mail: Tries::new(20, 5, minute / 5),
            provider: Tries::new(60, 1, minute),
        }
    }
}

impl Attempts {
    /// Forgets everyone who has all tries left again.
    pub fn forget(&self) {
        for tries in [&self.sign_in, &self.register, &self.mail, &self.provider] {
            tries.visitors.retain_recent();
            tries.accounts.retain_recent();
        }
    }
}

/// The tries of one kind that are left.
pub struct Tries {
    visitors: Limit<Visitor>,
    accounts: Limit<[u8; 32]>,
    clock: DefaultClock,
}

impl Tries {
    /// `by_visitor` tries a minute from one network address; `by_account` tries for one account, and another one after
    /// each `one_more`.
    fn new(by_visitor: u32, by_account: u32, one_more: Duration) -> Tries {
        let several = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let accounts = Quota::with_period(one_more).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
        Tries {
            visitors: RateLimiter::dashmap(Quota::per_minute(several(by_visitor))),
            accounts: RateLimiter::dashmap(accounts.allow_burst(several(by_account))),
            clock: DefaultClock::default(),
        }
    }

    /// Takes one try of this visitor, when it is not known for which account.
    ///
    /// # Errors
    /// As [`Tries::take`].
    pub fn take_visitor(&self, visitor: Visitor) -> Result<(), Duration> {
        let visitor = if self.visitors.len() < MOST { visitor } else { Visitor::OTHERS };
        self.visitors.check_key(&visitor).map_err(|early| early.wait_time_from(self.clock.now()))
    }

    /// Takes one try of this visitor for this account.
    ///
    /// # Errors
    /// When there is none left: how long until there is.
    pub fn take(&self, visitor: Visitor, account: &str) -> Result<(), Duration> {
        self.take_visitor(visitor)?;
        let account: [u8; 32] = Sha256::digest(account).into();
        let account = if self.accounts.len() < MOST { account } else { [0; 32] };
        let now = self.clock.now();
        self.accounts.check_key(&account).map_err(|early| early.wait_time_from(now))
    }
}

impl std::fmt::Debug for Tries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tries")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    #[test]
    fn requirement_41_visitors_and_accounts_have_so_many_tries() {
        let attempts = Attempts::default();
        let visitor = |last: u8| Visitor::from(IpAddr::from([192, 0, 2, last]));
        let email = |name: &str| format!("{name}@example.org");
        for (tries, by_visitor, by_account, longest) in [
            (&attempts.sign_in, 10, 5, Duration::from_mins(1)),
            (&attempts.register, 20, 5, Duration::from_mins(1)),
            (&attempts.mail, 20, 5, Duration::from_secs(12)),
        ] {
            for _ in 0..by_account {
                assert!(tries.take(visitor(1), &email("ana")).is_ok());
            }
            let wait = tries.take(visitor(2), &email("ana")).unwrap_err();
            assert!(wait <= longest, "from elsewhere neither");
            for number in by_account..by_visitor {
                assert!(tries.take(visitor(1), &email(&format!("other{number}"))).is_ok());
            }
            assert!(tries.take(visitor(1), &email("another")).is_err());
            assert!(tries.take(visitor(3), &email("another")).is_ok());
        }
    }
}
