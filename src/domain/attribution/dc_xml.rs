//! Unqualified Dublin Core in XML, as OAI-PMH carries it (`oai_dc`).

use super::{address::Address, parts::Credit, phrases::Phrases, text, xml::element};
use crate::domain::licence::LicenceId;

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let mut out = String::with_capacity(1024);
    out.push_str(
        "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">\n",
    );
    let mut put = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            element(&mut out, "  ", name, text);
        }
    };
    put("dc:title", credit.title.as_deref());
    put("dc:creator", credit.author_name());
    put("dc:description", credit.description.as_deref());
    for change in &credit.modifications {
        put("dc:description", Some(&format!("{}{change}", words.changes.trim_start())));
    }
    put("dc:contributor", credit.modified_by.as_deref());
    put("dc:date", credit.when());
    put("dc:type", Some("StillImage"));
    put("dc:identifier", credit.source.as_ref().map(Address::as_str));
    put("dc:relation", credit.image.as_ref().map(Address::as_str));
    // The address for machines first, then the whole sentence for people.
    put("dc:rights", credit.licence.map(LicenceId::deed));
    put("dc:rights", Some(&text::encode(credit, words)));
    out.push_str("</oai_dc:dc>");
    out
}
