//! 读法: how a workbook's 评分标准 are understood, without its data: text, JSON and a sheet to circulate.

use crate::criterion::Example;
use crate::criterion::underline::underline;
use crate::evaluate::Refusal;
use crate::ground::convention::Conventions;
use crate::ground::finding::Severity;
use crate::ground::names::sheets;
use crate::ground::quantity::Points;
use crate::result::json::{FindingView, findings, sorted};
use crate::result::table::Table;
use crate::result::{count_cell, examples_text};
use crate::scheme::compile::{Understanding, understand};
use crate::scheme::indicators::{Indicator, IndicatorSystem};
use crate::scheme::{parameters, system_of};
use crate::workbook::read::{Book, sheet};
use crate::workbook::sheet::{Cell, Role, Sheet, Tint};
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;

/// The row of the headings of the sheet.
const HEADER: u32 = 2;

/// A 评分表 with the reading of each row.
pub struct ReadBack {
    /// The table.
    pub system: IndicatorSystem,
    /// 口径 in force.
    pub conventions: Conventions,
    /// One for each indicator.
    pub understandings: Vec<Understanding>,
}

/// Reads 评分表 and 参数 only.
///
/// # Errors
/// Faults of structure in either; a text that is refused is no error here.
pub fn read_back(book: &Book) -> Result<ReadBack, Refusal> {
    let system = system_of(book)?;
    let grid = sheet(book, sheets::PARAMETERS);
    let conventions = parameters::parse_parameters(grid)?.0.conventions;
    let understandings = system.indicators.iter().map(understand).collect();
    Ok(ReadBack { system, conventions, understandings })
}

/// What is said of one indicator.
struct Words {
    kind: &'static str,
    understood: String,
    conventions: Vec<&'static str>,
    examples: String,
}

impl ReadBack {
    /// Whether a text is refused.
    pub fn refuses(&self) -> bool {
        self.understandings.iter().any(|understanding| understanding.compiled.is_none())
    }

    fn rows(&self) -> impl Iterator<Item = (&Indicator, &Understanding)> {
        self.system.indicators.iter().zip(&self.understandings)
    }

    fn words(&self, understanding: &Understanding) -> Option<Words> {
        let rule = &understanding.compiled.as_ref()?.rule;
        Some(Words {
            kind: rule.kind().name,
            understood: rule.read_back(),
            conventions: rule.conventions(),
            examples: examples_text(&rule.examples(&self.conventions)),
        })
    }

    /// 分值 as shown: shared ones say so.
    fn marks(&self, indicator: &Indicator) -> String {
        let shared = if indicator.group.is_some() { "几项共" } else { "" };
        format!("{shared}{}分", indicator.marks)
    }

