//! The examples of a rule: the values at which the marks change.

use jixiao::criterion::{Rule, Source, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;

fn rule(text: &str) -> Rule {
    compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap()
}

/// Values and marks of the examples: `89%→0 90%→5`.
fn examples(text: &str) -> String {
    let examples = rule(text).examples(&Conventions::default());
    let shown = examples.iter().map(|one| format!("{}→{}", one.value, one.marks.unwrap()));
    shown.collect::<Vec<_>>().join(" ")
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
