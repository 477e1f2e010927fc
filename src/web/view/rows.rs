//! The rows of a gallery, chosen by the server for six classes of its width: the order is kept, and as little as possible
//! of each picture is cut.
//!
//! `assets/css/50-plates.css` lays the rows out: a row fills its width at its natural height, which stays within
//! [`BAND`] of the nominal one; what does not fit is cut at the edges, never stretched. The classes of width, the gaps and
//! the nominal heights are the same there and here.
//!
//! The partition is found by dynamic programming: the cheapest rows that end before each picture, from the first to the
//! last. A row costs the square of the logarithm of its height over the nominal one, four times the square of what is cut,
//! and much more beyond the limit of its class or for a picture that is too narrow to be seen.
//!
//! A picture under which its licence would not fit ([`LEAST`]) costs more than anything else: on a phone, where portraits
//! beside a panorama would be that narrow, a row leaves the band of heights instead ([`Row::free`]) and has its natural
//! height, at which nothing is cut.

/// Ratios width ÷ height beyond which a picture is cut; the least one depends on the class of width.
const WIDEST: f64 = 3.2;
/// How much a row may be lower or higher than the nominal height.
const BAND: f64 = 0.15;
/// Pictures in a row at most.
const MOST: usize = 12;
/// CSS pixels under which a picture in a row is too narrow.
const NARROW: f64 = 100.0;
/// CSS pixels that no picture in a row may be narrower than on a phone: `BY-NC-ND` under it must be readable whole, which takes 62
/// pixels at 13 px (`--xs`) in the site's typeface and 70 in the one of a browser that does not load it.
const LEAST: f64 = 72.0;
/// What a picture under [`LEAST`] costs: more than any height and any cut.
const UNREADABLE: f64 = 1000.0;
/// What a row costs that leaves the band: about as much as a cut a little beyond its limit.
const OUTSIDE_BAND: f64 = 1.0;
/// A last row that is shorter than this share of a full one may stay short.
const SHORT: f64 = 0.85;
/// The nominal heights that a gallery may take in a class of width, as a factor and the letter of its class.
const HEIGHTS: [(f64, &str); 3] = [(1.0, ""), (1.09, "u"), (0.92, "d")];

/// The heights of a gallery that is one short row, as such factors and letters: few pictures are shown larger, with the
/// first of these at which they fill the row, else with the last. Two landscapes then fill a gallery of 1900 px, 630 px
/// high, which a window of 900 px shows whole.
const FEW: [(f64, &str); 4] = [(1.35, "v"), (1.75, "w"), (2.1, "x"), (2.6, "z")];

/// Classes of the width of a gallery.
pub const WIDTHS: usize = 6;

/// A class of widths of the gallery. Lengths are CSS pixels.
struct WidthClass {
    /// The sum of the ratios of a nominal row.
    row: f64,
    /// Between two pictures.
    gap: f64,
    /// The least ratio that a picture is shown at.
    narrowest: f64,
    /// How much of a picture may be cut before it costs much more.
    limit: f64,
    /// Whether it is that of phones: no picture is narrower than its licence, and a row may leave the band of heights for it.
    /// In wider galleries that would cut more than the limit, and a long licence takes two lines.
    is_phone: bool,
    /// The widths at which a partition is tried.
    tried: &'static [f64],
}

const CLASSES: [WidthClass; WIDTHS] = [
    WidthClass {
        row: 2.6,
        gap: 8.0,
        narrowest: 0.66,
        limit: 0.15,
        is_phone: true,
        tried: &[328.0, 358.0, 420.0, 500.0],
    },
    WidthClass {
        row: 4.6,
        gap: 12.0,
        narrowest: 0.59,
        limit: 0.06,
        is_phone: false,
        tried: &[560.0, 640.0, 706.0, 800.0],
    },
    WidthClass { row: 4.6, gap: 12.0, narrowest: 0.59, limit: 0.06, is_phone: false, tried: &[870.0, 942.0, 1040.0] },
    WidthClass {
        row: 5.8,
        gap: 12.0,
        narrowest: 0.59,
        limit: 0.06,
        is_phone: false,
        tried: &[1100.0, 1177.0, 1325.0, 1390.0],
    },
    WidthClass {
        row: 6.4,
        gap: 12.0,
        narrowest: 0.59,
        limit: 0.06,
        is_phone: false,
        tried: &[1420.0, 1472.0, 1600.0, 1740.0],
    },
    WidthClass { row: 8.4, gap: 12.0, narrowest: 0.59, limit: 0.06, is_phone: false, tried: &[1792.0, 1900.0, 2112.0] },
];

