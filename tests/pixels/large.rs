//! Photographs too large to be held whole.

use std::io::Write as _;

use zef::imaging::{facts::Orientation, pixels::derive};

use crate::{derived, flat, inspected, read};

/// A grey PNG that grows lighter from left to right, written row by row.
fn shaded(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let row: Vec<u8> = (0..width).map(|x| u8::try_from(x * 255 / width).unwrap()).collect();
    for _ in 0..height {
        stream.write_all(&row).unwrap();
    }
    stream.finish().unwrap();
    drop(writer);
    bytes
}

#[test]
fn a_png_as_large_as_may_be_is_never_held_whole() {
    let bytes = shaded(12_000, 10_000);
    let inspected = inspected(&bytes);
    assert!(inspected.decode_bytes < 100_000_000, "{}", inspected.decode_bytes);
    let made = derive(&inspected.source(&bytes)).unwrap();
    let sizes: Vec<_> = made.renditions.iter().map(|made| (made.width, made.height)).collect();
    assert_eq!(sizes, [(2000, 1667), (1280, 1067), (640, 533), (320, 267)]);
    let smallest = read(&made.renditions[3]);
    for (x, expected) in [(10, 8), (160, 127), (310, 247)] {
        let [value, ..] = smallest.get_pixel(x, 100).0;
        assert!(value.abs_diff(expected) <= 3, "{x}: {value}");
    }
    let cut = derive(&inspected.source(&bytes[..bytes.len() / 2])).map(|made| made.pixels);
    assert!(cut.is_err(), "{cut:?}");
}

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
