//! How much memory the program takes in its container, and how soon it is ready.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use jiff::Timestamp;

use super::container::Container;

/// Most megabytes of the idle program.
const IDLE: f64 = 20.0;
/// Most megabytes after everybody has tried to sign in.
const BUSY: f64 = 60.0;
/// People who try to sign in.
const PEOPLE: usize = 200;

/// Idle, and after everybody has tried a password: each from another address and for another account.
pub(super) fn memory(container: &Container, address: SocketAddr) -> Result<()> {
    let idle = container.megabytes()?;
    let started = Instant::now();
    for person in 0..PEOPLE {
        sign_in(address, person).with_context(|| container.log())?;
    }
    let busy = container.megabytes()?;
    println!(
        "memory: {idle:.1} MB idle, {busy:.1} MB after {PEOPLE} sign-ins in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    ensure!(idle <= IDLE, "the idle program takes more than {IDLE} MB");
    ensure!(busy <= BUSY, "the program takes more than {BUSY} MB");
    Ok(())
}

/// From the start of the program to its line that it listens, to ten milliseconds. A container's engine takes longer than
/// the program, so it is read from the clocks that both leave behind.
pub(super) fn ready_after(container: &Container) -> Result<Duration> {
    let log = container.log();
    let line =
        log.lines().find(|line| line.contains("\"listening\"")).context("it does not say that it listens")?;
    let said: serde_json::Value = serde_json::from_str(line)?;
    let listening: Timestamp = said["timestamp"].as_str().context("no time")?.parse()?;
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", container.pid()?))?;
    let began = seconds_of_start(&stat).context("no start")?;
    let uptime: f64 =
        std::fs::read_to_string("/proc/uptime")?.split(' ').next().context("no uptime")?.parse()?;
    let ago = Timestamp::now().duration_since(listening).as_secs_f64();
    Ok(Duration::from_secs_f64((uptime - ago - began).max(0.0)))
}

/// Seconds from the start of the machine to that of a process: the twenty-second field, in hundredths.
fn seconds_of_start(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    Some(fields.split_whitespace().nth(19)?.parse::<f64>().ok()? / 100.0)
}

/// From an address of their own, for an account of their own: so no limit is reached, and each password is hashed.
fn sign_in(address: SocketAddr, person: usize) -> Result<()> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let status = agent
        .post(format!("http://{address}/login"))
        .header("x-visitor", format!("10.0.0.{}", person + 1))
        .header("content-type", "application/x-www-form-urlencoded")
        .send(format!("email=person{person}%40example.org&password=correct+horse+battery"))?
        .status()
        .as_u16();
    ensure!(status == 422 || status == 200, "signing in answers with {status}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_process_is_read_past_its_name() {
        let stat = "42 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 12345 20";
        assert_eq!(seconds_of_start(stat), Some(123.45));
        assert_eq!(seconds_of_start("42 (a"), None);
    }
}
