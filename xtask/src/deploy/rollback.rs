//! `deploy rollback`: an image that has served before serves again.

use anyhow::{Context, Result};

use super::account::{self, Release};
use super::consent::Consent;
use super::ship::Shipment;
use super::smoke;

/// What can be chosen.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// The release to go back to [default: the one before the running one]
    #[arg(long, value_name = "VERSION")]
    to: Option<i64>,
}

/// Puts an earlier release back.
pub(crate) fn run(shipment: &Shipment, options: &Options, consent: Consent) -> Result<()> {
    let releases = account::releases(shipment.fly, shipment.environment.app())?;
    let release = choose(&releases, options.to)?;
    println!(
        "{} goes back to release {} with {}",
        shipment.environment.app(),
        release.version,
        release.image
    );
    println!("fly.toml, secrets and the database stay as they are now");
    consent.ask_for(shipment.environment.app(), "People see this.")?;
    to(shipment, release)?;
    println!("{} serves {}", shipment.site.address, release.image);
    Ok(())
}

/// Deploys the image of a release, and sees that it works.
///
/// Without the release command: a program does not undo migrations, and runs on a newer schema. At once, because what is
/// there does not work.
pub(crate) fn to(shipment: &Shipment, release: &Release) -> Result<()> {
    let app = shipment.environment.app();
    let file = shipment.environment.config_file();
    let arguments = [
        "deploy",
        "--app",
        app,
        "--config",
        file,
        "--image",
        &release.image,
        "--skip-release-command",
        "--strategy",
        "immediate",
        "--ha=false",
    ];
    let advice = || {
        format!(
            "{} could not be put back: `fly releases --image --app {app}` shows the images there are, and \
             `fly deploy --app {app} --config {file} --image IMAGE --skip-release-command` puts one back",
            release.image
        )
    };
    shipment.fly.run(&arguments).with_context(advice)?;
    smoke::check(&shipment.site, release.commit(), &shipment.secret_key, shipment.patience)
        .with_context(advice)
}

/// The release of that version; without one, the newest whose image is not the running one's.
fn choose(releases: &[Release], version: Option<i64>) -> Result<&Release> {
    let mut good = releases.iter().filter(|release| release.is_good());
    if let Some(version) = version {
        return good.find(|release| release.version == version).with_context(|| {
            format!("release {version} is unknown, or never served: `fly releases --image` shows them")
        });
    }
    let running = good.next().context("no release has ever served: there is nothing to go back to")?;
    good.find(|release| release.image != running.image).context("there is no other release to go back to")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(version: i64, status: &str, image: &str) -> Release {
        Release { version, status: status.to_owned(), image: image.to_owned() }
    }

    #[test]
    fn one_goes_back_to_the_last_image_that_served() {
        let releases = [
            release(5, "failed", "e"),
            release(4, "complete", "d"),
            release(3, "complete", "d"),
            release(2, "complete", "b"),
            release(1, "failed", "a"),
        ];
        for (version, expected) in [(None, Some(2)), (Some(3), Some(3)), (Some(5), None), (Some(9), None)] {
            assert_eq!(
                choose(&releases, version).ok().map(|release| release.version),
                expected,
                "{version:?}"
            );
        }
        assert!(choose(&releases[..2], None).unwrap_err().to_string().contains("no other release"));
        assert!(choose(&releases[..1], None).unwrap_err().to_string().contains("ever served"));
    }
}
