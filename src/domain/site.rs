//! What administrators say of their site, and what it accepts: settings that are changed while it is served.

use serde::{Deserialize, Serialize};

use super::{
    language::Language,
    lengths,
    licence::LicenceId,
    photo_text::text_type,
    stored::UnknownMembers,
    text::{self, TooLong},
};

/// The layout version of [`SiteRecord`] that this code writes.
pub const SITE_VERSION: u8 = 1;
/// The layout version of [`InvitationCodes`] that this code writes.
pub const CODES_VERSION: u8 = 1;

text_type! {
    /// The name of a site.
    SiteName, lengths::SITE_NAME, text::clean_line
}
text_type! {
    /// The sentence that says what a site is, on its home page.
    SiteSentence, lengths::SITE_SENTENCE, text::clean_line
}
text_type! {
    /// A code that lets people make an account.
    InvitationCode, lengths::INVITATION_CODE, text::clean_line
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUpRule {
    /// Anyone.
    Open,
    /// People with an invitation code.
    Invitation,
    /// Nobody.
    Closed,
}

impl SignUpRule {
    /// Every rule, the most open first.
    pub const ALL: [Self; 3] = [Self::Open, Self::Invitation, Self::Closed];

    /// Its name in the configuration file, in records and in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invitation => "invitation",
            Self::Closed => "closed",
        }
    }

    /// The rule of this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// The sentence of a site in each language that has one of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteSentences {
    /// In French.
    #[serde(default, rename = "fr", skip_serializing_if = "Option::is_none")]
    pub french: Option<SiteSentence>,
    /// In English.
    #[serde(default, rename = "en", skip_serializing_if = "Option::is_none")]
    pub english: Option<SiteSentence>,
}

impl SiteSentences {
    /// The sentence in this language: that of French for a page in Breton, whose sentences are French.
    #[must_use]
    pub const fn of(&self, language: Language) -> Option<&SiteSentence> {
        match language {
            Language::English => self.english.as_ref(),
            Language::French | Language::Breton => self.french.as_ref(),
        }
    }
}

/// The settings that administrators changed, as the journal keeps them. One that is absent was never set; one that stands
/// in the configuration file has no effect here, and is kept for the day when the file says it no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRecord {
    /// The version of this layout.
    pub v: u8,
    /// The site's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<SiteName>,
    /// Its sentences.
    #[serde(default)]
    pub sentences: SiteSentences,
    /// Who may make an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_up: Option<SignUpRule>,
    /// The licences offered, the recommended one first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licenses: Option<Vec<LicenceId>>,
    /// The largest file accepted, in megabytes (10⁶ bytes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_megabytes: Option<u64>,
    /// The largest picture accepted, in megapixels (10⁶ pixels).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub megapixels: Option<u64>,
    /// The most space for photos, in megabytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota_megabytes: Option<u64>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl Default for SiteRecord {
    /// Nothing was set.
    fn default() -> Self {
        Self {
            v: SITE_VERSION,
            name: None,
            sentences: SiteSentences::default(),
            sign_up: None,
            licenses: None,
            file_megabytes: None,
            megapixels: None,
            quota_megabytes: None,
            unknown: UnknownMembers::new(),
        }
    }
}

/// The invitation codes that administrators chose: secrets, which followers of the journal are not given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationCodes {
    /// The version of this layout.
    pub v: u8,
    /// The codes.
    pub codes: Vec<InvitationCode>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl Default for InvitationCodes {
    /// No code.
    fn default() -> Self {
        Self { v: CODES_VERSION, codes: Vec::new(), unknown: UnknownMembers::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_set_is_not_written() {
        let written = serde_json::to_string(&SiteRecord::default()).ok();
        assert_eq!(written.as_deref(), Some(r#"{"v":1,"sentences":{}}"#));
        let read = |text: &str| serde_json::from_str::<SiteRecord>(text).ok();
        assert_eq!(read(r#"{"v":1}"#), Some(SiteRecord::default()));
        let newer = read(r#"{"v":1,"name":"Zef d’Armor","sentences":{"fr":"Ici."},"sign_up":"closed","motto":"a"}"#);
        let again = newer.and_then(|record| serde_json::to_string(&record).ok());
        assert!(again.is_some_and(|text| text.contains(r#""motto":"a""#) && text.contains(r#""sign_up":"closed""#)));
    }

    #[test]
    fn every_rule_reads_back_by_its_name() {
        for rule in SignUpRule::ALL {
            assert_eq!(SignUpRule::of_name(rule.name()), Some(rule));
            assert_eq!(serde_json::to_string(&rule).ok(), Some(format!("\"{}\"", rule.name())));
        }
        assert_eq!(SignUpRule::of_name("all"), None);
    }
}
