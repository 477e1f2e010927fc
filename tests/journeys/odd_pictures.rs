//! Sound pictures of rare kinds: each is shown as it is, or refused by the name of its kind. Never other colours, never
//! “damaged”, never a fault of ours; by the API, and by `zef import`, which takes the next file whatever one is.

use std::fs;

use image::RgbImage;

use crate::{
    answer::Photo,
    files,
    zef::{House, Zef},
};

/// What must come of a file.
#[derive(Clone, Copy, Debug)]
enum Right {
    /// Red, green, blue, yellow in its corners, grey in its middle.
    Upright,
    /// The same of inks without a profile, three of them under a little black: `INKS`.
    Inks,
    /// The mean of these.
    Grey,
    /// White where that is darker than middle grey, black where it is brighter.
    BlackAndWhite,
    /// Upright, nearly transparent to the left, over white.
    OnWhite,
    /// Printed colours, by the file's own profile: those of `PRINTED`.
    Printed,
    /// Refused by this name.
    Refused(&'static str),
}
use Right::{BlackAndWhite, Grey, Inks, OnWhite, Printed, Refused, Upright};

const RIGHT: &[(&str, Right)] = &[
    ("gif-picture-beyond-its-screen.gif", Upright),
    ("jpeg-arithmetic.jpg", Refused("arithmetic-coded JPEG")),
    ("jpeg-baseline-scan-per-component-411.jpg", Upright),
    ("jpeg-baseline-scan-per-component-420.jpg", Upright),
    ("jpeg-baseline-scan-per-component-422-restart.jpg", Upright),
    ("jpeg-baseline-scan-per-component-444-restart.jpg", Upright),
    ("jpeg-baseline-scan-per-component-rgb.jpg", Upright),
    ("jpeg-baseline-two-scans-420.jpg", Upright),
    ("jpeg-chroma-finer-than-luma-progressive.jpg", Upright),
    ("jpeg-chroma-finer-than-luma-scan-per-component.jpg", Upright),
    ("jpeg-chroma-finer-than-luma.jpg", Upright),
    ("jpeg-each-colour-finer-one-way.jpg", Upright),
    ("jpeg-sampling-3x1.jpg", Upright),
    ("tiff-16-bit-big-endian-differences.tif", Upright),
    ("tiff-bits-in-reverse-order.tif", Grey),
    ("tiff-deflate-tiles-big-endian.tif", Upright),
    ("tiff-fax-g3.tif", Refused("TIFF (fax, CCITT G3)")),
    ("tiff-fax-g4-reverse-order.tif", BlackAndWhite),
    ("tiff-fax-g4.tif", BlackAndWhite),
    ("tiff-grey-2-bit.tif", Grey),
    ("tiff-grey-4-bit.tif", Grey),
    ("tiff-inks-and-a-fifth-channel.tif", Inks),
    ("tiff-inks-with-a-profile.tif", Printed),
    ("tiff-jpeg-inks.tif", Upright),
    ("tiff-jpeg-rgb.tif", Upright),
    ("tiff-jpeg-ycbcr-tiles.tif", Upright),
    ("tiff-jpeg-ycbcr.tif", Upright),
    ("tiff-lab.tif", Refused("TIFF (CIE L*a*b*)")),
    ("tiff-lzma.tif", Refused("TIFF (LZMA)")),
    ("tiff-packbits-planes.tif", Upright),
    ("tiff-palette-4-bit.tif", Upright),
    ("tiff-palette-lzw.tif", Upright),
    ("tiff-palette.tif", Upright),
    ("tiff-premultiplied-alpha-16-bit.tif", OnWhite),
    ("tiff-premultiplied-alpha.tif", OnWhite),
    ("tiff-tiles-in-planes-lzw.tif", Upright),
    ("tiff-tiles-in-planes.tif", Upright),
    ("tiff-unnamed-channel-before-opacity.tif", Upright),
    ("tiff-unnamed-fourth-channel-lzw.tif", Upright),
];

const CORNERS: [[u8; 3]; 4] = [[220, 30, 30], [30, 180, 40], [30, 60, 210], [230, 210, 30]];
/// As libvips and Pillow mix them.
const INKS: [[u8; 3]; 4] = [[220, 56, 56], [74, 180, 81], [62, 86, 210], [230, 212, 50]];
/// Read with the CMYK profile that is in the file, by `LittleCMS`.
const PRINTED: [[u8; 3]; 4] = [[165, 105, 59], [99, 130, 105], [100, 90, 136], [219, 200, 113]];

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures")
}

/// Its four corners, eight pixels inside.
fn corners(picture: &RgbImage) -> [[u8; 3]; 4] {
    let (right, below) = (picture.width() - 9, picture.height() - 9);
    [(8, 8), (right, 8), (8, below), (right, below)].map(|(x, y)| picture.get_pixel(x, y).0)
}

