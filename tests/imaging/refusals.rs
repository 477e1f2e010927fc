//! What is not taken in, and why it is said to be so.

use zef::imaging::{
    inspect::{Refusal, inspect},
    limits::Limits,
    sniff::Kind,
};

use super::{FIXTURES, fixture};

fn refusal(bytes: &[u8]) -> Refusal {
    inspect(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn a_file_cut_in_the_middle_is_said_to_be_truncated() {
    for (name, bytes) in FIXTURES {
        for cut in [bytes.len() / 2, bytes.len() * 9 / 10, bytes.len() - 20] {
            assert_eq!(refusal(&bytes[..cut]), Refusal::Truncated, "{name} cut at {cut}");
        }
    }
}

#[test]
fn a_jpeg_without_its_end_is_truncated() {
    let leaf = fixture("leaf.jpg");
    assert_eq!(refusal(&leaf[..leaf.len() - 2]), Refusal::Truncated);
}

#[test]
fn bytes_after_the_end_do_no_harm() {
    for (name, bytes) in FIXTURES {
        let longer = [bytes, b"garbage".as_slice()].concat();
        assert_eq!(inspect(&longer, &Limits::default()), inspect(bytes, &Limits::default()), "{name}");
    }
}

#[test]
fn each_limit_has_its_refusal() {
    let leaf = fixture("leaf.jpg");
    let tight = |limits: Limits| inspect(leaf, &limits).unwrap_err();
    assert_eq!(tight(Limits { file_bytes: 1_000, ..Limits::default() }), Refusal::TooLarge { most: 1_000 });
    assert_eq!(
        tight(Limits { pixels: 899_999, ..Limits::default() }),
        Refusal::TooManyPixels { pixels: 900_000, limit: 899_999 }
    );
    assert_eq!(tight(Limits { side: 1_199, ..Limits::default() }), Refusal::TooWide { side: 1_200, limit: 1_199 });
    assert_eq!(refusal(b""), Refusal::Empty);
    assert_eq!(refusal(b"bonjour"), Refusal::Unknown);
}

/// A PNG header that promises a picture, and hardly any data.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut png = fixture("flower-portrait.png").to_vec();
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    png
}

#[test]
fn a_small_file_that_promises_a_huge_picture_is_refused_by_its_header() {
    assert!(matches!(refusal(&png_of(60_000, 60_000)), Refusal::TooManyPixels { pixels: 3_600_000_000, .. }));
    assert!(matches!(refusal(&png_of(1, 70_000)), Refusal::TooWide { side: 70_000, .. }));
    assert!(matches!(refusal(&png_of(u32::MAX, u32::MAX)), Refusal::TooWide { .. }));
    assert!(matches!(refusal(&png_of(0, 10)), Refusal::Undecodable { .. }));
}

#[test]
fn moving_pictures_are_refused() {
    let gif = fixture("drop.gif");
    let picture = gif
        .iter()
        .enumerate()
        .skip(13 + 192)
        .find(|(at, byte)| **byte == 0x2C && gif[at + 1..at + 5] == [0; 4])
        .unwrap()
        .0;
    let twice = [&gif[..gif.len() - 1], &gif[picture..]].concat();
    assert_eq!(refusal(&twice), Refusal::Animated);

    let png = fixture("flower-portrait.png");
    // acTL, two frames; chunks' checksums are the decoder's affair.
    let moving = [&png[..33], b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0", &png[33..]].concat();
    assert_eq!(refusal(&moving), Refusal::Animated);

    let mut webp = fixture("storm.webp").to_vec();
    assert_eq!(&webp[12..16], b"VP8X");
    webp[20] |= 0x02;
    assert_eq!(refusal(&webp), Refusal::Animated);
}

#[test]
fn other_formats_are_refused_by_their_names() {
    let cases: [(&[u8], &str, Kind); 8] = [
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "HEIC", Kind::Telephone),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "AVIF", Kind::Telephone),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "Canon CR3", Kind::Raw),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG", Kind::Document),
        (b"%PDF-1.7\n", "PDF", Kind::Document),
        (b"8BPS\0\x01", "Photoshop", Kind::Document),
        (b"\xff\x0a\xfa\x1f", "JPEG XL", Kind::Picture),
        (b"\x1a\x45\xdf\xa3", "Matroska or WebM", Kind::Recording),
    ];
    for (bytes, expected, kind) in cases {
        match refusal(bytes) {
            Refusal::Unsupported { name } => assert_eq!((name.name, name.kind), (expected, kind)),
            other => panic!("{expected}: {other:?}"),
        }
    }
}

