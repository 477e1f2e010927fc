//! The XMP packet of a copy (ISO 16684-1; IPTC Photo Metadata; ccREL).

use super::wording::{Alternatives, Wording};

const START: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
    <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
    <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
    <rdf:Description rdf:about=\"\"\n \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n \
    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n \
    xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\"\n \
    xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\"\n \
    xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\"\n \
    xmlns:exif=\"http://ns.adobe.com/exif/1.0/\"\n \
    xmlns:exifEX=\"http://cipa.jp/exif/1.0/\"\n \
    xmlns:aux=\"http://ns.adobe.com/exif/1.0/aux/\"\n \
    xmlns:GPano=\"http://ns.google.com/photos/1.0/panorama/\"\n \
    xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\"\n \
    xmlns:plus=\"http://ns.useplus.org/ldf/xmp/1.0/\"\n \
    xmlns:cc=\"http://creativecommons.org/ns#\">\n";
const END: &str = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";

/// Writes the packet, without padding: nobody edits a copy in place.
pub(super) fn write(wording: &Wording) -> String {
    let mut out = String::with_capacity(4_096);
    out.push_str(START);
    alternatives(&mut out, "dc:title", &wording.title);
    list(&mut out, "dc:creator", "Seq", &wording.creators);
    alternatives(&mut out, "dc:description", &wording.description);
    list(&mut out, "dc:subject", "Bag", &wording.keywords);
    for_all(&mut out, "dc:rights", wording.rights());
    for_all(&mut out, "xmpRights:UsageTerms", wording.usage_terms());
    element(&mut out, "xmpRights:Marked", wording.marked.map(|marked| if marked { "True" } else { "False" }));
    element(&mut out, "xmpRights:WebStatement", wording.page.as_deref());
    list(&mut out, "xmpRights:Owner", "Bag", &wording.owners);
    element(&mut out, "photoshop:Credit", wording.credit_line.as_deref());
    address(&mut out, "cc:license", wording.deed.as_deref());
    element(&mut out, "cc:attributionName", wording.credit.as_deref());
    address(&mut out, "cc:attributionURL", wording.page.as_deref());
    licensors(&mut out, wording);
    structure(
        &mut out,
        ("<Iptc4xmpCore:CreatorContactInfo rdf:parseType=\"Resource\">", "</Iptc4xmpCore:CreatorContactInfo>"),
        "Iptc4xmpCore:CiUrlWork",
        wording.creator_url.as_deref(),
    );
    for (property, values) in &wording.kept_xmp {
        match property.list {
            Some(kind) => list(&mut out, property.qualified, kind, values),
            None => element(&mut out, property.qualified, values.first().map(String::as_str)),
        }
    }
    out.push_str(END);
    out
}

fn element(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        pieces(out, &[" <", name, ">"]);
        escape(out, text);
        pieces(out, &["</", name, ">\n"]);
    }
}

fn address(out: &mut String, name: &str, address: Option<&str>) {
    if let Some(address) = address {
        pieces(out, &[" <", name, " rdf:resource=\""]);
        escape(out, address);
        out.push_str("\"/>\n");
    }
}

fn structure(out: &mut String, (start, end): (&str, &str), name: &str, text: Option<&str>) {
    if text.is_some() {
        pieces(out, &[" ", start, "\n "]);
        element(out, name, text);
        pieces(out, &[" ", end, "\n"]);
    }
}

/// Where permissions are asked for, and those whom the file names for it (PLUS license data format 1.2).
fn licensors(out: &mut String, wording: &Wording) {
    let page = wording.page.as_deref().map(|page| ("plus:LicensorURL", page));
    let named = wording.licensors.iter().map(|name| ("plus:LicensorName", name.as_str()));
    let mut parties = page.into_iter().chain(named).peekable();
    if parties.peek().is_none() {
        return;
    }
    out.push_str(" <plus:Licensor><rdf:Seq>\n");
    for (field, text) in parties {
        out.push_str(" <rdf:li rdf:parseType=\"Resource\">");
        element(out, field, Some(text));
        out.push_str(" </rdf:li>\n");
    }
    out.push_str(" </rdf:Seq></plus:Licensor>\n");
}

/// A text in one language, for all of them (XMP specification, part 1, 8.2.2.4).
fn for_all(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        pieces(out, &[" <", name, "><rdf:Alt><rdf:li xml:lang=\"x-default\">"]);
        escape(out, text);
        pieces(out, &["</rdf:li></rdf:Alt></", name, ">\n"]);
    }
}

fn alternatives(out: &mut String, name: &str, texts: &Alternatives) {
    if texts.is_empty() {
        return;
    }
    pieces(out, &[" <", name, "><rdf:Alt>"]);
    for (language, text) in texts {
        pieces(out, &["<rdf:li xml:lang=\"", language, "\">"]);
        escape(out, text);
        out.push_str("</rdf:li>");
    }
    pieces(out, &["</rdf:Alt></", name, ">\n"]);
}

fn list(out: &mut String, name: &str, kind: &str, texts: &[String]) {
    if texts.is_empty() {
        return;
    }
    pieces(out, &[" <", name, "><rdf:", kind, ">"]);
    for text in texts {
        out.push_str("<rdf:li>");
        escape(out, text);
        out.push_str("</rdf:li>");
    }
    pieces(out, &["</rdf:", kind, "></", name, ">\n"]);
}

fn pieces(out: &mut String, pieces: &[&str]) {
    out.extend(pieces.iter().copied());
}

/// XML 1.0, 2.2 and 2.4: what has a meaning is escaped, what is forbidden left out.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && letter != '\n' => {}
            letter => out.push(letter),
        }
    }
}
