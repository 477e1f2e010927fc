//! The address of a client behind reverse proxies, read from `X-Forwarded-For` (what RFC 7239 §5.2 calls `for`).
//!
//! Each proxy adds the address it was connected to at the right end of the list; what stands further left is what the
//! one before it said. The list is therefore read from the right, and only as long as the one who said it is trusted.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use actix_web::HttpRequest;
use serde::Deserialize;

/// Addresses that share their first bits, written `192.0.2.0/24` or `2001:db8::/32` (RFC 4632 §3.1, RFC 4291 §2.3), or
/// one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    first: IpAddr,
    /// How many first bits its addresses share.
    shared: u32,
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = if self.first.is_ipv4() { 32 } else { 128 };
        if self.shared == all {
            write!(formatter, "{}", self.first)
        } else {
            write!(formatter, "{}/{}", self.first, self.shared)
        }
    }
}

/// A text that is not a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANetwork {
    /// It is not an address, or its prefix is too long.
    #[error("“{0}” is neither an address nor a network such as 10.0.0.0/8 or fd00::/8")]
    Unreadable(String),
    /// An address inside a network.
    #[error("“{0}” has bits after its prefix: write the address alone, or the first address of the network")]
    Inside(String),
}

/// The bits of an address, at the left end of 128.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()) << 96,
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// These bits without the first ones.
fn after(first: u32, bits: u128) -> u128 {
    bits.checked_shl(first).unwrap_or_default()
}

/// An address with the length of its prefix, an IPv4 one that is mapped into IPv6 (RFC 4291 §2.5.5.2) as IPv4.
fn address_and_prefix(text: &str) -> Option<(IpAddr, u32)> {
    let (address, prefix) = text.trim().split_once('/').map_or((text.trim(), None), |(one, other)| (one, Some(other)));
    let address: IpAddr = address.parse().ok()?;
    let longest: u32 = if address.is_ipv4() { 32 } else { 128 };
    let prefix = match prefix {
        // `+8` would be read as a number too.
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        Some(_) => return None,
        None => longest,
    };
    let canonical = address.to_canonical();
    let mapped = if canonical == address { 0 } else { 96 };
    let prefix = u32::checked_sub(prefix, mapped).filter(|_| prefix <= longest)?;
    Some((canonical, prefix))
}

impl TryFrom<String> for Network {
    type Error = NotANetwork;

    fn try_from(text: String) -> Result<Self, NotANetwork> {
        match address_and_prefix(&text) {
            None => Err(NotANetwork::Unreadable(text)),
            Some((first, shared)) if after(shared, bits(first)) != 0 => Err(NotANetwork::Inside(text)),
            Some((first, shared)) => Ok(Self { first, shared }),
        }
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        let differing = bits(self.first) ^ bits(address);
        self.first.is_ipv4() == address.is_ipv4() && differing.leading_zeros() >= self.shared
    }
}

/// How a request names its client. `/healthz` says it in a header, without any address, and `zef doctor` reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarded {
    /// By `X-Forwarded-For`, from a trusted proxy.
    Trusted,
    /// By `X-Forwarded-For`, from an address that is not among the trusted proxies.
    Distrusted,
    /// Not at all.
    Missing,
}

impl Forwarded {
    /// The header that says it.
    pub const HEADER: &str = "zef-forwarded";

    /// As it is written in that header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Distrusted => "distrusted",
            Self::Missing => "missing",
        }
    }

    /// As it is read from there.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        [Self::Trusted, Self::Distrusted, Self::Missing].into_iter().find(|one| one.as_str().as_bytes() == text)
    }
}

/// The proxies that are trusted to name the client.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct TrustedProxies(Vec<Network>);

impl Default for TrustedProxies {
    /// Proxies on this machine.
    fn default() -> Self {
        let loopback = [(IpAddr::from([127, 0, 0, 0]), 8), (IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]), 128)];
        Self(loopback.map(|(first, shared)| Network { first, shared }).to_vec())
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let networks: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        formatter.write_str(&networks.join(", "))
    }
}

impl TrustedProxies {
    /// The address of the client that sent this request; nothing when the connection has none.
    #[must_use]
    pub fn client_of(&self, request: &HttpRequest) -> Option<IpAddr> {
        let peer = request.peer_addr()?.ip();
        // Several lines are one list (RFC 9110 §5.3); one that is not text counts as empty.
        let lines: Vec<&str> =
            request.headers().get_all("x-forwarded-for").map(|line| line.to_str().unwrap_or_default()).collect();
        Some(self.client(peer, &lines))
    }

    /// How this request names its client.
    #[must_use]
    pub fn forwarded(&self, request: &HttpRequest) -> Forwarded {
        let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
        if !request.headers().contains_key("x-forwarded-for") {
            Forwarded::Missing
        } else if peer.is_some_and(|peer| self.0.iter().any(|network| network.contains(peer))) {
            Forwarded::Trusted
        } else {
            Forwarded::Distrusted
        }
    }

    /// The address that the last trusted proxy was connected to. An invalid address ends the list: what stands before
    /// it cannot be trusted.
    fn client(&self, peer: IpAddr, lines: &[&str]) -> IpAddr {
        let mut client = peer.to_canonical();
        let mut said = lines.iter().rev().flat_map(|line| line.rsplit(','));
        while self.0.iter().any(|network| network.contains(client)) {
            let Some(before) = said.next().and_then(address) else { break };
            client = before;
        }
        client
    }
}

