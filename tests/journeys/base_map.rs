//! A base map from a file of the machine: its tiles are read by ranges, and a file that is none is said when the server starts.

use std::{fs, io::Cursor, path::PathBuf};

use image::{DynamicImage, ImageFormat};

use crate::zef::{House, Zef};

/// A `PMTiles` file of version 3 with one PNG for the whole Earth, and the same one for two tiles of the next zoom, in a leaf.
fn tiles(kind: u8, packing: u8, attribution: &str) -> Vec<u8> {
    let mut picture = Vec::new();
    DynamicImage::new_rgb8(256, 256).write_to(&mut Cursor::new(&mut picture), ImageFormat::Png).unwrap();
    let length = u32::try_from(picture.len()).unwrap();
    // Two lines: the tile 0, and a leaf from tile 1 on. Columns: steps, runs, lengths, starts (one more than they are).
    let leaf = [varint(1), varint(1), varint(2), varint(length), varint(1)].concat();
    let leaf_length = u32::try_from(leaf.len()).unwrap();
    let root = [
        varint(2),
        varint(0),
        varint(1),
        varint(1),
        varint(0),
        varint(length),
        varint(leaf_length),
        varint(1),
        varint(1),
    ]
    .concat();
    let metadata = format!("{{\"attribution\":\"{attribution}\"}}").into_bytes();
    let mut starts = vec![127_u64];
    for part in [&root, &metadata, &leaf] {
        starts.push(starts.last().unwrap() + u64::try_from(part.len()).unwrap());
    }
    let mut header = b"PMTiles\x03".to_vec();
    for (start, part) in starts.iter().zip([&root, &metadata, &leaf, &picture]) {
        header.extend(start.to_le_bytes());
        header.extend(u64::try_from(part.len()).unwrap().to_le_bytes());
    }
    header.extend([0; 24]);
    header.extend([0, packing, 1, kind, 0, 1]);
    header.resize(127, 0);
    [header, root, metadata, leaf, picture].concat()
}

fn varint(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7F).unwrap();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

fn with_file(bytes: &[u8], said: &str) -> (House, PathBuf) {
    let house = House::new();
    let path = house.desk().join("fond.pmtiles");
    fs::write(&path, bytes).unwrap();
    let house = house.configured(&format!("[map]\npmtiles = '{}'\n{said}", path.display()));
    (house, path)
}

#[tokio::test]
async fn the_map_is_drawn_on_a_file_of_the_machine() {
    let (house, _) = with_file(&tiles(2, 1, "<a href='#'>OpenStreetMap</a>"), "");
    let zef = house.serve();
    let answer = zef.visitor.reads("/map").await.is(200);
    let policy = answer.header("content-security-policy").to_owned();
    assert!(policy.contains("img-src 'self' data: blob:;"), "nothing comes from elsewhere: {policy}");
    let page = answer.text();
    assert!(page.contains("data-credit=\"OpenStreetMap\"") && page.contains("data-nearest=\"1\""), "{page}");
    let tiles = page.split("data-tiles=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let at = |tile: (u8, u8, u8)| {
        let (zoom, column, row) = tile;
        tiles.replace("{z}", &zoom.to_string()).replace("{x}", &column.to_string()).replace("{y}", &row.to_string())
    };
    for tile in [(0, 0, 0), (1, 0, 0), (1, 0, 1)] {
        let picture = zef.visitor.reads(&at(tile)).await.is(200);
        assert_eq!(picture.header("content-type"), "image/png");
        assert!(picture.bytes.starts_with(b"\x89PNG"), "{tile:?}");
    }
    // Where the file has none, the map stays empty without an error.
    for tile in [(1, 1, 1), (2, 0, 0)] {
        zef.visitor.reads(&at(tile)).await.is(204);
    }
    zef.visitor.reads("/charts/tiles/00000000/0/0/0").await.is(404);
    zef.ends_well();
}

#[test]
fn a_file_that_is_no_base_map_is_said_at_the_start() {
    let good = tiles(2, 1, "OpenStreetMap");
    for (bytes, said, why) in [
        (tiles(1, 1, "x"), "", "vector tiles"),
        (tiles(2, 4, "x"), "", "zstd"),
        (b"SQLite format 3\0".to_vec(), "", "no PMTiles file of version 3"),
        (good[..good.len() - 9].to_vec(), "", "cut short"),
        (tiles(2, 1, ""), "", "attribution is empty"),
        (good.clone(), "tiles = 'https://t.example/{z}/{x}/{y}.png'", "either tiles"),
    ] {
        let (house, _) = with_file(&bytes, said);
        let config = house.desk().join("zef.toml");
        let refused = house.run(&["serve", "--listen", "127.0.0.1:0", "--config", config.to_str().unwrap()]);
        assert!(refused.code != 0 && refused.stderr.contains(why), "{why}: {refused:?}");
    }
    let (house, path) = with_file(&good, "");
    fs::remove_file(path).unwrap();
    let config = house.desk().join("zef.toml");
    let refused = house.run(&["serve", "--listen", "127.0.0.1:0", "--config", config.to_str().unwrap()]);
    assert!(refused.code != 0 && refused.stderr.contains("cannot be read"), "{refused:?}");
}

#[tokio::test]
async fn without_one_the_land_is_drawn_by_zef() {
    let zef = Zef::serve();
    let page = zef.visitor.reads("/map").await.is(200).text();
    assert!(page.contains("data-tiles=\"/charts/coast/") && page.contains("data-nearest=\"9\""), "{page}");
    zef.ends_well();
}
