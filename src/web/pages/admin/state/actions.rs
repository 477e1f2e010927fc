//! Who did what, as administrators read it: each action in words, with links to who did it and to what it was done to.

use serde::Deserialize;

use super::number;
use crate::{
    domain::{person::Handle, photo::State, reader::Reader},
    library::{
        Library,
        actions::{Action, ActionPage, ActionSubject, NamedPhoto, SoughtActions},
    },
    web::{
        frame::layout::Frame,
        i18n::Messages,
        problem::Problem,
        urls::Urls,
        view::{grants::minute, legal},
    },
};

/// How many actions a page shows.
const PART: usize = 30;

/// How an action is said: in the same words however often it was done, or with a number.
#[derive(Clone, Copy)]
enum Words {
    Same(fn(Messages) -> &'static str),
    Counted(fn(Messages, u64) -> String),
}

/// Gestures that stand together: what they are about, the name of each in the journal, and its words.
type GestureGroup = (fn(Messages) -> &'static str, &'static [(&'static str, Words)]);

/// The gestures that can be chosen.
const GESTURES: &[GestureGroup] = &[
    (
        Messages::nav_photos,
        &[
            ("deposit", Words::Counted(Messages::action_deposit)),
            ("submit", Words::Counted(Messages::action_submit)),
            ("review", Words::Counted(Messages::action_review)),
            ("describe", Words::Counted(Messages::action_describe)),
            ("curate", Words::Counted(Messages::action_curate)),
            ("revert", Words::Counted(Messages::action_revert)),
            ("undo-batch", Words::Counted(Messages::action_undo_batch)),
            ("contest", Words::Counted(Messages::action_contest)),
            ("read-contest", Words::Counted(Messages::action_read_contest)),
            ("withdraw", Words::Counted(Messages::action_withdraw)),
            ("erase", Words::Counted(Messages::action_erase)),
            ("forget-photo", Words::Counted(Messages::action_forget_photo)),
            ("suggest", Words::Counted(Messages::action_suggest)),
            ("accept-suggestion", Words::Counted(Messages::action_accept_suggestion)),
            ("propose-file", Words::Same(Messages::history_file_proposed)),
            ("send-file", Words::Same(Messages::action_send_file)),
            ("drop-file", Words::Same(Messages::action_drop_file)),
            ("replace-file", Words::Same(Messages::history_file_replaced)),
            ("refuse-file", Words::Same(Messages::history_file_refused)),
            ("refuse-suggestion", Words::Counted(Messages::action_refuse_suggestion)),
        ],
    ),
    (
        Messages::reports_title,
        &[
            ("report", Words::Counted(Messages::action_report)),
            ("keep-reported", Words::Counted(Messages::action_keep_reported)),
            ("hide-reported", Words::Counted(Messages::action_hide_reported)),
            ("withdraw-reported", Words::Counted(Messages::action_withdraw_reported)),
            ("restore-reported", Words::Counted(Messages::action_restore_reported)),
            ("forget-contact", Words::Same(Messages::action_forget_contact)),
        ],
    ),
    (
        Messages::collections_title,
        &[
            ("make-collection", Words::Counted(Messages::action_make_collection)),
            ("change-collection", Words::Counted(Messages::action_change_collection)),
            ("publish-collection", Words::Counted(Messages::action_publish_collection)),
            ("unpublish-collection", Words::Counted(Messages::action_unpublish_collection)),
            ("add-to-collection", Words::Same(Messages::action_add_to_collection)),
            ("remove-from-collection", Words::Same(Messages::action_remove_from_collection)),
            ("order-collection", Words::Same(Messages::action_order_collection)),
            ("delete-collection", Words::Counted(Messages::action_delete_collection)),
        ],
    ),
    (
        Messages::tags_title,
        &[
            ("change-tag", Words::Counted(Messages::action_change_tag)),
            ("merge-tags", Words::Same(Messages::action_merge_tags)),
            ("rename-tag", Words::Same(Messages::action_rename_tag)),
            ("split-tag", Words::Same(Messages::action_split_tag)),
            ("ban-tags", Words::Same(Messages::action_ban_tags)),
            ("import-tags", Words::Same(Messages::action_import_tags)),
        ],
    ),
    (
        Messages::people_title,
        &[
            ("join", Words::Same(Messages::event_join)),
            ("invite", Words::Counted(Messages::action_invite)),
            ("revoke-invitation", Words::Counted(Messages::action_revoke_invitation)),
            ("set-person", Words::Same(Messages::event_change)),
            ("suspend", Words::Same(Messages::event_suspend)),
            ("restore", Words::Same(Messages::event_restore)),
            ("end-sessions", Words::Same(Messages::event_end_sessions)),
            ("password", Words::Same(Messages::action_password)),
            ("reset-link", Words::Same(Messages::event_reset_link)),
            ("reset-password", Words::Same(Messages::event_reset_password)),
            ("set-password", Words::Same(Messages::event_set_password)),
            ("token", Words::Same(Messages::action_token)),
            ("revoke-token", Words::Same(Messages::action_revoke_token)),
            ("credit", Words::Same(Messages::event_credit)),
            ("forget-person", Words::Same(Messages::action_forget_person)),
        ],
    ),
    (
        Messages::admin_site_title,
        &[("site", Words::Same(Messages::action_site)), ("legal", Words::Same(Messages::action_legal))],
    ),
];

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct ActionsQuery {
    by: Option<String>,
    what: Option<String>,
    before: Option<u64>,
}

/// Who did what.
#[derive(Clone, Debug, Default)]
pub struct ActionsView {
    /// The person whose actions are shown, as asked.
    pub by: String,
    /// That there is no such person, and where to look for them.
    pub unknown: Option<(String, String)>,
    /// The gestures to choose from, in groups.
    pub gestures: Vec<(&'static str, Vec<GestureChoice>)>,
    /// The actions, the latest first.
    pub actions: Vec<ActionView>,
    /// The list without what was chosen, when something was.
    pub all: Option<String>,
    /// Where it goes on.
    pub earlier: Option<String>,
}

/// A gesture to choose.
#[derive(Clone, Debug)]
pub struct GestureChoice {
    /// Its name in the journal.
    pub name: &'static str,
    /// What it is called.
    pub words: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// An action.
#[derive(Clone, Debug)]
pub struct ActionView {
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub minute: String,
    /// What was done.
    pub what: String,
    /// What it was done to: the first ones, some with where they are.
    pub subjects: Vec<SubjectView>,
    /// How many others there are.
    pub others: u64,
    /// Who did it.
    pub who: SubjectView,
}

/// What something was done to, or who did it.
#[derive(Clone, Debug)]
pub struct SubjectView {
    /// Its name.
    pub name: String,
    /// Where it is, if it is somewhere.
    pub address: Option<String>,
    /// Whether the name is the title of a work.
    pub is_work: bool,
}

impl SubjectView {
    fn at(name: impl Into<String>, address: String) -> Self {
        Self { name: name.into(), address: Some(address), is_work: false }
    }

    fn nowhere(name: &str) -> Self {
        Self { name: name.to_owned(), address: None, is_work: false }
    }
}

/// The actions that are asked for.
///
/// # Errors
/// [`Problem::NotFound`] for an unknown gesture; [`Problem`] for anyone but an administrator, or when the library does not
/// answer.
pub async fn actions(
    reader: &Reader,
    query: &ActionsQuery,
    library: &Library,
    frame: &Frame,
) -> Result<ActionsView, Problem> {
    let (t, urls) = (frame.t, frame.urls);
    let by = query.by.as_deref().unwrap_or_default().trim();
    let what = query.what.as_deref().filter(|what| !what.is_empty());
    if what.is_some_and(|what| words(what).is_none()) {
        return Err(Problem::NotFound);
    }
    let mut view = ActionsView {
        by: by.to_owned(),
        gestures: choices(what, t),
        all: (!by.is_empty() || what.is_some()).then(|| urls.admin_actions("", "", None)),
        ..ActionsView::default()
    };
    let person: Option<Handle> = by.parse().ok();
    let is_known = match &person {
        Some(handle) => library.person(handle).await?.is_some(),
        None => false,
    };
    if !by.is_empty() && !is_known {
        view.unknown = Some((t.actions_unknown(by), urls.people_in("", by, None)));
        return Ok(view);
    }
    let sought = SoughtActions { by: person.as_ref(), gesture: what, before: query.before, limit: PART };
    let page = library.actions(reader, sought).await?;
    view.earlier = page.next.map(|before| urls.admin_actions(by, what.unwrap_or_default(), Some(before)));
    view.actions = page.actions.iter().map(|action| shown(action, &page, frame)).collect();
    Ok(view)
}

fn words(gesture: &str) -> Option<Words> {
    let mut all = GESTURES.iter().flat_map(|(_, gestures)| *gestures);
    all.find(|(name, _)| *name == gesture).map(|(_, words)| *words)
}

fn choices(chosen: Option<&str>, t: Messages) -> Vec<(&'static str, Vec<GestureChoice>)> {
    let choice = |(name, words): &(&'static str, Words)| GestureChoice {
        name,
        words: words.said(1, t),
        is_chosen: chosen == Some(*name),
    };
    GESTURES.iter().map(|(group, gestures)| (group(t), gestures.iter().map(choice).collect())).collect()
}

impl Words {
    fn said(self, count: u64, t: Messages) -> String {
        match self {
            Self::Same(words) => words(t).to_owned(),
            Self::Counted(words) => words(t, count),
        }
    }
}

fn shown(action: &Action, page: &ActionPage, frame: &Frame) -> ActionView {
    let (t, urls) = (frame.t, frame.urls);
    let count = number(action.count);
    let what = match action.outcome {
        Some(State::Published) => t.action_publish(count),
        Some(State::ChangeRequested) => t.action_request_change(count),
        Some(State::Refused) => t.action_refuse(count),
        _ => match words(&action.gesture) {
            Some(Words::Same(words)) if action.subjects.is_empty() && count > 1 => {
                format!("{} ({})", words(t), t.number(count))
            }
            Some(words) => words.said(count, t),
            None => t.action_other(&action.gesture),
        },
    };
    let mut subjects: Vec<SubjectView> = action.subjects.iter().map(|subject| named(subject, page, frame)).collect();
    let others = if subjects.is_empty() { 0 } else { count.saturating_sub(number(subjects.len())) };
    subjects.extend(where_looked_after(&action.gesture, t, urls));
    ActionView {
        at: action.at.to_string(),
        minute: minute(action.at, t),
        what,
        subjects,
        others,
        who: who(action, page, frame),
    }
}

/// Where one looks after what a gesture is about, if its records are private.
fn where_looked_after(gesture: &str, t: Messages, urls: Urls) -> Option<SubjectView> {
    let (name, address) = match gesture {
        "report" => (t.actions_see_reports(), urls.reports()),
        "keep-reported" | "hide-reported" | "withdraw-reported" | "restore-reported" => {
            (t.actions_see_reports(), urls.reports_decided())
        }
        "invite" | "revoke-invitation" => (t.actions_see_invitations(), urls.invitations()),
        _ => return None,
    };
    Some(SubjectView::at(name, address))
}

fn named(subject: &ActionSubject, page: &ActionPage, frame: &Frame) -> SubjectView {
    let (t, urls) = (frame.t, frame.urls);
    match subject {
        ActionSubject::Photo(id) => match page.photos.get(id) {
            Some(NamedPhoto::Titled(Some(title))) => {
                SubjectView { is_work: true, ..SubjectView::at(title.clone(), urls.photo(id)) }
            }
            Some(NamedPhoto::Titled(None)) => SubjectView::at(t.photo_untitled(), urls.photo(id)),
            Some(NamedPhoto::Tombstone) => SubjectView::at(t.actions_photo_withdrawn(), urls.photo(id)),
            None => SubjectView::nowhere(t.actions_photo_gone()),
        },
        ActionSubject::Person(handle) => person(handle, page, frame),
        ActionSubject::Collection(slug) => SubjectView::at(slug.as_str(), urls.collection(slug)),
        ActionSubject::Settings => SubjectView::at(t.admin_site_title(), urls.admin_site()),
        ActionSubject::Text(text, language) => {
            let name = t.actions_text(t.name_of(*language), legal::title(*text, t));
            SubjectView::at(name, urls.admin_page(*text, *language))
        }
    }
}

fn who(action: &Action, page: &ActionPage, frame: &Frame) -> SubjectView {
    match &action.actor {
        Some(handle) => person(handle, page, frame),
        // Those who report or suggest have no account, or do not say which.
        None if ["report", "suggest"].contains(&action.gesture.as_str()) => {
            SubjectView::nowhere(frame.t.actions_by_reader())
        }
        None => SubjectView::nowhere(frame.t.event_by_command()),
    }
}

/// A person, with where they are looked after: only those who have an account are.
fn person(handle: &Handle, page: &ActionPage, frame: &Frame) -> SubjectView {
    match page.people.get(handle) {
        Some(name) => SubjectView::at(name.clone(), frame.urls.people_person(handle)),
        None if handle.is_nobody() => SubjectView::nowhere(frame.t.event_by_forgotten()),
        None => SubjectView::nowhere(handle.as_str()),
    }
}
