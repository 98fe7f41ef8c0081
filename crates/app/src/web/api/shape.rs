//! The shapes of the API, for its description. The event itself is written and read by `calendar`; a test holds this
//! description against it.

#![expect(dead_code, reason = "these types describe; the values are made by calendar, timex and serde_json")]

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A text and how it is to be read.
#[derive(ToSchema)]
pub(super) struct ParseRequest {
    /// The text, up to 256 KiB.
    text: String,
    /// The reference time, RFC 3339, or a wall clock in `time_zone`. By default the server's time.
    #[schema(example = "2026-06-15T09:00:00+02:00")]
    now: Option<String>,
    /// The reader's zone, an IANA name. By default the offset of `now`, else UTC.
    #[schema(example = "Europe/Berlin")]
    time_zone: Option<String>,
    /// BCP 47 tag; its region decides whether 3/4 is in March or April. By default `en-US`.
    #[schema(example = "en-GB")]
    locale: Option<String>,
    /// Settings that move the conventions.
    preferences: Option<Preferences>,
    /// Keys the identities of the events; the same text with the same salt gives the same `uid`s.
    uid_salt: Option<String>,
}

/// Settings that move the conventions; each may be left out.
#[derive(ToSchema)]
pub(super) struct Preferences {
    /// First day of the week, such as `monday`.
    week_start: Option<String>,
    /// `12h` or `24h`; moves no reading.
    clock: Option<String>,
    /// `month_first` or `day_first`; by default as the locale does.
    date_order: Option<String>,
    /// First and last hour of the working day.
    #[schema(example = json!([9, 17]))]
    working_hours: Option<Vec<u8>>,
    /// Which day "next Friday" is: `next_week`, the Friday of next week, or `coming`, the nearest one. By default
    /// `next_week`.
    next_weekday: Option<String>,
    /// The first bare hour that is in the morning, 5 to 12; those below it are in the afternoon. By default as
    /// documented.
    morning_from: Option<u8>,
    /// Kind of event → minutes it lasts when the text does not say.
    #[schema(example = json!({"flight": 120, "default": 60}))]
    durations: Option<BTreeMap<String, u32>>,
}

/// What was found.
#[derive(ToSchema)]
pub(super) struct ParseAnswer {
    /// The events, in the order of the text.
    events: Vec<Event>,
    /// Times that the text tells beside its events: doors, an answer asked for by a date, a part of a programme.
    asides: Vec<Aside>,
    /// Sentences about the text as a whole, such as what was looked for when nothing was found.
    notes: Vec<String>,
    /// The text that was made of a file, which the spans point into; null when the text was given.
    text: Option<String>,
}

/// A time that is no event's own.
#[derive(ToSchema)]
pub(super) struct Aside {
    /// What it would be as an event of its own.
    event: Event,
    /// The `uid` of the event that it stands with; null when it stands with none.
    of: Option<String>,
}

/// Either `events`, or a text as for `/api/parse`.
#[derive(ToSchema)]
pub(super) struct IcsRequest {
    /// Events as `/api/parse` gives them, changed or not; `uid` and `start` are required of each.
    events: Option<Vec<Event>>,
    /// Instead of events: a text to read, with the other fields of a parse request.
    text: Option<String>,
    /// As for `/api/parse`.
    now: Option<String>,
    /// As for `/api/parse`.
    time_zone: Option<String>,
    /// As for `/api/parse`.
    locale: Option<String>,
    /// As for `/api/parse`.
    preferences: Option<Preferences>,
    /// As for `/api/parse`.
    uid_salt: Option<String>,
}

