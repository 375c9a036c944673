//! The pieces of a 评分标准, one by one: intervals, ends, numbers, subjects, signs and spaces.

use crate::support::wording::{told, tried};
use jixiao::criterion::trial::try_text;
use jixiao::criterion::{Facts, Source, Subject, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::dec;

/// Which of 79.99, 80, 80.01, 89.99, 90 and 90.01 the condition holds: `.#####`.
fn holds(condition: &str) -> String {
    let trial = tried(&format!("{condition}，计5分；其他情况不得分。"), 5, "79.99;80;80.01;89.99;90;90.01");
    if trial.kind != Some("bands") {
        return trial.findings.first().map_or("?".into(), |one| one.code.into());
    }
    trial.tries.iter().map(|one| if one.marks.as_deref() == Some("5") { '#' } else { '.' }).collect()
}

#[test]
fn both_ends_of_an_interval_are_as_written() {
    for (condition, held) in [
        ("80%≤率≤90%", ".####."),
        ("80%≤率＜90%", ".###.."),
        ("80%＜率≤90%", "..###."),
        ("80%＜率＜90%", "..##.."),
        ("90%＞率≥80%", ".###.."),
        ("90%＞率＞80%", "..##.."),
        ("90%≥率＞80%", "..###."),
        ("90%≥率≥80%", ".####."),
        ("80%≤“三公”率≤90%", ".####."),
        ("80≤率≤90%", ".####."),
        ("[80%,90%]", ".####."),
        ("[80%,90%)", ".###.."),
        ("(80%,90%]", "..###."),
        ("率∈[80%，90%)", ".###.."),
        ("[80-90%]", ".####."),
        ("≥80%且≤90%", ".####."),
        ("≤90%且＞80%", "..###."),
        ("大于80%，但小于90%", "..##.."),
        ("80%-90%（均含）", ".####."),
        ("80%（含）-90%（含）", ".####."),
        ("80%（含）-90%（不含）", ".###.."),
        ("80%（不含）-90%（含）", "..###."),
        ("80%（含80%）-90%（含90%）", ".####."),
        ("80（含）至90%（不含）", ".###.."),
        ("80%到90%（不含90%）之间", ".###.."),
        ("80%到90%（不含90%）", ".###.."),
    ] {
        assert_eq!(holds(condition), held, "{condition}");
    }
}

#[test]
fn one_end_is_as_its_word_and_its_note_say() {
    for (condition, held) in [
        ("≥90%", "....##"),
        ("≥90%以上", "....##"),
        ("≥90%（含）", "....##"),
        ("达到90%以上", "....##"),
        ("达到90%（不含）以上", ".....#"),
        ("达到90%以上（含）", "....##"),
        ("为90%以上", "....##"),
        ("为90%（不含）以上", ".....#"),
        ("在90%及以上", "....##"),
        ("90%或以上", "....##"),
        ("90%以上（不含）", ".....#"),
        ("＞90%", ".....#"),
        ("＞90%（不含）", ".....#"),
        ("＞90%（含）", "....##"),
        ("＜80%", "#....."),
        ("＜80%（含）", "##...."),
        ("≤80%以下", "##...."),
        ("80%以下（不含）", "#....."),
        ("80%及以内", "##...."),
        ("=80%", ".#...."),
        ("等于80%", ".#...."),
    ] {
        assert_eq!(holds(condition), held, "{condition}");
    }
}

#[test]
fn what_contradicts_itself_is_no_interval() {
    for condition in [
        "90%≤率≤80%",
        "80%≤率≤80%",
        "80天≤率≤90%",
        "80%≤率≥90%",
        "80%≤不足率≤90%",
        "[90%,80%]",
        "[80天,90%]",
        "(80%,90%)",
        "≥90%且≤80%",
        "≥80%且≤80%",
        "≥80天且≤90%",
        "≥80%且≥90%",
        "90%-80%",
        "80天-90%",
        "80%（含90%）-90%",
        "80%（含）-90%（含80%）",
        "80%-90%（含85%）",
        "≥90%（不含）",
        "≤80%（不含）",
        "=90%以上",
        "≥90%以下",
        "执行率未≥90%",
        "执行率3≥90%",
        "3年执行率≥90%",
        "20201年执行率≥90%",
    ] {
        assert!(holds(condition).starts_with('R'), "{condition} {}", holds(condition));
    }
}

#[test]
fn a_word_that_excludes_beside_one_that_includes_is_doubtful_unless_a_neighbour_decides() {
    assert_eq!(holds("超过90%以上"), "R05");
    assert_eq!(holds("低于80%以下"), "R05");
    let decided = "10%（含）以下，计5分；10%-20%（含），计3分；超过20%以上，不得分。";
    assert_eq!(told(decided, "10;20;20.01"), "bands 5;3;0");
}

#[test]
fn numbers_below_nought_and_numbers_with_the_unit_of_the_other_end() {
    assert_eq!(told("-5%≤率≤5%，计5分；其他情况不得分。", "-5;-5.01;5"), "bands 5;0;5");
    assert_eq!(told("率在-5%-5%，计5分；其他情况不得分。", "-5;-5.01;5"), "bands 5;0;5");
    assert_eq!(told("率在-5至5%，计5分；其他情况不得分。", "-5;-5.01;5"), "bands 5;0;5");
    assert_eq!(told("5-10天，计5分；其他情况不得分。", "4;5;10;11"), "bands 0;5;5;0");
    assert_eq!(told("≥-5%，计5分；其他情况不得分。", "-5;-5.01"), "bands 5;0");
    assert_eq!(told("＞0且≤10%，计5分；其他情况不得分。", "0;0.01;10;10.01"), "bands 0;5;5;0");
    assert_eq!(told("大于0小于10天，计5分；其他情况不得分。", "0;1;10"), "bands 0;5;0");
    assert_eq!(told("＞1且≤10%，计5分；其他情况不得分。", "5"), "refused -");
}

#[test]
fn a_year_may_stand_in_the_name_of_a_measure() {
    assert_eq!(told("2020年执行率≥90%，计5分；其他情况不得分。", "90;89"), "bands 5;0");
    assert_eq!(told("执行率≥90%，计5分；2020年＜90%，不得分。", "90"), "refused -");
}

#[test]
fn signs_and_spaces_of_copied_text() {
    for text in [
        "≥９０．５％，计５分；其他情况不得分．",
        ">＝90.5%，计5分；其他情况不得分。",
        "≥90\u{200b}.5\u{feff}%，计 5 分；其他 情况不得分。",
        "≥90.5%，\n计5分；\n其他情况不得分。",
        "≥90.5%，计5分\n其他情况不得分。",
        "≥90.5%,计5分;其他情况不得分.",
    ] {
        assert_eq!(told(text, "90.5;90.49"), "bands 5;0", "{text}");
    }
    assert_eq!(told("≥9 0%，计5分；其他情况不得分。", "90"), "refused -");
    assert_eq!(told("≥90%，计1\n0分；其他情况不得分。", "90"), "refused -");
    assert_eq!(tried("率 ＜＝１００﹪， 计５分．", 5, "").findings[0].words, "＜＝１００﹪");
    assert_eq!(told("≥1,000元，计5分；＜1000元，不得分。", "1000;999"), "bands 5;0");
    assert_eq!(told("≥1,00元，计5分；＜100元，不得分。", "100"), "refused -");
    assert_eq!(told("≥5件,100件以内计5分。", "5"), "refused -");
    assert_eq!(told("⑴甲，2分；⑵乙，3分。", "是,否"), "checklist 2");
    assert_eq!(told("①甲，2分\n②乙，3分。", "否,是"), "checklist 3");
    assert_eq!(told("每出现一例扣1分，扣完为止\n满分5分", "1"), "per_case 4");
    let trial = tried("≥90%，计5分；很\n好的；其他情况不得分。", 5, "");
    assert_eq!(trial.findings[0].message, "“很好的”未能识别，不猜测其含义");
}

#[test]
fn a_limit_of_all_marks_is_no_limit() {
    let read_back = |text: &str| tried(text, 5, "").readback.unwrap();
    assert!(read_back("每出现一例扣1分，最多扣5分。").contains("扣完为止"));
    assert!(read_back("每出现一例扣1分，扣满5分为止。").contains("扣完为止"));
    assert!(read_back("每出现一例扣1分，扣满3分为止。").contains("最多扣3分"));
    assert_eq!(told("≤100%，计5分；每超过1%扣该项分值的10%，最多扣4分。", "101;120"), "per_step 4.5;1");
}

#[test]
fn a_lost_sign_is_put_back_on_the_side_that_the_steps_tell() {
    let advice = |text: &str| tried(text, 5, "").findings[0].advice.clone();
    assert_eq!(advice("控制率100%，计5分；每超过1%扣1分。"), "请补上符号，例如“控制率≤100%”");
    assert_eq!(advice("执行率100%，计5分；每低于1%扣1分。"), "请补上符号，例如“执行率≥100%”");
    assert_eq!(advice("W0，计5分；每超过1%扣1分。"), "请将“W0”改为“≤0”（或其他符号）");
    for text in [
        "“三公经费”100%，计5分；每超过1%扣1分。",
        "执行率（累计）100%，计5分；每低于1%扣1分。",
        "《规划》100%，计5分；每低于1%扣1分。",
    ] {
        assert_eq!(tried(text, 5, "").findings[0].code, "R02", "{text}");
    }
}

#[test]
fn a_rate_without_percent_is_refused_by_its_name_or_the_name_of_its_indicator() {
    let codes = |indicator: &str, text: &str| {
        let compiled = compile(&Source { indicator, text, full_marks: Points(5.into()) });
        compiled.faults.iter().map(|fault| fault.code.info().id).collect::<Vec<_>>()
    };
    let plain = "≥90，计5分；＜90，不得分。";
    assert_eq!(codes("执行率", plain), ["R01", "R01"]);
    assert_eq!(codes("", plain), [""; 0]);
    assert_eq!(codes("金额", "占比≥90，计5分；＜90，不得分。"), ["R01"]);
    assert_eq!(codes("变动率", "≤0，计5分；＞0，不得分。"), [""; 0]);
    assert_eq!(codes("", "≥90天，计5分；＜90，不得分。"), ["R01"]);
}

#[test]
fn the_calculation_is_shown_with_one_hundred_percent_once() {
    let rule = compile(&Source {
        indicator: "", text: "≥90%，计5分；其他情况不得分。", full_marks: Points(5.into())
    });
    let rule = rule.rule.unwrap();
    let facts = Facts::Value(Exact::percent(dec!(90)));
    let opening = |indicator: &str, calculation: &str| {
        let subject = Subject { indicator, calculation, remark: "" };
        rule.explain(&facts, &subject, &Conventions::default()).unwrap().split('，').next().unwrap().to_string()
    };
    assert_eq!(opening("执行率", "9÷10×100%"), "执行率＝9÷10×100%＝90.00%");
    assert_eq!(opening("执行率", "9÷10"), "执行率＝9÷10×100%＝90.00%");
    assert_eq!(opening("", ""), "计算结果＝90.00%");
}

#[test]
fn values_are_tried_as_people_type_them() {
    assert_eq!(told("≥90%，计5分；其他情况不得分。", "−1;-1;1-;1,2;九十;90％;90 %;NA"), "bands 0;0;-;-;-;5;5;5");
    assert_eq!(told("≥90%，计5分；其他情况不得分。", "90;90%;好;1e5;12345678901234567890"), "bands 5;5;-;-;-");
    assert_eq!(told("按时报送得5分；每超过规定5个工作日扣0.5分，扣完为止。", "7个工作日;7"), "per_step 4.5;4.5");
    let balance = "无结余，5分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。";
    assert_eq!(told(balance, "22.11,60.29;22.11|60.29;22.11"), "bands 2;2;-");
    assert_eq!(told("①甲，2分；②乙，3分。", "√,×;符合、不符合;1.5分,3;是;是,否,是;好,是"), "checklist 2;2;4.5;-;-;-");
    assert_eq!(told("①甲；②乙。以上情况每例扣1分。", "2例;1例,1例;1,1,1;-1"), "per_case 3;3;-;-");
    assert_eq!(told("由评审人员评定。", "4分;5;0;5.01;-1;6;不适用"), "judged 4;5;0;-;-;-;5");
    let half = Conventions {
        not_applicable: jixiao::ground::convention::NotApplicableMarks::Rescale,
        ..Conventions::default()
    };
    let rescaled = try_text("每出现一例扣1分。", Points(5.into()), "不适用", &half);
    assert_eq!(rescaled.tries[0].marks, None);
}

#[test]
fn a_trial_as_json_is_as_documented() {
    let trial = tried("每低于100%一个百分点扣0.1分，扣完为止。", 3, "100;98.5;不适用;好");
    let json = serde_json::to_value(&trial).unwrap();
    assert_eq!(json["outcome"], "rule");
    assert_eq!(json["kind"], "per_step");
    assert_eq!(json["tries"][1], serde_json::json!({"value": "98.5", "marks": "2.9"}));
    assert_eq!(json["tries"][2]["marks"], "3");
    assert_eq!(json["tries"][3]["marks"], serde_json::Value::Null);
    let refused = tried("在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。", 5, "100");
    assert_eq!((refused.outcome, refused.findings[0].words.as_str()), ("refused", "在职人员控制率100%"));
    assert_eq!(refused.tries[0].marks, None);
}

#[test]
fn chinese_numerals_are_read_up_to_hundreds() {
    let at_least = |number: &str, tries: &str| told(&format!("≥{number}，计5分；其他情况不得分。"), tries);
    for (numeral, value) in [
        ("零", 0),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("九十", 90),
        ("一百", 100),
        ("一百零五", 105),
        ("二百三十", 230),
    ] {
        let tries = format!("{value};{}", value - 1);
        assert_eq!(at_least(&format!("{numeral}天"), &tries), "bands 5;0", "{numeral}");
    }
    for wrong in ["一一", "百", "十百", "一十十"] {
        assert_eq!(at_least(&format!("{wrong}天"), ""), "refused ", "{wrong}");
    }
    assert_eq!(at_least("百分之九十", "90;89.99"), "bands 5;0");
    assert_eq!(at_least("一个百分点", "1;0.99"), "bands 5;0");
    assert_eq!(at_least("5个工作日", "5个工作日;4"), "bands 5;0");
}

#[test]
fn an_interval_without_width_is_refused() {
    assert_eq!(told("不低于90%且不超过90%，计5分；其他情况不得分。", "90"), "refused -");
    assert_eq!(told("90%-90%，计5分；其他情况不得分。", "90"), "refused -");
    assert_eq!(told("[90%,90%]，计5分；其他情况不得分。", "90"), "refused -");
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
