//! Which language a text is in, when that is one we do not read.

use whatlang::{Lang, Script, detect};

/// Letters below which no guess is told: a line of names and numbers looks like anything.
const FEWEST_LETTERS: usize = 60;

/// The same in another script than ours, which says more than any word.
const FEWEST_OF_A_SCRIPT: usize = 8;

/// The English name of the language of `text` when it is surely not English.
pub fn foreign(text: &str) -> Option<&'static str> {
    let start = text.get(..text.floor_char_boundary(4 * 1024)).unwrap_or_default();
    let letters = start.chars().filter(|c| c.is_alphabetic()).count();
    if letters < FEWEST_OF_A_SCRIPT {
        return None;
    }
    let found = detect(start)?;
    if found.script() != Script::Latin {
        return Some(found.lang().eng_name());
    }
    (letters >= FEWEST_LETTERS && found.is_reliable() && found.lang() != Lang::Eng)
        .then(|| found.lang().eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_we_do_not_read_are_named_and_english_is_not() {
        for (text, language) in [
            (
                "Hallo zusammen, die nächste Sitzung ist am kommenden Freitag um 19 Uhr im Gemeindehaus. Bitte bringt eure Unterlagen mit.",
                Some("German"),
            ),
            (
                "Bonjour à tous, la prochaine réunion aura lieu vendredi prochain à 19 heures dans la salle des fêtes de la mairie.",
                Some("French"),
            ),
            (
                "Hola a todos, la próxima reunión será el viernes que viene a las siete de la tarde en la biblioteca del pueblo.",
                Some("Spanish"),
            ),
            (
                "Ciao a tutti, la prossima riunione si terrà venerdì alle diciannove nella sala grande della biblioteca comunale.",
                Some("Italian"),
            ),
            (
                "Hallo allemaal, de volgende vergadering is aanstaande vrijdag om zeven uur 's avonds in het buurthuis aan de gracht.",
                Some("Dutch"),
            ),
            (
                "Cześć wszystkim, następne spotkanie odbędzie się w najbliższy piątek o godzinie dziewiętnastej w domu kultury.",
                Some("Polish"),
            ),
            (
                "Hi all, the planning meeting moves out of the office this time: let's meet on Thursday from 2 to 3:30pm at Cafe Uno.",
                None,
            ),
            ("Lunch with Sarah tomorrow at 12pm at Central Park", None),
            ("Réunion vendredi", None),
            ("12月3日（木）19:00から忘年会、渋谷の居酒屋にて。", Some("Japanese")),
            ("Встреча в четверг 3 декабря в 18:00", Some("Russian")),
            ("Dinner at Ωmega, Friday 7pm with Дима", None),
            ("Lunch 午餐 Friday", None),
            (
                "- Yoga every Tuesday 6-7pm until February 23 at Studio Nine\n- Team stand-up Mon/Wed/Fri at 9:15am\n- Piano lesson every second Thursday at 4pm",
                None,
            ),
        ] {
            assert_eq!(foreign(text), language, "{text}");
        }
    }
}
