//! What was done to an account, as administrators read it: who, when, what, from which value to which.

use crate::{
    domain::person::{Handle, PersonRecord},
    library::person_history::PersonEvent,
    web::{i18n::Messages, view::grants},
};

/// One thing that was done.
#[derive(Clone, Debug)]
pub struct EventView {
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub day: String,
    /// The minute of that day, in UTC.
    pub time: String,
    /// What was done.
    pub what: &'static str,
    /// Who did it: a handle; nobody in particular on the command line.
    pub actor: Option<Handle>,
    /// The values that changed: their name, the old one and the new one.
    pub changes: Vec<(&'static str, String, String)>,
    /// The reason that was given.
    pub reason: Option<String>,
}

impl EventView {
    /// Shows an event.
    #[must_use]
    pub fn of(event: PersonEvent, t: Messages) -> Self {
        let PersonEvent { at, actor, gesture, before, after } = event;
        let reason = after.suspended.as_ref().filter(|_| gesture == "suspend").and_then(|since| since.reason.clone());
        Self {
            at: at.to_string(),
            day: grants::day(at, t),
            time: at.strftime("%H:%M").to_string(),
            what: what(&gesture, t),
            actor,
            changes: before.map(|before| changes(&before, &after, t)).unwrap_or_default(),
            reason,
        }
    }
}

/// A gesture in words; those that have none of their own changed the account.
fn what(gesture: &str, t: Messages) -> &'static str {
    match gesture {
        "join" => t.event_join(),
        "suspend" => t.event_suspend(),
        "restore" => t.event_restore(),
        "end-sessions" => t.event_end_sessions(),
        "reset-link" => t.event_reset_link(),
        "reset-password" => t.event_reset_password(),
        "set-password" => t.event_set_password(),
        "credit" => t.event_credit(),
        _ => t.event_change(),
    }
}

fn changes(before: &PersonRecord, after: &PersonRecord, t: Messages) -> Vec<(&'static str, String, String)> {
    let role = |person: &PersonRecord| super::role_name(person.role, t).to_owned();
    let trust = |person: &PersonRecord| if person.trusted { t.trusted_yes() } else { t.trusted_no() }.to_owned();
    let credit = |person: &PersonRecord| {
        let name = person.author.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default();
        [name, person.author.url.clone().unwrap_or_default()].join(" ").trim().to_owned()
    };
    [
        (t.field_role(), role(before), role(after)),
        (t.field_trust(), trust(before), trust(after)),
        (t.people_name(), before.name.clone(), after.name.clone()),
        (t.field_credit_name(), credit(before), credit(after)),
    ]
    .into_iter()
    .filter(|(_, old, new)| old != new)
    .collect()
}
