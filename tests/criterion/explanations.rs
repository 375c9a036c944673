//! The sentences of 扣分原因, word for word.

use jixiao::criterion::{Answer, Facts, Rule, Source, Subject, compile};
use jixiao::ground::convention::{Conventions, PartStep};
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

fn rule(text: &str, full: Decimal) -> Rule {
    let compilation = compile(&Source { indicator: "", text, full_marks: Points(full) });
    compilation.rule.unwrap_or_else(|| panic!("{:?}", compilation.faults))
}

fn explained(rule: &Rule, facts: Facts, subject: Subject) -> String {
    let conventions = Conventions::default();
    rule.explain(&facts, &subject, &conventions).unwrap()
}

fn subject<'a>(indicator: &'a str, calculation: &'a str) -> Subject<'a> {
    Subject { indicator, calculation, remark: "" }
}

fn ratio(over: Decimal, under: Decimal) -> Facts {
    Facts::Value(Exact::from_decimal(over).over(Exact::from_decimal(under)).unwrap())
}

fn percent(number: Decimal) -> Facts {
    Facts::Value(Exact::percent(number))
}

const CONTROL: &str = "以100%为标准。三公经费控制率≦100%，计6分；\n每超过一个百分点扣1分，扣完为止。";

#[test]
fn steps_are_explained_with_the_formula_the_excess_and_the_limit() {
    let rule = rule(CONTROL, dec!(6));
    let about = subject("“三公经费”控制率", "6.37÷5.50");
    assert_eq!(
        explained(&rule, ratio(dec!(6.37), dec!(5.50)), about),
        "“三公经费”控制率＝6.37÷5.50×100%＝115.82%，超过100%的标准15.82个百分点，按每超过一个百分点扣1分（不足一个百分点不扣）应扣15分，扣完为止，扣6分。"
    );
    let about = subject("“三公经费”控制率", "6.37÷5.50×100%");
    assert_eq!(
        explained(&rule, ratio(dec!(102), dec!(100)), about),
        "“三公经费”控制率＝6.37÷5.50×100%＝102.00%，超过100%的标准2个百分点，按每超过一个百分点扣1分，扣2分。"
    );
    assert_eq!(
        explained(&rule, percent(dec!(95.1)), subject("控制率", "")),
        "控制率＝95.10%，未超过100%的标准，计6分。"
    );
    assert_eq!(
        explained(&rule, percent(dec!(100.4)), subject("控制率", "")),
        "控制率＝100.40%，超过100%的标准0.4个百分点，不足一个百分点，不扣分，计6分。"
    );
}

#[test]
fn a_printed_figure_has_as_many_decimals_as_the_decision_needs() {
    let rule = rule(CONTROL, dec!(6));
    assert_eq!(
        explained(&rule, percent(dec!(100.996)), subject("控制率", "")),
        "控制率＝100.996%，超过100%的标准0.996个百分点，不足一个百分点，不扣分，计6分。"
    );
    assert_eq!(
        explained(&rule, percent(dec!(100.000001)), subject("控制率", "")),
        "控制率＝100.000001%，超过100%的标准0.000001个百分点，不足一个百分点，不扣分，计6分。"
    );
}

#[test]
fn the_convention_in_force_is_named_where_it_decides() {
    let rule = rule("≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。", dec!(5));
    let mut conventions = Conventions { part_step: PartStep::Proportional, ..Conventions::default() };
    let told =
        |conventions: &Conventions| rule.explain(&percent(dec!(101.5)), &subject("控制率", ""), conventions).unwrap();
    assert_eq!(
        told(&conventions),
        "控制率＝101.50%，超过100%的标准1.5个百分点，按每超过一个百分点扣0.5分（不足一个百分点按比例扣），扣0.75分。"
    );
    conventions.part_step = PartStep::Whole;
    assert_eq!(
        told(&conventions),
        "控制率＝101.50%，超过100%的标准1.5个百分点，按每超过一个百分点扣0.5分（不足一个百分点按一个百分点扣），扣1分。"
    );
}

