//! Reports, by the hash of the secret in their reporter's address: a private space, since they hold what somebody says of
//! somebody, and how to reach them.

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
    doc: "what somebody reported of a photo or a person, and what staff decided",
    private: true,
    version: REPORT_VERSION,
    older: &[],
    indexes: &[OPEN_REPORT, DECIDED_REPORT, REPORT_OF],
    index: |body| indexed(body, index),
};

/// `open-report/INSTANT/HASH`.
pub const OPEN_REPORT: Index =
    Index { name: "open-report", doc: "reports on which nobody decided, by when they were made", unique: false };
/// `decided-report/INSTANT/HASH`.
pub const DECIDED_REPORT: Index =
    Index { name: "decided-report", doc: "reports on which staff decided, by when they last did", unique: false };
/// `report-of/SUBJECT/INSTANT/HASH`.
pub const REPORT_OF: Index =
    Index { name: "report-of", doc: "reports of a photo or a person, by when they were made", unique: false };

/// The key of a report's record.
#[must_use]
pub fn key(hash: ContentHash) -> Key {
    SPACE.key(&hash.to_hex())
}

/// How the index keys of a subject's reports begin.
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
    let list = match report.last_ruling() {
        None => IndexKey::new(&OPEN_REPORT, &format!("{made}/{hash}")),
        Some(ruling) => IndexKey::new(&DECIDED_REPORT, &format!("{}/{hash}", sortable(ruling.at))),
    };
    vec![list, IndexKey::written(&format!("{}{made}/{hash}", prefix_of(&report.subject)))]
}
