//! The same file, given by others: shown to moderators before they decide on a photo.

use super::{Library, StoreFault};
use crate::{
    catalog::photos::Shelf,
    domain::{
        person::Role,
        photo::{PhotoRecord, State},
        reader::Reader,
    },
};

/// How many others are shown: each person can give a file once, and a moderator reads the first few.
const MOST: usize = 20;

impl Library {
    /// The photos that others made of this photo's very file and sent: public, refused, withdrawn or waiting, for moderators
    /// while the photo is to be decided on. Drafts are private.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn same_file(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Vec<PhotoRecord>, StoreFault> {
        let is_decided =
            photo.state == State::Withdrawn || (photo.state == State::Published && !photo.is_public_unseen());
        if !reader.is_at_least(Role::Moderator) || is_decided {
            return Ok(Vec::new());
        }
        let shelf = self.photos.shelf(&Shelf::Bytes(photo.original.blake3), None, MOST).await?;
        let others = shelf.photos.into_iter().map(|kept| kept.record);
        let is_told = |other: &PhotoRecord| {
            other.contributor != photo.contributor
                && (other.state != State::Withdrawn || other.published.is_some())
                && other.state != State::Draft
        };
        let mut told: Vec<PhotoRecord> = others.filter(is_told).collect();
        // What makes publishing impossible comes first.
        told.sort_by_key(|other| (other.state != State::Published, other.created));
        Ok(told)
    }
}
