//! The record an attribution is made from: the JSON that command line and API share.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::domain::licence::LicenceId;

/// What is known of a photograph and of what was done to it. Any text may be absent, null or blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attribution {
    /// The title.
    pub title: Option<String>,
    /// The author, as they want to be named.
    pub author_name: Option<String>,
    /// The address they want their name to lead to.
    pub author_url: Option<String>,
    /// True once the author asked to be named no more (CC BY 4.0 §3(a)(3)): the snippet says so in words.
    #[serde(deserialize_with = "or_default")]
    pub author_withheld: bool,
    /// The photo page.
    pub source_url: Option<String>,
    /// The picture itself.
    pub image_url: Option<String>,
    /// Width of the picture as seen, in pixels.
    pub width: Option<u32>,
    /// Height of the picture as seen, in pixels.
    pub height: Option<u32>,
    /// The year it was taken, in digits or words ("vers 1950").
    #[serde(deserialize_with = "year")]
    pub year: Option<String>,
    /// When it was taken, as fully as it is known, as EDTF writes it (ISO 8601-2): `2015-06-21`, `2015-06`, `1950~`.
    /// Where it is given, it is shown instead of the year.
    pub date: Option<String>,
    /// What it shows, in its contributor's words, for the formats that have a place for them.
    pub description: Option<String>,
    /// The notice of copyright that its file has, without what it says of permissions; without one, it is made of year and
    /// author.
    pub copyright_notice: Option<String>,
    /// The licence, read by [`LicenceId::parse`].
    #[serde(rename = "license", deserialize_with = "licence")]
    pub licence: Option<LicenceId>,
    /// What was changed, in the words and language of the reuser.
    #[serde(deserialize_with = "texts")]
    pub modifications: Vec<String>,
    /// Who changed it.
    pub modified_by: Option<String>,
    /// True when the person who uploads the photograph elsewhere is its author (Wikimedia Commons asks).
    #[serde(deserialize_with = "or_default")]
    pub uploader_is_author: bool,
}

fn or_default<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let texts: Option<Vec<Option<String>>> = Option::deserialize(deserializer)?;
    Ok(texts.unwrap_or_default().into_iter().flatten().collect())
}

fn licence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<LicenceId>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    text.filter(|text| !text.trim().is_empty())
        .map(|text| LicenceId::parse(&text))
        .transpose()
        .map_err(de::Error::custom)
}

fn year<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Year {
        Number(i64),
        Phrases(String),
    }
    Ok(Option::deserialize(deserializer)?.map(|year| match year {
        Year::Number(year) => year.to_string(),
        Year::Phrases(words) => words,
    }))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn nulls_blanks_and_absences_are_all_accepted() {
        let nulls: Attribution = serde_json::from_str(
            r#"{"title":null,"author_name":null,"author_url":null,"source_url":null,"image_url":null,"width":null,"height":null,"year":null,"date":null,"description":null,"copyright_notice":null,"license":null,"modifications":null,"modified_by":null,"uploader_is_author":null}"#,
        )
        .unwrap();
        assert_eq!(nulls, Attribution::default());
        assert_eq!(serde_json::from_str::<Attribution>("{}").unwrap(), nulls);
        assert_eq!(serde_json::from_str::<Attribution>(r#"{"license":" ","modifications":[null]}"#).unwrap(), nulls);
    }

    #[test]
    fn a_year_comes_as_number_or_words() {
        let year = |json: &str| serde_json::from_str::<Attribution>(json).unwrap().year;
        assert_eq!(year(r#"{"year":1998}"#).as_deref(), Some("1998"));
        assert_eq!(year(r#"{"year":"vers 1950"}"#).as_deref(), Some("vers 1950"));
    }

    #[test]
    fn a_licence_without_version_is_refused_with_a_sentence() {
        let refusal = serde_json::from_str::<Attribution>(r#"{"license":"CC BY-SA"}"#).unwrap_err().to_string();
        assert!(refusal.contains("without its version"), "{refusal}");
    }

    #[test]
    fn a_record_reads_back_from_its_own_json() {
        let record = Attribution {
            licence: LicenceId::parse("CC-BY-SA-4.0").ok(),
            year: Some("1998".into()),
            date: Some("1998-07~".into()),
            description: Some("Vu du quai.".into()),
            modifications: vec!["recadrée".into()],
            ..Attribution::default()
        };
        let json = serde_json::to_string(&record).unwrap();
        assert!(json.contains(r#""license":"cc-by-sa-4.0""#), "{json}");
        assert_eq!(serde_json::from_str::<Attribution>(&json).unwrap(), record);
    }
}