/// The ratios that have a class in the style sheet, in hundredths of the width over the height: every second one up to
/// 1.20, then every fifth, and common ratios that lie between.
const STEPS: [(u32, u32, u32); 2] = [(50, 120, 2), (120, 320, 5)];
/// Common ratios, as hundredths and exactly.
const COMMON: [(u32, f64); 6] =
    [(56, 9.0 / 16.0), (67, 2.0 / 3.0), (75, 3.0 / 4.0), (133, 4.0 / 3.0), (167, 5.0 / 3.0), (178, 16.0 / 9.0)];

/// Where a picture stands in a gallery.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Position {
    /// The classes of the picture's item: its ratio (`r150` is 3:2), and `l2` where it stands in a last row that is left
    /// short in width class 2, `f1` where its row has its natural height in width class 1.
    pub class: String,
    /// The classes of the break before it (` b2 b5` for width classes 2 and 5); empty when no class breaks here.
    pub breaks: String,
    /// The share of the gallery's width that it takes, in each class of width.
    pub shares: [f64; WIDTHS],
    /// Whether it stands in the first row, in any class.
    pub first: bool,
}

/// The rows of a gallery.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The classes of the gallery's list: ` u2` where its rows are higher in width class 2, ` d4` where lower in 4, ` v3`,
    /// ` w3`, ` x3` or ` z3` where one short row is shown larger in 3.
    pub class: String,
    /// A position for each picture, in order.
    pub positions: Vec<Position>,
}

/// A picture: its ratio, and the ratio of its class, which it is shown at.
#[derive(Clone, Copy)]
struct Picture {
    ratio: f64,
    shown: f64,
}

/// What the measures of a row depend on. The picture that is cut most is that whose place differs most from it, on one side or
/// the other, whatever the height of the row: the others need not be looked at for each width.
#[derive(Clone, Copy)]
struct Content {
    pictures: f64,
    /// The sum of the ratios of the places, and the least of them.
    sum: f64,
    narrowest: f64,
    /// The ratio of a place over that of its picture: the least and the greatest.
    least: f64,
    greatest: f64,
}

/// A row at one width.
struct Row {
    /// Its height over the nominal one.
    height: f64,
    /// The largest share of a picture that is cut.
    cut: f64,
    /// The width of its narrowest picture.
    narrowest: f64,
    /// Whether it has its natural height, outside the band.
    free: bool,
    /// Whether a licence does not fit under its picture, on a phone.
    is_unreadable: bool,
}

/// A partition for one class of width.
#[derive(Debug)]
struct Partition {
    /// Where rows begin: the first at 0.
    starts: Vec<usize>,
    /// Which rows have their natural height, outside the band.
    free: Vec<bool>,
    /// Whether the last row is left short.
    short: bool,
    /// How far its worst row is beyond the limits: by what is cut, by its height, or by a picture that is too narrow.
    beyond: f64,
    cost: f64,
}

/// The class of the ratio of a picture of these sides, as `r150` for 3:2: what stands outside a gallery has its shape by it.
#[must_use]
pub fn ratio_class(width: u32, height: u32) -> String {
    format!("r{}", picture(width, height).0)
}

/// The rows of pictures of these sides, in pixels as they are seen.
#[must_use]
pub fn rows(sides: &[(u32, u32)]) -> Rows {
    let named: Vec<(u32, Picture)> = sides.iter().map(|(width, height)| picture(*width, *height)).collect();
    let pictures: Vec<Picture> = named.iter().map(|(_, picture)| *picture).collect();
    let mut rows = Rows {
        class: String::new(),
        positions: named
            .iter()
            .map(|(name, _)| Position { class: format!("r{name}"), ..Position::default() })
            .collect(),
    };
    if pictures.is_empty() {
        return rows;
    }
    for (number, class) in (1..).zip(&CLASSES) {
        rows.partition(number, class, &pictures);
    }
    rows
}

