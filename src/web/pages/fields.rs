//! The form fields that describe photos, shared by the upload page and the edit page.

use jiff::Timestamp;

use super::{doubts::Doubts, field_errors::FieldErrors};
use crate::{
    domain::{
        licence::LicenceId, person::PersonRecord, photo::PhotoRecord, place::Precision, reader::Reader, tag::Tag,
        taken::Taken,
    },
    library::{Library, tags::Offered},
    web::{
        i18n::Messages,
        problem::{CreditProblem, Problem},
        request::{
            fill::{filled, own_tags},
            intake::ReceivedForm,
        },
        view::licence::LicenceView,
    },
};

/// The fields of one photo.
#[derive(Clone, Debug, Default)]
pub struct PhotoFields {
    /// `title`.
    pub title: String,
    /// `description`.
    pub description: String,
    /// `alt`.
    pub alt: String,
    /// `tags`, with commas.
    pub tags: String,
    /// How many keywords of the file are not among them, since a photo cannot have them.
    pub tags_left_out: u64,
    /// `taken` (EDTF), such as `1912-07`.
    pub taken: String,
    /// The name of the field that is wrong, if one is.
    pub wrong: &'static str,
    /// Tags that may suit, each with its reason.
    pub offered: Vec<(String, &'static str)>,
}

impl PhotoFields {
    /// The values of a photo.
    #[must_use]
    pub fn kept(photo: &PhotoRecord) -> Self {
        let tags: Vec<&str> = photo.tags.iter().map(Tag::as_str).collect();
        Self {
            title: photo.title.as_ref().map(|title| title.as_str().to_owned()).unwrap_or_default(),
            description: photo.description.as_ref().map(|words| words.as_str().to_owned()).unwrap_or_default(),
            alt: photo.alt.as_ref().map(|alt| alt.as_str().to_owned()).unwrap_or_default(),
            tags: tags.join(", "),
            tags_left_out: 0,
            taken: photo.taken.as_ref().map(Taken::without_hour).unwrap_or_default(),
            wrong: "",
            offered: Vec::new(),
        }
    }

    /// The values of a photo and, where it has none, those that its file proposes.
    #[must_use]
    pub fn proposed(photo: &PhotoRecord) -> Self {
        let kept = Self::kept(photo);
        let proposed = &photo.suggestions;
        let or = |kept: String, proposed: Option<&String>| {
            if kept.is_empty() { proposed.cloned().unwrap_or_default() } else { kept }
        };
        Self {
            title: or(kept.title, proposed.title.as_ref().or(photo.arrival.title().as_ref())),
            description: or(kept.description, proposed.description.as_ref()),
            tags_left_out: if kept.tags.is_empty() { tags_left_out(photo) } else { 0 },
            tags: or(kept.tags, Some(&proposed.tags().iter().map(Tag::as_str).collect::<Vec<_>>().join(", "))),
            ..kept
        }
    }

    /// Whether all fields but tags, which several photos may share, are empty.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.title, &self.description, &self.alt, &self.taken].iter().all(|words| words.trim().is_empty())
    }

    /// These values, and where they are blank, the others.
    #[must_use]
    pub fn or(self, others: &Self) -> Self {
        let or = |own: String, other: &String| if own.trim().is_empty() { other.clone() } else { own };
        Self {
            title: or(self.title, &others.title),
            description: or(self.description, &others.description),
            alt: or(self.alt, &others.alt),
            tags_left_out: if self.tags.trim().is_empty() { others.tags_left_out } else { self.tags_left_out },
            tags: or(self.tags, &others.tags),
            taken: or(self.taken, &others.taken),
            wrong: self.wrong,
            offered: self.offered,
        }
    }

