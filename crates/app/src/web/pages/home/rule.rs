//! "Make this my rule": who corrects one convention twice in the same way is asked whether it is to be so from now on.
//!
//! Corrections are counted in the cookie of the settings, by convention and direction; nothing of a text is kept.

use calendar::{Alternative, Event};
use serde_json::{Map, Value};
use store::UserId;

use crate::amend;
use crate::error::Error;
use crate::state::App;
use crate::web::form::Form;

/// Corrections after which it is offered.
const ENOUGH: u32 = 2;

/// A convention that a person can move, and where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// "next friday" is the coming one, or the one of next week.
    Next {
        /// The coming one.
        coming: bool,
    },
    /// Bare hours from this one on are in the morning.
    Morning {
        /// 5 to 12.
        from: i8,
        /// Whether an hour was moved into the morning, and not out of it.
        earlier: bool,
    },
    /// 3/4 is in April.
    Order {
        /// Day first.
        day_first: bool,
    },
}

impl Rule {
    /// The rule by which `other` would have been the first reading.
    fn of(other: &Alternative) -> Option<Rule> {
        let because = other.because.as_str();
        let hour = || other.set.get("start")?.as_str()?.get(11..13)?.parse::<i8>().ok();
        Some(match because {
            "the nearest one" => Rule::Next { coming: true },
            "the one of the coming week" => Rule::Next { coming: false },
            "day first" => Rule::Order { day_first: true },
            "month first" => Rule::Order { day_first: false },
            "in the morning" => Rule::morning(hour()?, true)?,
            "in the evening" => Rule::morning(hour()? - 12 + 1, false)?,
            _ => return None,
        })
    }

    fn morning(from: i8, earlier: bool) -> Option<Rule> {
        (5..=12).contains(&from).then_some(Rule::Morning { from, earlier })
    }

    /// What `set` corrects about `event` as it was found.
    pub(super) fn corrected(event: &Event, set: &Map<String, Value>) -> Option<Rule> {
        let start = |set| Some(amend::apply(event, set).ok()?.when?.start());
        let chosen = set.contains_key("start").then(|| start(set)).flatten()?;
        let mut others = event.evidence.alternatives.iter();
        others.find(|other| start(&other.set).as_ref() == Some(&chosen)).and_then(Rule::of)
    }

    /// Its name in the form and the cookie.
    pub(super) fn name(self) -> String {
        match self {
            Rule::Next { coming } => format!("next-{}", if coming { "coming" } else { "next_week" }),
            Rule::Morning { from, earlier } => {
                format!("morning-{from}{}", if earlier { "" } else { "-later" })
            }
            Rule::Order { day_first } => {
                format!("order-{}", if day_first { "day_first" } else { "month_first" })
            }
        }
    }

    /// The rule with this name.
    pub(super) fn named(name: &str) -> Option<Rule> {
        let (kind, value) = name.split_once('-')?;
        match (kind, value) {
            ("next", "coming" | "next_week") => Some(Rule::Next { coming: value == "coming" }),
            ("order", "day_first" | "month_first") => Some(Rule::Order { day_first: value == "day_first" }),
            ("morning", _) => {
                let hour = value.strip_suffix("-later");
                Rule::morning(hour.unwrap_or(value).parse().ok()?, hour.is_none())
            }
            _ => None,
        }
    }

    /// The rule of the button that was pressed, and whether it is made (`rule`) or not (`refuse`).
    pub(super) fn pressed(form: &Form) -> Option<(&str, Rule)> {
        let (verb, name) = form.get("do")?.split_once(':')?;
        matches!(verb, "rule" | "refuse").then_some((verb, Rule::named(name)?))
    }

