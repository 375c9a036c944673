//! What must hold of every text whatever: no panic, marks within 0 and 分值, a read-back that means the same.

use jixiao::criterion::trial::try_text;
use jixiao::criterion::{Answer, Facts, Needs, Rule, Source, compile};
use jixiao::ground::convention::{Conventions, PartStep};
use jixiao::ground::quantity::{Exact, Points};
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

/// 1000, or as many as PROPTEST_CASES says.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1000)
}

/// Pieces of which texts are made: what official texts consist of, and what may stray into them.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "以100%为标准", "控制率", "“三公经费”", "≤", "≥", "＜", "＞", "=", "<=", "100%", "90%", "80%", "10%", "0", "5", "0.5", "1", "3", "95",
    "[90%,100%]", "或", "或者", "低于80%或超过100%", "[80%,90%)", "(80%,90%]", "80%-90%（含80%）", "（含90%）", "零", "绝对值", "内", "各2分", "每符合一个要点得1分", "得分=分值×完成率",
    "未完成的", "不符合一项", "未按时完成的，", "每项", "不在此区间", "完成率超过100%的按满分计", "分值5分",
    "（含）", "（不含）", "以上", "以下", "以内", "-", "至", "不超过", "低于", "达到", "不低于", "超过", "等于", "未达到", "大于", "且",
    "计5分", "得5分", "计满分", "不得分", "计3分", "5分", "3分", "2分", "计0分", "得4分", "满分", "不扣分",
    "每超过", "每低于", "每减少", "每相差", "每", "一个百分点", "1个百分点", "5%", "5个工作日", "1天", "扣0.5分", "扣1分", "扣", "扣2分",
    "每出现一例", "不符合要求的", "每个问题", "每发生一起", "以上情况", "扣完为止", "最多扣3分", "扣满5分为止", "直至扣完",
    "①", "②", "③", "1.", "2.", "(1)", "一是", "制度健全", "执行有效", "制度健全，2分", "②执行有效，3分", "每项1分", "否则不得分", "其他情况",
    "无结余", "有结余", "但不超过上年结转", "结余超过上年结转", "得分＝完成率×5分", "按完成比例计算得分", "满分为止", "最高5分",
    "没有该项目的部门按满分计算", "不足一个百分点的不扣", "酌情扣分", "个性化指标", "由评审人员评定", "规定时间", "按时报送", "除外",
    "，", "；", "。", "：", "、", "\n", " ", "的", "的，", "％", "1OO%", "−", "百分之九十", "十", "x", "Q", "W", "‰", "（", "）", "加1分",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..14).prop_map(|pieces| pieces.concat());
    prop_oneof![6 => pieces, 1 => any::<String>(), 1 => "[0-9一二三①②%≤≥<>=，；。分扣计得每超过低于以上下含（）]{0,40}"]
}

