//! The image tried out with a real PostgreSQL: migrations, serving, health, memory, both signals.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Result, ensure};

use super::base;
use super::container::{Setup, free_port, said};
use super::measure;
use super::names;
use super::program;
use super::store::Store;
use crate::http;
use crate::places::Places;
use crate::postgres::Postgres;
use crate::step::step;

/// Migrations that are killed.
const KILLED: u64 = 5;
/// Whom the program runs as in the image.
const USER: u32 = 65532;
/// The key of every program here.
const KEY: &str = "only-for-the-trial-of-the-image-0";
const ADVICE: &str = "See above what the program said.";

/// Tries everything, with a PostgreSQL of its own.
pub(super) fn run(store: &Store, places: &Places) -> Result<()> {
    let postgres = Postgres::start(places)?;
    names::serve()?;
    let trial = Trial { store, url: postgres.url(), revision: base::revision(&places.root)? };
    step("Settings that cannot be used", ADVICE, || program::refuses(store, KEY))?;
    step("Migrations, two at once and killed", ADVICE, || trial.migrations())?;
    step("A migration that fails", ADVICE, || trial.failing(&postgres))?;
    step("Serving with a PostgreSQL that has a name", ADVICE, || trial.serving())?;
    step("IPv6 and IPv4 in a network of its own", ADVICE, || trial.alone())
}

struct Trial<'a> {
    store: &'a Store,
    url: String,
    /// The commit that the image was built of.
    revision: String,
}

impl Trial<'_> {
    /// As little as it needs; a schema of its own.
    fn setup(&self, schema: &str) -> Setup {
        Setup::default()
            .with("SECRET_KEY", KEY)
            .with("DATABASE_URL", format!("{}?schema={schema}", self.url))
            .option("--network=host")
    }

    fn migrations(&self) -> Result<()> {
        self.two_at_once()?;
        let mut killed = 0;
        for round in 0..KILLED {
            let setup = self.setup(&format!("killed_{round}"));
            let mut one = setup.spawn(self.store, &["migrate"])?;
            // Somewhere within it: a migration takes some 50 ms.
            kill_while_it_runs(&mut one, Duration::from_millis(10 * round))?;
            killed += u64::from(!one.wait()?.success());
            migrate(&setup, self.store)?;
            let again = migrate(&setup, self.store)?;
            ensure!(again.contains("up to date"), "after round {round}: {again}");
        }
        println!("{killed} of {KILLED} were killed before their end");
        Ok(())
    }

    /// One applies, the other waits and finds nothing to do.
    fn two_at_once(&self) -> Result<()> {
        let setup = self.setup("two");
        let both = [setup.spawn(self.store, &["migrate"])?, setup.spawn(self.store, &["migrate"])?];
        let mut all = String::new();
        for one in both {
            let output = one.wait_with_output()?;
            ensure!(output.status.success(), "a migration failed: {}", said(&output));
            all.push_str(&said(&output));
        }
        ensure!(all.matches("applied 0001").count() == 1, "each migration is applied once: {all}");
        ensure!(all.contains("up to date"), "the other one found something to do: {all}");
        Ok(())
    }

    /// A table of the last migration is there already: nothing of the others stays, and it works once that is out of the
    /// way.
    fn failing(&self, postgres: &Postgres) -> Result<()> {
        let setup = self.setup("failing");
        postgres.execute("CREATE SCHEMA failing; CREATE TABLE failing.events (theirs TEXT)")?;
        let failed = setup.run(self.store, &["migrate"])?;
        ensure!(!failed.status.success(), "it ended well: {}", said(&failed));
        ensure!(said(&failed).contains("events"), "it does not say what failed: {}", said(&failed));
        postgres.execute(
            "DO $$ BEGIN ASSERT (SELECT array_agg(tablename::text) FROM pg_tables WHERE schemaname = 'failing') = '{events}', \
             'the schema is not as it was'; END $$; DROP TABLE failing.events",
        )?;
        migrate(&setup, self.store).map(drop)
    }

    fn serving(&self) -> Result<()> {
        let (port, metrics_port) = (free_port()?, free_port()?);
        let url = self.url.replace("127.0.0.1", "db.internal");
        let setup = program::on_fly(self.setup("two"))
            .with("DATABASE_URL", format!("{url}?schema=two"))
            .with("HOST", "127.0.0.1")
            .with("PORT", port.to_string())
            .with("CLIENT_ADDRESS_HEADER", "x-visitor")
            .with("LOG_FORMAT", "json")
            .with("METRICS_PORT", metrics_port.to_string())
            .option(format!("--dns={}", names::ADDRESS));
        let down = setup.run(self.store, &["healthcheck"])?;
        ensure!(!down.status.success(), "the health check is content with nothing");
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        for signal in ["INT", "TERM"] {
            let container = setup.start(self.store)?;
            container.wait_until("it serves", || {
                http::get(address, "/api/health").is_ok_and(|(status, _)| status == 200)
            })?;
            ensure!(container.is_well(), "the health check inside fails:\n{}", container.log());
            println!("ready after {} ms", measure::ready_after(&container)?.as_millis());
            if signal == "INT" {
                program::check(&container, address, metrics_port, KEY, &self.revision)?;
                measure::memory(&container, address)?;
            }
            println!("ends by SIG{signal} within {} ms", container.end_by(signal)?.as_millis());
        }
        Ok(())
    }

    /// With the address that the image itself sets, and nobody else in the network.
    fn alone(&self) -> Result<()> {
        let data = self.store.folder.join("data");
        std::fs::create_dir_all(&data)?;
        std::os::unix::fs::chown(&data, Some(USER), Some(USER))?;
        let setup = Setup::default()
            .with("SECRET_KEY", KEY)
            .option("--network=none")
            .option(format!("--volume={}:/data", data.display()));
        let container = setup.start(self.store)?;
        container.wait_until("it is well by IPv6", || container.is_well())?;
        let pid = container.pid()?.to_string();
        let ask =
            "exec 3<>/dev/tcp/127.0.0.1/3000; printf 'GET /api/health HTTP/1.0\\r\\n\\r\\n' >&3; head -1 <&3";
        let output = Command::new("nsenter").args(["--target", &pid, "--net", "bash", "-c", ask]).output()?;
        ensure!(said(&output).contains(" 200 "), "no answer by IPv4: {}", said(&output));
        Ok(())
    }
}

fn migrate(setup: &Setup, store: &Store) -> Result<String> {
    let output = setup.run(store, &["migrate"])?;
    ensure!(output.status.success(), "the migration failed: {}", said(&output));
    Ok(said(&output))
}

/// Waits until the program is migrating and a while longer, and kills it, unless it has ended.
fn kill_while_it_runs(container: &mut Child, after: Duration) -> Result<()> {
    let program = loop {
        if let Some(program) = migrating()? {
            break program;
        }
        if container.try_wait()?.is_some() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    std::thread::sleep(after);
    let kill = format!("kill -KILL {program}");
    // It may have ended meanwhile.
    let _ = Command::new("sh").args(["-c", &kill]).stderr(Stdio::null()).status();
    Ok(())
}

/// The process that migrates.
fn migrating() -> Result<Option<String>> {
    for entry in std::fs::read_dir("/proc")? {
        let path = entry?.path();
        let command = std::fs::read(path.join("cmdline")).unwrap_or_default();
        if command == b"/ai-calendar-helper\0migrate\0" {
            return Ok(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(None)
}
