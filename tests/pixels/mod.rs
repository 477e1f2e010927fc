//! Pixels through the public door: real photographs decoded, turned, converted and made small, and read back by `image`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it cannot read"
)]

mod colours;
mod cost;
mod encodings;
mod flat;
mod hostile;
mod kinds;
mod large;
mod orientation;
mod posters;
mod same_picture;
mod sizes;
mod truncated;

use std::{fs, path::Path};

use image::RgbImage;
use zef::imaging::{
    inspect::{Inspected, inspect},
    limits::Limits,
    pixels::{Derived, Made, PixelsError, derive},
};

/// Every photograph among the fixtures.
const PHOTOGRAPHS: [&str; 11] = [
    "boats-progressive.jpg",
    "cups-orientation-6.jpg",
    "drop.gif",
    "dune-display-p3.jpg",
    "flower-portrait.png",
    "kermesse.jpg",
    "ladybird-cmyk.jpg",
    "leaf.jpg",
    "path-portrait.jpg",
    "pier.tif",
    "storm.webp",
];

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).expect("the fixture is there")
}

fn inspected(bytes: &[u8]) -> Inspected {
    inspect(bytes, &Limits::default()).expect("the photograph can be taken in")
}

fn tried(bytes: &[u8]) -> Result<Derived, PixelsError> {
    derive(&inspected(bytes).source(bytes))
}

fn derived(bytes: &[u8]) -> Derived {
    tried(bytes).expect("the photograph decodes")
}

/// A rendition as another decoder reads it.
fn read(made: &Made) -> RgbImage {
    image::load_from_memory_with_format(&made.bytes, image::ImageFormat::Jpeg).expect("a rendition is a JPEG").to_rgb8()
}

/// The mean difference of two pictures of the same size, on a scale of 255.
fn difference(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let sum: u64 = one.as_raw().iter().zip(other.as_raw()).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
    let (sum, count) = (u32::try_from(sum).unwrap(), u32::try_from(one.as_raw().len()).unwrap());
    f64::from(sum) / f64::from(count)
}
