//! Every sentence of 扣分原因 gives the score by its own words: a reader who calculates with the figures in it arrives at
//! the 得分 and the 扣分 beside it, and where rounding bites the sentence says so.

use crate::proof::all_wordings;
use crate::support::book::{one, score};
use crate::support::{generated, sentence};
use jixiao::criterion::{Facts, Needs, Subject};
use jixiao::evaluate::Evaluation;
use jixiao::evaluate::scorecard::{Score, State};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

/// Rounded half away from zero; full marks stay full marks.
fn rounded(marks: Exact, full: Points, places: u32) -> Points {
    if marks >= full.exact() { full } else { marks.to_points(places).unwrap().min(full) }
}

/// What is wrong with a sentence about `kept` of `full` marks.
fn fault(text: &str, kept: Points, full: Points, places: u32) -> Option<String> {
    let Some(marks) = sentence::marks(text, full.exact()) else { return Some("it calculates nothing".into()) };
    let marks = stated(text).filter(|stated| is_near(*stated, marks)).unwrap_or(marks);
    let told = rounded(marks, full, places);
    let says = |words: String| text.contains(&words);
    let bites = kept.exact() != marks;
    match () {
        () if told != kept => Some(format!("it comes to {told} ({marks:?}), not {kept}")),
        () if bites && !says(format!("四舍五入为{kept}分")) => Some("the rounding is not stated".into()),
        () if !bites && says("四舍五入".into()) => Some("it states a rounding that there is not".into()),
        () if kept < full && !says(format!("扣{}分", full - kept)) => Some("the loss is not stated".into()),
        () if says(format!("扣{0}分，共扣{0}分", full - kept)) => Some("the loss is stated twice".into()),
        () => opening(text),
    }
}

/// The marks that a sentence states before it rounds them.
fn stated(text: &str) -> Option<Exact> {
    let before = text.split_once("分，四舍五入为")?.0;
    let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.')?;
    sentence::first_number(&before[start..])
}

/// Less apart than the last decimal of a figure without an end (43.333333333333%) makes.
fn is_near(one: Exact, other: Exact) -> bool {
    let apart = one.minus(other).map(Exact::abs);
    apart.is_some_and(|apart| apart < Exact::from_decimal(dec!(0.000000001)))
}

/// `X＝6.37÷5.50×100%＝115.82%`: the result must be that of the calculation, rounded as it is shown.
fn opening(text: &str) -> Option<String> {
    let first = text.split('，').next()?;
    let parts: Vec<&str> = first.split('＝').collect();
    let [_, calculation, result] = parts[..] else { return None };
    let exact = sentence::value(calculation)?;
    let shown = result.split('（').next()?;
    let places = shown.split_once('.').map_or(0, |(_, places)| places.trim_end_matches('%').len() as u32);
    let scale = if shown.ends_with('%') { Exact::whole(100) } else { Exact::ONE };
    let printed = sentence::value(shown)?.times(scale)?;
    let same = exact.times(scale)?.to_decimal(places).map(Exact::from_decimal) == Some(printed);
    (!same).then(|| format!("{calculation} is not {shown}"))
}

fn scored(score: &Score) -> Option<(Points, Points)> {
    let full = score.full.filter(|_| score.state == State::Scored && !score.reason.is_empty())?;
    // what is missing has no figures to calculate with
    (!score.reason.starts_with("缺少")).then_some((score.low, full))
}

fn check(evaluation: &Evaluation, what: &str) -> usize {
    let places = evaluation.scheme().conventions.score_places;
    let mut count = 0;
    for score in evaluation.cards.iter().flat_map(|card| &card.scores) {
        let Some((kept, full)) = scored(score) else { continue };
        count += 1;
        let fault = fault(&score.reason, kept, full, places);
        assert_eq!(fault, None, "{what}: {kept} of {full}: {}", score.reason);
    }
    count
}

#[test]
fn every_sentence_of_generated_departments_comes_to_its_score() {
    let mut count = 0;
    for (seed, places) in (0..).zip(["2", "0", "1", "3", "4"]) {
        for (more, part) in (0..).zip(["不扣", "按比例扣", "按一个百分点扣"]) {
            let applies = if more == 1 { ("不适用", "剔除后折算") } else { ("不适用", "计满分") };
            let book = generated::departments(60, 5100 + 3 * seed + more, 0);
            let book = book.setting("得分小数位", places).setting("不足一个百分点", part);
            let evaluation = book.setting("基数为零", "不适用").setting(applies.0, applies.1).evaluate();
            count += check(&evaluation, &format!("{places}, {part}"));
        }
    }
    assert!(count > 3000, "{count}");
}

/// Every wording of other places, at values around and between its bounds.
#[test]
fn every_sentence_of_the_wordings_comes_to_its_marks() {
    let mut count = 0;
    let subject = Subject { indicator: "", calculation: "", remark: "" };
    for (number, rule) in all_wordings::rules().iter().enumerate() {
        for places in [0, 2] {
            let conventions = Conventions { score_places: places, ..Conventions::default() };
            for facts in facts(&rule.needs()) {
                let Ok(marks) = rule.score(&facts, &conventions) else { continue };
                let kept = rounded(marks, rule.full_marks(), places);
                if marks >= rule.full_marks().exact() {
                    continue;
                }
                let text = rule.explain(&facts, &subject, &conventions).unwrap();
                let fault = fault(&text, kept, rule.full_marks(), places);
                assert_eq!(fault, None, "wording {number}, {places} places, {facts:?}: {text}\n{}", rule.read_back());
                count += 1;
            }
        }
    }
    assert!(count > 4_000, "{count}");
}

