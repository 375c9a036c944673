//! Edges of the compiler and of the formulas that no other test held: found by changing the code at random
//! (docs/quality.md).

use crate::support::wording::{told, tried};
use jixiao::criterion::{Facts, Rule, Source, Subject, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::expression::{Expression, nearest};
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::dec;

fn rule(text: &str) -> Rule {
    compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap()
}

#[test]
fn fifty_brackets_are_a_formula_and_one_more_is_none() {
    let nested = |depth: usize| format!("{}1{}", "（".repeat(depth), "）".repeat(depth));
    assert!(Expression::parse(&nested(50)).is_ok());
    assert!(Expression::parse(&nested(51)).is_err());
}

#[test]
fn a_name_with_its_first_characters_left_out_is_still_suggested() {
    assert_eq!(nearest("公经费合计", &["固定资产合计", "三公经费合计"]), Some("三公经费合计"));
    assert_eq!(nearest("甲乙丙", &["丁"]), None);
    assert_eq!(nearest("甲乙", &["甲"]), Some("甲"));
    assert_eq!(nearest("甲", &["甲乙丙丁"]), None);
}

#[test]
fn two_parts_against_another_figure_may_give_the_same_marks() {
    let text = "无结余，5分；有结余，但不超过上年结转，2分；结余超过上年结转，2分。";
    assert_eq!(told(text, "0,10;5,10;11,10"), "bands 5;2;2");
    let text = "无结余，5分；有结余，但不超过上年结转，5分；结余超过上年结转，不得分。";
    assert_eq!(told(text, "0,10;5,10;11,10"), "bands 5;5;0");
    let rises = tried("无结余，5分；有结余，但不超过上年结转，1分；结余超过上年结转，2分。", 5, "");
    assert_eq!(rises.findings[0].code, "R07");
}

#[test]
fn examples_against_another_figure_show_each_part_and_its_ends() {
    let rule = rule("无结余，5分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。");
    let examples = rule.examples(&Conventions::default());
    let marks: Vec<String> = examples.iter().map(|one| one.marks.unwrap().to_string()).collect();
    assert_eq!(marks, ["5", "5", "2", "2", "2", "0", "0", "0"]);
    assert_eq!(examples[5].value, "结余60.01，上年结转60");
}

#[test]
fn an_interval_without_width_is_refused() {
    assert_eq!(told("不低于90%且不超过90%，计5分；其他情况不得分。", "90"), "refused -");
    assert_eq!(told("90%-90%，计5分；其他情况不得分。", "90"), "refused -");
    assert_eq!(told("[90%,90%]，计5分；其他情况不得分。", "90"), "refused -");
}

#[test]
fn more_cases_than_any_department_has_are_not_scored() {
    assert_eq!(told("每出现一例扣1分。", "1000000000;1000000001"), "per_case 0;-");
}

#[test]
fn words_with_a_comma_or_a_number_are_no_condition_in_words() {
    assert_eq!(told("按时报送，资料完整得5分。", ""), "refused ");
    assert_eq!(told("组织3次培训得5分。", ""), "refused ");
    assert_eq!(told("的最高5分", ""), "refused ");
    assert_eq!(told("①的5分", ""), "refused ");
}

#[test]
fn what_lies_below_alone_can_tell_the_direction() {
    assert_eq!(told("不足90%的部分，每1个百分点扣0.5分。", "90;89;95"), "per_step 5;4.5;5");
    assert_eq!(told("超过90%的部分，每1个百分点扣0.5分。", "90;89;91"), "per_step 5;5;4.5");
}

#[test]
fn eighteen_digits_can_be_tried_and_nineteen_not() {
    let text = "≥90%，计5分；其他情况不得分。";
    assert_eq!(told(text, "123456789012345678;1234567890123456789"), "bands 5;-");
}

#[test]
fn a_note_speaks_of_the_end_it_names() {
    let text = "80%-90%（含80%）得3分；90%以上得5分；80%以下不得分。";
    assert_eq!(told(text, "79.99;80;89.99;90"), "bands 0;3;3;5");
    let text = "80%-90%（含90%）得3分；90%以上得5分；80%以下不得分。";
    assert_eq!(told(text, "80;80.01;90;90.01"), "bands 0;3;3;5");
    assert_eq!(told("80%-90%（含85%）得3分；90%以上得5分；80%以下不得分。", ""), "refused ");
    assert_eq!(told("90%以上（含80%）得5分；其他情况不得分。", ""), "refused ");
}

#[test]
fn both_sides_of_a_target_may_be_put_together() {
    let text = "95%-105%（均含）得5分；90%（含）-95%或105%-110%（含）得3分；低于90%或高于110%的，不得分。";
    assert_eq!(told(text, "89.99;90;94.99;95;105;105.01;110;110.01"), "bands 0;3;3;5;5;3;3;0");
    let read_back = tried(text, 5, "").readback.unwrap();
    assert!(read_back.contains("低于90%或超过110%的，不得分"), "{read_back}");
    assert_eq!(told("80%-100%（均含）得5分；＜80%或者＞100%，不得分。", "80;79;100;101"), "bands 5;0;5;0");
    // without 或 an odd order is a slip
    assert_eq!(told("≥90%，计3分；≥80%且＜90%，计5分；＜80%，不得分。", ""), "refused ");
    assert_eq!(told("90%或95%得5分；其他情况不得分。", ""), "refused ");
    assert_eq!(told("执行率＜80%或调整率＞20%不得分；其他情况得5分。", ""), "refused ");
    assert_eq!(told("＜80%或＞70%，不得分；其他情况得5分。", ""), "refused ");
}

/// Values and marks of the examples: `89%→0 90%→5`.
fn examples(text: &str) -> String {
    let examples = rule(text).examples(&Conventions::default());
    let shown = examples.iter().map(|one| format!("{}→{}", one.value, one.marks.unwrap()));
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn examples_are_the_values_at_which_the_marks_change() {
    assert_eq!(examples("≥90%，计5分；80%（含）-90%，计4分；低于80%不得分。"), "79.99%→0 80%→4 89.99%→4 90%→5");
    assert_eq!(
        examples("≤100%，计5分；每超过2%扣1分。"),
        "98%→5 100%→5 101.99%→5 102%→4 103.99%→4 104%→3 109.99%→1 110%→0 120%→0"
    );
    assert_eq!(examples("每发现1起扣2分。"), "0起→5 1起→3 2起→1 3起→0 4起→0 13起→0");
    assert_eq!(
        examples("①健全，2分；②合法，2分；③执行，1分。"),
        "是、是、是→5 否、是、是→3 是、否、是→3 是、是、否→4 否、否、否→0"
    );
    assert_eq!(examples("按时报送得5分，否则不得分。"), "是→5 否→0");
}

#[test]
fn discretion_beside_more_than_the_full_marks_is_refused() {
    let trial = tried("制度健全得9分；不健全的酌情扣分。", 5, "");
    assert_eq!((trial.kind, trial.findings[0].code), (None, "R06"));
    assert_eq!(tried("制度健全得5分；不健全的酌情扣分。", 5, "").kind, Some("judged"));
}

#[test]
fn full_marks_stated_in_the_text_must_be_those_of_the_table() {
    for text in ["满分6分，每发现一例扣1分。", "分值6分，每发现一例扣1分。", "≥90%得满分，其他情况不得分，最高6分。"]
    {
        let trial = tried(text, 5, "");
        assert_eq!(
            (trial.kind, trial.findings[0].code, trial.findings[0].words.as_str()),
            (None, "R06", "6分"),
            "{text}"
        );
    }
    assert_eq!(told("满分5分，每发现一例扣1分。", "1"), "per_case 4");
}

#[test]
fn a_figure_just_short_of_a_step_is_not_printed_as_reaching_it_on_either_side() {
    let rule = rule("等于100%得5分，每相差5%扣1分。");
    let conventions = Conventions::default();
    for (number, printed) in [(dec!(104.999), "104.999%"), (dec!(95.001), "95.001%")] {
        let subject = Subject { indicator: "执行率", calculation: "", remark: "" };
        let told = rule.explain(&Facts::Value(Exact::percent(number)), &subject, &conventions).unwrap();
        assert!(told.contains(printed) && told.contains("计5分"), "{told}");
    }
}

#[test]
fn a_negative_change_is_left_to_its_convention_and_never_falls_to_the_other_cases() {
    let text = "0（含）-10%，计5分；其他情况，计1分。";
    assert_eq!(told(text, "-5;5;20"), "bands 5;5;1");
    let conventions = Conventions { absolute_adjustment: false, ..Conventions::default() };
    assert!(rule(text).score(&Facts::Value(Exact::percent(dec!(-5))), &conventions).is_err());
}

#[test]
fn an_answer_outside_its_item_is_no_answer() {
    assert_eq!(told("①甲，2分；②乙，3分。", "9,是;是,-1;2,3;是"), "checklist -;-;5;-");
}

#[test]
fn one_item_is_told_as_one() {
    let subject = Subject { indicator: "管理制度", calculation: "", remark: "" };
    let full = |text: &str| {
        let rule = rule(text);
        let count = match rule.needs() {
            jixiao::criterion::Needs::Checks(items) => items.len(),
            _ => 0,
        };
        let answers = vec![jixiao::criterion::Answer::Yes; count];
        (rule.explain(&Facts::Checks(answers), &subject, &Conventions::default()).unwrap(), rule.read_back())
    };
    let (reason, read_back) = full("制度健全的，计5分。");
    assert!(reason.contains("符合要求") && !reason.contains("各项"), "{reason}");
    assert_eq!(read_back, "制度健全的，计5分；否则不得分。");
    let (_, marked) = full("①制度健全，5分。");
    assert_eq!(marked, "①制度健全，计5分；符合的计该项分值，不符合的不计分；共5分。");
    assert!(full("①甲，2分；②乙，3分。").0.contains("各项均符合要求"));
}

#[test]
fn a_deduction_that_just_reaches_its_limit_is_told_plainly() {
    let subject = Subject { indicator: "完成率", calculation: "", remark: "" };
    let reason = |text: &str, at| {
        let rule = rule(text);
        rule.explain(&Facts::Value(Exact::percent(at)), &subject, &Conventions::default()).unwrap()
    };
    let limited = "≤100%，计5分；每超过1%扣1分，最多扣3分。";
    assert!(!reason(limited, dec!(103)).contains("应扣"), "{}", reason(limited, dec!(103)));
    assert!(reason(limited, dec!(104)).contains("应扣4分，最多扣3分"));
    let plain = "≤100%，计5分；每超过1%扣1分，扣完为止。";
    assert!(!reason(plain, dec!(105)).contains("应扣"), "{}", reason(plain, dec!(105)));
    assert!(reason(plain, dec!(106)).contains("应扣6分，扣完为止"));
}

#[test]
fn facts_of_another_shape_are_no_facts() {
    let alone = rule("≥90%，计5分；低于90%不得分。");
    let beside = rule("无结余，5分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。");
    let (value, against) = (Facts::Value(Exact::ONE), Facts::Against(Exact::ONE, Exact::ONE));
    let conventions = Conventions::default();
    assert!(alone.score(&value, &conventions).is_ok() && beside.score(&against, &conventions).is_ok());
    assert!(alone.score(&against, &conventions).is_err() && beside.score(&value, &conventions).is_err());
}

#[test]
fn cases_counted_by_twos_leave_a_part_and_single_ones_do_not() {
    let part = "不足一个百分点";
    assert!(rule("每出现2例扣1分。").conventions().contains(&part));
    assert!(!rule("每出现1例扣1分。").conventions().contains(&part));
}
