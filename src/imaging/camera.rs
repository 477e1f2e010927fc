//! The camera of a photograph, and how it was held.

/// How the stored picture is turned and mirrored to be seen (EXIF 2.32, 4.6.4, tag 0x0112).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Orientation {
    /// As stored.
    #[default]
    Normal = 1,
    /// Mirrored left to right.
    MirroredHorizontally = 2,
    /// Turned by 180°.
    Turned180 = 3,
    /// Mirrored top to bottom.
    MirroredVertically = 4,
    /// Mirrored, then turned 270° clockwise.
    MirroredTurned270 = 5,
    /// To be turned 90° clockwise.
    Turned90 = 6,
    /// Mirrored, then turned 90° clockwise.
    MirroredTurned90 = 7,
    /// To be turned 270° clockwise.
    Turned270 = 8,
}

impl Orientation {
    /// The orientation of an EXIF number, 1 to 8.
    #[must_use]
    pub const fn from_exif(number: u32) -> Option<Self> {
        Some(match number {
            1 => Self::Normal,
            2 => Self::MirroredHorizontally,
            3 => Self::Turned180,
            4 => Self::MirroredVertically,
            5 => Self::MirroredTurned270,
            6 => Self::Turned90,
            7 => Self::MirroredTurned90,
            8 => Self::Turned270,
            _ => return None,
        })
    }

    /// The EXIF number, 1 to 8.
    #[must_use]
    pub const fn exif(self) -> u8 {
        match self {
            Self::Normal => 1,
            Self::MirroredHorizontally => 2,
            Self::Turned180 => 3,
            Self::MirroredVertically => 4,
            Self::MirroredTurned270 => 5,
            Self::Turned90 => 6,
            Self::MirroredTurned90 => 7,
            Self::Turned270 => 8,
        }
    }

    /// Whether width and height change places.
    #[must_use]
    pub const fn swaps_sides(self) -> bool {
        self.exif() >= 5
    }
}

/// The camera and the exposure, as a reader understands them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Camera {
    /// Its maker.
    pub make: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// The lens.
    pub lens: Option<String>,
    /// Such as `f/2.8`.
    pub aperture: Option<String>,
    /// Such as `1/4000 s`.
    pub exposure: Option<String>,
    /// The sensitivity, such as `100`.
    pub iso: Option<String>,
    /// Such as `50 mm`.
    pub focal_length: Option<String>,
}
