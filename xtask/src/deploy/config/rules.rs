//! What has to be true of fly.toml beyond its keys: flyctl finds these out late, or never.

use toml::{Table, Value};

use super::duration;

/// Commands of the program that a release may run.
const COMMANDS: [&str; 1] = ["migrate"];
/// Words in the name of a variable that say that its value is secret.
const SECRET_WORDS: [&str; 6] = ["SECRET", "PASSWORD", "TOKEN", "_KEY", "DATABASE_URL", "CREDENTIAL"];
/// The longest that Fly waits for a program to end.
const LONGEST_KILL_TIMEOUT: u64 = 300;
/// Memory that a machine may have to be suspended.
const MOST_TO_SUSPEND_MB: u64 = 2048;

/// Says every rule that the file breaks. `exposed` is the port that the Dockerfile exposes.
pub(super) fn check(file: &Table, exposed: Option<u64>) -> Vec<String> {
    let rules = [app, region, strategy, suspend, kill_timeout, checks, release_command, environment, metrics];
    let mut wrong: Vec<String> = rules.iter().flat_map(|rule| rule(file)).collect();
    wrong.extend(port(file, exposed));
    wrong
}

/// The value at a path of names.
fn at<'a>(file: &'a Table, path: &str) -> Option<&'a Value> {
    let mut names = path.split('.');
    let first = file.get(names.next()?)?;
    names.try_fold(first, |value, name| value.get(name))
}

fn text<'a>(file: &'a Table, path: &str) -> Option<&'a str> {
    at(file, path)?.as_str()
}

