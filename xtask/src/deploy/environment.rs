//! The two places that the program is deployed to, and how everything of theirs is called.

use clap::ValueEnum;

/// Fly's organisation that owns all of it, unless another is named.
pub(crate) const ORGANISATION: &str = "personal";
/// Regions by preference; Fly has retired the first one for new resources, and may retire the next.
pub(crate) const REGIONS: [&str; 3] = ["sea", "sjc", "lax"];

/// Where to deploy to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Environment {
    /// For trying things out; sleeps when nobody visits
    Dev,
    /// For people
    Prod,
}

impl Environment {
    /// Both.
    pub(crate) const ALL: [Environment; 2] = [Environment::Dev, Environment::Prod];

    /// As it is typed.
    pub(crate) fn name(self) -> &'static str {
        self.pick("dev", "prod")
    }

    /// The app at Fly.
    pub(crate) fn app(self) -> &'static str {
        self.pick("ai-calendar-helper-dev", "ai-calendar-helper")
    }

    /// The app of its PostgreSQL. After a move to another region the name of the region follows.
    pub(crate) fn database(self) -> &'static str {
        self.pick("ai-calendar-helper-dev-db", "ai-calendar-helper-db")
    }

    /// The database in that PostgreSQL, and its owner, as `fly postgres attach` calls them.
    pub(crate) fn database_name(self) -> String {
        self.app().replace('-', "_")
    }

    /// Its configuration, in the source tree.
    pub(crate) fn config_file(self) -> &'static str {
        self.pick("fly.dev.toml", "fly.toml")
    }

    /// Its secrets, which are not in the source tree.
    pub(crate) fn secrets_file(self) -> &'static str {
        self.pick(".env.dev", ".env.production")
    }

    /// Memory of its PostgreSQL in megabytes: 256 are known to run out under real use.
    pub(crate) fn database_memory(self) -> &'static str {
        self.pick("256", "512")
    }

    /// What its app costs a month.
    pub(crate) fn app_cost(self) -> &'static str {
        self.pick("under $1, because it sleeps", "about $2.50")
    }

    /// What its PostgreSQL costs a month.
    pub(crate) fn database_cost(self) -> &'static str {
        self.pick("about $2.50 (256 MB, 1 GB of disk)", "about $4 (512 MB, 1 GB of disk)")
    }

    /// The other one.
    pub(crate) fn other(self) -> Self {
        match self {
            Environment::Dev => Environment::Prod,
            Environment::Prod => Environment::Dev,
        }
    }

    fn pick<T>(self, dev: T, prod: T) -> T {
        match self {
            Environment::Dev => dev,
            Environment::Prod => prod,
        }
    }
}
