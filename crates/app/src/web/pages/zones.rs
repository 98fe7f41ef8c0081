//! The time zones that the page offers, by region.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The regions of the world; what else the database holds are old names of the same zones.
const REGIONS: [&str; 9] =
    ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// The zones of one region.
#[derive(Debug)]
pub(super) struct Region {
    /// "Europe"
    pub(super) name: &'static str,
    /// Each with its name and its city: "Europe/Berlin", "Berlin".
    pub(super) zones: Vec<(String, String)>,
}

/// Every zone on offer, by region and city.
pub(super) static ZONES: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let mut regions: BTreeMap<&'static str, Vec<(String, String)>> = BTreeMap::new();
    for name in jiff::tz::db().available() {
        let name = name.as_str();
        let region =
            name.split_once('/').and_then(|(region, _)| REGIONS.into_iter().find(|known| *known == region));
        if let Some(region) = region {
            regions.entry(region).or_default().push((name.to_owned(), self::city(name)));
        }
    }
    regions
        .into_iter()
        .map(|(name, mut zones)| {
            zones.sort();
            Region { name, zones }
        })
        .collect()
});

/// "New York" for `America/New_York`.
pub(super) fn city(name: &str) -> String {
    let city = name.split_once('/').map_or(name, |(_, city)| city);
    city.replace('_', " ").replace('/', " – ")
}

/// Whether the page offers this zone.
pub(super) fn offered(name: &str) -> bool {
    name == "UTC" || ZONES.iter().any(|region| region.zones.iter().any(|(zone, _)| zone == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_of_the_world_are_on_offer_by_their_city() {
        for name in
            ["Europe/Berlin", "America/New_York", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "UTC"]
        {
            assert!(offered(name), "{name}");
        }
        for name in ["US/Eastern", "EST", "", "Mars/Olympus"] {
            assert!(!offered(name), "{name}");
        }
        let new_york = ZONES.iter().flat_map(|r| &r.zones).find(|(name, _)| name == "America/New_York");
        assert_eq!(new_york.map(|(_, city)| city.as_str()), Some("New York"));
    }
}
