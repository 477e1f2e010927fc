//! An XMP packet: the same statements, to travel inside the file (ISO 16684-1, IPTC Photo Metadata, ccREL).

use super::{
    address::Address,
    parts::Credit,
    phrases::{Phrases, capitalised},
    text,
    xml::{element, escape},
};

const START: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
    <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
    <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n";
const SPACES: &str = "\n \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n \
    xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\"\n \
    xmlns:cc=\"http://creativecommons.org/ns#\"\n \
    xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\"\n \
    xmlns:plus=\"http://ns.useplus.org/ldf/xmp/1.0/\">\n";
const END: &str = "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let mut out = String::with_capacity(2048);
    out.push_str(START);
    // "This very file" (ISO 16684-1, 6.3).
    describe(&mut out, "", credit, words);
    out.push_str(END);
    out
}

/// One packet about several photographs, each named by the address of its page.
pub(super) fn encode_all(credits: &[Credit], words: &Phrases) -> String {
    let mut out = String::with_capacity(2048 * credits.len().max(1));
    out.push_str(START);
    for credit in credits {
        let about = credit.source.as_ref().or(credit.image.as_ref()).map_or("", Address::as_str);
        describe(&mut out, about, credit, words);
    }
    out.push_str(END);
    out
}

fn describe(out: &mut String, about: &str, credit: &Credit, words: &Phrases) {
    out.push_str("<rdf:Description rdf:about=\"");
    escape(out, about);
    out.push('"');
    out.push_str(SPACES);
    if let Some(title) = &credit.title {
        array(out, "dc:title", "Alt", title);
    }
    if let Some(description) = &credit.description {
        array(out, "dc:description", "Alt", description);
    }
    if let Some(name) = credit.author_name() {
        array(out, "dc:creator", "Seq", name);
        element(out, "  ", "photoshop:Credit", name);
        element(out, "  ", "cc:attributionName", name);
    }
    array(out, "dc:rights", "Alt", &text::encode(credit, words));
    if let Some(licence) = credit.licence {
        // False says "in the public domain"; absent says "unknown" (XMP part 1 §8.7, xmpRights:Marked).
        element(out, "  ", "xmpRights:Marked", if licence.is_public_domain() { "False" } else { "True" });
        resource(out, "cc:license", licence.deed());
        let opening = words.announcing(licence);
        array(
            out,
            "xmpRights:UsageTerms",
            "Alt",
            &format!("{}{} ({})", capitalised(opening), licence.label(), licence.deed()),
        );
    }
    if let Some(source) = &credit.source {
        element(out, "  ", "xmpRights:WebStatement", source.as_str());
        resource(out, "cc:attributionURL", source.as_str());
        out.push_str("  <plus:Licensor><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n");
        element(out, "    ", "plus:LicensorURL", source.as_str());
        out.push_str("  </rdf:li></rdf:Seq></plus:Licensor>\n");
    }
    out.push_str("</rdf:Description>\n");
}

/// A text in the array that its property asks for; alternatives by language need one for all languages.
fn array(out: &mut String, name: &str, kind: &str, text: &str) {
    let language = if kind == "Alt" { " xml:lang=\"x-default\"" } else { "" };
    for piece in ["  <", name, "><rdf:", kind, "><rdf:li", language, ">"] {
        out.push_str(piece);
    }
    escape(out, text);
    for piece in ["</rdf:li></rdf:", kind, "></", name, ">\n"] {
        out.push_str(piece);
    }
}

fn resource(out: &mut String, name: &str, address: &str) {
    out.push_str("  <");
    out.push_str(name);
    out.push_str(" rdf:resource=\"");
    escape(out, address);
    out.push_str("\"/>\n");
}