#[test]
fn a_shortfall_adds_up_as_printed() {
    let rule = rule("每低于100%一个百分点扣0.1分，扣完为止。", dec!(3));
    assert_eq!(
        explained(&rule, percent(dec!(84.425)), subject("固定资产利用率", "")),
        "固定资产利用率＝84.43%，低于100%的标准15.57个百分点，按每低于一个百分点扣0.1分（不足一个百分点不扣），扣1.5分。"
    );
    assert_eq!(explained(&rule, percent(dec!(100)), subject("", "")), "计算结果＝100.00%，达到100%的标准，计3分。");
}

#[test]
fn bands_are_explained_by_the_band() {
    let text = "预算调整率=0，计3分；0-10%（含），计2分；10-20%（含），计1分；20-30%（含），计0.5分；大于30%不得分。";
    let rule = rule(text, dec!(3));
    assert_eq!(
        explained(&rule, ratio(dec!(12), dec!(150)), subject("预算调整率", "12.00÷150.00")),
        "预算调整率＝12.00÷150.00×100%＝8.00%，属于“0至10%（含）”一档，计2分，扣1分。"
    );
    assert_eq!(
        explained(&rule, percent(dec!(-5)), subject("预算调整率", "")),
        "预算调整率＝−5.00%（按绝对值计），属于“0至10%（含）”一档，计2分，扣1分。"
    );
    assert_eq!(
        explained(&rule, percent(dec!(0)), subject("预算调整率", "")),
        "预算调整率＝0.00%，属于“等于0”一档，计3分。"
    );
    assert_eq!(
        explained(&rule, percent(dec!(30.001)), subject("预算调整率", "")),
        "预算调整率＝30.001%，属于“超过30%”一档，不得分，扣3分。"
    );
}

#[test]
fn a_printed_figure_never_contradicts_the_band() {
    let rule = rule("预算调整率=0，计3分；0-30%（含），计2分；大于30%不得分。", dec!(3));
    assert_eq!(
        explained(&rule, percent(dec!(-30.001)), subject("预算调整率", "")),
        "预算调整率＝−30.001%（按绝对值计），属于“超过30%”一档，不得分，扣3分。"
    );
}

#[test]
fn bands_against_another_figure_show_both() {
    let rule = rule("无结余，3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。", dec!(3));
    let facts = Facts::Against(Exact::from_decimal(dec!(22.11)), Exact::from_decimal(dec!(60.29)));
    assert_eq!(
        explained(&rule, facts, subject("资金结余", "")),
        "资金结余＝22.11，上年结转＝60.29，属于“有结余，但不超过上年结转”一档，计2分，扣1分。"
    );
    let facts = Facts::Against(Exact::from_decimal(dec!(60.294)), Exact::from_decimal(dec!(60.29)));
    assert_eq!(
        explained(&rule, facts, subject("资金结余", "")),
        "资金结余＝60.294，上年结转＝60.29，属于“结余超过上年结转”一档，不得分，扣3分。"
    );
}

#[test]
fn cases_are_listed_item_by_item() {
    let text = "①资产保存完整；\n②资产配置合理；\n③资产处置规范。\n以上情况每出现一例不符合要求的扣1分，扣完为止。";
    let rule = rule(text, dec!(3));
    let about =
        Subject { indicator: "资产管理安全性", calculation: "", remark: "未经批准处置车辆2台。" };
    let counts = |counts: [i64; 3]| Facts::Counts(counts.map(Decimal::from).to_vec());
    assert_eq!(
        explained(&rule, counts([2, 0, 2]), about),
        "资产管理安全性：“①资产保存完整”不符合要求2例；“③资产处置规范”不符合要求2例，共4例，按每例扣1分应扣4分，扣完为止，扣3分。情况说明：未经批准处置车辆2台。"
    );
    assert_eq!(
        explained(&rule, counts([0, 1, 0]), subject("", "")),
        "“②资产配置合理”不符合要求1例，按每例扣1分，扣1分。"
    );
    let said = |text: &str| explained(&self::rule(text, dec!(3)), counts([2, 0, 0]), subject("", ""));
    let items = "①台账登记；②年终盘点；③及时入账。";
    assert_eq!(
        said(&format!("{items}以上每发现1个问题扣0.5分，扣完为止。")),
        "“①台账登记”有问题2个，按每个扣0.5分，扣1分。"
    );
    assert_eq!(said(&format!("{items}以上情况每出现一例扣1分，扣完为止。")), "“①台账登记”有2例，按每例扣1分，扣2分。");
    assert_eq!(
        explained(&rule, counts([0, 0, 0]), subject("资产管理安全性", "")),
        "资产管理安全性：未发现扣分情形，计3分。"
    );
}

