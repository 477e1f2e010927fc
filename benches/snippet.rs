//! How long one snippet takes, format by format, against its limit: `cargo bench --bench snippet`.
//!
//! Prints the time of one snippet in microseconds and its ratio to the limit of 20 µs (1.00 would be the limit itself).
//! Figures are for people to read: nothing fails here, since another program may hold the processor.

#![expect(clippy::print_stdout, reason = "the figures are the result of this program")]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use zef::domain::{
    attribution::{Attribution, Format, snippet},
    language::Language,
};

/// What a snippet may take, in microseconds.
const LIMIT: f64 = 20.0;
/// Long enough to see past the clock's grain and a first touch of the licence table.
const ROUND: Duration = Duration::from_millis(100);
/// The best of several rounds is the one that other programs disturbed least.
const ROUNDS: usize = 5;

fn main() {
    println!("{:<17} {:>8} {:>8} {:>12} {:>8}", "format", "µs", "ratio", "hostile µs", "ratio");
    let (plain, hostile) = (plain(), hostile());
    for format in Format::ALL {
        let (plain, hostile) = (microseconds(&plain, format), microseconds(&hostile, format));
        println!("{:<17} {plain:>8.2} {:>8.2} {hostile:>12.2} {:>8.2}", format.name(), plain / LIMIT, hostile / LIMIT);
    }
}

/// The best mean of a few rounds, in microseconds.
fn microseconds(record: &Attribution, format: Format) -> f64 {
    (0..ROUNDS).map(|_| round(record, format)).fold(f64::INFINITY, f64::min)
}

fn round(record: &Attribution, format: Format) -> f64 {
    let start = Instant::now();
    let mut written = 0_u32;
    while start.elapsed() < ROUND {
        // The clock is asked once in 64 snippets, so that asking does not count.
        for _ in 0..64 {
            black_box(snippet(black_box(record), format, Language::French));
        }
        written += 64;
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(written)
}

/// An ordinary photograph with everything known of it.
fn plain() -> Attribution {
    Attribution {
        title: Some("Le pont de Recouvrance".into()),
        author_name: Some("Anne Le Gall".into()),
        author_url: Some("https://zef.example/contributeurs/anne-le-gall".into()),
        source_url: Some("https://zef.example/photos/1001".into()),
        image_url: Some("https://zef.example/media/1001.jpg".into()),
        width: Some(2000),
        height: Some(1333),
        year: Some("2019".into()),
        licence: "cc-by-sa-4.0".parse().ok(),
        modifications: vec!["recadrée".into(), "en noir et blanc".into()],
        modified_by: Some("Association Penn ar Bed".into()),
        ..Attribution::default()
    }
}

/// The longest title and name that Zef keeps, every character of which must be disarmed.
fn hostile() -> Attribution {
    Attribution { title: Some("<&\"_*[{".repeat(28)), author_name: Some("\\#$%&~^".repeat(14)), ..plain() }
}
