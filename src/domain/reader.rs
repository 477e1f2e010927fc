//! Readers, and the one rule of what they may see.
//!
//! | a photo that is | is seen by its contributor and moderators | by the holder of its batch | by members of its workshop or collection | by others |
//! | --- | --- | --- | --- | --- |
//! | draft | whole | whole | | |
//! | submitted | whole | whole | whole | |
//! | change-requested | whole | whole | | |
//! | published | whole | whole | whole | whole |
//! | refused | whole | whole | | |
//! | hidden | whole | | | |
//! | withdrawn, once public | tombstone | tombstone | tombstone | tombstone |
//! | withdrawn, never public | | | | |
//!
//! A batch is what one person gave without an account: the holder of its receipt follows each photo as a contributor
//! does. A workshop and a collection are many people, so they see only what its contributor said is ready and what no
//! moderator has held back: somebody on a photo may have asked for the change or the refusal.
//!
//! A membership lets people see, nothing else. Its members see of an unpublished photo what everyone will see once it
//! is published: a hidden place and a withheld name stay hidden from them, and so do the steps of its review and the
//! metadata of its file. Nobody decides or grants a licence by a membership; curators may describe what they see.

use super::{
    group::{Group, GroupKind, Groups},
    person::{Handle, Role},
    photo::{PhotoRecord, State},
};

