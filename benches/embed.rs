//! How long it takes to write the attribution into a JPEG of 5 MB, against its limit: `cargo bench --bench embed`.
//!
//! Prints medians in milliseconds, to nowhere and to a file, and how much memory the process took beside the original.
//! Figures are for people to read: nothing fails because another program holds the processor.

#![expect(clippy::print_stdout, reason = "the figures are the result of this program")]

use std::{
    fs,
    hint::black_box,
    io::{self, Seek as _, Write},
    time::Instant,
};

use jpeg_encoder::{ColorType, Encoder};
use zef::imaging::embed::{Embedding, KeepPlace, embed};

/// What writing may take, in milliseconds.
const LIMIT: f64 = 10.0;
/// The size of the photograph, in bytes.
const SIZE: usize = 5_000_000;
/// Odd, so that one of them is the median.
const ROUNDS: usize = 51;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let photograph = photograph()?;
    println!("a JPEG of {} bytes, its attribution written inside, median of {ROUNDS}", photograph.len());
    println!("{:<12} {:>8} {:>8}", "written", "ms", "ratio");
    let mut file = tempfile::tempfile()?;
    tell("to nowhere", median(|| written(&photograph, &mut io::sink()))?);
    tell(
        "to a file",
        median(|| {
            file.rewind()?;
            written(&photograph, &mut file)
        })?,
    );
    println!("memory beside the original, to nowhere: {} KB", held(|| written(&photograph, &mut io::sink()))?);
    // Shows that the reading sees a second copy where there is one.
    println!("the same, into memory: {} KB", held(|| written(&photograph, &mut Vec::new()))?);
    Ok(())
}

/// The most memory that work takes beyond what was held before, in kilobytes.
fn held(work: impl FnOnce() -> Result<(), Failure>) -> Result<u64, Failure> {
    // Linux: 5 sets the peak back to what is held now (proc(5), clear_refs).
    fs::write("/proc/self/clear_refs", "5")?;
    let before = kilobytes("VmRSS:")?;
    work()?;
    Ok(kilobytes("VmHWM:")?.saturating_sub(before))
}

fn tell(name: &str, milliseconds: f64) {
    println!("{name:<12} {milliseconds:>8.2} {:>8.2}", milliseconds / LIMIT);
}

fn written(photograph: &[u8], out: &mut dyn Write) -> Result<(), Failure> {
    Ok(embed(black_box(photograph), &attribution(), KeepPlace::No, out)?)
}

fn median(mut work: impl FnMut() -> Result<(), Failure>) -> Result<f64, Failure> {
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(ROUNDS / 2).copied().unwrap_or_default())
}

/// A picture of noise, as large as it takes to make a file of 5 MB.
fn photograph() -> Result<Vec<u8>, Failure> {
    let mut side = 1_000_u16;
    loop {
        let mut noise = 0x2545_f491_4f6c_dd1d_u64;
        // Marsaglia's xorshift: the same picture each time.
        let pixels: Vec<u8> = (0..usize::from(side) * usize::from(side) * 3)
            .map(|_| {
                noise ^= noise << 13;
                noise ^= noise >> 7;
                noise ^= noise << 17;
                noise.to_le_bytes()[3]
            })
            .collect();
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes, 90).encode(&pixels, side, side, ColorType::Rgb)?;
        if bytes.len() >= SIZE {
            return Ok(bytes);
        }
        side += 50;
    }
}

/// A figure of this process, in kilobytes (proc(5), status).
fn kilobytes(name: &str) -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// An ordinary photograph with everything known of it.
fn attribution() -> Embedding {
    let deed = "https://creativecommons.org/licenses/by-sa/4.0/";
    let page = "https://zef.example/photos/k7m2b9xq";
    Embedding {
        before: zef::domain::authorship::Authorship::default(),
        title: Some("Le pont de Recouvrance".into()),
        creator: Some("Anne Le Gall".into()),
        creator_alone: true,
        creator_url: Some("https://zef.example/contributeurs/anne-le-gall".into()),
        description: Some("Vu de la pointe, le soir, à marée basse.".into()),
        rights: Some(format!(
            "“Le pont de Recouvrance” by Anne Le Gall, licensed under CC BY-SA 4.0 ({deed}). Source: {page}"
        )),
        licence_deed: Some(deed.into()),
        photo_page: Some(page.into()),
        public_domain: false,
        keywords: vec!["pont".into(), "rade de Brest".into()],
    }
}
