//! Reports and decisions as sentences, and the statements of reasons that a contributor reads (`parts/statements.html`).

use crate::{
    domain::{
        legal::LegalPage,
        report::{ReportDecision, ReportReason, ReportRecord, Subject, Verdict},
    },
    library::{Library, StoreFault},
    web::{
        frame::layout::Frame,
        i18n::Messages,
        view::{grants::day, legal},
    },
};

/// The label of a reason to report this subject.
#[must_use]
pub fn reason_for(reason: ReportReason, subject: &Subject, t: Messages) -> &'static str {
    match (reason, subject) {
        (ReportReason::PersonalImage, _) => t.report_personal_image(),
        (ReportReason::Minor, _) => t.report_minor(),
        (ReportReason::Place, _) => t.report_place(),
        (ReportReason::Rights, Subject::Photo(_)) => t.report_rights(),
        (ReportReason::Rights, Subject::Person(_)) => t.report_rights_person(),
        (ReportReason::WrongAttribution, _) => t.report_wrong_attribution(),
        (ReportReason::WrongFacts, Subject::Photo(_)) => t.report_wrong_facts(),
        (ReportReason::WrongFacts, Subject::Person(_)) => t.report_wrong_facts_person(),
        (ReportReason::Unlawful, _) => t.report_unlawful(),
        (ReportReason::Other, _) => t.report_other(),
    }
}

/// The reported page.
#[must_use]
pub fn address_of(subject: &Subject, frame: &Frame) -> String {
    match subject {
        Subject::Photo(id) => frame.urls.photo(id),
        Subject::Person(handle) => frame.urls.person(handle),
    }
}

/// A decision on a report.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// The verdict and its day, in one sentence.
    pub sentence: String,
    /// Why.
    pub reason: String,
}

/// The decisions on a report, oldest first.
#[must_use]
pub fn decisions(report: &ReportRecord, t: Messages) -> Vec<DecisionView> {
    let sentence = |verdict: Verdict, day: &str| match verdict {
        Verdict::Keep => t.decision_keep(day),
        Verdict::Hide => t.decision_hide(day),
        Verdict::Withdraw => t.decision_withdraw(day),
        Verdict::Restore => t.decision_restore(day),
    };
    let view = |decision: &ReportDecision| DecisionView {
        sentence: sentence(decision.verdict, &day(decision.at, t)),
        reason: decision.reason.clone(),
    };
    report.decisions.iter().map(view).collect()
}

/// Why a photo was hidden, withdrawn or restored, for its contributor.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The day and the reason of the report, in one sentence.
    pub reported: String,
    /// Whether the report hid the photo at once.
    pub hidden_at_once: bool,
    /// The decisions, oldest first.
    pub decisions: Vec<DecisionView>,
    /// Whether the last one took the photo from the public: its contributor may contest it.
    pub is_taken_away: bool,
}

/// Where people contest a decision (Regulation (EU) 2022/2065, articles 16(5) and 17(3)(f)): the page that says how to write to
/// the team, once an administrator wrote it.
///
/// # Errors
/// [`StoreFault`] when the catalogue fails.
pub async fn contact(library: &Library, frame: &Frame) -> Result<Option<String>, StoreFault> {
    for language in legal::choices(frame.t.language()) {
        if library.legal_text(LegalPage::Contact, language).await?.is_some() {
            return Ok(Some(frame.urls.contact()));
        }
    }
    Ok(None)
}

/// The statements about a photo, in the order of its reports.
#[must_use]
pub fn of(reports: &[ReportRecord], t: Messages) -> Vec<Statement> {
    let statement = |report: &ReportRecord| Statement {
        reported: t.statement_reported(&day(report.at, t), reason_for(report.reason, &report.subject, t)),
        hidden_at_once: report.hidden_at_once,
        decisions: decisions(report, t),
        is_taken_away: report
            .decisions
            .last()
            .is_some_and(|decision| matches!(decision.verdict, Verdict::Hide | Verdict::Withdraw)),
    };
    reports.iter().map(statement).collect()
}
