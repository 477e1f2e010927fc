//! What the decoding of a photograph takes at its peak, type by type, beside what was estimated before it began: the estimate
//! is all that keeps many strangers' photographs within the server's memory.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use flate2::{Compression, write::ZlibEncoder};
use image::{ExtendedColorType, codecs::webp::WebPEncoder};
use jpeg_encoder::{ColorType, Encoder};
use zef::imaging::{inspect::inspect, limits::Limits};

use crate::{
    alone::alone,
    files,
    zef::{House, Zef},
};

const WIDTH: u16 = 4000;
const HEIGHT: u16 = 3000;

/// How often a type is measured that took too much. What one thread frees of another's memory goes back once that one has its
/// turn, which a busy machine gives late, so that now and then a measure is too high; none is too low.
const TRIES: usize = 3;

/// Samples of one value, so many a pixel.
fn flat(channels: usize) -> Vec<u8> {
    vec![90; usize::from(WIDTH) * usize::from(HEIGHT) * channels]
}

fn jpeg(progressive: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 50);
    encoder.set_progressive(progressive);
    encoder.encode(&flat(3), WIDTH, HEIGHT, ColorType::Rgb).unwrap();
    bytes
}

fn jpeg_of_inks() -> Vec<u8> {
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 50).encode(&flat(4), WIDTH, HEIGHT, ColorType::Cmyk).unwrap();
    bytes
}

/// By libjpeg's encoder, which knows what others do not.
fn jpeg_by_cjpeg(arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new("cjpeg");
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let picture = [format!("P6 {WIDTH} {HEIGHT} 255\n").as_bytes(), &flat(3)].concat();
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(&picture).unwrap());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        output.stdout
    })
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

/// A PNG of zeros in all its rows; interlaced, in those of all seven passes (W3C PNG, 8.2).
fn png(channels: usize, bytes_a_sample: usize, interlaced: bool) -> Vec<u8> {
    let (width, height) = (usize::from(WIDTH), usize::from(HEIGHT));
    let passes = [(8, 8), (8, 8), (4, 8), (4, 4), (2, 4), (2, 2), (1, 2)];
    let rows = |(across, down): (usize, usize)| (height / down) * (1 + width / across * channels * bytes_a_sample);
    let length = if interlaced { passes.into_iter().map(rows).sum() } else { rows((1, 1)) };
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let body = [name.as_slice(), content].concat();
        let length = u32::try_from(content.len()).unwrap();
        [&length.to_be_bytes()[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
    };
    let kind = [0, 0, 0, 2, 6][channels];
    let depth = u8::try_from(8 * bytes_a_sample).unwrap();
    let sides = [u32::from(WIDTH).to_be_bytes(), u32::from(HEIGHT).to_be_bytes()].concat();
    let header = [&sides[..], &[depth, kind, 0, 0, u8::from(interlaced)]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"IDAT", &packed(&vec![0; length])),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

/// A TIFF of one strip (TIFF 6.0, section 2).
fn tiff(compression: u16, photometric: u16, channels: u16, bits: u16, data: &[u8]) -> Vec<u8> {
    const LONG: u16 = 4;
    const SHORT: u16 = 3;
    let entries: [(u16, u16, u32); 9] = [
        (0x100, SHORT, WIDTH.into()),
        (0x101, SHORT, HEIGHT.into()),
        (0x102, SHORT, bits.into()),
        (0x103, SHORT, compression.into()),
        (0x106, SHORT, photometric.into()),
        (0x111, LONG, 8 + 2 + 9 * 12 + 4),
        (0x115, SHORT, channels.into()),
        (0x116, SHORT, HEIGHT.into()),
        (0x117, LONG, u32::try_from(data.len()).unwrap()),
    ];
    let mut bytes = b"II*\0\x08\0\0\0\x09\0".to_vec();
    for (tag, kind, value) in entries {
        bytes.extend([tag, kind].into_iter().flat_map(u16::to_le_bytes));
        bytes.extend([1, value].into_iter().flat_map(u32::to_le_bytes));
    }
    bytes.extend([0; 4]);
    bytes.extend(data);
    bytes
}

fn lossless_webp(kind: ExtendedColorType, channels: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut bytes);
    encoder.encode(&flat(channels), WIDTH.into(), HEIGHT.into(), kind).unwrap();
    bytes
}

fn gif() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, WIDTH, HEIGHT, &[10, 20, 30, 200, 210, 220]).unwrap();
    let picture = vec![1; usize::from(WIDTH) * usize::from(HEIGHT)];
    encoder.write_frame(&gif::Frame::from_indexed_pixels(WIDTH, HEIGHT, picture, None)).unwrap();
    drop(encoder);
    bytes
}

