//! One department's form as it was read: each value with the cell it stands in.

use crate::form::Table;
use crate::ground::{Finding, GridCell, Place, Raw, original, tidy};
use crate::workbook::read::Book;
use indexmap::IndexMap;

use crate::collect::page::Page;
use crate::collect::{labels, scoring, supplement, tables};
use crate::scheme::IndicatorSystem;

/// Something that a form states, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Sheet and cell of the file.
    pub place: Place,
    /// What stands there; where a label stands in the same cell, what follows the label.
    pub cell: GridCell,
}

impl Stated {
    /// The text as it stands.
    pub fn text(&self) -> String {
        original(&self.cell).trim().to_string()
    }

    /// The same as words, without what is struck out; none where nothing is left.
    pub fn as_words(&self) -> Option<Stated> {
        let Some(marked) = self.cell.marked() else { return Some(self.clone()) };
        let seen = marked.seen();
        let cell = GridCell::text(seen.trim());
        (!seen.trim().is_empty()).then(|| Stated { place: self.place.clone(), cell })
    }

    /// Whether both state the same number or the same words.
    pub fn same(&self, other: &Stated) -> bool {
        match (&self.cell.raw, &other.cell.raw) {
            (Raw::Number(one), Raw::Number(two)) => {
                one == two && self.cell.percent == other.cell.percent && self.cell.shown == other.cell.shown
            }
            _ => tidy(&self.text()) == tidy(&other.text()),
        }
    }
}

/// A row of a table of section 二.
#[derive(Clone, Debug)]
pub struct InstitutionRow {
    /// Which table.
    pub table: Table,
    /// 机构名称 as written.
    pub name: String,
    /// Whether it is the 汇总 row.
    pub summary: bool,
    /// Figures by 数据项.
    pub figures: IndexMap<&'static str, Stated>,
}

/// A row of 附件3-1.
#[derive(Clone, Debug)]
pub struct ScoreRow {
    /// Index of the indicator in 评分表.
    pub indicator: usize,
    /// 自评得分
    pub marks: Option<Stated>,
    /// 扣分原因和其他说明
    pub reason: Option<Stated>,
}

/// A row of 补充数据.
#[derive(Clone, Debug)]
pub struct Supplied {
    /// 二级指标 and 三级指标, tidy.
    pub above: Vec<String>,
    /// 数据项 as written, with its unit in brackets if it is there.
    pub label: String,
    /// 单位 as written.
    pub unit: String,
    /// 填报
    pub stated: Stated,
}

/// Which parts of a form a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Parts {
    /// Section 一 or 二, or the cover.
    pub form: bool,
    /// 附件3-1.
    pub scoring: bool,
    /// 补充数据.
    pub supplement: bool,
    /// 评价报告综述.
    pub report: bool,
}

/// A form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// 部门（单位）名称 wherever it is stated, each writing once.
    pub names: Vec<Stated>,
    /// What stands next to other labels that may mean the name; used where no label states it.
    pub other_names: Vec<Stated>,
    /// 评价年度
    pub year: Option<Stated>,
    /// 人员编制 and 实有人数, by 数据项, and the words of the form by label.
    pub labelled: IndexMap<&'static str, Vec<Stated>>,
    /// Rows of the tables of section 二, in the order of the form.
    pub rows: Vec<InstitutionRow>,
    /// 数据项 that have a column in one of those tables.
    pub headed: Vec<&'static str>,
    /// 附件3-1
    pub scores: Vec<ScoreRow>,
    /// 自评得分 of the row 总分.
    pub table_totals: Vec<Stated>,
    /// 补充数据
    pub supplied: Vec<Supplied>,
    /// Long texts, in the order of the form.
    pub texts: Vec<Stated>,
    /// Sheets and what is on each.
    pub parts: Vec<(String, Parts)>,
    /// Findings; their places are within the file.
    pub findings: Vec<Finding>,
}

impl Form {
    /// Reads every sheet of a workbook by its labels.
    pub fn read(book: &Book, system: &IndicatorSystem) -> Form {
        let mut form = Form::default();
        for grid in &book.sheets {
            let page = Page::new(grid);
            let mut parts = Parts { supplement: supplement::read(&page, &mut form), ..Parts::default() };
            parts.scoring = scoring::read(&page, system, &mut form);
            parts.form = tables::read(&page, &mut form);
            labels::read(&page, &mut parts, &mut form);
            form.parts.push((grid.name.clone(), parts));
        }
        if form.names.is_empty() {
            form.names = std::mem::take(&mut form.other_names);
        }
        form
    }

    /// Whether it holds section 一, section 二 or 附件3-1.
    pub fn is_form(&self) -> bool {
        self.parts.iter().any(|(_, parts)| parts.form || parts.scoring)
    }

    /// What is stated for a label.
    pub fn labelled(&self, label: &str) -> Vec<&Stated> {
        self.labelled.get(label).into_iter().flatten().collect()
    }

    /// Words of the form by their label: the first that is not blank.
    pub fn words(&self, label: &str) -> Option<&Stated> {
        self.labelled.get(label)?.first()
    }
}
