//! Lookups of reports: by the hash of their secret, by whether they wait for a decision, by their subject.

use std::sync::Arc;

use super::{
    error::CatalogError,
    records,
    spaces::report::{DECIDED_REPORT, OPEN_REPORT},
    store::{Direction, IndexHit, Key, RecordStore},
};
use crate::domain::{
    hash::ContentHash,
    report::{Contact, ReportRecord, Subject},
    stored::Stored,
};

pub use super::spaces::report::{SPACE, key, prefix_of};

/// How many reports are read at a time.
const PAGE: usize = 200;

/// A list of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportList {
    /// Those that wait for a decision, oldest first.
    Open,
    /// Those with a decision, latest decision first.
    Decided,
}

impl ReportList {
    fn prefix(self) -> String {
        match self {
            Self::Open => OPEN_REPORT.prefix(""),
            Self::Decided => DECIDED_REPORT.prefix(""),
        }
    }

    const fn direction(self) -> Direction {
        match self {
            Self::Open => Direction::Ascending,
            Self::Decided => Direction::Descending,
        }
    }
}

/// A part of a list of reports.
#[derive(Clone, Debug)]
pub struct ReportPage {
    /// The reports.
    pub reports: Vec<Stored<ReportRecord>>,
    /// Where the next part begins, if there is one.
    pub next: Option<String>,
}

/// Lookups of reports.
#[derive(Clone)]
pub struct Reports {
    store: Arc<dyn RecordStore>,
}

impl Reports {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// The report whose secret has this hash.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, hash: ContentHash) -> Result<Option<Stored<ReportRecord>>, CatalogError> {
        records::one(&self.store, key(hash)).await
    }

    /// Up to `limit` reports of a list, from the cursor of an earlier part on.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn list(&self, list: ReportList, after: Option<&str>, limit: usize) -> Result<ReportPage, CatalogError> {
        let prefix = list.prefix();
        let start = after.map(|cursor| format!("{prefix}{cursor}"));
        let mut hits = self.store.lookup(&prefix, start.as_deref(), limit.saturating_add(1), list.direction()).await?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        let next =
            hits.last().filter(|_| more).and_then(|hit| hit.index.as_str().strip_prefix(&prefix)).map(str::to_owned);
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        Ok(ReportPage { reports: records::many(&self.store, &keys).await?, next })
    }

    /// How many reports a list has.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count(&self, list: ReportList) -> Result<usize, CatalogError> {
        self.store.count(&list.prefix()).await
    }

    /// The reports of a subject, newest first, two hundred at most.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn of(&self, subject: &Subject) -> Result<Vec<Stored<ReportRecord>>, CatalogError> {
        let hits = self.store.lookup(&prefix_of(subject), None, PAGE, Direction::Descending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        records::many(&self.store, &keys).await
    }

    /// The keys of all reports of a subject.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn keys_of(&self, subject: &Subject) -> Result<Vec<Key>, CatalogError> {
        let prefix = prefix_of(subject);
        let mut hits: Vec<IndexHit> = Vec::new();
        loop {
            let after = hits.last().map(|hit| hit.index.as_str());
            let page = self.store.lookup(&prefix, after, PAGE, Direction::Ascending).await?;
            if page.is_empty() {
                return Ok(hits.into_iter().map(|hit| hit.key).collect());
            }
            hits.extend(page);
        }
    }

    /// The keys of all reports with this contact.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn keys_from(&self, contact: &Contact) -> Result<Vec<Key>, CatalogError> {
        let mut found = Vec::new();
        let mut last: Option<Key> = None;
        loop {
            let after = last.as_ref().map(Key::as_str);
            let page = self.store.scan(&SPACE.prefix(), after, PAGE, Direction::Ascending).await?;
            let Some(end) = page.last() else { return Ok(found) };
            last = Some(end.key.clone());
            for record in page {
                let report: Stored<ReportRecord> = records::read(&record)?;
                if report.record.contact.is_some_and(|left| left.is_same(contact)) {
                    found.push(record.key);
                }
            }
        }
    }
}
