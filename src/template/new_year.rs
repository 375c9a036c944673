//! 新的一年: a workbook begun from that of another year. What describes the evaluation is carried (names, 类别, 别名,
//! 参数, 评分表, 审核公式); of the figures only those that the new table asks for as 上年…, and only from the year before.

use crate::ground::names::sheets;
use crate::ground::{CellRef, Code, Finding, Message, Place, tidy};
use crate::scheme::last_year::{names_before, year_number};
use crate::scheme::{ColumnKey, DataColumn, Scheme};
use crate::submission::FilledColumn;
use crate::submission::filled::{Filled, FilledRow, other_unit};
use crate::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW};
use crate::workbook::sheet::copied;
use crate::workbook::{Role, Sheet};

/// A year that begins, and the one whose workbook it begins from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NewYear {
    before: u32,
    after: u32,
}

impl NewYear {
    /// Whether another year is asked for than the workbook's own; none where it is the same, or none is asked for.
    ///
    /// # Errors
    /// F12: the workbook does not say of which year it is, so nobody can tell whether its figures still hold.
    pub(super) fn asked(own: &str, asked: &str) -> Result<Option<NewYear>, Vec<Finding>> {
        let Some(after) = year_number(asked) else { return Ok(None) };
        let Some(before) = year_number(own) else {
            let found = if own.is_empty() { "没有填写".to_string() } else { format!("“{own}”") };
            let advice = "请在原工作簿的“参数”表填写它的年度，再运行；不是开始新的一年的，请去掉 --year";
            let message = Message::new("原工作簿“参数”表的年度，四位数字", found, advice);
            return Err(vec![Finding::new(Code::SettingInvalid, Place::sheet(sheets::PARAMETERS), message)]);
        };
        Ok((before != after).then_some(NewYear { before, after }))
    }

    /// A 标题 that names the old year is left out; what is to be said of it and of the table.
    pub(super) fn rename(self, scheme: &mut Scheme) -> Vec<String> {
        let NewYear { before, after } = self;
        let mut notes = Vec::new();
        let old = before.to_string();
        if scheme.title.contains(&old) {
            notes.push(format!(
                "标题“{}”写的是{before}年，没有带入；空白时印“{after}年度部门整体支出绩效评价结果”。",
                scheme.title
            ));
            scheme.title.clear();
        }
        let dated = scheme.system.indicators.iter().filter(|one| one.criterion.text.contains(&old));
        let dated: Vec<&str> = dated.map(|one| one.path.level3.as_str()).collect();
        if !dated.is_empty() {
            notes.push(format!("评分标准中写有{before}年的，请核对是否要改：{}", dated.join("、")));
        }
        notes
    }

    /// Fills in the figures of the year before; says what was carried and what not.
    pub(super) fn fill(self, scheme: &Scheme, data: &Filled, sheets: &mut [Sheet]) -> Vec<String> {
        let NewYear { before, after } = self;
        let aliases = if sheets.iter().any(|sheet| sheet.name == sheets::ALIASES) { "、部门别名" } else { "" };
        let mut notes = vec![format!(
            "新的一年：由{before}年度的工作簿开始{after}年度。带入{}个部门的名称和类别，以及参数、评分表、审核公式{aliases}；\
             {before}年度的数据、自评、评定得分、个性化指标、申诉台账和说明都没有带入。",
            data.rows.len()
        )];
        let mut lines = Vec::new();
        for (col, column) in (DATA_FIRST_COLUMN..).zip(&scheme.columns) {
            let ColumnKey::DataItem(item) = &column.key else { continue };
            let names = names_before(item);
            if names.is_empty() {
                continue;
            }
            lines.push(match self.source(column, &names, data) {
                Ok(source) => {
                    let Some(sheet) = sheets.iter_mut().find(|sheet| sheet.name == sheets::DATA) else { continue };
                    format!("  {item} ← {}", self.carry(col, source, data, sheet))
                }
                Err(why) => format!("  {item}：{why}，没有带入，请填写"),
            });
        }
        notes.push(match lines.is_empty() {
            true => "新表没有“上年”的数据项。".to_string(),
            false => format!("“上年”的数据项（新表的数据项 ← {before}年度的数据项）："),
        });
        notes.extend(lines);
        notes
    }

    /// The one column of the old workbook that holds what a 数据项 repeats, or why there is none.
    fn source<'a>(self, column: &DataColumn, names: &[String], data: &'a Filled) -> Result<&'a FilledColumn, String> {
        let NewYear { before, after } = self;
        if before + 1 != after {
            return Err(format!("{before}年度不是{after}年度的上一年"));
        }
        let named = |one: &&FilledColumn| names.iter().any(|name| tidy(name) == one.label);
        let mut found = data.columns.iter().filter(named);
        let Some(source) = found.next() else {
            return Err(format!("{before}年度没有“{}”一列", names[0]));
        };
        if found.next().is_some() {
            return Err(format!("{before}年度的“{}”不止一列", source.label));
        }
        match other_unit(column, source) {
            Some(unit) => Err(format!("{before}年度的“{}”单位是{}，新表是{}", source.label, unit.name(), column.unit)),
            None => Ok(source),
        }
    }

    /// Copies a column, each cell with a note of where it comes from.
    fn carry(self, col: u32, source: &FilledColumn, data: &Filled, sheet: &mut Sheet) -> String {
        let mut without: Vec<&str> = Vec::new();
        for (row, department) in (DATA_FIRST_ROW..).zip(&data.rows) {
            let Some(cell) = data.cell(department.row, source) else {
                without.push(&department.name);
                continue;
            };
            let from = CellRef::new(department.row, source.col);
            let note = format!("取自{}年度的“{}”（{}!{from}）", self.before, source.label, sheets::DATA);
            sheet.put(row, col, copied(cell, Role::Input).noted(note));
        }
        let carried = data.rows.len() - without.len();
        let missing = match without.is_empty() {
            true => String::new(),
            false => format!("；空白或与别的单元格合并、没有带入的：{}", without.join("、")),
        };
        format!("{}（{carried}个部门{missing}）", source.label)
    }
}

/// Leaves out the rows whose name someone forgot; their places.
pub(super) fn named_rows(data: &mut Filled) -> Vec<String> {
    let is_named = |row: &FilledRow| !tidy(&row.name).is_empty();
    let nameless = data.rows.iter().filter(|row| !is_named(row)).map(|row| format!("第{}行", row.row + 1)).collect();
    data.rows.retain(is_named);
    nameless
}
