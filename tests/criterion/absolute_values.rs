//! 调整率取绝对值: a cut of 8% is an adjustment of 8%, in bands and in steps, in every face of a rule.

use jixiao::criterion::trial::{Trial, try_text};
use jixiao::criterion::{Facts, Rule, Source, Subject, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

const BANDS: &str = "预算调整率≤5%，计5分；5%-10%（含），计3分；＞10%，不得分。";
const STEPS: &str = "预算调整率≤5%，计5分；每超过1个百分点扣1分，扣完为止。";

fn yes() -> Conventions {
    Conventions::default()
}

fn no() -> Conventions {
    Conventions { absolute_adjustment: false, ..Conventions::default() }
}

fn tried(text: &str) -> Trial {
    try_text(text, Points(5.into()), "", &yes())
}

/// Kind and marks: `per_step 5;4.5`.
fn told(text: &str, tries: &str, conventions: &Conventions) -> String {
    let trial = try_text(text, Points(5.into()), tries, conventions);
    let marks: Vec<&str> = trial.tries.iter().map(|one| one.marks.as_deref().unwrap_or("-")).collect();
    format!("{} {}", trial.kind.unwrap_or("refused"), marks.join(";"))
}

fn rule(indicator: &str, text: &str) -> Rule {
    compile(&Source { indicator, text, full_marks: Points(5.into()) }).rule.unwrap()
}

fn explained(text: &str, percent: Decimal, conventions: &Conventions) -> String {
    let rule = rule("预算调整率", text);
    let subject = Subject { indicator: "预算调整率", calculation: "", remark: "" };
    rule.explain(&Facts::Value(Exact::percent(percent)), &subject, conventions).unwrap()
}

#[test]
fn a_cut_is_measured_by_its_size_or_as_it_is() {
    assert_eq!(told(BANDS, "-5;-5.01;-10;-10.01;5;10.01", &yes()), "bands 5;3;3;0;5;0");
    assert_eq!(told(BANDS, "-5;-5.01;-10;-10.01;5;10.01", &no()), "bands 5;5;5;5;5;0");
    assert_eq!(told(STEPS, "-5;-5.99;-6;-30;6", &yes()), "per_step 5;5;4;0;4");
    assert_eq!(told(STEPS, "-5;-5.99;-6;-30;6", &no()), "per_step 5;5;5;5;4");
    let nought = "预算调整率=0，计5分；每增加1个百分点扣1分，扣完为止。";
    assert_eq!(told(nought, "0;-2;2", &yes()), "per_step 5;3;3");
    assert_eq!(told(nought, "0;-2;2", &no()), "per_step 5;5;3");
    let nothing = "偏差率不超过5%的得5分，每超过1个百分点扣1分，超过9%不得分。";
    assert_eq!(told(nothing, "-9;-9.01", &yes()), "per_step 1;0");
    assert_eq!(told("调整率≤5%，得5分；否则不得分。", "-5.01", &yes()), "bands 0");
    assert_eq!(told("预算调整率：≤5%，得5分；否则不得分。", "-5.01", &yes()), "bands 0");
    let beyond = "调整率超过20%的，不得分；其他情况得满分。";
    assert_eq!(told(beyond, "-20;-20.01;20.01", &yes()), "bands 5;0;0");
    assert_eq!(told(beyond, "-20;-20.01;20.01", &no()), "bands 5;5;0");
}

#[test]
fn the_name_of_the_indicator_is_enough() {
    let text = "≤5%，计5分；每超过1个百分点扣1分，扣完为止。";
    let marks = |indicator: &str| {
        let marks = rule(indicator, text).score(&Facts::Value(Exact::percent(dec!(-7))), &yes()).unwrap();
        marks.to_points(2).unwrap().to_string()
    };
    assert_eq!((marks("预算调整率"), marks("预算偏差率"), marks("结余率")), ("3".into(), "3".into(), "5".into()));
    let standard = "以5%为标准，每超过1个百分点扣1分。";
    assert!(rule("预算调整率", standard).conventions().contains(&"调整率取绝对值"));
}

#[test]
fn numbers_below_nought_and_other_measures_are_compared_as_they_are() {
    for text in [
        "预算调整率≥-5%且≤5%，得5分；否则不得分。",
        "预算调整率≤0，计5分；每增加1个百分点扣1分。",
        "预算调整率＜0，计5分；≥0，不得分。",
        "控制率≤100%，计5分；每超过1个百分点扣1分。",
        "“三公经费”变动率≤0，计5分；每超过一个百分点扣1分。",
        "预算调整次数不超过2次的，得5分；每超过1次扣1分。",
    ] {
        let rule = rule("", text);
        assert!(!rule.conventions().contains(&"调整率取绝对值"), "{text}");
        assert!(!rule.read_back().contains("负"), "{text}");
    }
    assert_eq!(told("预算调整率≤0，计5分；每增加1个百分点扣1分。", "-3;1", &yes()), "per_step 5;4");
}

#[test]
fn what_the_convention_decides_is_told_and_what_the_text_says_is_not() {
    let remarks = |text: &str| tried(text).findings.iter().filter(|one| one.code == "R12").count();
    for text in [BANDS, STEPS, "偏差率不超过5%的得5分，每超过1个百分点扣1分。"] {
        assert_eq!(remarks(text), 1, "{text}");
    }
    let said = format!("{BANDS}数值为负的，按绝对值计。");
    for text in [&said[..], "预算调整率绝对值≤5%，计5分；每超过1个百分点扣1分。"] {
        assert_eq!(remarks(text), 0, "{text}");
    }
    assert_eq!(tried(STEPS).findings[0].words, "≤5%");
    assert_eq!(remarks("预算调整率=0，计5分；0-10%（含），计2分；大于10%不得分。"), 0);
}

#[test]
fn an_absolute_value_in_the_text_holds_whatever_the_convention() {
    for text in [
        "预算调整率绝对值控制在5%以内得5分，超过5%不得分。",
        "预算调整率的绝对值≤5%，计5分；＞5%不得分。",
        "预算调整率（取绝对值）≤5%，计5分；＞5%不得分。",
        "预算调整率≤5%，计5分；＞5%不得分。负数按绝对值计算。",
        "执行率≤5%，计5分；＞5%不得分。取绝对值。",
    ] {
        assert_eq!(told(text, "-5;-5.01;5.01", &no()), "bands 5;0;0", "{text}");
        assert!(!rule("", text).conventions().contains(&"调整率取绝对值"), "{text}");
    }
    let from_nought = "绝对值=0，计5分；0-10%（含），计2分；大于10%不得分。";
    assert_eq!(told(from_nought, "0;-5;11;-11", &no()), "bands 5;2;0;0");
    let steps = "偏差率绝对值≤5%，计5分；每超过1个百分点扣1分。";
    assert_eq!(told(steps, "-7;-5", &no()), "per_step 3;5");
}

#[test]
fn an_absolute_value_where_it_can_mean_nothing_is_refused() {
    for text in [
        "预算调整率绝对值≥-5%且≤5%，得5分；否则不得分。",
        "无结余，5分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分；取绝对值。",
        "得分=偏差率绝对值×5分，满分为止。",
        "每出现一例扣1分，取绝对值。",
    ] {
        assert_eq!(told(text, "", &yes()), "refused ", "{text}");
    }
    assert!(tried("预算调整率绝对值≥-5%且≤5%，得5分；否则不得分。").findings[0].message.contains("−5%"));
}

#[test]
fn the_read_back_says_how_negative_values_are_taken_and_means_the_same() {
    for (text, words) in [
        (BANDS, "；数值为负的，按“调整率取绝对值”口径处理。"),
        (STEPS, "；数值为负的，按“调整率取绝对值”口径处理。"),
        ("预算调整率绝对值≤5%，计5分；每超过1个百分点扣1分。", "；数值为负的，按绝对值计。"),
        ("预算调整率绝对值≤5%，计5分；＞5%不得分。", "；数值为负的，按绝对值计。"),
    ] {
        let one = rule("", text);
        assert!(one.read_back().ends_with(words), "{}", one.read_back());
        assert_eq!(&rule("", &one.read_back()), &one, "{text}");
        assert_eq!(&rule("预算调整率", &one.read_back()), &one, "{text}");
    }
}

#[test]
fn the_reason_says_that_the_size_was_taken() {
    assert_eq!(
        explained(STEPS, dec!(-8.5), &yes()),
        "预算调整率＝−8.50%（按绝对值计），超过5%的标准3.5个百分点，按每超过一个百分点扣1分（不足一个百分点不扣），扣3分。"
    );
    assert_eq!(explained(STEPS, dec!(-8.5), &no()), "预算调整率＝−8.50%，未超过5%的标准，计5分。");
    assert_eq!(explained(STEPS, dec!(8.5), &yes()).matches("绝对值").count(), 0);
    // one hair short of a step is not printed as the step
    assert!(explained(STEPS, dec!(-5.999), &yes()).starts_with("预算调整率＝−5.999%（按绝对值计），超过5%"));
    assert_eq!(
        explained(BANDS, dec!(-8), &yes()),
        "预算调整率＝−8.00%（按绝对值计），属于“5%至10%（含）”一档，计3分，扣2分。"
    );
    assert_eq!(explained(BANDS, dec!(-8), &no()), "预算调整率＝−8.00%，属于“不超过5%”一档，计5分。");
}

#[test]
fn the_examples_show_negative_values() {
    let shown = |text: &str, conventions: &Conventions| {
        let examples = rule("", text).examples(conventions);
        let shown = examples.iter().take(2).map(|one| format!("{}→{}", one.value, one.marks.unwrap()));
        shown.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown(STEPS, &yes()), "−6%→4 −5%→5");
    assert_eq!(shown(STEPS, &no()), "−6%→5 −5%→5");
    assert_eq!(shown(BANDS, &yes()), "−10.01%→0 −10%→3");
}

#[test]
fn a_negative_change_is_left_to_its_convention_and_never_falls_to_the_other_cases() {
    let text = "0（含）-10%，计5分；其他情况，计1分。";
    assert_eq!(told(text, "-5;5;20", &yes()), "bands 5;5;1");
    assert!(rule("", text).score(&Facts::Value(Exact::percent(dec!(-5))), &no()).is_err());
}