/// The first that is no nearer than so much, on a scale of 255.
fn unlike(seen: &[[u8; 3]], right: &[[u8; 3]], within: u8) -> Option<String> {
    let near =
        |one: &[u8; 3], other: &[u8; 3]| one.iter().zip(other).all(|(one, other)| one.abs_diff(*other) <= within);
    seen.iter().zip(right).find(|(seen, right)| !near(seen, right)).map(|both| format!("{both:?} of {seen:?}"))
}

/// What is wrong with a rendition.
fn wrong(picture: &RgbImage, right: Right) -> Option<String> {
    let seen = corners(picture);
    let middle = picture.get_pixel(picture.width() / 2, picture.height() / 2).0;
    let grey = |[red, green, blue]: [u8; 3]| {
        [u8::try_from((u16::from(red) + u16::from(green) + u16::from(blue)) / 3).unwrap(); 3]
    };
    match right {
        Upright => unlike(&seen, &CORNERS, 14).or_else(|| unlike(&[middle], &[[128; 3]], 8)),
        Inks => unlike(&seen, &INKS, 8),
        // Two bits have steps of 85.
        Grey => unlike(&seen, &CORNERS.map(grey), 18),
        BlackAndWhite => unlike(&seen, &[[255; 3], [255; 3], [255; 3], [0; 3]], 6),
        Printed => unlike(&seen, &PRINTED, 30),
        OnWhite => {
            // Opacity goes from 40 at the left to 255 at the right.
            let (left, width) = (8_u32, picture.width() - 1);
            let on_white = |colour: [u8; 3], x: u32| {
                let opacity = 40 + 215 * x / width;
                colour.map(|light| u8::try_from((u32::from(light) * opacity + 255 * (255 - opacity)) / 255).unwrap())
            };
            let [red, green, blue, yellow] = CORNERS;
            let right =
                [on_white(red, left), on_white(green, width - 8), on_white(blue, left), on_white(yellow, width - 8)];
            unlike(&seen, &right, 10)
        }
        Refused(name) => Some(format!("it should be refused as {name}")),
    }
}

async fn shown(zef: &Zef, photo: &Photo) -> RgbImage {
    let picture = zef.trusted.reads(&photo.renditions()[0]).await.is(200);
    image::load_from_memory(&picture.bytes).unwrap().to_rgb8()
}

