//! Characters that texts from outside may not keep, and those that nobody can see.

/// C0 and C1 controls, and the marks that reverse what a reader sees (UAX #9 explicit directional formatting).
pub(super) fn is_hostile(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// White space, and marks that leave no trace alone: soft hyphens, joiners, direction marks, fillers and tags (Unicode 16,
/// 18.6, 21.1, 23.2, 23.3 and 23.9).
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        )
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}')
}
