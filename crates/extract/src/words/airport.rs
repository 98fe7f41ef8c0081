//! Zones of the airports that most people fly from, by their IATA codes.

const AIRPORTS: &[(&str, &str)] = &[
    ("AKL", "Pacific/Auckland"),
    ("AMS", "Europe/Amsterdam"),
    ("ARN", "Europe/Stockholm"),
    ("ATH", "Europe/Athens"),
    ("ATL", "America/New_York"),
    ("BCN", "Europe/Madrid"),
    ("BER", "Europe/Berlin"),
    ("BKK", "Asia/Bangkok"),
    ("BOM", "Asia/Kolkata"),
    ("BOS", "America/New_York"),
    ("BRU", "Europe/Brussels"),
    ("BUD", "Europe/Budapest"),
    ("CAI", "Africa/Cairo"),
    ("CDG", "Europe/Paris"),
    ("CPH", "Europe/Copenhagen"),
    ("CPT", "Africa/Johannesburg"),
    ("DEL", "Asia/Kolkata"),
    ("DEN", "America/Denver"),
    ("DFW", "America/Chicago"),
    ("DOH", "Asia/Qatar"),
    ("DUB", "Europe/Dublin"),
    ("DUS", "Europe/Berlin"),
    ("DXB", "Asia/Dubai"),
    ("EDI", "Europe/London"),
    ("EWR", "America/New_York"),
    ("EZE", "America/Argentina/Buenos_Aires"),
    ("FCO", "Europe/Rome"),
    ("FRA", "Europe/Berlin"),
    ("GRU", "America/Sao_Paulo"),
    ("GVA", "Europe/Zurich"),
    ("HAM", "Europe/Berlin"),
    ("HEL", "Europe/Helsinki"),
    ("HKG", "Asia/Hong_Kong"),
    ("HND", "Asia/Tokyo"),
    ("IAD", "America/New_York"),
    ("IAH", "America/Chicago"),
    ("ICN", "Asia/Seoul"),
    ("IST", "Europe/Istanbul"),
    ("JFK", "America/New_York"),
    ("JNB", "Africa/Johannesburg"),
    ("KEF", "Atlantic/Reykjavik"),
    ("KRK", "Europe/Warsaw"),
    ("LAX", "America/Los_Angeles"),
    ("LCY", "Europe/London"),
    ("LGA", "America/New_York"),
    ("LGW", "Europe/London"),
    ("LHR", "Europe/London"),
    ("LIN", "Europe/Rome"),
    ("LIS", "Europe/Lisbon"),
    ("LTN", "Europe/London"),
    ("MAD", "Europe/Madrid"),
    ("MAN", "Europe/London"),
    ("MEL", "Australia/Melbourne"),
    ("MEX", "America/Mexico_City"),
    ("MIA", "America/New_York"),
    ("MUC", "Europe/Berlin"),
    ("MXP", "Europe/Rome"),
    ("NBO", "Africa/Nairobi"),
    ("NRT", "Asia/Tokyo"),
    ("ORD", "America/Chicago"),
    ("ORY", "Europe/Paris"),
    ("OSL", "Europe/Oslo"),
    ("PEK", "Asia/Shanghai"),
    ("PHX", "America/Phoenix"),
    ("PRG", "Europe/Prague"),
    ("PVG", "Asia/Shanghai"),
    ("SEA", "America/Los_Angeles"),
    ("SFO", "America/Los_Angeles"),
    ("SIN", "Asia/Singapore"),
    ("STN", "Europe/London"),
    ("SYD", "Australia/Sydney"),
    ("TLV", "Asia/Jerusalem"),
    ("VIE", "Europe/Vienna"),
    ("WAW", "Europe/Warsaw"),
    ("YUL", "America/Toronto"),
    ("YVR", "America/Vancouver"),
    ("YYZ", "America/Toronto"),
    ("ZRH", "Europe/Zurich"),
];

/// The IANA zone of the airport with this code, where it is a large one.
pub(crate) fn airport_zone(code: &str) -> Option<&'static str> {
    let at = AIRPORTS.binary_search_by_key(&code, |(airport, _)| airport).ok()?;
    AIRPORTS.get(at).map(|(_, zone)| *zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn airports_are_sorted_and_their_zones_exist() {
        assert!(AIRPORTS.is_sorted());
        for (code, zone) in AIRPORTS {
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{code}");
        }
        assert_eq!(airport_zone("FRA"), Some("Europe/Berlin"));
        assert_eq!(airport_zone("XXX"), None);
    }
}
