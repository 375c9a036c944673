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

/// 目标值÷实际值: less is better; the values tried are those of this proportion.
#[test]
fn a_proportion_of_what_is_to_be_small_is_the_other_way_round() {
    for (text, target) in [
        ("实际值不超过目标值得满分，超过的按目标值÷实际值×分值计分。", "5天"),
        ("实际值不超过目标值得满分，超过的按目标值÷实际值×分值计分。", "≤5天"),
        ("得分=目标值÷实际完成值×分值，最高20分。", "300元/人"),
        ("得分=（指标值/完成值）×100%×20分，最高不超过指标分值。", "≤300"),
        ("不高于目标值的得20分，高于目标值的，按目标值/实际值×分值计分。", "5天"),
        ("得分=分值×目标值÷实际值，满分为止。", ""),
    ] {
        let trial = tried(text, 20, target, "120;100;50;25");
        let given: Vec<&str> = trial.tries.iter().map(|one| one.marks.as_deref().unwrap_or("-")).collect();
        assert_eq!(given.join(";"), "20;20;10;5", "{text}\n{trial:#?}");
        assert!(trial.readback.unwrap().contains("指标值÷完成值"), "{text}");
    }
}

#[test]
fn a_target_that_is_not_to_be_exceeded_earns_no_marks_by_being_exceeded() {
    for (text, target) in [
        ("得分=实际完成值÷目标值×分值，最高20分。", "≤90"),
        ("得分=实际完成值÷目标值×分值，最高20分。", "<90天"),
        ("目标值≤5天，得分=实际完成值÷目标值×20分，满分为止。", ""),
        ("目标值≤5%，得分=实际完成值÷目标值×20分，满分为止。", ""),
        ("完成目标值的，得20分；未完成的，按完成值与目标值的比例计分。", "≤60万元"),
        ("按完成比例计算得分，满分为止。", "≤60万元"),
        ("得分=目标值÷实际完成值×分值，最高20分。", "≥90"),
        ("目标值≥90%，得分=目标值÷实际完成值×20分，满分为止。", ""),
        // from which side, is not said, or said twice
        ("达到目标值得满分，超过的按目标值÷实际值×分值计分。", "5天"),
        ("不超过目标值得满分，超过的按实际值÷目标值×分值计分。", "5天"),
        ("未达到的按目标值÷实际值×分值计分。", "5天"),
    ] {
        let trial = tried(text, 20, target, "");
        assert_eq!(trial.outcome, "refused", "{text} {target}\n{trial:#?}");
    }
}
