//! Events that people have saved: the history. Each is somebody's, and every function here takes whose.

use calendar::{Event, Evidence};
use jiff::{SignedDuration, Timestamp};

use crate::column::{Column, row};
use crate::statement::{execute, fetch_all, fetch_one, fetch_optional};
use crate::{Db, Error, EventId, UserId, instant};

/// How long a deleted event can be brought back.
pub const UNDO: SignedDuration = SignedDuration::from_hours(24);

/// An event that somebody has saved.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedEvent {
    /// Its name in lists and addresses.
    pub id: EventId,
    /// The event, without the evidence: that pointed into a text which is not kept.
    pub event: Event,
    /// When it was saved first.
    pub created_at: Timestamp,
    /// When it was saved last.
    pub updated_at: Timestamp,
    /// When it was deleted, if it was.
    pub deleted_at: Option<Timestamp>,
}

impl Column for Event {
    type Stored = String;
    fn read(stored: String) -> Result<Self, Error> {
        serde_json::from_str(&stored).map_err(|_| Error::Damaged)
    }
}

row!(SavedEvent {
    id: "id",
    event: "body",
    created_at: "created_at",
    updated_at: "updated_at",
    deleted_at: "deleted_at",
});

macro_rules! event_columns {
    () => {
        "id, body, created_at, updated_at, deleted_at"
    };
}

impl Db {
    /// Saves an event for a person. One with the same `uid` is replaced, and brought back if it was deleted.
    pub async fn save_event(
        &self,
        user: &UserId,
        event: &Event,
        now: Timestamp,
    ) -> Result<SavedEvent, Error> {
        const SQL: &str = concat!(
            "INSERT INTO events (id, user_id, uid, body, words, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (user_id, uid) DO UPDATE SET body = excluded.body, \
             words = excluded.words, updated_at = excluded.updated_at, deleted_at = NULL RETURNING ",
            event_columns!()
        );
        let kept = Event { evidence: Evidence::default(), ..event.clone() };
        let body = serde_json::to_string(&kept).map_err(|_| Error::Damaged)?;
        let id = EventId::fresh(now);
        fetch_one!(
            self,
            SQL,
            id.as_str(),
            user.as_str(),
            event.uid.as_str(),
            body.as_str(),
            words(&kept),
            now.as_second()
        )
    }

    /// A person's saved events, the latest saved first: at most `limit`, before the one given, whose title, place,
    /// people or description have every word of `search` in them. Deleted ones are left out.
    pub async fn events(
        &self,
        user: &UserId,
        search: &str,
        before: Option<&EventId>,
        limit: u32,
    ) -> Result<Vec<SavedEvent>, Error> {
        const SQL: &str = concat!(
            "SELECT ",
            event_columns!(),
            r" FROM events WHERE user_id = $1 AND deleted_at IS NULL AND id < $2 AND words LIKE $3 ESCAPE '\'
               AND words LIKE $4 ESCAPE '\' AND words LIKE $5 ESCAPE '\' ORDER BY id DESC LIMIT $6"
        );
        /// Comes after every id.
        const END: &str = "~";
        let before = before.map_or(END, EventId::as_str);
        let [first, second, rest] = patterns(search);
        fetch_all!(self, SQL, user.as_str(), before, first, second, rest, i64::from(limit))
    }

    /// How many events a person has saved, those included that can still be brought back.
    pub async fn count_events(&self, user: &UserId) -> Result<i64, Error> {
        const SQL: &str = "SELECT count(*) FROM events WHERE user_id = $1";
        let (count,): (i64,) = fetch_one!(self, SQL, user.as_str())?;
        Ok(count)
    }

    /// A saved event of this person, deleted or not.
    pub async fn event(&self, user: &UserId, id: &EventId) -> Result<Option<SavedEvent>, Error> {
        const SQL: &str = concat!("SELECT ", event_columns!(), " FROM events WHERE user_id = $1 AND id = $2");
        fetch_optional!(self, SQL, user.as_str(), id.as_str())
    }

    /// Deletes a saved event of this person; it can be brought back for the time of [`UNDO`]. Says whether it was there.
    pub async fn delete_event(&self, user: &UserId, id: &EventId, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str =
            "UPDATE events SET deleted_at = $3 WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL";
        Ok(execute!(self, SQL, user.as_str(), id.as_str(), now.as_second())? > 0)
    }

    /// Brings a deleted event back; `None` when it was not deleted or too long ago.
    pub async fn restore_event(
        &self,
        user: &UserId,
        id: &EventId,
        now: Timestamp,
    ) -> Result<Option<SavedEvent>, Error> {
        const SQL: &str = concat!(
            "UPDATE events SET deleted_at = NULL WHERE user_id = $1 AND id = $2 AND deleted_at > $3 RETURNING ",
            event_columns!()
        );
        let since = instant::before(now, UNDO).as_second();
        fetch_optional!(self, SQL, user.as_str(), id.as_str(), since)
    }
}

/// What a search looks at, folded in Rust: the engines fold differently.
fn words(event: &Event) -> String {
    let people = event.attendees.iter().chain(&event.organizer);
    let people = people.flat_map(|person| [person.name.as_deref(), person.email.as_deref()]);
    let own = [event.title.as_deref(), event.location.as_deref(), event.description.as_deref()];
    let all: Vec<_> = own.into_iter().chain(people).flatten().collect();
    all.join("\n").to_lowercase()
}

