//! The command line: what can be typed, and the exit code of each command.

mod batch;
mod human;
mod input;
mod parse;
mod times;
mod user;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::clock::Clock;
use crate::config::{Config, InvalidConfig, Settings};
use crate::error::Invalid;
use crate::{healthcheck, server};

/// The exit code of `sysexits.h` for settings that are missing or wrong.
const EX_CONFIG: u8 = 78;

/// Paste any text; the right events are in your calendar.
#[derive(Debug, Parser)]
#[command(name = "ai-calendar-helper", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// The settings of `serve` from the environment alone.
#[derive(Debug, Parser)]
struct NoCommand {
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the web application (this is what happens without a command)
    Serve(Settings),
    /// Find the events of a text
    Parse(Parse),
    /// Find the temporal expressions of a text, and nothing else
    Times(Times),
    /// Bring the database up to date
    Migrate(Settings),
    /// Ask the running server whether it is well: exit 0 or 1
    Healthcheck(Settings),
    /// Send the mails that wait, beside instances that serve
    Worker(Settings),
    /// Look after accounts
    User(user::Command),
    /// Print the version
    Version,
}

/// Text and context, for the commands that read a text.
#[derive(Debug, Args)]
struct Reading {
    /// The text, or one file (.eml, .ics, .html, .txt); without it, standard input is read
    text: Vec<std::ffi::OsString>,
    /// JSON Lines in, JSON Lines out: {"id","text","reference","tz","locale"} a line
    #[arg(long, conflicts_with_all = ["text", "now", "tz", "locale"])]
    batch: bool,
    /// The reference time: 2026-06-15T12:00 in the zone, or with an offset [default: now]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Your time zone, such as Europe/Berlin [default: this computer's]
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,
    /// Language and region: decides whether 3/4 is in March or April
    #[arg(long, default_value = "en-US")]
    locale: String,
}

#[derive(Debug, Args)]
struct Parse {
    #[command(flatten)]
    reading: Reading,
    /// How to print the events
    #[arg(long, value_enum, default_value_t = Format::Human, conflicts_with = "batch")]
    format: Format,
}

#[derive(Debug, Args)]
struct Times {
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read
    Human,
    /// The events with all their evidence
    Json,
    /// A calendar file
    Ics,
}

/// How a command ends when it does not succeed.
#[derive(Debug)]
enum Failure {
    /// The text holds nothing of what was asked for: exit 1.
    Nothing,
    /// The settings cannot be used: exit 78, which service managers know as such.
    Settings(InvalidConfig),
    /// What was typed cannot be used: exit 2.
    Usage(Invalid),
    /// The reader of our output has gone; that is its right.
    ReaderGone,
    /// Anything else: exit 1.
    Other(anyhow::Error),
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Failure {
        Failure::Usage(invalid)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ReaderGone,
            _ => Failure::Other(error.into()),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        match error.downcast::<Invalid>() {
            Ok(invalid) => Failure::Usage(invalid),
            Err(error) => Failure::Other(error),
        }
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    hide_panic_messages();
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(()) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Err(Failure::Nothing) => ExitCode::from(1),
        Err(Failure::Usage(invalid)) => {
            complain(&invalid);
            ExitCode::from(2)
        }
        Err(Failure::Settings(invalid)) => {
            complain(&invalid);
            ExitCode::from(EX_CONFIG)
        }
        Err(Failure::Other(error)) => {
            complain(&format!("{error:#}"));
            ExitCode::from(1)
        }
    }
}

fn dispatch(cli: Cli) -> Result<(), Failure> {
    let mut out = io::stdout();
    match cli.command {
        Some(Command::Parse(args)) if args.reading.batch => batch::run(io::stdin().lock(), out, batch::parse),
        Some(Command::Parse(args)) => parse::run(&args, Clock::System, &mut out),
        Some(Command::Times(args)) if args.reading.batch => batch::run(io::stdin().lock(), out, batch::times),
        Some(Command::Times(args)) => times::run(&args.reading, Clock::System, &mut out),
        Some(Command::Serve(settings)) => serve(&settings),
        None => serve(&NoCommand::parse().settings),
        Some(Command::Migrate(settings)) => Ok(writeln!(out, "{}", server::migrate(&config(&settings)?)?)?),
        Some(Command::Healthcheck(settings)) => Ok(healthcheck::ask(&config(&settings)?)?),
        Some(Command::Worker(settings)) => Ok(server::work(config(&settings)?)?),
        Some(Command::User(command)) => user::run(&command, Clock::System.now(), out),
        Some(Command::Version) => Ok(writeln!(out, "ai-calendar-helper {}", env!("CARGO_PKG_VERSION"))?),
    }
}

fn serve(settings: &Settings) -> Result<(), Failure> {
    Ok(server::serve(config(settings)?)?)
}

fn config(settings: &Settings) -> Result<Config, Failure> {
    Config::check(settings).map_err(Failure::Settings)
}

/// Standard error may be closed; then there is nobody to tell.
fn complain(what: &dyn std::fmt::Display) {
    let _ = writeln!(io::stderr(), "ai-calendar-helper: {what}");
}

/// The message of a panic can quote the text that was being sliced, so only its place is told.
fn hide_panic_messages() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |l| format!(" at {}:{}", l.file(), l.line()));
        complain(&format!("internal error{place}; please report it"));
    }));
}
