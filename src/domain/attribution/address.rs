//! Addresses that may become links: http and https only, without what follows readers about.

use std::borrow::Cow;

use crate::domain::text::is_hostile;

/// An http or https address on one line, without white space or tracking parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address(String);

/// Parameters that campaigns and social sites add to follow readers; they lead nowhere.
const TRACKING: [&str; 12] =
    ["fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl"];

impl Address {
    /// `None` for anything that is not http or https with a host: such a thing never becomes a link.
    pub(super) fn parse(raw: &str) -> Option<Self> {
        let mut clean = Cow::Borrowed(raw.trim());
        if clean.contains(is_hostile) {
            clean = Cow::Owned(clean.replace(is_hostile, ""));
        }
        let rest = ["https://", "http://"].iter().find_map(|scheme| {
            clean.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme))?;
            clean.get(scheme.len()..)
        })?;
        let first = rest.chars().next()?;
        if matches!(first, '/' | '?' | '#' | '\\' | ':' | '@') || first.is_whitespace() {
            return None;
        }
        if clean.contains(char::is_whitespace) {
            clean = Cow::Owned(encode(&clean, char::is_whitespace));
        }
        Some(Self(without_tracking(&clean)))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it on paper.
    pub(super) fn without_scheme(&self) -> &str {
        self.0.split_once("://").map_or(&self.0, |(_, rest)| rest)
    }

    /// The name of the site.
    pub(super) fn host(&self) -> &str {
        self.without_scheme().split(['/', '?', '#']).next().unwrap_or_default()
    }

    /// True where `&` and `;` could be read as an entity such as `&lt;`, which many formats decode inside addresses.
    pub(super) fn may_hold_an_entity(&self) -> bool {
        self.0.contains('&')
    }

    /// The address with every character `meaningful` to a format percent-encoded (RFC 3986 §2.1).
    pub(super) fn encoded(&self, meaningful: impl Fn(char) -> bool) -> String {
        encode(&self.0, meaningful)
    }
}

fn encode(text: &str, meaningful: impl Fn(char) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut bytes = [0; 4];
    for c in text.chars() {
        if meaningful(c) {
            for byte in c.encode_utf8(&mut bytes).bytes() {
                encoded.push('%');
                encoded.push(hexadecimal(byte >> 4));
                encoded.push(hexadecimal(byte & 15));
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

fn without_tracking(address: &str) -> String {
    let (base, fragment) = address.split_once('#').map_or((address, None), |(base, fragment)| (base, Some(fragment)));
    let Some((page, query)) = base.split_once('?') else {
        return address.to_owned();
    };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
    let mut clean = page.to_owned();
    if !kept.is_empty() {
        clean.push('?');
        clean.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        clean.push('#');
        clean.push_str(fragment);
    }
    clean
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn parse(raw: &str) -> Option<String> {
        Address::parse(raw).map(|address| address.0)
    }

    #[test]
    fn only_http_and_https_become_links() {
        for raw in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//zef.example",
            "https:",
            "https://",
            "https:///x",
            "ftp://zef.example",
            "zef.example",
            " ",
            "http:\\\\zef.example",
            "mailto:a@b",
        ] {
            assert_eq!(parse(raw), None, "{raw}");
        }
        assert_eq!(parse(" HTTPS://Zef.example/a ").as_deref(), Some("HTTPS://Zef.example/a"));
    }

    #[test]
    fn controls_go_and_spaces_are_encoded() {
        assert_eq!(parse("https://zef.example/a b\u{a0}c\n\u{0}").as_deref(), Some("https://zef.example/a%20b%C2%A0c"));
        assert_eq!(parse("java\nscript:alert(1)"), None);
    }

    #[test]
    fn what_follows_readers_is_dropped_and_nothing_else() {
        assert_eq!(
            parse("https://zef.example/p?utm_source=x&id=1&fbclid=2#top").as_deref(),
            Some("https://zef.example/p?id=1#top")
        );
        assert_eq!(parse("https://zef.example/p?utm_source=x").as_deref(), Some("https://zef.example/p"));
        assert_eq!(parse("https://zef.example/?q=utm_x&&a").as_deref(), Some("https://zef.example/?q=utm_x&&a"));
    }

    #[test]
    fn the_host_is_what_stands_before_the_path() {
        let address = Address::parse("https://zef.example?x").unwrap();
        assert_eq!(address.host(), "zef.example");
        assert_eq!(address.encoded(|c| c == '?'), "https://zef.example%3Fx");
    }
}
