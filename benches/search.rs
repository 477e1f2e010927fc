//! How long the search index takes to be made, to follow a change and to answer: `cargo bench --bench search -- 100000`.
//!
//! The photos are made up: words come as often as in a language (the second half as often as the first, the third a third as
//! often), with places around Brest, dates, tags and licences. Each is indexed as the follower of the journal does.
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

use std::{fs, path::Path, time::Instant};

use serde_json::json;
use zef::{
    domain::{
        photo::{Description, PhotoId, PhotoRecord, Title},
        query::{PhotoQuery, SortOrder, terms},
        tag::Tag,
    },
    search::{Document, Position, Request, Search as _, Update, index::FolderIndex},
};

/// Words of the language.
const WORDS: usize = 40_000;
/// Photos indexed in one batch, as many as the follower of the journal takes.
const AT_ONCE: usize = 1_000;
/// Times that each kind of question is asked, with other words each time.
const ROUNDS: usize = 300;

/// Chance that comes the same each time (the minimal standard generator of Park and Miller).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as f64 / 2_147_483_647.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() * most as f64) as usize
    }

    /// The rank of a word: each as often as its rank says (Zipf).
    fn rank(&mut self) -> usize {
        (self.next() * (WORDS as f64).ln()).exp() as usize - 1
    }

    fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| word(self.rank())).collect::<Vec<_>>().join(" ")
    }
}

/// The word of a rank: common ones are short, as in a language.
fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "ra", "po", "mer", "lan", "bre", "cou", "ti", "ga", "du", "ne", "pla", "fo", "ké", "roc", "vi", "sau", "ber",
        "gui", "lé", "mon", "cha", "ou", "ries", "tes",
    ];
    let mut left = rank + 1;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
    }
    word
}

fn photo(number: usize, model: &PhotoRecord, chance: &mut Chance) -> PhotoRecord {
    const LICENCES: [&str; 7] =
        ["cc-by-sa-4.0", "cc-by-sa-4.0", "cc-by-4.0", "cc-by-4.0", "cc0-1.0", "cc-by-nc-4.0", "cc-by-nc-nd-4.0"];
    let mut photo = model.clone();
    photo.id = PhotoId::from_number((number as u64).wrapping_mul(7_919_777_791));
    photo.title = Title::parse(&chance.text(4)).unwrap();
    photo.description = if chance.below(10) < 6 { Description::parse(&chance.text(18)).unwrap() } else { None };
    photo.tags = (0..4).filter_map(|_| Tag::parse(&word(chance.rank() % 3_000)).unwrap()).collect();
    photo.grants[0].licence = LICENCES[chance.below(7)].parse().unwrap();
    photo.taken =
        format!("{}-{:02}-{:02}", 1_900 + chance.below(126), 1 + chance.below(12), 1 + chance.below(28)).parse().ok();
    let (latitude, longitude) = (48.0 + chance.next(), -5.0 + 2.0 * chance.next());
    let name = format!("{} {}", word(40 + chance.below(300)), word(40 + chance.below(30)));
    let coordinates = json!({ "latitude": latitude, "longitude": longitude });
    photo.place =
        serde_json::from_value(json!({ "name": name, "coordinates": coordinates, "precision": "area" })).unwrap();
    if chance.below(10) < 3 {
        (photo.original.width, photo.original.height) = (30, 40);
    }
    let seconds = i64::try_from(1_600_000_000 + number).unwrap();
    let at = jiff::Timestamp::from_second(seconds).unwrap();
    photo.published = Some(at);
    photo
}

fn model() -> PhotoRecord {
    let hash = blake3::hash(b"model").to_hex().to_string();
    let at = "2026-11-29T10:00:00Z";
    serde_json::from_value(json!({
        "v": 1, "id": "22222222", "contributor": "marc", "state": "published",
        "steps": [{ "state": "published", "actor": "marc", "at": at }],
        "author": { "name": "Marc Kerléo", "url": null }, "source": "own",
        "grants": [{ "licence": "cc-by-4.0", "grantor": "marc", "at": at, "wording": "2026-11", "blake3": hash }],
        "tags": [],
        "original": {
            "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 40, "height": 30, "pixels": hash,
            "look": 1,
        },
        "camera": {}, "renditions": [], "dominant": "#626368", "suggestions": {},
        "created": at, "updated": at, "published": at,
    }))
    .unwrap()
}

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

    let typed = |text: String| PhotoQuery { terms: terms(&text), ..PhotoQuery::default() };
    let mut all = Vec::new();
    let mut kind = |name: &str, facets: bool, order: SortOrder, query: &mut dyn FnMut(&mut Chance) -> PhotoQuery| {
        let (mut times, mut found) = (Vec::new(), 0);
        for _ in 0..ROUNDS {
            let request = Request { query: query(&mut chance), order, after: None, limit: 40, facets };
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
    println!("  then {}", memory());
}

fn told(name: &str, times: &mut [f64], found: usize) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("  {name:<30} p50 {:>7.2} ms   p99 {:>7.2} ms   {found:>8} found", at(0.5), at(0.99));
}
