//! A large library, and how its catalogue opens. `benches/growth.sh` uses it; each of its parts can be run by itself:
//!
//! - `cargo bench --bench growth -- write STORAGE COUNT` adds COUNT generated photos to the journal of a stopped
//!   library, each a copy of its first photo with other words. Their files do not exist; their pages can be requested.
//! - `cargo bench --bench growth -- open STORAGE` opens the catalogue, counts, reads and closes, and says how long each
//!   took.
//!
//! It asserts no figure, since another program may be using the processor.

#![expect(clippy::print_stdout, reason = "the figures are the result of this program")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement stops where its example is wrong")]
#![expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures for people to read"
)]

mod made_up;

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
    time::Instant,
};

use made_up::{Chance, photo};
use serde_json::{Value, json};
use zef::{
    catalog::{
        embedded::{Embedded, Settings},
        store::{Direction, Key, RecordStore as _},
    },
    domain::{photo::PhotoRecord, suggestions::Suggestions},
};

/// Bytes of a journal's file, as Zef closes it.
const SEGMENT: usize = 16 << 20;

fn main() {
    let arguments: Vec<String> = std::env::args().filter(|argument| argument != "--bench").skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["write", storage, count] => write(&Path::new(storage).join("journal"), count.parse().unwrap()),
        ["open", storage] => open(Path::new(storage)),
        _ => println!("growth write STORAGE COUNT, or growth open STORAGE"),
    }
}

/// The journal's lines, as JSON.
fn entries(journal: &Path) -> impl Iterator<Item = Value> {
    let mut segments: Vec<PathBuf> = fs::read_dir(journal).unwrap().map(|file| file.unwrap().path()).collect();
    segments.sort();
    let lines = segments.into_iter().flat_map(|path| BufReader::new(File::open(path).unwrap()).lines());
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap())
}

fn write(journal: &Path, count: usize) {
    let model = entries(journal).find(|entry| entry["gesture"] == "deposit").unwrap();
    let model: PhotoRecord = serde_json::from_value(model["records"][0]["body"].clone()).unwrap();
    let last = entries(journal).last().unwrap()["seq"].as_u64().unwrap();
    let mut chance = Chance(42);
    let mut file: Option<BufWriter<File>> = None;
    let mut written = 0;
    for (number, seq) in (0..count).zip(last + 1..) {
        let made = of_its_own(photo(number, &model, &mut chance), number);
        // The journal's own order of members: its checksum is of what follows itself, and its number comes first.
        let body = serde_json::to_string(&made).unwrap();
        let (at, actor, key) = (json!(made.created), json!(made.contributor), json!(format!("photo/{}", made.id)));
        let rest = format!(
            "\"seq\":{seq},\"at\":{at},\"actor\":{actor},\"gesture\":\"deposit\",\
             \"records\":[{{\"key\":{key},\"body\":{body}}}],\"note\":null}}"
        );
        let check = blake3::hash(rest.as_bytes()).to_hex();
        let line = format!("{{\"check\":\"{}\",{rest}\n", &check.as_str()[..16]);
        if file.is_none() || written >= SEGMENT {
            let path = journal.join(format!("{seq:020}.ndjson"));
            file = Some(BufWriter::new(File::create(path).unwrap()));
            written = 0;
        }
        file.as_mut().unwrap().write_all(line.as_bytes()).unwrap();
        written += line.len();
    }
    file.unwrap().flush().unwrap();
}

/// The same photo, of other bytes and another instant; one of ten says of itself what the model's file did.
fn of_its_own(mut photo: PhotoRecord, number: usize) -> PhotoRecord {
    if !number.is_multiple_of(10) {
        photo.suggestions = Suggestions::default();
    }
    photo.original.blake3 = blake3::hash(format!("original {number}").as_bytes()).to_hex().to_string().parse().unwrap();
    for grant in &mut photo.grants {
        grant.blake3 = photo.original.blake3;
    }
    let at = photo.published.unwrap();
    (photo.created, photo.updated) = (at, at);
    photo
}

/// Resident memory of this process, and the most it had, in megabytes (`proc_pid_status`(5)).
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    };
    format!("{} MB resident, {} at most", of("VmRSS"), of("VmHWM"))
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().unwrap().len() }).sum()
}

fn open(storage: &Path) {
    let begun = Instant::now();
    let store = Embedded::open(storage, Settings::default()).unwrap();
    println!("opened in {:.2} s: {} entries; {}", begun.elapsed().as_secs_f64(), store.seq(), memory());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        let begun = Instant::now();
        let count = store.count("newest/").await.unwrap();
        println!("counted {count} in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
        let begun = Instant::now();
        let hits = store.lookup("newest/", None, 40, Direction::Descending).await.unwrap();
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        let there = store.get(&keys).await.unwrap().iter().flatten().count();
        println!("the newest {there} in {:.2} ms", begun.elapsed().as_secs_f64() * 1e3);
        let mut chance = Chance(7);
        let model = made_up::model();
        let ids: Vec<Key> = (0..1_000)
            .map(|_| photo(chance.below(count.max(1)), &model, &mut Chance(1)).id)
            .map(|id| Key::new("photo", id.as_str()))
            .collect();
        let mut times: Vec<f64> = Vec::new();
        for id in &ids {
            let begun = Instant::now();
            store.get(std::slice::from_ref(id)).await.unwrap();
            times.push(begun.elapsed().as_secs_f64() * 1e6);
        }
        times.sort_by(f64::total_cmp);
        println!("one photo of a thousand: p50 {:.0} µs, p99 {:.0} µs", times[500], times[990]);
    });
    println!("then {}", memory());
    let begun = Instant::now();
    let entries = store.seq();
    drop(store);
    println!("closed in {:.2} s", begun.elapsed().as_secs_f64());
    println!("{:.0} bytes of state an entry", size(&storage.join("state")) as f64 / entries as f64);
}
