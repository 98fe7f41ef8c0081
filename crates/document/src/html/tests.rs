use super::*;

#[test]
fn words_stand_in_lines_as_a_reader_sees_them() {
    for (page, words) in [
        ("<p>One<p>Two", "One\n\nTwo"),
        ("a<br>b&nbsp;c &amp; d&#8203;e", "a\nb c & de"),
        ("<ul><li>one<li>two<ul><li>three</ul></ul>", "- one\n- two\n\n- three"),
        ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("<b>Fri</b>day\n  at <i>7</i>", "Friday at 7"),
        ("<style>p{}</style><script>var a='<p>x'</script>yes<noscript>no</noscript>", "yes"),
        ("<div style='DISPLAY: none'>preview</div>yes", "yes"),
        ("<pre>a\n  b</pre>c", "a\nb\nc"),
        ("<blockquote type=cite>Lunch?<br>At 1?</blockquote>Yes", "> Lunch?\n> At 1?\nYes"),
        ("<!-- x --><title>t</title>words &lt;3", "words <3"),
    ] {
        assert_eq!(words_of(page), words, "{page}");
    }
}

#[test]
fn links_say_where_they_lead() {
    for (page, words) in [
        ("<a href='https://a.example/1'>The talk</a>", "[The talk](https://a.example/1)"),
        ("<a href='https://a.example/'>https://a.example</a>", "https://a.example"),
        ("<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example"),
        ("<a href='https://a.example/1'><img src=x></a>x", "x"),
        ("<a href='https://a.example/1'><p>One</p><p>Two</p></a>", "One\nTwo"),
    ] {
        assert_eq!(words_of(page), words, "{page}");
    }
}

#[test]
fn tables_of_data_keep_their_rows() {
    let page = "<table><tr><th>Day<th>Time<th>What<tr><td>Mon<td><p>7pm</p><td>Yoga</table>";
    assert_eq!(words_of(page), "Day | Time | What\nMon | 7pm | Yoga");
    assert_eq!(words_of("<table><tr><td>When:<td>Friday</table>"), "When: Friday");
    // A table that lays a page out is none.
    let page = "<table><tr><td><table><tr><td>A<td>B</table><td>side</table>";
    assert_eq!(words_of(page), "A | B\n\nside");
}

#[test]
fn pages_that_are_made_to_hurt_are_read() {
    let deep = "<div><table><tr><td><a href=https://x.example><blockquote type=cite>".repeat(20_000);
    let wide = "<a itemprop=x>".repeat(100_000);
    for page in [deep + "end", wide + "end", "<".repeat(500_000), "<p ".repeat(100_000)] {
        assert!(read(&page).prose.len() <= page.len());
    }
    let many = "<b>x</b>".repeat(200_000);
    let cut = read(&many);
    assert!(cut.prose.len() < 200_000 && cut.notes.len() == 1);
}
