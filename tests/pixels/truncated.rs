//! A photograph whose end is missing is told from one that is whole.

use zef::imaging::pixels::{PixelsError, derive};

use crate::{PHOTOGRAPHS, derived, fixture, flat, inspected};

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

#[test]
fn a_jpeg_that_announces_more_rows_than_it_has_is_truncated() {
    for name in ["leaf.jpg", "boats-progressive.jpg"] {
        let whole = fixture(name);
        for more in [64, 200] {
            let mut taller = whole.clone();
            let frame = frame_of(&taller);
            // The height comes after the length and the precision (B.2.2).
            let height = u16::from_be_bytes([taller[frame + 5], taller[frame + 6]]);
            taller[frame + 5..frame + 7].copy_from_slice(&(height + more).to_be_bytes());
            let inspected = inspected(&taller);
            let outcome = derive(&inspected.source(&taller)).map(|made| made.pixels);
            assert!(matches!(outcome, Err(PixelsError::Truncated)), "{name}, {more} more rows: {outcome:?}");
        }
    }
}

/// Where the frame header of a JPEG begins; those of the thumbnails inside its metadata are passed over.
fn frame_of(jpeg: &[u8]) -> usize {
    let mut at = 2;
    while !matches!(jpeg[at + 1], 0xC0 | 0xC2) {
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    at
}
