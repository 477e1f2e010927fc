//! The reuse panel of a photo's page: the attribution for each medium.
//!
//! `GET /photos/{id}?snippet=fr|en|br&license=…&change=cropped&change=colours&change=assembled&other=…&by=…#snippets`:
//! the language of the attribution, the licence that it names, and what was changed, by whom. It is all in the address,
//! so it works without JavaScript.

use crate::{
    domain::{
        attribution::{Attribution, Format, Medium, Mention, Obligation, Rich, in_words, obligations},
        language::Language,
        lengths,
        licence::LicenceId,
        photo::PhotoId,
        selection::Selection,
        text,
    },
    web::{
        frame::layout::{Frame, LanguageLink},
        i18n::Messages,
        problem::Problem,
        typeset::licences_whole,
        urls,
        view::markup::Markup,
    },
};

/// The attribution for each medium, ready to paste.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The language the attributions are written in.
    pub language: Language,
    /// The licence named, where it is not the one in force: an earlier one, which remains valid.
    pub earlier: Option<LicenceId>,
    /// Whether the licence lets changed versions be shared.
    pub may_change: bool,
    /// What the reader says they changed.
    pub changed: Changed,
    /// One piece a medium.
    pub pieces: Vec<Piece>,
    /// The codes that show the photo on another site.
    pub embeds: Vec<Piece>,
}

/// The attribution for one medium.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What names it in the page.
    pub key: &'static str,
    /// The medium.
    pub name: &'static str,
    /// Where it goes, and what the licence asks there.
    pub note: String,
    /// The text to paste.
    pub text: String,
    /// Formatted text to paste instead, for word processors.
    pub rich: Option<Markup>,
}

impl Piece {
    /// Whether it is one of the media that most people use; the others stand in a menu.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        matches!(self.key, "text" | "rich" | "web" | "print" | "social")
    }

    /// The text in parts, and of each whether no end of line breaks it.
    #[must_use]
    pub fn parts(&self) -> Vec<(&str, bool)> {
        licences_whole(&self.text)
    }
}

/// One line of the form about changes.
fn line(field: &'static str, text: &str) -> Result<String, Problem> {
    let clean = text::clean_line(text);
    text::within(&clean, lengths::CHANGE).map_err(Problem::too_long(field))?;
    Ok(clean)
}

/// What the reader says they changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// A part was cut off.
    pub cropped: bool,
    /// Its colours are others.
    pub colours: bool,
    /// It was put together with other pictures.
    pub assembled: bool,
    /// In their own words.
    pub other: String,
    /// Who changed it.
    pub by: String,
    /// Which of several photos; all of them, unless said.
    pub photos: Option<Selection>,
}

impl Changed {
    /// Reads what the address says; parameters that it does not know are ignored.
    ///
    /// # Errors
    /// [`Problem::Field`] for a change or a name that is too long.
    pub fn asked(query: &[(String, String)]) -> Result<Self, Problem> {
        let mut changed = Self::default();
        for (name, value) in query {
            match (name.as_str(), value.as_str()) {
                ("change", "cropped") => changed.cropped = true,
                ("change", "colours") => changed.colours = true,
                ("change", "assembled") => changed.assembled = true,
                // It becomes a part of a sentence that has its own full stop.
                ("other", text) => line("other", text)?.trim_end_matches(['.', ' ']).clone_into(&mut changed.other),
                ("by", name) => changed.by = line("by", name)?,
                ("changed", ids) => {
                    let photos = changed.photos.get_or_insert_default();
                    for id in Selection::read(ids).ids() {
                        photos.add(id.clone());
                    }
                }
                _ => {}
            }
        }
        Ok(changed)
    }