impl Rows {
    /// Adds the rows of one class of width.
    fn partition(&mut self, number: usize, class: &WidthClass, pictures: &[Picture]) {
        let tried = HEIGHTS.map(|(factor, letter)| {
            let nominal = class.row / factor;
            let mut found = partition(pictures, class, nominal);
            // Another height than the page's own is worth it only where it cuts less.
            found.cost += if letter.is_empty() { 0.0 } else { 0.05 };
            (found, letter, nominal)
        });
        let best = tried
            .into_iter()
            .min_by(|(one, ..), (other, ..)| one.beyond.total_cmp(&other.beyond).then(one.cost.total_cmp(&other.cost)));
        let Some((mut best, mut letter, mut nominal)) = best else { return };
        if best.short && best.starts.len() == 1 {
            for (factor, larger) in FEW {
                let found = partition(pictures, class, class.row / factor);
                if found.starts.len() == 1 && best.short {
                    (best, letter, nominal) = (found, larger, class.row / factor);
                }
            }
        }
        if !letter.is_empty() {
            self.class.extend([format!(" {letter}{number}")]);
        }
        let middle = class.middle();
        let ends = best.starts.iter().skip(1).copied().chain([pictures.len()]);
        let row_count = best.starts.len();
        for (order, ((start, end), free)) in best.starts.iter().copied().zip(ends).zip(&best.free).enumerate() {
            let (Some(row), Some(positions)) = (pictures.get(start..end), self.positions.get_mut(start..end)) else {
                continue;
            };
            let short = best.short && order + 1 == row_count;
            let height = if short { middle / nominal } else { class.content(row).natural_height(middle, class) };
            for (place, (picture, position)) in row.iter().zip(positions).enumerate() {
                if place == 0 && order > 0 {
                    position.breaks.extend([format!(" b{number}")]);
                }
                if short {
                    position.class.extend([format!(" l{number}")]);
                } else if *free {
                    position.class.extend([format!(" f{number}")]);
                }
                position.first |= order == 0;
                if let Some(share) = position.shares.get_mut(number - 1) {
                    *share = class.shown(*picture) * height / middle;
                }
            }
        }
    }
}

impl WidthClass {
    /// The ratio that a picture's place has.
    fn shown(&self, picture: Picture) -> f64 {
        picture.shown.clamp(self.narrowest, WIDEST)
    }

    fn content(&self, row: &[Picture]) -> Content {
        row.iter().fold(Content::NONE, |content, picture| content.with(*picture, self))
    }

    /// The width in the middle of those tried.
    fn middle(&self) -> f64 {
        self.tried.get(self.tried.len() / 2).copied().unwrap_or(1.0)
    }
}

impl Content {
    const NONE: Self =
        Self { pictures: 0.0, sum: 0.0, narrowest: f64::INFINITY, least: f64::INFINITY, greatest: f64::NEG_INFINITY };

    /// The row with one more picture.
    fn with(self, picture: Picture, class: &WidthClass) -> Self {
        let shown = class.shown(picture);
        Self {
            pictures: self.pictures + 1.0,
            sum: self.sum + shown,
            narrowest: self.narrowest.min(shown),
            least: self.least.min(shown / picture.ratio),
            greatest: self.greatest.max(shown / picture.ratio),
        }
    }

    /// The height at which the pictures fill a row of this width.
    fn natural_height(&self, width: f64, class: &WidthClass) -> f64 {
        (width - class.gap * (self.pictures - 1.0)) / self.sum
    }

    /// The share that is cut of the picture that is cut most, in a row so many times lower than its natural height.
    fn cut(&self, lower: f64) -> f64 {
        1.0 - (self.least * lower).min(1.0 / (self.greatest * lower))
    }

    fn measure(&self, width: f64, class: &WidthClass, nominal: f64, free: bool) -> Row {
        let full = width / nominal;
        let natural = self.natural_height(width, class);
        let height = if free { natural } else { natural.clamp(full * (1.0 - BAND), full * (1.0 + BAND)) };
        let narrowest = self.narrowest * natural;
        Row {
            height: height / full,
            cut: self.cut(natural / height),
            narrowest,
            free,
            is_unreadable: class.is_phone && narrowest < LEAST,
        }
    }

    /// What the row costs, over all widths tried, and whether it is cheaper outside the band; infinitely much where that is more
    /// than `most`.
    fn cost(&self, class: &WidthClass, nominal: f64, most: f64) -> (f64, bool) {
        let all = |free: bool, most: f64| {
            let at = |width: f64| self.measure(width, class, nominal, free).cost(class.limit);
            let added = |cost: f64, width: &f64| Some(cost + at(*width)).filter(|cost| *cost <= most);
            class.tried.iter().try_fold(0.0, added).unwrap_or(f64::INFINITY)
        };
        let within = all(false, most);
        let free = if class.is_phone { all(true, most.min(within)) } else { f64::INFINITY };
        if free < within { (free, true) } else { (within, false) }
    }

    /// What a last row costs that is left short at the nominal height; `alone` when there is no other row.
    fn cost_of_short(&self, class: &WidthClass, nominal: f64, alone: bool) -> Option<f64> {
        let filled = self.sum / nominal;
        let missing = 1.0 - filled;
        let each = if filled > 0.4 || alone { 0.02 + 0.05 * missing * missing } else { 0.2 * missing };
        (filled < SHORT).then(|| each * count(class.tried.len()))
    }
}

