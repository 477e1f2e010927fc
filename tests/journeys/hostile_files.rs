//! Files made to exhaust the server: sixteen at once from sixteen people, and it never takes more memory than it may.

use futures_util::future::join_all;
use jpeg_encoder::{ColorType, Encoder};

use crate::{alone::alone, files, throng};

/// The most memory the whole server may ever take.
const CEILING: u64 = 512 * 1024 * 1024;

/// A progressive JPEG: its decoder must hold every coefficient.
fn progressive(side: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 30);
    encoder.set_progressive(true);
    let pixels = vec![128; usize::from(side) * usize::from(side) * 3];
    encoder.encode(&pixels, side, side, ColorType::Rgb).unwrap();
    bytes
}

/// A PNG whose metadata says it inflates to nearly nothing and inflates to much (zTXt, PNG §11.3.3.3).
fn inflating() -> Vec<u8> {
    let png = files::black_png(64, 64);
    let deflated = deflate_zeros(200_000_000);
    let content = [&b"zTXtComment\0\0"[..], &deflated].concat();
    let length = u32::try_from(content.len() - 4).unwrap().to_be_bytes();
    // Right after the header chunk, which always ends at byte 33.
    [&png[..33], &length, &content, &crc32(&content).to_be_bytes(), &png[33..]].concat()
}

/// Zeros, as zlib would pack them, made by the PNG encoder at hand: an all-black picture's data is just that.
fn deflate_zeros(count: u32) -> Vec<u8> {
    let side = count.isqrt();
    let png = files::black_png(side, side);
    let mut data = Vec::new();
    let mut rest = &png[8..];
    while rest.len() > 12 {
        let length = usize::try_from(u32::from_be_bytes(rest[..4].try_into().unwrap())).unwrap();
        if &rest[4..8] == b"IDAT" {
            data.extend_from_slice(&rest[8..8 + length]);
        }
        rest = &rest[12 + length..];
    }
    data
}

/// The checksum of PNG chunks (PNG, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

/// A small JPEG whose frame header claims these sides (ISO/IEC 10918-1, B.2.2).
fn claiming(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = files::small_photograph(1);
    let frame = bytes.windows(2).position(|marker| marker == b"\xff\xc0").unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_hostile_files_at_once_stay_under_the_ceiling() {
    let _alone = alone();
    let kinds = [
        ("many-pixels.png", files::black_png(8_200, 8_200), None),
        ("progressive.jpg", progressive(6_000), None),
        ("inflating.png", inflating(), None),
        ("claiming.jpg", claiming(10_900, 10_900), Some((422, "truncated"))),
    ];
    let zef = throng::house().serve();
    // Sixteen people: one person's photographs would come one after the other.
    let gifts = throng::contributors(&zef).into_iter().take(16).enumerate().map(|(i, giver)| {
        let (name, bytes, refusal) = &kinds[i % kinds.len()];
        // Each is another file: the same bytes twice would be recognised for nothing.
        let bytes = [bytes.as_slice(), format!("number {i}").as_bytes()].concat();
        let gift = giver.gives_bytes(name, bytes).under("cc-by-4.0");
        async move { (*refusal, gift.await) }
    });
    for (refusal, answer) in join_all(gifts).await {
        match refusal {
            Some((status, code)) => drop(answer.refused(status, code)),
            None => drop(answer.created()),
        }
    }
    let most = zef.most_memory();
    assert!(most <= CEILING, "it took {} MiB", most / 1024 / 1024);
    // And it still serves honest people.
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    zef.ends_well();
}
