//! Workbooks whose 评分表 is made of the wordings that provinces and cities use (wordings.jsonl, provinces.tsv, frames.tsv): every kind of rule, direction, size of step, kind of end and clause that they have.
//! The figures stand at the ends of the bands and steps, a hair beside them, and at nothing.

use crate::support::scored;
use jixiao::criterion;
use jixiao::criterion::{Needs, Part, Rule, Source, Unit};
use jixiao::evaluate::Evaluation;
use jixiao::ground::convention::{Conventions, SETTINGS};
use jixiao::ground::names::sheets;
use jixiao::ground::quantity::Points;
use jixiao::scheme::Scheme;
use jixiao::scheme::columns::ColumnKey;
use jixiao::scheme::compile::{Compiled, compile};
use jixiao::scheme::parameters::Parameters;
use jixiao::scheme::system_sheet::parse_system;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::submission::department_list::ListedDepartment;
use jixiao::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, template};
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet};
use rust_decimal::{Decimal, dec};
use std::str::FromStr;
use std::sync::LazyLock;
use xtask::random::Random;

/// Texts in one workbook.
const TEXTS: usize = 40;
/// Departments in one workbook.
const DEPARTMENTS: usize = 48;

/// 三级指标, 评分标准, 分值.
type Text = (String, String, String);

/// Faces that those wordings lack: what a text itself says of a part of a step.
const MORE: [&str; 3] = [
    "≤100%，计5分；每超过一个百分点扣0.5分；不足一个百分点的按一个百分点计算。",
    "≤100%，计5分；每超过一个百分点扣0.5分，不足1个百分点的按比例扣。",
    "≤100%，计5分；每超过一个百分点扣0.5分（不足一个百分点的不扣）。",
];

/// The texts that are understood.
fn texts() -> &'static [Text] {
    static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(understood);
    &TEXTS
}

fn understood() -> Vec<Text> {
    let wordings = include_str!("../criterion/wordings.jsonl").lines().map(|line| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let of = |key: &str| row[key].as_str().unwrap_or_default().to_string();
        (of("indicator"), of("text"), row["points"].to_string())
    });
    let lines = [
        include_str!("../criterion/provinces.tsv"),
        include_str!("../criterion/figures.tsv"),
        include_str!("../criterion/frames.tsv"),
    ];
    let provinces = lines.into_iter().flat_map(str::lines).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        (String::new(), cells[1].replace("\\n", "\n"), cells[0].to_string())
    });
    let more = MORE.iter().map(|text| (String::new(), text.to_string(), "5".to_string()));
    wordings.chain(more).chain(provinces).filter(stands_in_a_table).collect()
}

/// Whether a text is understood beside a formula of other names than its own.
fn stands_in_a_table(text: &Text) -> bool {
    let Some(_) = rule(text) else { return false };
    let (system, _) = parse_system(&grid_of_text(&table(std::slice::from_ref(text)))).unwrap();
    compile(&system).is_ok()
}

/// The texts of frames.tsv, which stand last: the first of their workbooks.
pub fn frames() -> usize {
    let all = texts();
    let first = include_str!("../criterion/frames.tsv").lines().next().unwrap().split('\t').nth(1).unwrap();
    all.iter().position(|(_, text, _)| text == first).unwrap() / TEXTS
}

fn rule((indicator, text, points): &Text) -> Option<Rule> {
    criterion::compile(&Source { indicator, text, full_marks: Points(Decimal::from_str(points).unwrap()) }).rule
}

/// Their rules.
pub fn rules() -> Vec<Rule> {
    texts().iter().filter_map(rule).collect()
}

/// How many workbooks hold all texts.
pub fn workbooks() -> usize {
    texts().len().div_ceil(TEXTS)
}

/// One of the workbooks, scored under some settings.
pub fn workbook(number: usize, settings: &[(&str, &str)]) -> Evaluation {
    let texts = texts();
    scored_table(&table(&texts[number * TEXTS..texts.len().min((number + 1) * TEXTS)]), settings, number as u64)
}

