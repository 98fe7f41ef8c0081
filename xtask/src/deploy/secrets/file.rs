//! A file of settings, `NAME=value` a line, read strictly: what is not understood is an error, never a guess.

use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Settings in the order of the file.
pub(super) type Settings = Vec<(String, String)>;

/// Reads a file that only its owner may read.
pub(super) fn read(path: &Path) -> Result<Settings> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read {name}: copy env.example there and fill it in"))?;
    ensure!(is_private(path)?, "others may read {name}: run `chmod 600 {name}`");
    let (settings, wrong) = parse(&text);
    ensure!(wrong.is_empty(), "{name} cannot be used:\n  {}", wrong.join("\n  "));
    Ok(settings)
}

#[cfg(unix)]
fn is_private(path: &Path) -> Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    const OTHERS: u32 = 0o077;
    Ok(std::fs::metadata(path)?.permissions().mode() & OTHERS == 0)
}

#[cfg(not(unix))]
fn is_private(_path: &Path) -> Result<bool> {
    Ok(true)
}

/// The settings, and what is wrong with each line that is none. No message quotes a value.
pub(super) fn parse(text: &str) -> (Settings, Vec<String>) {
    let mut settings = Settings::new();
    let mut wrong = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match setting(line) {
            Ok((name, _)) if settings.iter().any(|(known, _)| *known == name) => {
                wrong.push(format!("line {}: {name} stands here a second time", index + 1));
            }
            Ok(setting) => settings.push(setting),
            Err(why) => wrong.push(format!("line {}: {why}", index + 1)),
        }
    }
    (settings, wrong)
}

fn setting(line: &str) -> Result<(String, String), String> {
    let (name, value) = line.split_once('=').ok_or("NAME=value is expected")?;
    if name.starts_with("export ") {
        return Err("leave out `export`".to_owned());
    }
    let good = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_empty() || !name.bytes().all(good) {
        return Err("the name has to consist of A-Z, 0-9 and _, without spaces around it".to_owned());
    }
    Ok((name.to_owned(), unquoted(value).map_err(|why| format!("{name}: {why}"))?))
}

fn unquoted(value: &str) -> Result<String, String> {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            let inner = inner.strip_suffix(quote).filter(|inner| !inner.contains(quote));
            return inner.map(str::to_owned).ok_or("the quotes do not enclose the value".to_owned());
        }
    }
    if value.starts_with(' ') || value.contains(" #") {
        return Err("put the value in quotes, and a comment on a line of its own".to_owned());
    }
    Ok(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_meant_or_refused() {
        for (line, expected) in [
            ("A=b", Ok("b")),
            ("A=", Ok("")),
            ("A=\"b c\"", Ok("b c")),
            ("A='b#c'", Ok("b#c")),
            ("A=b#c", Ok("b#c")),
            ("A=b=c", Ok("b=c")),
            ("  A=b  ", Ok("b")),
            ("export A=b", Err("leave out `export`")),
            ("A = b", Err("without spaces")),
            ("a=b", Err("A-Z")),
            ("A= b", Err("in quotes")),
            ("A=b # why", Err("a line of its own")),
            ("A=\"b", Err("do not enclose")),
            ("A=\"b\" # why", Err("do not enclose")),
            ("A", Err("NAME=value")),
        ] {
            let (settings, wrong) = parse(line);
            match expected {
                Ok(value) => assert_eq!(settings, [("A".to_owned(), value.to_owned())], "{line}: {wrong:?}"),
                Err(part) => assert!(wrong[0].contains(part), "{line}: {wrong:?}"),
            }
        }
        assert_eq!(parse("# A=b\n\n"), (vec![], vec![]));
        assert!(parse("A=1\nB=2\nA=3").1[0].starts_with("line 3: A stands"));
    }

    #[test]
    fn no_message_quotes_a_value() {
        for line in
            ["A=\"hunter2", "export A=hunter2", "A= hunter2", "A=hunter2\nA=hunter2", "hunter2 x=hunter2"]
        {
            let (_, wrong) = parse(line);
            assert!(!wrong.is_empty() && !wrong.join("").contains("hunter2"), "{line}: {wrong:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env.dev");
        std::fs::write(&path, "A=b\n").unwrap();
        for (mode, good) in [(0o600, true), (0o400, true), (0o644, false), (0o660, false)] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let read = read(&path);
            assert_eq!(read.is_ok(), good, "{mode:o}: {read:?}");
        }
    }
}
