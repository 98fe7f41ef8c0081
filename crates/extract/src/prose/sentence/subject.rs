//! Who does something, and the reason for it, before what takes place: "Prof. Acheampong is giving the maths colloquium", "we're
//! unpacked, so having a barbecue".

use crate::prose::change;
use crate::tokens::{Role, Token, phrase_at};
use crate::words::{ARTICLES, COMMANDS, EMPTY, FRAMES, Phrases, REMARKS, has};

/// Verbs whose object is what takes place.
const HOLDS: &[&str] = &[
    "delivering",
    "giving",
    "having",
    "holding",
    "hosting",
    "leading",
    "organising",
    "organizing",
    "presenting",
    "throwing",
];

/// Words of a subject before its verb.
const MOST: usize = 16;

/// "The hall has been double-booked, so next Thursday's rehearsal will now be on Wednesday": where the words behind a reason
/// begin, that name what takes place.
pub(super) fn behind_reason(words: &[Token], from: usize) -> Option<usize> {
    let rest = words.get(from..)?;
    let comma = rest
        .windows(2)
        .position(|w| matches!(w, [comma, so] if comma.is(",") && so.is("so") && so.is_free()));
    let at = comma.or_else(|| behind_state(rest))?;
    let mut own = rest.iter().skip(at + 2).filter(|t| t.is_word());
    let first = own.clone().find(|t| t.is_free())?;
    let timed = own.any(|t| t.role == Role::Time);
    let names = !has(EMPTY, &first.lower) && !has(COMMANDS, &first.lower) && !has(REMARKS, &first.lower);
    (timed && names).then_some(from + at + 2)
}

/// "Farouk is leaving us so please come along for drinks and cake": what the reason is given for.
pub(super) fn behind_invitation(words: &[Token], from: usize) -> Option<usize> {
    const FAR: usize = 32;
    let rest = words.get(from..)?;
    let so = |at: &usize| rest.get(*at).is_some_and(|t| t.is_free() && t.is("so"));
    let invited = |at: usize| {
        let first = at + 1 + rest.iter().skip(at + 1).take_while(|t| t.is("please")).count();
        let end = first + phrase_at(rest, first, &FRAMES)?;
        // "… so we have cake" invites nobody.
        rest.get(first..end)?.iter().any(|t| t.is_any(&["come", "invited", "join"])).then_some(end)
    };
    let at = (1..rest.len().min(FAR)).filter(so).find_map(invited)?;
    let article = rest.get(at).is_some_and(|t| t.is_free() && has(ARTICLES, &t.lower));
    let named = rest.get(at + usize::from(article)).is_some_and(|t| t.is_free() && t.is_word());
    named.then_some(from + at + usize::from(article))
}

/// "City has closed the fields because of the rain so …", "the boiler is broken so choir is off": the word before "so",
/// behind what is the matter and before what changes by it.
fn behind_state(rest: &[Token]) -> Option<usize> {
    const STATES: &[&str] = &["are", "because", "has", "have", "is", "was"];
    let state = rest.iter().position(|t| t.is_free() && t.is_any(STATES))?;
    let so = |at: &usize| rest.get(at + 1).is_some_and(|t| t.is("so") && t.is_free());
    // "The party is so close", "lunch is on me so see you at one": no reason for a change.
    let at = (state + 1..rest.len()).find(so)?;
    change::kind(rest.get(at + 2..)?).map(|_| at)
}

/// "Join our CEO and the leadership team for the Spring Town Hall": for what somebody is to be joined.
pub(super) fn behind_join(words: &[Token], from: usize) -> Option<usize> {
    let rest = words.get(from..)?;
    let first = rest.iter().position(|t| t.is_free() && t.is_word())?;
    let joins = rest.get(first).is_some_and(|t| t.is("join"));
    let at = rest.iter().take(MOST).position(|t| t.is_free() && t.is("for")).filter(|_| joins)?;
    let article = rest.get(at + 1).is_some_and(|t| t.is_free() && (has(ARTICLES, &t.lower) || t.is("our")));
    rest.get(at + 1 + usize::from(article)).filter(|t| t.is_free() && t.is_word())?;
    Some(from + at + 1 + usize::from(article))
}

/// "Biscuit is booked for a dental cleaning": what somebody is booked in for.
pub(super) fn behind_booked(words: &[Token], from: usize) -> Option<usize> {
    let rest = words.get(from..)?;
    let is = |at: usize, any: &[&str]| rest.get(at).is_some_and(|t| t.is_free() && t.is_any(any));
    // "I have put you both down for the fish supper"
    let put = |at: usize| {
        is(at, &["down"]) && (1..=4).any(|back| at.checked_sub(back).is_some_and(|i| is(i, &["put"])))
    };
    let told = |at: usize| is(at, &["booked", "due", "scheduled"]) && is(at - 1, &["are", "is", "'s"]);
    let booked = (1..rest.len().min(MOST)).find(|at| told(*at) || put(*at))?;
    let lead = booked + 1 + usize::from(is(booked + 1, &["in"]));
    let article = is(lead + 1, &["a", "an", "her", "his", "their", "the"]);
    let named = rest.get(lead + 2).is_some_and(|t| t.is_free() && t.is_word());
    (is(lead, &["for"]) && article && named).then_some(from + lead + 2)
}

