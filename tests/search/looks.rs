//! More of the contract of every engine: look-alikes.

use serde_json::{Value, json};
use zef::{
    domain::likeness::{LookAlike, MOST_DISTANT, NEAR},
    search::{Search, Update},
};

use super::photos::{change, fill, id, photo, put};

/// Photos whose perceptual hashes differ in few bits, the nearest first, and only as long as they are published.
pub fn finds_look_alikes(search: &dyn Search) {
    const LOOK: u64 = 0x00ff_00ff_5a5a_a5a5;
    let original = |look: u64| {
        let of_photo = photo(0, &json!({}));
        let mut original = serde_json::to_value(&of_photo.original).unwrap();
        original["look"] = json!(look);
        json!({ "original": original })
    };
    // Bits far from one another, so that each quarter differs.
    let with_bits = |many: u32| (0..many).fold(LOOK, |look, bit| look ^ 1 << (bit * 6 % 64));
    let photos: Vec<Value> = [0, 3, 10, 11, 1, 10].into_iter().map(with_bits).map(original).collect();
    fill(search, &photos);
    let within = |distance: u32, limit: usize| {
        let found = search.alike(LOOK, distance, limit).unwrap();
        let number = |one: &LookAlike| (0..photos.len()).find(|number| id(*number) == one.id).unwrap();
        found.iter().map(|one| (number(one), one.distance)).collect::<Vec<_>>()
    };
    let alike = |limit: usize| within(MOST_DISTANT, limit);
    let mut farthest = [2, 5];
    farthest.sort_by_key(|number| id(*number));
    assert_eq!(alike(10), [(0, 0), (4, 1), (1, 3), (farthest[0], 10), (farthest[1], 10)]);
    assert_eq!(alike(2), [(0, 0), (4, 1)]);
    assert_eq!(within(NEAR, 10), [(0, 0), (4, 1), (1, 3)]);
    assert_eq!(within(0, 10), [(0, 0)]);
    change(search, 2, vec![Update::Remove(id(0)), put(&photo(4, &original(!LOOK)))]);
    assert_eq!(alike(2).first(), Some(&(1, 3)));
    assert!(search.alike(0x1234_5678_9abc_def0, MOST_DISTANT, 10).unwrap().is_empty());
}
