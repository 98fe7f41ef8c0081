use super::*;

const DOCKERFILE: &str = "FROM scratch\nEXPOSE 3000\n";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The committed file with one passage replaced.
fn changed(from: &str, to: &str) -> Table {
    let text = std::fs::read_to_string(root().join("fly.toml")).unwrap();
    assert!(text.contains(from), "fly.toml has no {from:?}");
    parse(&text.replacen(from, to, 1)).unwrap()
}

#[test]
fn the_committed_files_can_be_deployed_and_differ_only_in_names_and_sleep() {
    check_both(root()).unwrap();
}

#[test]
fn each_mistake_is_found_and_named() {
    let cases = [
        // Keys that flyctl ignores in silence.
        ("[[restart]]", "[restarts]\nx = 1\n[[restart]]", "`restarts` is no key of Fly's"),
        ("[deploy]", "[deploy]\nauto_rollback = true", "Fly knows it as `experimental.auto_rollback`"),
        (
            "[deploy.release_command_vm]",
            "[deploy.release_machine]",
            "`deploy.release_machine` is no key of Fly's",
        ),
        ("retries = 10", "max_retries = 10", "`restart.max_retries` is no key of Fly's"),
        ("primary_region", "Primary_Region", "`Primary_Region` is no key of Fly's"),
        ("[[vm]]", "[[vm]]\ncpu = 1", "`vm.cpu` is no key of Fly's"),
        ("path = \"/metrics\"", "url = \"/metrics\"", "`metrics.url` is no key of Fly's"),
        ("method = \"GET\"", "methods = \"GET\"", "`http_service.checks.methods` is no key of Fly's"),
        ("soft_limit", "softlimit", "`http_service.concurrency.softlimit` is no key of Fly's"),
        // Spellings that flyctl refuses late, or other than it says.
        ("[[http_service.checks]]", "[http_service.checks]", "written as [[http_service.checks]]"),
        ("[[vm]]", "[vm]", "`vm` has to be written as [[vm]]"),
        ("[[metrics]]", "[metrics]", "`metrics` has to be written as [[metrics]]"),
        // Values.
        ("\"off\"", "\"suspended\"", "`http_service.auto_stop_machines` has to be one of off, stop, suspend"),
        ("\"256mb\"", "256", "`deploy.release_command_vm.memory` has to be a string in quotes"),
        ("\"30s\"", "30", "`kill_timeout` has to be a duration"),
        ("\"30s\"", "\"30\"", "`kill_timeout` has to be a duration"),
        ("\"30s\"", "\"10m\"", "at most 300s"),
        ("\"bluegreen\"", "\"blue-green\"", "`deploy.strategy` has to be one of"),
        ("\"on-failure\"", "\"sometimes\"", "`restart.policy` has to be one of"),
        ("\"shared-cpu-1x\"", "\"shared-cpu-3x\"", "`deploy.release_command_vm.size` has to be one of"),
        ("\"3000\"", "3000", "`env` has to be a table of strings"),
        // Rules.
        ("ai-calendar-helper\"", "AI_Calendar\"", "`app` has to be a name"),
        ("primary_region = \"sjc\"", "", "`primary_region` is missing"),
        ("interval = \"15s\"", "interval = \"2m\"", "between 1s and 60s"),
        ("\"/api/health\"", "\"/\"", "has to ask /api/health"),
        ("release_command = \"migrate\"", "", "nobody would migrate"),
        ("\"migrate\"", "\"/app/migrate.sh\"", "not a path"),
        ("[env]", "[env]\nFLY_REGION = \"sjc\"", "Fly's own"),
        ("[env]", "[env]\nSECRET_KEY = \"x\"", "`env.SECRET_KEY` is secret"),
        ("[env]", "[env]\nDATABASE_URL = \"x\"", "`env.DATABASE_URL` is secret"),
        ("https://", "http://", "`env.PUBLIC_URL` has to be https"),
        ("internal_port = 3000", "internal_port = 8080", "equal `env.PORT`"),
        ("internal_port = 3000", "internal_port = 8080", "equal EXPOSE"),
        ("port = 9091", "port = 9092", "equal `env.METRICS_PORT`"),
        ("port = 9091", "port = 3000", "is public"),
        (
            "[[metrics]]",
            "[[mounts]]\nsource = \"logs\"\ndestination = \"/data\"\n[[metrics]]",
            "cannot be used with [[mounts]]",
        ),
        ("\"bluegreen\"", "\"rolling\"", "only bluegreen rolls back"),
        ("\"bluegreen\"", "\"immediate\"", "does not wait for health"),
        (
            "[[metrics]]",
            "[checks.alive]\ntype = \"http\"\nport = 3000\n[[metrics]]",
            "never takes a machine out of routing",
        ),
    ];
    for (from, to, expected) in cases {
        let wrong = faults(&changed(from, to), DOCKERFILE);
        assert!(wrong.iter().any(|sentence| sentence.contains(expected)), "{from} → {to}: {wrong:#?}");
    }
}

#[test]
fn a_file_without_a_check_is_refused() {
    let mut table = changed("app", "app");
    table.get_mut("http_service").unwrap().as_table_mut().unwrap().remove("checks");
    assert!(faults(&table, DOCKERFILE).iter().any(|wrong| wrong.contains("bluegreen needs a check")));
}

#[test]
fn machines_with_swap_or_much_memory_are_not_suspended() {
    for (from, to, expected) in [
        ("app =", "swap_size_mb = 512\napp =", "with swap"),
        (
            "[[vm]]\nsize = \"shared-cpu-1x\"\nmemory = \"256mb\"",
            "[[vm]]\nmemory = \"4gb\"",
            "more than 2 GB",
        ),
    ] {
        let mut table = changed(from, to);
        let service = table.get_mut("http_service").unwrap().as_table_mut().unwrap();
        service.insert("auto_stop_machines".to_owned(), "suspend".into());
        assert!(faults(&table, DOCKERFILE).iter().any(|wrong| wrong.contains(expected)), "{to}");
    }
}

#[test]
fn files_that_differ_elsewhere_are_refused() {
    let prod = changed("app", "app");
    for (from, to, expected) in [
        ("migrate", "migrate now", "deploy.release_command"),
        ("LOG_LEVEL = \"info\"", "LOG_LEVEL = \"debug\"", "env.LOG_LEVEL"),
        ("[[restart]]", "[[restarts]]", "restart"),
    ] {
        assert!(differences(&prod, &changed(from, to)).contains(&expected.to_owned()), "{to}");
    }
    assert!(differences(&prod, &changed("\"ai-calendar-helper\"", "\"other\"")).is_empty());
}

#[test]
fn durations_are_read_as_fly_reads_them() {
    for (text, expected) in [
        ("30s", Some(30)),
        ("5m", Some(300)),
        ("1m30s", Some(90)),
        ("1h", Some(3600)),
        ("", None),
        ("30", None),
        ("s", None),
        ("5d", None),
    ] {
        assert_eq!(duration(text), expected, "{text}");
    }
}

/// The variants of the manual are fly.toml files too.
#[test]
fn the_variant_with_a_volume_for_logs_can_be_deployed() {
    let mut table = changed("\"bluegreen\"", "\"rolling\"");
    table.remove("experimental");
    let mounts: Table = "[[mounts]]\nsource = \"logs\"\ndestination = \"/data/logs\"\n".parse().unwrap();
    table.extend(mounts);
    assert_eq!(faults(&table, DOCKERFILE), Vec::<String>::new());
}
