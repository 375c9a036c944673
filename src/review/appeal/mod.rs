//! 申诉: a department says that a figure is wrong. The workbook is scored once as it stands and once with the
//! figure corrected, by the same reader and the same rules; nothing is written into it.

mod filed;
mod opinion;
mod words;

pub use crate::review::appeal::filed::{Filed, filed};
pub(super) use crate::review::appeal::opinion::{CHOICE, OPINION, OPINION_OF, OPINION_TITLE};

use crate::evaluate::{Evaluation, Evaluations, Refusal, Score, Scorer, has_department};
use crate::ground::convention::SETTINGS;
use crate::ground::names::sheets;
use crate::ground::{CellRef, Finding, GridCell, Severity, original, tidy};
use crate::result::{Asked, Found, text};
use crate::review::{BeforeAfter, shown};
use crate::scheme::named::Named;
use crate::submission::{Department, Entry};
use crate::workbook::read::{Book, same_sheet, sheet};
use serde::{Serialize, Serializer};
use std::fmt::{self, Display, Formatter};

/// 更正数据: one figure of 部门数据.
#[derive(Serialize)]
pub struct Correction {
    /// The planned column.
    #[serde(skip)]
    column: usize,
    /// 数据项, with its 三级指标 where the name alone does not say which.
    pub item: String,
    /// 单位; may be empty.
    pub unit: String,
    /// As it stands in the workbook and as it was given.
    #[serde(flatten)]
    pub values: BeforeAfter<Filled>,
    /// The cell in 部门数据.
    #[serde(serialize_with = "shown")]
    pub cell: CellRef,
}

/// What a cell holds, or none where it is blank; shown as 空白.
#[derive(Clone)]
pub struct Filled(Option<String>);

/// An indicator whose score or reason is another with the corrected figures.
pub struct Changed {
    /// Index of the indicator.
    pub indicator: usize,
    /// Its score as it was and as it would be, explained.
    pub scores: BeforeAfter<Score>,
}

/// Another department whose 名次 or 等次 would be another.
#[derive(Serialize)]
pub struct Moved {
    /// 部门（单位）名称
    pub name: String,
    /// 名次; none where it has none.
    pub rank: BeforeAfter<Option<u32>>,
    /// 等次
    pub grade: BeforeAfter<String>,
}

/// 试算: the evaluation as it stands and with the corrections.
pub struct Appeal {
    /// As it stands.
    pub before: Evaluation,
    /// With the corrections.
    pub after: Evaluation,
    /// The department, the same index in both.
    pub department: usize,
    /// 更正数据
    pub corrections: Vec<Correction>,
    /// What changed, and the indicator asked for.
    pub changed: Vec<Changed>,
    /// Other departments whose standing would change.
    pub moved: Vec<Moved>,
    /// 疑点 of the department that were not there before.
    pub findings: Vec<Finding>,
}

impl Appeal {
    /// Scores the workbook once more, with the corrections `written` as `数据项=值`.
    ///
    /// # Errors
    /// As for scoring; [`Refusal::Asked`] with near names; [`Refusal::Asked`] where the department stands in
    /// two rows, a 数据项 is named twice or not by one name alone, or a value cannot be read.
    pub fn new(scored: impl Into<Evaluations>, asked: Asked, written: &[String]) -> Result<Appeal, Refusal> {
        let before = scored.into().taken(|one| has_department(one, asked.department));
        let Found { departments, indicators } = text::find(&before, asked)?;
        let [department] = departments[..] else {
            let row = |at: &usize| format!("第{}行", before.submission.departments[*at].row + 1);
            let rows: Vec<String> = departments.iter().map(row).collect();
            return Err(Refusal::Asked(format!(
                "部门数据中“{}”有{}，不能确定更正哪一行，请先删去重复的行",
                asked.department,
                rows.join("、")
            )));
        };
        let named: &[usize] = if asked.indicator.is_some() { &indicators } else { &[] };
        let corrections = Corrections { evaluation: &before, department, named }.read(written)?;
        let book = corrected(&before, &corrections)?;
        let table = &before.scheme().table.sheet;
        let after =
            Evaluations::as_it_stands(book, &before.input_name)?.taken(|one| one.scheme().table.sheet == *table);
        check_read(&after, department, &corrections)?;
        let (changed, moved) = (changed(&before, &after, department, named), moved(&before, &after, department));
        let findings = new_findings(&before, &after, department);
        Ok(Appeal { before, after, department, corrections, changed, moved, findings })
    }

    /// The department as it stands.
    pub fn who(&self) -> &Department {
        &self.before.submission.departments[self.department]
    }
}

/// How an empty cell is shown, and what may be typed to clear one.
const BLANK: &str = "空白";

impl Filled {
    fn new(text: &str) -> Filled {
        Filled(Some(text.trim()).filter(|text| !text.is_empty() && *text != BLANK).map(str::to_string))
    }
}

impl Display for Filled {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_deref().unwrap_or(BLANK))
    }
}

impl Serialize for Filled {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        shown(self, serializer)
    }
}

/// Reads corrections as they were typed.
struct Corrections<'a> {
    evaluation: &'a Evaluation,
    department: usize,
    /// The indicators asked for.
    named: &'a [usize],
}

