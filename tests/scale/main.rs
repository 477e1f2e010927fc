//! A library ten times as large costs no more: the store reads and bytes of pages, searches, starts and memory are
//! counted (never seconds) for a small library and a large one, and compared.
//!
//! Too long for every change: `./test scale` runs it in a release build. `ZEF_SCALE` is how many photos the large
//! library has.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a check that cannot go on stops there"
)]

mod counting;
mod generated;
mod gestures;
#[path = "../catalog/making.rs"]
mod making;
mod served;

use std::{env, fmt::Write as _, sync::LazyLock, thread};

/// Photos of the large library, unless `ZEF_SCALE` says how many.
const LARGE: usize = 100_000;
/// How many times smaller the small library is.
const TIMES: usize = 10;

/// What was counted, by what it was counted for.
pub type Counts = Vec<(String, u64)>;

/// The counts of both libraries, made once for all tests.
static COUNTS: LazyLock<[Counts; 2]> = LazyLock::new(|| {
    // A test may run in a runtime, which lets no other begin on its thread.
    thread::spawn(|| {
        let large =
            env::var("ZEF_SCALE").map_or(LARGE, |photos| photos.parse().expect("ZEF_SCALE is a number of photos"));
        [large / TIMES, large].map(counted)
    })
    .join()
    .expect("both libraries were counted")
});

fn counted(photos: usize) -> Counts {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        generated::fill(folder.path(), photos).await;
        let mut counts = gestures::counted(folder.path(), photos).await;
        counts.extend(served::counted(folder.path()).await);
        counts
    })
}

/// Fails for every count of this kind that is more than `times` as large, and `spare` more, in the large library.
#[track_caller]
fn hardly_grows(kind: &str, times: f64, spare: u64) {
    let [small, large] = &*COUNTS;
    let (mut table, mut grown) = (String::new(), Vec::new());
    for ((name, before), (_, after)) in small.iter().zip(large).filter(|((name, _), _)| name.starts_with(kind)) {
        writeln!(table, "{name:<60} {before:>12} {after:>12}").unwrap();
        let most = float(*before) * times + float(spare);
        if float(*after) > most {
            grown.push(format!("{name}: {before}, then {after}, which is more than {most}"));
        }
    }
    assert!(!table.is_empty(), "nothing of the kind “{kind}” was counted");
    eprintln!("{table}");
    assert!(grown.is_empty(), "a library {TIMES} times as large takes more:\n{}", grown.join("\n"));
}

/// No count here comes near the 2^53 from which a float would round it.
fn float(count: u64) -> f64 {
    f64::from(u32::try_from(count / 4_096).unwrap()) * 4_096.0 + f64::from(u32::try_from(count % 4_096).unwrap())
}

#[test]
fn a_page_reads_as_much_of_a_large_library_as_of_a_small_one() {
    // Ids, names and numbers have a few more digits here and there.
    hardly_grows("page, ", 1.05, 64);
}

#[test]
fn a_search_reads_as_much_of_a_large_library_as_of_a_small_one() {
    hardly_grows("search, ", 1.05, 64);
}

#[test]
fn a_change_reads_as_much_of_a_large_library_as_of_a_small_one() {
    hardly_grows("change, ", 1.05, 64);
}

#[test]
fn a_start_reads_hardly_more_of_a_large_library() {
    hardly_grows("start, ", 2.0, 1_000_000);
}

#[test]
fn the_first_pages_after_a_start_read_hardly_more_of_a_large_library() {
    hardly_grows("after a start, ", 2.0, 1_000_000);
}

#[test]
fn a_large_library_is_served_in_hardly_more_memory() {
    hardly_grows("memory, ", 2.0, 0);
}