/// An address as proxies write it: some add the port, and put IPv6 between brackets.
fn address(said: &str) -> Option<IpAddr> {
    let said = said.trim();
    let bracketed = said.strip_prefix('[').and_then(|said| said.strip_suffix(']'));
    let address = bracketed.unwrap_or(said).parse::<IpAddr>().ok();
    address.or_else(|| said.parse().ok().map(|socket: SocketAddr| socket.ip())).map(|address| address.to_canonical())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn proxies(networks: &[&str]) -> TrustedProxies {
        TrustedProxies(networks.iter().map(|network| Network::try_from((*network).to_owned()).unwrap()).collect())
    }

    fn client(trusted: &TrustedProxies, peer: &str, lines: &[&str]) -> String {
        trusted.client(peer.parse().unwrap(), lines).to_string()
    }

    #[test]
    fn without_a_setting_only_proxies_on_this_machine_are_believed() {
        let trusted = TrustedProxies::default();
        for loopback in ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(client(&trusted, loopback, &["198.51.100.7"]), "198.51.100.7", "{loopback}");
        }
        for stranger in ["192.0.2.1", "10.0.0.1", "::2", "2001:db8::1", "128.0.0.1"] {
            assert_eq!(client(&trusted, stranger, &["198.51.100.7"]), stranger);
        }
        assert_eq!(client(&trusted, "127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn the_list_is_read_from_the_right_past_trusted_proxies_only() {
        let trusted = proxies(&["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
        let list = "203.0.113.66, 198.51.100.7, fd00::2,10.1.2.3";
        assert_eq!(client(&trusted, "127.0.0.1", &[list]), "198.51.100.7");
        // Who writes a list of their own adds nothing to what proxies say.
        assert_eq!(client(&trusted, "198.51.100.7", &[list]), "198.51.100.7");
        // Several lines are one list, in their order.
        assert_eq!(
            client(&trusted, "127.0.0.1", &["203.0.113.66", "198.51.100.7, fd00::2", "10.1.2.3"]),
            "198.51.100.7"
        );
        // When all are trusted, it comes from the first of them.
        assert_eq!(client(&trusted, "127.0.0.1", &["10.9.9.9, 10.1.2.3"]), "10.9.9.9");
        assert_eq!(client(&proxies(&[]), "127.0.0.1", &[list]), "127.0.0.1");
    }

    #[test]
    fn what_cannot_be_read_ends_the_list_at_the_last_trusted_address() {
        let trusted = proxies(&["127.0.0.1", "10.0.0.0/8"]);
        for unreadable in
            ["unknown", "", "_hidden", "198.51.100.7.8", "198.51.100.07", "a:b", "[::1", "1.2.3.4/8", "host:80"]
        {
            assert_eq!(client(&trusted, "127.0.0.1", &[&format!("198.51.100.7, {unreadable}, 10.1.2.3")]), "10.1.2.3");
            assert_eq!(client(&trusted, "127.0.0.1", &[&format!("198.51.100.7, {unreadable}")]), "127.0.0.1");
        }
    }

    #[test]
    fn an_address_is_read_in_each_form_that_proxies_write() {
        let trusted = TrustedProxies::default();
        for (said, read) in [
            ("198.51.100.7:4711", "198.51.100.7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            ("[::ffff:198.51.100.7]:4711", "198.51.100.7"),
            ("2001:DB8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            (" [2001:db8::1]:443 ", "2001:db8::1"),
        ] {
            assert_eq!(client(&trusted, "::1", &[said]), read, "{said}");
        }
        // A trusted proxy whose own address is mapped is the proxy that it is.
        let trusted = proxies(&["::1", "10.0.0.0/8"]);
        assert_eq!(client(&trusted, "::1", &["198.51.100.7, ::ffff:10.1.2.3"]), "198.51.100.7");
    }

    #[test]
    fn a_network_holds_the_addresses_that_share_its_prefix() {
        let holds = |network: &str, address: &str| {
            Network::try_from(network.to_owned()).unwrap().contains(address.parse().unwrap())
        };
        assert!(holds("192.0.2.128/25", "192.0.2.255") && !holds("192.0.2.128/25", "192.0.2.127"));
        assert!(holds("192.0.2.1", "192.0.2.1") && !holds("192.0.2.1", "192.0.2.2"));
        assert!(holds("2001:db8::/33", "2001:db8:7fff::1") && !holds("2001:db8::/33", "2001:db8:8000::1"));
        assert!(holds("::ffff:192.0.2.0/120", "192.0.2.9") && !holds("::ffff:192.0.2.0/120", "192.0.3.9"));
        // The whole of one family is not the other one.
        assert!(holds("0.0.0.0/0", "192.0.2.1") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("::/0", "2001:db8::1") && !holds("::/0", "192.0.2.1"));
    }

    #[test]
    fn what_names_no_network_is_refused() {
        for text in ["", "proxy", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/+8", "10/8", "::ffff:10.0.0.0/90"] {
            assert_eq!(Network::try_from(text.to_owned()), Err(NotANetwork::Unreadable(text.to_owned())), "{text}");
        }
        for text in ["10.0.0.5/8", "2001:db8::1/64", "0.0.0.1/0"] {
            assert_eq!(Network::try_from(text.to_owned()), Err(NotANetwork::Inside(text.to_owned())), "{text}");
        }
    }
}
