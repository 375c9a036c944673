//! What the grammar makes of texts that it was not made for (tests/criterion/evidence): docs/quality.md has the rates.

use std::path::Path;
use xtask::evidence::measure;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn no_text_is_misread() {
    for set in ["evidence", "attacks"] {
        let (counts, others) = measure(root(), set).unwrap();
        assert!(counts.values().all(|[_, misread, ..]| *misread == 0), "{set}: {others:#?}");
    }
}

#[test]
fn nine_of_ten_plain_texts_are_understood() {
    let (counts, others) = measure(root(), "evidence").unwrap();
    let [right, misread, refused, judged] = counts["plain"];
    assert!(right * 10 >= 9 * (right + misread + refused + judged), "{counts:?} {others:#?}");
    let [of_a_person, ..] = counts["judged"];
    assert_eq!(of_a_person, 21, "a person gives these marks: {others:#?}");
}