/// Texts of the official manner, so that most of them compile.
fn official() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(
        &[
            "以100%为标准。",
            "控制率≤100%，计5分；",
            "≥90%，计5分；",
            "95%（含）以上计5分；",
            "85%（含）-95%，计3分；",
            "80%（含）-90%，计4分；",
            "75%（含）-85%，计1分；",
            "低于80%不得分；",
            "低于75%计0分。",
            "等于100%的，得5分；",
            "100%计满分，",
            "每超过一个百分点扣0.5分，",
            "每低于5%扣2分，",
            "每减少一个百分点，扣0.2分，",
            "与计划每相差4%，扣1分，",
            "扣完为止。",
            "最多扣3分。",
            "①制度健全，2分；",
            "②执行有效，3分；",
            "①制度健全；",
            "②执行有效。",
            "以上情况每出现一例不符合要求的扣1分，",
            "每发生一起有效投诉扣0.5分，",
            "每个问题扣0.02分，",
            "按时报送得5分；",
            "每超过规定5个工作日扣0.5分，",
            "每逾期一天扣1分，",
            "无结余，5分；",
            "有结余，但不超过上年结转，2分；",
            "结余超过上年结转，不得分。",
            "预算调整率=0，计5分；",
            "0-10%（含），计2分；",
            "大于10%不得分。",
            "得分=预算执行率×5分，",
            "最高5分。",
            "按完成比例计算得分，",
            "满分为止。",
            "没有该项目的部门按满分计算。",
            "不足一个百分点的按比例扣。",
            "否则不得分。",
            "其他情况不得分。",
            "≥-5%，计5分；",
            "＜-5%，计1分；",
            "低于60%不得分。",
            "超过110%的不得分。",
            "超过100%不扣分，",
            "85%以下不得分。",
            "≤3天，计5分；",
            "每超过1天扣1分，",
            "超过100%的，每超过1个百分点扣1分，",
            "变动率＞0，每超过一个百分点扣0.5分，",
            "变动率≤0，计5分；",
            "扣满3分为止。",
            "满分5分。",
            "每项2.5分。",
            "规定时间内报送的得5分，",
            "未在规定时间内报送的计0分。",
            "细化为个性化指标。",
            "由专家评分。",
            "酌情扣分。",
            "存在截留、挪用等情况的，每起扣1分，",
            "标准值为100%，",
            "每低1个百分点扣0.5分，",
            "（扣完为止）",
            "≤100%不扣分，",
            "[90%,100%]得5分；",
            "低于80%或高于100%的不得分；",
            "80%（含）-90%或110%-120%（含）得3分；",
            "90%-110%（均含）得5分；",
            "[80%,90%)得3分；",
            "80%-90%（含80%）得3分；",
            "大于零不得分。",
            "得分=分值×完成率，",
            "完成率超过100%的按满分计。",
            "未按时完成的，每项扣1分，",
            "①健全；②执行，每项2.5分。",
            "每出现2例扣1分，",
            "不足2例的不扣分；",
            "≥95%，计5分；",
            "低于95%的，得分＝执行率÷95%×5分；",
            "低于95%的，得分＝执行率×5分，",
            "低于60%的，不得分；",
            "预算调整率≤5%，计5分；",
            "预算调整率绝对值≤5%，计5分；",
            "调整率＞5%，不得分；",
            "数值为负的，按绝对值计；",
            "无结余，5分；有结余，但不超过上年结转的10%，2分；结余超过上年结转的10%，不得分；",
        ][..],
    );
    prop::collection::vec(sentence, 1..5).prop_map(|sentences| sentences.concat())
}

fn compiled(text: &str, full: Decimal) -> Option<Rule> {
    compile(&Source { indicator: "", text, full_marks: Points(full) }).rule
}

fn facts(rule: &Rule, number: Decimal) -> Facts {
    let value = Exact::percent(number);
    match rule.needs() {
        Needs::Measure => Facts::Value(value),
        Needs::Against(_) => Facts::Against(value, Exact::ONE),
        Needs::Cases(items) => Facts::Counts(vec![number.abs().trunc(); items.len()]),
        Needs::Checks(items) => {
            Facts::Checks(vec![if number > dec!(50) { Answer::Yes } else { Answer::No }; items.len()])
        }
        Needs::Judgement => Facts::Judgement(Points(dec!(1))),
        Needs::Grade(words) => Facts::Grade(words.len() - 1),
    }
}

fn conventions() -> impl Strategy<Value = Conventions> {
    let parts = prop::sample::select(&[PartStep::Ignore, PartStep::Proportional, PartStep::Whole][..]);
    (parts, any::<bool>()).prop_map(|(part_step, absolute_adjustment)| Conventions {
        part_step,
        absolute_adjustment,
        ..Conventions::default()
    })
}

fn number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (-20000i64..30000).prop_map(|n| Decimal::new(n, 2)),
        (-200i64..300).prop_map(Decimal::from),
        any::<i64>().prop_map(|n| Decimal::new(n, 4)),
    ]
}

fn same_after_read_back(rule: &Rule, full: Decimal) -> Result<(), TestCaseError> {
    let read_back = rule.read_back();
    let again = compile(&Source { indicator: "", text: &read_back, full_marks: Points(full) });
    prop_assert_eq!(again.rule.as_ref(), Some(rule), "{} {:?}", read_back, again.faults);
    Ok(())
}

