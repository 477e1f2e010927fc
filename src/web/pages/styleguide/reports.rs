//! Reports: the form, the page of the reporter, the lists of moderators.

use actix_web::{HttpResponse, http::StatusCode};

use super::sample::{Sample, wrong};
use crate::{
    domain::{photo::State, report::Verdict},
    library::idempotency::IdempotencyKey,
    web::{
        frame::answer,
        pages::{
            card::Paging,
            field_errors::FieldErrors,
            report::{
                form::{Consequence, ReasonChoice, ReportPage},
                status::ReportStatusPage,
            },
            reports::{ReportView, ReportsPage},
            statements::DecisionView,
        },
        problem::Problem,
    },
};

/// The pages of this file.
pub const NAMES: &[&str] = &[
    "report",
    "report-wrong",
    "report-of-person",
    "report-status",
    "report-status-decided",
    "reports",
    "reports-decided",
    "reports-none",
];

const WORDS: &str = "C’est ma fille, à gauche, près du mât.";

/// A page of this file, in one of its states.
pub fn shown(name: &str, sample: Sample) -> Option<Result<HttpResponse, Problem>> {
    let page = match name {
        "report" => answer::personal(StatusCode::OK, &form(sample, Consequence::PhotoStays, false)),
        "report-wrong" => answer::personal(StatusCode::OK, &form(sample, Consequence::Hides, true)),
        "report-of-person" => {
            let sample = Sample { card: None, ..sample };
            answer::personal(StatusCode::OK, &form(sample, Consequence::PageStays, false))
        }
        "report-status" => answer::personal(StatusCode::OK, &status(sample, false)),
        "report-status-decided" => answer::personal(StatusCode::OK, &status(sample, true)),
        "reports" => answer::personal(StatusCode::OK, &list(sample, false, true)),
        "reports-decided" => answer::personal(StatusCode::OK, &list(sample, true, true)),
        "reports-none" => answer::personal(StatusCode::OK, &list(sample, false, false)),
        _ => return None,
    };
    Some(page)
}

fn form(sample: Sample, consequence: Consequence, is_wrong: bool) -> ReportPage {
    let Sample { mut frame, card } = sample;
    let t = frame.t;
    let is_photo = card.is_some();
    frame.entitle(if is_photo { t.report_title() } else { t.report_title_person() });
    let labels = [("minor", t.report_minor()), ("place", t.report_place()), ("other", t.report_other())];
    ReportPage {
        photo: card,
        has_picture: true,
        name: if is_photo { "Sur le quai" } else { "Anne Le Gall" }.to_owned(),
        subject: ("photo", String::new()),
        back: frame.urls.home(),
        reasons: labels.map(|(name, label)| ReasonChoice { name, label, chosen: name == "minor" && !is_wrong }).into(),
        text: WORDS.to_owned(),
        idempotency_key: IdempotencyKey::from_chance([0; 32]),
        contact: if is_wrong { "soizic" } else { "soizic@example.org" }.to_owned(),
        consequence,
        errors: if is_wrong { wrong(&["reason", "text", "contact"], t) } else { FieldErrors::default() },
        frame,
    }
}

fn status(sample: Sample, is_decided: bool) -> ReportStatusPage {
    let mut frame = sample.frame;
    let t = frame.t;
    frame.entitle(t.report_status_title());
    ReportStatusPage {
        subject: frame.urls.home(),
        is_photo: true,
        reason: t.report_minor(),
        text: WORDS.to_owned(),
        contact: Some("soizic@example.org".to_owned()),
        at: "30 novembre 2026".to_owned(),
        hidden_at_once: true,
        decisions: if is_decided { vec![decision(t.decision_hide("1er décembre 2026"))] } else { Vec::new() },
        contact_page: Some(frame.urls.contact()),
        address: frame.absolute(&frame.urls.report()),
        frame,
    }
}

fn decision(sentence: String) -> DecisionView {
    DecisionView { sentence, reason: "On demande aux parents.".to_owned() }
}

fn list(sample: Sample, decided: bool, has_some: bool) -> ReportsPage {
    let Sample { mut frame, card } = sample;
    let t = frame.t;
    frame.entitle(t.reports_title());
    let report = |id: &str, state: Option<State>, possible: &[Verdict]| ReportView {
        id: id.to_owned(),
        revision: 1,
        address: frame.urls.home(),
        name: if state.is_some() { "Sur le quai" } else { "Anne Le Gall" }.to_owned(),
        picture: card.clone().filter(|_| state.is_some()),
        state,
        giver: state.map(|_| "Tina Morvan".to_owned()),
        reason: t.report_minor(),
        text: WORDS.to_owned(),
        contact: Some("soizic@example.org".to_owned()),
        at: "30 novembre 2026".to_owned(),
        hidden_at_once: state == Some(State::Hidden),
        decisions: Vec::new(),
        possible: possible.to_vec(),
        typed: String::new(),
        forgets: false,
        error: None,
    };
    let all = [Verdict::Keep, Verdict::Hide, Verdict::Withdraw];
    let hidden = [Verdict::Restore, Verdict::Hide, Verdict::Withdraw];
    let reports = if !has_some {
        Vec::new()
    } else if decided {
        let decisions =
            vec![decision(t.decision_hide("1er décembre 2026")), decision(t.decision_restore("2 décembre 2026"))];
        vec![
            ReportView { decisions: decisions.clone(), ..report("a", Some(State::Published), &all) },
            ReportView { decisions, picture: None, ..report("b", Some(State::Withdrawn), &[]) },
        ]
    } else {
        let refused = ReportView {
            typed: "Trop tard".to_owned(),
            forgets: true,
            error: Some(t.problem_report_stale().to_owned()),
            ..report("b", Some(State::Hidden), &hidden)
        };
        vec![report("a", Some(State::Published), &all), refused, report("c", None, &[Verdict::Keep])]
    };
    let stopped = (has_some && !decided).then(|| (t.problem_report_stale().to_owned(), "Trop tard".to_owned()));
    let paging = Paging { previous: None, next: has_some.then(|| frame.urls.reports()) };
    let count = if has_some { 3 } else { 0 };
    ReportsPage { decided, open_count: count, decided_count: count, reports, paging, stopped, frame }
}
