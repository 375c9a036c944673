//! Every row of wordings.jsonl: the marks at each boundary, the refusals with the words at fault, the judged ones.

use jixiao::criterion::trial::try_text;
use jixiao::criterion::{Compilation, KINDS, Source, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;
use rust_decimal::Decimal;
use serde_json::Value;
use std::str::FromStr;

fn rows() -> Vec<Value> {
    include_str!("wordings.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text_of<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or("")
}

fn points_of(row: &Value) -> Points {
    Points(Decimal::from_str(&row["points"].to_string()).unwrap())
}

fn compiled(row: &Value) -> Compilation {
    compile(&Source { indicator: text_of(row, "indicator"), text: text_of(row, "text"), full_marks: points_of(row) })
}

/// The value of an expectation as it is typed: 是,否 for a list.
fn typed(value: &Value) -> String {
    match value {
        Value::Array(answers) => answers.iter().map(|a| a.as_str().unwrap()).collect::<Vec<_>>().join(","),
        other => other.as_str().unwrap().to_string(),
    }
}

#[test]
fn every_wording_gives_the_marks_it_must_give() {
    let mut wrong = Vec::new();
    for row in rows() {
        let Some(expected) = row["expect"].as_array() else { continue };
        for pair in expected {
            let value = typed(&pair[0]);
            let trial = try_text(text_of(&row, "text"), points_of(&row), &value, &Conventions::default());
            let marks = Decimal::from_str(&pair[1].to_string()).unwrap().normalize().to_string();
            if trial.kind != row["kind"].as_str() || trial.tries[0].marks.as_ref() != Some(&marks) {
                wrong.push(format!("{} {value}: expected {marks}, {:?} {:?}", row["id"], trial.tries, trial.findings));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Code and words at fault of each text that must be refused.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("A19", "R02", "在职人员控制率100%"),
    ("A20", "R05", "90-100%：3分；70-90%"),
    ("A20", "R05", "100%：5分；90-100%"),
    ("A21", "R03", "≤10%，计3分；15-20%"),
    ("A24", "R06", "计6分"),
];

#[test]
fn every_doubtful_wording_is_refused_at_the_words_in_doubt() {
    for row in rows() {
        if row["refuse"].is_null() {
            continue;
        }
        let trial = try_text(text_of(&row, "text"), points_of(&row), "100", &Conventions::default());
        assert_eq!(trial.outcome, "refused", "{}", row["id"]);
        let found: Vec<_> =
            trial.findings.iter().map(|f| (row["id"].as_str().unwrap(), f.code, f.words.as_str())).collect();
        let expected: Vec<_> = REFUSALS.iter().copied().filter(|refusal| refusal.0 == row["id"]).collect();
        assert!(!expected.is_empty(), "{} has no expectation", row["id"]);
        for refusal in expected {
            assert!(found.contains(&refusal), "{}: {:#?}", row["id"], trial.findings);
        }
    }
}

#[test]
fn what_is_left_to_a_person_is_judged() {
    for row in rows() {
        if row["judged"] == true {
            let compilation = compiled(&row);
            assert!(
                compilation.rule.is_some_and(|rule| rule.kind().id == "judged"),
                "{}: {:?}",
                row["id"],
                compilation.faults
            );
        }
    }
}

#[test]
fn a_silent_text_is_read_with_a_remark_that_the_read_back_repeats() {
    for row in rows() {
        let warned = !row["warn"].is_null();
        let compilation = compiled(&row);
        let remarked = compilation.faults.iter().any(|fault| fault.code.info().id == "R12");
        assert_eq!(remarked, warned, "{}: {:?}", row["id"], compilation.faults);
        if warned {
            let read_back = compilation.rule.unwrap().read_back();
            assert!(read_back.contains("超过100%的未作规定，按不扣分理解"), "{read_back}");
        }
    }
}

#[test]
fn a_read_back_is_understood_as_the_same_rule() {
    for row in &rows() {
        let Some(rule) = compiled(row).rule else { continue };
        let read_back = rule.read_back();
        let again =
            compile(&Source { indicator: text_of(row, "indicator"), text: &read_back, full_marks: points_of(row) });
        assert_eq!(again.rule.as_ref(), Some(&rule), "{}\n{read_back}\n{:#?}", text_of(row, "text"), again.faults);
    }
}

#[test]
fn the_sample_of_each_kind_is_of_that_kind() {
    for kind in KINDS {
        let full_marks = Points(kind.sample_marks.into());
        let rule = compile(&Source { indicator: "", text: kind.sample, full_marks }).rule.unwrap();
        assert_eq!(rule.kind().id, kind.id);
    }
}
