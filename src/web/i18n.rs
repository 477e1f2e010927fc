//! The messages in the reader's language, one function for each (generated at build from `locales/`), and numbers,
//! sizes and dates as that language writes them.

use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::domain::{
    direction::{Direction, North, Sector},
    field::Field,
    language::Language,
};

mod dates;

/// The messages in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages {
    language: Language,
    /// Whether messages that Breton lacks stand between marks.
    marks: bool,
}

/// Stands before a message that Breton lacks, in a page in Breton (a private-use character, which no message has).
pub const FRENCH_BEGINS: char = '\u{e000}';
/// Stands after it.
pub const FRENCH_ENDS: char = '\u{e001}';

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

thread_local! {
    /// CLDR's plural rules: French and Breton have categories that no simple comparison gives. One set for each thread,
    /// since their data is not thread-safe.
    static RULES: [Option<PluralRules>; 3] = {
        let rules = |locale: Locale| PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok();
        [rules(locale!("fr")), rules(locale!("en")), rules(locale!("br"))]
    };
}

impl Messages {
    /// The messages in this language.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language, marks: false }
    }

    /// The messages of a page in this language. In Breton, what is still French stands between marks, which
    /// `frame::french_in_breton` turns into `lang`.
    #[must_use]
    pub const fn of_page(language: Language) -> Self {
        Self { language, marks: matches!(language, Language::Breton) }
    }

    /// The language asked for.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// A sentence that is in [this language](Self::written_in) and no message.
    #[must_use]
    pub fn sentence(self, text: String) -> String {
        if self.marks && self.written_in() == Language::French && !text.is_empty() {
            return format!("{FRENCH_BEGINS}{text}{FRENCH_ENDS}");
        }
        text
    }

    /// The language of sentences, numbers and dates: French until Breton has every message.
    #[must_use]
    pub const fn written_in(self) -> Language {
        match self.language {
            Language::Breton if !BRETON_IS_COMPLETE => Language::French,
            language => language,
        }
    }

    /// The language's own name.
    #[must_use]
    pub const fn name_of(self, language: Language) -> &'static str {
        match language {
            Language::French => "Français",
            Language::English => "English",
            Language::Breton => "Brezhoneg",
        }
    }

    /// The name of a photo's field, where its change is shown.
    #[must_use]
    pub fn field_name_of(self, field: Field) -> &'static str {
        match field {
            Field::Title => self.field_title(),
            Field::Description => self.field_description(),
            Field::Alt => self.field_alt(),
            Field::Tags => self.field_tags(),
            Field::Taken => self.field_taken(),
            Field::AuthorName => self.field_author(),
            Field::AuthorUrl => self.field_author_url(),
            Field::AuthorWithheld => self.named_author_withheld(),
            Field::Provenance => self.named_source(),
            Field::PlaceName => self.field_place(),
            Field::PlacePrecision => self.named_precision(),
            Field::Coordinates => self.fact_coordinates(),
            Field::Direction => self.field_direction(),
        }
    }

    /// A measure as cameras write it, such as `0.8 s` or `f/2.8`, with the decimal mark of the language.
    #[must_use]
    pub fn decimals(self, measure: &str) -> String {
        if self.written_in() == Language::English { measure.to_owned() } else { measure.replace('.', ",") }
    }

    /// A whole number with its thousands apart: `12 345` (narrow no-break space), `12,345`.
    #[must_use]
    pub fn number(self, value: u64) -> String {
        let separator = if self.written_in() == Language::English { ',' } else { '\u{202f}' };
        let digits = value.to_string();
        let mut text = String::with_capacity(digits.len() + 6);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// A size in bytes as people read it: `850 ko`, `4,2 Mo`, `4 Mo`, `1.5 TB` (powers of ten, as on shop labels).
    #[must_use]
    pub fn weight(self, bytes: u64) -> String {
        let english = self.written_in() == Language::English;
        if bytes < 1_000_000 {
            let unit = if english { "KB" } else { "ko" };
            return format!("{}\u{a0}{unit}", bytes.div_ceil(1_000));
        }
        let (power, unit) = match bytes {
            1_000_000_000_000.. => (1_000_000_000_000, if english { "TB" } else { "To" }),
            1_000_000_000.. => (1_000_000_000, if english { "GB" } else { "Go" }),
            _ => (1_000_000, if english { "MB" } else { "Mo" }),
        };
        let tenths = bytes.saturating_add(power / 20) / (power / 10);
        let mark = if english { '.' } else { ',' };
        match (tenths / 10, tenths % 10) {
            (whole, 0) => format!("{whole}\u{a0}{unit}"),
            (whole, tenth) => format!("{whole}{mark}{tenth}\u{a0}{unit}"),
        }
    }

    /// A point in degrees: `48,39° N, 4,49° O`, `48.39° N, 4.49° W`.
    #[must_use]
    pub fn degrees(self, latitude: f64, longitude: f64) -> String {
        let english = self.written_in() == Language::English;
        let side = |degrees: f64, sides: (char, char)| {
            // Five decimals are about a metre; a rounded point keeps the two it has.
            let exact = format!("{:.5}", degrees.abs());
            let least = exact.len() - 3;
            let (whole, fine) = exact.split_at(least);
            let short = format!("{whole}{}", fine.trim_end_matches('0'));
            let number = if english { short } else { short.replace('.', ",") };
            format!("{number}°\u{a0}{}", if degrees < 0.0 { sides.1 } else { sides.0 })
        };
        let west = if english { 'W' } else { 'O' };
        format!("{}, {}", side(latitude, ('N', 'S')), side(longitude, ('E', west)))
    }

    /// In which direction a photo looks: `Regarde vers le nord-est (45°)`. Of a magnetic north, it says so.
    #[must_use]
    pub fn looks(self, direction: Direction) -> String {
        let toward = match direction.sector() {
            Sector::North => self.toward_north(),
            Sector::NorthEast => self.toward_north_east(),
            Sector::East => self.toward_east(),
            Sector::SouthEast => self.toward_south_east(),
            Sector::South => self.toward_south(),
            Sector::SouthWest => self.toward_south_west(),
            Sector::West => self.toward_west(),
            Sector::NorthWest => self.toward_north_west(),
        };
        let degrees = format!("{:.0}", direction.degrees().round() % 360.0);
        match direction.north() {
            Some(North::Magnetic) => self.looks_toward_magnetic(&degrees, toward),
            _ => self.looks_toward(&degrees, toward),
        }
    }

    /// The plural category of a count in the language that a message is written in.
    fn category(language: Language, count: u64) -> PluralCategory {
        RULES.with(|[french, english, breton]| {
            let rules = match language {
                Language::French => french,
                Language::English => english,
                Language::Breton => breton,
            };
            rules.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(count))
        })
    }
}

/// The language a reader's browser prefers among ours (RFC 9110 §12.5.4), if it names one.
#[must_use]
pub fn preferred(accept_language: &str) -> Option<Language> {
    let mut best: Option<(u16, Language)> = None;
    for range in accept_language.split(',').take(20) {
        let mut parts = range.split(';').map(str::trim);
        let code = parts.next().and_then(|tag| tag.split('-').next()).unwrap_or_default();
        let Ok(language) = code.parse::<Language>() else { continue };
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1_000, thousandths);
        if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// A quality value (`0.8`) in thousandths; an invalid value counts as 0.
fn thousandths(quality: &str) -> u16 {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    match whole {
        "1" => 1_000,
        "0" => format!("{fraction:0<3}").get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
#[path = "i18n_tests.rs"]
mod tests;