/// The words of a search as patterns: the first two stand anywhere, the rest in their order.
fn patterns(search: &str) -> [String; 3] {
    let folded = search.to_lowercase();
    let mut words = folded.split_whitespace();
    let (first, second) = (words.next(), words.next());
    [first.into_iter().collect(), second.into_iter().collect(), words.collect()]
        .map(|words: Vec<_>| pattern(&words))
}

fn pattern(words: &[&str]) -> String {
    let mut pattern = String::from("%");
    for word in words {
        for c in word.chars() {
            if matches!(c, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern.push('%');
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{after, both, google};

    fn event(uid: &str, title: &str, location: &str) -> Event {
        Event {
            uid: uid.to_owned(),
            title: Some(title.to_owned()),
            location: Some(location.to_owned()),
            ..Event::default()
        }
    }

    async fn person(db: &Db, subject: &'static str) -> UserId {
        db.signed_in(&google(subject, &format!("{subject}@example.org"))).await.signed_in.user.id
    }

    both! { an_event_is_kept_without_the_evidence_and_once_for_its_uid, db => {
        let ana = person(&db, "ana").await;
        let mut read = event("1", "Lunch", "Cafe Uno");
        read.evidence.notes.push("the weekday contradicts the date".to_owned());
        let saved = db.save_event(&ana, &read, after(0)).await.unwrap();
        assert_eq!(saved.event, event("1", "Lunch", "Cafe Uno"));
        assert_eq!(db.event(&ana, &saved.id).await.unwrap(), Some(saved.clone()));
        let again = db.save_event(&ana, &event("1", "Dinner", "Cafe Uno"), after(9)).await.unwrap();
        assert_eq!((again.id, again.created_at, again.updated_at), (saved.id, after(0), after(9)));
        assert_eq!(db.events(&ana, "", None, 10).await.unwrap().len(), 1);
        let ben = person(&db, "ben").await;
        assert_eq!((db.count_events(&ana).await.unwrap(), db.count_events(&ben).await.unwrap()), (1, 0));
    }}

    both! { events_are_found_by_any_words_in_any_case, db => {
        let ana = person(&db, "ana").await;
        for (second, (uid, title, location)) in (0..).zip([
            ("1", "Lunch with Bób", "Cafe Uno"),
            ("2", "Übung: 100% Einsatz", "Halle_3"),
            ("3", "Lunch", r"C:\\Kantine"),
        ]) {
            db.save_event(&ana, &event(uid, title, location), after(second)).await.unwrap();
        }
        for (search, uids) in [
            ("", &["3", "2", "1"][..]),
            ("LUNCH", &["3", "1"]),
            ("uno lunch", &["1"]),
            ("uno bób lunch", &["1"]),
            ("übung", &["2"]),
            ("100%", &["2"]),
            ("%", &["2"]),
            ("_", &["2"]),
            (r"c:\\k", &["3"]),
            ("dinner", &[]),
        ] {
            let found = db.events(&ana, search, None, 10).await.unwrap();
            let found: Vec<_> = found.iter().map(|saved| saved.event.uid.as_str()).collect();
            assert_eq!(found, uids, "{search:?}");
        }
        let first = db.events(&ana, "", None, 2).await.unwrap();
        let rest = db.events(&ana, "", Some(&first[1].id), 2).await.unwrap();
        assert_eq!((first.len(), rest.len()), (2, 1));
    }}

    both! { a_deleted_event_comes_back_within_24_hours_and_is_gone_after_them, db => {
        let ana = person(&db, "ana").await;
        let id = db.save_event(&ana, &event("1", "Lunch", "Cafe"), after(0)).await.unwrap().id;
        let hours = |hours: i64| after(hours * 3600);
        assert!(db.delete_event(&ana, &id, hours(0)).await.unwrap());
        assert!(!db.delete_event(&ana, &id, hours(1)).await.unwrap());
        assert_eq!(db.events(&ana, "", None, 10).await.unwrap(), []);
        assert_eq!(db.restore_event(&ana, &id, hours(24)).await.unwrap(), None);
        db.tidy(after(24 * 3600 - 1)).await.unwrap();
        let back = db.restore_event(&ana, &id, after(24 * 3600 - 1)).await.unwrap().unwrap();
        assert_eq!((back.id.clone(), back.deleted_at), (id.clone(), None));
        assert_eq!(db.restore_event(&ana, &id, hours(24)).await.unwrap(), None, "it is not deleted");
        db.delete_event(&ana, &id, hours(30)).await.unwrap();
        assert_eq!(db.tidy(hours(54)).await.unwrap(), 1);
        assert_eq!(db.event(&ana, &id).await.unwrap(), None);
    }}

    both! { requirement_42_nobody_reaches_an_event_of_somebody_else, db => {
        let (ana, eve) = (person(&db, "ana").await, person(&db, "eve").await);
        let id = db.save_event(&ana, &event("1", "Lunch", "Cafe"), after(0)).await.unwrap().id;
        assert_eq!(db.event(&eve, &id).await.unwrap(), None);
        assert_eq!(db.events(&eve, "", None, 10).await.unwrap(), []);
        assert!(!db.delete_event(&eve, &id, after(1)).await.unwrap());
        assert!(db.delete_event(&ana, &id, after(1)).await.unwrap());
        assert_eq!(db.restore_event(&eve, &id, after(2)).await.unwrap(), None);
        let own = db.save_event(&eve, &event("1", "Mine", "Here"), after(3)).await.unwrap();
        assert_ne!(own.id, id);
        assert_eq!(db.event(&ana, &id).await.unwrap().unwrap().event.title.as_deref(), Some("Lunch"));
    }}
}