    /// Whether anything was changed.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self != Self { photos: self.photos.clone(), ..Self::default() }
    }

    /// Whether this photo, among several, is one of those changed.
    #[must_use]
    pub fn concerns(&self, photo: &PhotoId) -> bool {
        self.photos.as_ref().is_none_or(|photos| photos.ids().contains(photo))
    }

    /// The changes, in the words of the attribution's language.
    fn words(&self, t: Messages) -> Vec<String> {
        let ticked = [
            (self.cropped, t.change_cropped()),
            (self.colours, t.change_colours()),
            (self.assembled, t.change_assembled()),
        ];
        let mut words: Vec<String> =
            ticked.into_iter().filter(|(on, _)| *on).map(|(_, word)| word.to_owned()).collect();
        words.extend((!self.other.is_empty()).then(|| self.other.clone()));
        words
    }

    /// A photo's attribution, with the changes in the words of its language (`t`).
    #[must_use]
    pub fn said_in(&self, mut record: Attribution, t: Messages) -> Attribution {
        record.modifications = self.words(t);
        record.modified_by = (!self.by.is_empty()).then(|| self.by.clone());
        record
    }

    /// As a part of an address, beginning with `&`.
    #[must_use]
    pub fn query(&self) -> String {
        let ticked = [(self.cropped, "cropped"), (self.colours, "colours"), (self.assembled, "assembled")];
        let mut query = String::new();
        query.extend(ticked.into_iter().filter(|(on, _)| *on).flat_map(|(_, name)| ["&change=", name]));
        for (name, value) in [("other", &self.other), ("by", &self.by)] {
            if !value.is_empty() {
                query.extend(["&", name, "=", &urls::encoded(value)]);
            }
        }
        if let Some(photos) = &self.photos {
            query.extend(["&changed=", &photos.joined(",")]);
        }
        query
    }
}

impl Panel {
    /// The panel of a photo under this licence, its attributions in `language`, its own words in those of the page
    /// (`t`).
    #[must_use]
    pub fn new(record: Attribution, licence: LicenceId, language: Language, changed: Changed, t: Messages) -> Self {
        let may_change = licence.licence().allows_sharing_derivatives;
        let changed = if may_change { changed } else { Changed::default() };
        let record = changed.said_in(record, Messages::new(language));
        let mention = Mention::of(&record, language);
        let pieces = pieces(|format| mention.written(format), mention.rich(), |medium| obligations(licence, medium), t);
        Self { language, earlier: None, may_change, changed, pieces, embeds: Vec::new() }
    }

    /// The panel in every language: code, name, address, and whether it is the one shown.
    #[must_use]
    pub fn languages(&self, frame: &Frame, id: &PhotoId) -> Vec<LanguageLink> {
        let licence = self.earlier.map(|licence| format!("&license={}", licence.as_str())).unwrap_or_default();
        let link = |language: Language| LanguageLink {
            code: language.code(),
            name: frame.t.name_of(language),
            path: format!(
                "{}?snippet={}{licence}{}#snippets",
                frame.urls.photo(id),
                language.code(),
                self.changed.query()
            ),
            current: language == self.language,
        };
        Language::ALL.into_iter().map(link).collect()
    }
}

