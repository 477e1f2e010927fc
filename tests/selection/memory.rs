//! A large package is made as it is sent: the server's memory does not grow with it.

use image::{RgbImage, codecs::jpeg::JpegEncoder};
use reqwest::{Method, Response};

use crate::{alone::alone, files::with_comment, zef::Zef};

/// Photographs of the package, of some five megabytes each.
const PHOTOS: u64 = 24;
/// How much more memory two packages of any size may take than two of two photographs: eight photographs, of the 22 more
/// that the larger package has. On two cores, 9 to 25 MB were measured in 15 runs.
const MOST_GROWTH: u64 = 40_000_000;

/// A JPEG that no encoder makes small: its every pixel is drawn by lot.
fn heavy_jpeg() -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut noise = || {
        // xorshift64: chance enough for a picture, the same at every run.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    let pixels = (0..1_250 * 1_000 * 3).map(|_| noise()).collect();
    let picture = RgbImage::from_raw(1_250, 1_000, pixels).unwrap();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 100).encode_image(&picture).unwrap();
    bytes
}

/// Reads a package piece by piece, keeping nothing, and before its second piece another one whole: a server that did
/// not wait for its reader would by then have run ahead. How many bytes it has.
async fn weight(zef: &Zef, ids: &[String]) -> u64 {
    let package = || async {
        let request = zef.visitor.asks(Method::GET, &format!("/downloads.zip?ids={}", ids.join(",")));
        request.send().await.unwrap().error_for_status().unwrap()
    };
    let mut slow = package().await;
    let first = slow.chunk().await.unwrap().map_or(0, |piece| piece.len());
    let meanwhile = read_to_the_end(package().await).await;
    let bytes = u64::try_from(first).unwrap() + read_to_the_end(slow).await;
    assert_eq!(bytes, meanwhile, "the same package is as long");
    bytes
}

async fn read_to_the_end(mut answer: Response) -> u64 {
    let mut bytes = 0;
    while let Some(piece) = answer.chunk().await.unwrap() {
        bytes += u64::try_from(piece.len()).unwrap();
    }
    bytes
}

#[tokio::test]
async fn the_server_s_memory_does_not_grow_with_the_package() {
    let _alone = alone();
    let zef = Zef::serve();
    let picture = heavy_jpeg();
    let heavy = u64::try_from(picture.len()).unwrap();
    assert!(heavy > 4_000_000, "the picture has {heavy} bytes only");
    let mut ids = Vec::new();
    for number in 0..PHOTOS {
        let bytes = with_comment(&picture, &format!("photograph {number}"));
        ids.push(zef.trusted.gives_bytes("lot.jpg", bytes).under("cc-by-4.0").titled("Lot").await.created().id());
    }
    // A new process: what the deposits needed is forgotten.
    let zef = zef.ends_well().serve();
    let of_two = weight(&zef, &ids[..2]).await;
    let before = zef.most_memory();
    let of_all = weight(&zef, &ids).await;
    let growth = zef.most_memory().saturating_sub(before);
    assert!(of_two > heavy * 2 && of_all > heavy * PHOTOS, "{of_two} and {of_all} bytes");
    // Each thread that copies a photograph keeps some memory for the next one, so that it grows by a few photographs at
    // first, and not with their number.
    assert!(growth < MOST_GROWTH, "a package of {of_all} bytes took {growth} bytes more than one of {of_two}");
    zef.ends_well();
}