    /// What was typed, and what was filled in for several photos, this one among them; the names of the fields begin with
    /// `prefix`.
    #[must_use]
    pub fn typed(form: &ReceivedForm, prefix: &str) -> Self {
        let typed = |name: &str| typed(form, prefix, name);
        let added = filled(form, prefix, "tags").and_then(|tags| Tag::parse_list(tags).ok());
        let own = own_tags(form, &format!("{prefix}tags")).join(", ");
        let own = own.as_str();
        let has: Vec<Tag> = Tag::parse_list(own).unwrap_or_default();
        let added = added.unwrap_or_default().into_iter().filter(|tag| !has.contains(tag)).map(|tag| tag.to_string());
        let tags: Vec<String> =
            Some(own.trim().to_owned()).filter(|own| !own.is_empty()).into_iter().chain(added).collect();
        Self {
            title: typed("title"),
            description: typed("description"),
            alt: typed("alt"),
            tags: tags.join(", "),
            tags_left_out: 0,
            taken: typed("taken"),
            wrong: "",
            offered: Vec::new(),
        }
    }

    /// The same with tags that may suit, each with its reason.
    #[must_use]
    pub fn offering(self, offered: &[(Tag, Offered)], t: Messages) -> Self {
        Self { offered: offered.iter().map(|(tag, why)| (tag.to_string(), reason_of(*why, t))).collect(), ..self }
    }
}

/// Why a tag is offered, in words.
#[must_use]
pub fn reason_of(why: Offered, t: Messages) -> &'static str {
    match why {
        Offered::Title => t.tag_offered_title(),
        Offered::Day => t.tag_offered_day(),
        Offered::Place => t.tag_offered_place(),
        Offered::Author => t.tag_offered_author(),
    }
}

/// What was typed in a field of a photo, or filled in for several.
fn typed(form: &ReceivedForm, prefix: &str, name: &str) -> String {
    let own = || form.sent(&format!("{prefix}{name}")).unwrap_or_default();
    filled(form, prefix, name).unwrap_or_else(own).to_owned()
}

/// How many keywords of its file a photo cannot have.
fn tags_left_out(photo: &PhotoRecord) -> u64 {
    u64::try_from(photo.suggestions.keywords_left_out()).unwrap_or(u64::MAX)
}

/// The fields that several photos share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedFields {
    /// `author_name`.
    pub author_name: String,
    /// `author_url`.
    pub author_url: String,
    /// `place_name`.
    pub place_name: String,
    /// `place_precision`: `exact`, `area`, `hidden`; empty is `area`.
    pub place_precision: String,
    /// Of several photos, those of the fields above in which they differ.
    pub differing: Vec<&'static str>,
    /// Whether the author asked not to be named, and the reader may not read the name: it is not in the form.
    pub unnamed: bool,
    /// The most precise place that the reader may choose; nothing for its contributor, who may choose any.
    pub at_most: Option<Precision>,
}

