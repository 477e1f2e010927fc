//! Problems of one field, of a form or of a call, with the name that people read beside it.

use super::Explanation;
use crate::web::i18n::Messages;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// The field of this name cannot be accepted.
    Invalid(&'static str, Why),
    /// A field of this name is not known here.
    Unknown(String),
    /// No file was chosen.
    MissingFile,
    /// A decision has no reason.
    MissingReason,
    /// A decision on a report has no reason.
    MissingDecisionReason,
    /// A report does not say what is wrong.
    MissingReportReason,
    /// A suggestion changes nothing.
    NothingSuggested,
    /// Each text is short enough, and all of them are not.
    TooMuchText,
}

impl FieldProblem {
    pub(super) fn explanation(&self, t: Messages) -> Explanation {
        match self {
            Self::Invalid(field, why) => {
                Explanation::unprocessable("invalid-field", t.problem_invalid_field_title(), sentence(field, *why, t))
            }
            Self::Unknown(name) => Explanation::unprocessable(
                "invalid-field",
                t.problem_invalid_field_title(),
                t.problem_unknown_field(name),
            ),
            Self::MissingFile => {
                Explanation::unprocessable("missing-file", t.problem_missing_file_title(), t.problem_missing_file())
            }
            Self::MissingReason => Explanation::unprocessable(
                "missing-reason",
                t.problem_reason_missing_title(),
                t.problem_reason_missing(),
            ),
            Self::MissingDecisionReason => Explanation::unprocessable(
                "missing-reason",
                t.problem_reason_missing_title(),
                t.problem_decision_reason_missing(),
            ),
            Self::MissingReportReason => Explanation::unprocessable(
                "invalid-field",
                t.problem_invalid_field_title(),
                t.problem_report_reason_missing(),
            ),
            Self::NothingSuggested => Explanation::unprocessable(
                "invalid-field",
                t.problem_invalid_field_title(),
                t.problem_nothing_suggested(),
            ),
            Self::TooMuchText => {
                Explanation::unprocessable("invalid-field", t.problem_too_much_text_title(), t.problem_too_much_text())
            }
        }
    }
}

/// Why a field was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No text where one is needed.
    Empty,
    /// A text of more than so many characters.
    TooLong(usize),
    /// A text of more than so many bytes.
    TooManyBytes(usize),
    /// A list of more than so many photos.
    TooMany(usize),
    /// More tags than one call changes.
    TooManyTags(usize),
    /// A tag that is no context.
    NoContext,
    /// A list of more than so many people.
    TooManyPeople(usize),
    /// Not a date.
    Date,
    /// An interval that ends before it begins.
    Backwards,
    /// A day that its month has not.
    NoSuchDay,
    /// A day that has not come yet.
    ToCome,
    /// Not a tag, or too many.
    Tag,
    /// Not a point of the Earth.
    Place,
    /// A text that is no point of the Earth.
    Point,
    /// A latitude without longitude, or the other way round.
    HalfAPoint,
    /// No direction.
    Direction,
    /// A coordinate or a direction inside `place`, which has it rounded or leaves it out.
    InsidePlace,
    /// Not a box on the Earth.
    Bounds,
    /// Not a year or a range of years.
    Years,
    /// An operator of a search that cannot have the value typed.
    Operator,
    /// None of the values expected.
    Choice,
    /// Not a web address.
    Link,
    /// Not a handle.
    Handle,
    /// Not an e-mail address.
    Email,
    /// Changes to a photo whose licence lets no changed version be shared.
    Unalterable,
    /// A licence that the photo was never given under.
    NotGranted,
    /// A licence that was granted would be taken back.
    Granted,
    /// A member that this call does not change.
    ReadOnly,
    /// The state of a photo, which other calls change.
    State,
    /// Not a whole number.
    Number,
    /// No number of days that a token may last.
    Days,
    /// Not where a part of a list begins.
    Cursor,
    /// Neither true nor false.
    Flag,
    /// Not a text.
    Text,
    /// Not a list of photos.
    Photos,
    /// Nothing, where something must be said.
    Blank,
    /// Not a whole number from the first to the second.
    Between(u64, u64),
    /// Not a link of a tag.
    TagLink,
    /// A setting that the configuration file fixes.
    Fixed,
    /// No licence would be offered.
    NoLicence,
    /// No invitation code, where an account needs one.
    NoInvitation,
    /// Letters that the font of the program has no form for.
    Letters,
    /// What the photo says already.
    Same,
    /// A web address, from somebody without an account.
    NoLinks,
}

