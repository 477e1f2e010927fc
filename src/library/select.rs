//! Several photos at once: the public ones of a selection, those that are gone, and a package of their files.

mod papers;
mod parcel;
mod zip;

use std::{collections::HashMap, sync::Arc};

pub use parcel::{Absence, Cite, Parcel, ParcelError, Tell};

use super::{
    Library, StoreFault,
    browse::VisiblePhoto,
    take_away::{Size, best_edge},
};
use crate::domain::{
    compatibility::SideBySide,
    licence::LicenceId,
    photo::{PhotoId, PhotoRecord, State},
    reader::{Reader, Sight},
    selection::Selection,
};

/// A selection as anybody finds it.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    /// The public photos, in the order of the selection, each with its licence.
    pub photos: Vec<(VisiblePhoto, LicenceId)>,
    /// The others, in their order.
    pub gone: Vec<Gone>,
}

/// A photo of a selection that cannot be downloaded.
#[derive(Clone, Debug)]
pub enum Gone {
    /// It was public and was withdrawn: its tombstone says why.
    Withdrawn(Arc<PhotoRecord>),
    /// Nothing that the public may know of, or nothing at all: one answer for both.
    Unknown(PhotoId),
}

impl Gone {
    /// The id it was asked by.
    #[must_use]
    pub fn id(&self) -> &PhotoId {
        match self {
            Self::Withdrawn(photo) => &photo.id,
            Self::Unknown(id) => id,
        }
    }
}

impl Selected {
    /// What the licences of the public ones mean together.
    #[must_use]
    pub fn side_by_side(&self) -> SideBySide {
        SideBySide::of(self.photos.iter().map(|(_, licence)| *licence))
    }

    /// What their files weigh together, in bytes, before the attributions are written into them.
    #[must_use]
    pub fn weight(&self, size: Size) -> u64 {
        let weights = self.photos.iter().map(|(photo, _)| match size.on(photo) {
            Size::Original => photo.original.bytes,
            Size::Edge(edge) => best_edge(photo, edge)
                .ok()
                .and_then(|best| photo.renditions.iter().find(|made| made.edge == best))
                .map_or(0, |made| made.bytes),
        });
        weights.sum()
    }
}

impl Library {
    /// The photos of a selection. For every reader, only public photos count: a selection is passed on and published, and
    /// what its contributor alone may see has no place in it.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn selected(&self, selection: &Selection) -> Result<Selected, StoreFault> {
        let kept = self.photos.get_many(selection.ids()).await?;
        let mut there: HashMap<PhotoId, _> = kept.into_iter().map(|kept| (kept.record.id.clone(), kept)).collect();
        let mut selected = Selected::default();
        for id in selection.ids() {
            let Some(kept) = there.remove(id) else {
                selected.gone.push(Gone::Unknown(id.clone()));
                continue;
            };
            match (Reader::Visitor.sight_of(&kept.record), kept.record.licence()) {
                (Sight::Whole, Some(licence)) if kept.record.state == State::Published => {
                    let found = VisiblePhoto { revision: kept.revision, record: Arc::new(kept.record) };
                    selected.photos.push((found, licence));
                }
                (Sight::Tombstone, _) => selected.gone.push(Gone::Withdrawn(Arc::new(kept.record))),
                _ => selected.gone.push(Gone::Unknown(id.clone())),
            }
        }
        Ok(selected)
    }
}
