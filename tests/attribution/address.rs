//! Addresses compared as browsers do: percent-encoding aside.

use percent_encoding::percent_decode_str;

/// The address with everything percent-encoded decoded.
pub fn decoded(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}
