//! The time of a page from memory, and the hit rate while photographs are uploaded: `cargo bench --bench caches`.
//!
//! It calls the routes of the site in this process, on a new library. It asserts no figure, since another program may be
//! using the processor.

#![expect(clippy::print_stdout, reason = "the figures are the result of this program")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement stops where its example is wrong")]
#![expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures for people to read"
)]

#[path = "../tests/caches/site.rs"]
#[expect(dead_code, reason = "the tests ask for more than these figures")]
mod site;

use std::time::{Duration, Instant};

use serde_json::json;
use site::{Shelf, id, photo, read};

/// Times that each page is asked for while nothing changes.
const ROUNDS: usize = 5_000;
/// Seconds during which photographs come in.
const SECONDS: u64 = 10;
/// Between two of them: 100 a second.
const PAUSE: Duration = Duration::from_millis(10);

#[actix_web::main]
async fn main() {
    let shelf = Shelf::new().await;
    let own: Vec<_> = (0..40).map(|number| photo(number, "anne", &json!({ "tags": ["phare"] }))).collect();
    shelf.enter(&own).await;
    let served = shelf.opened();
    let site = served.site().await;
    let mut pages: Vec<String> = (0..40).map(|number| format!("/photos/{}", id(number))).collect();
    pages.extend(["/licenses", "/about", "/people/anne", "/tags/phare"].map(str::to_owned));
    for page in &pages {
        read(&site, page).await;
    }
    for page in ["/licenses", pages[0].as_str(), "/tags/phare"] {
        let start = Instant::now();
        for _ in 0..ROUNDS {
            read(&site, page).await;
        }
        println!("{page}: {:.1} µs from memory", start.elapsed().as_secs_f64() * 1e6 / ROUNDS as f64);
    }
    let before = served.counts();
    let end = Instant::now() + Duration::from_secs(SECONDS);
    let coming = async {
        let (mut number, mut next) = (1_000_usize, Instant::now());
        while Instant::now() < end {
            shelf.enter(&[photo(number, "marc", &json!({ "tags": ["port"] }))]).await;
            (number, next) = (number + 1, next + PAUSE);
            tokio::time::sleep_until(next.into()).await;
        }
        number - 1_000
    };
    let reading = async {
        let mut times = Vec::new();
        while Instant::now() < end {
            for page in &pages {
                let start = Instant::now();
                read(&site, page).await;
                times.push(start.elapsed().as_secs_f64() * 1e6);
                tokio::task::yield_now().await;
            }
        }
        times.sort_by(f64::total_cmp);
        times
    };
    let (came, times) = futures_util::future::join(coming, reading).await;
    let after = served.counts();
    let (asked, made) = (after.asked - before.asked, after.made - before.made);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{:.0} photographs a second came in: {asked} pages of others, {:.4} of them from memory, p50 {:.1} µs, p99 {:.1} µs",
        came as f64 / SECONDS as f64,
        1.0 - made as f64 / asked as f64,
        at(0.5),
        at(0.99),
    );
}
