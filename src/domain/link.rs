//! Web addresses as people give them, made valid: an IRI to show and to follow (RFC 3987), a URI where one is promised
//! (RFC 3986).

use std::borrow::Cow;

use url::Host;

use super::characters::{is_hostile, is_invisible};

/// A valid http or https address.
///
/// Letters of every script stay as they were written: HTML, RDF and people read them. [`Link::to_uri`] has ASCII alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(String);

impl Link {
    /// Reads an address and percent-encodes what may not stand in one (RFC 3987 §2.2): `{ } [ ] | ^ \`, quotes, spaces and a
    /// `%` that encodes nothing. `None` for anything that is not http or https with the name or the number of a host.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let mut clean = Cow::Borrowed(raw.trim());
        if clean.contains(is_hostile) {
            clean = Cow::Owned(clean.replace(is_hostile, ""));
        }
        let (scheme, rest) = clean.split_once("://")?;
        if !["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return None;
        }
        let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        is_authority(authority).then(|| Self(format!("{scheme}://{authority}{}", valid(rest))))
    }

    /// The same address without some of its characters, which leaves it valid.
    pub(super) const fn of_valid(iri: String) -> Self {
        Self(iri)
    }

    /// The address as an IRI, to keep.
    #[must_use]
    pub fn into_iri(self) -> String {
        self.0
    }

    /// The address as an IRI.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same address in ASCII: the name of its host as the DNS has it (RFC 5891), the rest percent-encoded (RFC 3987
    /// §3.1).
    #[must_use]
    pub fn to_uri(&self) -> String {
        if self.0.is_ascii() {
            return self.0.clone();
        }
        let (scheme, rest) = self.0.split_once("://").unwrap_or_default();
        let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (user, host, port) = parts(authority);
        let host =
            Host::parse(host).map_or_else(|_unlike_any| encoded(host, |c| !c.is_ascii()), |host| host.to_string());
        format!("{scheme}://{user}{host}{port}{}", encoded(rest, |c| !c.is_ascii()))
    }
}

/// A text with every character `meaningful` to somebody percent-encoded in UTF-8 (RFC 3986 §2.1).
pub(super) fn encoded(text: &str, meaningful: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if meaningful(c) { push_encoded(&mut out, c) } else { out.push(c) }
    }
    out
}

fn push_encoded(out: &mut String, c: char) {
    let hexadecimal = |digit: u8| char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase();
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.extend(['%', hexadecimal(byte >> 4), hexadecimal(byte & 15)]);
    }
}

/// User with its `@`, host, and port with its `:`.
fn parts(authority: &str) -> (&str, &str, &str) {
    let (user, rest) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
    let port = rest.rfind(':').filter(|colon| !rest.get(*colon..).unwrap_or_default().contains(']'));
    let (host, port) = rest.split_at(port.unwrap_or(rest.len()));
    (user, host, port)
}

fn is_authority(authority: &str) -> bool {
    let (user, host, port) = parts(authority);
    let user = user.strip_suffix('@').unwrap_or_default();
    let port = port.strip_prefix(':').unwrap_or_default();
    // Of a name, what hosts have; RFC 3986 would take punctuation too, and no browser does.
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') || !c.is_ascii() && is_valid(c);
    let is_name = host.chars().all(in_name);
    let is_number = host.starts_with('[') && host.ends_with(']');
    (is_name || is_number)
        && Host::parse(host).is_ok()
        && user.chars().all(|c| c.is_ascii() && is_valid(c) && !matches!(c, '/' | '?' | '@'))
        && (port.is_empty() || port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

/// Path, query and fragment, made valid.
fn valid(rest: &str) -> String {
    let mut out = String::with_capacity(rest.len());
    let mut in_fragment = false;
    for (at, c) in rest.char_indices() {
        let stands = match c {
            '%' => rest.get(at + 1..at + 3).is_some_and(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit())),
            '#' => !std::mem::replace(&mut in_fragment, true),
            c => is_valid(c),
        };
        if stands { out.push(c) } else { push_encoded(&mut out, c) }
    }
    out
}

/// What may stand in path, query and fragment by itself: `iunreserved`, `sub-delims` and `: @ / ?` of RFC 3987 §2.2, but for
/// what nobody sees.
fn is_valid(c: char) -> bool {
    match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(c),
        '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{ffff}' => false,
        c => !is_invisible(c) && !is_hostile(c) && u32::from(c) & 0xfffe != 0xfffe && c < '\u{e0000}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iri(raw: &str) -> Option<String> {
        Link::parse(raw).map(|link| link.0)
    }

    #[test]
    fn only_http_and_https_with_a_host_are_addresses() {
        for raw in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//zef.example",
            "https:",
            "https://",
            "https:///x",
            "https://?x",
            "ftp://zef.example",
            "zef.example",
            " ",
            "http:\\\\zef.example",
            "mailto:a@b",
            "https://a b.example/",
            "https://zef.example\\x",
            "https://[zef].example/",
            "https://[::g]/",
            "https://zef.example:port/",
            "https://zef.example:99999/",
            "https://a%20b.example/",
            "https://a{b}@zef.example/",
            "https://",
        ] {
            assert_eq!(iri(raw), None, "{raw}");
        }
        for raw in
            ["HTTPS://Zef.example/a", "http://[2001:db8::1]:8080/", "https://a:b@zef.example:/", "https://a_b.example"]
        {
            assert_eq!(iri(&format!(" {raw} ")).as_deref(), Some(raw));
        }
    }

    #[test]
    fn what_may_not_stand_in_an_address_is_encoded() {
        for (raw, valid) in [
            ("https://z.example/galerie?ville={brest}", "https://z.example/galerie?ville=%7Bbrest%7D"),
            ("https://z.example/a[1]/b|c", "https://z.example/a%5B1%5D/b%7Cc"),
            ("https://z.example/x^y`z\\", "https://z.example/x%5Ey%60z%5C"),
            ("https://z.example/100%", "https://z.example/100%25"),
            ("https://z.example/100%é%4", "https://z.example/100%25é%254"),
            ("https://z.example/%41%c3%A9?a=b&c=%20#d#e", "https://z.example/%41%c3%A9?a=b&c=%20#d%23e"),
            (
                "https://z.example/<a b>\"\u{a0}\u{200b}\u{fdd0}",
                "https://z.example/%3Ca%20b%3E%22%C2%A0%E2%80%8B%EF%B7%90",
            ),
            ("https://z.example/a\n\u{0}b", "https://z.example/ab"),
        ] {
            assert_eq!(iri(raw).as_deref(), Some(valid), "{raw}");
        }
    }

    #[test]
    fn a_uri_is_in_ascii() {
        let uri = |raw: &str| Link::parse(raw).map(|link| link.to_uri());
        for (raw, ascii) in [
            ("https://exemple.bzh/équipe", "https://exemple.bzh/%C3%A9quipe"),
            ("https://a@été.example:8080/é?è#ù", "https://a@xn--t-9fab.example:8080/%C3%A9?%C3%A8#%C3%B9"),
            ("https://z.example/%C3%A9", "https://z.example/%C3%A9"),
        ] {
            assert_eq!(uri(raw).as_deref(), Some(ascii), "{raw}");
        }
    }
}
