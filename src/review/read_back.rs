//! 读法: how a workbook's 评分标准 are understood, without its data: text, JSON and a sheet to circulate.

use crate::annex::chinese;
use crate::criterion::underline::underline;
use crate::criterion::{Example, Kind};
use crate::evaluate::Refusal;
use crate::ground::names::sheets;
use crate::ground::{Conventions, Finding, Points, Severity};
use crate::result::json::{findings, sorted};
use crate::result::{FindingView, Table, centred, examples_text, words};
use crate::scheme::compile::{Understanding, understand};
use crate::scheme::indicators::Indicator;
use crate::scheme::several::Several;
use crate::scheme::system_sheet::{ReadTable, read_table};
use crate::scheme::{IndicatorSystem, need, parameters, table_of, units};
use crate::workbook::read::{Book, sheet};
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet, Tint};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::fmt::Write;

/// Name of the sheet.
pub(super) const READ_BACK: &str = "评分标准读法";
/// Its title.
pub(super) const READ_BACK_TITLE: &str = "评分标准读法确认表";
/// Before the name of the workbook that it was made of.
pub(super) const MADE_OF: &str = "本表依据";
/// The column that people fill in.
pub(super) const CONFIRMED: &str = "确认意见";
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
    /// Which of several tables it is: `（党群）`; empty where there is one.
    pub mark: String,
}

/// Reads 评分表 and 参数 only.
///
/// # Errors
/// Faults of structure in either; a text that is refused is no error here.
pub fn read_back(book: &Book) -> Result<ReadBack, Refusal> {
    Ok(reading(book, table_of(book)?)?)
}

/// The same for each 评分表 of a workbook, of which there may be several.
///
/// # Errors
/// As [`read_back`], for all tables at once.
pub fn read_each(book: &Book) -> Result<Vec<ReadBack>, Refusal> {
    let Some(several) = Several::of_rules(book) else { return Ok(vec![read_back(book)?]) };
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for table in &several.tables {
        let read = need(book, &table.sheet).and_then(read_table).and_then(|read| reading(book, read));
        match read {
            Ok(read) => all.push(ReadBack { mark: table.table_name().mark, ..read }),
            Err(mut found) => faults.append(&mut found),
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(faults.into()) }
}

fn reading(book: &Book, table: ReadTable) -> Result<ReadBack, Vec<Finding>> {
    let ReadTable { system, findings, faults } = table;
    let grid = sheet(book, sheets::PARAMETERS);
    let conventions = parameters::parse_parameters(grid)?.0.conventions;
    let mut understandings: Vec<Understanding> = system.indicators.iter().map(understand).collect();
    if sheet(book, sheets::DATA).is_none() {
        ask_for_units(&system, &mut understandings);
    }
    for finding in findings.into_iter().chain(faults) {
        beside_its_row(finding, &system, &mut understandings);
    }
    Ok(ReadBack { system, conventions, understandings, mark: String::new() })
}

/// What is said of the table stands with the indicator in its row, or the last one above.
fn beside_its_row(finding: Finding, system: &IndicatorSystem, understandings: &mut [Understanding]) {
    let row = finding.place.cell.map_or(0, |cell| cell.row);
    let at = system.indicators.iter().rposition(|indicator| indicator.row <= row).unwrap_or(0);
    if let Some(understanding) = understandings.get_mut(at) {
        understanding.findings.push(finding);
    }
}

/// Asks for the 单位 of 数据项 that no sheet 部门数据 tells.
fn ask_for_units(system: &IndicatorSystem, understandings: &mut [Understanding]) {
    for (indicator, understanding) in system.indicators.iter().zip(understandings) {
        let measure = understanding.compiled.as_ref().and_then(|compiled| compiled.measure.as_ref());
        let asked = measure.and_then(|measure| units::asked(indicator, measure));
        understanding.findings.extend(asked);
    }
}

/// How one indicator is understood: what text, JSON and sheet show.
#[derive(Serialize)]
struct View<'a> {
    #[serde(skip)]
    of: &'a Indicator,
    #[serde(skip)]
    understanding: &'a Understanding,
    indicator: String,
    place: String,
    points: Points,
    /// 分值 as shown: a shared one says so.
    #[serde(skip)]
    marks: String,
    text: &'a str,
    formula: &'a str,
    /// None where the text is refused, as all that follows from it.
    #[serde(serialize_with = "id")]
    kind: Option<&'static Kind>,
    readback: Option<String>,
    conventions: Option<Vec<&'static str>>,
    examples: Vec<Example>,
    findings: Vec<FindingView<'a>>,
}

fn id<S: Serializer>(kind: &Option<&'static Kind>, serializer: S) -> Result<S::Ok, S::Error> {
    kind.map(|kind| kind.id).serialize(serializer)
}

impl ReadBack {
    /// Whether a text is refused, or the table has a fault.
    pub fn refuses(&self) -> bool {
        self.refused() > 0
    }

    /// How many of them.
    pub fn refused(&self) -> usize {
        let faulty = |one: &&Understanding| one.compiled.is_none() || one.findings.iter().any(Finding::is_open);
        self.understandings.iter().filter(faulty).count()
    }

