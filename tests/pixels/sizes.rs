//! Which sizes are made, and what they are.

use image::GenericImageView;

use super::{PHOTOGRAPHS, derived, fixture, inspected, read};

#[test]
fn every_photograph_gives_the_sizes_that_it_has_pixels_for() {
    for name in PHOTOGRAPHS {
        let bytes = fixture(name);
        let (seen, made) = (inspected(&bytes), derived(&bytes));
        let long = seen.width.max(seen.height);
        let edges: Vec<u32> = made.renditions.iter().map(|made| made.width.max(made.height)).collect();
        // A small one is there whole too.
        let whole = (long < 1280 && ![640, 320].contains(&long)).then_some(long);
        let fixed = [2000, 1280, 640, 320].into_iter().filter(|edge| *edge <= long);
        let expected: Vec<u32> = whole.into_iter().chain(fixed).collect();
        assert_eq!(edges, expected, "{name}");
        for rendition in &made.renditions {
            assert_eq!(read(rendition).dimensions(), (rendition.width, rendition.height), "{name}");
            let exact = f64::from(rendition.width) * f64::from(seen.height) / f64::from(seen.width);
            assert!(
                (exact - f64::from(rendition.height)).abs() <= 1.0,
                "{name}: {} × {}",
                rendition.width,
                rendition.height
            );
        }
        let tiny = image::load_from_memory(&made.placeholder).unwrap();
        assert_eq!(tiny.width().max(tiny.height()), 32, "{name}");
        assert!(made.placeholder.len() < 1200, "{name}: a placeholder of {} bytes", made.placeholder.len());
    }
}

#[test]
fn a_photograph_of_the_largest_size_is_made_in_all_four() {
    let large =
        image::load_from_memory(&fixture("leaf.jpg")).unwrap().resize_exact(4000, 2500, image::imageops::Nearest);
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&large).unwrap();
    let sizes: Vec<_> = derived(&bytes).renditions.iter().map(|made| (made.width, made.height)).collect();
    assert_eq!(sizes, [(2000, 1250), (1280, 800), (640, 400), (320, 200)]);
}

#[test]
fn what_is_smaller_than_the_smallest_is_made_at_its_own_size() {
    let small = image::load_from_memory(&fixture("leaf.jpg")).unwrap().thumbnail(200, 200);
    for (width, height) in [small.dimensions(), (1, 1), (2, 300), (300, 1), (20, 20)] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        small
            .resize_exact(width, height, image::imageops::Triangle)
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        let made = derived(bytes.get_ref());
        let sizes: Vec<_> = made.renditions.iter().map(|made| (made.width, made.height)).collect();
        assert_eq!(sizes, [(width, height)]);
        assert_eq!(read(&made.renditions[0]).dimensions(), (width, height));
        assert!(image::load_from_memory(&made.placeholder).is_ok());
    }
}

#[test]
fn renditions_hold_no_metadata() {
    for name in PHOTOGRAPHS {
        for made in derived(&fixture(name)).renditions {
            let mut rest = &made.bytes[2..];
            while rest[1] != 0xDA {
                // JFIF's own header says nothing of the photograph; any other application segment might.
                assert!(!matches!(rest[1], 0xE1..=0xEF | 0xFE), "{name}: segment {:x}", rest[1]);
                rest = &rest[2 + usize::from(u16::from_be_bytes([rest[2], rest[3]]))..];
            }
        }
    }
}

#[test]
fn a_rendition_looks_like_its_original() {
    for name in ["boats-progressive.jpg", "kermesse.jpg", "leaf.jpg", "flower-portrait.png", "storm.webp", "drop.gif"] {
        let bytes = fixture(name);
        let original = image::load_from_memory(&bytes).unwrap();
        let smallest = derived(&bytes).renditions.pop().unwrap();
        let expected = original.resize_exact(smallest.width, smallest.height, image::imageops::CatmullRom).to_rgb8();
        let difference = super::difference(&read(&smallest), &expected);
        // JPEG's own loss, on a small picture full of detail.
        assert!(difference < 6.0, "{name}: {difference}");
    }
}