fn facts(needs: &Needs) -> Vec<Facts> {
    let numbers = [dec!(0), dec!(1), dec!(2), dec!(3), dec!(5), dec!(7), dec!(12)];
    let third = |number: Decimal| Exact::percent(number).over(Exact::whole(3)).unwrap();
    match needs {
        Needs::Measure => {
            let rates = (0..14).map(|at| third(Decimal::from(at * 61 % 431))).chain(numbers.map(Exact::from_decimal));
            rates.map(Facts::Value).collect()
        }
        Needs::Against(_) => {
            numbers.map(|number| Facts::Against(Exact::from_decimal(number), Exact::whole(3))).to_vec()
        }
        Needs::Cases(items) => {
            let counts =
                |number: Decimal| (0..items.len()).map(|at| if at % 2 == 0 { number } else { dec!(0) }).collect();
            numbers.into_iter().map(|number| Facts::Counts(counts(number))).collect()
        }
        Needs::Checks(items) => {
            use jixiao::criterion::Answer;
            let answers = |answer: Answer| Facts::Checks(vec![answer; items.len()]);
            vec![answers(Answer::No), answers(Answer::Marks(Points(dec!(0.125))))]
        }
        Needs::Judgement => vec![Facts::Judgement(Points(dec!(0.005))), Facts::Judgement(Points(dec!(1.185)))],
        Needs::Grade(words) => (0..words.len()).map(Facts::Grade).collect(),
    }
}

#[test]
fn where_rounding_bites_the_sentence_says_so() {
    // 17 ÷ 16 = 106.25%
    let book = one().data(0, "实有人数", "17").data(0, "人员编制", "16").setting("不足一个百分点", "按比例扣");
    let evaluation = book.evaluate();
    let reason = &score(&evaluation, 0, "财政供养人员控制率").reason;
    assert_eq!(
        &**reason,
        "财政供养人员控制率＝17÷16×100%＝106.25%，超过100%的标准6.25个百分点，按每超过一个百分点扣0.5分（不足一个百分点按比例扣）应扣3.125分，得分1.875分，四舍五入为1.88分，扣3.12分。"
    );
    let level3 = "建设湖南新增极目标任务完成情况";
    let evaluation = one().data(0, &format!("{level3}/评定得分"), "0.005").evaluate();
    assert_eq!(&*score(&evaluation, 0, level3).reason, "评定得分0.005分，四舍五入为0.01分，扣6.99分。");
    let cases = one().data(0, "实有人数", "25").setting("得分小数位", "0").evaluate();
    let reason = &score(&cases, 0, "财政供养人员控制率").reason;
    assert!(reason.ends_with("应扣12.5分，扣完为止，扣5分。"), "{reason}");
    let cases = one().data(0, "支付进度/例数", "5").setting("得分小数位", "0").evaluate();
    let reason = &score(&cases, 0, "支付进度").reason;
    assert!(reason.contains("5个，按每个扣0.5分应扣2.5分，得分0.5分，四舍五入为1分，扣2分"), "{reason}");
}

#[test]
fn an_item_that_is_not_met_cannot_be_read_as_met() {
    let level3 = "预决算信息公开性和完善性";
    let evaluation = one().data(0, &format!("{level3}/②"), "否").evaluate();
    let reason = score(&evaluation, 0, level3).reason.to_string();
    assert_eq!(reason, "“②按规定时限公开预决算信息”不符合要求，扣0.5分。");
    let evaluation = one().data(0, "资金使用合规性/②", "2").evaluate();
    let reason = score(&evaluation, 0, "资金使用合规性").reason.to_string();
    assert_eq!(reason, "资金使用合规性：“②资金拨付有完整的审批程序和手续”不符合要求2例，按每例扣1分，扣2分。");
}

#[test]
fn the_sentence_of_own_indicators_adds_up() {
    let level3 = "其他工作实绩指标完成情况";
    let book = || one().own_indicator(0, ["甲局", level3, "甲", "3", "9", "2", "按完成比例", "", ""]);
    let evaluation = book().own_indicator(1, ["甲局", level3, "乙", "1", "", "", "评定", "1", ""]).evaluate();
    assert_eq!(
        &*score(&evaluation, 0, level3).reason,
        "个性化指标“甲”完成值2÷目标值9×3分≈0.6667分，合计得分约1.6667分，四舍五入为1.67分，扣2.33分。"
    );
    let evaluation = one().own_indicator(0, ["甲局", level3, "甲", "4", "4", "3", "按完成比例", "", ""]).evaluate();
    assert_eq!(&*score(&evaluation, 0, level3).reason, "个性化指标“甲”完成值3÷目标值4×4分＝3分，扣1分。");
}
