//! Whom the words address, and for whom it is, before what is told: "Gents, nets tomorrow", "And for the little ones, …".

use crate::tokens::{Role, Token};

use super::gone;

/// The end of a name in capitals that is addressed: "MRS P HARGREAVES your appointment".
fn shouted(tokens: &mut [Token]) -> usize {
    const MOST: usize = 5;
    let first = tokens.iter().position(|t| t.role != Role::Gone).unwrap_or(0);
    let loud = |t: &&Token| t.is_free() && t.is_word() && t.text.bytes().all(|b| b.is_ascii_uppercase());
    let length = tokens.iter().skip(first).take_while(loud).count();
    let yours = tokens.get(first + length).is_some_and(|t| t.is_free() && t.is("your"));
    let end = if (2..=MOST).contains(&length) && yours { first + length + 1 } else { 0 };
    gone(tokens, first..end.max(first));
    end
}

/// The end of for whom it is, when that stands first: "And for the little ones, Rhyme Time is every Tuesday".
pub(super) fn for_whom(tokens: &mut [Token]) -> usize {
    const MOST: usize = 7;
    let lead = usize::from(tokens.first().is_some_and(|t| t.is_any(&["also", "and", "finally", "then"])));
    let led = tokens.get(lead).is_some_and(|t| t.is_free() && t.is("for"));
    let comma = tokens.iter().take(MOST).position(|t| t.is(",")).filter(|_| led);
    let plain = |at: &usize| tokens.get(..*at).is_some_and(|words| words.iter().all(Token::is_free));
    let named = |at: &usize| {
        let behind = tokens.get(at + 1..).unwrap_or_default();
        behind.iter().take_while(|t| t.role != Role::Time && !t.is(",")).any(|t| t.is_word() && t.is_free())
    };
    let end = comma.filter(plain).filter(named).map_or(0, |at| at + 1);
    gone(tokens, 0..end);
    end
}

/// The end of whom the words call: "Gents, nets tomorrow", "Folks, we still have …".
pub(super) fn called(tokens: &mut [Token]) -> usize {
    const CALLED: &[&str] = &[
        "all",
        "boys",
        "colleagues",
        "everybody",
        "everyone",
        "families",
        "folks",
        "friends",
        "gents",
        "gentlemen",
        "girls",
        "guys",
        "ladies",
        "lads",
        "members",
        "neighbors",
        "neighbours",
        "parents",
        "people",
        "team",
        "y'all",
        "yall",
    ];
    let first = tokens.iter().position(|t| t.role != Role::Gone);
    let Some(at) = first.filter(|at| tokens.get(*at).is_some_and(|t| t.is_free() && t.is_any(CALLED))) else {
        return shouted(tokens);
    };
    let set_off = tokens.get(at + 1).is_some_and(|t| matches!(t.text, "," | "!" | ":" | "-" | "–"));
    // "Lads the semi-final is fixed"
    let plural = tokens.get(at).is_some_and(|t| t.is_any(&["folks", "gents", "guys", "lads", "ladies"]));
    let straight = plural && tokens.get(at + 1).is_some_and(|t| t.is_any(&["our", "the", "this", "we"]));
    let end = at + 1 + usize::from(set_off);
    let end = if set_off || straight { end } else { 0 };
    gone(tokens, at..end.max(at));
    end
}

/// The end of a greeting with whom it greets: "hi all,", "hello Tom,", "dear parents,".
pub(super) fn addressed(tokens: &[Token], at: usize) -> usize {
    let greets = tokens.get(at).is_some_and(|t| t.is_any(&["hi", "hello", "hey", "dear"]));
    let words = tokens.iter().skip(at + 1).take_while(|t| t.is_free() && t.is_word()).take(4).count();
    let comma = tokens.get(at + 1 + words).is_some_and(|t| matches!(t.text, "," | "!" | ":"));
    if greets && comma && words <= 3 { at + 1 + words } else { at + 1 }
}
