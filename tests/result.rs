//! The whole result of the worked example (values; tests/live.rs proves its formulas), one snapshot for each sheet, as a reader sees it.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::path::Path;

#[test]
fn the_result_of_the_example_is_as_pinned() {
    let folder = support::folder();
    let output = folder.path().join("结果.xlsx");
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks/example.xlsx");
    jixiao::run_as(&input, &output, true).unwrap();
    let text = support::dump(&output);
    for sheet in text.split("\n== ") {
        let name = sheet.trim_start_matches("== ").split_whitespace().next().unwrap();
        support::snapshot(&format!("example-{name}"), sheet);
    }
}
