//! Copies with a sentence drawn under the picture: all its pixels, upright and in sRGB, and the strip below.

use image::{RgbImage, imageops};
use zef::imaging::{camera::Orientation, pixels::EncodedImage, poster};

use super::{PHOTOGRAPHS, derived, difference, fixture, flat, inspected, read};

const SENTENCE: &str = "Photo «\u{a0}Le pont – جسر – גשר\u{a0}», par Anne. CC BY 4.0 – photos.example/photos/k7m2b9xq";

fn drawn(source: &EncodedImage<'_>) -> RgbImage {
    let bytes = poster::draw_under(source, SENTENCE).unwrap();
    image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg).unwrap().to_rgb8()
}

#[test]
fn every_photograph_is_whole_above_its_strip_and_looks_like_its_rendition() {
    for name in PHOTOGRAPHS {
        let bytes = fixture(name);
        let inspected = inspected(&bytes);
        let poster = drawn(&inspected.source(&bytes));
        assert!(poster.width() == inspected.width && poster.height() > inspected.height, "{name}");
        let picture = imageops::crop_imm(&poster, 0, 0, inspected.width, inspected.height).to_image();
        let rendition = read(&derived(&bytes).renditions[0]);
        let (width, height) = rendition.dimensions();
        let smaller = imageops::resize(&picture, width, height, imageops::FilterType::CatmullRom);
        let difference = difference(&smaller, &rendition);
        // Twice through JPEG's own losses, which the grain of a GIF's few colours makes larger.
        assert!(difference < 8.0, "{name}: {difference}");
        // Small letters are grey all over.
        let ink = poster.rows().skip(index(inspected.height)).flatten().filter(|pixel| pixel.0[1] < 128).count();
        assert!(ink > 200, "{name}: nothing is written");
    }
}

#[test]
fn a_photograph_too_large_to_be_held_whole_is_smaller_and_never_under_its_largest_rendition() {
    let bytes = flat::grey(11_648, 8736);
    let inspected = inspected(&bytes);
    let mut source = inspected.source(&bytes);
    source.orientation = Orientation::Turned90;
    let poster = drawn(&source);
    assert!(poster.width() >= 1500 && poster.height() > poster.width() * 4 / 3, "{:?}", poster.dimensions());
}

fn index(side: u32) -> usize {
    usize::try_from(side).unwrap()
}
