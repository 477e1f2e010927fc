//! The addresses of administrators who look after people, and those of the one-time links that they make.

use super::{Urls, encoded};
use crate::domain::person::Handle;

/// Everybody with an account, for administrators.
pub const PEOPLE: &str = "/admin/people";
/// One person, for administrators.
pub const PEOPLE_PERSON: &str = "/admin/people/{handle}";
/// Their role and trust (POST).
pub const PEOPLE_ROLE: &str = "/admin/people/{handle}/role";
/// A suspension (POST).
pub const PEOPLE_SUSPEND: &str = "/admin/people/{handle}/suspend";
/// The end of a suspension (POST).
pub const PEOPLE_RESTORE: &str = "/admin/people/{handle}/restore";
/// The end of all their sessions and tokens (POST).
pub const PEOPLE_SESSIONS: &str = "/admin/people/{handle}/end-sessions";
/// A link with which they set a new password (POST).
pub const PEOPLE_RESET_LINK: &str = "/admin/people/{handle}/reset-link";
/// The invitations that are open (GET, and POST to make one).
pub const INVITATIONS: &str = "/admin/invitations";
/// The end of an invitation (POST).
pub const INVITATION_REVOKE: &str = "/admin/invitations/revoke";
/// An invitation (GET and POST).
pub const INVITED: &str = "/join/{code}";
/// A new password by a link that an administrator made (GET and POST).
pub const RESET: &str = "/reset/{code}";

impl Urls {
    /// Everybody with an account.
    #[must_use]
    pub fn people(self) -> String {
        self.page(PEOPLE)
    }

    /// The people of a list (all, where it is empty) who have these words in their name or handle, after this one.
    #[must_use]
    pub fn people_in(self, list: &str, words: &str, after: Option<&Handle>) -> String {
        let after = after.map(Handle::as_str).unwrap_or_default();
        let asked: Vec<String> = [("list", list), ("q", words), ("after", after)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if asked.is_empty() { self.people() } else { format!("{}?{}", self.people(), asked.join("&")) }
    }

    /// One person, as administrators see them.
    #[must_use]
    pub fn people_person(self, handle: &Handle) -> String {
        self.of_person(PEOPLE_PERSON, handle)
    }

    /// What was done to them before this entry of the journal.
    #[must_use]
    pub fn people_person_before(self, handle: &Handle, before: u64) -> String {
        format!("{}?before={before}#history", self.people_person(handle))
    }

    /// Their role and trust.
    #[must_use]
    pub fn people_role(self, handle: &Handle) -> String {
        self.of_person(PEOPLE_ROLE, handle)
    }

    /// Their suspension.
    #[must_use]
    pub fn people_suspend(self, handle: &Handle) -> String {
        self.of_person(PEOPLE_SUSPEND, handle)
    }

    /// Its end.
    #[must_use]
    pub fn people_restore(self, handle: &Handle) -> String {
        self.of_person(PEOPLE_RESTORE, handle)
    }

    /// The end of all their sessions and tokens.
    #[must_use]
    pub fn people_sessions(self, handle: &Handle) -> String {
        self.of_person(PEOPLE_SESSIONS, handle)
    }

    /// A new reset link for them.
    #[must_use]
    pub fn people_reset_link(self, handle: &Handle) -> String {
        self.of_person(PEOPLE_RESET_LINK, handle)
    }

    /// The invitations that are open.
    #[must_use]
    pub fn invitations(self) -> String {
        self.page(INVITATIONS)
    }

    /// The end of one.
    #[must_use]
    pub fn invitation_revoke(self) -> String {
        self.page(INVITATION_REVOKE)
    }

    /// An invitation.
    #[must_use]
    pub fn invited(self, code: &str) -> String {
        self.page(&INVITED.replace("{code}", &encoded(code)))
    }

    /// A new password by a link that an administrator made.
    #[must_use]
    pub fn reset(self, code: &str) -> String {
        self.page(&RESET.replace("{code}", &encoded(code)))
    }

    fn of_person(self, pattern: &str, handle: &Handle) -> String {
        self.page(&pattern.replace("{handle}", handle.as_str()))
    }
}