/// A little-endian TIFF of these entries in its first directory: tag, type, value.
fn tiff_of(entries: &[(u16, u16, u32)]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for (tag, kind, value) in entries {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend([0; 100]);
    tiff
}

#[test]
fn cameras_raw_files_that_look_like_tiff_are_named() {
    let name = |bytes: &[u8]| match refusal(bytes) {
        Refusal::Unsupported { name } => name.name,
        other => panic!("{other:?}"),
    };
    assert_eq!(name(&tiff_of(&[(0x100, 4, 10), (0x101, 4, 10), (0xC612, 1, 0x0401)])), "Adobe DNG");
    assert_eq!(name(&tiff_of(&[(0x100, 4, 10), (0x101, 4, 10), (0x106, 3, 32_803)])), "camera raw");
    // A Nikon: a preview first, the sensor's data in a directory below it.
    let mut nef = tiff_of(&[(0x100, 4, 160), (0x101, 4, 120), (0x10F, 2, 0), (0x14A, 4, 0)]);
    let sub = u32::try_from(nef.len()).unwrap();
    nef.extend_from_slice(&tiff_of(&[(0x106, 3, 32_803)])[8..]);
    let make = u32::try_from(nef.len()).unwrap();
    nef.extend_from_slice(b"NIKON CORPORATION\0");
    nef[10 + 24 + 4..10 + 24 + 12].copy_from_slice(&[18_u32.to_le_bytes(), make.to_le_bytes()].concat());
    nef[10 + 36 + 8..10 + 36 + 12].copy_from_slice(&sub.to_le_bytes());
    assert_eq!(name(&nef), "Nikon NEF");
}

#[test]
fn metadata_larger_than_its_limit_are_left_unread_and_the_photo_is_taken_in() {
    let limits = Limits { metadata_bytes: 1_000, ..Limits::default() };
    let kermesse = inspect(fixture("kermesse.jpg"), &limits).unwrap();
    assert_eq!((kermesse.width, kermesse.camera.model), (1000, None));
}

/// A chunk of PNG; its checksum, which is the decoder's affair, left at zero.
fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len()).unwrap().to_be_bytes(), name.as_slice(), content, &[0; 4]].concat()
}

/// Zeros, which deflate packs a thousand times.
fn packed(length: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &vec![b'a'; length]).unwrap();
    packer.finish().unwrap()
}

#[test]
fn texts_that_inflate_without_end_are_left_unread() {
    let png = fixture("flower-portrait.png");
    let bomb = packed(100_000_000);
    let titled = |text: &[u8]| chunk(*b"iTXt", &[b"Title\0\x01\0\0\0", text].concat());
    let profiled = chunk(*b"iCCP", &[b"p\0\0", bomb.as_slice()].concat());
    let bombs =
        [profiled.repeat(3), titled(&bomb).repeat(20), chunk(*b"zTXt", &[b"Title\0\0", bomb.as_slice()].concat())]
            .concat();
    let found = inspect(&[&png[..33], &bombs, &png[33..]].concat(), &Limits::default()).unwrap();
    assert_eq!((found.icc, found.suggestions.title), (None, None));
    let modest = inspect(&[&png[..33], &titled(&packed(100)), &png[33..]].concat(), &Limits::default()).unwrap();
    assert_eq!(modest.suggestions.title, Some("a".repeat(100)));
}

/// A real progressive photograph whose last scan comes again and again, up to so many scans in all.
fn with_scans(scans: usize) -> Vec<u8> {
    let whole = fixture("boats-progressive.jpg");
    // Inside a scan's data, 0xFF is followed by zero (ISO/IEC 10918-1, B.1.1.5): these are the scans' headers.
    let starts: Vec<usize> = (0..whole.len() - 1).filter(|at| whole[*at..].starts_with(b"\xff\xda")).collect();
    let last = *starts.last().unwrap();
    let end = last + whole[last..].windows(2).position(|marker| marker == b"\xff\xd9").unwrap();
    [&whole[..end], &whole[last..end].repeat(scans - starts.len()), &whole[end..]].concat()
}

#[test]
fn a_photograph_of_hundreds_of_scans_is_refused_before_any_is_decoded() {
    assert!(inspect(&with_scans(100), &Limits::default()).is_ok());
    for scans in [101, 500] {
        assert_eq!(refusal(&with_scans(scans)), Refusal::Undecodable { why: "too many scans" }, "{scans}");
    }
}
