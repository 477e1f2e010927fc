//! The metadata of a container: its blocks, each read within its limit and as far as it holds.

use super::{camera::Orientation, container::Container, exif::Exif, iptc::Iim, limits::Limits, xmp::Packet};

/// What a container's metadata say, each block as far as it holds.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) exif: Exif,
    pub(super) xmp: Packet,
    pub(super) iim: Iim,
}

impl Metadata {
    pub(super) fn of(container: &Container<'_>, limits: &Limits) -> Self {
        let is_within = |block: &&[u8]| limits.admits_metadata(block);
        let mut exif = container.exif.as_deref().filter(is_within).map(Exif::read).unwrap_or_default();
        if container.exif_turns_nothing {
            exif.orientation = Orientation::Normal;
        }
        Self {
            exif,
            xmp: container.xmp.as_deref().filter(is_within).map(Packet::read).unwrap_or_default(),
            iim: container.iptc.as_deref().filter(is_within).map(Iim::read).unwrap_or_default(),
        }
    }
}
