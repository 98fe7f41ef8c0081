use super::*;

fn set(values: &[(&str, &str)]) -> Settings {
    let mut settings = Settings { data_dir: Some("/tmp/x".to_owned()), ..Settings::default() };
    for (name, value) in values {
        let field = match *name {
            "HOST" => &mut settings.host,
            "PORT" => &mut settings.port,
            "PUBLIC_URL" => &mut settings.public_url,
            "DEFAULT_TIME_ZONE" => &mut settings.default_time_zone,
            "CLIENT_ADDRESS_HEADER" => &mut settings.client_address_header,
            "SECRET_KEY" => &mut settings.secret_key,
            "LOG_FORMAT" => &mut settings.log_format,
            "LOG_LEVEL" => &mut settings.log_level,
            "REGISTRATION" => &mut settings.accounts.registration,
            "ALLOWED_ADDRESSES" => &mut settings.accounts.allowed_addresses,
            "ADMIN_EMAILS" => &mut settings.accounts.admin_emails,
            "REQUIRE_SIGN_IN" => &mut settings.accounts.require_sign_in,
            "MAIL_FROM" => &mut settings.accounts.mail_from,
            "GOOGLE_CLIENT_ID" => &mut settings.accounts.google_client_id,
            "OIDC_CLIENT_ID" => &mut settings.accounts.oidc_client_id,
            other => panic!("{other} is no setting"),
        };
        *field = Some((*value).to_owned());
    }
    settings
}

#[test]
fn every_mistake_is_named_at_once() {
    let wrong = [
        ("HOST", "example.org"),
        ("PORT", "99999"),
        ("PUBLIC_URL", "calendar.example.org"),
        ("DEFAULT_TIME_ZONE", "Mars"),
        ("CLIENT_ADDRESS_HEADER", "a b"),
        ("SECRET_KEY", "short"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "a=b=c"),
        ("REGISTRATION", "maybe"),
        ("ALLOWED_ADDRESSES", "a@b@c"),
        ("ADMIN_EMAILS", "ana"),
        ("REQUIRE_SIGN_IN", "maybe"),
        ("GOOGLE_CLIENT_ID", "id"),
    ];
    let message = Config::check(&set(&wrong)).unwrap_err().to_string();
    for (name, _) in wrong {
        assert!(message.contains(&format!("\n  {name} has to")), "{name} in {message}");
    }
    assert!(!message.contains("short"));
}

#[test]
fn nothing_set_is_a_program_for_oneself() {
    let config = Config::check(&set(&[])).unwrap();
    assert_eq!((config.host.to_string().as_str(), config.port), ("127.0.0.1", 3000));
    assert_eq!(config.database_url, "sqlite:/tmp/x/calendar.db");
    assert_eq!(config.public_url, None);
}

#[test]
fn an_address_for_others_needs_a_key() {
    let open = Config::check(&set(&[("HOST", "::")]));
    assert!(open.unwrap_err().to_string().contains("SECRET_KEY"));
    let config = Config::check(&set(&[("HOST", "::"), ("SECRET_KEY", &"k".repeat(32))])).unwrap();
    assert!(!format!("{config:?}").contains("kkkk"));
}

#[test]
fn a_program_for_oneself_is_reached_by_nobody_else() {
    for (host, url, expected) in [
        ("", "", true),
        ("::1", "http://localhost:8080", true),
        ("", "http://[::1]:3000", true),
        ("", "https://calendar.example.org", false),
        ("::", "http://localhost:3000", false),
    ] {
        let key = "k".repeat(32);
        let config = Config::check(&set(&[("HOST", host), ("PUBLIC_URL", url), ("SECRET_KEY", &key)]));
        assert_eq!(config.unwrap().is_for_oneself(), expected, "{host} {url}");
    }
}

#[test]
fn public_urls_are_origins() {
    for (text, expected) in [
        ("https://Calendar.example.org/", Ok("https://calendar.example.org".to_owned())),
        ("http://localhost:3000", Ok("http://localhost:3000".to_owned())),
    ] {
        assert_eq!(public_url(text), expected);
    }
    for text in [
        "https://a.org/path",
        "https://a.org/?q",
        "ftp://a.org",
        "a.org",
        "https://u:p@a.org",
        "http://a.org",
        "http://localhost.a.org",
    ] {
        assert!(public_url(text).is_err(), "{text}");
    }
}