impl SharedFields {
    /// How this person wishes to be credited.
    #[must_use]
    pub fn of(person: &PersonRecord) -> Self {
        Self {
            author_name: person
                .author
                .name
                .as_ref()
                .map_or_else(|| person.name.clone(), |name| name.as_str().to_owned()),
            author_url: person.author.url.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The values of a photo.
    #[must_use]
    pub fn kept(photo: &PhotoRecord) -> Self {
        let place = photo.place.clone().unwrap_or_default();
        Self {
            author_name: photo.author.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
            author_url: photo.author.url.clone().unwrap_or_default(),
            place_name: place.name.unwrap_or_default(),
            place_precision: place.precision.name().to_owned(),
            ..Self::default()
        }
    }

    /// The values of a photo, as this reader may read and change them.
    #[must_use]
    pub fn kept_for(photo: &PhotoRecord, reader: &Reader) -> Self {
        Self::kept(photo).guarded(photo, reader)
    }

    /// Without what protects a person, where this reader did not give the photo.
    #[must_use]
    pub fn guarded(mut self, photo: &PhotoRecord, reader: &Reader) -> Self {
        if !reader.reads_author_of(photo) {
            self.unnamed = true;
            self.author_name.clear();
            self.author_url.clear();
        }
        if !reader.gave(photo) {
            let most = photo.place_precision();
            self.at_most = Some(most);
            // A precision that may not be chosen is not on the form.
            if self.place_precision.parse().is_ok_and(|asked: Precision| asked < most) {
                most.name().clone_into(&mut self.place_precision);
            }
        }
        self
    }

    /// Whether the reader may choose this precision.
    #[must_use]
    pub fn offers(&self, precision: Precision) -> bool {
        self.at_most.is_none_or(|most| precision >= most)
    }

    /// The values of several photos: where they differ, nothing.
    #[must_use]
    pub fn common<'a>(photos: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut photos = photos.into_iter().cloned();
        let mut all = photos.next().unwrap_or_default();
        for other in photos {
            for (name, field, theirs) in [
                ("author_name", &mut all.author_name, other.author_name),
                ("author_url", &mut all.author_url, other.author_url),
                ("place_name", &mut all.place_name, other.place_name),
                ("place_precision", &mut all.place_precision, other.place_precision),
            ] {
                if *field != theirs && !all.differing.contains(&name) {
                    field.clear();
                    all.differing.push(name);
                }
            }
        }
        all
    }

    /// These values, and where they are blank, the others.
    #[must_use]
    pub fn or(self, others: &Self) -> Self {
        let or = |own: String, other: &String| if own.trim().is_empty() { other.clone() } else { own };
        Self {
            author_name: or(self.author_name, &others.author_name),
            author_url: or(self.author_url, &others.author_url),
            place_name: or(self.place_name, &others.place_name),
            place_precision: or(self.place_precision, &others.place_precision),
            ..others.clone()
        }
    }

    /// Whether the photos differ in this field.
    #[must_use]
    pub fn differs(&self, name: &str) -> bool {
        self.differing.contains(&name)
    }

    /// What was typed, and what was filled in for several photos, this one among them; the names of the fields begin with
    /// `prefix`.
    #[must_use]
    pub fn typed(form: &ReceivedForm, prefix: &str) -> Self {
        let typed = |name| typed(form, prefix, name);
        Self {
            author_name: typed("author_name"),
            author_url: typed("author_url"),
            place_name: typed("place_name"),
            place_precision: typed("place_precision"),
            ..Self::default()
        }
    }
}

/// The three questions that lead to a licence, and the two short cuts.
#[derive(Clone, Debug, Default)]
pub struct LicenceQuestions {
    /// `source`: `own`, `permission`, `archive`, `public-domain`, or empty when not answered.
    pub source: String,
    /// `archive`: which one, where `source` is that.
    pub archive: String,
    /// `modify`: `yes`, `alike`, `no`, or empty.
    pub modify: String,
    /// `sell`: `yes`, `no`, or empty.
    pub sell: String,
    /// `license`: an id chosen by name instead of the answers, or empty.
    pub licence: String,
    /// `as_last_time`: whether it is ticked.
    pub as_last_time: bool,
    /// The licence of the person's latest photo; nothing for a first one, and then nothing is proposed.
    pub last: Option<LicenceView>,
    /// The id of the licence that the files of all the photos propose, or empty.
    pub proposed: String,
    /// The licences offered by name.
    pub offered: Vec<LicenceView>,
    /// Whether they may say that it is in the public domain.
    pub public_domain: bool,
    /// How many photos the questions are about: one, or 2 for any number that will come.
    pub count: u64,
}

impl LicenceQuestions {
    /// The questions for this reader, nothing answered: `last` is the licence they granted last, if any.
    #[must_use]
    pub fn new(reader: &Reader, library: &Library, last: Option<LicenceId>, count: u64) -> Self {
        let mut offered = library.settings().offered.clone();
        let mark = LicenceId::parse("pdm-1.0").ok().filter(|mark| library.offers(reader, *mark));
        offered.extend(mark.filter(|mark| !offered.contains(mark)));
        Self {
            public_domain: mark.is_some(),
            count,
            last: last.filter(|last| library.offers(reader, *last)).map(LicenceView::of),
            offered: offered.into_iter().map(LicenceView::of).collect(),
            ..Self::default()
        }
    }

