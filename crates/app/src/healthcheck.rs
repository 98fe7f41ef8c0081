//! Asks the running server whether it is well, for container engines that have no shell to ask with.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::Context as _;

use crate::config::Config;

/// Long enough for a busy machine, shorter than any engine's patience.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the server of `config` on this machine.
///
/// # Errors
/// When it does not answer, or answers that it is not well.
pub fn ask(config: &Config) -> anyhow::Result<()> {
    let address = SocketAddr::from((here(config.host), config.port));
    let status = status(address).with_context(|| format!("no answer from {address}"))?;
    anyhow::ensure!(status == "200", "the server answers with status {status}");
    Ok(())
}

/// An address that listens to all is asked on the loopback one.
fn here(host: IpAddr) -> IpAddr {
    match host {
        IpAddr::V4(v4) if v4.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(v6) if v6.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        other => other,
    }
}

fn status(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut head = [0; 12];
    stream.read_exact(&mut head)?;
    Ok(String::from_utf8_lossy(&head[9..]).into_owned())
}
