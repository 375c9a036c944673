//! How rules that are understood are read back, shown by examples and explained, as readings.tsv pins it.

use jixiao::criterion::{Facts, Needs, Rule, Source, Subject, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::Decimal;

fn rule(text: &str) -> Rule {
    compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap_or_else(|| panic!("{text}"))
}

fn examples(rule: &Rule) -> String {
    let shown = rule.examples(&Conventions::default()).into_iter().map(|one| {
        let marks = one.marks.map_or("待核".to_string(), |marks| marks.to_string());
        format!("{}→{marks}", one.value)
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// The facts written as a percentage, as counts or as two amounts.
fn facts(rule: &Rule, written: &str) -> Facts {
    let numbers: Vec<Decimal> = written.split(',').map(|number| number.parse().unwrap()).collect();
    match rule.needs() {
        Needs::Measure if rule.unit() == Some(&jixiao::criterion::Unit::Percent) => {
            Facts::Value(Exact::percent(numbers[0]))
        }
        Needs::Measure => Facts::Value(Exact::from_decimal(numbers[0])),
        Needs::Against(_) => Facts::Against(Exact::from_decimal(numbers[0]), Exact::from_decimal(numbers[1])),
        Needs::Cases(_) => Facts::Counts(numbers),
        _ => panic!("{written}"),
    }
}

#[test]
fn each_rule_is_read_back_shown_and_explained_as_pinned() {
    let mut wrong = Vec::new();
    for line in include_str!("readings.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let rule = rule(cells[0]);
        let subject = Subject { indicator: "指标", calculation: "1÷2", remark: "" };
        let reason = rule.explain(&facts(&rule, cells[1]), &subject, &Conventions::default()).unwrap();
        let told = [rule.read_back(), examples(&rule), rule.conventions().join("、"), reason];
        if told != [cells[2], cells[3], cells[4], cells[5]] {
            wrong.push(format!("{}\t{}\t{}", cells[0], cells[1], told.join("\t")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
