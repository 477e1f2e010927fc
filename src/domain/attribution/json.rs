//! JSON that may stand inside a `script` element of a page.

use serde::Serialize;

/// Writes `value` with `<`, `>`, `&` and the two line separators escaped: none of them means anything outside strings,
/// so no text can close the element or begin a comment.
pub(super) fn encode(value: &impl Serialize) -> String {
    // Structs of strings and numbers cannot fail to be written; the empty object is the lesser evil if they did.
    let json = serde_json::to_string_pretty(value).unwrap_or_else(|_| "{}".to_owned());
    let mut safe = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}
