//! The same picture in another wrapping has the same hash; another picture has another.

use std::{collections::BTreeSet, fs, io::Cursor, process::Command};

use image::{DynamicImage, ImageFormat};

use super::{PHOTOGRAPHS, derived, fixture};

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn every_lossless_wrapping_of_a_picture_has_one_hash() {
    let flower = image::load_from_memory(&fixture("flower-portrait.png")).unwrap().to_rgb8();
    let hash = derived(&fixture("flower-portrait.png")).pixels;
    let eight = DynamicImage::from(flower);
    let sixteen = DynamicImage::from(eight.to_rgb16());
    let opaque = DynamicImage::from(eight.to_rgba8());
    for (picture, format) in [
        (&eight, ImageFormat::Png),
        (&sixteen, ImageFormat::Png),
        (&opaque, ImageFormat::Png),
        (&eight, ImageFormat::Tiff),
        (&sixteen, ImageFormat::Tiff),
        (&eight, ImageFormat::WebP),
        (&opaque, ImageFormat::WebP),
    ] {
        assert_eq!(derived(&written(picture, format)).pixels, hash, "{format:?} of {:?}", picture.color());
    }
}

#[test]
fn metadata_change_neither_hash_nor_look() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["leaf.jpg", "boats-progressive.jpg", "ladybird-cmyk.jpg"] {
        let path = folder.path().join(name);
        fs::write(&path, fixture(name)).unwrap();
        let status = Command::new("exiftool")
            .args(["-q", "-overwrite_original", "-XMP-dc:Title=Le pont de Recouvrance", "-IPTC:Keywords=Brest"])
            .arg(&path)
            .status()
            .expect("exiftool is installed (Debian: libimage-exiftool-perl)");
        assert!(status.success());
        let (changed, original) = (fs::read(&path).unwrap(), fixture(name));
        assert_ne!(changed, original);
        let (changed, original) = (derived(&changed), derived(&original));
        assert_eq!((changed.pixels, changed.look), (original.pixels, original.look), "{name}");
    }
}

#[test]
fn no_two_photographs_are_the_same_nor_look_alike() {
    let all: Vec<_> = PHOTOGRAPHS.iter().map(|name| derived(&fixture(name))).collect();
    assert_eq!(all.iter().map(|made| made.pixels).collect::<BTreeSet<_>>().len(), all.len());
    for (place, one) in all.iter().enumerate() {
        for other in &all[place + 1..] {
            assert!((one.look ^ other.look).count_ones() > 10);
        }
    }
}

#[test]
fn a_smaller_and_poorer_copy_looks_alike() {
    for name in ["leaf.jpg", "kermesse.jpg", "boats-progressive.jpg", "path-portrait.jpg"] {
        let original = image::load_from_memory(&fixture(name)).unwrap();
        let mut copy = Vec::new();
        let small = original.thumbnail(400, 400);
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut copy, 40).encode_image(&small).unwrap();
        let (original, copy) = (derived(&fixture(name)), derived(&copy));
        assert_ne!(copy.pixels, original.pixels);
        assert!((copy.look ^ original.look).count_ones() <= 4, "{name}");
    }
}
