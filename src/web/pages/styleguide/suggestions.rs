//! Suggestions: the form, and the lists of who gave the photos and of curators.

use actix_web::{HttpResponse, http::StatusCode};

use super::sample::{Sample, wrong};
use crate::{
    domain::{
        photo::PhotoId,
        suggestion::{SuggestedField, SuggestionId},
    },
    web::{
        frame::answer,
        i18n::Messages,
        pages::{
            card::Card,
            field_errors::FieldErrors,
            suggest::{FieldRow, SuggestPage, label},
            suggestions::{SuggestionView, SuggestionsPage, Tab},
        },
        problem::Problem,
    },
};

/// The pages of this file.
pub const NAMES: &[&str] = &["suggest", "suggest-wrong", "suggestions", "suggestions-waiting", "suggestions-none"];

const WORDS: &str = "J’habite au-dessus. C’est la cale du Bilou, pas celle du port.";

/// A page of this file, in one of its states.
pub fn shown(name: &str, sample: Sample) -> Option<Result<HttpResponse, Problem>> {
    if !NAMES.contains(&name) {
        return None;
    }
    // They are about a photo.
    let Some(card) = sample.card.clone() else { return Some(Err(Problem::NotFound)) };
    Some(match name {
        "suggest" => answer::personal(StatusCode::OK, &form(sample, card, false)),
        "suggest-wrong" => answer::personal(StatusCode::OK, &form(sample, card, true)),
        "suggestions" => answer::personal(StatusCode::OK, &list(sample, &card, false, true)),
        "suggestions-waiting" => answer::personal(StatusCode::OK, &list(sample, &card, true, true)),
        _ => answer::personal(StatusCode::OK, &list(sample, &card, false, false)),
    })
}

fn form(sample: Sample, card: Card, is_wrong: bool) -> SuggestPage {
    let mut frame = sample.frame;
    let t = frame.t;
    frame.entitle(t.suggest_title());
    let row = |field: SuggestedField| FieldRow {
        name: field.name(),
        label: label(field, t),
        help: (field == SuggestedField::People).then(|| t.suggest_people_help()),
        was: String::new(),
        value: if field == SuggestedField::PlaceName { "Le Conquet, cale du Bilou" } else { "" }.to_owned(),
        most: None,
        is_long: field == SuggestedField::People,
    };
    SuggestPage {
        id: PhotoId::from_random([0; 8]),
        card,
        fields: SuggestedField::ALL.map(row).into(),
        why: WORDS.to_owned(),
        contact: "soizic@example.org".to_owned(),
        has_account: !is_wrong,
        errors: if is_wrong { wrong(&["people", "why", "contact"], t) } else { FieldErrors::default() },
        frame,
    }
}

fn list(sample: Sample, card: &Card, waiting: bool, has_some: bool) -> SuggestionsPage {
    let mut frame = sample.frame;
    let t = frame.t;
    frame.entitle(t.suggestions_title());
    let suggestions = if has_some {
        let first = view(1, SuggestedField::PlaceName, card, t);
        let note = SuggestionView { is_note: true, ..view(2, SuggestedField::People, card, t) };
        let refused = SuggestionView {
            typed: "Trop tard".to_owned(),
            error: Some(t.problem_suggestion_stale().to_owned()),
            ..view(3, SuggestedField::Title, card, t)
        };
        let all = [SuggestionView { current: true, now: Some("Brest".to_owned()), ..first }, note, refused];
        all.map(|one| SuggestionView { may_decide: !waiting, current: one.current && !waiting, ..one }).into()
    } else {
        Vec::new()
    };
    let tab = |name, current| Tab { path: frame.urls.suggestions(), name, count: suggestions.len(), current };
    SuggestionsPage {
        curates: true,
        days: 7,
        waiting,
        tabs: vec![tab(t.suggestions_all(), true), tab(t.field_place(), false)],
        others: has_some.then(|| (2, frame.urls.suggestions())),
        field: "",
        current: (has_some && !waiting).then(|| (1, Some(frame.urls.suggestions()))),
        stopped: (has_some && !waiting).then(|| (t.problem_suggestion_stale().to_owned(), "Trop tard".to_owned())),
        suggestions,
        frame,
    }
}

fn view(number: u8, field: SuggestedField, card: &Card, t: Messages) -> SuggestionView {
    SuggestionView {
        id: SuggestionId::from_random([number; 8]),
        revision: 1,
        card: card.clone(),
        name: card.heading(t).to_owned(),
        is_shown: true,
        label: label(field, t),
        old: vec!["Le Conquet".to_owned()],
        new: vec!["Le Conquet, cale du Bilou".to_owned()],
        now: None,
        is_note: false,
        by: t.suggestions_by("30 novembre 2026", "Gwenaëlle Omnès"),
        why: WORDS.to_owned(),
        contact: Some("soizic@example.org".to_owned()),
        may_decide: true,
        curators_from: Some("7 décembre 2026".to_owned()),
        current: false,
        next: String::new(),
        was: "Le Conquet, cale du Bilou".to_owned(),
        value: "Le Conquet, cale du Bilou".to_owned(),
        typed: String::new(),
        error: None,
    }
}
