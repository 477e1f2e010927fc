//! Reads XMP packets within limits (ISO 16684-1): names are resolved by namespace, and only XML's five predefined
//! entities are allowed.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{
    exif::{north, on_earth},
    octets::Order,
    people, shot, text,
    xmp_element::OpenElement,
};
use crate::domain::direction::Direction;

pub(super) use super::xmp_element::RDF;

/// Namespaces (ISO 16684-1, clause 8; XMP specification, part 2; Creative Commons' ccREL).
pub(super) const DC: &str = "http://purl.org/dc/elements/1.1/";
pub(super) const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
pub(super) const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
pub(super) const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
pub(super) const AUX: &str = "http://ns.adobe.com/exif/1.0/aux/";
pub(super) const CC: &str = "http://creativecommons.org/ns#";
pub(super) const OLD_CC: &str = "http://web.resource.org/cc/";

pub(super) const XMP: &str = "http://ns.adobe.com/xap/1.0/";
pub(super) const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
pub(super) const EXIF_EX: &str = "http://cipa.jp/exif/1.0/";
/// The picture licensing terms of the PLUS coalition (PLUS license data format 1.2).
pub(super) const PLUS: &str = "http://ns.useplus.org/ldf/xmp/1.0/";
/// Google's description of panoramas (Photo Sphere XMP Metadata).
pub(super) const GPANO: &str = "http://ns.google.com/photos/1.0/panorama/";
pub(super) const IPTC_CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";

/// Real packets nest about ten deep, bind about twenty prefixes, hold at most some thousands of values.
const DEEPEST: usize = 32;
const MOST_EVENTS: usize = 50_000;
const MOST_PREFIXES: usize = 100;
const MOST_PROPERTIES: usize = 1_000;

/// One value of a property; lists have several.
#[derive(Debug)]
struct Property {
    space: String,
    name: String,
    language: Option<String>,
    value: String,
}

/// The simple properties of a packet, and those of its lists and language alternatives.
#[derive(Debug, Default)]
pub(super) struct Packet {
    properties: Vec<Property>,
    /// The names of the regions marked in the picture, and of the people shown.
    pub(super) people: Vec<String>,
}

impl Packet {
    /// Reads a packet as far as it is valid.
    pub(super) fn read(packet: &[u8]) -> Self {
        let text = decoded(packet);
        let mut packet_reader = PacketReader::default();
        let mut reader = Reader::from_str(&text);
        for _ in 0..MOST_EVENTS {
            match reader.read_event() {
                Ok(Event::Start(element)) if packet_reader.open.len() < DEEPEST => packet_reader.start(&element),
                Ok(Event::Empty(element)) => {
                    packet_reader.start(&element);
                    packet_reader.end();
                }
                Ok(Event::End(_)) => packet_reader.end(),
                Ok(Event::Text(words)) => packet_reader.text.push_str(&words.xml10_content()),
                Ok(Event::CData(words)) => packet_reader.text.push_str(&words.xml10_content()),
                Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                    Ok(Some(letter)) => packet_reader.text.push(letter),
                    _ => packet_reader
                        .text
                        .push_str(resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default()),
                },
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                // A document type could define entities; XMP has none.
                Ok(Event::Start(_) | Event::DocType(_) | Event::Eof) | Err(_) => break,
            }
            if packet_reader.packet.properties.len().max(packet_reader.packet.people.len()) >= MOST_PROPERTIES {
                break;
            }
        }
        packet_reader.packet
    }

    /// Every value of a property.
    pub(super) fn all(&self, space: &str, name: &str) -> impl Iterator<Item = &str> {
        self.properties
            .iter()
            .filter(move |property| property.space == space && property.name == name)
            .map(|property| property.value.as_str())
    }

    /// Every value of a property that has a language, with it.
    pub(super) fn alternatives(&self, space: &str, name: &str) -> impl Iterator<Item = (&str, &str)> {
        let named = move |property: &&Property| property.space == space && property.name == name;
        self.properties
            .iter()
            .filter(named)
            .filter_map(|property| Some((property.language.as_deref()?, property.value.as_str())))
    }

    /// The value of a property: the default one where there are several languages.
    pub(super) fn first(&self, space: &str, name: &str) -> Option<&str> {
        let is_default = |property: &&Property| property.language.as_deref() == Some("x-default");
        let named = || self.properties.iter().filter(|property| property.space == space && property.name == name);
        named().find(is_default).or_else(|| named().next()).map(|property| property.value.as_str())
    }
}

/// The text of a packet: UTF-8 nearly always, perhaps with bytes of another encoding that a program pasted into it;
/// UTF-16 is allowed outside JPEG (ISO 16684-1, 7.1), and seen inside.
fn decoded(packet: &[u8]) -> Cow<'_, str> {
    match packet {
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(text::from_utf16(rest, Order::Big)),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(text::from_utf16(rest, Order::Little)),
        [0, b'<', ..] => Cow::Owned(text::from_utf16(packet, Order::Big)),
        [b'<', 0, ..] => Cow::Owned(text::from_utf16(packet, Order::Little)),
        _ => std::str::from_utf8(packet).map_or_else(|_mixed| Cow::Owned(text::from_mixed(packet)), Cow::Borrowed),
    }
}

