//! The reader of photographs before they are decoded: type, limits, EXIF, XMP, IPTC. No bytes make it fail.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zef::imaging::{inspect::inspect, limits::Limits};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    if let Ok(inspected) = inspect(bytes, &limits) {
        assert!(inspected.width > 0 && inspected.height > 0);
    }
});
