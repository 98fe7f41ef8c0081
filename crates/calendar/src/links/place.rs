//! A place on a map, unless it is no place on Earth.

use percent_encoding::utf8_percent_encode;

use super::IN_QUERY;

/// Words that make a place a virtual one wherever they stand in it.
const VIRTUAL: [&str; 27] = [
    "zoom",
    "webex",
    "skype",
    "discord",
    "facetime",
    "whatsapp",
    "jitsi",
    "gotomeeting",
    "hangouts",
    "youtube",
    "twitch",
    "slack",
    "google meet",
    "microsoft teams",
    "ms teams",
    "online",
    "virtual",
    "virtually",
    "remotely",
    "webinar",
    "livestream",
    "live stream",
    "video call",
    "phone call",
    "conference call",
    "by phone",
    "telephone",
];
/// Words that do so only alone: there are streets and rooms with such names.
const VIRTUAL_ALONE: [&str; 6] = ["teams", "meet", "phone", "call", "remote", "internet"];

/// What people call places that only they know: a map would show shops of that name.
const SOMEONES: [&str; 6] = ["home", "house", "office", "place", "flat", "garden"];
const WHOSE: [&str; 10] = ["my", "our", "your", "his", "her", "their", "mine", "ours", "yours", "theirs"];

/// The place on Google Maps; `None` for a virtual one, and for one that only those who meet there know.
pub fn google_map(location: &str) -> Option<String> {
    map("https://www.google.com/maps/search/?api=1&query=", location)
}

/// The place on Apple Maps; `None` where Google's is.
pub fn apple_map(location: &str) -> Option<String> {
    map("https://maps.apple.com/?q=", location)
}

fn map(address: &str, location: &str) -> Option<String> {
    (!is_virtual(location) && !is_someones(location))
        .then(|| format!("{address}{}", utf8_percent_encode(location.trim(), IN_QUERY)))
}

/// "my place", "ours", "at home".
fn is_someones(location: &str) -> bool {
    let location = location.trim().to_lowercase();
    let words: Vec<&str> = location.split_whitespace().filter(|word| *word != "at").collect();
    match words.as_slice() {
        [one] => *one == "home" || WHOSE.contains(one),
        [whose, place] => WHOSE.contains(whose) && SOMEONES.contains(place),
        _ => false,
    }
}

/// True for links, telephone numbers and the places where people meet on a screen.
pub fn is_virtual(location: &str) -> bool {
    let location = location.trim().to_lowercase();
    let words: Vec<&str> =
        location.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let padded = format!(" {words} ");
    let is_number = location.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c))
        && location.chars().filter(char::is_ascii_digit).count() >= 7;
    words.is_empty()
        || is_number
        || location.contains("://")
        || location.starts_with("www.")
        || VIRTUAL_ALONE.contains(&words.as_str())
        || VIRTUAL.iter().any(|word| padded.contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn physical_places_have_maps() {
        for place in
            ["Central Park", "Café Uno, 12 Main St.", "Room 4", "Meet Street 5", "12 Zoomer Lane", "東京駅"]
        {
            assert!(google_map(place).is_some(), "{place}");
        }
        assert_eq!(
            google_map("Café Uno, Main St & 5th").unwrap(),
            "https://www.google.com/maps/search/?api=1&query=Caf%C3%A9%20Uno%2C%20Main%20St%20%26%205th"
        );
        assert_eq!(apple_map("Central Park").unwrap(), "https://maps.apple.com/?q=Central%20Park");
    }

    #[test]
    fn places_that_only_people_know_have_none() {
        for place in ["my place", "Ours", "at home", "Your office", "mine"] {
            assert_eq!(google_map(place), None, "{place}");
        }
        for place in ["Home Bargains", "My Place Hotel", "The Office, Leeds", "Home Farm", "Office"] {
            assert!(google_map(place).is_some(), "{place}");
        }
    }

    #[test]
    fn virtual_places_have_none() {
        for place in [
            "Zoom",
            "zoom (link in the mail)",
            "Microsoft Teams",
            "Teams",
            "Google Meet",
            "Online",
            "https://example.org/room",
            "www.example.org",
            "Phone",
            "+1 (555) 010-9999",
            "  ",
        ] {
            assert_eq!(google_map(place), None, "{place}");
        }
    }
}