/// What a server takes for a photograph, in bytes. It is a new one each time: the allocator keeps something of what the
/// photograph before took.
async fn taken_for(name: &str, bytes: &[u8]) -> u64 {
    let zef = House::new().giving_memory_back_at_once().serve();
    zef.trusted.gives_bytes("small.jpg", files::small_photograph(1)).under("cc-by-4.0").await.created();
    is_at_rest(&zef).await;
    let before = zef.memory_now();
    let answer = zef.trusted.gives_bytes(name, bytes.to_vec()).under("cc-by-4.0").await;
    assert_eq!(answer.status, 201, "{name}: {}", answer.text());
    let taken = zef.most_memory() - before;
    zef.ends_well();
    taken
}

/// Waits until the small photograph is found by search: the index takes some twenty megabytes to write its first part, at an
/// instant of its own, which are no part of what a decoding takes.
async fn is_at_rest(zef: &Zef) {
    // Each waits for three seconds, which a busy machine may need to write little.
    for _ in 0..20 {
        if zef.visitor.reads("/readyz").await.status == 200 {
            return;
        }
    }
    panic!("what was given was never found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_type_takes_more_than_its_estimate() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let scans = folder.path().join("scans");
    std::fs::write(&scans, "0;\n1;\n2;\n").unwrap();
    let sixteen_bits = vec![0; usize::from(WIDTH) * usize::from(HEIGHT) * 8];
    let types = [
        ("baseline JPEG", jpeg(false)),
        ("progressive JPEG", jpeg(true)),
        ("JPEG of inks", jpeg_of_inks()),
        ("JPEG of a scan a component", jpeg_by_cjpeg(&["-scans", scans.to_str().unwrap()])),
        ("JPEG whose colours are finer", jpeg_by_cjpeg(&["-sample", "1x1,2x2,2x2"])),
        ("PNG", png(3, 1, false)),
        ("PNG of four channels of sixteen bits", png(4, 2, false)),
        ("interlaced PNG", png(3, 1, true)),
        ("interlaced PNG of four channels of sixteen bits", png(4, 2, true)),
        ("TIFF of four channels of sixteen bits", tiff(8, 2, 4, 16, &packed(&sixteen_bits))),
        ("TIFF of inks", tiff(8, 5, 4, 8, &packed(&flat(4)))),
        ("TIFF of JPEG", tiff(7, 6, 3, 8, &jpeg(false))),
        ("lossy WebP", files::fixture("large/flat-lossy.webp")),
        ("lossy WebP with opacity", files::fixture("large/flat-lossy-transparent.webp")),
        ("lossless WebP", lossless_webp(ExtendedColorType::Rgb8, 3)),
        ("lossless WebP with opacity", lossless_webp(ExtendedColorType::Rgba8, 4)),
        ("GIF", gif()),
    ];
    let mut faults = Vec::new();
    for (name, bytes) in types {
        let estimate = inspect(&bytes, &Limits::default()).unwrap().decode_bytes;
        let most = estimate + u64::try_from(bytes.len()).unwrap();
        let mut taken = u64::MAX;
        for _ in 0..TRIES {
            taken = taken.min(taken_for(name, &bytes).await);
            // Read when the test fails, or with `--nocapture`.
            eprintln!("{name}: {taken} bytes, estimated at {estimate} beside the file: {most} in all");
            if taken <= most {
                break;
            }
        }
        if taken > most {
            faults.push(format!("{name}: {taken} bytes, at most {most}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