/// One piece a medium: what `written` gives in its format, with what is `asked` there, the most used first.
pub(super) fn pieces(
    written: impl Fn(Format) -> String,
    clipboard: Rich,
    asked: impl Fn(Medium) -> Vec<Obligation>,
    t: Messages,
) -> Vec<Piece> {
    let sentence = |obligations: &[Obligation]| t.sentence(in_words(obligations, t.language()));
    let piece = |key, name, note, format| Piece { key, name, note, text: written(format), rich: None };
    let medium = |name, medium: Medium| piece(medium.name(), name, sentence(&asked(medium)), medium.format());
    // What a format is for, then what is asked in the medium that it is closest to.
    let note = |note: &str, medium: Medium| format!("{note} {}", sentence(&asked(medium)));
    // Whose own words already say where the attribution goes.
    let without_place = |note: &str, medium: Medium| {
        let obligations: Vec<Obligation> =
            asked(medium).into_iter().filter(|obligation| !matches!(obligation, Obligation::Credit(_))).collect();
        format!("{note} {}", sentence(&obligations)).trim_end().to_owned()
    };
    vec![
        piece("text", t.medium_text(), note(t.medium_text_note(), Medium::Email), Format::Text),
        Piece {
            key: "rich",
            name: t.medium_rich(),
            note: note(t.medium_rich_note(), Medium::Email),
            text: clipboard.text,
            rich: Some(Markup::from_encoder(clipboard.html)),
        },
        medium(t.medium_html(), Medium::WebPage),
        medium(t.medium_print(), Medium::PrintedPage),
        medium(t.medium_slides(), Medium::Slides),
        medium(t.medium_video(), Medium::Video),
        piece("spoken", t.medium_spoken(), without_place(t.medium_spoken_note(), Medium::Video), Format::Spoken),
        medium(t.medium_social(), Medium::SocialPost),
        medium(t.medium_wiki(), Medium::Wiki),
        piece(
            "commons",
            t.medium_commons(),
            without_place(t.medium_commons_note(), Medium::Wiki),
            Format::WikitextCommons,
        ),
        piece("markdown", t.medium_markdown(), note(t.medium_markdown_note(), Medium::WebPage), Format::Markdown),
        piece("spip", t.medium_spip(), note(t.medium_spip_note(), Medium::WebPage), Format::Spip),
        piece("bbcode", t.medium_bbcode(), note(t.medium_bbcode_note(), Medium::SocialPost), Format::Bbcode),
        piece("latex", t.medium_latex(), note(t.medium_latex_note(), Medium::PrintedPage), Format::Latex),
        piece("rst", t.medium_rst(), note(t.medium_rst_note(), Medium::WebPage), Format::Rst),
        piece("bibtex", t.medium_bibtex(), note(t.medium_bibtex_note(), Medium::PrintedPage), Format::Bibtex),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_travels_in_the_address() {
        let pairs =
            [("change", "cropped"), ("change", "nonsense"), ("other", " titre\najouté "), ("by", "Penn ar Bed")];
        let pairs: Vec<(String, String)> =
            pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let changed = Changed::asked(&pairs).unwrap_or_default();
        assert_eq!(
            changed,
            Changed {
                cropped: true,
                other: "titre ajouté".to_owned(),
                by: "Penn ar Bed".to_owned(),
                ..Changed::default()
            }
        );
        assert_eq!(changed.query(), "&change=cropped&other=titre%20ajout%C3%A9&by=Penn%20ar%20Bed");
        assert!(Changed::asked(&[]).is_ok_and(|changed| !changed.is_any()));

        let which = [("changed", "23456789,abcdefgh"), ("changed", "bcdfghjk"), ("change", "colours")];
        let which: Vec<(String, String)> =
            which.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let changed = Changed::asked(&which).unwrap_or_default();
        assert!(changed.is_any() && changed.query().starts_with("&change=colours&changed="), "{}", changed.query());

        let longest = [("by".to_owned(), "é".repeat(lengths::CHANGE))];
        assert!(Changed::asked(&longest).is_ok());
        let longer = [("other".to_owned(), "é".repeat(lengths::CHANGE + 1))];
        assert!(Changed::asked(&longer).is_err_and(|problem| problem.field() == "other"));
    }

    #[test]
    fn the_latex_snippet_and_no_other_says_which_fonts_it_needs() {
        for language in [Language::French, Language::English] {
            let clipboard = Rich { html: String::new(), text: String::new() };
            let pieces = pieces(|_| String::new(), clipboard, |_| Vec::new(), Messages::new(language));
            let sentence: Vec<_> =
                pieces.iter().filter(|piece| piece.note.contains("\\usepackage[T1]{fontenc}")).collect();
            assert_eq!(sentence.iter().map(|piece| piece.key).collect::<Vec<_>>(), ["latex"], "{language}");
        }
    }
}
