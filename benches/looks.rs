//! How well perceptual hashes tell look-alikes from unrelated photographs: `cargo bench --bench looks -- FOLDER`, with a folder of
//! photographs (JPEG or PNG) that are unrelated to one another.
//!
//! Each is changed as people change photographs; recall is the share of the changed ones that are look-alikes of their
//! photograph, by the distance of their hashes. The number of pairs of unrelated photographs at each distance shows the precision.

#![expect(clippy::print_stdout, reason = "the figures are the result of this program")]

use std::{env, error::Error, fs, io::Cursor, path::PathBuf};

use image::{DynamicImage, codecs::jpeg::JpegEncoder, imageops::FilterType};
use zef::{
    domain::likeness::{MOST_DISTANT, is_telling},
    imaging::{inspect::inspect, limits::Limits, pixels::derive},
};

type Failure = Box<dyn Error>;

/// A way in which people change photographs.
type Change = (&'static str, u8, fn(&DynamicImage) -> DynamicImage);

const CHANGES: [Change; 9] = [
    ("half as wide", 85, |picture| resized(picture, 2)),
    ("a quarter as wide, JPEG 60", 60, |picture| resized(picture, 4)),
    ("JPEG 30", 30, Clone::clone),
    ("5 % cut off on each side", 85, |picture| cut(picture, 5)),
    ("5 % cut off on the left", 85, |picture| cut_left(picture, 5)),
    ("brighter by 30", 85, |picture| picture.brighten(30)),
    ("more contrast by 30 %", 85, |picture| picture.adjust_contrast(30.0)),
    ("black and white", 85, DynamicImage::grayscale),
    ("a white border of 3 %", 85, bordered),
];

fn main() -> Result<(), Failure> {
    // Cargo adds `--bench`.
    let folder =
        env::args().skip(1).find(|argument| !argument.starts_with("--")).ok_or("name a folder of photographs")?;
    let mut pictures: Vec<(PathBuf, DynamicImage, u64)> = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let Ok(picture) = image::open(&path) else { continue };
        // As large as cameras' photographs of some years ago: larger ones take longer and tell nothing more.
        let picture = picture.resize(1_600, 1_600, FilterType::Triangle);
        let look = look(&picture, 90)?;
        pictures.push((path, picture, look));
    }
    let telling = pictures.iter().filter(|(_, _, look)| is_telling(*look)).count();
    println!("{} photographs, {telling} of them with a hash that tells", pictures.len());
    let distances = [0, 5, MOST_DISTANT, 14];
    println!("{:<28} {}", "distance of at most", distances.map(|most| format!("{most:>8}")).concat());
    for (name, quality, change) in CHANGES {
        let mut counts = [0_usize; 4];
        for (_, picture, own) in pictures.iter().filter(|(_, _, look)| is_telling(*look)) {
            let distance = (look(&change(picture), quality)? ^ own).count_ones();
            for (count, most) in counts.iter_mut().zip(distances) {
                *count += usize::from(distance <= most);
            }
        }
        println!("{name:<28} {}", counts.map(|count| format!("{:>7} %", count * 100 / telling.max(1))).concat());
    }
    let mut counts = [0_usize; 4];
    let mut pairs = 0;
    for (place, (path, _, one)) in pictures.iter().enumerate() {
        for (other_path, _, other) in pictures.iter().skip(place + 1).filter(|(_, _, look)| is_telling(*look)) {
            if !is_telling(*one) {
                continue;
            }
            pairs += 1;
            let distance = (one ^ other).count_ones();
            if distance <= MOST_DISTANT {
                println!("near: {} and {}, {distance} bits", path.display(), other_path.display());
            }
            for (count, most) in counts.iter_mut().zip(distances) {
                *count += usize::from(distance <= most);
            }
        }
    }
    println!("{:<28} {}", format!("unrelated, of {pairs} pairs"), counts.map(|count| format!("{count:>8}")).concat());
    Ok(())
}

/// The perceptual hash of a picture, as a photo of it has it.
fn look(picture: &DynamicImage, quality: u8) -> Result<u64, Failure> {
    let mut bytes = Vec::new();
    let picture = DynamicImage::ImageRgb8(picture.to_rgb8());
    JpegEncoder::new_with_quality(Cursor::new(&mut bytes), quality).encode_image(&picture)?;
    let inspected = inspect(&bytes, &Limits::default())?;
    Ok(derive(&inspected.source(&bytes))?.look)
}

fn resized(picture: &DynamicImage, by: u32) -> DynamicImage {
    picture.resize(picture.width() / by, picture.height() / by, FilterType::Triangle)
}

fn cut(picture: &DynamicImage, percent: u32) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let (across, down) = (width * percent / 100, height * percent / 100);
    picture.crop_imm(across, down, width - 2 * across, height - 2 * down)
}

fn cut_left(picture: &DynamicImage, percent: u32) -> DynamicImage {
    let across = picture.width() * percent / 100;
    picture.crop_imm(across, 0, picture.width() - across, picture.height())
}

fn bordered(picture: &DynamicImage) -> DynamicImage {
    let edge = picture.width() * 3 / 100;
    let mut sheet = image::RgbImage::from_pixel(
        picture.width() + 2 * edge,
        picture.height() + 2 * edge,
        image::Rgb([255, 255, 255]),
    );
    image::imageops::replace(&mut sheet, &picture.to_rgb8(), i64::from(edge), i64::from(edge));
    DynamicImage::ImageRgb8(sheet)
}