impl Row {
    /// What it costs at one width.
    fn cost(&self, limit: f64) -> f64 {
        let beyond = if self.cut > limit { 40.0 * (self.cut - limit) + 0.5 } else { 0.0 };
        let narrow = if self.narrowest < NARROW { 0.1 * ((NARROW - self.narrowest) / 20.0).powi(2) } else { 0.0 };
        let unreadable = if self.is_unreadable { UNREADABLE } else { 0.0 };
        let outside = if self.free { OUTSIDE_BAND } else { 0.0 };
        self.height.ln().powi(2) + 4.0 * self.cut * self.cut + beyond + narrow + unreadable + outside
    }

    /// How far it is beyond the limits, those of width first.
    fn beyond(&self, limit: f64) -> f64 {
        let outside = (self.height - 1.0).abs() - BAND;
        let unreadable = if self.is_unreadable { UNREADABLE } else { 0.0 };
        (self.cut - limit).max(outside - 1e-9).max(unreadable).max(0.0)
    }
}

fn partition(pictures: &[Picture], class: &WidthClass, nominal: f64) -> Partition {
    // For each number of pictures, from none: what the cheapest rows cost, where the last of them begins, and whether that
    // one is outside the band.
    let mut best: Vec<(f64, usize, bool)> = vec![(0.0, 0, false)];
    for end in 1..=pictures.len() {
        let mut cheapest = (f64::INFINITY, end - 1, false);
        let mut row = Content::NONE;
        let before = best.iter().zip(pictures).enumerate().skip(end.saturating_sub(MOST)).rev();
        for (start, ((before, ..), picture)) in before {
            row = row.with(*picture, class);
            let (mut row_cost, mut free) = row.cost(class, nominal, cheapest.0 - before);
            if end == pictures.len()
                && let Some(short) = row.cost_of_short(class, nominal, start == 0)
                && short < row_cost
            {
                (row_cost, free) = (short, false);
            }
            // Of rows that cost as much, the longest.
            if before + row_cost <= cheapest.0 {
                cheapest = (before + row_cost, start, free);
            }
        }
        best.push(cheapest);
    }
    let total = best.last().map_or(0.0, |(cost, ..)| *cost);
    let (mut starts, mut free) = (Vec::new(), Vec::new());
    let mut end = pictures.len();
    while let Some((_, start, is_free)) = best.get(end).filter(|_| end > 0) {
        starts.push(*start);
        free.push(*is_free);
        end = *start;
    }
    starts.reverse();
    free.reverse();
    let content = |row: std::ops::Range<usize>| class.content(pictures.get(row).unwrap_or_default());
    let last = content(starts.last().copied().unwrap_or(0)..pictures.len());
    let is_cut = |width: &f64| last.measure(*width, class, nominal, false).cut > class.limit;
    let short = last.sum < SHORT * nominal && free.last().is_none_or(|free| !free) && class.tried.iter().any(is_cut);
    let ends = starts.iter().skip(1).copied().chain((!short).then_some(pictures.len()));
    let full = starts.iter().copied().zip(ends).zip(&free);
    let beyond = |((start, end), free): ((usize, usize), &bool)| {
        let row = content(start..end);
        let at = |width: &f64| row.measure(*width, class, nominal, *free).beyond(class.limit);
        class.tried.iter().map(at).fold(0.0_f64, f64::max)
    };
    let worst = full.map(beyond).fold(0.0_f64, f64::max);
    Partition { starts, free, short, beyond: worst, cost: total }
}

/// The share of a picture that a place of another ratio cuts.
fn cut(ratio: f64, place: f64) -> f64 {
    1.0 - (ratio / place).min(place / ratio)
}

/// A picture of these sides, with the class of its ratio.
fn picture(width: u32, height: u32) -> (u32, Picture) {
    let ratio = f64::from(width.max(1)) / f64::from(height.max(1));
    let steps = STEPS
        .into_iter()
        .flat_map(|(from, to, step)| (from..=to).filter(move |ratio| (ratio - from).is_multiple_of(step)))
        .map(|hundredths| (hundredths, f64::from(hundredths) / 100.0));
    let (name, shown) = COMMON
        .into_iter()
        .chain(steps)
        .min_by(|(_, one), (_, other)| cut(ratio, *one).total_cmp(&cut(ratio, *other)))
        .unwrap_or((100, 1.0));
    (name, Picture { ratio, shown })
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
