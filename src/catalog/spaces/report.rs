//! Reports, by the hash of the secret with which their reporter follows them: a private space, since they say things about
//! persons and how to reach their reporter.

use super::{
    photo::sortable,
    space::{Space, indexed},
};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        hash::ContentHash,
        report::{REPORT_VERSION, ReportRecord, Subject},
    },
};

/// Reports.
pub const SPACE: Space = Space {
    name: "report",
    doc: "a report of a photo or of a person's page, with the decisions",
    private: true,
    version: REPORT_VERSION,
    older: &[],
    indexes: &[OPEN_REPORT, DECIDED_REPORT, REPORT_OF],
    index: |body| indexed(body, index),
};

/// `open-report/INSTANT/HASH`.
pub const OPEN_REPORT: Index = Index {
    name: "open-report",
    doc: "reports that wait for a decision, by when they were made",
    unique: false,
    list: Some(1),
};
/// `decided-report/INSTANT/HASH`.
pub const DECIDED_REPORT: Index = Index {
    name: "decided-report",
    doc: "reports with a decision, by when the last one was made",
    unique: false,
    list: Some(1),
};
/// `report-of/SUBJECT/INSTANT/HASH`.
pub const REPORT_OF: Index = Index {
    name: "report-of",
    doc: "reports of a photo or of a person's page, by when they were made",
    unique: false,
    list: None,
};

/// The key of a report's record.
#[must_use]
pub fn key(hash: ContentHash) -> Key {
    SPACE.key(&hash.to_hex())
}

/// The prefix of the index keys of a subject's reports.
#[must_use]
pub fn prefix_of(subject: &Subject) -> String {
    REPORT_OF.prefix(&match subject {
        Subject::Photo(id) => format!("photo/{id}/"),
        Subject::Person(handle) => format!("person/{handle}/"),
    })
}

fn index(report: &ReportRecord) -> Vec<IndexKey> {
    let hash = report.hash;
    let made = sortable(report.at);
    let list = match report.last_decision() {
        None => IndexKey::new(&OPEN_REPORT, &format!("{made}/{hash}")),
        Some(decision) => IndexKey::new(&DECIDED_REPORT, &format!("{}/{hash}", sortable(decision.at))),
    };
    vec![list, IndexKey::written(&format!("{}{made}/{hash}", prefix_of(&report.subject)))]
}
