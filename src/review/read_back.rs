//! 读法: how a workbook's 评分标准 are understood, without its data: text, JSON and a sheet to circulate.

use crate::criterion::underline::underline;
use crate::evaluate::Refusal;
use crate::ground::convention::Conventions;
use crate::ground::finding::Severity;
use crate::ground::names::sheets;
use crate::ground::place::{Area, CellRef};
use crate::result::examples_text;
use crate::scheme::compile::{Understanding, understand};
use crate::scheme::indicators::{Indicator, IndicatorSystem};
use crate::scheme::{parameters, system_of};
use crate::workbook::read::{Book, sheet};
use crate::workbook::sheet::{Cell, Column, Format, Print, Role, Sheet, Tint};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::fmt::Write;

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
        let one = |(indicator, understanding): (&Indicator, &Understanding)| {
            let rule = understanding.compiled.as_ref().map(|compiled| &compiled.rule);
            let examples = rule.map(|rule| rule.examples(&self.conventions)).unwrap_or_default();
            let examples = examples.iter().map(
                |example| json!({ "value": example.value, "marks": example.marks.map(|marks| marks.to_string()) }),
            );
            json!({
                "indicator": indicator.path.to_string(),
                "place": indicator.criterion.place.to_string(),
                "points": indicator.marks.to_string(),
                "text": indicator.criterion.text,
                "formula": indicator.formula.text,
                "kind": rule.map(|rule| rule.kind().id),
                "readback": rule.map(|rule| rule.read_back()),
                "conventions": rule.map(|rule| rule.conventions()),
                "examples": examples.collect::<Vec<_>>(),
                "findings": crate::result::json::findings(&understanding.findings),
            })
        };
        self.rows().map(one).collect()
    }

    /// A sheet to circulate for confirmation.
    pub fn sheet(&self) -> Sheet {
        const NAMES: [&str; 11] = [
            "序号",
            "一级指标",
            "二级指标",
            "三级指标",
            "分值",
            "评分标准",
            "计算公式",
            "计分方式",
            "程序的理解",
            "边界示例",
            "确认意见",
        ];
        const WIDTHS: [u32; 11] = [6, 10, 12, 18, 9, 44, 24, 12, 40, 36, 16];
        let mut sheet = Sheet::new("评分标准读法");
        sheet.result = true;
        sheet.columns = WIDTHS.iter().map(|width| Column { width: *width, ..Column::default() }).collect();
        sheet.put_merged(Area::new((0, 0), (0, 10)), Cell::text(Role::Title, "评分标准读法确认表"));
        let note = "请逐项核对“程序的理解”是否符合评分标准的原意，在“确认意见”列填写。红色的不能采用，须改写。";
        sheet.put_merged(Area::new((1, 0), (1, 10)), Cell::text(Role::Note, note));
        for (col, name) in (0..).zip(NAMES) {
            sheet.put(2, col, Cell::text(Role::Header, name));
        }
        for (row, (indicator, understanding)) in (3..).zip(self.rows()) {
            self.row(&mut sheet, row, (indicator, understanding));
        }
        sheet.freeze = Some(CellRef::new(3, 4));
        sheet.print = Print { landscape: true, repeat_rows: Some((2, 2)), ..Print::default() };
        sheet
    }

    fn row(&self, sheet: &mut Sheet, row: u32, (indicator, understanding): (&Indicator, &Understanding)) {
        sheet.put(row, 0, Cell::number(Role::Centre, Decimal::from(row - 2), Format::Whole));
        let (kind, understood, examples) = match self.words(understanding) {
            Some(words) => (words.kind.to_string(), words.understood, words.examples),
            None => ("不能采用".to_string(), found(understanding), String::new()),
        };
        let texts = [
            (1, indicator.path.level1.clone()),
            (2, indicator.path.level2.clone()),
            (3, indicator.path.level3.clone()),
            (4, self.marks(indicator)),
            (5, indicator.criterion.text.clone()),
            (6, indicator.formula.text.clone()),
            (7, kind),
            (8, understood),
            (9, examples),
        ];
        let tint = understanding.compiled.is_none().then_some(Tint::Must);
        for (col, text) in texts {
            let role = if matches!(col, 5 | 6 | 8 | 9) { Role::Text } else { Role::Centre };
            sheet.put(row, col, Cell::text(role, text).tinted(tint.filter(|_| col >= 7)));
        }
        sheet.put(row, 10, Cell::blank(Role::Input));
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
