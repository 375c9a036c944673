//! A good workbook, and one edit on it: the way most tests make their input.

use jixiao::cli::save::save;
use jixiao::criterion::Needs;
use jixiao::evaluate::scorecard::Score;
use jixiao::evaluate::{Evaluation, Refusal};
use jixiao::ground::finding::Finding;
use jixiao::ground::names::sheets;
use jixiao::ground::number::tidy;
use jixiao::scheme::Scheme;
use jixiao::scheme::columns::{ColumnKey, DataColumn};
use jixiao::submission::department_list::ListedDepartment;
use jixiao::template::template;
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet, Value};
use jixiao::workbook::write::to_bytes;
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Row of the first department in 部门数据 and 自评得分.
pub const FIRST_ROW: u32 = 5;
const FIRST_COLUMN: u32 = 3;

/// A workbook in the making.
pub struct Book {
    pub sheets: Vec<Sheet>,
    scheme: Scheme,
}

impl Book {
    /// Departments that earn full marks everywhere, with ties that hold and the same 自评.
    pub fn good(names: &[&str]) -> Book {
        let scheme = Scheme { year: "2024".into(), ..Scheme::built_in().unwrap() };
        let departments: Vec<ListedDepartment> =
            names.iter().map(|name| ListedDepartment::new(*name, "政府部门")).collect();
        let mut book = Book { sheets: template(&scheme, &departments), scheme };
        for row in (FIRST_ROW..).take(names.len()) {
            book.fill_data(row);
            book.fill_self(row);
        }
        book
    }

    fn fill_data(&mut self, row: u32) {
        for (col, column) in (FIRST_COLUMN..).zip(self.scheme.columns.clone()) {
            let value = match &column.key {
                ColumnKey::DataItem(item) => figure(item).to_string(),
                ColumnKey::RuleItem { indicator, .. } => match self.scheme.rules[*indicator].rule.needs() {
                    Needs::Checks(_) => "是".into(),
                    _ => "0".into(),
                },
                ColumnKey::Judged(indicator) | ColumnKey::Share(indicator) => self.marks(*indicator).to_string(),
                ColumnKey::Remark(_) => String::new(),
            };
            self.put(sheets::DATA, (row, col), &value);
        }
    }

    fn marks(&self, indicator: usize) -> Decimal {
        let indicator = &self.scheme.system.indicators[indicator];
        indicator.group.map_or(indicator.marks.0, |group| {
            indicator.marks.0 / Decimal::from(self.scheme.system.groups[group].members.len())
        })
    }

    fn fill_self(&mut self, row: u32) {
        let last = self.scheme.system.indicators.len() as u32;
        for at in 0..last {
            let marks = self.marks(at as usize).to_string();
            self.put(sheets::SELF, (row, 2 + 2 * at), &marks);
        }
        self.put(sheets::SELF, (row, 2 + 2 * last), "100");
        self.put(sheets::SELF, (row, 3 + 2 * last), "优秀");
    }