impl Corrections<'_> {
    fn read(&self, written: &[String]) -> Result<Vec<Correction>, Refusal> {
        let mut corrections: Vec<Correction> = Vec::new();
        for text in written {
            let correction = self.correction(text)?;
            if corrections.iter().any(|other| other.column == correction.column) {
                return Err(Refusal::Asked(format!("“{}”写了两次，请只写一次", correction.item)));
            }
            corrections.push(correction);
        }
        Ok(corrections)
    }

    fn correction(&self, text: &str) -> Result<Correction, Refusal> {
        let Some((name, value)) = text.split_once(['=', '＝']) else {
            return Err(Refusal::Asked(format!("--set 后面写“数据项=值”，如 三公经费预算=7.2；现在写的是“{text}”")));
        };
        let submission = &self.evaluation.submission;
        let column = self.column(name)?;
        let item = submission.scheme.column_name(column);
        let Some(cell) = submission.cell(&submission.departments[self.department], column) else {
            return Err(Refusal::Asked(format!("部门数据表中没有“{item}”这一列，不能试算，请先按模板补上这一列")));
        };
        let grid = sheet(&self.evaluation.book, sheets::DATA);
        let stands = grid.and_then(|grid| grid.cell(cell)).map(original).unwrap_or_default();
        let values = BeforeAfter { before: Filled::new(&stands), after: Filled::new(value) };
        let unit = submission.scheme.columns[column].unit.clone();
        Ok(Correction { column, item, unit, values, cell })
    }

    /// The planned column of a written name: `三公经费预算`, `资产管理安全性/③`, `职责履行/其他工作…/评定得分`.
    fn column(&self, written: &str) -> Result<usize, Refusal> {
        let scheme = &self.evaluation.submission.scheme;
        let label = written.rsplit('/').next().map(tidy).unwrap_or_default();
        match scheme.column_named(written, self.named) {
            Named::One(one) => Ok(one),
            Named::None if SETTINGS.iter().any(|setting| tidy(setting.name) == label) => {
                Err(Refusal::Asked(format!("“{written}”是口径，不是部门数据；口径在“参数”表中改")))
            }
            Named::None => {
                Err(text::not_found("数据项", written, scheme.columns.iter().map(|column| column.label.as_str())))
            }
            Named::Several(found) => {
                let names: Vec<String> = found.iter().map(|at| scheme.column_name(*at)).collect();
                Err(Refusal::Asked(format!("“{written}”不止一列，请写明是哪一列：{}", names.join("、"))))
            }
        }
    }
}

/// The workbook with the corrections typed into 部门数据.
fn corrected(evaluation: &Evaluation, corrections: &[Correction]) -> Result<Book, Refusal> {
    let mut book = Book::clone(&evaluation.book);
    let grid = book.sheets.iter_mut().find(|grid| same_sheet(&grid.name, sheets::DATA));
    let grid = grid.ok_or_else(|| Refusal::Asked(format!("没有工作表“{}”", sheets::DATA)))?;
    for Correction { cell, values, .. } in corrections {
        grid.set(*cell, values.after.0.as_deref().map(GridCell::text));
    }
    Ok(book)
}

/// A corrected value that cannot be read is refused, all of them at once.
fn check_read(after: &Evaluation, department: usize, corrections: &[Correction]) -> Result<(), Refusal> {
    let entries = &after.submission.departments[department].entries;
    let faulty = corrections.iter().filter(|correction| entries[correction.column] == Entry::Faulty);
    let why = |correction: &Correction| {
        let here =
            |finding: &&Finding| finding.place.cell == Some(correction.cell) && finding.severity() == Severity::Must;
        let why = after.findings.iter().find(here).map_or_else(
            || "这一列没有采用，请先检查，看疑点".to_string(),
            |finding| {
                format!("{}；应为：{}；{}", finding.message.found, finding.message.expected, finding.message.advice)
            },
        );
        format!("“{}={}”不能采用：{why}", correction.item, correction.values.after)
    };
    let reasons: Vec<String> = faulty.map(why).collect();
    if reasons.is_empty() { Ok(()) } else { Err(Refusal::Asked(reasons.join("\n"))) }
}

/// The indicators that are another, and those asked for.
fn changed(before: &Evaluation, after: &Evaluation, department: usize, named: &[usize]) -> Vec<Changed> {
    let explained = |evaluation: &Evaluation| {
        let scorer = Scorer::new(&evaluation.submission).explaining_everything();
        scorer.department(&evaluation.submission.departments[department], &mut Vec::new()).scores
    };
    let pairs = explained(before).into_iter().zip(explained(after)).enumerate();
    let pairs = pairs.filter(|(indicator, (before, after))| before != after || named.contains(indicator));
    pairs.map(|(indicator, (before, after))| Changed { indicator, scores: BeforeAfter { before, after } }).collect()
}

/// The other departments that would stand elsewhere.
fn moved(before: &Evaluation, after: &Evaluation, department: usize) -> Vec<Moved> {
    let others = (0..before.cards.len()).filter(|at| *at != department).map(|at| {
        let standings = BeforeAfter { before, after }.map(|evaluation| &evaluation.cards[at].standing);
        let name = before.submission.departments[at].name.clone();
        Moved { name, rank: standings.map(|one| one.rank), grade: standings.map(|one| one.grade.clone()) }
    });
    others.filter(|moved| moved.rank.changed() || moved.grade.changed()).collect()
}

/// 疑点 that the corrected figures raise: a tie that no longer holds, a mark beyond its 分值.
fn new_findings(before: &Evaluation, after: &Evaluation, department: usize) -> Vec<Finding> {
    let name = &before.submission.departments[department].name;
    let is_new = |finding: &&Finding| {
        finding.department == *name && finding.severity() != Severity::Normalised && !before.findings.contains(finding)
    };
    after.findings.iter().filter(is_new).cloned().collect()
}
