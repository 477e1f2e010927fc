//! The reader of a photo, and the one rule of what they may see.

use super::{
    person::{Handle, Role},
    photo::{PhotoRecord, State},
};

/// A visitor, or a person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Not signed in.
    Visitor,
    /// A person with an account.
    Person {
        /// Their handle.
        handle: Handle,
        /// Their role.
        role: Role,
        /// Whether their photos are public at once.
        trusted: bool,
    },
}

/// What a reader finds at a photo's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The photo.
    Whole,
    /// A tombstone: it was public and is no more.
    Tombstone,
    /// Nothing, exactly as for an unknown address.
    Nothing,
}

impl Reader {
    /// The handle, if they have one.
    #[must_use]
    pub const fn handle(&self) -> Option<&Handle> {
        match self {
            Self::Visitor => None,
            Self::Person { handle, .. } => Some(handle),
        }
    }

    /// Whether they hold this role or a higher one.
    #[must_use]
    pub fn is_at_least(&self, least: Role) -> bool {
        matches!(self, Self::Person { role, .. } if *role >= least)
    }

    /// Whether this is the person who gave the photo.
    #[must_use]
    pub fn gave(&self, photo: &PhotoRecord) -> bool {
        self.handle() == Some(&photo.contributor)
    }

    /// The one rule: pages, API, media, feeds and search all ask here.
    #[must_use]
    pub fn sight_of(&self, photo: &PhotoRecord) -> Sight {
        let involved = self.gave(photo) || self.is_at_least(Role::Moderator);
        match photo.state {
            State::Published => Sight::Whole,
            State::Withdrawn if photo.published.is_some() => Sight::Tombstone,
            State::Draft | State::Submitted | State::ChangeRequested | State::Refused if involved => Sight::Whole,
            State::Draft | State::Submitted | State::ChangeRequested | State::Refused | State::Withdrawn => {
                Sight::Nothing
            }
        }
    }

    /// Whether they may change the photo's description, tags and place.
    #[must_use]
    pub fn may_describe(&self, photo: &PhotoRecord) -> bool {
        self.sight_of(photo) == Sight::Whole && (self.gave(photo) || self.is_at_least(Role::Curator))
    }
}
