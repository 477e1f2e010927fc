//! Bytes that were meant to break something: an error at worst, never a panic.

use proptest::prelude::*;
use zef::imaging::{inspect::inspect, limits::Limits, pixels::derive};

use super::{PHOTOGRAPHS, fixture, inspected};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// With what the inspection of the whole file found, so that the decoder sees every change.
    #[test]
    fn a_changed_photograph_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        keep_head in 0_usize..1500,
        which in prop::sample::select(PHOTOGRAPHS.as_slice()),
    ) {
        let whole = fixture(which);
        let inspected = inspected(&whole);
        let mut bytes = whole.clone();
        let changed = &mut bytes[keep_head..];
        for (place, value) in changes {
            let at = place.index(changed.len());
            changed[at] = value;
        }
        let _outcome = derive(&inspected.source(&bytes));
        if let Ok(seen) = inspect(&bytes, &Limits::default())
            && seen.decode_bytes < 300_000_000
        {
            let _outcome = derive(&seen.source(&bytes));
        }
    }
}

#[test]
fn a_size_other_than_the_inspected_one_is_refused() {
    for name in PHOTOGRAPHS {
        let bytes = fixture(name);
        let inspected = inspected(&bytes);
        let mut source = inspected.source(&bytes);
        source.stored = (source.stored.0 + 1, source.stored.1);
        assert!(derive(&source).is_err(), "{name}");
    }
}

#[test]
fn a_broken_profile_is_no_reason_to_refuse() {
    let bytes = fixture("dune-display-p3.jpg");
    let inspected = inspected(&bytes);
    let mut source = inspected.source(&bytes);
    let profile = source.icc.unwrap();
    for broken in [&profile[..profile.len() / 2], &[], &[0; 200], b"ICC"] {
        source.icc = Some(broken);
        assert!(derive(&source).is_ok());
    }
}
