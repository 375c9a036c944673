//! 计算公式 as offices write them: evidence/formulas.jsonl, and more of each kind.

use jixiao::ground::expression::NoValue;
use jixiao::ground::{Exact, Expression, Finding};
use jixiao::scheme::Scheme;
use jixiao::scheme::measure::parse;
use jixiao::scheme::system_sheet::parse_system;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::scheme::units::unit_in;
use rust_decimal::Decimal;
use serde_json::Value;
use std::str::FromStr;

fn rows() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/criterion/evidence/formulas.jsonl");
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

/// A table of one indicator.
fn table(text: &str, formula: &str) -> Result<(Scheme, Vec<Finding>), Vec<Finding>> {
    let rows = format!("指标名称\t分值\t评分标准\t计算公式\n预算执行率\t5\t{text}\t{formula}\n");
    let system = parse_system(&grid_of_text(&rows)).unwrap().0;
    let (rules, findings) = jixiao::scheme::compile::compile(&system)?;
    Ok((Scheme::new(system, rules, Default::default(), Vec::new()), findings))
}

#[test]
fn every_formula_of_the_evidence_is_read_or_refused_as_it_says() {
    let mut wrong = Vec::new();
    for row in rows() {
        let id = text(&row, "id");
        let read = match text(&row, "text") {
            "" => parse(text(&row, "formula")),
            words => table(words, text(&row, "formula"))
                .map(|(scheme, _)| scheme.rules[0].measure.clone().unwrap())
                .map_err(|faults| format!("{faults:#?}")),
        };
        let may_refuse = row.get("refuse").is_some() || row.get("or_refuse").is_some();
        match read {
            Err(_) if may_refuse => {}
            Err(fault) => wrong.push(format!("{id}: {fault}")),
            Ok(_) if row.get("variables").is_none() && row.get("or_understood").is_none() => {
                wrong.push(format!("{id}: read, though {}", text(&row, "refuse")));
            }
            Ok(formula) => wrong.extend(differences(&row, &formula).map(|what| format!("{id}: {what}"))),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is read otherwise than the row says.
fn differences(row: &Value, formula: &Expression) -> Option<String> {
    let understood = &row["or_understood"];
    let (names, tries) = match row["variables"].as_array() {
        Some(variables) => (variables.iter().map(|one| text(one, "name")).collect::<Vec<_>>(), &row["tries"]),
        None => (understood[0].as_array()?.iter().filter_map(Value::as_str).collect(), &understood[1]),
    };
    if formula.variables() != names {
        return Some(format!("{:?}", formula.variables()));
    }
    let uses = format!("{}\n{}", text(row, "formula"), text(row, "text"));
    for variable in row["variables"].as_array().into_iter().flatten() {
        let (name, unit) = (text(variable, "name"), text(variable, "unit"));
        if unit_in(&uses, name) != unit {
            return Some(format!("{name} in “{}”, not “{unit}”", unit_in(&uses, name)));
        }
    }
    tries.as_array()?.iter().find_map(|tried| {
        let percent = |name: &&str| unit_in(text(row, "formula"), name) == "%";
        let figures = tried[0].as_array()?.iter().map(figure).zip(&names);
        let figures: Vec<Exact> = figures
            .map(|(figure, name)| if percent(name) { figure.over(Exact::whole(100)).unwrap() } else { figure })
            .collect();
        let value = formula.evaluate(&|name| names.iter().position(|other| *other == name).map(|at| figures[at]));
        let (got, want) = match (value, tried[1].as_str()) {
            (Err(NoValue::ZeroBase(_)), Some("基数为零")) => return None,
            (Ok(value), None) if text(row, "measure") == "%" => (value.times(Exact::whole(100))?, figure(&tried[1])),
            (Ok(value), None) => (value, figure(&tried[1])),
            (other, _) => return Some(format!("{other:?}")),
        };
        let near = got.minus(want)?.abs() < Exact::from_decimal(Decimal::new(1, 5));
        (!near).then(|| format!("{got:?} for {tried}"))
    })
}

fn figure(value: &Value) -> Exact {
    Exact::from_decimal(Decimal::from_str(&value.to_string()).unwrap())
}

#[test]
fn a_formula_may_name_its_measure_and_end_in_a_full_stop() {
    for formula in [
        "预算执行率＝实际支出÷预算数×100%",
        "预算执行率=（实际支出/预算数）×100%。",
        "“预算执行率” = 实际支出 ÷ 预算数 × 百分之百；",
        "预算执行率（%）＝实际支出（元）÷预算数（元）×100%",
    ] {
        assert_eq!(parse(formula).unwrap().variables(), ["实际支出", "预算数"], "{formula}");
    }
}

#[test]
fn what_is_no_formula_of_figures_is_refused_with_its_reason() {
    for (formula, why) in [
        ("100%", "没有数据项"),
        ("5÷10×100%", "没有数据项"),
        ("0", "没有数据项"),
        ("（实有人数－实有人数）×0÷1×100%÷（甲－甲）", "总是0"),
        ("实有人数÷0×100%", "总是0"),
        ("实有人数÷（0）", "总是0"),
        ("甲÷（乙×0）", "总是0"),
        ("见指标说明", "不是算式"),
        ("详见附件", "不是算式"),
        ("由评审组审核", "不是算式"),
        ("/", "缺少"),
        ("甲÷乙=丙÷丁", "等号"),
        ("得分=完成率×15", "等号"),
        ("甲÷乙×100", "百分号"),
        ("执行率＝甲÷乙×100%，丙÷丁", "公式中不能有"),
    ] {
        let fault = parse(formula).unwrap_err();
        assert!(fault.contains(why), "{formula}: {fault}");
    }
}

const CRITERION: &str = "执行率≥95%得5分，每低1个百分点扣0.5分，扣完为止。";

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().filter(|finding| finding.code.info().id != "R12").map(|finding| finding.code.info().id).collect()
}

#[test]
fn a_definition_in_the_text_is_the_formula_where_the_column_is_blank() {
    let defined = format!("预算执行率＝实际支出数÷预算数×100%。{CRITERION}");
    let (scheme, findings) = table(&defined, "").unwrap();
    assert_eq!(scheme.system.indicators[0].formula.text, "实际支出数÷预算数×100%");
    assert_eq!(ids(&findings), ["R19"]);
    assert!(findings[0].message.found.contains("采用文字中的算式“实际支出数÷预算数×100%”"), "{findings:?}");
    let (_, findings) = table(&defined, "（实际支出数/预算数）*100%").unwrap();
    assert_eq!(ids(&findings), [""; 0]);
}

#[test]
fn two_formulas_that_differ_are_told_with_both() {
    for column in ["实际支出数÷调整预算数×100%", "预算数÷实际支出数×100%", "实际支出数÷预算数×100%－1"]
    {
        let faults = table(&format!("预算执行率＝实际支出数÷预算数×100%。{CRITERION}"), column).unwrap_err();
        assert_eq!(ids(&faults), ["R20"], "{column}");
        assert!(
            faults[0].message.found.contains(column) && faults[0].message.advice.contains("实际支出数÷预算数×100%")
        );
    }
}

#[test]
fn a_blank_formula_without_a_definition_is_told_with_a_way_out() {
    let faults = table(CRITERION, "").unwrap_err();
    assert_eq!(ids(&faults), ["R14"]);
    assert!(faults[0].message.advice.contains("填数据项名称“预算执行率”"));
}

#[test]
fn one_item_in_two_spellings_does_not_become_two_columns() {
    let rows = "指标名称\t分值\t评分标准\t计算公式\n\
        甲率\t50\t甲率≥90%，计50分；其他情况不得分。\t三公经费合计÷上年三公经费×100%\n\
        乙率\t50\t乙率≥90%，计50分；其他情况不得分。\t“三公经费”合计÷三公经费预算×100%\n";
    let system = parse_system(&grid_of_text(rows)).unwrap().0;
    let faults = Scheme::of_system(system).unwrap_err();
    assert_eq!(ids(&faults), ["R21"]);
    assert!(faults[0].message.found.contains("“三公经费”合计"), "{faults:?}");
}

/// The units of the columns of 部门数据 that a table of one indicator asks for.
fn columns(rows: &str) -> Vec<(String, String)> {
    let system = parse_system(&grid_of_text(rows)).unwrap().0;
    let scheme = Scheme::of_system(system).unwrap();
    scheme.columns.iter().map(|column| (column.label.clone(), column.unit.clone())).collect()
}

fn of(columns: &[(&str, &str)]) -> Vec<(String, String)> {
    columns.iter().map(|(label, unit)| (label.to_string(), unit.to_string())).collect()
}

#[test]
fn the_target_comes_from_its_column_and_the_value_is_of_its_indicator() {
    let rows = "指标名称\t目标值\t计量单位\t分值\t评分标准\t计算公式\n\
        培训人次\t≥500\t人次\t50\t完成率≥100%，计50分；其他情况不得分。\t实际完成值÷目标值×100%\n\
        论文（篇）\t20篇\t\t50\t完成率≥100%，计50分；其他情况不得分。\t实际完成值÷目标值×100%\n";
    assert_eq!(columns(rows), of(&[("培训人次实际完成值", "人次"), ("论文实际完成值", "篇")]));
    let without = rows.replace("≥500", "按计划");
    assert_eq!(
        columns(&without),
        of(&[("培训人次实际完成值", "人次"), ("培训人次目标值", "人次"), ("论文实际完成值", "篇")])
    );
    let system = parse_system(&grid_of_text(rows)).unwrap().0;
    let scheme = Scheme::of_system(system).unwrap();
    let value = |at: usize, done: i64| {
        scheme.rules[at].measure.as_ref().unwrap().evaluate(&|_| Some(Exact::whole(done))).unwrap()
    };
    assert_eq!(value(0, 500), Exact::ONE);
    assert_eq!(value(1, 10), Exact::whole(1).over(Exact::whole(2)).unwrap());
}

#[test]
fn a_value_of_another_unit_than_the_text_speaks_of_is_refused() {
    for (text, formula, why) in [
        ("≥90%，计5分；其他情况不得分。", "逾期天数", "天数"),
        ("≥90%，计5分；其他情况不得分。", "办结件数－受理件数", "件数"),
        ("每超过1天扣0.5分，扣完为止；不超过3天的，得5分。", "办结件数÷受理件数×100%", "按“天”计分"),
        ("≥90%，计5分；其他情况不得分。", "培训费（元）÷预算数（万元）×100%", "不能一起计算"),
        ("≥90%，计5分；其他情况不得分。", "（三公经费合计－培训费（元））÷三公经费合计×100%", "不能一起计算"),
    ] {
        let faults = table(text, formula).map(|_| ()).unwrap_err();
        let found: Vec<&str> = faults.iter().map(|fault| fault.message.found.as_str()).collect();
        assert!(found.iter().any(|found| found.contains(why)), "{formula}: {found:?}");
    }
    for formula in ["满意度", "甲比例－乙比例", "培训费（元）÷预算数（元）×100%", "实有人数÷人员编制"]
    {
        assert!(table("≥90%，计5分；其他情况不得分。", formula).is_ok(), "{formula}");
    }
}

#[test]
fn an_item_with_two_units_is_told() {
    let rows = "指标名称\t分值\t评分标准\t计算公式\n\
        甲率\t50\t甲率≥90%，计50分；其他情况不得分。\t培训费（元）÷会议费（元）×100%\n\
        乙率\t50\t乙率≥90%，计50分；其他情况不得分。\t培训费（万元）÷差旅费（万元）×100%\n";
    let system = parse_system(&grid_of_text(rows)).unwrap().0;
    let faults = Scheme::of_system(system).unwrap_err();
    assert_eq!(ids(&faults), ["R21"]);
    assert!(faults[0].message.found.contains("一处的单位是元，一处是万元"), "{faults:?}");
}

#[test]
fn a_faulty_formula_is_told_beside_a_text_that_is_refused() {
    let faults = table("覆盖率≥90%得5分；70%（含）-80%得3分；低于70%不得分。", "覆盖数÷0").unwrap_err();
    assert_eq!(ids(&faults), ["R03", "R13"]);
}

#[test]
fn a_text_of_done_against_target_takes_the_target_of_its_column_and_no_bare_value() {
    let text = "实际值达到目标值得满分，未达到的按实际值÷目标值×分值计分。";
    let rows = |target: &str, formula: &str| {
        format!("指标名称\t目标值\t分值\t评分标准\t计算公式\n学员满意度（%）\t{target}\t40\t{text}\t{formula}\n")
    };
    let compiled = |target: &str, formula: &str| {
        let system = parse_system(&grid_of_text(&rows(target, formula))).unwrap().0;
        jixiao::scheme::compile::compile(&system)
    };
    let (rules, findings) = compiled("90%", "").unwrap();
    assert!(ids(&findings).contains(&"R19"), "{findings:?}");
    let value = |done: i64| {
        rules[0].measure.as_ref().unwrap().evaluate(&|_| Exact::whole(done).over(Exact::whole(100))).unwrap()
    };
    assert_eq!(value(90), Exact::ONE);
    assert_eq!(value(45), Exact::ONE.over(Exact::whole(2)).unwrap());
    assert_eq!(columns(&rows("90%", "")), of(&[("学员满意度实际完成值", "%")]));
    // 90% of satisfaction is not 90% of the target
    for (target, formula, id) in [("90%", "学员满意度", "R13"), ("", "", "R14"), ("持续提高", "", "R14")] {
        assert_eq!(ids(&compiled(target, formula).map(|_| ()).unwrap_err()), [id], "{target} {formula}");
    }
}
