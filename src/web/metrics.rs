//! What a monitoring program reads (`OpenMetrics` 1.0.0): how long requests take, how often pages come from memory, and how the
//! library is. They are served only on the separate address `metrics_listen`.

use std::{
    fmt, fs,
    net::TcpListener,
    sync::atomic::{AtomicI64, AtomicU64},
    time::{Duration, Instant},
};

use actix_web::{
    App, Error, HttpResponse, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web::{self, Data},
};
use jiff::Timestamp;
use prometheus_client::{
    encoding::{
        EncodeLabelSet, EncodeMetric, MetricEncoder, NoLabelSet,
        text::{encode_eof, encode_registry},
    },
    metrics::{MetricType, counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use super::cache::{PageCache, PageCounts};
use crate::domain::causes::Causes;
use crate::library::{
    Library,
    indexing::IndexProgress,
    measures::{Measures, ScrubMeasures, Times, WorkMeasures},
    scrub::Scrub,
};

/// The upper ends of the classes of durations, in seconds: a page from memory takes some microseconds, a search of a million
/// photos some milliseconds, an upload seconds.
const SECONDS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];
/// The text format of `OpenMetrics` 1.0.0.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// The route of a request that no route answers.
const NO_ROUTE: &str = "none";
/// Where they are read.
const PATH: &str = "/metrics";
/// The first part of all names.
const PREFIX: &str = "zef";

/// What tells one kind of requests from another: never an address, a word or a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    /// The pattern of its route, such as `/photos/{id}`.
    route: String,
    method: String,
    /// The class of its status, such as `2xx`.
    status: String,
}

/// The requests that were answered since the start.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Kind, Histogram, fn() -> Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests: Family<Kind, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(SECONDS));
        let mut registry = Registry::with_prefix(PREFIX);
        registry.register_with_unit("http_requests", "How long answers took", Unit::Seconds, requests.clone());
        let version = Info::new([("version".to_owned(), env!("CARGO_PKG_VERSION").to_owned())]);
        registry.register("build", "The program", version);
        Self { registry, requests }
    }
}

/// Measures how long an answer takes, until its head is sent.
///
/// # Errors
/// Whatever the answer fails with.
pub async fn timed<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let metrics = request.app_data::<Data<Metrics>>().cloned();
    let began = Instant::now();
    let answered = next.call(request).await;
    if let (Some(metrics), Ok(answer)) = (metrics, &answered) {
        let kind = Kind {
            route: answer.request().match_pattern().unwrap_or_else(|| NO_ROUTE.to_owned()),
            method: method(answer.request().method().as_str()).to_owned(),
            status: format!("{}xx", answer.status().as_u16() / 100),
        };
        metrics.requests.get_or_create(&kind).observe(began.elapsed().as_secs_f64());
    }
    answered
}

/// The methods that some route has; a client may send any other word.
fn method(method: &str) -> &str {
    if ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(&method) { method } else { "other" }
}

/// The server of the metrics on this listener, on one thread.
///
/// # Errors
/// The system's.
pub fn server(
    listener: TcpListener,
    metrics: Data<Metrics>,
    library: Data<Library>,
    pages: Data<PageCache>,
) -> std::io::Result<Server> {
    let app = move || {
        App::new()
            .app_data(Data::clone(&metrics))
            .app_data(Data::clone(&library))
            .app_data(Data::clone(&pages))
            .route(PATH, web::get().to(show))
    };
    Ok(HttpServer::new(app).workers(1).disable_signals().listen(listener)?.run())
}

/// `GET /metrics`.
async fn show(metrics: Data<Metrics>, library: Data<Library>, pages: Data<PageCache>) -> HttpResponse {
    let measures = match library.measures().await {
        Ok(measures) => Some(measures),
        Err(fault) => {
            tracing::warn!(cause = %Causes(&fault), "the library could not be measured");
            None
        }
    };
    let mut text = String::new();
    let written = encode_registry(&mut text, &metrics.registry)
        .and_then(|()| encode_registry(&mut text, &now(measures.as_ref(), pages.counts())))
        .and_then(|()| encode_eof(&mut text));
    match written {
        Ok(()) => HttpResponse::Ok().insert_header((header::CONTENT_TYPE, OPEN_METRICS)).body(text),
        Err(fmt::Error) => HttpResponse::InternalServerError().finish(),
    }
}