#[test]
fn failed_items_are_named_with_their_marks() {
    let rule = rule("①按规定内容公开，1分；②按规定时限公开，0.5分；③资料真实，0.5分。", dec!(2));
    let answers = |answers: [Answer; 3]| Facts::Checks(answers.to_vec());
    assert_eq!(
        explained(&rule, answers([Answer::Yes, Answer::No, Answer::Marks(Points(dec!(0.2)))]), subject("公开性", "")),
        "“②按规定时限公开”不符合要求，扣0.5分；“③资料真实”得0.2分，扣0.3分。共扣0.8分。"
    );
    assert_eq!(explained(&rule, answers([Answer::Yes; 3]), subject("公开性", "")), "公开性各项均符合要求，计2分。");
}

#[test]
fn proportions_and_judgements_show_the_marks() {
    let rule_of_proportion = rule("得分＝预算执行率×10分，最高10分。", dec!(10));
    assert_eq!(
        explained(&rule_of_proportion, percent(dec!(95.88)), subject("预算执行率", "")),
        "预算执行率＝95.88%，按比例计算得10×95.88%＝9.588分，四舍五入为9.59分，扣0.41分。"
    );
    let judged = rule("细化为相应的个性化指标。", dec!(5));
    let about = Subject { indicator: "社会效益", calculation: "", remark: "未提供佐证材料" };
    assert_eq!(
        explained(&judged, Facts::Judgement(Points(dec!(4))), about),
        "评定得分4分，扣1分。说明：未提供佐证材料。"
    );
}

#[test]
fn a_figure_just_short_of_a_step_is_not_printed_as_reaching_it_on_either_side() {
    let rule = rule("等于100%得5分，每相差5%扣1分。", dec!(5));
    let conventions = Conventions::default();
    for (number, printed) in [(dec!(104.999), "104.999%"), (dec!(95.001), "95.001%")] {
        let subject = Subject { indicator: "执行率", calculation: "", remark: "" };
        let told = rule.explain(&Facts::Value(Exact::percent(number)), &subject, &conventions).unwrap();
        assert!(told.contains(printed) && told.contains("计5分"), "{told}");
    }
}

#[test]
fn one_item_is_told_as_one() {
    let subject = Subject { indicator: "管理制度", calculation: "", remark: "" };
    let full = |text: &str| {
        let rule = rule(text, dec!(5));
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
        let rule = rule(text, dec!(5));
        rule.explain(&Facts::Value(Exact::percent(at)), &subject, &Conventions::default()).unwrap()
    };
    let limited = "≤100%，计5分；每超过1%扣1分，最多扣3分。";
    assert!(!reason(limited, dec!(103)).contains("应扣"), "{}", reason(limited, dec!(103)));
    assert!(reason(limited, dec!(104)).contains("应扣4分，最多扣3分"));
    let plain = "≤100%，计5分；每超过1%扣1分，扣完为止。";
    assert!(!reason(plain, dec!(105)).contains("应扣"), "{}", reason(plain, dec!(105)));
    assert!(reason(plain, dec!(106)).contains("应扣6分，扣完为止"));
}
