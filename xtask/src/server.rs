//! The program, started on a free port of the loopback interface with a data folder of its own, and stopped again.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::http;

/// The longest that starting or stopping may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running program; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it answers.
    pub(crate) address: SocketAddr,
    /// From its start to the first good answer.
    pub(crate) ready_after: Duration,
    log: PathBuf,
}

impl Server {
    /// Starts `program serve` in `folder`, which is emptied first, and waits until it answers.
    pub(crate) fn start(program: &Path, folder: &Path) -> Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        Server::start_with(program, folder, &[])
    }

    /// The same with more `settings` and with what is in `folder` already.
    pub(crate) fn start_with(program: &Path, folder: &Path, settings: &[(&str, &str)]) -> Result<Self> {
        let data = data(folder);
        std::fs::create_dir_all(&data)?;
        let log = folder.join("log");
        let output = File::create(&log)?;
        let address = free_address()?;
        let started = Instant::now();
        let child = Command::new(program)
            .arg("serve")
            // Settings of whoever runs this command are not ours.
            .env_clear()
            .env("HOST", address.ip().to_string())
            .env("PORT", address.port().to_string())
            .env("DATA_DIR", &data)
            .env("PUBLIC_URL", format!("http://{address}"))
            // The benchmark speaks for many visitors: one alone would measure the limit per address.
            .env("CLIENT_ADDRESS_HEADER", "x-visitor")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stderr(output.try_clone()?)
            .stdout(output)
            .spawn()
            .with_context(|| format!("{} did not start", program.display()))?;
        let mut server = Self { child, address, ready_after: Duration::ZERO, log };
        server.wait_until_ready(started)?;
        Ok(server)
    }

    fn wait_until_ready(&mut self, started: Instant) -> Result<()> {
        while started.elapsed() < PATIENCE {
            if http::get(self.address, "/api/health").is_ok_and(|(status, _)| status == 200) {
                self.ready_after = started.elapsed();
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}:\n{}", self.log());
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        bail!("the server did not answer within {} s:\n{}", PATIENCE.as_secs(), self.log());
    }

    /// The address of its pages.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Everything it has printed.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Asks it to stop, as a container engine does; it has to end by itself, in time and without complaint.
    pub(crate) fn stop(mut self) -> Result<()> {
        let asked = Instant::now();
        // The shell's own `kill`: a small system may lack the program of that name.
        let kill = format!("kill -TERM {}", self.pid());
        ensure!(Command::new("sh").args(["-c", &kill]).status()?.success(), "the server was gone already");
        while asked.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "the server ended with {status}:\n{}", self.log());
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("the server did not stop within {} s:\n{}", PATIENCE.as_secs(), self.log());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing to do about a failure: it has ended already, or the system will end it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where the program keeps its data in a folder of ours.
pub(crate) fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
