//! A person of an event, and how one is written where people write them: `Bob <bob@x.example> <555-0142>`.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// Fewest digits of a telephone number that stands without brackets: fewer are a room, a year or a class.
const FEWEST_DIGITS: usize = 5;

/// A person or a mailbox; each part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Name as written.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Telephone number as written.
    pub phone: Option<String>,
}

/// As [`Person::list`] reads it: `Ana`, `ana@x.example`, `Ana <ana@x.example>`, `Bob <555-0142>`, `<555-0142>`.
impl Display for Person {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (name, email) = (self.name.as_deref(), self.email.as_deref());
        let mut parts: Vec<String> = name.map(str::to_owned).into_iter().collect();
        parts.extend(email.map(|it| if name.is_some() { format!("<{it}>") } else { it.to_owned() }));
        parts.extend(self.phone.as_ref().map(|it| format!("<{it}>")));
        f.write_str(&parts.join(" "))
    }
}

impl Person {
    /// The people of a list with commas, semicolons or line breaks. A number may stand in brackets, behind the name or
    /// behind its comma: `Bob <555-0142>`, `Bob 555-0142`, `Bob, 555-0142`.
    pub fn list(text: &str) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for part in text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            match people.last_mut().filter(|last| last.phone.is_none() && is_phone(part)) {
                Some(last) => last.phone = Some(part.to_owned()),
                None => people.push(read(part)),
            }
        }
        people.retain(|person| *person != Person::default());
        people
    }

    /// One person, whose name may hold commas, as that of a `CONTACT` does: `Jim Dolittle, ABC Industries,
    /// +1-919-555-1234`.
    pub fn one(text: &str) -> Person {
        let (mut person, mut names) = (Person::default(), Vec::new());
        let mut parts: Vec<&str> =
            text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
        // A number stands last, also a short one or one with words ("555-0142 ext. 7").
        let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_digit() || "+(".contains(c));
        let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
        if parts.last().is_some_and(|part| begins(part) && digits(part) >= 3) {
            person.phone = parts.pop().map(str::to_owned);
        }
        for part in parts {
            let Person { name, email, phone } = read(part);
            names.extend(name);
            person.email = person.email.or(email);
            person.phone = person.phone.or(phone);
        }
        person.name = Some(names.join(", ")).filter(|name| !name.is_empty());
        person
    }

    /// Who it is and the number to reach them by, for people to read: `Bob 555-0142`. The address stands for a name that
    /// is missing.
    pub fn words(&self) -> String {
        let name = self.name.as_deref().or(self.email.as_deref());
        [name, self.phone.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The link that calls the person (RFC 3966), when the number has digits enough.
    pub fn call(&self) -> Option<String> {
        let phone = self.phone.as_deref()?.trim();
        // "+44 (0)20": the zero is for callers within the country alone.
        let phone = if phone.starts_with('+') { phone.replace("(0)", "") } else { phone.to_owned() };
        let number = phone.split(char::is_alphabetic).next().unwrap_or_default();
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let plus = if number.starts_with('+') { "+" } else { "" };
        (digits.len() >= 3).then(|| format!("tel:{plus}{digits}"))
    }
}

/// A person of a list.
fn read(part: &str) -> Person {
    let mut pieces = part.split('<');
    let (name, phone) = name_and_phone(pieces.next().unwrap_or_default());
    let mut person = Person { phone, ..Person::default() };
    for piece in pieces.map(|piece| piece.trim().trim_end_matches('>').trim()).filter(|it| !it.is_empty()) {
        let number = piece.strip_prefix("tel:").unwrap_or(piece);
        if !number.contains('@') && number.chars().any(|c| c.is_ascii_digit()) {
            person.phone = Some(number.to_owned());
        } else {
            person.email = Some(piece.trim_start_matches("mailto:").to_owned());
        }
    }
    match name {
        Some(email) if person.email.is_none() && email.contains('@') && !email.contains(' ') => {
            person.email = Some(email.to_owned());
        }
        name => person.name = name.map(str::to_owned),
    }
    person
}

/// What stands before the brackets: a name, a number, or a name with its number.
fn name_and_phone(text: &str) -> (Option<&str>, Option<String>) {
    let text = text.trim();
    let starts = text.match_indices(|c: char| c.is_ascii_digit() || "+(".contains(c)).map(|(at, _)| at);
    let at_word = |at: &usize| text.get(..*at).is_some_and(|it| it.is_empty() || it.ends_with([' ', ':']));
    let split = starts.filter(at_word).filter_map(|at| text.split_at_checked(at)).find(|it| is_phone(it.1));
    let (name, phone) = split.map_or((text, None), |(name, phone)| (name, Some(phone.to_owned())));
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || c == ':');
    (Some(name).filter(|name| !name.is_empty()), phone)
}

