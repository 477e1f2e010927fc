//! People and invitations, as administrators see them.

use actix_web::{HttpResponse, http::StatusCode};

use super::sample::{Sample, handle, wrong};
use crate::{
    domain::person::{Handle, Role},
    web::{
        frame::{answer, layout::Frame},
        pages::{
            field_errors::FieldErrors,
            people::{
                PeoplePage, PersonLine, Tab,
                events::EventView,
                invitations::{InvitationView, InvitationsPage},
                person::PersonPage,
                role_name, roles,
            },
        },
        problem::Problem,
    },
};

/// The pages of this file.
pub const NAMES: &[&str] = &[
    "people",
    "people-none",
    "person",
    "person-wrong",
    "person-suspended",
    "person-oneself",
    "invitations",
    "invitations-none",
];

const DAY: &str = "30 novembre 2026";

/// A page of this file, in one of its states.
pub fn shown(name: &str, sample: Sample) -> Option<Result<HttpResponse, Problem>> {
    let frame = sample.frame;
    let page = match name {
        "people" => answer::personal(StatusCode::OK, &people(frame, true)),
        "people-none" => answer::personal(StatusCode::OK, &people(frame, false)),
        "person" => {
            let link = Some(frame.absolute(&frame.urls.reset("k7Qm2pXd")));
            let reset = Some((handle("ada"), DAY.to_owned()));
            answer::personal(StatusCode::OK, &PersonPage { reset, link, ..person(frame) })
        }
        "person-wrong" => {
            let errors = wrong(&["", "role", "suspension_why"], frame.t);
            answer::personal(StatusCode::OK, &PersonPage { errors, ..person(frame) })
        }
        "person-suspended" => {
            let suspended = Some((DAY.to_owned(), Some("Des photos d’un autre, trois fois.".to_owned())));
            answer::personal(StatusCode::OK, &PersonPage { suspended, ..person(frame) })
        }
        "person-oneself" => answer::personal(StatusCode::OK, &PersonPage { is_oneself: true, ..person(frame) }),
        "invitations" => answer::personal(StatusCode::OK, &invitations(frame, true)),
        "invitations-none" => answer::personal(StatusCode::OK, &invitations(frame, false)),
        _ => return None,
    };
    Some(page)
}

fn tabs(frame: &Frame) -> Vec<Tab> {
    let tab = |name, count, current| Tab { path: frame.urls.people(), name, count, current };
    vec![
        tab(frame.t.people_title(), 1_204, true),
        tab(role_name(Role::Moderator, frame.t), 2, false),
        tab(frame.t.people_invitations(), 0, false),
    ]
}

fn people(mut frame: Frame, has_some: bool) -> PeoplePage {
    let t = frame.t;
    frame.entitle(t.people_title());
    let line = |name: &str, role: Role, trusted: bool, suspended: bool| PersonLine {
        handle: handle("anne"),
        name: name.to_owned(),
        role: role_name(role, t),
        trusted,
        suspended,
        photos: 1_112,
        since: DAY.to_owned(),
    };
    let people = [
        line("Anne Le Gall", Role::Contributor, false, false),
        line("Tina Morvan", Role::Contributor, true, false),
        line("Bran Kerhervé-Penmarc’h de Plougastel-Daoulas", Role::Moderator, false, false),
        line("Yann", Role::Contributor, false, true),
    ];
    PeoplePage {
        tabs: tabs(&frame),
        total: 1_204,
        list: String::new(),
        words: if has_some { String::new() } else { "Gwenaël".to_owned() },
        people: if has_some { people.into() } else { Vec::new() },
        first: has_some.then(|| frame.urls.people()),
        next: has_some.then(|| frame.urls.people()),
        frame,
    }
}

fn person(mut frame: Frame) -> PersonPage {
    let t = frame.t;
    frame.entitle("Anne Le Gall");
    let event = |what: &'static str, actor: Option<Handle>| EventView {
        at: "2026-11-30T14:05:00Z".to_owned(),
        day: DAY.to_owned(),
        time: "14:05".to_owned(),
        what,
        actor,
        changes: Vec::new(),
        reason: None,
    };
    let changes = vec![
        (t.field_role(), role_name(Role::Contributor, t).to_owned(), role_name(Role::Moderator, t).to_owned()),
        (t.field_credit_name(), String::new(), "Anne Le Gall".to_owned()),
    ];
    let events = vec![
        EventView { reason: Some("Trois fois.".to_owned()), ..event(t.event_suspend(), Some(handle("ada"))) },
        EventView { changes, ..event(t.event_change(), None) },
        event(t.event_end_sessions(), Some(Handle::site())),
        event(t.event_join(), Some(handle("anne"))),
    ];
    PersonPage {
        handle: handle("anne"),
        name: "Anne Le Gall".to_owned(),
        role: role_name(Role::Contributor, t),
        since: DAY.to_owned(),
        photos: 112,
        invited: Some(("ada".to_owned(), Some("Anne, du club photo".to_owned()))),
        revision: 1,
        is_oneself: false,
        roles: roles(Role::Contributor.name(), t),
        trusted: true,
        suspended: None,
        why: String::new(),
        reset: None,
        link: None,
        events,
        earlier: Some(frame.urls.people()),
        errors: FieldErrors::default(),
        frame,
    }
}

fn invitations(mut frame: Frame, has_some: bool) -> InvitationsPage {
    let t = frame.t;
    frame.entitle(t.people_invitations());
    let invitation = |note: Option<&str>| InvitationView {
        id: String::new(),
        note: note.map(str::to_owned),
        role: role_name(Role::Contributor, t),
        by: handle("ada"),
        expires: DAY.to_owned(),
    };
    let invitations = vec![invitation(Some("Anne, du club photo")), invitation(None)];
    InvitationsPage {
        tabs: tabs(&frame),
        invitations: if has_some { invitations } else { Vec::new() },
        roles: roles(Role::Contributor.name(), t),
        for_whom: "Anne, du club photo".to_owned(),
        link: has_some.then(|| frame.absolute(&frame.urls.invited("k7Qm2pXd"))),
        errors: if has_some { FieldErrors::default() } else { wrong(&["role", "for_whom"], t) },
        frame,
    }
}
