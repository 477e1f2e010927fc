//! The two fingerprints of a file's bytes: BLAKE3, its identity, and SHA-256, the alias that browsers can compute.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A hash that is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is written with 64 hexadecimal digits")]
pub struct NotAHash;

macro_rules! hash_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name([u8; 32]);

        impl $name {
            /// Takes the 32 bytes as computed.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// 64 lower-case hexadecimal digits.
            #[must_use]
            pub fn to_hex(self) -> String {
                self.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotAHash;

            fn from_str(text: &str) -> Result<Self, NotAHash> {
                parse_hex(text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(hash: $name) -> Self {
                hash.to_hex()
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAHash;

            fn try_from(text: String) -> Result<Self, NotAHash> {
                text.parse()
            }
        }
    };
}

hash_type! {
    /// BLAKE3 of the bytes of an original: the identity of a file.
    ContentHash
}

impl ContentHash {
    /// Its first eight digits: they tell the files of one photo apart in an address.
    #[must_use]
    pub fn short(self) -> String {
        self.to_hex().chars().take(8).collect()
    }
}

hash_type! {
    /// SHA-256 of the same bytes (FIPS 180-4).
    Sha256
}

fn parse_hex(text: &str) -> Result<[u8; 32], NotAHash> {
    let mut bytes = [0; 32];
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return Err(NotAHash);
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            let value = char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).ok_or(NotAHash)?;
            *byte = (*byte << 4) | value;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_from_its_digits() {
        let hash = ContentHash::from_bytes(*blake3::hash(b"Recouvrance").as_bytes());
        assert_eq!(hash.to_hex().parse(), Ok(hash));
    }

    #[test]
    fn anything_but_64_digits_is_refused() {
        for text in ["", "abc", &"g".repeat(64), &"0".repeat(63), &"é".repeat(32)] {
            assert_eq!(text.parse::<ContentHash>(), Err(NotAHash), "{text}");
        }
    }
}
