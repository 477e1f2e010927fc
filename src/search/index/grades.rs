//! The relevance grades of the documents of a segment: small sums, counted in binary for 64 documents at a time.

use super::document_set::DocumentSet;

/// A sum for each document: the n-th set holds the n-th binary digit of every sum.
#[derive(Default)]
pub(super) struct Grades {
    digits: Vec<DocumentSet>,
}

impl Grades {
    /// Adds 1 to the sums of these documents.
    pub(super) fn add_one(&mut self, to: &DocumentSet) {
        let mut carry = to.clone();
        for digit in &mut self.digits {
            digit.add_digit(&mut carry);
        }
        if !carry.is_empty() {
            self.digits.push(carry);
        }
    }

    /// The highest grade that these digits can say.
    pub(super) fn highest(&self) -> u64 {
        (1 << self.digits.len()) - 1
    }

    /// The documents that have this grade, among others.
    pub(super) fn with(&self, grade: u64, among: &DocumentSet) -> DocumentSet {
        let mut with = among.clone();
        for (place, digit) in self.digits.iter().enumerate() {
            if grade >> place & 1 == 1 {
                with.intersect(digit);
            } else {
                with.subtract(digit);
            }
        }
        with
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_has_its_own_sum() {
        let documents = 200;
        let mut grades = Grades::default();
        // Document n is counted n % 25 times, as often as twelve words can.
        for round in 0..24 {
            let mut counted = DocumentSet::none(documents);
            (0..documents).filter(|document| document % 25 > round).for_each(|document| counted.insert(document));
            grades.add_one(&counted);
        }
        assert_eq!(grades.highest(), 31);
        let all = DocumentSet::all(documents);
        for grade in 0..=31 {
            let expected = (0..documents).filter(|document| u64::from(document % 25) == grade);
            assert!(grades.with(grade, &all).iter().eq(expected), "{grade}");
        }
    }
}