    pub fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap()
    }

    /// Text that is a number is written as one; a leading `'` keeps it text.
    pub fn put(&mut self, sheet: &str, (row, col): (u32, u32), value: &str) {
        let cell = match (value.strip_prefix('\''), Decimal::from_str(value)) {
            (Some(text), _) => Cell::text(Role::Input, text),
            (None, Ok(number)) => Cell::number(Role::Input, number, Format::General),
            (None, Err(_)) => Cell::text(Role::Input, value),
        };
        self.sheet(sheet).put(row, col, cell);
    }

    /// The column of 部门数据 with a label, under a 三级指标 where it is given as `三级指标/label`.
    pub fn column(&self, label: &str) -> u32 {
        let (level3, label) = label.split_once('/').unwrap_or(("", label));
        let fits = |column: &&DataColumn| {
            (level3.is_empty() || column.level3 == level3) && (column.label == label || column.label.starts_with(label))
        };
        let column = self.scheme.columns.iter().find(fits).unwrap_or_else(|| panic!("no column {label}"));
        FIRST_COLUMN + self.scheme.columns.iter().position(|other| other == column).unwrap() as u32
    }

    /// The columns of 部门数据 with what each holds.
    pub fn plan(&self) -> Vec<(u32, DataColumn)> {
        (FIRST_COLUMN..).zip(self.scheme.columns.clone()).collect()
    }

    /// 分值 of an indicator, its part of a shared one.
    pub fn full(&self, indicator: usize) -> Decimal {
        self.marks(indicator)
    }

    /// Sets a cell of 部门数据 of department number `at`.
    pub fn data(mut self, at: u32, label: &str, value: &str) -> Book {
        let col = self.column(label);
        self.put(sheets::DATA, (FIRST_ROW + at, col), value);
        self
    }

    /// Sets a value on 参数.
    pub fn setting(mut self, name: &str, value: &str) -> Book {
        let rows = self.sheet(sheets::PARAMETERS).rows.clone();
        let is = |cell: Option<&(u32, Cell)>| matches!(cell, Some((0, cell)) if cell.value == Value::Text(name.into()));
        let row = rows.iter().position(|row| is(row.cells.first())).unwrap_or_else(|| panic!("no setting {name}"));
        self.put(sheets::PARAMETERS, (row as u32, 1), value);
        self
    }

    /// Sets 自评得分 and 扣分原因 of an indicator.
    pub fn own_marks(mut self, at: u32, level3: &str, marks: &str, reason: &str) -> Book {
        let index =
            self.scheme.system.indicators.iter().position(|indicator| indicator.path.level3 == level3).unwrap() as u32;
        self.put(sheets::SELF, (FIRST_ROW + at, 2 + 2 * index), marks);
        self.put(sheets::SELF, (FIRST_ROW + at, 3 + 2 * index), reason);
        self
    }

    /// Adds a row of 个性化指标.
    pub fn own_indicator(mut self, row: u32, cells: [&str; 9]) -> Book {
        for (col, value) in (0..).zip(cells) {
            self.put(sheets::OWN, (3 + row, col), value);
        }
        self
    }

    /// Sets the 计算公式 or another column of 评分表.
    pub fn system_cell(mut self, level3: &str, col: u32, value: &str) -> Book {
        let index =
            self.scheme.system.indicators.iter().position(|indicator| indicator.path.level3 == level3).unwrap() as u32;
        self.put(sheets::SYSTEM, (4 + index, col), value);
        self
    }

    /// Writes the workbook into a folder.
    pub fn save(&self, folder: &Path) -> PathBuf {
        let path = folder.join("评分.xlsx");
        save(&self.sheets, &path).unwrap();
        path
    }

    /// Written, read and scored.
    pub fn scored(&self) -> Result<Evaluation, Refusal> {
        jixiao::evaluate("评分.xlsx", &to_bytes(&self.sheets).unwrap())
    }

    /// Reads and scores it.
    pub fn evaluate(&self) -> Evaluation {
        self.scored().unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// What stops the run.
    pub fn faults(&self) -> Vec<Finding> {
        match self.scored() {
            Err(Refusal::Faults(faults)) => faults,
            other => panic!("no faults: {:?}", other.err()),
        }
    }
}

/// Figures in order: ties hold, every rate earns full marks.
fn figure(item: &str) -> &'static str {
    match item {
        "人员编制" => "20",
        "实有人数" => "18",
        "收入合计" => "600",
        "上年结转" => "100",
        "公共财政拨款" => "500",
        "支出合计" => "600",
        "基本支出" => "400",
        "人员支出" => "300",
        "公用支出" => "100",
        "项目支出" | "项目总支出" => "200",
        "重点项目支出" => "190",
        "累计结余" => "0",
        "当年结余" => "-100",
        "三公经费合计" => "6",
        "公务接待费" => "1",
        "公务用车运维费" => "5",
        "上年三公经费" | "三公经费预算" => "8",
        "预算调整数" => "0",
        "预算数" => "600",
        "实际采购金额" | "采购预算" => "50",
        "公务卡支出" => "9",
        "可刷卡支出" => "10",
        "固定资产合计" | "在用固定资产" => "300",
        "满意度" => "96",
        _ => "0",
    }
}

/// The score of department number `at` in an indicator.
pub fn score<'a>(evaluation: &'a Evaluation, at: usize, level3: &str) -> &'a Score {
    let system = &evaluation.submission.scheme.system;
    let index = system.indicators.iter().position(|indicator| tidy(&indicator.path.level3) == tidy(level3)).unwrap();
    &evaluation.cards[at].scores[index]
}

/// The printed score, or the state where there is none.
pub fn marks(evaluation: &Evaluation, at: usize, level3: &str) -> String {
    let score = score(evaluation, at, level3);
    score.marks().map_or(score.state.name().to_string(), |marks| marks.to_string())
}

/// The findings with an id, as `place found`.
pub fn found(findings: &[Finding], id: &str) -> Vec<String> {
    let of = findings.iter().filter(|finding| finding.code.info().id == id);
    of.map(|finding| format!("{} {}", finding.place, finding.message.found)).collect()
}

/// A good workbook of one department, 甲局.
pub fn one() -> Book {
    Book::good(&["甲局"])
}

/// The only finding of a code.
pub fn only(evaluation: &Evaluation, id: &str) -> Finding {
    let mut of_code = evaluation.findings.iter().filter(|finding| finding.code.info().id == id);
    let first = of_code.next().unwrap_or_else(|| panic!("no {id}"));
    assert_eq!(of_code.next(), None);
    first.clone()
}
