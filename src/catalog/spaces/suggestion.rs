//! Suggestions, by their ids: a private space, since they say things about persons and how to reach their suggester.

use super::{
    photo::sortable,
    space::{Space, indexed},
};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        hash::ContentHash,
        news::NewsPlace,
        person::Handle,
        photo::PhotoId,
        suggestion::{SUGGESTION_VERSION, SuggestionId, SuggestionRecord},
    },
};

/// Suggestions.
pub const SPACE: Space = Space {
    name: "suggestion",
    doc: "what a reader says that a field of a photo should say, with the decision",
    private: true,
    version: SUGGESTION_VERSION,
    older: &[],
    indexes: &[OPEN, FOR, DECIDED, DECIDED_FOR, OF, BY, FOLLOWED, NEWS],
    index: |body| indexed(body, index),
};

/// `open-suggestion/INSTANT/ID`.
pub const OPEN: Index = Index {
    name: "open-suggestion",
    doc: "suggestions that wait for a decision, by when they were made",
    unique: false,
    list: Some(1),
};
/// `suggestion-for/HANDLE/INSTANT/ID`.
pub const FOR: Index = Index {
    name: "suggestion-for",
    doc: "suggestions that wait for a decision, by who gave the photo, by when they were made",
    unique: false,
    list: Some(2),
};
/// `decided-suggestion/INSTANT/ID`.
pub const DECIDED: Index = Index {
    name: "decided-suggestion",
    doc: "suggestions with a decision, by when it was made",
    unique: false,
    list: None,
};
/// `decided-suggestion-for/HANDLE/INSTANT/ID`.
pub const DECIDED_FOR: Index = Index {
    name: "decided-suggestion-for",
    doc: "suggestions with a decision, by who gave the photo, by when it was made",
    unique: false,
    list: None,
};
/// `suggestion-followed/HASH/ID`.
pub const FOLLOWED: Index = Index {
    name: "suggestion-followed",
    doc: "suggestions that somebody without an account follows, by the hash of their secret",
    unique: false,
    list: None,
};
/// `suggestion-of/PHOTO/INSTANT/ID`.
pub const OF: Index = Index {
    name: "suggestion-of",
    doc: "suggestions about a photo, by when they were made",
    unique: false,
    list: None,
};
/// `suggestion-by/HANDLE/INSTANT/ID`.
pub const BY: Index =
    Index { name: "suggestion-by", doc: "suggestions of a person, by when they were made", unique: false, list: None };
/// `suggestion-news/HANDLE/INSTANT/PHOTO/ID`.
pub const NEWS: Index = Index {
    name: "suggestion-news",
    doc: "suggestions that wait for who gave the photo, and decided ones for who made them, by when",
    unique: false,
    list: None,
};

/// The key of a suggestion.
#[must_use]
pub fn key(id: &SuggestionId) -> Key {
    SPACE.key(id.as_str())
}

/// What the index keys of the suggestions that wait for a contributor begin with.
#[must_use]
pub fn waiting_for(contributor: &Handle) -> String {
    FOR.prefix(&format!("{contributor}/"))
}

/// What the index keys of the suggestions about a photo begin with.
#[must_use]
pub fn about(photo: &PhotoId) -> String {
    OF.prefix(&format!("{photo}/"))
}

/// What the index keys of the suggestions of a person begin with.
#[must_use]
pub fn made_by(person: &Handle) -> String {
    BY.prefix(&format!("{person}/"))
}

/// What the index keys of the suggestions among the news of a person begin with.
#[must_use]
pub fn news_of(person: &Handle) -> String {
    NEWS.prefix(&format!("{person}/"))
}

/// What the index keys of the decided suggestions about a contributor's photos begin with.
#[must_use]
pub fn decided_for(contributor: &Handle) -> String {
    DECIDED_FOR.prefix(&format!("{contributor}/"))
}

/// What the index keys of the suggestions that this secret follows begin with.
#[must_use]
pub fn followed(hash: ContentHash) -> String {
    FOLLOWED.prefix(&format!("{hash}/"))
}

fn index(suggestion: &SuggestionRecord) -> Vec<IndexKey> {
    let SuggestionRecord { id, photo, contributor, by, at, decision, follow, .. } = suggestion;
    let made = sortable(*at);
    let mut keys = vec![IndexKey::written(&format!("{}{made}/{id}", about(photo)))];
    keys.extend(by.iter().map(|person| IndexKey::written(&format!("{}{made}/{id}", made_by(person)))));
    keys.extend(follow.map(|hash| IndexKey::written(&format!("{}{id}", followed(hash)))));
    let news = |person: &Handle, at| {
        let place = NewsPlace::of(at, photo);
        IndexKey::written(&format!("{}{place}/{id}", news_of(person)))
    };
    match decision {
        None => {
            keys.push(IndexKey::new(&OPEN, &format!("{made}/{id}")));
            keys.push(IndexKey::written(&format!("{}{made}/{id}", waiting_for(contributor))));
            keys.push(news(contributor, *at));
        }
        // Who decides on their own suggestion knows it.
        Some(decision) => {
            let decided = sortable(decision.at);
            keys.push(IndexKey::new(&DECIDED, &format!("{decided}/{id}")));
            keys.push(IndexKey::written(&format!("{}{decided}/{id}", decided_for(contributor))));
            keys.extend(by.iter().filter(|person| **person != decision.by).map(|person| news(person, decision.at)));
        }
    }
    keys
}
