//! Colours arrive in sRGB, whatever they were stored in.

use image::{Rgb, RgbImage, imageops};

use super::{derived, fixture, inspected, read};

/// The sRGB curve (IEC 61966-2-1), which Display P3 shares: a coded value of 0 to 1 to light.
fn light(coded: f64) -> f64 {
    if coded <= 0.040_45 { coded / 12.92 } else { ((coded + 0.055) / 1.055).powf(2.4) }
}

/// Display P3 to sRGB by their definitions (SMPTE EG 432-1 primaries, D65).
fn from_display_p3(picture: &mut RgbImage) {
    const MATRIX: [[f64; 3]; 3] =
        [[1.224_940, -0.224_940, 0.0], [-0.042_057, 1.042_057, 0.0], [-0.019_638, -0.078_636, 1.098_274]];
    let lights: Vec<f64> = (0..=255_u8).map(|value| light(f64::from(value) / 255.0)).collect();
    // Where each value gives way to the next.
    let borders: Vec<f64> = (0..255_u8).map(|value| light((f64::from(value) + 0.5) / 255.0)).collect();
    for Rgb(pixel) in picture.pixels_mut() {
        let stored = pixel.map(|value| lights[usize::from(value)]);
        *pixel = MATRIX.map(|row| {
            let seen: f64 = row.iter().zip(stored).map(|(factor, light)| factor * light).sum();
            u8::try_from(borders.partition_point(|border| *border < seen)).unwrap()
        });
    }
}

/// A picture as 16 × 10 colours, each the mean of its part.
fn parts(picture: &RgbImage) -> RgbImage {
    imageops::resize(picture, 16, 10, imageops::Triangle)
}

fn largest_difference(one: &RgbImage, other: &RgbImage) -> u8 {
    one.as_raw().iter().zip(other.as_raw()).map(|(one, other)| one.abs_diff(*other)).max().unwrap()
}

#[test]
fn display_p3_becomes_srgb() {
    let bytes = fixture("dune-display-p3.jpg");
    assert!(inspected(&bytes).icc.is_some());
    let stored = image::load_from_memory(&bytes).unwrap().to_rgb8();
    let mut expected = stored.clone();
    from_display_p3(&mut expected);
    let seen = parts(&read(&derived(&bytes).renditions[0]));
    assert!(largest_difference(&seen, &parts(&expected)) <= 4, "as the definitions say");
    assert!(largest_difference(&seen, &parts(&stored)) > 12, "and not as if there were no profile");
}

#[test]
fn inks_become_light() {
    let made = derived(&fixture("ladybird-cmyk.jpg"));
    let small = read(made.renditions.last().unwrap());
    let counted = |x: u32, y: u32, width: u32, height: u32, is: fn([i32; 3]) -> bool| {
        let part = imageops::crop_imm(&small, x, y, width, height);
        part.to_image().pixels().filter(|pixel| is(pixel.0.map(i32::from))).count()
    };
    // The ladybird's back, a blue petal and the green stem, where the picture shows them.
    let red = counted(205, 85, 40, 30, |[red, green, blue]| red > 140 && red > 2 * green && red > 2 * blue);
    let blue = counted(10, 35, 40, 30, |[red, green, blue]| blue > 150 && blue > red + 30 && blue > green);
    let green = counted(120, 60, 40, 40, |[red, green, blue]| green > 90 && green > red && red > blue + 30);
    assert!(red > 40 && blue > 300 && green > 300, "{red} {blue} {green}");
}

#[test]
fn a_profile_that_is_srgb_changes_nothing() {
    let bytes = fixture("leaf.jpg");
    let inspected = inspected(&bytes);
    let profile = moxcms::ColorProfile::new_srgb().encode().unwrap();
    let mut source = inspected.source(&bytes);
    source.icc = Some(&profile);
    let with = zef::imaging::pixels::derive(&source).unwrap();
    source.icc = None;
    let without = zef::imaging::pixels::derive(&source).unwrap();
    assert_eq!(with.renditions[0].bytes, without.renditions[0].bytes);
}

#[test]
fn adobe_rgb_becomes_more_vivid() {
    let bytes = fixture("leaf.jpg");
    let inspected = inspected(&bytes);
    let profile = moxcms::ColorProfile::new_adobe_rgb().encode().unwrap();
    let mut source = inspected.source(&bytes);
    source.icc = Some(&profile);
    let seen = parts(&read(&zef::imaging::pixels::derive(&source).unwrap().renditions[0]));
    let plain = parts(&read(&derived(&bytes).renditions[0]));
    // Adobe RGB's green is far outside sRGB: the same numbers are a stronger colour there.
    let vividness = |picture: &RgbImage| -> u32 {
        picture.pixels().map(|pixel| u32::from(pixel.0.iter().max().unwrap() - pixel.0.iter().min().unwrap())).sum()
    };
    assert!(vividness(&seen) > vividness(&plain) + 500);
}
