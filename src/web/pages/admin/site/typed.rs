//! The form of the settings: what it changes, what is wrong with it, and what was typed.

use std::ops::RangeInclusive;

use super::{MEGA, Values, choices};
use crate::{
    domain::{
        licence::LicenceId,
        site::{InvitationCode, SignUpRule, SiteName, SiteSentence, SiteSentences},
    },
    library::{
        Settings,
        settings::{FILE_MEGABYTES, MEGAPIXELS},
        site::{Chosen, SiteChange},
    },
    web::{
        problem::{FieldProblem, Problem, Why},
        request::intake::ReceivedForm,
    },
};

/// What was typed; what the form does not hold stays as it is.
pub(super) fn typed(form: &ReceivedForm, now: &Values) -> Values {
    let value = |name: &str, now: &String| form.sent(name).map_or_else(|| now.clone(), str::to_owned);
    Values {
        name: value("site_name", &now.name),
        sentence_fr: value("sentence_fr", &now.sentence_fr),
        sentence_en: value("sentence_en", &now.sentence_en),
        sign_up: value("sign_up", &now.sign_up),
        invitations: value("invitations", &now.invitations).replace('\r', ""),
        licences: ticked(form).unwrap_or_else(|| now.licences.clone()),
        file_megabytes: value("file_megabytes", &now.file_megabytes),
        megapixels: value("megapixels", &now.megapixels),
        quota_megabytes: value("quota_megabytes", &now.quota_megabytes),
    }
}

/// The ids of the licences that are ticked; `None` where the form has no licences. A hidden field is sent with the boxes, so
/// that none ticked is not none there.
fn ticked(form: &ReceivedForm) -> Option<Vec<String>> {
    form.sent("licenses")?;
    Some(form.values("licenses").filter(|id| !id.is_empty()).map(str::to_owned).collect())
}

/// What the form changes of the settings in force.
///
/// # Errors
/// Every problem that its fields have.
pub(super) fn read(form: &ReceivedForm, settings: &Settings) -> Result<SiteChange, Vec<Problem>> {
    let mut change = SiteChange::default();
    let mut problems = Vec::new();
    let mut add = |done: Result<(), Problem>| problems.extend(done.err());
    add(name(form, settings).map(|name| change.name = name));
    add(sentences(form, settings).map(|sentences| change.sentences = sentences));
    add(sign_up(form, settings).map(|rule| change.sign_up = rule));
    add(codes(form).map(|codes| change.codes = codes));
    add(licences(form, settings).map(|licences| change.licences = licences));
    let file = settings.limits.file_bytes / MEGA;
    add(number(form, "file_megabytes", &FILE_MEGABYTES, file).map(|most| change.file_megabytes = most));
    let pixels = settings.limits.pixels / MEGA;
    add(number(form, "megapixels", &MEGAPIXELS, pixels).map(|most| change.megapixels = most));
    add(quota(form, settings).map(|quota| change.quota_megabytes = quota));
    if problems.is_empty() { Ok(change) } else { Err(problems) }
}

const fn invalid(field: &'static str, why: Why) -> Problem {
    Problem::Field(FieldProblem::Invalid(field, why))
}

fn name(form: &ReceivedForm, settings: &Settings) -> Result<Chosen<SiteName>, Problem> {
    let Some(typed) = form.sent("site_name") else { return Ok(Chosen::Kept) };
    let name = SiteName::parse(typed).map_err(Problem::too_long("site_name"))?;
    let is_kept = name.as_ref().is_some_and(|name| name.as_str() == settings.name);
    Ok(if is_kept { Chosen::Kept } else { Chosen::of(name) })
}

fn sentences(form: &ReceivedForm, settings: &Settings) -> Result<Option<SiteSentences>, Problem> {
    let mut sentences = settings.sentences.clone();
    if let Some(typed) = form.sent("sentence_fr") {
        sentences.french = SiteSentence::parse(typed).map_err(Problem::too_long("sentence_fr"))?;
    }
    if let Some(typed) = form.sent("sentence_en") {
        sentences.english = SiteSentence::parse(typed).map_err(Problem::too_long("sentence_en"))?;
    }
    Ok((sentences != settings.sentences).then_some(sentences))
}

fn sign_up(form: &ReceivedForm, settings: &Settings) -> Result<Option<SignUpRule>, Problem> {
    let Some(typed) = form.sent("sign_up") else { return Ok(None) };
    let rule = SignUpRule::of_name(typed).ok_or_else(|| invalid("sign_up", Why::Choice))?;
    Ok((rule != settings.sign_up.rule()).then_some(rule))
}

fn codes(form: &ReceivedForm) -> Result<Option<Vec<InvitationCode>>, Problem> {
    let Some(typed) = form.sent("invitations") else { return Ok(None) };
    let mut codes = Vec::new();
    for line in typed.lines() {
        let code = InvitationCode::parse(line).map_err(Problem::too_long("invitations"))?;
        codes.extend(code.filter(|code| !codes.contains(code)));
    }
    Ok(Some(codes))
}

/// The licences ticked: those offered already keep their order, new ones follow.
fn licences(form: &ReceivedForm, settings: &Settings) -> Result<Option<Vec<LicenceId>>, Problem> {
    let Some(ticked) = ticked(form) else { return Ok(None) };
    let choices = choices(settings);
    let known = |id: &String| LicenceId::parse(id).ok().filter(|id| choices.contains(id));
    let chosen: Option<Vec<LicenceId>> = ticked.iter().map(known).collect();
    let chosen = chosen.ok_or_else(|| invalid("licenses", Why::Choice))?;
    let kept = settings.offered.iter().filter(|id| chosen.contains(id));
    let new = choices.iter().filter(|id| chosen.contains(id) && !settings.offered.contains(id));
    let offered: Vec<LicenceId> = kept.chain(new).copied().collect();
    Ok((offered != settings.offered).then_some(offered))
}

fn number(
    form: &ReceivedForm,
    field: &'static str,
    bounds: &RangeInclusive<u64>,
    now: u64,
) -> Result<Option<u64>, Problem> {
    let Some(typed) = form.sent(field) else { return Ok(None) };
    let number = digits(typed).filter(|number| bounds.contains(number));
    let number = number.ok_or_else(|| invalid(field, Why::Between(*bounds.start(), *bounds.end())))?;
    Ok((number != now).then_some(number))
}

fn quota(form: &ReceivedForm, settings: &Settings) -> Result<Chosen<u64>, Problem> {
    let Some(typed) = form.sent("quota_megabytes") else { return Ok(Chosen::Kept) };
    let quota = match typed.trim() {
        "" => None,
        typed => Some(digits(typed).ok_or_else(|| invalid("quota_megabytes", Why::Number))?),
    };
    let is_kept = quota == settings.quota_bytes.map(|bytes| bytes / MEGA);
    Ok(if is_kept { Chosen::Kept } else { Chosen::of(quota) })
}

/// A whole number as people type it, with or without spaces between its thousands.
fn digits(typed: &str) -> Option<u64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    typed.parse().ok()
}