fn items<'a>(file: &'a Table, path: &str) -> &'a [Value] {
    at(file, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn seconds(file: &Table, path: &str) -> Option<u64> {
    duration(text(file, path)?)
}

/// A broken rule in a sentence, or nothing.
fn broken(is_broken: bool, sentence: &str) -> Option<String> {
    is_broken.then(|| sentence.to_owned())
}

fn app(file: &Table) -> Vec<String> {
    let good = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    broken(!text(file, "app").is_some_and(good), "`app` has to be a name of a-z, 0-9 and -")
        .into_iter()
        .collect()
}

fn region(file: &Table) -> Vec<String> {
    broken(text(file, "primary_region").is_none(), "`primary_region` is missing").into_iter().collect()
}

fn strategy(file: &Table) -> Vec<String> {
    let strategy = text(file, "deploy.strategy").unwrap_or("rolling");
    let has_mounts = !items(file, "mounts").is_empty();
    let no_check = items(file, "http_service.checks").is_empty();
    let rolled_back = at(file, "experimental.auto_rollback").and_then(Value::as_bool) == Some(true);
    [
        broken(
            strategy == "bluegreen" && no_check,
            "bluegreen needs a check in [[http_service.checks]]: without one Fly refuses to deploy",
        ),
        broken(
            strategy == "bluegreen" && has_mounts,
            "bluegreen cannot be used with [[mounts]]: use rolling",
        ),
        broken(strategy == "canary" && has_mounts, "canary cannot be used with [[mounts]]: use rolling"),
        broken(
            rolled_back && strategy != "bluegreen",
            "`experimental.auto_rollback` does nothing: only bluegreen rolls back",
        ),
        broken(strategy == "immediate", "`deploy.strategy` immediate does not wait for health"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn suspend(file: &Table) -> Vec<String> {
    if text(file, "http_service.auto_stop_machines") != Some("suspend") {
        return Vec::new();
    }
    let memory = items(file, "vm").iter().filter_map(|vm| megabytes(vm.get("memory")?.as_str()?)).max();
    [
        broken(file.contains_key("swap_size_mb"), "a machine with swap cannot be suspended"),
        broken(
            memory.is_some_and(|mb| mb > MOST_TO_SUSPEND_MB),
            "a machine with more than 2 GB cannot be suspended",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn kill_timeout(file: &Table) -> Vec<String> {
    let too_long = seconds(file, "kill_timeout").is_some_and(|seconds| seconds > LONGEST_KILL_TIMEOUT);
    broken(too_long, "`kill_timeout` is at most 300s").into_iter().collect()
}

fn checks(file: &Table) -> Vec<String> {
    let mut wrong = Vec::new();
    for check in items(file, "http_service.checks") {
        for key in ["interval", "timeout", "grace_period"] {
            let given = check.get(key).and_then(Value::as_str).and_then(duration);
            wrong.extend(broken(given.is_none(), &format!("a check has no `{key}`")));
            let outside = given.is_some_and(|seconds| !(1..=60).contains(&seconds));
            wrong.extend(broken(
                outside,
                &format!("`{key}` of a check is between 1s and 60s: Fly changes it in silence"),
            ));
        }
        let path = check.get("path").and_then(Value::as_str);
        wrong.extend(broken(path != Some("/api/health"), "a check has to ask /api/health"));
    }
    if let Some(Value::Table(named)) = file.get("checks") {
        wrong.extend(broken(
            !named.is_empty(),
            "[checks] never takes a machine out of routing: use [[http_service.checks]]",
        ));
    }
    wrong
}

fn release_command(file: &Table) -> Vec<String> {
    let command = text(file, "deploy.release_command");
    let first = command.and_then(|command| command.split_whitespace().next());
    [
        broken(command.is_none(), "`deploy.release_command` is missing: nobody would migrate the database"),
        broken(
            first.is_some_and(|word| !COMMANDS.contains(&word)),
            "`deploy.release_command` is a command of the program (migrate), not a path",
        ),
        broken(
            at(file, "deploy.release_command_vm").is_none(),
            "[deploy.release_command_vm] is missing: Fly would take a larger machine",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn environment(file: &Table) -> Vec<String> {
    let Some(Value::Table(env)) = file.get("env") else {
        return vec!["[env] is missing".to_owned()];
    };
    let mut wrong = Vec::new();
    for name in env.keys() {
        wrong.extend(broken(
            name.starts_with("FLY_"),
            &format!("`env.{name}`: names that begin with FLY_ are Fly's own"),
        ));
        let is_secret = SECRET_WORDS.iter().any(|word| name.contains(word));
        wrong.extend(broken(is_secret, &format!("`env.{name}` is secret: it belongs into `deploy secrets`")));
    }
    let url = env.get("PUBLIC_URL").and_then(Value::as_str);
    wrong.extend(broken(
        !url.is_some_and(|url| url.starts_with("https://")),
        "`env.PUBLIC_URL` has to be https://…",
    ));
    wrong
}

fn port(file: &Table, exposed: Option<u64>) -> Vec<String> {
    let internal = at(file, "http_service.internal_port")
        .and_then(Value::as_integer)
        .and_then(|port| u64::try_from(port).ok());
    let set = text(file, "env.PORT").and_then(|port| port.parse().ok());
    [
        broken(internal.is_none(), "`http_service.internal_port` is missing"),
        broken(internal != set, "`http_service.internal_port` has to equal `env.PORT`"),
        broken(internal != exposed, "`http_service.internal_port` has to equal EXPOSE of the Dockerfile"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn metrics(file: &Table) -> Vec<String> {
    let ports: Vec<_> =
        items(file, "metrics").iter().filter_map(|one| one.get("port")?.as_integer()).collect();
    let public = at(file, "http_service.internal_port").and_then(Value::as_integer);
    let set = text(file, "env.METRICS_PORT").and_then(|port| port.parse().ok());
    [
        broken(ports.len() > 1, "Fly reads the first [[metrics]] only"),
        broken(ports.first().copied() != set, "the port of [[metrics]] has to equal `env.METRICS_PORT`"),
        broken(
            public.is_some() && ports.first().copied() == public,
            "the port of [[metrics]] is public: take another one than `http_service.internal_port`",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `256mb` or `1gb` in megabytes.
fn megabytes(text: &str) -> Option<u64> {
    let text = text.to_ascii_lowercase();
    match (text.strip_suffix("gb"), text.strip_suffix("mb")) {
        (Some(number), _) => Some(number.trim().parse::<u64>().ok()? * 1024),
        (_, number) => number.unwrap_or(&text).trim().parse().ok(),
    }
}
