//! How long the search index takes to be made, to follow a change and to answer: `cargo bench --bench search --
//! 100000`.
//!
//! The photos are [made up](made_up). Each is indexed as the follower of the journal does.
//! Figures are for people to read: nothing fails here, since another program may hold the processor.

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

use std::{fs, path::Path, time::Instant};

use made_up::{Chance, model, photo, word};
use zef::{
    domain::{
        likeness::{MOST_DISTANT, NEAR},
        photo::PhotoRecord,
        query::{PhotoQuery, SortOrder},
        tag::vocabulary::Vocabulary,
    },
    search::{Document, Position, Request, Search as _, Update, index::FolderIndex},
};

/// Photos indexed in one batch, as many as the follower of the journal takes.
const AT_ONCE: usize = 1_000;
/// Times that each kind of question is asked, with other words each time.
const ROUNDS: usize = 300;

fn update(photo: &PhotoRecord) -> Update {
    Update::Put(Box::new(Document::of(photo).unwrap()))
}

fn size(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// Resident memory that is ours alone, and that of mapped files, in megabytes (`proc_pid_status`(5)).
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    };
    format!("{} MB ours, {} MB of mapped files", of("RssAnon"), of("RssFile"))
}

fn main() {
    let counts: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for count in if counts.is_empty() { vec![10_000, 100_000] } else { counts } {
        measure(count);
    }
}

/// Views of a map.
fn maps(index: &FolderIndex, chance: &mut Chance) {
    for (name, width, zoom) in
        [("the map, all of it", 5.0, 8), ("the map, a region", 0.8, 11), ("the map, a town", 0.1, 14)]
    {
        let (mut times, mut found) = (Vec::new(), 0);
        for _ in 0..ROUNDS / 3 {
            let (west, south) = (-5.0 + 2.0 * chance.next(), 48.0 + chance.next());
            let sides = format!("{west},{south},{},{}", west + width, south + width / 2.0);
            let query = PhotoQuery { bounds: sides.parse().ok(), ..PhotoQuery::default() };
            let start = Instant::now();
            found += index.clusters(&query, &Vocabulary::default(), zoom).unwrap().total;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        told(name, &mut times, found / (ROUNDS / 3));
    }
}

fn measure(count: usize) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("search");
    let index = FolderIndex::of(&folder);
    index.open().unwrap();
    let (model, mut chance) = (model(), Chance(42));
    let mut spent = 0.0;
    for begin in (0..count).step_by(AT_ONCE) {
        let photos: Vec<PhotoRecord> =
            (begin..count.min(begin + AT_ONCE)).map(|number| photo(number, &model, &mut chance)).collect();
        let start = Instant::now();
        index.write(photos.iter().map(update).collect()).unwrap();
        spent += start.elapsed().as_secs_f64();
    }
    let start = Instant::now();
    index.commit(&Position { seq: 1, mark: String::new() }).unwrap();
    spent += start.elapsed().as_secs_f64();
    println!("{count} photos: made in {spent:.1} s, {:.0} a second; {}", count as f64 / spent, memory());
    println!("  {:.0} bytes a photo on the disk", size(&folder) as f64 / count as f64);

    let mut commits: Vec<f64> = (0..50)
        .map(|number| {
            let changed = photo(chance.below(count), &model, &mut chance);
            let start = Instant::now();
            index.write(vec![update(&changed)]).unwrap();
            index.commit(&Position { seq: number + 2, mark: String::new() }).unwrap();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    told("one change until it is found", &mut commits, 0);

    let typed = |text: String| PhotoQuery::of(&text);
    let mut all = Vec::new();
    let mut kind = |name: &str, facets: bool, order: SortOrder, query: &mut dyn FnMut(&mut Chance) -> PhotoQuery| {
        let (mut times, mut found) = (Vec::new(), 0);
        for _ in 0..ROUNDS {
            let request = Request { query: query(&mut chance), order, limit: 40, facets, ..Request::default() };
            let start = Instant::now();
            found += index.find(&request).unwrap().total;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        all.extend_from_slice(&times);
        told(name, &mut times, found / ROUNDS);
    };
    let newest = SortOrder::Newest;
    kind("a word", false, newest, &mut |chance| typed(word(chance.rank())));
    kind("two words", false, newest, &mut |chance| typed(chance.text(2)));
    kind("three words by relevance", false, SortOrder::Relevance, &mut |chance| typed(chance.text(3)));
    kind("a common word by relevance", false, SortOrder::Relevance, &mut |chance| typed(word(chance.below(20))));
    kind("the beginning of a word", false, newest, &mut |chance| {
        let letters = 2 + chance.below(4);
        typed(word(chance.rank()).chars().take(letters).collect())
    });
    kind("a phrase", false, newest, &mut |chance| typed(format!("\"{}\"", chance.text(2))));
    kind("a word, not another", false, newest, &mut |chance| typed(format!("{} -{}", chance.text(1), chance.text(1))));
    kind("commercial, landscape", true, newest, &mut |_| PhotoQuery {
        uses: "commercial".parse().unwrap(),
        aspect: "landscape".parse().ok(),
        ..PhotoQuery::default()
    });
    kind("a word with counts", true, newest, &mut |chance| typed(word(chance.rank())));
    kind("everything with counts", true, newest, &mut |_| PhotoQuery::default());
    kind("a box", true, newest, &mut |chance| {
        let (west, south) = (-5.0 + 2.0 * chance.next(), 48.0 + chance.next());
        let bounds = format!("{west},{south},{},{}", west + 0.2, south + 0.1);
        PhotoQuery { bounds: bounds.parse().ok(), ..PhotoQuery::default() }
    });
    kind("ten years, by date", true, SortOrder::Taken, &mut |chance| {
        let year = 1_900 + chance.below(110);
        let [taken_after, taken_before] = [year, year + 10].map(|year| year.to_string().parse().ok());
        PhotoQuery { taken_after, taken_before, ..PhotoQuery::default() }
    });
    kind("a place", false, newest, &mut |chance| PhotoQuery {
        place: word(40 + chance.below(300)),
        ..PhotoQuery::default()
    });
    told("all of these", &mut all, 0);

    maps(&index, &mut chance);

    let mut times: Vec<f64> = (0..100)
        .map(|_| {
            let mut misspelt = word(chance.rank());
            misspelt.push('x');
            let query = typed(misspelt);
            let start = Instant::now();
            index.suggest(&query).unwrap();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    told("did you mean", &mut times, 0);

    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let letters = 2 + chance.below(4);
            let beginning: String = word(chance.rank()).chars().take(letters).collect();
            let start = Instant::now();
            index.complete(&beginning).unwrap();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    told("completions", &mut times, 0);

    look_alikes(&index, count, &mut chance, ("look-alikes", MOST_DISTANT));
    look_alikes(&index, count, &mut chance, ("the nearest look-alikes", NEAR));
    println!("  then {}", memory());
}

fn look_alikes(index: &FolderIndex, count: usize, chance: &mut Chance, (name, distance): (&str, u32)) {
    let model = model();
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            // That of a photo, so that one at least is found.
            let look = photo(round % count, &model, chance).original.look;
            let start = Instant::now();
            index.alike(look, distance, 60).unwrap();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    told(name, &mut times, 0);
}

fn told(name: &str, times: &mut [f64], found: usize) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("  {name:<30} p50 {:>7.2} ms   p99 {:>7.2} ms   {found:>8} found", at(0.5), at(0.99));
}