/// "We have also kept you a table for dinner": for what a table or a room is kept.
pub(super) fn behind_table(words: &[Token], from: usize) -> Option<usize> {
    const KEPT: &[&str] = &["booked", "got", "held", "kept", "reserved", "saved"];
    let rest = words.get(from..)?;
    let free = |at: usize, any: &[&str]| rest.get(at).is_some_and(|t| t.is_free() && t.is_any(any));
    let kept = (0..rest.len().min(MOST)).find(|at| free(*at, KEPT))?;
    let whom = kept + 1 + usize::from(free(kept + 1, &["everyone", "me", "us", "you"]));
    let table = free(whom, &["a", "our", "the", "your"]) && free(whom + 1, &["room", "slot", "table"]);
    let named = rest.get(whom + 3).is_some_and(|t| t.is_free() && t.is_word() && !t.is_number());
    let person =
        rest.get(whom + 3).is_some_and(|t| t.is_any(&["me", "six", "three", "two", "us", "you", "four"]));
    (table && free(whom + 2, &["for"]) && named && !person).then_some(from + whom + 3)
}

/// "The council tell us Tanner Street will be closed": what somebody was told.
pub(super) fn behind_report(words: &[Token], from: usize) -> Option<usize> {
    const TELL: &[&str] =
        &["confirm", "confirmed", "informed", "informs", "say", "says", "tell", "tells", "told"];
    const SUBJECT: usize = 7;
    let rest = words.get(from..)?;
    let free = |at: usize, any: &[&str]| rest.get(at).is_some_and(|t| t.is_free() && t.is_any(any));
    let at = (1..rest.len().min(SUBJECT)).find(|at| free(*at, TELL))?;
    let whom = usize::from(free(at + 1, &["me", "us"]));
    let that = usize::from(free(at + 1 + whom, &["that"]));
    let article = |i: usize| free(i, &["a", "an", "our", "the", "their"]);
    let told = at + 1 + whom + that;
    let behind = told + usize::from(article(told));
    let named = rest.get(behind).is_some_and(|t| t.is_word() && (t.is_free() || t.role == Role::Time));
    let subject = rest.get(..at)?.iter().all(|t| t.is_free() && t.is_word() && !has(COMMANDS, &t.lower));
    (whom + that > 0 && named && subject).then_some(from + behind)
}

/// "We still have 3 places going on the first aid course": what there are places on.
pub(super) fn behind_places(words: &[Token], from: usize) -> Option<usize> {
    let rest = words.get(from..)?;
    let free = |at: usize, any: &[&str]| rest.get(at).is_some_and(|t| t.is_free() && t.is_any(any));
    let places = (0..rest.len().min(MOST)).find(|at| free(*at, &["places", "slots", "spaces", "spots"]))?;
    let more = (places + 1..rest.len())
        .take_while(|at| free(*at, &["available", "free", "going", "left", "remaining", "still"]))
        .count();
    let on = places + 1 + more;
    let article = free(on + 1, &["a", "an", "our", "the", "this"]);
    let named = rest.get(on + 2).is_some_and(|t| t.is_free() && t.is_word());
    (free(on, &["for", "in", "on"]) && article && named).then_some(from + on + 2)
}

/// Where the words for what takes place begin, behind a subject that holds it: behind the verb and its article.
pub(super) fn behind_verb(words: &[Token], from: usize) -> Option<usize> {
    let rest = words.get(from..)?;
    let at = rest.iter().take(MOST).position(|t| t.is_free() && t.is_any(HOLDS)).filter(|at| *at > 0)?;
    let (before, verb) = (rest.get(at - 1)?, rest.get(at)?);
    let joined =
        before.is_any(&["are", "be", "is"]) || before.lower.ends_with("'s") || before.lower.ends_with("'re");
    let named = rest.first().is_some_and(Token::is_capital) && joined && !verb.is("having");
    let reason = before.is("so") || at > 1 && rest.get(at - 2).is_some_and(|t| t.is("so")) && joined;
    let article = rest
        .get(at + 1)
        .is_some_and(|t| has(ARTICLES, &t.lower) || t.is_any(&["our", "their", "his", "her"]));
    let object = rest.get(at + 2).is_some_and(|t| t.is_free() && t.is_word());
    ((named || reason) && article && object).then_some(from + at + 2)
}

/// What is said of an occasion before it is told when it is.
const COMES: Phrases = Phrases::new(&[
    &["are", "almost", "here"],
    &["are", "back"],
    &["are", "here"],
    &["are", "nearly", "here"],
    &["is", "almost", "here"],
    &["is", "almost", "upon", "us"],
    &["is", "approaching"],
    &["is", "around", "the", "corner"],
    &["is", "back"],
    &["is", "coming"],
    &["is", "coming", "up"],
    &["is", "fast", "approaching"],
    &["is", "here"],
    &["is", "just", "around", "the", "corner"],
    &["is", "nearly", "here"],
    &["is", "upon", "us"],
    &["returns"],
]);

/// "The holiday potluck is back!": a sentence that only says that something comes names it.
pub(super) fn is_announced(words: &[Token]) -> bool {
    announcement(words).is_some()
}

/// Where the words begin that say of the occasion before them only that it comes: "… is back for the new year!"
pub(crate) fn announcement(words: &[Token]) -> Option<usize> {
    let ends = |at: &usize| {
        let spelt = |phrase: &&&[&str]| {
            words
                .get(*at..at + phrase.len())
                .is_some_and(|own| own.iter().zip(phrase.iter()).all(|(t, w)| t.is(w)))
        };
        let first = words.get(*at).map_or("", |t| &*t.lower);
        let said = COMES.from(first).iter().filter(spelt).map(|p| p.len()).max();
        said.is_some_and(|length| {
            let rest = || words.iter().skip(at + length);
            rest().all(|t| !t.is_word()) || rest().next().is_some_and(|t| t.is_any(&["again", "by", "for"]))
        })
    };
    (1..words.len()).find(ends)
}
