//! The eight orientations, written by exiftool, against the turning of another library.

use std::{fs, process::Command};

use image::{DynamicImage, metadata::Orientation};

use super::{derived, difference, fixture, inspected, read};

/// The same stored picture with another tag.
fn tagged(bytes: &[u8], orientation: u8) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photo.jpg");
    fs::write(&path, bytes).unwrap();
    let status = Command::new("exiftool")
        .args(["-q", "-n", "-overwrite_original", &format!("-Orientation={orientation}")])
        .arg(&path)
        .status()
        .expect("exiftool is installed (Debian: libimage-exiftool-perl)");
    assert!(status.success());
    fs::read(path).unwrap()
}

#[test]
fn the_eight_orientations_agree_with_one_another() {
    let original = fixture("leaf.jpg");
    let upright = derived(&tagged(&original, 1));
    for number in 1..=8 {
        let bytes = tagged(&original, number);
        assert_eq!(inspected(&bytes).orientation.exif(), number);
        let turned = derived(&bytes);
        assert_eq!(turned.pixels, upright.pixels, "the stored picture is the same");
        for (made, plain) in turned.renditions.iter().zip(&upright.renditions) {
            let mut expected = DynamicImage::from(read(plain));
            expected.apply_orientation(Orientation::from_exif(number).unwrap());
            let difference = difference(&read(made), &expected.to_rgb8());
            // Twice through JPEG's own losses, in blocks that fall elsewhere.
            assert!(difference < 3.0, "orientation {number}, {} × {}: {difference}", made.width, made.height);
        }
    }
}

#[test]
fn a_photograph_stored_on_its_side_is_seen_upright() {
    let cups = fixture("cups-orientation-6.jpg");
    assert_eq!(inspected(&cups).stored, (600, 960));
    let made = derived(&cups);
    assert_eq!((made.renditions[1].width, made.renditions[1].height), (640, 400));
    let mut upright = image::load_from_memory(&cups).unwrap();
    upright.apply_orientation(Orientation::from_exif(6).unwrap());
    let expected = upright.resize_exact(320, 200, image::imageops::CatmullRom).to_rgb8();
    assert!(difference(&read(&made.renditions[2]), &expected) < 4.0);
}
