//! Problems of a file that is uploaded: its size, its format, its content.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadProblem {
    /// Too many bytes.
    TooLarge {
        /// The most bytes that are accepted.
        most: u64,
    },
    /// Too many pixels.
    TooManyPixels,
    /// A known format that is not accepted, by its name.
    UnsupportedFormat(String),
    /// A document of an office suite, by the name of its program: it may hold photographs.
    OfficeDocument(String),
    /// An archive, by the name of its format: it may hold photographs.
    Archive(String),
    /// A format that is accepted, in a coding that cannot be read, by its name.
    UnsupportedCoding(String),
    /// No format we know.
    UnknownFormat,
    /// The image is animated.
    Animated,
    /// It cannot be decoded.
    Undecodable,
    /// Its end is missing.
    Truncated,
    /// It has no bytes.
    Empty,
}

impl UploadProblem {
    pub(super) fn explanation(&self, t: Messages) -> Explanation {
        let unsupported = |sentence: String| {
            let title = t.problem_unsupported_format_title();
            Explanation::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-format", title, sentence)
        };
        match self {
            Self::TooLarge { most } => Explanation::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                t.problem_too_large_title(),
                t.problem_too_large(most / 1_000_000),
            ),
            Self::TooManyPixels => Explanation::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-many-pixels",
                t.problem_too_many_pixels_title(),
                t.problem_too_many_pixels(),
            ),
            // Telephones take these, and have a setting that helps.
            Self::UnsupportedFormat(format) if matches!(format.as_str(), "HEIC" | "HEIF") => {
                unsupported(t.problem_heic().to_owned())
            }
            Self::UnsupportedFormat(format) => unsupported(t.problem_unsupported_format(format)),
            Self::OfficeDocument(program) => unsupported(t.problem_office_document(program)),
            Self::Archive(format) => unsupported(t.problem_archive(format)),
            Self::UnsupportedCoding(coding) => unsupported(t.problem_unsupported_coding(coding)),
            Self::UnknownFormat => unsupported(t.problem_unknown_format().to_owned()),
            Self::Animated => unsupported(t.problem_animated().to_owned()),
            Self::Undecodable => {
                Explanation::unprocessable("undecodable", t.problem_undecodable_title(), t.problem_undecodable())
            }
            Self::Truncated => {
                Explanation::unprocessable("truncated", t.problem_truncated_title(), t.problem_truncated())
            }
            Self::Empty => Explanation::unprocessable("empty", t.problem_empty_title(), t.problem_empty()),
        }
    }
}
