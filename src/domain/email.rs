//! An e-mail address, as a person gives it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use url::Host;

use super::lengths;

/// An e-mail address without comments and quotes (`Dot-string@Domain`, RFC 5321 §4.1.2): no character of it can end a
/// header. The domain is in lower case, an international one as the DNS has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EmailAddress(String);

/// A text that is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address is like anne@example.org")]
pub struct NotAnAddress;

/// The most characters before the `@` (RFC 5321 §4.5.3.1.1).
const LOCAL: usize = 64;

impl EmailAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as it is looked up: nearly every server takes the part before the `@` without regard to its case.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(NotAnAddress)?;
        let is_atom = |atom: &str| {
            let is_text = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
            !atom.is_empty() && atom.bytes().all(is_text)
        };
        let Ok(Host::Domain(domain)) = Host::parse(domain) else { return Err(NotAnAddress) };
        let is_label = |label: &str| {
            let is_text = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !label.is_empty() && label.bytes().all(is_text) && !label.starts_with('-') && !label.ends_with('-')
        };
        let is_valid = local.len() <= LOCAL
            && local.split('.').all(is_atom)
            && domain.contains('.')
            && domain.split('.').all(is_label)
            && local.len() + 1 + domain.len() <= lengths::EMAIL;
        if is_valid { Ok(Self(format!("{local}@{domain}"))) } else { Err(NotAnAddress) }
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnAddress;

    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        text.parse()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        for (typed, kept) in [
            (" anne@example.org ", "anne@example.org"),
            ("Anne.Le-Gall+photos@Example.ORG", "Anne.Le-Gall+photos@example.org"),
            ("anne@exämple.bzh", "anne@xn--exmple-cua.bzh"),
        ] {
            let address: EmailAddress = typed.parse().unwrap();
            assert_eq!(address.as_str(), kept);
            assert_eq!(address.as_str().parse().as_ref(), Ok(&address));
        }
    }

    #[test]
    fn what_could_end_a_header_is_no_address() {
        for typed in [
            "",
            "anne",
            "anne@",
            "@example.org",
            "anne@localhost",
            "anne@127.0.0.1",
            "anne@[127.0.0.1]",
            "anne@example..org",
            "anne..b@example.org",
            ".anne@example.org",
            "anne@example.org\r\nBcc: eve@example.org",
            "anne\r\n@example.org",
            "anne @example.org",
            "\"anne b\"@example.org",
            "<anne@example.org>",
            "Anne <anne@example.org>",
            "anne@example.org,eve@example.org",
            "anne@example.org, eve",
            "anné@example.org",
            "anne@-example.org",
        ] {
            assert_eq!(typed.parse::<EmailAddress>(), Err(NotAnAddress), "{typed}");
        }
        let long = format!("{}@example.org", "a".repeat(65));
        assert_eq!(long.parse::<EmailAddress>(), Err(NotAnAddress));
    }
}
