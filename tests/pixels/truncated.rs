//! A photograph whose end is missing is told from one that is whole.

use zef::imaging::pixels::{PixelsError, derive};

use super::{PHOTOGRAPHS, derived, fixture, flat, inspected};

/// Of each length, what a file of it gives; the file was inspected whole.
fn cut(name: &str, at: impl Iterator<Item = usize>) {
    let whole = fixture(name);
    let inspected = inspected(&whole);
    for length in at.take_while(|length| *length < whole.len()) {
        let outcome = derive(&inspected.source(&whole[..length])).map(|made| made.pixels);
        assert!(
            matches!(outcome, Err(PixelsError::Truncated)),
            "{name} cut at {length} of {}: {outcome:?}",
            whole.len()
        );
    }
}

#[test]
fn a_jpeg_cut_anywhere_is_truncated() {
    for name in PHOTOGRAPHS.into_iter().filter(|name| fixture(name).starts_with(&[0xFF, 0xD8])) {
        let length = fixture(name).len();
        cut(name, (3..).step_by(length / 150));
        // The last bytes, one by one: all that misses may be the end-of-image marker.
        cut(name, length - 40..);
    }
}

#[test]
fn a_jpeg_whose_end_was_never_written_is_truncated() {
    for name in ["leaf.jpg", "boats-progressive.jpg"] {
        let whole = fixture(name);
        let inspected = inspected(&whole);
        for filling in [0x00, 0xFF, 0x5A] {
            let mut half = whole.clone();
            half[whole.len() / 2..].fill(filling);
            let outcome = derive(&inspected.source(&half)).map(|made| made.pixels);
            assert!(matches!(outcome, Err(PixelsError::Truncated)), "{name} ends with {filling:02x}: {outcome:?}");
        }
    }
}

#[test]
fn a_jpeg_that_stops_making_sense_is_truncated() {
    let whole = fixture("leaf.jpg");
    let inspected = inspected(&whole);
    let mut broken = whole.clone();
    // Sixteen ones are no code of any table; each byte of ones is followed by the zero that marks it as data.
    for pair in broken[whole.len() / 2..][..32].chunks_exact_mut(2) {
        pair.copy_from_slice(&[0xFF, 0x00]);
    }
    let outcome = derive(&inspected.source(&broken)).map(|made| made.pixels);
    assert!(matches!(outcome, Err(PixelsError::Truncated)), "its lower half is grey: {outcome:?}");
}

#[test]
fn a_grey_wall_is_not_truncated() {
    for (width, height) in [(640, 480), (17, 9), (300, 2000)] {
        let made = derived(&flat::grey(width, height));
        assert_eq!(made.dominant.to_string(), "#808080");
    }
}

#[test]
fn other_formats_cut_in_the_middle_give_no_pixels() {
    for name in ["flower-portrait.png", "storm.webp", "drop.gif", "pier.tif"] {
        let whole = fixture(name);
        let inspected = inspected(&whole);
        let pixels = derived(&whole).pixels;
        for tenth in 1..10 {
            match derive(&inspected.source(&whole[..whole.len() * tenth / 10])) {
                Err(PixelsError::Truncated) => {}
                // What follows the picture is metadata, and those are not pixels.
                Ok(made) if tenth > 7 => assert_eq!(made.pixels, pixels, "{name} cut at {tenth} tenths"),
                other => panic!("{name} cut at {tenth} tenths: {:?}", other.map(|made| made.pixels)),
            }
        }
    }
}

/// What a transfer cut short and closed again leaves: the first bytes, then an end-of-image marker.
fn closed(whole: &[u8], length: usize) -> Vec<u8> {
    [&whole[..length], &[0xFF, 0xD9]].concat()
}

#[test]
fn a_jpeg_cut_in_the_middle_and_closed_is_truncated() {
    for name in PHOTOGRAPHS.into_iter().filter(|name| fixture(name).starts_with(&[0xFF, 0xD8])) {
        let whole = fixture(name);
        let inspected = inspected(&whole);
        for part in 4..19 {
            let cut = closed(&whole, whole.len() * part / 20);
            let outcome = derive(&inspected.source(&cut)).map(|made| made.pixels);
            assert!(matches!(outcome, Err(PixelsError::Truncated)), "{name} cut at {part} twentieths: {outcome:?}");
        }
    }
}

fn is_truncated(bytes: &[u8]) -> bool {
    matches!(derive(&inspected(bytes).source(bytes)), Err(PixelsError::Truncated))
}

#[test]
fn a_jpeg_that_misses_its_last_unit_alone_is_truncated() {
    // An odd number of units of twelve bits: the last two bytes are the last unit and four bits of padding.
    let whole = flat::grey(80, 48);
    assert_eq!(flat::units(80, 48), 15);
    assert_eq!(derived(&whole).dominant.to_string(), "#808080");
    assert!(is_truncated(&closed(&whole, whole.len() - 4)), "a unit is missing");
    assert!(is_truncated(&closed(&whole, whole.len() - 3)), "a part of a unit is missing");
}

#[test]
fn a_jpeg_that_announces_more_rows_than_it_has_is_truncated() {
    let mut files: Vec<_> = PHOTOGRAPHS.into_iter().map(fixture).collect();
    files.retain(|bytes| bytes.starts_with(&[0xFF, 0xD8]));
    files.push(flat::grey(640, 480));
    for mut bytes in files {
        let height = u16::try_from(inspected(&bytes).stored.1).unwrap();
        // The frame's segment: marker, length, depth, height. Thumbnails in metadata have frames too, of other sizes.
        let frame = (0..bytes.len() - 7)
            .find(|at| {
                matches!(bytes[*at..*at + 2], [0xFF, 0xC0..=0xC2]) && bytes[*at + 5..*at + 7] == height.to_be_bytes()
            })
            .unwrap();
        bytes[frame + 5..frame + 7].copy_from_slice(&(height + 32).to_be_bytes());
        assert_eq!(inspected(&bytes).stored.1, u32::from(height) + 32);
        assert!(is_truncated(&bytes), "{height} rows and 32 more, {} bytes", bytes.len());
    }
}

#[test]
fn a_jpeg_whose_last_interval_is_broken_is_truncated_if_others_are_missing() {
    // Forty units, two an interval.
    let whole = flat::grey_in_intervals(128, 80, 19, &[0, 0, 0]);
    assert_eq!(flat::units(128, 80), 40);
    assert_eq!(derived(&whole).dominant.to_string(), "#808080");
    // Ones are no code of its tables.
    assert!(is_truncated(&flat::grey_in_intervals(128, 80, 10, &[0xFF, 0, 0xFF, 0])));
    assert!(is_truncated(&flat::grey_in_intervals(128, 80, 19, &[0])));
}