    fn views(&self) -> impl Iterator<Item = View<'_>> {
        let rows = self.system.indicators.iter().zip(&self.understandings);
        rows.map(|(of, understanding)| View::new(&self.system, of, understanding, &self.conventions))
    }

    /// For the terminal; what is refused has its characters underlined.
    pub fn text(&self) -> String {
        let mut text = if self.mark.is_empty() { String::new() } else { format!("评分表{}\n", self.mark) };
        for (number, view) in (1..).zip(self.views()) {
            let _ = writeln!(text, "{number}. {}（{}，{}）", view.indicator, view.place, view.marks);
            let rows = [
                ("评分标准", view.text.replace('\n', "\n              ")),
                ("计算公式", view.formula.to_string()),
                ("计分方式", view.kind.map(|kind| kind.name.to_string()).unwrap_or_default()),
                ("程序的理解", view.readback.clone().unwrap_or_default()),
                ("相关口径", view.conventions.as_ref().map(|names| names.join("、")).unwrap_or_default()),
                ("边界示例", examples_text(&view.examples)),
            ];
            for (name, words) in rows.iter().filter(|(_, words)| !words.is_empty()) {
                let _ = writeln!(text, "    {name}：{words}");
            }
            text += &faults(view.of, view.understanding);
        }
        let _ = match self.refused() {
            0 => write!(text, "共{}项，全部能够识别。", self.understandings.len()),
            refused => write!(text, "共{}项，其中{refused}项不能采用，请按建议改写。", self.understandings.len()),
        };
        text
    }

    /// The name of its table.
    pub fn table(&self) -> String {
        format!("{}{}", sheets::SYSTEM, self.mark)
    }

    /// For machines.
    pub fn json(&self) -> Value {
        sorted(self.views().collect::<Vec<View>>())
    }

    /// A sheet to circulate for confirmation; `input` is the name of the workbook.
    pub fn sheet(&self, input: &str) -> Sheet {
        let table = table();
        let whose = if self.mark.is_empty() { String::new() } else { format!("评分表{}。", self.mark) };
        let note = format!(
            "{MADE_OF}“{input}”。{whose}请逐项核对“程序的理解”是否符合评分标准的原意，在“{CONFIRMED}”列填写。红色的不能采用，须改写。"
        );
        let mut sheet = table.titled(&format!("{READ_BACK}{}", self.mark), 4, READ_BACK_TITLE, note);
        sheet.result = true;
        sheet.rows.extend((table.first_row()..).zip(self.views()).map(|(row, view)| table.row(row, &view)));
        sheet
    }
}

fn table<'a>() -> Table<'a, View<'a>> {
    let refused = |view: &View, cell: Cell| cell.tinted(view.kind.is_none().then_some(Tint::Must));
    Table::new(HEADER)
        .numbered()
        .column("一级指标", 6, |view: &View, _| centred(&view.of.path.level1))
        .column("二级指标", 8, |view, _| centred(&view.of.path.level2))
        .column("三级指标", 10, |view, _| centred(&view.of.path.level3))
        .column("分值", 5, |view, _| centred(&view.marks))
        .column("评分标准", 28, |view, _| words(view.text))
        .column("计算公式", 14, |view, _| words(view.formula))
        .column("计分方式", 8, move |view, _| {
            refused(view, centred(view.kind.map_or("不能采用", |kind| kind.name)))
        })
        .column("程序的理解", 24, move |view, _| refused(view, words(understood(view))))
        .column("边界示例", 16, move |view, _| refused(view, words(examples_text(&view.examples))))
        .column(CONFIRMED, 12, |_, _| Cell::blank(Role::Input))
}

impl<'a> View<'a> {
    fn new(
        system: &IndicatorSystem,
        of: &'a Indicator,
        understanding: &'a Understanding,
        conventions: &Conventions,
    ) -> View<'a> {
        let sharing = of.group.map(|group| chinese(system.groups[group].members.len()));
        let marks = sharing.map_or(format!("{}分", of.marks), |count| format!("{count}项合计{}分", of.marks));
        let rule = understanding.compiled.as_ref().map(|compiled| &compiled.rule);
        View {
            of,
            understanding,
            indicator: of.path.to_string(),
            place: of.criterion.place.to_string(),
            marks,
            points: of.marks,
            text: &of.criterion.text,
            formula: &of.formula.text,
            kind: rule.map(|rule| rule.kind()),
            readback: understanding.rule.as_ref().map(|rule| rule.told()),
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
        let _ = writeln!(text, "    {shown}\n    [{}] {} {}", info.level.severity().name(), info.id, fault.message);
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

/// The reading, and what keeps it from being used.
fn understood(view: &View) -> String {
    let reading = view.readback.iter().cloned();
    let faults = found(view.understanding);
    let texts: Vec<String> = reading.chain((!faults.is_empty()).then_some(faults)).collect();
    texts.join("\n")
}

/// What is wrong and what to do, in one cell.
fn found(understanding: &Understanding) -> String {
    let grave = understanding.findings.iter().filter(|finding| finding.severity() == Severity::Must);
    let texts: Vec<String> =
        grave.map(|finding| format!("{}。建议：{}", finding.message.found, finding.message.advice)).collect();
    texts.join("\n")
}