/// The place in `exif:GPSLatitude` and `exif:GPSLongitude` (XMP specification, part 2, 3.3).
pub(super) fn coordinates(packet: &Packet) -> Option<(f64, f64)> {
    let angle = |name, negative, positive| degrees(packet.first(EXIF, name)?, negative, positive);
    on_earth(angle("GPSLatitude", 'S', 'N')?, angle("GPSLongitude", 'W', 'E')?)
}

/// The direction in `exif:GPSImgDirection` and `exif:GPSImgDirectionRef`.
pub(super) fn direction(packet: &Packet) -> Option<Direction> {
    let degrees = shot::number(packet.first(EXIF, "GPSImgDirection")?)?;
    let letter = packet.first(EXIF, "GPSImgDirectionRef").and_then(|letter| letter.trim().chars().next());
    Direction::new(degrees, letter.and_then(north))
}

/// `48,23,27N` or `48,23.45N`: degrees, minutes, perhaps seconds, and the half of the world.
fn degrees(text: &str, negative: char, positive: char) -> Option<f64> {
    let text = text.trim();
    let (sign, parts) = match text.strip_suffix(negative) {
        Some(parts) => (-1.0, parts),
        None => (1.0, text.strip_suffix(positive)?),
    };
    let mut angle = 0.0;
    for (part, weight) in parts.splitn(3, ',').zip([1.0, 60.0, 3600.0]) {
        angle += part.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0)? / weight;
    }
    Some(sign * angle)
}

/// The state of the reader.
#[derive(Default)]
struct PacketReader {
    packet: Packet,
    /// Prefixes bound so far. XMP writers bind a prefix to one namespace in a packet, so scopes are not followed.
    prefixes: Vec<(String, String)>,
    open: Vec<OpenElement>,
    language: Option<String>,
    text: String,
}

