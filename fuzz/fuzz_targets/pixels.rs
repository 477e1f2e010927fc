//! The decoders and all that is made of what they give: no photograph makes them fail, and every rendition is one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zef::imaging::{
    inspect::inspect,
    limits::Limits,
    pixels::{EDGES, derive},
};

/// What one decoding may take, in bytes: a fuzzer runs many, and finds nothing more in larger pictures.
const MOST_MEMORY: u64 = 64_000_000;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { pixels: 4_000_000, ..Limits::default() };
    let Ok(inspected) = inspect(bytes, &limits) else { return };
    if inspected.decode_bytes > MOST_MEMORY {
        return;
    }
    if let Ok(derived) = derive(&inspected.source(bytes)) {
        let [largest, ..] = EDGES;
        assert!(!derived.renditions.is_empty());
        for made in derived.renditions {
            assert!(made.width.max(made.height) <= largest);
            let read = inspect(&made.bytes, &limits).expect("a rendition is a photograph");
            assert_eq!((read.width, read.height), (made.width, made.height));
        }
    }
});