    /// For the terminal; what is refused has its characters underlined.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (number, (indicator, understanding)) in (1..).zip(self.rows()) {
            let place = &indicator.criterion.place;
            let _ = writeln!(text, "{number}. {}（{place}，{}）", indicator.path, self.marks(indicator));
            let official = indicator.criterion.text.replace('\n', "\n              ");
            let mut rows = vec![("评分标准", official), ("计算公式", indicator.formula.text.clone())];
            if let Some(words) = self.words(understanding) {
                let conventions = words.conventions.join("、");
                rows.extend([("计分方式", words.kind.to_string()), ("程序的理解", words.understood)]);
                rows.extend([("相关口径", conventions), ("边界示例", words.examples)]);
            }
            for (name, words) in rows.iter().filter(|(_, words)| !words.is_empty()) {
                let _ = writeln!(text, "    {name}：{words}");
            }
            text += &faults(indicator, understanding);
        }
        let refused = self.understandings.iter().filter(|understanding| understanding.compiled.is_none()).count();
        let _ = match refused {
            0 => write!(text, "共{}项，全部能够识别。", self.understandings.len()),
            _ => write!(text, "共{}项，其中{refused}项不能采用，请按建议改写。", self.understandings.len()),
        };
        text
    }

    /// For machines.
    pub fn json(&self) -> Value {
        let view = |(indicator, understanding)| View::new(indicator, understanding, &self.conventions);
        sorted(self.rows().map(view).collect::<Vec<View>>())
    }

    /// A sheet to circulate for confirmation.
    pub fn sheet(&self) -> Sheet {
        let table = self.table();
        let mut sheet = table.sheet("评分标准读法", 4);
        sheet.result = true;
        let note = "请逐项核对“程序的理解”是否符合评分标准的原意，在“确认意见”列填写。红色的不能采用，须改写。";
        table.put_title(&mut sheet, "评分标准读法确认表", note.into());
        table.put_headings(&mut sheet);
        for (row, (indicator, understanding)) in (table.first_row()..).zip(self.rows()) {
            let words = self.words(understanding);
            sheet.rows.push(table.row(row, &Line { indicator, understanding, words }));
        }
        sheet
    }

    fn table(&self) -> Table<'_, Line<'_>> {
        let centre = |text: &str| Cell::text(Role::Centre, text);
        let long = |text: &str| Cell::text(Role::Text, text);
        let refused = |line: &Line, cell: Cell| cell.tinted(line.words.is_none().then_some(Tint::Must));
        Table::new(HEADER)
            .column("序号", 6, |_, at| count_cell(Role::Centre, (at.row - HEADER) as usize))
            .column("一级指标", 10, move |line: &Line, _| centre(&line.indicator.path.level1))
            .column("二级指标", 12, move |line, _| centre(&line.indicator.path.level2))
            .column("三级指标", 18, move |line, _| centre(&line.indicator.path.level3))
            .column("分值", 9, move |line, _| centre(&self.marks(line.indicator)))
            .column("评分标准", 44, move |line, _| long(&line.indicator.criterion.text))
            .column("计算公式", 24, move |line, _| long(&line.indicator.formula.text))
            .column("计分方式", 12, move |line, _| {
                refused(line, centre(line.words.as_ref().map_or("不能采用", |words| words.kind)))
            })
            .column("程序的理解", 40, move |line, _| {
                let understood = line.words.as_ref().map(|words| words.understood.clone());
                refused(line, long(&understood.unwrap_or_else(|| found(line.understanding))))
            })
            .column("边界示例", 36, move |line, _| {
                refused(line, long(line.words.as_ref().map_or("", |words| words.examples.as_str())))
            })
            .column("确认意见", 16, |_, _| Cell::blank(Role::Input))
    }
}

/// A row of the sheet.
struct Line<'a> {
    indicator: &'a Indicator,
    understanding: &'a Understanding,
    /// None where the text is refused.
    words: Option<Words>,
}

/// One indicator for machines.
#[derive(Serialize)]
struct View<'a> {
    indicator: String,
    place: String,
    points: Points,
    text: &'a str,
    formula: &'a str,
    kind: Option<&'static str>,
    readback: Option<String>,
    conventions: Option<Vec<&'static str>>,
    examples: Vec<Example>,
    findings: Vec<FindingView<'a>>,
}

impl<'a> View<'a> {
    fn new(indicator: &'a Indicator, understanding: &'a Understanding, conventions: &Conventions) -> View<'a> {
        let rule = understanding.compiled.as_ref().map(|compiled| &compiled.rule);
        View {
            indicator: indicator.path.to_string(),
            place: indicator.criterion.place.to_string(),
            points: indicator.marks,
            text: &indicator.criterion.text,
            formula: &indicator.formula.text,
            kind: rule.map(|rule| rule.kind().id),
            readback: rule.map(|rule| rule.read_back()),
            conventions: rule.map(|rule| rule.conventions()),
            examples: rule.map(|rule| rule.examples(conventions)).unwrap_or_default(),
            findings: findings(&understanding.findings),
        }
    }
}

/// Remarks and faults of one indicator, the characters underlined.
fn faults(indicator: &Indicator, understanding: &Understanding) -> String {
    let mut text = String::new();
    for fault in &understanding.faults {
        let info = fault.code.info();
        let shown = underline(&indicator.criterion.text, &fault.span).replace('\n', "\n    ");
        let _ = writeln!(text, "    {shown}\n    [{}] {} {}", info.severity.name(), info.id, fault.message);
        if !fault.advice.is_empty() {
            let _ = writeln!(text, "    建议：{}", fault.advice);
        }
    }
    // the formula's findings point at its own cell
    for finding in understanding.findings.iter().skip(understanding.faults.len()) {
        text += "    ";
        text += &crate::result::text::finding(finding);
    }
    text
}

/// What is wrong and what to do, in one cell.
fn found(understanding: &Understanding) -> String {
    let grave = understanding.findings.iter().filter(|finding| finding.severity() == Severity::Must);
    let texts: Vec<String> =
        grave.map(|finding| format!("{}。建议：{}", finding.message.found, finding.message.advice)).collect();
    texts.join("\n")
}
