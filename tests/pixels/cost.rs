//! The estimate of memory lets in every photograph that the limits let in, or nearly, and is not fooled by passes.

use zef::imaging::{
    camera::Orientation,
    pixels::{EncodedImage, decode_bytes},
    sniff::Format,
};

use super::fixture;

/// What the server lets all uploads decode at one time.
const BUDGET: u64 = 300 * 1024 * 1024;

/// What a JPEG coded like that one would cost at another size.
fn like(name: &str, stored: (u32, u32), channels: u8) -> u64 {
    let bytes = fixture(name);
    let source =
        EncodedImage { bytes: &bytes, format: Format::Jpeg, stored, orientation: Orientation::Normal, icc: None };
    decode_bytes(&source, channels, 8)
}

#[test]
fn photographs_of_every_camera_fit() {
    for stored in
        [(4000, 3000), (8660, 5774), (5774, 8660), (11_648, 8736), (12_649, 9487), (60_000, 2000), (2000, 60_000)]
    {
        assert!(like("leaf.jpg", stored, 3) < BUDGET, "{stored:?}: {}", like("leaf.jpg", stored, 3));
    }
    // In passes, at twice four thousand lines; with inks, from a scanner.
    assert!(like("boats-progressive.jpg", (8192, 5464), 3) < BUDGET);
    assert!(like("ladybird-cmyk.jpg", (8192, 5464), 4) < BUDGET);
}

#[test]
fn passes_cost_more_than_one_scan() {
    assert!(like("boats-progressive.jpg", (4000, 3000), 3) > like("leaf.jpg", (4000, 3000), 3));
}

#[test]
fn more_bits_and_more_channels_cost_more() {
    let cost = |format, channels, depth| {
        decode_bytes(
            &EncodedImage { bytes: b"", format, stored: (4000, 3000), orientation: Orientation::Normal, icc: None },
            channels,
            depth,
        )
    };
    assert!(cost(Format::Png, 4, 16) >= 4000 * 3000 * 8);
    assert!(cost(Format::Png, 3, 8) < cost(Format::Png, 3, 16));
    assert!(cost(Format::Webp, 3, 8) >= 4000 * 3000 * 4);
}

/// The beginning of a PNG, up to and with its header's content.
fn png_header((width, height): (u32, u32), depth: u8, colour: u8, interlaced: bool) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sides, &[depth, colour, 0, 0, u8::from(interlaced)]].concat()
}

fn png(stored: (u32, u32), channels: u8, depth: u8, interlaced: bool) -> u64 {
    let colour = if channels == 4 { 6 } else { 2 };
    let bytes = png_header(stored, depth, colour, interlaced);
    let source =
        EncodedImage { bytes: &bytes, format: Format::Png, stored, orientation: Orientation::Normal, icc: None };
    decode_bytes(&source, channels, depth)
}

#[test]
fn every_png_fits_unless_its_rows_are_interlaced() {
    for stored in [(4000, 3000), (8000, 5500), (12_649, 9487), (10_954, 10_954), (65_535, 1831), (1831, 65_535)] {
        for (channels, depth) in [(3, 8), (4, 8), (3, 16), (4, 16)] {
            let cost = png(stored, channels, depth, false);
            assert!(cost < BUDGET, "{stored:?}, {channels} channels of {depth} bits: {cost}");
        }
    }
    assert!(png((12_649, 9487), 3, 8, true) > BUDGET);
}

#[test]
fn full_colour_in_passes_fits_up_to_forty_megapixels() {
    // As `boats-progressive.jpg`, but no colour is halved: its factors are all one.
    let mut bytes = fixture("boats-progressive.jpg");
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC2]).unwrap();
    bytes[frame + 11] = 0x11;
    let cost = |stored| {
        let source =
            EncodedImage { bytes: &bytes, format: Format::Jpeg, stored, orientation: Orientation::Normal, icc: None };
        decode_bytes(&source, 3, 8)
    };
    assert!(cost((8274, 4654)) < BUDGET);
    assert!(cost((8274, 4654)) > 8274 * 4654 * 6, "the coefficients alone");
    assert!(cost((12_000, 8000)) > BUDGET);
}
