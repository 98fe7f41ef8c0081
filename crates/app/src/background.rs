//! Work that goes on after its request was answered, so that nobody learns from the time of an answer what was found.

use std::sync::{Mutex, PoisonError};

use tokio::task::JoinSet;

use crate::error::Error;

/// Pieces of work that go on at the same time.
const MOST: usize = 256;

/// The work that is going on.
#[derive(Debug, Default)]
pub struct Background(Mutex<JoinSet<()>>);

impl Background {
    /// Begins `work` and returns.
    ///
    /// # Errors
    /// [`Error::Busy`] when too much is going on.
    pub fn begin(&self, work: impl Future<Output = ()> + Send + 'static) -> Result<(), Error> {
        let mut going_on = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while going_on.try_join_next().is_some() {}
        if going_on.len() >= MOST {
            return Err(Error::Busy);
        }
        going_on.spawn(work);
        Ok(())
    }

    /// Waits for all that goes on.
    pub async fn finish(&self) {
        let mut going_on = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        while going_on.join_next().await.is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn all_of_it_is_done_when_the_program_ends_and_too_much_is_refused() {
        let (background, done) = (Background::default(), Arc::new(AtomicUsize::new(0)));
        for _ in 0..MOST {
            let done = Arc::clone(&done);
            let work = async move {
                done.fetch_add(1, Ordering::SeqCst);
            };
            background.begin(work).unwrap();
        }
        background.finish().await;
        assert_eq!(done.load(Ordering::SeqCst), MOST);
        for _ in 0..MOST {
            background.begin(std::future::pending()).unwrap();
        }
        assert!(matches!(background.begin(async {}), Err(Error::Busy)));
    }
}
