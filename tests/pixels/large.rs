//! Photographs too large to be held whole.

use zef::imaging::{facts::Orientation, pixels::derive};

use crate::{derived, flat, inspected, read};

#[test]
fn a_photograph_of_a_hundred_megapixels_is_made_in_all_sizes() {
    let bytes = flat::grey(11_648, 8736);
    let inspected = inspected(&bytes);
    assert!(inspected.decode_bytes < 11_648 * 8736 * 2, "it is never held whole");
    let mut source = inspected.source(&bytes);
    source.orientation = Orientation::Turned90;
    let made = derive(&source).unwrap();
    let sizes: Vec<_> = made.renditions.iter().map(|made| (made.width, made.height)).collect();
    assert_eq!(sizes, [(1500, 2000), (960, 1280), (480, 640), (240, 320)]);
    assert!(read(&made.renditions[3]).pixels().all(|pixel| pixel.0.iter().all(|value| value.abs_diff(128) <= 1)));
}

#[test]
fn a_panorama_is_made_in_all_sizes() {
    let sizes: Vec<_> =
        derived(&flat::grey(60_000, 1500)).renditions.iter().map(|made| (made.width, made.height)).collect();
    assert_eq!(sizes, [(2000, 50), (1280, 32), (640, 16), (320, 8)]);
}