fn scored_table(table: &str, settings: &[(&str, &str)], seed: u64) -> Evaluation {
    let mut conventions = Conventions::default();
    for (name, value) in settings {
        assert!(SETTINGS.iter().any(|setting| setting.name == *name && setting.set(&mut conventions, value)));
    }
    let (system, _) = parse_system(&grid_of_text(table)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let (rules, _) = compile(&system).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let parameters = Parameters { year: "2024".into(), conventions, ..Parameters::default() };
    scored(&filled(&Scheme::new(system, rules, parameters, Vec::new()), seed))
}

/// 目标值 in a column: steps from it, bands of it, and what was done against it, either way round.
const TARGETS: &str = "一级指标\t二级指标\t三级指标\t目标值\t评分标准\t分值\t计算公式
产出\t数量\t培训人次\t60人次\t得分=实际完成值÷目标值×分值，满分为止。\t10\t
产出\t时效\t办理天数\t12.5天\t实际值不超过目标值得满分，超过的按目标值÷实际值×分值计分。\t10\t
产出\t质量\t合格率\t60%\t达到目标值的得满分，每低于目标值1个百分点扣0.5分。\t10\t合格率
产出\t成本\t成本数\t≤12.5万元\t不超过目标值的得10分，超过目标值的，每超过1万元扣0.2分。\t10\t成本数
效益\t效益\t服务户数\t60户\t达到目标值得满分，未达到目标值不得分。\t60\t服务户数";

/// A workbook of rules that speak of a 目标值 in a column.
pub fn targets(settings: &[(&str, &str)]) -> Evaluation {
    scored_table(TARGETS, settings, 7)
}

/// 评分表 as text, with a 计算公式 for each text that needs one.
fn table(texts: &[Text]) -> String {
    let mut table = String::from("一级指标\t二级指标\t三级指标\t评分标准\t分值\t计算公式\n");
    for (at, one) in texts.iter().enumerate() {
        let ((indicator, text, points), rule) = (one, rule(one).unwrap());
        let formula = match (rule.needs(), rule.unit()) {
            (Needs::Measure, Some(Unit::Percent)) | (Needs::Measure, None) => {
                format!("{}÷{}×100%", above(at), base(at))
            }
            (Needs::Measure | Needs::Against(_), _) => above(at),
            _ => String::new(),
        };
        let name = if indicator.is_empty() { "指标".to_string() } else { indicator.clone() };
        table += &format!("产出\t{}类指标\t{name}\t{}\t{points}\t{formula}\n", ordinal(at), text.replace('\n', "\\n"));
    }
    table
}

/// A name for a number without digits: 甲子, 乙子, ….
fn ordinal(at: usize) -> String {
    let (stems, branches) = (["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"], ["子", "丑", "寅", "卯"]);
    format!("{}{}", stems[at % 10], branches[at / 10])
}

/// The 数据项 of a text; a 差额 may be negative.
fn above(at: usize) -> String {
    format!("差额{}数", ordinal(at))
}

fn base(at: usize) -> String {
    format!("基数{}", ordinal(at))
}

fn filled(scheme: &Scheme, seed: u64) -> Vec<Sheet> {
    let Scheme { system, rules, columns, .. } = scheme;
    let departments: Vec<ListedDepartment> =
        (1..=DEPARTMENTS).map(|at| ListedDepartment::new(format!("第{at}局"), "政府部门")).collect();
    let mut sheets = template(scheme, &departments);
    let data = sheets.iter_mut().find(|sheet| sheet.name == sheets::DATA).unwrap();
    let mut random = Random::new(seed);
    for at in 0..DEPARTMENTS {
        let figures = figures(rules, at, &mut random);
        for (col, column) in (DATA_FIRST_COLUMN..).zip(columns) {
            let text = match &column.key {
                ColumnKey::DataItem(item) => {
                    let found = figures.iter().find(|(name, _)| name == item).map(|(_, text)| text.clone());
                    found.unwrap_or_else(|| random.pick(&["60", "60", "0", "12.5"]).to_string())
                }
                ColumnKey::RuleItem { indicator, item } => match rules[*indicator].rule.part(*item) {
                    Part::Grade(words) => match random.below(words.len() + 3) {
                        0 => "不适用".to_string(),
                        1 => "很好".to_string(),
                        2 => String::new(),
                        at => words[at - 3].clone(),
                    },
                    Part::Event => random.pick(&["否", "否", "否", "否", "是", "是", "", "无此情况"]).to_string(),
                    Part::Check(_) => random.pick(&["是", "是", "是", "否", "不适用", "", "0.5"]).to_string(),
                    Part::Count => random.pick(&["0", "0", "1", "2", "5", "50", "无", "", "1.5"]).to_string(),
                },
                ColumnKey::Judged(indicator) => {
                    let full = system.indicators[*indicator].marks.0;
                    [full.to_string(), (full / dec!(4)).to_string(), "".into()][random.below(3)].clone()
                }
                ColumnKey::Remark(_) | ColumnKey::Share(_) => String::new(),
            };
            data.put(DATA_FIRST_ROW + at as u32, col, cell(&text));
        }
    }
    sheets
}

fn cell(text: &str) -> Cell {
    match Decimal::from_str(text) {
        Ok(number) => Cell::number(Role::Input, number, Format::General),
        Err(_) => Cell::text(Role::Input, text),
    }
}

/// The 数据项 of all measures for department number `at`.
fn figures(rules: &[Compiled], at: usize, random: &mut Random) -> Vec<(String, String)> {
    let mut figures = Vec::new();
    for (index, compiled) in rules.iter().enumerate() {
        let values = values(compiled);
        if values.is_empty() {
            continue;
        }
        // the last departments have nothing, 无, no base, and one figure of two
        let (left, base_text) = match DEPARTMENTS - at {
            1 => (String::new(), String::new()),
            2 => ("无".into(), "无".into()),
            3 => ("5".into(), "0".into()),
            4 => ("5".into(), String::new()),
            5 => ("无".into(), "5".into()),
            _ => {
                let value = values[(at + index) % values.len()];
                let base = Decimal::from_str(random.pick(&["100", "3.7", "1234.56", "0.07", "8"])).unwrap();
                let ratio =
                    compiled.measure.as_ref().is_some_and(|measure| !measure.divisors(&|_| "x".into()).is_empty());
                let left = if ratio { value * base } else { value };
                (left.normalize().to_string(), base.to_string())
            }
        };
        figures.extend([(above(index), left), (self::base(index), base_text)]);
    }
    figures
}

/// Where the marks of a rule change, as its examples have it, a hair before and a hair behind.
fn values(compiled: &Compiled) -> Vec<Decimal> {
    if compiled.measure.is_none() {
        return Vec::new();
    }
    let number = |text: &str| {
        let text = text.replace('−', "-");
        let digits: String = text
            .chars()
            .skip_while(|c| !c.is_ascii_digit() && *c != '-')
            .take_while(|c| c.is_ascii_digit() || ".-".contains(*c))
            .collect();
        let number = Decimal::from_str(&digits).ok()?;
        Some(if text.contains('%') { number / dec!(100) } else { number })
    };
    let examples = compiled.rule.examples(&Conventions::default());
    let at = examples.iter().filter_map(|example| number(&example.value));
    at.flat_map(|value| [value, value - dec!(0.0001), value + dec!(0.000001)]).collect()
}