/// What is measured as it is asked for.
fn now(measures: Option<&Measures>, pages: PageCounts) -> Registry {
    let mut now = Values(Registry::with_prefix(PREFIX));
    now.whole("pages_asked", "Pages that visitors asked for since the start", pages.asked);
    now.whole("pages_made", "Pages that were made for that; the others came from memory", pages.made);
    if let Some(bytes) = resident_bytes() {
        now.whole("resident_bytes", "Memory of the process", bytes);
    }
    now.whole("up", "Whether the library answers", u64::from(measures.is_some()));
    let Some(measures) = measures else { return now.0 };
    now.whole("changes", "The number of the last change", measures.seq);
    now.whole("takes_changes", "Whether changes are taken", u64::from(measures.takes_changes));
    let reached = match measures.index {
        IndexProgress::At(seq) => Some(seq),
        IndexProgress::Closed | IndexProgress::Stalled => None,
    };
    now.whole("search_ready", "Whether the search index follows the changes", u64::from(reached.is_some()));
    if let Some(reached) = reached {
        now.whole("search_behind", "Changes that search does not know yet", measures.seq.saturating_sub(reached));
    }
    now.count("photos_waiting", "Photos that wait for a moderator", measures.photos_waiting);
    now.count("reports_open", "Reports that wait for a decision", measures.reports_open);
    now.count("letters_due", "Letters to send", measures.letters_due);
    if let Some(space) = measures.space {
        now.whole("disk_free_bytes", "Free space of the archive's disk", space.free);
        now.whole("disk_total_bytes", "All space of the archive's disk", space.total);
        now.whole("disk_reserve_bytes", "Uploads are refused while less is free", space.reserve);
    }
    if let Some((at, damaged)) = measures.check {
        now.instant("check_timestamp_seconds", "When the last check ended", at);
        now.whole("check_damaged", "Photos whose original it found lost or damaged", damaged);
    }
    if let Some((at, verified)) = measures.backup {
        now.instant("backup_timestamp_seconds", "When the last backup was made", at);
        if let Some(verified) = verified {
            now.instant("backup_verified_timestamp_seconds", "When the last verified backup was made", verified);
        }
    }
    now.scrub(&measures.scrub);
    now.work(&measures.work);
    now.0
}

/// Gauges with their values.
struct Values(Registry);

impl Values {
    fn whole(&mut self, name: &'static str, help: &'static str, value: u64) {
        let gauge = Gauge::<u64, AtomicU64>::default();
        gauge.set(value);
        self.0.register(name, help, gauge);
    }

    fn count(&mut self, name: &'static str, help: &'static str, value: usize) {
        self.whole(name, help, u64::try_from(value).unwrap_or(u64::MAX));
    }

    fn counted(&mut self, name: &'static str, help: &'static str, value: u64) {
        let counter = Counter::<u64, AtomicU64>::default();
        counter.inc_by(value);
        self.0.register(name, help, counter);
    }

    /// What the scrub reads and finds: counters are of this node, the others of all nodes.
    fn scrub(&mut self, measures: &ScrubMeasures) {
        let ScrubMeasures { read_here, healed_here, damaged, scrub } = measures;
        self.counted("scrub_originals_read", "Originals that this node compared with their hash", *read_here);
        self.counted("scrub_healed", "Originals that this node copied from the backup", *healed_here);
        self.count("scrub_damaged", "Originals that are lost or damaged, and were not healed", *damaged);
        let Some(Scrub { at, round, last, .. }) = scrub else { return };
        self.whole("scrub_round_read", "Originals read in the round under way", round.read);
        self.whole("scrub_round_thousandths", "How much of the round under way is done", round.thousandths());
        if let Some(at) = at {
            self.instant("scrub_timestamp_seconds", "When the last night’s originals were read", *at);
        }
        if let Some(last) = last {
            self.instant("scrub_round_timestamp_seconds", "When all originals had last been read", last.at);
        }
    }