    /// Proposes the licence that the files of all these photos agree on.
    pub fn propose(&mut self, photos: &[Received]) {
        let Some(first) = photos.first() else { return };
        if photos.iter().all(|photo| photo.licence == first.licence) {
            self.proposed.clone_from(&first.licence);
        }
    }

    /// Ticks what was answered.
    pub fn answer(&mut self, form: &ReceivedForm) {
        let typed = |name| form.value(name).unwrap_or_default().to_owned();
        self.source = typed("source");
        self.archive = typed("archive");
        self.modify = typed("modify");
        self.sell = typed("sell");
        self.licence = typed("license");
        self.as_last_time = form.value("as_last_time").is_some();
    }

    /// The licences offered that the answers can lead to.
    #[must_use]
    pub fn outcomes(&self) -> Vec<&LicenceView> {
        self.offered.iter().filter(|licence| !licence.outcome_class().is_empty()).collect()
    }
}

/// Why a form was refused: a sentence, and where on the page it can be corrected.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// What is wrong and what to do.
    pub sentence: String,
    /// The id of that place, and the text of the link to it.
    pub door: Option<(String, &'static str)>,
}

impl Stopped {
    /// The refusal by this problem.
    #[must_use]
    pub fn by(problem: &Problem, t: Messages) -> Self {
        let door = problem.step().map(|step| {
            let words = match step {
                "step-files" => t.go_to_files(),
                "step-credit" => t.go_to_author(),
                _ => t.go_to_questions(),
            };
            (step.to_owned(), words)
        });
        Self { sentence: problem.sentence(t), door }
    }

    /// By this problem with a photo received.
    #[must_use]
    pub fn at(received: &Received, problem: &Problem, t: Messages) -> Self {
        let field = match problem {
            Problem::Credit(CreditProblem::UnansweredDoubt) => "check",
            problem if problem.field().is_empty() => "photo",
            problem => problem.field(),
        };
        let door = Some((format!("{field}-{}", received.id), t.go_to_photo()));
        Self { sentence: t.photo_wrong(&received.name(t), &problem.sentence(t)), door }
    }
}

/// A photo received, to describe.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// The photo's id.
    pub id: String,
    /// The name the file had, or nothing when it is not known.
    pub file_name: String,
    /// Its place in the order in which files were chosen.
    pub order: (Timestamp, u32, Timestamp),
    /// The address of a small rendition.
    pub thumbnail: String,
    /// The address of one that shows details.
    pub preview: String,
    /// Its fields, filled with what the file proposes.
    pub fields: PhotoFields,
    /// Its author and its place.
    pub shared: SharedFields,
    /// The id of the licence that its file proposes, or empty.
    pub licence: String,
    /// Whether it has a licence already.
    pub granted: bool,
    /// What to check about it, and the answers ticked.
    pub doubts: Doubts,
    /// Whether it is kept as a draft though the others are sent.
    pub aside: bool,
    /// Whether it is picked for what is filled in for several.
    pub picked: bool,
    /// What is wrong with it.
    pub errors: FieldErrors,
    /// A sentence about the photo that is most like it, and the address of that photo.
    pub alike: Option<(String, String)>,
}

impl Received {
    /// The prefix of the names of its fields.
    #[must_use]
    pub fn prefix(&self) -> String {
        format!("photo.{}.", self.id)
    }

    /// What it is called on the page: its title, else the name of its file.
    #[must_use]
    pub fn name(&self, t: Messages) -> String {
        let names = [&self.fields.title, &self.file_name];
        names
            .into_iter()
            .find(|name| !name.trim().is_empty())
            .map_or_else(|| t.photo_untitled().to_owned(), Clone::clone)
    }
}