impl PacketReader {
    fn start(&mut self, element: &BytesStart<'_>) {
        let attributes: Vec<(String, String)> = element
            .attributes()
            .with_checks(false)
            .filter_map(Result::ok)
            .take(MOST_PROPERTIES)
            .map(|attribute| {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or(Cow::Borrowed(""));
                (attribute.key.0.to_owned(), value.into_owned())
            })
            .collect();
        for (name, value) in &attributes {
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                self.bind(prefix, value);
            }
        }
        let (space, name) = self.resolve(element.name().0);
        self.open.push(OpenElement { space, name });
        self.text.clear();
        for (key, value) in attributes {
            self.attribute(&key, value);
        }
    }

    fn bind(&mut self, prefix: &str, space: &str) {
        if let Some((_, bound)) = self.prefixes.iter_mut().find(|(bound, _)| bound == prefix) {
            space.clone_into(bound);
        } else if self.prefixes.len() < MOST_PREFIXES {
            self.prefixes.push((prefix.to_owned(), space.to_owned()));
        }
    }

    fn resolve(&self, name: &str) -> (String, String) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let space = self.prefixes.iter().find(|(bound, _)| bound == prefix).map_or("", |(_, space)| space.as_str());
        (space.to_owned(), local.to_owned())
    }

    /// Simple properties may be written as attributes of `rdf:Description`; addresses as `rdf:resource` of the
    /// property.
    fn attribute(&mut self, key: &str, value: String) {
        if key == "xml:lang" {
            self.language = Some(value);
            return;
        }
        let (space, name) = self.resolve(key);
        if people::is_name(&space, &name) {
            self.name_somebody(&value);
        }
        if space == RDF && name == "resource" {
            if let Some((space, name)) = self.property() {
                self.keep(space, name, value);
            }
        } else if !space.is_empty() && space != RDF && (self.is_at_description() || space == PLUS && self.is_in_party())
        {
            self.keep(space, name, value);
        }
    }

    fn end(&mut self) {
        let value = std::mem::take(&mut self.text);
        if people::is_named_in(&self.open) {
            self.name_somebody(&value);
        }
        if let Some((space, name)) = self.property() {
            self.keep(space, name, value);
        }
        self.open.pop();
        self.language = None;
    }

    fn name_somebody(&mut self, name: &str) {
        self.packet.people.extend(text::line(name).filter(|name| !self.packet.people.contains(name)));
    }

    fn keep(&mut self, space: String, name: String, value: String) {
        let language = self.language.clone();
        // Capture One writes the name of the language into empty fields.
        let is_blank = value.trim().is_empty() || language.as_deref() == Some(value.trim());
        if !is_blank {
            self.packet.properties.push(Property { space, name, language, value });
        }
    }

    fn is_at_description(&self) -> bool {
        matches!(self.open.as_slice(), [.., rdf, description] if rdf.is("RDF") && description.is("Description"))
    }

    /// Inside one party of `plus:Licensor` or `plus:CopyrightOwner`, the only structures that are read: they name
    /// people.
    fn is_in_party(&self) -> bool {
        matches!(
            self.open.as_slice(),
            [.., description, property, list, item] | [.., description, property, list, item, _]
                if description.is("Description") && property.space == PLUS && list.is_list() && item.is("li")
        ) && self.open.last().is_some_and(|last| last.is("li") || last.is("Description"))
    }

    /// The property whose value the innermost element holds: a child of a description, or an item of its list.
    fn property(&self) -> Option<(String, String)> {
        let property = match self.open.as_slice() {
            [.., rdf, description, property] if rdf.is("RDF") && description.is("Description") => property,
            [.., rdf, description, property, list, item]
                if rdf.is("RDF") && description.is("Description") && list.is_list() && item.is("li") =>
            {
                property
            }
            [.., description, property, list, item, field] | [.., description, property, list, item, _, field]
                if description.is("Description")
                    && property.space == PLUS
                    && list.is_list()
                    && item.is("li")
                    && field.space == PLUS =>
            {
                field
            }
            _ => return None,
        };
        Some((property.space.clone(), property.name.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(description: &str) -> Packet {
        Packet::read(
            format!(
                "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='{RDF}' xmlns:d='{DC}' xmlns:cc='{CC}'>{description}</r:RDF></x:xmpmeta>"
            )
            .as_bytes(),
        )
    }

    #[test]
    fn elements_attributes_lists_and_addresses_are_all_read() {
        let packet = read(
            "<r:Description d:source='ici'><d:title><r:Alt><r:li xml:lang='en'>Leaf</r:li><r:li xml:lang='x-default'>Feuille</r:li></r:Alt></d:title>\
             <d:creator><r:Seq><r:li>Anne &amp; &#201;lo</r:li><r:li>Yann</r:li></r:Seq></d:creator>\
             <cc:license r:resource='https://creativecommons.org/licenses/by/4.0/'/></r:Description>",
        );
        assert_eq!(packet.first(DC, "source"), Some("ici"));
        assert_eq!(packet.first(DC, "title"), Some("Feuille"));
        assert_eq!(packet.all(DC, "creator").collect::<Vec<_>>(), ["Anne & Élo", "Yann"]);
        assert_eq!(packet.first(CC, "license"), Some("https://creativecommons.org/licenses/by/4.0/"));
    }

    #[test]
    fn structures_inside_a_property_do_not_pass_for_it() {
        let packet = read(
            "<r:Description><d:relation><r:Description><d:title>autre</d:title></r:Description></d:relation></r:Description>",
        );
        assert_eq!(packet.first(DC, "title"), None);
    }

    #[test]
    fn who_gives_permissions_is_read_however_the_structure_is_written() {
        for party in [
            "<r:li r:parseType='Resource'><p:LicensorName>AFP</p:LicensorName></r:li>",
            "<r:li p:LicensorName='AFP'/>",
            "<r:li><r:Description><p:LicensorName>AFP</p:LicensorName></r:Description></r:li>",
            "<r:li><r:Description p:LicensorName='AFP'/></r:li>",
        ] {
            let packet = read(&format!(
                "<r:Description xmlns:p='{PLUS}'><p:Licensor><r:Seq>{party}</r:Seq></p:Licensor></r:Description>"
            ));
            assert_eq!(packet.all(PLUS, "LicensorName").collect::<Vec<_>>(), ["AFP"], "{party}");
        }
    }

    #[test]
    fn a_packet_is_read_in_whatever_encoding_it_is() {
        let text = format!(
            "<r:RDF xmlns:r='{RDF}' xmlns:d='{DC}'><r:Description><d:title>Chimère 𝄞</d:title></r:Description></r:RDF>"
        );
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let (big, little) = (wide(u16::to_be_bytes), wide(u16::to_le_bytes));
        let marked = [&[0xFE, 0xFF], big.as_slice()].concat();
        for packet in [text.as_bytes(), &big, &little, &marked] {
            assert_eq!(Packet::read(packet).first(DC, "title"), Some("Chimère 𝄞"));
        }
        let latin: Vec<u8> = text.replace(" 𝄞", "").chars().filter_map(|c| u8::try_from(c).ok()).collect();
        assert_eq!(Packet::read(&latin).first(DC, "title"), Some("Chimère"));
    }

    #[test]
    fn entities_are_never_expanded() {
        let bomb = format!(
            "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><r:RDF xmlns:r='{RDF}' xmlns:d='{DC}'><r:Description><d:title>&b;</d:title></r:Description></r:RDF>"
        );
        assert_eq!(Packet::read(bomb.as_bytes()).first(DC, "title"), None);
        assert_eq!(read("<r:Description><d:title>a&b;c</d:title></r:Description>").first(DC, "title"), Some("ac"));
    }

    #[test]
    fn a_packet_cut_in_the_middle_keeps_its_beginning() {
        let packet = read("<r:Description><d:title>un</d:title><d:source>deu");
        assert_eq!(packet.first(DC, "title"), Some("un"));
        assert_eq!(packet.first(DC, "source"), None);
    }
}