/// A visitor, or somebody who proved who they are or which groups they are a member of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Neither signed in nor a member of a group.
    Visitor,
    /// Somebody without an account who proved a membership: by a workshop's code, or by a batch's receipt.
    Guest {
        /// The groups they are a member of.
        groups: Groups,
    },
    /// A person with an account.
    Person {
        /// Their handle.
        handle: Handle,
        /// Their role.
        role: Role,
        /// Whether their photos are public at once.
        trusted: bool,
        /// The groups they are a member of.
        groups: Groups,
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
            Self::Visitor | Self::Guest { .. } => None,
            Self::Person { handle, .. } => Some(handle),
        }
    }

    /// The groups they may be a member of.
    #[must_use]
    pub const fn groups(&self) -> Option<&Groups> {
        match self {
            Self::Visitor => None,
            Self::Guest { groups } | Self::Person { groups, .. } => Some(groups),
        }
    }

    /// Whether they hold this role or a higher one.
    #[must_use]
    pub fn is_at_least(&self, least: Role) -> bool {
        matches!(self, Self::Person { role, .. } if *role >= least)
    }

    /// Whether what they publish needs no review: trusted contributors, and staff.
    #[must_use]
    pub fn publishes_at_once(&self) -> bool {
        matches!(self, Self::Person { role, trusted, .. } if *trusted || *role > Role::Contributor)
    }

    /// Whether this is the person who gave the photo.
    #[must_use]
    pub fn gave(&self, photo: &PhotoRecord) -> bool {
        self.handle() == Some(&photo.contributor)
    }

    /// Whether the photo's review is their business: its contributor and moderators follow it, and know who gave the
    /// photo whatever its author asks.
    #[must_use]
    pub fn is_involved(&self, photo: &PhotoRecord) -> bool {
        self.gave(photo) || self.is_at_least(Role::Moderator)
    }

    /// The one rule: pages, API, media, feeds and search all ask here.
    #[must_use]
    pub fn sight_of(&self, photo: &PhotoRecord) -> Sight {
        match photo.state {
            State::Published => Sight::Whole,
            State::Withdrawn if photo.published.is_some() => Sight::Tombstone,
            // Members of its groups may be those from whom the report protects a person.
            State::Hidden if self.is_involved(photo) => Sight::Whole,
            State::Withdrawn | State::Hidden => Sight::Nothing,
            State::Draft | State::Submitted | State::ChangeRequested | State::Refused => {
                let is_shown = self.is_involved(photo) || self.is_shown_as_a_member(photo);
                if is_shown { Sight::Whole } else { Sight::Nothing }
            }
        }
    }

    /// Whether they may change the photo's description, tags and place.
    #[must_use]
    pub fn may_describe(&self, photo: &PhotoRecord) -> bool {
        self.sight_of(photo) == Sight::Whole && (self.gave(photo) || self.is_at_least(Role::Curator))
    }

    /// Whether they are a member of a group that is shown this unpublished photo.
    fn is_shown_as_a_member(&self, photo: &PhotoRecord) -> bool {
        let is_shown = |group: &Group| match group.kind {
            GroupKind::Batch => true,
            GroupKind::Workshop | GroupKind::Collection => photo.state == State::Submitted,
        };
        self.groups().is_some_and(|own| own.shared_with(&photo.groups).any(is_shown))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::json;

    use super::*;

    const INSTANT: &str = "2026-11-24T11:56:30Z";
    const STATES: [State; 7] = [
        State::Draft,
        State::Submitted,
        State::ChangeRequested,
        State::Published,
        State::Refused,
        State::Withdrawn,
        State::Hidden,
    ];
    const GROUPS: [Option<&str>; 4] = [None, Some("workshop/ports"), Some("collection/ports"), Some("batch/ports")];

    fn groups(name: Option<&str>) -> Groups {
        name.map(|name| name.parse().unwrap()).into_iter().collect()
    }

    /// A photo of Marc's that belongs to a group.
    fn photo(state: State, group: Option<&str>, was_published: bool) -> PhotoRecord {
        let hash = "d77fb18ee9518cd2ab55f4e809b906e8be3baa05fa06f8082e45171b51829275";
        serde_json::from_value(json!({
            "v": 1, "id": "m2v89dns", "contributor": "marc", "groups": groups(group), "state": state, "steps": [],
            "author": { "name": "Marc Kerleo", "url": null }, "source": "own", "grants": [], "tags": [],
            "original": { "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 1, "height": 1,
                "pixels": hash, "look": 1 },
            "camera": {}, "renditions": [], "dominant": "#000000", "suggestions": {}, "created": INSTANT, "updated": INSTANT,
            "published": was_published.then_some(INSTANT),
        }))
        .unwrap()
    }

    fn person(handle: &str, role: Role, group: Option<&str>) -> Reader {
        Reader::Person { handle: handle.parse().unwrap(), role, trusted: false, groups: groups(group) }
    }

    /// Every reader: without an account, and of every role, who gave the photo or not, member of each group or of none;
    /// with whether they gave it and their group.
    fn readers() -> Vec<(Reader, bool, Option<&'static str>)> {
        let mut readers = vec![(Reader::Visitor, false, None)];
        for group in GROUPS {
            readers.push((Reader::Guest { groups: groups(group) }, false, group));
            for role in Role::ALL {
                for (handle, gave) in [("marc", true), ("louise", false)] {
                    readers.push((person(handle, role, group), gave, group));
                }
            }
        }
        readers
    }

    #[test]
    fn every_reader_sees_a_photo_of_every_state_and_group_as_the_table_says() {
        let mut seen = 0;
        for (reader, gave, membership) in readers() {
            for group in GROUPS {
                for state in STATES {
                    for was_published in [false, true] {
                        let is_member = group.is_some() && membership == group;
                        let is_let_in = match (state, group) {
                            _ if gave || reader.is_at_least(Role::Moderator) => true,
                            (State::Hidden, _) => false,
                            (_, Some("batch/ports")) | (State::Submitted, Some(_)) => is_member,
                            _ => false,
                        };
                        let expected = match state {
                            State::Published => Sight::Whole,
                            State::Withdrawn if was_published => Sight::Tombstone,
                            State::Withdrawn => Sight::Nothing,
                            _ if is_let_in => Sight::Whole,
                            _ => Sight::Nothing,
                        };
                        let photo = photo(state, group, was_published);
                        assert_eq!(reader.sight_of(&photo), expected, "{reader:?}: {state:?} in {group:?}");
                        let may_describe = expected == Sight::Whole && (gave || reader.is_at_least(Role::Curator));
                        assert_eq!(reader.may_describe(&photo), may_describe, "{reader:?}: {state:?} in {group:?}");
                        seen += 1;
                    }
                }
            }
        }
        // A visitor, guests of four kinds, and people of 4 roles × 2 × 4 memberships; photos of 4 × 7 × 2.
        assert_eq!(seen, (1 + 4 + 32) * 56);
    }

    #[test]
    fn a_member_of_another_group_of_the_same_kind_or_name_sees_nothing() {
        for other in ["batch/other", "workshop/m2v89dns", "collection/m2v89dns"] {
            let guest = Reader::Guest { groups: groups(Some(other)) };
            let submitted = photo(State::Submitted, Some("batch/m2v89dns"), false);
            assert_eq!(guest.sight_of(&submitted), Sight::Nothing, "{other}");
        }
    }

    #[test]
    fn a_membership_shows_no_withheld_name_and_does_not_involve_in_the_review() {
        for group in GROUPS {
            let mut photo = photo(State::Submitted, group, false);
            photo.author_withheld = true;
            for reader in [Reader::Guest { groups: groups(group) }, person("louise", Role::Curator, group)] {
                assert!(!reader.reads_author_of(&photo) && !reader.is_involved(&photo), "{reader:?}");
                assert!(!reader.reads_declared(&photo, &photo.author), "{reader:?}");
            }
        }
    }

    #[test]
    fn a_photo_without_group_is_written_as_before_there_were_groups() {
        let written = serde_json::to_string(&photo(State::Draft, None, false)).unwrap();
        assert!(!written.contains("groups"), "{written}");
        let photo = photo(State::Draft, Some("workshop/ports"), false);
        let written = serde_json::to_string(&photo).unwrap();
        assert!(written.contains(r#""groups":["workshop/ports"]"#), "{written}");
        assert_eq!(serde_json::from_str::<PhotoRecord>(&written).unwrap(), photo);
    }
}
