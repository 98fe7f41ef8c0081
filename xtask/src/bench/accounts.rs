//! Accounts under load, on both databases: what a session costs a request, and what signing in costs memory.
//!
//! The people come from tables of the earlier program, with passwords hashed by bcrypt: the first time each is checked
//! by that and hashed anew by Argon2id, which is the most that signing in can cost.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::served::{megabytes, rate};
use super::table;
use crate::http;
use crate::places::Places;
use crate::postgres::Postgres;
use crate::server::{Server, data};
use crate::step;

const PEOPLE: usize = 100;
/// More in a row would meet the limit of an account.
const SIGN_INS_EACH: usize = 5;
/// Megabytes that the sign-ins may leave behind.
const MOST_LEFT: f64 = 40.0;

/// Passwords are "password", hashed by another program.
const EARLIER: &str = r#"
    CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
    CREATE TABLE "User" (id TEXT PRIMARY KEY, name TEXT, email TEXT UNIQUE, "emailVerified" TIMESTAMP(3), image TEXT,
        "hashedPassword" TEXT, role "Role" NOT NULL DEFAULT 'USER',
        "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "lastSignedInAt" TIMESTAMP(3));
    CREATE TABLE "Account" (id TEXT PRIMARY KEY, "userId" TEXT NOT NULL, provider TEXT NOT NULL,
        "providerAccountId" TEXT NOT NULL);
    INSERT INTO "User" (id, name, email, "emailVerified", "hashedPassword")
        SELECT 'c' || n, 'Person ' || n, 'person' || n || '@example.org', CURRENT_TIMESTAMP,
            '$2y$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe'
        FROM generate_series(0, 99) AS n"#;

/// What was measured on one database.
struct Measured {
    page: [String; 2],
    me: [String; 2],
    idle: f64,
    after: f64,
}

/// Runs everything and returns the table.
pub(super) fn measure(places: &Places, wrk: &Path) -> Result<String> {
    let postgres = Postgres::start(places)?;
    postgres.execute(EARLIER)?;
    let earlier = postgres.url();
    let sqlite = on(places, wrk, &earlier, &[])?;
    let url = format!("{earlier}?schema=bench");
    let shared = on(places, wrk, &earlier, &[("DATABASE_URL", &url)])?;
    let both = |what: &str, figure: &dyn Fn(&Measured) -> String| {
        vec![what.to_owned(), figure(&sqlite), figure(&shared)]
    };
    let megabytes = |figure: f64| format!("{figure:.1}");
    let rows = [
        both("GET /about, a static page: median", &|it| it.page[0].clone()),
        both("GET /about a second", &|it| it.page[1].clone()),
        both("GET /api/user/me with a session: median", &|it| it.me[0].clone()),
        both("GET /api/user/me a second", &|it| it.me[1].clone()),
        both("memory when idle, MB", &|it| megabytes(it.idle)),
        both("memory after 500 sign-ins in a row, MB", &|it| megabytes(it.after)),
    ];
    for one in [&sqlite, &shared] {
        let left = one.after - one.idle;
        ensure!(left < MOST_LEFT, "500 sign-ins left {left:.1} MB behind; {MOST_LEFT} are allowed");
    }
    Ok(table(&["accounts", "SQLite", "PostgreSQL"], &rows))
}

fn on(places: &Places, wrk: &Path, earlier: &str, settings: &[(&str, &str)]) -> Result<Measured> {
    let program = places.program("release");
    let folder = places.tools("server")?;
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir_all(data(&folder))?;
    for command in [&["migrate"][..], &["user", "import", earlier]] {
        let mut command_line = Command::new(&program);
        command_line.args(command).env_clear().env("DATA_DIR", data(&folder)).envs(settings.iter().copied());
        step::run(&mut command_line)?;
    }
    let server = Server::start_with(&program, &folder, settings)?;
    let idle = megabytes(&server)?;
    let mut cookie = String::new();
    for number in 0..PEOPLE * SIGN_INS_EACH {
        cookie = sign_in(&server, number)?;
    }
    let after = megabytes(&server)?;
    let [page, me] =
        [("/about", "accept: text/html"), ("/api/user/me", cookie.as_str())].map(|(path, header)| {
            rate(wrk, &server, path, &["--header", header]).map(|rate| [rate.median, rate.a_second])
        });
    server.stop()?;
    Ok(Measured { page: page?, me: me?, idle, after })
}

/// Signs one of the people in, each from an address of their own; returns the header that says so from then on.
fn sign_in(server: &Server, number: usize) -> Result<String> {
    let person = number % PEOPLE;
    let visitor = format!("x-visitor: 10.1.{}.{}\r\n", number / 250, number % 250);
    let form = format!("email=person{person}%40example.org&password=password");
    let (status, head) = http::post_form(server.address, "/login", &visitor, &form)?;
    ensure!(status == 303, "signing in was answered with {status}:\n{head}");
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: session="));
    let token = cookie.and_then(|rest| rest.split(';').next()).context("no session came back")?;
    Ok(format!("cookie: session={token}"))
}
