//! The command line; each case is a file in `tests/cmd`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_ai-calendar-helper");

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}

#[test]
fn a_batch_answers_each_line_before_the_next_is_sent() {
    let mut child = Command::new(PROGRAM)
        .args(["parse", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(input, r#"{{"id":{id},"text":"Lunch tomorrow at noon","reference":"2026-11-25T09:00"}}"#)
            .unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!(r#"{{"id":{id},"events":["#)), "{line}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

/// What the command says with these arguments and this standard input.
fn said(args: &[&str], input: &[u8]) -> (String, String, Option<i32>) {
    let mut child = Command::new(PROGRAM)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let done = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&done.stdout), text(&done.stderr), done.status.code())
}

#[test]
fn a_file_is_read_by_its_name_or_from_standard_input() {
    const MAIL: &str = "Received: by x\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: Team dinner\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+VGVhbSBkaW5uZXIgb24gPGI+MTIgRGVjZW1iZXIgMjAyNjwvYj4gYXQgN3BtPC9wPg==\r\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team dinner.eml");
    std::fs::write(&path, MAIL).unwrap();
    let context = ["--now", "2026-11-25T11:30", "--tz", "UTC"];
    let by_name = said(&[&["parse", path.to_str().unwrap()], &context[..]].concat(), b"");
    let from_input = said(&[&["parse"], &context[..]].concat(), MAIL.as_bytes());
    for (out, err, code) in [by_name, from_input] {
        assert_eq!(code, Some(0), "{err}");
        assert!(out.contains("Team dinner") && out.contains("December 12, 2026"), "{out}");
    }
    let (_, err, code) = said(&["parse", "missing.ics"], b"");
    assert!(code == Some(2) && err.contains("no file of this name"), "{err}");
    let pdf = folder.path().join("a.txt");
    std::fs::write(&pdf, "%PDF-1.7").unwrap();
    let (_, err, code) = said(&["parse", pdf.to_str().unwrap()], b"");
    assert!(code == Some(2) && err.contains("This is a PDF"), "{err}");
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = Command::new(PROGRAM)
        .args(["parse", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    let line = b"{\"id\":1,\"text\":\"Lunch tomorrow at noon\",\"reference\":\"2026-11-25\"}\n";
    while input.write_all(line).is_ok() {}
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{:?}", done.status);
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
}

#[test]
fn a_port_in_use_is_one_sentence() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(PROGRAM)
        .arg("serve")
        .env("PORT", taken.local_addr().unwrap().port().to_string())
        .env("DATA_DIR", folder.path())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(1));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("is in use by another program") && said.lines().count() == 1, "{said}");
}

#[test]
fn settings_that_are_missing_or_wrong_are_all_named_with_an_exit_code_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["serve", "migrate", "healthcheck", "worker"] {
        let done = Command::new(PROGRAM)
            .arg(command)
            .envs([("PORT", "many"), ("FLY_APP_NAME", "calendar"), ("METRICS_PORT", "-1")])
            .env("DATA_DIR", folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(78), "{command}: {said}");
        for name in ["PORT", "METRICS_PORT", "DATABASE_URL"] {
            assert!(said.contains(&format!("\n  {name} has to")), "{command}: {said}");
        }
    }
}

#[test]
fn figures_are_served_on_a_port_of_their_own_and_not_on_the_public_one() {
    let folder = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let mut server = Command::new(PROGRAM)
        .envs([("PORT", "0".to_owned()), ("METRICS_PORT", port.to_string())])
        .env("DATA_DIR", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let public = line.trim().rsplit(':').next().unwrap().parse().unwrap();
    // Both listen before the address is told or shortly after.
    let figures = (0..200).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        get(port, "/metrics").ok()
    });
    let outside = get(public, "/metrics").unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(figures.unwrap().contains("calendar_database_up"));
    assert!(outside.starts_with("HTTP/1.1 404"), "{outside}");
}

/// The whole answer to a request.
fn get(port: u16, path: &str) -> std::io::Result<String> {
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").as_bytes(),
    )?;
    let mut answer = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[test]
fn healthcheck_asks_the_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let run = |command: &str, port: &str| {
        let mut program = Command::new(PROGRAM);
        program
            .arg(command)
            .env("PORT", port)
            .env("DATA_DIR", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        program
    };
    let mut server = run("serve", "0").spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.trim().rsplit(':').next().unwrap().to_owned();
    assert_eq!(run("healthcheck", &port).output().unwrap().status.code(), Some(0), "{line}");
    #[cfg(unix)]
    {
        let stopped =
            Command::new("sh").args(["-c", &format!("kill -TERM {}", server.id())]).status().unwrap();
        assert!(stopped.success());
        assert!(server.wait().unwrap().success(), "a stopped server ends well");
        assert_eq!(run("healthcheck", &port).output().unwrap().status.code(), Some(1));
    }
    #[cfg(not(unix))]
    server.kill().unwrap();
}

/// What `user …` prints on a fresh installation in `folder`, and whether it succeeds.
fn user(folder: &std::path::Path, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(PROGRAM);
    command.arg("user").args(args).env("DATA_DIR", folder);
    let done = command.output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap().trim_end().to_owned())
}

#[test]
fn accounts_are_looked_after_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert_eq!(user(path, &["list"]), (true, "nobody has an account".to_owned()));
    assert_eq!(user(path, &["doctor"]), (true, "nothing contradicts anything".to_owned()));
    let (found, said) = user(path, &["show", "ana@example.org"]);
    assert!(!found && said.contains("nobody has this address or this id"), "{said}");

    let now = "2026-11-25T16:30:00Z".parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = store::Db::open_file(&path.join("calendar.db")).await.unwrap();
        let account = store::ProviderAccount {
            issuer: "https://accounts.example.org",
            subject: "1",
            email: Some(store::Email::parse("ana@example.org").unwrap()),
            email_verified: true,
            name: Some("Ana"),
            image: None,
        };
        db.sign_in(&account, true, "Firefox", now).await.unwrap();
        db.close().await;
    });
    let (_, list) = user(path, &["list"]);
    let id = list.split('\t').next().unwrap().to_owned();
    assert_eq!(list, format!("{id}\tana@example.org\tuser\tAna"));
    assert_eq!(user(path, &["make-admin", "Ana@Example.org"]), (true, format!("{id} is administrator")));
    assert!(user(path, &["show", &id]).1.contains("\tadmin\tAna\nhas no password"));
    assert!(user(path, &["sign-out", &id]).1.starts_with("1 sessions ended"));
    assert_eq!(user(path, &["delete", &id]), (true, format!("{id} is deleted")));
    assert_eq!(user(path, &["list"]), (true, "nobody has an account".to_owned()));
}
