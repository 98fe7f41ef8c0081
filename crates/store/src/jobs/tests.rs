use std::collections::HashSet;

use super::*;
use crate::testing::{after, both};

const LEASE: SignedDuration = SignedDuration::from_secs(60);

fn job(payload: &str) -> NewJob<'_> {
    NewJob { kind: "test", payload, user: None, unique_key: None, run_at: after(0) }
}

/// Jobs that one worker takes until there are none.
async fn work(db: Db) -> Vec<String> {
    let mut done = Vec::new();
    while let Some(job) = db.claim_job(LEASE, after(1)).await.unwrap() {
        assert!(db.finish_job(&job).await.unwrap());
        done.push(job.payload);
    }
    done
}

both! { eight_workers_of_three_instances_do_each_of_200_jobs_once, db, place => {
    let dbs = [db.clone(), place.open().await, place.open().await];
    for number in 0..200 {
        db.enqueue_job(&job(&number.to_string()), after(0)).await.unwrap();
    }
    let workers: Vec<_> = (0..8).map(|number| tokio::spawn(work(dbs[number % 3].clone()))).collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }
    assert_eq!((done.len(), done.iter().collect::<HashSet<_>>().len()), (200, 200));
}}

both! { jobs_come_in_the_order_of_their_time_and_not_before_it, db => {
    for (payload, second) in [("late", 30), ("early", 10), ("later", 40)] {
        db.enqueue_job(&NewJob { run_at: after(second), ..job(payload) }, after(0)).await.unwrap();
    }
    for (second, payload) in [(9, None), (35, Some("early")), (35, Some("late")), (35, None), (40, Some("later"))] {
        let job = db.claim_job(LEASE, after(second)).await.unwrap();
        assert_eq!(job.as_ref().map(|job| job.payload.as_str()), payload, "after {second} s");
    }
}}

both! { a_worker_that_dies_loses_its_job_to_another, db => {
    db.enqueue_job(&job("x"), after(0)).await.unwrap();
    let first = db.claim_job(LEASE, after(0)).await.unwrap().unwrap();
    assert!(db.claim_job(LEASE, after(59)).await.unwrap().is_none());
    let second = db.claim_job(LEASE, after(60)).await.unwrap().unwrap();
    assert_eq!((first.attempt, second.attempt), (1, 2));
    assert!(!db.finish_job(&first).await.unwrap());
    assert!(!db.extend_lease(&first, after(900)).await.unwrap());
    assert_eq!(db.fail_job(&first, "late", after(61)).await.unwrap(), Fate::Lost);
    assert!(db.extend_lease(&second, after(900)).await.unwrap());
    assert!(db.claim_job(LEASE, after(899)).await.unwrap().is_none());
    assert!(db.finish_job(&second).await.unwrap());
}}

both! { a_job_that_fails_is_tried_later_and_later_and_then_dead, db => {
    db.enqueue_job(&job("x"), after(0)).await.unwrap();
    let mut now = after(0);
    for minutes in [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0] {
        let job = db.claim_job(LEASE, now).await.unwrap().unwrap();
        let Fate::Again(at) = db.fail_job(&job, "no answer", now).await.unwrap() else { panic!("{minutes}") };
        assert!((at.duration_since(now).as_secs_f64() - minutes * 60.0).abs() < 0.1, "{minutes}");
        assert!(db.claim_job(LEASE, instant::before(at, SignedDuration::from_secs(1))).await.unwrap().is_none());
        now = at;
    }
    let last = db.claim_job(LEASE, now).await.unwrap().unwrap();
    assert_eq!(last.attempt, MAX_ATTEMPTS);
    assert_eq!(db.fail_job(&last, "still no answer", now).await.unwrap(), Fate::Dead);
    assert!(db.claim_job(LEASE, after(99_999_999)).await.unwrap().is_none());
    let dead = db.dead_jobs(10).await.unwrap();
    assert_eq!((dead.len(), dead[0].last_error.as_deref()), (1, Some("still no answer")));
}}

both! { a_job_whose_worker_dies_at_every_attempt_is_dead_too, db => {
    db.enqueue_job(&job("x"), after(0)).await.unwrap();
    for attempt in 0..MAX_ATTEMPTS {
        assert!(db.claim_job(LEASE, after(attempt * 60)).await.unwrap().is_some(), "{attempt}");
    }
    assert!(db.claim_job(LEASE, after(MAX_ATTEMPTS * 60)).await.unwrap().is_none());
    assert_eq!(db.dead_jobs(10).await.unwrap().len(), 1);
    assert_eq!(db.doctor(after(99_999)).await.unwrap(), []);
}}

both! { a_key_is_queued_once_until_its_job_is_done_or_dead, db => {
    let keyed = NewJob { unique_key: Some("digest ana monday"), ..job("x") };
    for round in 0..2 {
        assert!(db.enqueue_job(&keyed, after(0)).await.unwrap().is_some());
        assert!(db.enqueue_job(&keyed, after(0)).await.unwrap().is_none());
        let held = db.claim_job(LEASE, after(0)).await.unwrap().unwrap();
        assert!(db.enqueue_job(&keyed, after(0)).await.unwrap().is_none(), "while it runs");
        let ended = match round {
            0 => db.finish_job(&held).await.unwrap(),
            _ => db.give_up_job(&held, "cannot be", after(1)).await.unwrap(),
        };
        assert!(ended);
    }
    assert!(db.enqueue_job(&keyed, after(2)).await.unwrap().is_some());
}}