/// Digits as people group them, and nothing else.
fn is_phone(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || " +-./()\u{a0}".contains(c))
        && text.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, email: &str, phone: &str) -> Person {
        let some = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        Person { name: some(name), email: some(email), phone: some(phone) }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for (written, one) in [
            ("Ana", person("Ana", "", "")),
            ("ana@x.example", person("", "ana@x.example", "")),
            ("Ana <ana@x.example>", person("Ana", "ana@x.example", "")),
            ("Bob <555-0142>", person("Bob", "", "555-0142")),
            ("Bob <112>", person("Bob", "", "112")),
            ("Bob <555-0142 ext. 7>", person("Bob", "", "555-0142 ext. 7")),
            ("<+1 (212) 555-0142>", person("", "", "+1 (212) 555-0142")),
            ("ana@x.example <555-0142>", person("", "ana@x.example", "555-0142")),
            ("Ana <ana@x.example> <030/555 01>", person("Ana", "ana@x.example", "030/555 01")),
        ] {
            assert_eq!(one.to_string(), written);
            assert_eq!(Person::list(written), std::slice::from_ref(&one), "{written}");
            let two = format!("Tom, {written}");
            assert_eq!(Person::list(&two), [person("Tom", "", ""), one], "{two}");
        }
    }

    #[test]
    fn one_person_may_have_commas() {
        for (written, one) in [
            ("Jim Dolittle, ABC, +1-919-555-1234", person("Jim Dolittle, ABC", "", "+1-919-555-1234")),
            ("Club, Inc. <a@x.example> <555-0142>", person("Club, Inc.", "a@x.example", "555-0142")),
            ("Ana, ana@x.example, 112", person("Ana", "ana@x.example", "112")),
            ("ana@x.example", person("", "ana@x.example", "")),
        ] {
            assert_eq!(Person::one(written), one, "{written}");
            assert_eq!(Person::one(&one.to_string()), one, "{written}");
        }
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (written, people) in [
            ("Bob 555-0142", vec![person("Bob", "", "555-0142")]),
            ("Bob: (212) 555-0142", vec![person("Bob", "", "(212) 555-0142")]),
            ("Bob, 555-0142, Tom", vec![person("Bob", "", "555-0142"), person("Tom", "", "")]),
            ("Bob <tel:+15550142>", vec![person("Bob", "", "+15550142")]),
            ("Ana <mailto:ana@x.example>, 5550142", vec![person("Ana", "ana@x.example", "5550142")]),
            ("555-0142; 555-0143", vec![person("", "", "555-0142"), person("", "", "555-0143")]),
            ("Class 7b\nClass of 2026", vec![person("Class 7b", "", ""), person("Class of 2026", "", "")]),
            (" ,; <> ,", vec![]),
        ] {
            assert_eq!(Person::list(written), people, "{written}");
        }
    }

    #[test]
    fn a_number_can_be_called() {
        for (phone, link) in [
            ("(212) 555-0142", Some("tel:2125550142")),
            ("+44 (0)20 7946 0018", Some("tel:+442079460018")),
            ("555-0142 ext. 7", Some("tel:5550142")),
            ("112", Some("tel:112")),
            ("ask \"Ana\"", None),
        ] {
            assert_eq!(person("", "", phone).call().as_deref(), link, "{phone}");
        }
    }
}