/// An event with its evidence.
#[derive(ToSchema)]
pub(super) struct Event {
    /// The event's identity (RFC 5545 UID).
    uid: String,
    /// Null when the text has only a generic noun.
    title: Option<String>,
    /// RFC 3339 with offset; a date when `all_day`; without an offset when floating; null when the text does not say.
    #[schema(example = "2025-06-15T12:00:00-04:00")]
    start: Option<String>,
    /// Exclusive, in the form of `start`.
    #[schema(example = "2025-06-15T13:00:00-04:00")]
    end: Option<String>,
    /// Whole days.
    all_day: bool,
    /// IANA name of the event's zone; null for whole days and floating times.
    #[schema(example = "America/New_York")]
    time_zone: Option<String>,
    /// IANA name when the end has another zone (flights).
    end_time_zone: Option<String>,
    /// Place as written.
    location: Option<String>,
    /// Link of the event.
    url: Option<String>,
    /// Free text.
    description: Option<String>,
    /// Who takes part.
    attendees: Vec<Person>,
    /// Who invites.
    organizer: Option<Person>,
    /// RFC 5545 RRULE value without `RRULE:`; UNTIL as a date or local wall time.
    #[schema(example = "FREQ=WEEKLY;BYDAY=TU")]
    rrule: Option<String>,
    /// Starts that do not take place, in the form of `start`.
    exdates: Vec<String>,
    /// Further starts, in the form of `start`.
    rdates: Vec<String>,
    /// Minutes before the start.
    reminders: Vec<u32>,
    /// A word for its kind.
    category: Option<String>,
    /// False when the entry leaves its time free.
    busy: bool,
    /// First and last source line, 1-based.
    #[schema(example = json!([1, 1]))]
    lines: Option<Vec<usize>>,
    /// Field → 0 to 1, and `overall`.
    confidence: BTreeMap<String, f32>,
    /// Field → `[start, end)` UTF-8 byte offsets into the text.
    #[schema(example = json!({"title": [[0, 16]]}))]
    spans: BTreeMap<String, Vec<Vec<usize>>>,
    /// Field → a sentence naming the convention, for each value that was assumed.
    inferred: BTreeMap<String, String>,
    /// Other readings, likeliest first.
    alternatives: Vec<Alternative>,
    /// Events that select together share a number.
    group: Option<u32>,
    /// Sentences for the user.
    notes: Vec<String>,
    /// Set when the text changes an event rather than announces one.
    change: Option<Change>,
}

/// A person or a mailbox; each part may be null.
#[derive(ToSchema)]
pub(super) struct Person {
    /// Name as written.
    name: Option<String>,
    /// Mail address.
    email: Option<String>,
    /// Telephone number as written.
    #[schema(example = "+1 555 0142")]
    phone: Option<String>,
}

/// Another reading of some fields.
#[derive(ToSchema)]
pub(super) struct Alternative {
    /// The fields to set. Setting only `start` keeps the duration.
    set: BTreeMap<String, Value>,
    /// Why it may be meant.
    because: String,
    /// 0 to 1.
    confidence: f32,
}

/// An announced change of an event.
#[derive(ToSchema)]
pub(super) struct Change {
    /// `moved`, `cancelled` or `updated`.
    kind: String,
    /// Field → value before.
    old: BTreeMap<String, Value>,
    /// Field → value after.
    new: BTreeMap<String, Value>,
}

/// How the program is.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// `ok` or `degraded`.
    pub(super) status: String,
    /// Version of the program.
    pub(super) version: String,
    /// Commit that it was built from, when the image says so.
    pub(super) revision: Option<String>,
    /// Seconds since it started.
    pub(super) uptime_seconds: u64,
    /// `ok` or `unreachable`, as of some seconds ago.
    pub(super) database: String,
    /// `ok`, or `late` when nobody takes the jobs that are due; only when asked deeply.
    pub(super) jobs: Option<String>,
    /// Edition of the IANA time zone database, such as `2026f`.
    pub(super) time_zone_database: String,
    /// Where the machine is, on Fly.io.
    pub(super) region: Option<String>,
    /// Which machine it is, on Fly.io.
    pub(super) machine: Option<String>,
}

/// A person who is signed in. The names are those of the earlier program.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    /// What everything of theirs refers to.
    pub(super) id: String,
    /// What they are called.
    pub(super) name: Option<String>,
    /// Their mail address.
    pub(super) email: Option<String>,
    /// Address of a picture.
    pub(super) image: Option<String>,
    /// `user` or `admin`.
    pub(super) role: String,
    /// When the account was made, RFC 3339.
    pub(super) created_at: String,
    /// When it last changed, RFC 3339.
    pub(super) updated_at: String,
    /// The latest sign-in, RFC 3339.
    pub(super) last_signed_in_at: Option<String>,
}

/// Why a request was not answered.
#[derive(ToSchema)]
pub(super) struct ErrorAnswer {
    /// What is wrong.
    error: ErrorDetail,
}

/// What is wrong.
#[derive(ToSchema)]
pub(super) struct ErrorDetail {
    /// The field at fault, if one is.
    field: Option<String>,
    /// A sentence.
    message: String,
}
