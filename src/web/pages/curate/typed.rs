//! What is typed in the bar of the workbench: a blank field changes nothing.

use jiff::Timestamp;

use crate::{
    domain::{
        batch_change::BatchChange,
        field::Field,
        photo::{PhotoId, Title},
        rewording::Rewording,
    },
    library::review,
    web::{
        i18n::Messages,
        pages::credit::value_of,
        problem::Problem,
        request::{form_fields, intake::ReceivedForm},
    },
};

/// The fields of the bar, as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedChange {
    /// Tags to add.
    pub tags_add: String,
    /// Tags to remove.
    pub tags_remove: String,
    /// A place.
    pub place_name: String,
    /// A date.
    pub taken: String,
    /// A title.
    pub title: String,
    /// A description.
    pub description: String,
    /// A text alternative.
    pub alt: String,
    /// Who is credited.
    pub author_name: String,
    /// How precisely the place is published.
    pub place_precision: String,
    /// The collection that the photos are put into: its title or its address.
    pub collection_add: String,
    /// The title of a collection that is made for them.
    pub collection_new: String,
    /// Why, for the history.
    pub note: String,
}

impl TypedChange {
    /// Reads a form.
    #[must_use]
    pub fn of(form: &ReceivedForm) -> Self {
        let typed = |name| form.value(name).unwrap_or_default().trim().to_owned();
        // A context that is chosen beside is one of them.
        let added = form.values("tags_add").map(str::trim).filter(|tags| !tags.is_empty());
        Self {
            tags_add: added.collect::<Vec<_>>().join(", "),
            tags_remove: typed("tags_remove"),
            place_name: typed("place_name"),
            taken: typed("taken"),
            title: typed("title"),
            description: typed("description"),
            alt: typed("alt"),
            author_name: typed("author_name"),
            place_precision: typed("place_precision"),
            collection_add: typed("collection_add"),
            collection_new: typed("collection_new"),
            note: typed("note"),
        }
    }

    /// The fields that say something, by their names in the form.
    #[must_use]
    pub fn sent(&self) -> Vec<(&'static str, &str)> {
        let mut sent = self.fields();
        sent.push(("collection_add", &self.collection_add));
        sent.push(("collection_new", &self.collection_new));
        sent.push(("note", &self.note));
        sent.retain(|(_, value)| !value.is_empty());
        sent
    }

    /// Whether one of the fields behind the button says something.
    #[must_use]
    pub fn has_more(&self) -> bool {
        ["collection_new", "tags_remove", "title", "description", "alt", "author_name", "place_precision", "note"]
            .iter()
            .any(|name| self.sent().iter().any(|(sent, _)| sent == name))
    }

    fn fields(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("tags_add", &self.tags_add),
            ("tags_remove", &self.tags_remove),
            ("place_name", &self.place_name),
            ("taken", &self.taken),
            ("title", &self.title),
            ("description", &self.description),
            ("alt", &self.alt),
            ("author_name", &self.author_name),
            ("place_precision", &self.place_precision),
        ]
    }

    /// What changes, as people read it: what each field is called, and its value.
    #[must_use]
    pub fn lines(&self, change: &BatchChange, t: Messages) -> Vec<(&'static str, String)> {
        let label = |name| match name {
            "tags_add" => t.curate_tags_add(),
            "tags_remove" => t.curate_tags_remove(),
            name => Field::ALL
                .into_iter()
                .find(|field| field.name() == name)
                .map_or(t.field_title(), |field| t.field_name_of(field)),
        };
        let shown = |name, value: &str| match name {
            "taken" => change.fields.taken.clone().flatten().map_or_else(|| value.to_owned(), |taken| t.taken(&taken)),
            "place_precision" => value_of(Field::PlacePrecision, Some(value), t),
            _ => value.to_owned(),
        };
        let said = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let made = change.collection_new.as_ref().map(|title| (t.curate_collection_new(), title.as_str().to_owned()));
        said.map(|(name, value)| (label(name), shown(name, value))).chain(made).collect()
    }

    /// The change that the fields say; the collection that they name is looked up by `preview.rs`.
    ///
    /// # Errors
    /// [`Problem`] names the first field that is wrong.
    pub fn change(&self, form: &ReceivedForm, now: Timestamp) -> Result<BatchChange, Problem> {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let fields = Rewording {
            title: said(&self.title).map(|text| form_fields::title(&text)).transpose()?,
            description: said(&self.description).map(|text| form_fields::description(&text)).transpose()?,
            alt: said(&self.alt).map(|text| form_fields::alt(&text)).transpose()?,
            author_name: said(&self.author_name).map(|text| form_fields::author_name(&text)).transpose()?,
            place_name: said(&self.place_name).map(|text| form_fields::place_name(&text)).transpose()?,
            precision: said(&self.place_precision).map(|text| form_fields::precision(&text)).transpose()?,
            taken: said(&self.taken).map(|text| form_fields::taken(&text, now)).transpose()?,
            ..Rewording::default()
        };
        Ok(BatchChange {
            fields,
            tags_add: form_fields::tags(form, "tags_add")?,
            tags_remove: form_fields::tags(form, "tags_remove")?,
            collection_new: Title::parse(&self.collection_new).map_err(Problem::too_long("collection_new"))?,
            collection_add: None,
            turn: None,
        })
    }

    /// Why, if it is said.
    ///
    /// # Errors
    /// [`Problem`] for a text that is too long.
    pub fn why(&self) -> Result<Option<String>, Problem> {
        review::reply(&self.note).map_err(Problem::too_long("note"))
    }
}

/// The photos that are picked in a form, each once: the box of a series sends all its photos.
#[must_use]
pub fn picked(form: &ReceivedForm) -> Vec<PhotoId> {
    let mut ids: Vec<PhotoId> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let sent = form.values("photo").flat_map(str::split_whitespace);
    for id in sent.filter_map(|id| id.parse::<PhotoId>().ok()) {
        if seen.insert(id.clone()) {
            ids.push(id);
        }
    }
    ids
}
