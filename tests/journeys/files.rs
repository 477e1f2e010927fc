//! What people send: the fixtures, and files made from them that are not what they should be.

use std::{fs, io::Cursor, path::Path};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A photograph of `tests/fixtures`.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every fixture photograph, by name.
pub const PHOTOGRAPHS: [&str; 10] = [
    "boats-progressive.jpg",
    "cups-orientation-6.jpg",
    "drop.gif",
    "dune-display-p3.jpg",
    "flower-portrait.png",
    "ladybird-cmyk.jpg",
    "leaf.jpg",
    "path-portrait.jpg",
    "pier.tif",
    "storm.webp",
];

/// A JPEG with a comment (ISO/IEC 10918-1, B.2.4.5) right after its first marker: other bytes, the same picture.
pub fn with_comment(jpeg: &[u8], comment: &str) -> Vec<u8> {
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xfe", &length, comment.as_bytes(), &jpeg[2..]].concat()
}

/// A small JPEG unlike any other of another number.
pub fn small_photograph(number: u64) -> Vec<u8> {
    let pixel = |x: u32, y: u32| {
        let shade = |shift: u32| u8::try_from((u64::from(x + y) + (number >> shift)) % 251).unwrap();
        Rgb([shade(0), shade(8), shade(16)])
    };
    let mut bytes = Vec::new();
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(400, 300, pixel));
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
    with_comment(&bytes, &format!("photograph {number}"))
}

/// A JPEG large enough for every rendition there is.
pub fn large_photograph() -> Vec<u8> {
    let shade = |at: u32| u8::try_from(at / 16 % 256).unwrap();
    let picture = RgbImage::from_fn(2_400, 1_500, |x, y| Rgb([shade(x), shade(y), shade(x + y)]));
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
    bytes
}

/// A PNG of this side made of noise: it packs to no less than its pixels, three bytes each.
pub fn noisy_png(side: u32) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let mut grain = || {
        // Marsaglia's xorshift: any noise that no packer sees through will do.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        u8::try_from(state >> 24).unwrap()
    };
    let picture = RgbImage::from_fn(side, side, |_, _| Rgb([grain(), grain(), grain()]));
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

/// A small grey TIFF with a colour profile of so many bytes, which its copies take along (TIFF 6.0, section 2; ICC.1,
/// B.4). No profile is that large: it is what a copy may hold in memory that is stretched.
pub fn tiff_with_profile(length: u32) -> Vec<u8> {
    const SIDE: u32 = 64;
    // Header, count, ten entries of twelve bytes, and the end of the list.
    const PICTURE: u32 = 8 + 2 + 10 * 12 + 4;
    let entries: [(u16, u16, u32, u32); 10] = [
        (0x100, 4, 1, SIDE),
        (0x101, 4, 1, SIDE),
        (0x102, 3, 1, 8),
        (0x103, 3, 1, 1),
        (0x106, 3, 1, 1),
        (0x111, 4, 1, PICTURE),
        (0x115, 3, 1, 1),
        (0x116, 4, 1, SIDE),
        (0x117, 4, 1, SIDE * SIDE),
        (0x8773, 7, length, PICTURE + SIDE * SIDE),
    ];
    let mut bytes = b"II*\0\x08\0\0\0\x0a\0".to_vec();
    for (tag, kind, count, value) in entries {
        bytes.extend([tag, kind].into_iter().flat_map(u16::to_le_bytes));
        bytes.extend([count, value].into_iter().flat_map(u32::to_le_bytes));
    }
    bytes.extend([0; 4]);
    bytes.extend((0..SIDE * SIDE).map(|place| u8::try_from(place % 251).unwrap()));
    bytes.extend((0..length).map(|place| u8::try_from(place % 241).unwrap()));
    bytes
}

/// An all-black PNG of these sides: few bytes, many pixels.
pub fn black_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::new_luma8(width, height).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

/// The pixels of a picture, decoded as stored.
pub fn pixels(bytes: &[u8]) -> Vec<u8> {
    image::load_from_memory(bytes).unwrap().into_bytes()
}