    /// Keeps it with the preferences of a person, who has pressed its button.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn keep(self, app: &App, user: &UserId) -> Result<(), Error> {
        let mut chosen = app.db().preferences(user).await.map_err(anyhow::Error::from)?;
        let (field, value) = self.setting();
        match field {
            "next" => chosen.next_weekday = Some(value),
            "morning" => chosen.morning_from = value.parse().ok(),
            _ => chosen.date_order = Some(value),
        }
        let kept = app.db().set_preferences(user, &chosen, app.clock.now()).await;
        Ok(kept.map_err(anyhow::Error::from)?)
    }

    /// The field of the settings that it is, and its value there.
    pub(super) fn setting(self) -> (&'static str, String) {
        match self {
            Rule::Next { coming } => ("next", if coming { "coming" } else { "next_week" }.to_owned()),
            Rule::Morning { from, .. } => ("morning", from.to_string()),
            Rule::Order { day_first } => {
                ("order", if day_first { "day_first" } else { "month_first" }.to_owned())
            }
        }
    }

    /// What it would change, as a question.
    pub(super) fn question(self) -> String {
        format!("You have corrected this twice. From now on, {}?", self.words())
    }

    /// What it has changed.
    pub(super) fn confirmation(self) -> String {
        format!("From now on, {}. It stands among the settings, where it can be changed.", self.words())
    }

    fn words(self) -> String {
        match self {
            Rule::Next { coming: true } => "“next Friday” is the coming Friday".to_owned(),
            Rule::Next { coming: false } => "“next Friday” is the Friday of next week".to_owned(),
            Rule::Morning { from: 12, .. } => {
                "hours alone, such as “at 11”, are in the afternoon or evening".to_owned()
            }
            Rule::Morning { from, .. } => {
                format!("hours alone are in the morning from {from} on (“at {from}” is {from} am)")
            }
            Rule::Order { day_first: true } => "3/4 is the third of April".to_owned(),
            Rule::Order { day_first: false } => "3/4 is the fourth of March".to_owned(),
        }
    }

    /// Whether two corrections go the same way.
    fn agrees(self, other: Rule) -> bool {
        match (self, other) {
            (Rule::Morning { earlier: one, .. }, Rule::Morning { earlier: other, .. }) => one == other,
            (one, other) => one == other,
        }
    }

    /// The rule that both corrections ask for: the widest.
    fn and(self, other: Rule) -> Rule {
        match (self, other) {
            (Rule::Morning { from: one, earlier }, Rule::Morning { from: two, .. }) => {
                Rule::Morning { from: if earlier { one.min(two) } else { one.max(two) }, earlier }
            }
            (_, other) => other,
        }
    }
}

/// The corrections that were counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Corrections(Vec<(Rule, u32)>);

impl Corrections {
    /// As the cookie has them: `next-coming.1~morning-7.2`.
    pub(super) fn read(text: &str) -> Corrections {
        let one = |part: &str| {
            let (name, count) = part.split_once('.')?;
            Some((Rule::named(name)?, count.parse::<u32>().ok()?.min(ENOUGH)))
        };
        Corrections(text.split('~').take(6).filter_map(one).collect())
    }

    /// For the cookie.
    pub(super) fn print(&self) -> String {
        let parts: Vec<String> =
            self.0.iter().map(|(rule, count)| format!("{}.{count}", rule.name())).collect();
        parts.join("~")
    }

    /// Counts one; who corrects in the other direction has changed their mind.
    pub(super) fn count(&mut self, rule: Rule) {
        let (field, _) = rule.setting();
        let before = self.0.iter().find(|(known, _)| known.agrees(rule)).copied();
        self.0.retain(|(known, _)| known.setting().0 != field);
        let (rule, count) = before.map_or((rule, 0), |(known, count)| (known.and(rule), count));
        self.0.push((rule, (count + 1).min(ENOUGH)));
    }

    /// Forgets those of the setting that `rule` is.
    pub(super) fn forget(&mut self, rule: Rule) {
        self.0.retain(|(known, _)| known.setting().0 != rule.setting().0);
    }

    /// What is to be offered.
    pub(super) fn offer(&self) -> Option<Rule> {
        self.0.iter().find(|(_, count)| *count >= ENOUGH).map(|(rule, _)| *rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_corrections_of_one_kind_are_an_offer() {
        let coming = Rule::Next { coming: true };
        let mut corrections = Corrections::default();
        corrections.count(coming);
        corrections.count(Rule::Order { day_first: true });
        assert_eq!(corrections.offer(), None);
        corrections.count(coming);
        assert_eq!(corrections.offer(), Some(coming));
        assert_eq!(Corrections::read(&corrections.print()), corrections);
        // Who goes back has no rule.
        corrections.count(Rule::Next { coming: false });
        assert_eq!(corrections.offer(), None);
        corrections.forget(coming);
        assert_eq!(corrections.print(), "order-day_first.1");
    }

    #[test]
    fn hours_ask_for_the_widest_morning() {
        let mut corrections = Corrections::default();
        for (hour, earlier, offer) in
            [(8, true, None), (7, true, Some((7, true))), (10, false, None), (11, false, Some((11, false)))]
        {
            corrections.count(Rule::Morning { from: hour, earlier });
            let expected = offer.map(|(from, earlier)| Rule::Morning { from, earlier });
            assert_eq!(corrections.offer(), expected, "{hour}");
        }
    }

    #[test]
    fn names_are_read_and_nonsense_is_not() {
        for rule in [
            Rule::Next { coming: true },
            Rule::Morning { from: 12, earlier: false },
            Rule::Morning { from: 7, earlier: true },
            Rule::Order { day_first: false },
        ] {
            assert_eq!(Rule::named(&rule.name()), Some(rule));
        }
        for name in ["", "next", "next-x", "morning-4", "morning-x", "order-", "x-y"] {
            assert_eq!(Rule::named(name), None, "{name}");
        }
        assert_eq!(Corrections::read("nonsense~next-coming.x~~morning-7.99").print(), "morning-7.2");
    }
}