    /// What this node does, and what waits in it.
    fn work(&mut self, work: &WorkMeasures) {
        for (name, help, times) in [
            ("catalogue", "How long the store of records took", &work.catalogue),
            ("archive", "How long the store of originals and renditions took", &work.archive),
        ] {
            self.0.register_with_unit(name, help, Unit::Seconds, StoreHistogram(times.clone()));
        }
        self.whole("commits_waiting", "Changes that wait to be on the disk", work.commits);
        self.whole("uploads_received", "Uploads that are being received", work.uploads);
        self.whole("photographs_waiting", "Photographs that wait for a turn, for memory or for a core", work.waiting);
        if let Some(behind) = work.behind {
            self.whole("journal_behind", "Changes of other nodes that this one has not learned of", behind);
        }
    }

    fn instant(&mut self, name: &'static str, help: &'static str, at: Timestamp) {
        let gauge = Gauge::<i64, AtomicI64>::default();
        gauge.set(at.as_second());
        self.0.register(name, help, gauge);
    }
}

/// How long the operations of a store took: a histogram for each.
#[derive(Debug)]
struct StoreHistogram(Times);

impl EncodeMetric for StoreHistogram {
    fn encode(&self, mut encoder: MetricEncoder<'_>) -> fmt::Result {
        fn seconds(microseconds: u64) -> f64 {
            Duration::from_micros(microseconds).as_secs_f64()
        }
        for (operation, durations) in &self.0 {
            let classes: Vec<(f64, u64)> =
                durations.classes.iter().map(|(end, count)| (end.map_or(f64::INFINITY, seconds), *count)).collect();
            let count = classes.iter().map(|(_, count)| count).sum();
            encoder.encode_family(&[("operation", *operation)])?.encode_histogram::<NoLabelSet>(
                seconds(durations.sum),
                count,
                &classes,
                None,
            )?;
        }
        Ok(())
    }

    fn metric_type(&self) -> MetricType {
        MetricType::Histogram
    }
}

/// The resident memory of this process (`proc_pid_status`(5)), on Linux.
fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;
    use crate::domain::measure::Durations;

    #[test]
    fn values_are_written_as_open_metrics() {
        let durations = Durations::default();
        durations.add(1_500);
        durations.add(9_000_000);
        let measures = Measures {
            seq: 12,
            takes_changes: true,
            index: IndexProgress::At(10),
            photos_waiting: 3,
            reports_open: 0,
            letters_due: 0,
            space: None,
            check: None,
            backup: Some((Timestamp::from_second(1_800_000_000).unwrap(), None)),
            work: WorkMeasures {
                archive: vec![("keep", durations.counted())],
                behind: Some(0),
                ..WorkMeasures::default()
            },
            scrub: ScrubMeasures { read_here: 7, damaged: 1, ..ScrubMeasures::default() },
        };
        let mut text = String::new();
        encode_registry(&mut text, &now(Some(&measures), PageCounts { asked: 5, made: 2 })).unwrap();
        for line in [
            "zef_pages_asked 5",
            "zef_search_behind 2",
            "zef_photos_waiting 3",
            "zef_backup_timestamp_seconds 1800000000",
            "zef_scrub_originals_read_total 7",
            "zef_scrub_damaged 1",
            "zef_journal_behind 0",
            "zef_archive_seconds_count{operation=\"keep\"} 2",
            "zef_archive_seconds_sum{operation=\"keep\"} 9.0015",
            "zef_archive_seconds_bucket{le=\"0.001\",operation=\"keep\"} 0",
            "zef_archive_seconds_bucket{le=\"0.0025\",operation=\"keep\"} 1",
            "zef_archive_seconds_bucket{le=\"+Inf\",operation=\"keep\"} 2",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}: {text}");
        }
        assert!(!text.contains("zef_check") && !text.contains("zef_disk"), "{text}");
        assert!(!text.contains("zef_scrub_round"), "it never began: {text}");
    }
}
