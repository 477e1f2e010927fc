//! Kinds of pictures that no fixture has: transparency, sixteen bits, palettes, tiles, the other byte order, old versions.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, imageops};
use zef::imaging::{embed::KeepPlace, inspect, limits::Limits, sniff::Format};

use super::{compressed, copied, embed::attribution, exiftool, fixture};

fn photograph() -> DynamicImage {
    image::load_from_memory(fixture("leaf.jpg")).unwrap().resize(120, 75, imageops::FilterType::Triangle)
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A photograph whose left half fades.
fn faded() -> DynamicImage {
    let mut faded = photograph().to_rgba8();
    for (x, _, pixel) in faded.enumerate_pixels_mut() {
        pixel[3] = u8::try_from(x * 4).unwrap_or(255);
    }
    DynamicImage::ImageRgba8(faded)
}

#[test]
fn every_kind_of_picture_is_copied_unchanged_and_understood_by_exiftool() {
    let kinds = [
        ("colour", photograph()),
        ("grey", DynamicImage::ImageLuma8(photograph().to_luma8())),
        ("transparent", faded()),
        ("sixteen bits", DynamicImage::ImageRgb16(photograph().to_rgb16())),
        ("sixteen bits, grey, transparent", DynamicImage::ImageLumaA16(faded().to_luma_alpha16())),
    ];
    let formats = [ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Jpeg];
    for (kind, picture) in &kinds {
        for format in formats {
            let mut bytes = Cursor::new(Vec::new());
            // Not every format has every kind of sample.
            if picture.write_to(&mut bytes, format).is_err() {
                continue;
            }
            let bytes = bytes.into_inner();
            let copy = copied(&bytes, &attribution(), KeepPlace::No).unwrap();
            let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap();
            assert!(pixels(&bytes) == pixels(&copy), "{kind} {format:?}");
            let before = exiftool::warnings(&bytes);
            let new: Vec<_> =
                exiftool::warnings(&copy).into_iter().filter(|warning| !before.contains(warning)).collect();
            assert_eq!(new, Vec::<String>::new(), "{kind} {format:?}");
            assert_eq!(exiftool::text(&exiftool::read(&copy), "XMP-photoshop:Credit").as_deref(), Some("Anne Le Gall"));
        }
    }
}

#[test]
fn a_lossless_webp_keeps_its_transparency() {
    let bytes = written(&faded(), ImageFormat::WebP);
    let copy = copied(&bytes, &attribution(), KeepPlace::No).unwrap();
    // The flags of the extended header: alpha, EXIF, XMP (RFC 9649, 2.7.1).
    assert_eq!((&copy[12..16], copy[20]), (b"VP8X".as_slice(), 0x10 | 0x08 | 0x04));
    assert!(compressed::picture(&bytes) == compressed::picture(&copy));
}

#[test]
fn an_old_gif_becomes_one_that_may_have_extensions() {
    let mut old = fixture("drop.gif").to_vec();
    old[..6].copy_from_slice(b"GIF87a");
    let copy = copied(&old, &attribution(), KeepPlace::No).unwrap();
    assert_eq!(&copy[..6], b"GIF89a");
    assert_eq!(exiftool::text(&exiftool::read(&copy), "XMP-photoshop:Credit").as_deref(), Some("Anne Le Gall"));
}

#[test]
fn a_gif_whose_writer_forgot_the_trailer_is_whole() {
    let drop = fixture("drop.gif");
    let cut = &drop[..drop.len() - 1];
    assert_eq!(drop.last(), Some(&0x3B));
    assert_eq!(inspect::inspect(cut, &Limits::default()), inspect::inspect(drop, &Limits::default()));
    assert!(copied(cut, &attribution(), KeepPlace::No).unwrap().ends_with(&[0, 0x3B]));
}

/// Four tiles of 16 × 16 grey pixels, two of which are one, most significant byte first.
fn tiles() -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\0".to_vec();
    let tile = |grey: u8| (0..=255_u8).map(move |pixel| pixel ^ grey);
    tiff.extend(tile(0).chain(tile(85)).chain(tile(170)));
    let offsets = u32::try_from(tiff.len()).unwrap();
    // The last tile is the first again.
    tiff.extend([8_u32, 264, 520, 8].iter().flat_map(|offset| offset.to_be_bytes()));
    let counts = u32::try_from(tiff.len()).unwrap();
    tiff.extend([256_u32; 4].iter().flat_map(|count| count.to_be_bytes()));
    let directory = u32::try_from(tiff.len()).unwrap();
    tiff[4..8].copy_from_slice(&directory.to_be_bytes());
    let short = |number: u32| number << 16;
    let entries: [(u16, u16, u32, u32); 11] = [
        (0x100, 3, 1, short(32)),
        (0x101, 3, 1, short(32)),
        (0x102, 3, 1, short(8)),
        (0x103, 3, 1, short(1)),
        (0x106, 3, 1, short(1)),
        (0x112, 8, 1, short(3)),
        (0x115, 3, 1, short(1)),
        (0x142, 3, 1, short(16)),
        (0x143, 3, 1, short(16)),
        (0x144, 4, 4, offsets),
        (0x145, 4, 4, counts),
    ];
    tiff.extend(u16::try_from(entries.len()).unwrap().to_be_bytes());
    for (tag, kind, count, value) in entries {
        tiff.extend(tag.to_be_bytes());
        tiff.extend(kind.to_be_bytes());
        tiff.extend(count.to_be_bytes());
        tiff.extend(value.to_be_bytes());
    }
    tiff.extend([0; 4]);
    tiff
}

#[test]
fn tiles_that_share_their_bytes_still_share_them() {
    let tiff = tiles();
    let found = inspect::inspect(&tiff, &Limits::default()).unwrap();
    assert_eq!((found.format, found.width, found.height, found.orientation.exif()), (Format::Tiff, 32, 32, 3));
    let copy = copied(&tiff, &attribution(), KeepPlace::No).unwrap();
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap();
    assert!(pixels(&tiff) == pixels(&copy));
    let offsets = exiftool::text(&exiftool::read(&copy), "IFD0:TileOffsets").unwrap();
    let offsets: Vec<&str> = offsets.split(' ').collect();
    assert_eq!(offsets.len(), 4);
    assert_eq!(offsets[0], offsets[3]);
}
