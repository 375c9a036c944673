//! The whole result of the worked example in values, one snapshot for each sheet, as a reader sees it; proof/ proves its
//! formulas.

use crate::support;
use jixiao::evaluate::Style;
use jixiao::result::{lives, parts};

#[test]
fn the_result_of_the_example_is_as_pinned() {
    let folder = support::folder();
    let output = folder.path().join("结果.xlsx");
    let mut evaluation = jixiao::cli::evaluate(&support::path("workbooks/example.xlsx")).unwrap();
    evaluation.style = Style::Values;
    jixiao::cli::save::save_lazy(parts(&evaluation, &lives(&evaluation)), &output).unwrap();
    let text = support::dump(&output);
    for sheet in text.split("\n== ") {
        let name = sheet.trim_start_matches("== ").split_whitespace().next().unwrap();
        support::snapshot(&format!("example-{name}"), sheet);
    }
}
