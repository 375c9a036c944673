//! 目标值 in a column beside the text: what the text says of it, and what it leaves open.

use jixiao::criterion::trial::{Trial, try_beside};
use jixiao::criterion::{Beside, Source};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;

fn tried(text: &str, points: u32, target: &str, tries: &str) -> Trial {
    let source = Source { indicator: "", text, full_marks: Points(points.into()) };
    try_beside(&source, Beside { target, ..Beside::default() }, tries, &Conventions::default())
}

#[test]
fn the_target_of_the_column_is_what_the_text_speaks_of() {
    for (points, text, target, tries, marks) in [
        (6, "达到年度目标值的得满分，每低于目标值1个百分点扣0.5分。", "92%", "92;91;80", "6;5.5;0"),
        (6, "达到年度目标值的得满分，每低于目标值1个百分点扣0.5分。", "≥92%", "92;91;80", "6;5.5;0"),
        (8, "以年度目标值为基准，达到的得8分，每少完成1个扣1分。", "20个", "20;19;12", "8;7;0"),
        (8, "以年度目标值为基准，每少培训1人扣0.1分。", "200人", "200;199", "8;7.9"),
        (5, "不超过目标值的得5分，超过目标值的，每超过1个百分点扣1分。", "3%", "3;4", "5;4"),
        (5, "达到目标值得满分，未达到目标值不得分。", "90%", "90;89", "5;0"),
        // a text that does not speak of it has its own numbers
        (5, "≥90%得5分，每低1个百分点扣1分。", "95%", "90;89", "5;4"),
        // the proportion to the target is the measure
        (10, "完成目标值的，得10分；未完成的，按完成值与目标值的比例计分。", "60人次", "100;50", "10;5"),
    ] {
        let trial = tried(text, points, target, tries);
        let given: Vec<&str> = trial.tries.iter().map(|one| one.marks.as_deref().unwrap_or("-")).collect();
        assert_eq!(given.join(";"), marks, "{text}\n{trial:#?}");
    }
}

#[test]
fn a_target_that_is_no_number_or_another_one_is_told() {
    for (text, target) in [
        ("达到目标值得5分，每低于目标值1个百分点扣0.5分。", ""),
        ("达到目标值得5分，每低于目标值1个百分点扣0.5分。", "按时完成"),
        ("达到目标值得5分，每低于目标值1个百分点扣0.5分。", "20个"),
        ("达到目标值（≥80%）得5分，每低于目标值1个百分点扣0.5分。", "90%"),
    ] {
        let trial = tried(text, 5, target, "");
        assert!(trial.findings.iter().any(|one| one.code == "R08"), "{text} {target}\n{trial:#?}");
        assert_eq!(trial.outcome, "refused");
    }
}
