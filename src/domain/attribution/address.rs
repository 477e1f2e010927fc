//! Addresses that may become links: http and https only, valid, without what follows readers about.

use crate::domain::link::{Link, encoded};

/// A valid http or https address without tracking parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address(Link);

/// Parameters that campaigns and social sites add to follow readers; they lead nowhere.
const TRACKING: [&str; 12] =
    ["fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl"];

impl Address {
    /// `None` for anything that is no [`Link`]: such a thing never becomes one.
    pub(super) fn parse(raw: &str) -> Option<Self> {
        Link::parse(raw).map(|link| Self(Link::of_valid(without_tracking(link.as_str()))))
    }

    /// The address as an IRI, for formats that take one.
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The same in ASCII, for formats that promise a URI.
    pub(super) fn to_uri(&self) -> String {
        self.0.to_uri()
    }

    /// As people read it on paper.
    pub(super) fn without_scheme(&self) -> &str {
        self.as_str().split_once("://").map_or(self.as_str(), |(_, rest)| rest)
    }

    /// The name of the site.
    pub(super) fn host(&self) -> &str {
        self.without_scheme().split(['/', '?', '#']).next().unwrap_or_default()
    }

    /// True where `&` and `;` could be read as an entity such as `&lt;`, which many formats decode inside addresses.
    pub(super) fn may_hold_an_entity(&self) -> bool {
        self.as_str().contains('&')
    }

    /// The address with every character `meaningful` to a format percent-encoded (RFC 3986 §2.1).
    pub(super) fn encoded(&self, meaningful: impl Fn(char) -> bool) -> String {
        encoded(self.as_str(), meaningful)
    }

    /// The same of the address in ASCII.
    pub(super) fn uri_encoded(&self, meaningful: impl Fn(char) -> bool) -> String {
        encoded(&self.to_uri(), meaningful)
    }
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
        Address::parse(raw).map(|address| address.as_str().to_owned())
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
