//! What is counted of every photo and has few values, as a small number: permitted uses, aspect, size for print and colour.
//! Comparing or counting takes one step for each photo.

use crate::domain::{
    aspect::Aspect, colour::Colour, facets::Facets, permitted_uses::PermittedUses, print_size::PrintSize,
};

const ASPECTS: [Aspect; 3] = [Aspect::Landscape, Aspect::Portrait, Aspect::Square];
// The uses take seven bits, the aspect two, the size for print two, the colour four.
const ASPECT: u32 = 7;
const PRINT: u32 = 9;
const COLOUR: u32 = 11;

/// The traits of a photo: `print` is the largest sheet that it fills.
pub(super) fn of(allowed: &[PermittedUses], aspect: Aspect, print: Option<PrintSize>, colour: Option<Colour>) -> u64 {
    let uses: u64 = bits().filter_map(|(bit, uses)| allowed.contains(&uses).then_some(bit)).sum();
    let aspect = place_of(&ASPECTS, aspect).saturating_sub(1);
    let print = print.map_or(0, |print| place_of(&PrintSize::ALL, print));
    let colour = colour.map_or(0, |colour| place_of(&Colour::ALL, colour));
    uses | aspect << ASPECT | print << PRINT | colour << COLOUR
}

/// What a photo must have to be found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WantedTraits {
    pub(super) uses: PermittedUses,
    pub(super) aspect: Option<Aspect>,
    pub(super) print: Option<PrintSize>,
    pub(super) colour: Option<Colour>,
}

impl WantedTraits {
    /// Whether a photo with these traits has them.
    pub(super) fn are_met_by(self, traits: u64) -> bool {
        (self.uses.is_empty() || allows(traits, self.uses))
            && self.aspect.is_none_or(|aspect| has_aspect(traits, aspect))
            && self.print.is_none_or(|print| fills(traits, print))
            && self.colour.is_none_or(|colour| has_colour(traits, colour))
    }

    /// Whether all photos have them.
    pub(super) fn is_any(self) -> bool {
        self.uses.is_empty() && self.aspect.is_none() && self.print.is_none() && self.colour.is_none()
    }
}

fn allows(traits: u64, wanted: PermittedUses) -> bool {
    bits().any(|(bit, uses)| uses == wanted && traits & bit != 0)
}

fn has_aspect(traits: u64, aspect: Aspect) -> bool {
    (traits >> ASPECT & 0b11) + 1 == place_of(&ASPECTS, aspect)
}

fn fills(traits: u64, print: PrintSize) -> bool {
    (traits >> PRINT & 0b11) >= place_of(&PrintSize::ALL, print)
}

fn has_colour(traits: u64, colour: Colour) -> bool {
    traits >> COLOUR == place_of(&Colour::ALL, colour)
}

/// The place of a value among all of its kind, from 1 on.
fn place_of<T: Copy + PartialEq>(all: &[T], wanted: T) -> u64 {
    all.iter().zip(1..).find_map(|(known, place)| (*known == wanted).then_some(place)).unwrap_or(0)
}

fn bits() -> impl Iterator<Item = (u64, PermittedUses)> {
    (0..).map(|bit| 1 << bit).zip(PermittedUses::all())
}

/// Adds to the counts how many photos have these traits.
pub(super) fn count(facets: &mut Facets, photos: impl Iterator<Item = (u64, usize)>) {
    if facets.uses.is_empty() {
        facets.uses = PermittedUses::single().map(|single| (single, 0)).collect();
        facets.aspects = ASPECTS.map(|aspect| (aspect, 0)).into();
        facets.prints = PrintSize::ALL.map(|print| (print, 0)).into();
        facets.colours = Colour::ALL.map(|colour| (colour, 0)).into();
    }
    for (traits, count) in photos {
        add(&mut facets.uses, count, |uses| allows(traits, *uses));
        add(&mut facets.aspects, count, |aspect| has_aspect(traits, *aspect));
        add(&mut facets.prints, count, |print| fills(traits, *print));
        add(&mut facets.colours, count, |colour| has_colour(traits, *colour));
    }
}

fn add<T>(sums: &mut [(T, usize)], count: usize, has: impl Fn(&T) -> bool) {
    for (value, sum) in sums {
        if has(value) {
            *sum += count;
        }
    }
}
