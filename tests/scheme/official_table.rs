//! The official 附件3-1, as published: the built-in table is it word for word, and each text is of one kind.

use jixiao::criterion::{Compilation, Source, claims, compile};
use jixiao::ground::finding::Severity;
use jixiao::ground::quantity::Points;
use rust_decimal::Decimal;
use serde_json::Value;
use std::str::FromStr;

fn text_of<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or("")
}

fn points_of(row: &Value) -> Points {
    Points(Decimal::from_str(&row["points"].to_string()).unwrap())
}

fn compiled(row: &Value) -> Compilation {
    compile(&Source { indicator: text_of(row, "indicator"), text: text_of(row, "text"), full_marks: points_of(row) })
}

/// The official table as rows like those of wordings.jsonl; merged cells are filled.
fn official() -> Vec<Value> {
    let table = include_str!("fujian-3-1.tsv");
    let mut text = String::new();
    let mut rows = Vec::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells[5] != "(merged)" {
            text = cells[5].replace("\\n", "\n");
            if text.starts_with("(merged") {
                text = text.split_once(") ").unwrap().1.to_string();
            }
        }
        let points = match cells[6] {
            "15 (merged over three rows)" | "(merged)" => "5",
            points => points,
        };
        rows.push(serde_json::json!({
            "id": cells[4], "indicator": cells[4], "text": text, "points": serde_json::from_str::<Value>(points).unwrap(),
        }));
    }
    rows
}

#[test]
fn exactly_one_kind_claims_each_official_text() {
    let official = official();
    assert_eq!(official.len(), 25);
    for row in &official {
        let source =
            Source { indicator: text_of(row, "indicator"), text: text_of(row, "text"), full_marks: points_of(row) };
        let compilation = compile(&source);
        let kind = compilation.rule.as_ref().map(|rule| rule.kind().id);
        assert_eq!(claims(&source), Vec::from_iter(kind), "{}", row["id"]);
        assert!(compilation.rule.is_some(), "{}: {:#?}", row["id"], compilation.faults);
        let must = compilation.faults.iter().filter(|f| f.code.info().level.severity() == Severity::Must).count();
        assert_eq!(must, 0);
    }
}

#[test]
fn the_official_table_has_the_kinds_it_has() {
    let kinds: Vec<&str> = official().iter().map(|row| compiled(row).rule.unwrap().kind().name).collect();
    let count = |name: &str| kinds.iter().filter(|kind| **kind == name).count();
    assert_eq!(
        [6, 4, 3, 3, 0, 9],
        [
            count("逐点扣分"),
            count("分档计分"),
            count("按例扣分"),
            count("分项计分"),
            count("按比例计分"),
            count("人工评定")
        ]
    );
}

#[test]
fn the_built_in_table_is_the_official_one_word_for_word() {
    let system = jixiao::scheme::system_sheet::parse_system(&jixiao::scheme::system_sheet::built_in_grid()).unwrap().0;
    let table = include_str!("fujian-3-1.tsv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), system.indicators.len());
    let mut merged = String::new();
    for (row, indicator) in rows.iter().zip(&system.indicators) {
        let path = &indicator.path;
        assert_eq!([row[0], row[2], row[4]], [&*path.level1, &*path.level2, &*path.level3]);
        let text = row[5].replace("\\n", "\n");
        let first = text.strip_prefix("(merged over").and_then(|rest| rest.split_once(") ")).map(|(_, text)| text);
        match first {
            Some(text) => merged = text.to_string(),
            None if text != "(merged)" => merged = text,
            None => (),
        }
        assert_eq!(indicator.criterion.text, merged.trim(), "{path}");
        if let Ok(marks) = row[6].parse::<rust_decimal::Decimal>() {
            assert_eq!(indicator.marks.0, marks, "{path}");
        }
    }
    assert_eq!(system.total_marks(), Points(Decimal::ONE_HUNDRED));
    // one criterion serves the six rows of duties and one 分值 the three effects
    let duties: Vec<_> = system.indicators.iter().filter(|i| i.path.level2 == "职责履行").collect();
    assert_eq!(duties.len(), 6);
    assert!(duties.iter().all(|i| i.criterion == duties[0].criterion && i.group.is_none()));
    assert_eq!(system.groups.len(), 1);
    let names: Vec<_> = system.groups[0].members.iter().map(|i| &system.indicators[*i].path.level3).collect();
    assert_eq!(names, ["经济效益", "社会效益", "生态效益"]);
}

#[test]
fn a_read_back_of_an_official_text_is_understood_as_the_same_rule() {
    for row in &official() {
        let Some(rule) = compiled(row).rule else { continue };
        let read_back = rule.read_back();
        let again =
            compile(&Source { indicator: text_of(row, "indicator"), text: &read_back, full_marks: points_of(row) });
        assert_eq!(again.rule.as_ref(), Some(&rule), "{}\n{read_back}\n{:#?}", text_of(row, "text"), again.faults);
    }
}
