//! Parts: what one gesture writes, as several entries that each stay under [`ENTRY_BYTES`](super::store::ENTRY_BYTES).

/// The most bytes of the line of a part. A forgetting rewrites names within an entry, which may make it longer: that of
/// `al` becomes `~12345`, some hundreds of times.
const PART_BYTES: usize = 80_000;

/// Splits what is to be written into parts, in its order. `around` is what
/// [`bytes_around`](super::entry::bytes_around) counts, `size` what [`written_bytes`](super::entry::written_bytes) does; a
/// part has `most` records at most, and one at least, however large.
#[must_use]
pub fn split<T>(all: Vec<T>, around: usize, most: usize, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut parts: Vec<Vec<T>> = Vec::new();
    let mut bytes = 0_usize;
    for one in all {
        let more = size(&one);
        let longer = bytes.saturating_add(more);
        if let Some(part) = parts.last_mut().filter(|part| longer <= PART_BYTES && part.len() < most) {
            part.push(one);
            bytes = longer;
        } else {
            parts.push(vec![one]);
            bytes = around.saturating_add(more);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_the_order_and_are_bounded_by_bytes_and_by_number() {
        let parts = |all: &[usize], most| split(all.to_vec(), 10_000, most, |size| *size);
        assert_eq!(
            parts(&[30_000, 40_000, 1, 69_999, 100_000, 5], 9),
            [vec![30_000, 40_000], vec![1, 69_999], vec![100_000], vec![5]]
        );
        assert_eq!(parts(&[1, 2, 3], 2), [vec![1, 2], vec![3]]);
        assert!(parts(&[], 2).is_empty());
    }
}