fn within_bounds(rule: &Rule, number: Decimal, conventions: &Conventions) -> Result<(), TestCaseError> {
    if let Ok(marks) = rule.score(&facts(rule, number), conventions) {
        prop_assert!(marks >= Exact::ZERO && marks <= rule.full_marks().exact());
        let subject = jixiao::criterion::Subject { indicator: "指标", calculation: "1÷2", remark: "" };
        let told = rule.explain(&facts(rule, number), &subject, conventions).unwrap();
        prop_assert!(told.ends_with('。') && !told.contains("，，") && !told.contains("。。"), "{}", told);
    }
    for example in rule.examples(conventions) {
        prop_assert!(example.marks.is_none_or(|marks| marks >= Points::ZERO && marks <= rule.full_marks()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn any_text_is_a_rule_or_a_refusal_and_never_a_panic(text in text(), n in number(), conventions in conventions()) {
        let trial = try_text(&text, Points(dec!(5)), "100;3;是,否;1,2;不适用;；", &conventions);
        prop_assert!(["rule", "judged", "refused"].contains(&trial.outcome));
        let length = text.chars().count();
        for finding in &trial.findings {
            prop_assert!(finding.span[0] <= finding.span[1] && finding.span[1] <= length);
            jixiao::criterion::underline::underline(&text, &(finding.span[0]..finding.span[1]));
        }
        prop_assert!(trial.outcome != "refused" || !trial.findings.is_empty());
        if let Some(rule) = compiled(&text, dec!(5)) {
            within_bounds(&rule, n, &conventions)?;
            same_after_read_back(&rule, dec!(5))?;
        }
    }

    #[test]
    fn official_sentences_in_any_order_keep_their_meaning(text in official(), n in number(), conventions in conventions()) {
        if let Some(rule) = compiled(&text, dec!(5)) {
            within_bounds(&rule, n, &conventions)?;
            same_after_read_back(&rule, dec!(5))?;
        }
    }

    #[test]
    fn more_excess_never_earns_more(
        base in 0u32..200, step in 1u32..20, cost in 1u32..500, down in any::<bool>(), x in number(), y in number(),
        conventions in conventions(),
    ) {
        let (sign, verb) = if down { ("≥", "低于") } else { ("≤", "超过") };
        let cost = Decimal::new(cost.into(), 2);
        let text = format!("{sign}{base}%，计5分；每{verb}{step}个百分点扣{cost}分，扣完为止。");
        let rule = compiled(&text, dec!(5)).expect("the text is plain");
        let marks = |n| rule.score(&facts(&rule, n), &conventions);
        if let (Ok(low), Ok(high)) = (marks(x.min(y)), marks(x.max(y))) {
            prop_assert!(if down { low <= high } else { low >= high }, "{}", text);
        }
        same_after_read_back(&rule, dec!(5))?;
    }

    #[test]
    fn ordered_bands_give_ordered_marks_and_leave_nothing_out(
        edges in prop::collection::btree_set(1u32..200, 1..6), closed_below in any::<bool>(), x in number(), y in number(),
    ) {
        let edges: Vec<u32> = edges.into_iter().rev().collect();
        let (first, last) = (edges[0], edges[edges.len() - 1]);
        let mut text = if closed_below { format!("≥{first}%，计9分") } else { format!("大于{first}%，计9分") };
        for (index, pair) in edges.windows(2).enumerate() {
            let band = if closed_below { format!("{}%（含）-{}%", pair[1], pair[0]) } else { format!("{}%-{}%（含）", pair[1], pair[0]) };
            text += &format!("；{band}，计{}分", 8 - index);
        }
        text += &if closed_below { format!("；低于{last}%不得分。") } else { format!("；{last}%（含）以下不得分。") };
        let rule = compiled(&text, dec!(9)).expect("the text is plain");
        let marks = |n| rule.score(&Facts::Value(Exact::percent(n)), &Conventions::default());
        prop_assert!(marks(x.min(y)).unwrap() <= marks(x.max(y)).unwrap());
        same_after_read_back(&rule, dec!(9))?;
    }
}
