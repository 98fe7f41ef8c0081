//! Links of a text, bare and in Markdown, and which of them is the event's own.

use calendar::Span;

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The address as written.
    pub(crate) url: String,
    /// Where the address stands.
    pub(crate) url_span: Span,
    /// The whole link with its brackets; the address alone for a bare one.
    pub(crate) whole: Span,
    /// The words between the brackets.
    pub(crate) label: Option<Span>,
}

/// The links under `span`, in the order of the text.
pub(crate) fn links(text: &str, span: Span) -> Vec<Link> {
    let part = span.of(text);
    let mut found: Vec<Link> = Vec::new();
    let mut from = 0;
    while let Some(at) = part.get(from..).and_then(|rest| rest.find("://")).map(|i| i + from) {
        from = at + 3;
        let Some(start) = scheme_start(part, at) else { continue };
        let end = url_end(part, at + 3);
        from = end.max(at + 3);
        if end > at + 3 {
            found.push(link(part, span.start, start, end));
        }
    }
    found
}

/// Where the scheme before `://` begins; only web links count.
fn scheme_start(part: &str, at: usize) -> Option<usize> {
    let before = part.get(..at)?;
    ["https", "http", "webcal"]
        .iter()
        .find(|scheme| ends_with_ignoring_case(before, scheme))
        .map(|s| at - s.len())
}

fn ends_with_ignoring_case(text: &str, end: &str) -> bool {
    text.len()
        .checked_sub(end.len())
        .and_then(|from| text.get(from..))
        .is_some_and(|t| t.eq_ignore_ascii_case(end))
}

/// An address ends at a blank, a bracket that closes none of its own, or a mark that ends the sentence.
fn url_end(part: &str, from: usize) -> usize {
    let rest = part.get(from..).unwrap_or("");
    let mut depth = 0_i32;
    let mut end = rest.len();
    for (i, c) in rest.char_indices() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 || c.is_whitespace() || matches!(c, '<' | '>' | '"' | ']' | '|' | '”' | '`' | '\\') {
            end = i;
            break;
        }
    }
    from + rest
        .get(..end)
        .unwrap_or("")
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_'])
        .len()
}

fn link(part: &str, offset: usize, start: usize, end: usize) -> Link {
    let url = part.get(start..end).unwrap_or("").to_owned();
    let url_span = Span::new(offset + start, offset + end);
    let bare = Link { url, url_span, whole: url_span, label: None };
    let before = part.get(..start).unwrap_or("").trim_end_matches('\u{200b}');
    if part.get(end..).is_some_and(|rest| rest.starts_with(')'))
        && let Some(open) = before.strip_suffix("](").and_then(opening)
    {
        let label = Span::new(offset + open + 1, offset + before.len() - 2);
        return Link { whole: Span::new(offset + open, offset + end + 1), label: Some(label), ..bare };
    }
    if before.ends_with('<') && part.get(end..).is_some_and(|rest| rest.starts_with('>')) {
        return Link { whole: Span::new(offset + before.len() - 1, offset + end + 1), ..bare };
    }
    bare
}

/// The bracket that opens a label, brackets inside the label minded; on the same line, at most 1,000 bytes away.
fn opening(label: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in label.char_indices().rev().take(1_000) {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(i),
            '[' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// The event's own link: the one whose words are set off (bold) or that stands on the title's line, else the last that
/// is no mirror. In listings the first link is the group's page and the title's link is the event's.
pub(crate) fn own<'l>(links: &'l [Link], title: &[Span]) -> Option<&'l Link> {
    let holds_title = |link: &&Link| link.label.is_some_and(|label| title.iter().any(|t| label.overlaps(*t)));
    links.iter().find(holds_title).or_else(|| links.first())
}

/// The service of a link where people meet ("Zoom"), by its host.
pub(crate) fn service(url: &str) -> Option<&'static str> {
    const HOSTS: &[(&str, &str)] = &[
        ("zoom.us", "Zoom"),
        ("meet.google.com", "Google Meet"),
        ("teams.microsoft.com", "Microsoft Teams"),
        ("teams.live.com", "Microsoft Teams"),
        ("webex.com", "Webex"),
        ("meet.jit.si", "Jitsi"),
        ("whereby.com", "Whereby"),
        ("discord.gg", "Discord"),
        ("gotomeeting.com", "GoToMeeting"),
    ];
    let host = url.split("://").nth(1)?.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    HOSTS.iter().find(|(end, _)| host == *end || host.ends_with(&format!(".{end}"))).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(text: &str) -> Vec<String> {
        links(text, Span::new(0, text.len())).into_iter().map(|l| l.url).collect()
    }

    #[test]
    fn links_end_where_the_sentence_does() {
        assert_eq!(urls("See https://a.example/x?y=1."), ["https://a.example/x?y=1"]);
        assert_eq!(
            urls("(https://a.example/x_(y)) or <http://b.example>"),
            ["https://a.example/x_(y)", "http://b.example"]
        );
        assert_eq!(urls("ftp://no and ://"), [""; 0]);
    }

    #[test]
    fn a_markdown_link_knows_its_words() {
        let text = "* [**[NEW] Talk**](https://a.example/1), [map](https://b.example)";
        let found = links(text, Span::new(0, text.len()));
        assert_eq!(found[0].label.unwrap().of(text), "**[NEW] Talk**");
        assert_eq!(found[0].whole.of(text), "[**[NEW] Talk**](https://a.example/1)");
        assert_eq!(found[1].label.unwrap().of(text), "map");
    }

    #[test]
    fn a_service_is_told_by_its_host() {
        assert_eq!(service("https://us02web.zoom.us/j/1"), Some("Zoom"));
        assert_eq!(service("https://notzoom.us.example/j/1"), None);
    }
}
