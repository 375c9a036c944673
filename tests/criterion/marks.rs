//! The marks that facts give, and the marks that a text may state.

use crate::support::wording::{told, tried};
use jixiao::criterion::{Facts, Rule, Source, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::{Exact, Points};

fn rule(text: &str) -> Rule {
    compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap()
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
fn more_cases_than_any_department_has_are_not_scored() {
    assert_eq!(told("每出现一例扣1分。", "1000000000;1000000001"), "per_case 0;-");
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
fn an_answer_outside_its_item_is_no_answer() {
    assert_eq!(told("①甲，2分；②乙，3分。", "9,是;是,-1;2,3;是"), "checklist -;-;5;-");
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
