//! Every kind of sample: grey, palette, transparency, sixteen bits.

use std::io::{Cursor, Write};

use flate2::{Compression, write::ZlibEncoder};
use image::{DynamicImage, GrayAlphaImage, ImageFormat, LumaA, Rgba, RgbaImage};

use super::{derived, difference, fixture, read};

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The colour of a rendition's middle.
fn middle(bytes: &[u8]) -> [u8; 3] {
    let picture = read(&derived(bytes).renditions[0]);
    picture.get_pixel(picture.width() / 2, picture.height() / 2).0
}

fn close(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= 4)
}

#[test]
fn transparency_is_over_white() {
    for (opacity, seen) in [(0, [255; 3]), (128, [137, 167, 197]), (255, [20, 80, 140])] {
        let colour = DynamicImage::from(RgbaImage::from_pixel(64, 48, Rgba([20, 80, 140, opacity])));
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
            assert!(close(middle(&written(&colour, format)), seen), "{format:?}, opacity {opacity}");
        }
        let sixteen = DynamicImage::from(colour.to_rgba16());
        assert!(close(middle(&written(&sixteen, ImageFormat::Png)), seen), "sixteen bits, opacity {opacity}");
    }
    let grey = DynamicImage::from(GrayAlphaImage::from_pixel(64, 48, LumaA([55, 128])));
    assert!(close(middle(&written(&grey, ImageFormat::Png)), [155; 3]));
}

#[test]
fn grey_stays_grey() {
    let pier = fixture("pier.tif");
    let made = derived(&pier);
    let rendition = image::load_from_memory(&made.renditions[0].bytes).unwrap();
    assert_eq!(rendition.color(), image::ColorType::L8);
    let expected = image::load_from_memory(&pier).unwrap().to_rgb8();
    assert!(difference(&rendition.to_rgb8(), &expected) < 4.0);
    let sixteen = DynamicImage::from(image::load_from_memory(&pier).unwrap().to_luma16());
    for format in [ImageFormat::Png, ImageFormat::Tiff] {
        assert_eq!(derived(&written(&sixteen, format)).pixels, made.pixels, "{format:?}");
    }
}

#[test]
fn a_palette_is_spread_to_its_colours() {
    // Two colours, one bit a pixel, the second half transparent: what drawing programs save.
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let body = [name.as_slice(), content].concat();
        let length = u32::try_from(content.len()).unwrap();
        [&length.to_be_bytes()[..], &body[..], &crc32fast::hash(&body).to_be_bytes()[..]].concat()
    };
    let header = [&64_u32.to_be_bytes()[..], &64_u32.to_be_bytes()[..], &[1, 3, 0, 0, 0]].concat();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    for row in 0..64 {
        packed.write_all(&[0]).unwrap();
        packed.write_all(&[if row < 32 { 0x00 } else { 0xFF }; 8]).unwrap();
    }
    let bytes = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"PLTE", &[200, 30, 40, 10, 90, 30]),
        chunk(b"tRNS", &[255, 0]),
        chunk(b"IDAT", &packed.finish().unwrap()),
        chunk(b"IEND", &[]),
    ]
    .concat();
    let picture = read(&derived(&bytes).renditions[0]);
    assert!(close(picture.get_pixel(32, 12).0, [200, 30, 40]));
    assert!(close(picture.get_pixel(32, 52).0, [255; 3]));
}

#[test]
fn the_dominant_colour_is_one_that_is_seen() {
    assert_eq!(
        derived(&written(
            &DynamicImage::from(image::RgbImage::from_pixel(99, 66, image::Rgb([0, 102, 204]))),
            ImageFormat::Png
        ))
        .dominant
        .to_string(),
        "#0066cc"
    );
    let [red, _, blue] = derived(&fixture("kermesse.jpg")).dominant.0;
    assert!(blue > red, "most of the kite's picture is sky");
}
