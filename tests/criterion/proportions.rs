//! Shares: so many cases together, a share of another figure, marks in proportion to a share; and the refusals
//! that say what a proportion could mean.

use crate::support::wording::{gives, refuses, tried};
use jixiao::criterion::{Facts, Source, Subject, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

#[test]
fn cases_may_cost_only_so_many_together() {
    gives(
        "per_case",
        &[
            (5, "每出现2例扣1分，扣完为止。", "0;1;2;3;4;12", "5;5;4;4;3;0"),
            (5, "每发现两起违规问题扣0.5分，扣完为止。", "1;2;5", "5;4.5;4"),
            (5, "每累计发生三次扣1分。", "2;3;6", "5;4;3"),
            (5, "①健全；②执行。以上情况每出现3项不符合的扣1分，最多扣3分。", "2;3;12", "5;4;2"),
            (5, "每2例扣1分，不足2例的按比例扣。", "1;3", "4.5;3.5"),
            (5, "每2例扣1分，不足2例的按2例扣。", "1;2;3", "4;4;3"),
        ],
    );
    refuses(&[
        (5, "发现两处扣1分。", "R01", "发现两处扣1分"),
        (5, "每2例扣1分，不足1例的不扣分。", "R01", "不足1例的不扣分"),
        (5, "每2例扣1分，不足2个的不扣分。", "R01", "不足2个的不扣分"),
        (5, "每出现一例扣1分，不足一例的不扣。", "R01", "不足一例的不扣"),
        (5, "每2.5例扣1分。", "R01", "每2.5例扣1分"),
        (5, "每0例扣1分。", "R01", "每0例扣1分"),
        (5, "每10个百分点扣1分。", "R01", "每10个百分点扣1分"),
    ]);
}

#[test]
fn a_share_of_another_figure_may_be_the_limit() {
    gives(
        "bands",
        &[
            (5, TENTH, "0,60;5,60;6,60;6.01,60;1,0", "5;2;2;0;0"),
            (5, &TENTH.replace("的10%", "的50%"), "30,60;30.01,60", "2;0"),
        ],
    );
    refuses(&[(5, &TENTH.replacen("的10%", "的20%", 1), "R01", &TENTH.replacen("的10%", "的20%", 1))]);
    let trial = tried(TENTH, 5, "");
    assert!(trial.readback.unwrap().contains("有结余，但不超过上年结转的10%，计2分；结余超过上年结转的10%，不得分"));
}

const TENTH: &str = "无结余，5分；有结余，但不超过上年结转的10%，2分；结余超过上年结转的10%，不得分。";

#[test]
fn full_marks_may_begin_below_a_hundred_percent_where_the_proportion_is_told() {
    for text in ["≥95%，计5分；低于95%的，得分＝执行率×5分。", "达到95%以上得满分，低于95%的，按执行率计分。"]
    {
        gives("proportional", &[(5, text, "100;95;94.99;50;-1", "5;5;4.75;2.5;0")]);
    }
    for text in [
        "≥95%，计5分；低于95%的，得分＝执行率÷95%×5分。",
        "95%以上得满分；60%（含）-95%得分＝执行率÷95%×分值；低于60%不得分。",
    ] {
        gives("proportional", &[(5, text, "100;95;94;76", "5;5;4.95;4")]);
    }
    gives(
        "proportional",
        &[
            (10, "得分=完成率×10分，低于60%不得分。", "60;59.99;120", "6;0;10"),
            (10, "60%（含）-100%的，得分＝完成率×10分；低于60%不得分。", "60;59.99;100", "6;0;10"),
            (10, "完成率＞60%的，得分＝完成率×10分；≤60%不得分。", "60;60.01", "0;6"),
            (5, "≥100%得满分，低于100%的按比例扣分。", "94;100;101", "4.7;5;5"),
            (5, "≥110%得满分，低于110%的，得分＝完成率×5分。", "90;105;110", "4.5;5;5"),
        ],
    );
}

#[test]
fn a_proportion_of_what_cannot_be_told_is_refused_with_both_readings() {
    for (text, words) in [
        ("≥95%，计5分；低于95%的，按比例计分。", "低于95%的，按比例计分"),
        ("达到95%得满分，未达到的按比例计分。", "未达到的按比例计分"),
        ("≥95%，计5分；低于95%的按比例扣分。", "低于95%的按比例扣分"),
    ] {
        refuses(&[(5, text, "R08", words)]);
        let trial = tried(text, 5, "");
        assert!(trial.findings[0].message.ends_with("例如85%时得4.25分还是4.47分"), "{trial:#?}");
        // each sentence of the advice is understood when it is written
        let advice = trial.findings[0].advice.clone();
        let sentences: Vec<&str> = advice.split(['“', '”']).skip(1).step_by(2).collect();
        assert_eq!(sentences.len(), 2, "{advice}");
        for sentence in sentences {
            let written = format!("≥95%，计5分；{sentence}。");
            let trial = tried(&written, 5, "85");
            assert!(
                ["4.25", "4.47", "4.5"].contains(&trial.tries[0].marks.as_deref().unwrap_or("-")),
                "{written} {trial:#?}"
            );
        }
    }
    refuses(&[
        (5, "≤10%，计5分；超过10%的，按比例扣分。", "R08", "超过10%的，按比例扣分"),
        (5, "≥95%，计5分；得分＝执行率×5分。", "R01", "得分＝执行率×5分"),
        (5, "≥95%，计5分；低于90%的，得分＝执行率×5分。", "R01", "低于90%的，得分＝执行率×5分"),
        (5, "≥95%，计5分；低于95%的，得分＝执行率÷90%×5分。", "R01", "低于95%的，得分＝执行率÷90%×5分"),
        (5, "≥95%，计5分；低于95%的，得分＝执行率×5分；低于95%不得分。", "R04", "低于95%的，得分＝执行率×5分"),
        (5, "≥95%，计5分；≤95%的，得分＝执行率×5分。", "R05", "≤95%的，得分＝执行率×5分"),
        (5, "95%以上得满分；60%-95%按执行率计分；60%以下不得分。", "R05", "60%-95%按执行率计分"),
        (5, "≥60%的，得分＝完成率×5分；≤60%不得分。", "R05", "≥60%的，得分＝完成率×5分"),
        (5, "＞60%的，得分＝完成率×5分；＜60%不得分。", "R05", "＞60%的，得分＝完成率×5分"),
        (5, "60%以上的，得分＝完成率×5分；60%以下不得分。", "R05", "60%以上的，得分＝完成率×5分"),
        (5, "得分＝完成率×5分；得分＝执行率×5分。", "R01", "得分＝执行率×5分"),
        (5, "低于95%的，得分＝执行率×5分。", "R01", "低于95%的，得分＝执行率×5分"),
        (5, "得分＝执行率÷95%×5分，满分为止。", "R01", "得分＝执行率÷95%×5分"),
    ]);
}

fn explained(text: &str, facts: &Facts) -> String {
    let rule = compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap();
    let subject = Subject { indicator: "指标", calculation: "", remark: "" };
    rule.explain(facts, &subject, &Conventions::default()).unwrap()
}

#[test]
fn the_reason_shows_the_share_the_step_and_the_divisor() {
    let cases = |count: i64| explained("每出现2例扣1分，扣完为止。", &Facts::Counts(vec![count.into()]));
    assert_eq!(cases(3), "指标：扣分情形3例，按每2例扣1分（不足2例不扣），扣1分。");
    assert_eq!(cases(4), "指标：扣分情形4例，按每2例扣1分，扣2分。");
    let against = |value: Decimal| Facts::Against(Exact::from_decimal(value), Exact::from_decimal(dec!(60)));
    assert_eq!(
        explained(TENTH, &against(dec!(6.001))),
        "指标＝6.001，上年结转＝60，属于“结余超过上年结转的10%”一档，不得分，扣5分。"
    );
    let divided = "≥95%，计5分；低于95%的，得分＝执行率÷95%×5分；低于60%不得分。";
    let rate = |percent: Decimal| explained(divided, &Facts::Value(Exact::percent(percent)));
    assert_eq!(rate(dec!(76)), "指标＝76.00%，按比例计算得5×76.00%÷95%＝4分，扣1分。");
    assert_eq!(rate(dec!(95)), "指标＝95.00%，达到95%，计5分。");
    assert_eq!(rate(dec!(94.999)), "指标＝94.999%，按比例计算得5×94.999%÷95%≈4.9999分，四舍五入为5分，不扣分。");
    assert_eq!(rate(dec!(59.999)), "指标＝59.999%，低于60%的不得分，扣5分。");
}

#[test]
fn the_examples_show_where_the_marks_change() {
    let examples = |text: &str| {
        let rule = compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap();
        let shown = rule.examples(&Conventions::default());
        shown.iter().map(|one| format!("{}→{}", one.value, one.marks.unwrap())).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(examples("每出现2例扣2分。"), "0例→5 1例→5 2例→3 3例→3 4例→1 5例→1 6例→0 7例→0 16例→0");
    let limits = examples(TENTH);
    assert!(limits.contains("结余6，上年结转60→2 结余6.01，上年结转60→0 结余9，上年结转60→0"), "{limits}");
    let divided = examples("≥95%，计5分；低于95%的，得分＝执行率×5分；低于60%不得分。");
    assert!(divided.starts_with("0%→0 50%→0 59.99%→0 60%→3 60.01%→3 80%→4 94.99%→4.75 95%→5 95.01%→5"), "{divided}");
}
