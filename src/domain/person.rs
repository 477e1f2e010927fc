//! A person with an account, and what their role lets them do.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{author::Author, lengths, photo_text::AuthorName, stored::UnknownMembers};

/// The name of an account in addresses: 2 to 40 of `a-z`, `0-9` and `-`, beginning with a letter. In records,
/// [nobody](Self::nobody) may stand in its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Handle(String);

/// A text that is not a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a handle has 2 to 40 letters without accents, digits or hyphens, and begins with a letter")]
pub struct NotAHandle;

/// Handles that people would take for those of the site or of its administrators, in French and in English: nobody
/// signs up with one. Only the command line gives them.
const RESERVED: [&str; 72] = [
    "about",
    "abuse",
    "account",
    "accueil",
    "admin",
    "administrateur",
    "administration",
    "administrator",
    "aide",
    "all",
    "anon",
    "anonyme",
    "anonymous",
    "api",
    "archives",
    "assets",
    "auteur",
    "author",
    "basket",
    "bot",
    "collections",
    "compte",
    "contact",
    "contributor",
    "curator",
    "delete",
    "edit",
    "embed",
    "everybody",
    "everyone",
    "feed",
    "guest",
    "health",
    "help",
    "home",
    "hostmaster",
    "info",
    "inscription",
    "invite",
    "join",
    "legal",
    "licenses",
    "login",
    "logout",
    "mail",
    "map",
    "me",
    "media",
    "moderateur",
    "moderation",
    "moderator",
    "mod",
    "new",
    "nobody",
    "none",
    "null",
    "official",
    "people",
    "photos",
    "postmaster",
    "review",
    "root",
    "search",
    "security",
    "settings",
    "setup",
    "staff",
    "support",
    "system",
    "undefined",
    "webmaster",
    "zef",
];

/// The first character of what replaces the handle of a forgotten person: no handle that is typed begins with it.
const NOBODY: char = '~';

impl Handle {
    /// What replaces the handle of a forgotten person in records. No account can have it. `number`, that of the journal
    /// entry of the forgetting, tells two of them apart.
    #[must_use]
    pub fn nobody(number: u64) -> Self {
        Self(format!("{NOBODY}{number}"))
    }

    /// The actor of what the site does by itself. Entries are numbered from 1, so no forgotten person has this number.
    #[must_use]
    pub fn site() -> Self {
        Self::nobody(0)
    }

    /// Whether it is no account: it replaces the handle of a forgotten person, or is the site.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.0.starts_with(NOBODY)
    }

    /// Whether people would take it for one of the site or of its administrators.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        RESERVED.contains(&self.as_str())
    }

    /// The handle as written in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Handle {
    type Err = NotAHandle;

    fn from_str(text: &str) -> Result<Self, NotAHandle> {
        let text = text.trim().to_ascii_lowercase();
        let is_handle = (2..=lengths::HANDLE).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.ends_with('-')
            && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if is_handle { Ok(Self(text)) } else { Err(NotAHandle) }
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> Self {
        handle.0
    }
}

impl TryFrom<String> for Handle {
    type Error = NotAHandle;

    fn try_from(text: String) -> Result<Self, NotAHandle> {
        match text.strip_prefix(NOBODY).map(str::parse) {
            Some(number) => number.map(Self::nobody).map_err(|_not_a_number| NotAHandle),
            None => text.parse(),
        }
    }
}

/// What a person is trusted to do; each role may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Gives photos.
    Contributor,
    /// Tags, describes, collects.
    Curator,
    /// Reviews photos before they are public.
    Moderator,
    /// Runs the library.
    Admin,
}

/// A role that is none of the four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a role is contributor, curator, moderator or admin")]
pub struct UnknownRole;

impl Role {
    /// Every role, from the least to the most trusted.
    pub const ALL: [Self; 4] = [Self::Contributor, Self::Curator, Self::Moderator, Self::Admin];

    /// The name on the command line and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Curator => "curator",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or(UnknownRole)
    }
}

/// An account is suspended: until it is restored, its person cannot sign in, and no session or token acts for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Since when.
    pub at: Timestamp,
    /// Why, for those who run the library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The layout version that this code writes. Version 1 held the password and the generation of sessions, which are in
/// [`CredentialRecord`](super::credential::CredentialRecord) since.
pub const PERSON_VERSION: u8 = 2;

/// A person as the journal keeps them: what others may know of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// The version of this layout.
    pub v: u8,
    /// The account's name.
    pub handle: Handle,
    /// The name shown.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether their photos are public at once.
    pub trusted: bool,
    /// How they wish to be credited, proposed at each deposit.
    pub author: Author,
    /// When the account was made.
    pub created: Timestamp,
    /// Their suspension, while their account is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Suspension>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl PersonRecord {
    /// Whether a name is theirs: the one their account shows, or the one they are credited by.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let credit = self.author.name.as_ref().map_or(self.name.as_str(), AuthorName::as_str);
        let folded = |name: &str| name.trim().to_lowercase();
        [credit, self.name.as_str()].into_iter().any(|own| folded(own) == folded(name))
    }

    /// Whether their account is suspended.
    #[must_use]
    pub const fn is_suspended(&self) -> bool {
        self.suspended.is_some()
    }

    /// Whether a photo they submit is public at once.
    #[must_use]
    pub fn publishes_at_once(&self) -> bool {
        self.trusted || self.role > Role::Contributor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_plain_and_lower_case() {
        assert_eq!("Anne-Le-Gall".parse::<Handle>().map(String::from), Ok("anne-le-gall".to_owned()));
        for text in ["", "a", "-anne", "anne-", "../x", "anne legall", "1anne", &"a".repeat(41), "àne"] {
            assert_eq!(text.parse::<Handle>(), Err(NotAHandle), "{text}");
        }
    }

    #[test]
    fn handles_that_people_take_for_the_site_are_reserved() {
        let is_reserved = |text: &str| text.parse::<Handle>().is_ok_and(|handle| handle.is_reserved());
        assert!(RESERVED.into_iter().all(is_reserved), "each is a handle that could be typed");
        assert!(is_reserved("Admin") && !is_reserved("anne") && !is_reserved("admin-2"));
    }

    #[test]
    fn nobody_is_read_from_records_and_typed_by_none() {
        let nobody = Handle::nobody(12);
        assert!(nobody.is_nobody());
        assert_eq!(Handle::try_from(String::from(nobody.clone())), Ok(nobody.clone()));
        assert_eq!(nobody.as_str().parse::<Handle>(), Err(NotAHandle));
        assert_eq!(Handle::try_from("~anne".to_owned()), Err(NotAHandle));
    }

    #[test]
    fn each_role_stands_above_the_one_before() {
        assert!(Role::Admin > Role::Moderator && Role::Moderator > Role::Curator && Role::Curator > Role::Contributor);
    }
}