impl Why {
    fn text(self, t: Messages) -> String {
        let text = match self {
            Self::TooLong(most) => return t.why_too_long(number(most)),
            Self::TooManyBytes(most) => return t.why_too_many_bytes(number(most)),
            Self::TooMany(most) => return t.why_too_many(number(most)),
            Self::TooManyTags(most) => return t.why_too_many_tags(number(most)),
            Self::NoContext => t.why_no_context(),
            Self::TooManyPeople(most) => return t.why_too_many_people(number(most)),
            Self::Empty => t.why_empty(),
            Self::Between(least, most) => return t.why_between(least, most),
            Self::Date => t.why_date(),
            Self::Backwards => t.why_backwards(),
            Self::NoSuchDay => t.why_no_such_day(),
            Self::ToCome => t.why_to_come(),
            Self::Tag => t.why_tag(),
            Self::Place => t.why_place(),
            Self::Point => t.why_point(),
            Self::Direction => t.why_direction(),
            Self::HalfAPoint => t.why_half_a_point(),
            Self::InsidePlace => t.why_inside_place(),
            Self::Bounds => t.why_bounds(),
            Self::Years => t.why_years(),
            Self::Operator => t.why_operator(),
            Self::Choice => t.why_choice(),
            Self::Link => t.why_link(),
            Self::Handle => t.why_handle(),
            Self::Email => t.why_email(),
            Self::Unalterable => t.why_unalterable(),
            Self::NotGranted => t.why_not_granted(),
            Self::Granted => t.why_granted(),
            Self::ReadOnly => t.why_read_only(),
            Self::State => t.why_state(),
            Self::Letters => t.why_letters(),
            Self::Same => t.why_same(),
            Self::NoLinks => t.why_no_links(),
            Self::Number => t.why_number(),
            Self::Days => t.why_days(),
            Self::Cursor => t.why_cursor(),
            Self::Flag => t.why_flag(),
            Self::Text => t.why_text(),
            Self::Photos => t.why_photos(),
            Self::Blank => t.why_blank(),
            Self::TagLink => t.why_tag_link(),
            Self::Fixed => t.why_fixed(),
            Self::NoLicence => t.why_no_licence(),
            Self::NoInvitation => t.why_no_invitation(),
        };
        text.to_owned()
    }
}

/// A limit as messages take it.
fn number(most: usize) -> u64 {
    u64::try_from(most).unwrap_or(u64::MAX)
}

/// The sentence about a field; a handle's and a day's say which field it is by themselves.
fn sentence(field: &str, why: Why, t: Messages) -> String {
    match why {
        Why::Handle | Why::Backwards | Why::NoSuchDay | Why::ToCome => why.text(t),
        _ => t.problem_invalid_field(label(field, t), &why.text(t)),
    }
}

/// A field as its form calls it; one that no form shows keeps the name that the API gives it.
fn label(field: &str, t: Messages) -> &str {
    match field {
        "title" => t.field_title(),
        "description" => t.field_description(),
        "alt" => t.field_alt(),
        "tags" => t.field_tags(),
        "taken" => t.field_taken(),
        "author_name" => t.field_author(),
        "author_url" => t.field_author_url(),
        "credit_name" => t.field_credit_name(),
        "credit_url" => t.field_credit_url(),
        "archive" => t.field_archive(),
        "place_name" | "place" => t.field_place(),
        "collection_add" => t.curate_collection_add(),
        "collection_new" => t.curate_collection_new(),
        "place_precision" => t.question_precision(),
        "latitude" | "longitude" | "coordinates" => t.fact_coordinates(),
        "direction" => t.field_direction(),
        "people" => t.suggest_people(),
        "why" => t.suggest_why(),
        "name" => t.field_name(),
        "days" => t.field_token_days(),
        "email" => t.field_email(),
        "label" => t.field_token_label(),
        "other" => t.changed_other(),
        "by" => t.changed_by(),
        "reason" => t.review_own_words(),
        "role" => t.field_role(),
        "suspension_why" => t.field_why(),
        "for_whom" => t.field_for_whom(),
        "reply" => t.field_reply(),
        "note" => t.contest_note(),
        "text" => t.report_text(),
        "contact" => t.report_contact(),
        "markdown" => t.field_markdown(),
        "members" => t.collection_members(),
        "parent" => t.collection_parent(),
        "dates" => t.collection_dates(),
        "photos" => t.nav_photos(),
        "site_name" => t.field_site_name(),
        "sentence_fr" => t.field_sentence_fr(),
        "sentence_en" => t.field_sentence_en(),
        "sign_up" => t.field_sign_up(),
        "invitations" => t.field_invitations(),
        "licenses" => t.admin_site_licences(),
        "file_megabytes" => t.field_file_megabytes(),
        "megapixels" => t.field_megapixels(),
        "label_fr" => t.tag_label_fr(),
        "label_br" => t.tag_label_br(),
        "label_en" => t.tag_label_en(),
        "synonyms" => t.tag_synonyms(),
        "broader" => t.tag_broader(),
        "related" => t.tag_related(),
        "links" => t.tag_elsewhere(),
        "instead" => t.tag_instead(),
        "quota_megabytes" => t.field_quota(),
        other => other,
    }
}
