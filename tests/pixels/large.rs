//! Photographs too large to be held whole.

use zef::imaging::{camera::Orientation, pixels::derive};

use super::{derived, flat, inspected, read};

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

#[test]
fn a_png_too_large_to_be_held_is_made_in_all_sizes() {
    // Seventy-two megapixels of one bit: black to the left, white to the right.
    let (width, height) = (12_000, 6000);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let row = [vec![0x00; 750], vec![0xFF; 750]].concat();
    encoder.write_header().unwrap().write_image_data(&row.repeat(6000)).unwrap();

    assert!(inspected(&bytes).decode_bytes < u64::from(width) * u64::from(height) * 2, "it is never held whole");
    let made = derived(&bytes);
    let sizes: Vec<_> = made.renditions.iter().map(|made| (made.width, made.height)).collect();
    assert_eq!(sizes, [(2000, 1000), (1280, 640), (640, 320), (320, 160)]);
    let largest = read(&made.renditions[0]);
    for (x, y) in [(0, 0), (900, 500), (900, 999), (1100, 0), (1999, 999)] {
        let seen = if x < 1000 { 0 } else { 255_u8 };
        assert!(largest.get_pixel(x, y).0.iter().all(|value| value.abs_diff(seen) <= 2), "{x}, {y}");
    }
}