#[tokio::test]
async fn each_is_shown_as_it_is_or_refused_by_its_name() {
    let mut names: Vec<_> =
        fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, RIGHT.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "each file has its line");

    let zef = Zef::serve();
    let mut faults = Vec::new();
    for (name, right) in RIGHT {
        let answer = zef.trusted.gives_bytes(name, fs::read(folder().join(name)).unwrap()).under("cc-by-4.0").await;
        match right {
            Refused(kind) => {
                let sentence = answer.refused(415, "unsupported-format");
                assert!(sentence.contains(kind) && sentence.contains("PNG"), "{name}: {sentence}");
            }
            _ if answer.status != 201 => faults.push(format!("{name}: {} {}", answer.status, answer.text())),
            right => {
                let why = wrong(&shown(&zef, &answer.created()).await, *right);
                faults.extend(why.map(|why| format!("{name}: {why}")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    zef.ends_well();
}

#[tokio::test]
async fn an_import_takes_them_all_but_those_it_names() {
    let house = House::new();
    let desk = house.desk().join("odd");
    fs::create_dir_all(&desk).unwrap();
    for (name, _) in RIGHT {
        fs::copy(folder().join(name), desk.join(name)).unwrap();
    }
    // Ordinary ones around them, and one that no decoder makes sense of.
    for (number, name) in ["aaa.jpg", "jpeg-c.jpg", "tiff-t.jpg", "zzz.jpg"].into_iter().enumerate() {
        fs::write(desk.join(name), files::small_photograph(u64::try_from(number).unwrap())).unwrap();
    }
    let hostile = hostile();
    fs::write(desk.join("tiff-hostile.tif"), &hostile).unwrap();
    let folder = desk.to_str().unwrap();
    let ran = house.run(&["import", folder, "--as", "tina", "--license", "cc-by-4.0"]);
    let refused: Vec<(&str, &str)> = RIGHT
        .iter()
        .filter_map(|(name, right)| if let Refused(kind) = right { Some((*name, *kind)) } else { None })
        .collect();
    for (name, kind) in &refused {
        assert!(
            ran.stdout.lines().any(|line| line.starts_with("refused ") && line.contains(name) && line.contains(kind)),
            "{ran:?}"
        );
    }
    let hostile_line =
        ran.stdout.lines().find(|line| line.starts_with("refused ") && line.contains("tiff-hostile.tif"));
    assert!(hostile_line.is_some(), "{ran:?}");
    let taken = RIGHT.len() - refused.len() + 4;
    let summary = format!("new {taken}, already held 0, refused {}", refused.len() + 1);
    assert!(ran.code == 1 && ran.stdout.contains(&summary), "{summary}: {ran:?}");

    let zef = house.serve();
    let mut faults = Vec::new();
    for (name, right) in RIGHT.iter().filter(|(_, right)| !matches!(right, Refused(_))) {
        let given = zef.trusted.gives_bytes(name, fs::read(desk.join(name)).unwrap()).under("cc-by-4.0").await;
        faults.extend(wrong(&shown(&zef, &given.already_held()).await, *right).map(|why| format!("{name}: {why}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    zef.ends_well();
}

/// Sound in every tag, and nothing but noise in its data.
fn hostile() -> Vec<u8> {
    let mut bytes = fs::read(folder().join("tiff-tiles-in-planes-lzw.tif")).unwrap();
    let noise = bytes.len() / 3;
    for (place, byte) in bytes.iter_mut().enumerate().skip(512).take(noise) {
        *byte = u8::try_from(place * 7_919 % 251).unwrap();
    }
    bytes
}

/// A small TIFF, little-endian, of sixteen bytes of data and these values of its tags (TIFF 6.0, section 2).
fn tagged(values: &[(u16, u16)], data: [u8; 16]) -> Vec<u8> {
    let mut entries =
        vec![(0x100, 4), (0x101, 4), (0x102, 8), (0x103, 1), (0x106, 1), (0x111, 0), (0x115, 1), (0x117, 16)];
    for (tag, value) in values {
        entries.retain(|(other, _)| other != tag);
        entries.push((*tag, *value));
    }
    entries.sort_unstable();
    let end = u16::try_from(8 + 2 + 12 * entries.len() + 4).unwrap();
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for (tag, value) in entries {
        let value = if tag == 0x111 { end } else { value };
        bytes.extend([tag, 3, 1, 0, value, 0].into_iter().flat_map(u16::to_le_bytes));
    }
    bytes.extend([0; 4]);
    bytes.extend(data);
    bytes
}

/// A photograph whose first component has these sampling factors and whose others have 2 × 2 (T.81, B.2.2).
fn sampled(factors: u8) -> Vec<u8> {
    let mut bytes = files::small_photograph(3);
    let frame = bytes.windows(2).position(|marker| marker == b"\xff\xc0").unwrap();
    bytes[frame + 11] = factors;
    bytes[frame + 14] = 0x22;
    bytes[frame + 17] = 0x22;
    bytes
}

#[tokio::test]
async fn kinds_that_are_not_read_have_a_name_and_a_way_out() {
    let noise = [0x5A; 16];
    let old_lzw = [0, 1, 0x5A, 0x5A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let kinds: Vec<(&str, Vec<u8>)> = vec![
        ("TIFF (signed int)", tagged(&[(0x153, 2)], noise)),
        ("TIFF (float)", tagged(&[(0x102, 16), (0x153, 3)], noise)),
        ("TIFF (32 bits)", tagged(&[(0x102, 32)], noise)),
        ("TIFF (12 bits)", tagged(&[(0x102, 12)], noise)),
        ("TIFF (fax, CCITT RLE)", tagged(&[(0x102, 1), (0x103, 2)], noise)),
        ("TIFF (old-style JPEG)", tagged(&[(0x103, 6)], noise)),
        ("TIFF (old-style LZW)", tagged(&[(0x103, 5)], old_lzw)),
        ("TIFF (Zstandard)", tagged(&[(0x103, 50_000)], noise)),
        ("TIFF (YCbCr)", tagged(&[(0x106, 6), (0x115, 3)], noise)),
        ("TIFF (mask)", tagged(&[(0x102, 1), (0x106, 4)], noise)),
        ("TIFF (InkSet)", tagged(&[(0x106, 5), (0x115, 4), (0x14C, 2)], noise)),
        ("TIFF (Predictor)", tagged(&[(0x103, 8), (0x13D, 3)], noise)),
        ("JPEG (sampling factors)", sampled(0x32)),
    ];
    // The same without anything special is taken in.
    let zef = Zef::serve();
    zef.trusted.gives_bytes("plain.tif", tagged(&[], noise)).under("cc-by-4.0").await.created();
    for (kind, bytes) in kinds {
        for language in ["fr", "en"] {
            let giver = zef.trusted.speaking(language);
            let sentence =
                giver.gives_bytes("rare", bytes.clone()).under("cc-by-4.0").await.refused(415, "unsupported-format");
            assert!(sentence.contains(kind) && sentence.contains("LZW"), "{kind}: {sentence}");
        }
    }
    zef.ends_well();
}
