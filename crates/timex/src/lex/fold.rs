//! Unicode dashes, quotes, blanks, digits and full-width forms as their ASCII counterparts.

/// The ASCII character that `c` stands for, else `c`.
#[inline]
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{60}' => '\'',
        c if c.is_ascii() => c,
        c => plain_foreign(c),
    }
}

fn plain_foreign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{2033}' => '"',
        '\u{a0}' | '\u{202f}' | '\u{3000}' | '\u{2000}'..='\u{200a}' => ' ',
        '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
        '\u{301c}' | '\u{223c}' => '~',
        '\u{b7}' | '\u{2022}' | '\u{2219}' => '\u{2022}',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => digit(c).unwrap_or(c),
    }
}

/// Arabic-Indic and Devanagari digits as ASCII ones.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        _ => return None,
    };
    char::from_digit(c as u32 - zero, 10)
}
