//! What is said of a report: its ground, what was decided and why; to the photo's contributor, as a statement of reasons
//! (`parts/statements.html`).

use crate::{
    domain::report::{Ground, ReportRecord, Subject, Verdict},
    web::{frame::layout::Frame, i18n::Messages, view::grants::day},
};

/// A ground in the words of the form.
#[must_use]
pub fn ground(ground: Ground, t: Messages) -> &'static str {
    match ground {
        Ground::PersonalImage => t.ground_personal_image(),
        Ground::Minor => t.ground_minor(),
        Ground::Place => t.ground_place(),
        Ground::Rights => t.ground_rights(),
        Ground::WrongAttribution => t.ground_wrong_attribution(),
        Ground::WrongFacts => t.ground_wrong_facts(),
        Ground::Unlawful => t.ground_unlawful(),
        Ground::Other => t.ground_other(),
    }
}

/// The page that a report is about.
#[must_use]
pub fn address_of(subject: &Subject, frame: &Frame) -> String {
    match subject {
        Subject::Photo(id) => frame.urls.photo(id),
        Subject::Person(handle) => frame.urls.person(handle),
    }
}

/// A decision as people read it.
#[derive(Clone, Debug)]
pub struct RulingView {
    /// What was decided and when, in one sentence.
    pub sentence: String,
    /// Why.
    pub reason: String,
}

/// The decisions on a report, oldest first.
#[must_use]
pub fn rulings(report: &ReportRecord, t: Messages) -> Vec<RulingView> {
    let sentence = |verdict: Verdict, day: &str| match verdict {
        Verdict::Keep => t.ruling_keep(day),
        Verdict::Hide => t.ruling_hide(day),
        Verdict::Withdraw => t.ruling_withdraw(day),
        Verdict::Restore => t.ruling_restore(day),
    };
    let view = |ruling: &crate::domain::report::Ruling| RulingView {
        sentence: sentence(ruling.verdict, &day(ruling.at, t)),
        reason: ruling.reason.clone(),
    };
    report.rulings.iter().map(view).collect()
}

/// Why a photo was hidden or withdrawn, for its contributor.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The ground and the day of the report, in one sentence.
    pub ground: String,
    /// Whether it hid the photo at once, before anybody looked.
    pub hid_at_once: bool,
    /// What was decided since, oldest first.
    pub rulings: Vec<RulingView>,
}

/// The statements about a photo, in the order of its reports.
#[must_use]
pub fn of(reports: &[ReportRecord], t: Messages) -> Vec<Statement> {
    let statement = |report: &ReportRecord| Statement {
        ground: t.statement_ground(&day(report.at, t), ground(report.ground, t)),
        hid_at_once: report.hid_at_once,
        rulings: rulings(report, t),
    };
    reports.iter().map(statement).collect()
}
