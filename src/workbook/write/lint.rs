//! What the file format or Excel refuses, found before a byte is written.
//!
//! rust_xlsxwriter accepts much that Excel then "repairs", which looks like a damaged file to a user.

use crate::ground::{Area, Areas, CellRef, overlapping};
use crate::workbook::lazy::LazySheet;
use crate::workbook::read::limits::{COLUMNS, ROWS};
use crate::workbook::sheet::{Allowed, Cell, Chart, Rows, Sheet, Validation, Value, sheet_name_faults};
use crate::workbook::write::formula;
use crate::workbook::write::layout::HIGHEST;
use crate::workbook::write::text::{clean, utf16_len};
use indexmap::IndexSet;

/// Excel's further limits.
const CELL_TEXT: usize = 32_767;
const LIST: usize = 255;
const PROMPT: usize = 255;
const OUTLINE: u8 = 7;
const WIDEST: u32 = 250;

/// Every problem of `sheets`, in Chinese, each with its sheet and cell.
pub fn lint(sheets: &[Sheet]) -> Vec<String> {
    let mut lint = Lint::new(&LazySheet::all(sheets));
    for sheet in sheets {
        lint.sheet(sheet, sheet.rows.len());
        let problems = lint.rows(sheet, sheet.all_rows());
        lint.end_sheet(last_cell(sheet.all_rows()), problems);
    }
    lint.finish()
}

/// Checks one sheet after another.
#[derive(Default)]
pub(crate) struct Lint {
    /// The names of all sheets.
    names: Vec<String>,
    /// All names that the sheets will define.
    names_to_define: Vec<String>,
    /// The sheet that is being checked.
    sheet: String,
    /// Its merged areas.
    merged: Areas,
    /// The defined names so far.
    defined: Vec<String>,
    /// The last cells of the sheets so far, and the charts with the sheets they stand on.
    ends: Vec<CellRef>,
    charts: Vec<(String, Chart)>,
    /// Whether a sheet can be seen.
    visible: bool,
    problems: Vec<String>,
}

impl Lint {
    /// For a workbook of these sheets.
    pub(crate) fn new(sheets: &[LazySheet]) -> Lint {
        let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let names_to_define = sheets.iter().flat_map(|sheet| sheet.defines.clone()).collect();
        Lint { names, names_to_define, ..Lint::default() }
    }

    /// Checks all but the cells of the next sheet, which will have `count` rows.
    pub(crate) fn sheet(&mut self, sheet: &Sheet, count: usize) {
        self.sheet.clone_from(&sheet.name);
        self.visible |= !sheet.hidden;
        self.name(self.ends.len());
        self.size(sheet, count);
        self.merges(sheet);
        self.filter(sheet);
        self.print(sheet);
        sheet.names.iter().for_each(|(name, area)| self.defined_name(name, *area));
        self.validations(sheet);
        self.charts.extend(sheet.charts.iter().map(|chart| (sheet.name.clone(), chart.clone())));
    }

    /// The problems of some rows of that sheet.
    pub(crate) fn rows(&self, sheet: &Sheet, rows: Rows) -> Vec<String> {
        let mut problems = Vec::new();
        for (row, line) in rows.numbered() {
            if line.height.is_some_and(|points| points > HIGHEST) {
                problems.push(self.at(row + 1, "行高超过 409"));
            }
            if !line.cells.is_sorted_by(|(one, _), (next, _)| one < next) {
                problems.push(self.at(row + 1, "单元格未按列排序或重复"));
            }
        }
        let mut sound = IndexSet::new();
        rows.cells().for_each(|(at, cell)| self.cell(at, cell, &mut problems, &mut sound));
        let held = rows.cells().filter(|(_, cell)| cell.value != Value::Blank || cell.formula().is_some());
        for (at, _) in held {
            if let Some(area) = self.merged.at(at).map(|number| sheet.merges[number]).filter(|area| area.covers(at)) {
                problems.push(self.at(at, format!("内容被合并区域 {}:{} 遮住", area.first, area.last)));
            }
        }
        problems
    }

    /// Ends a sheet: its last cell, and the problems of its rows.
    pub(crate) fn end_sheet(&mut self, last: CellRef, problems: Vec<String>) {
        self.problems.extend(problems);
        self.ends.push(last);
    }

    /// Whether nothing was found so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// What all sheets together must hold, and everything that was found.
    pub(crate) fn finish(mut self) -> Vec<String> {
        for (sheet, chart) in std::mem::take(&mut self.charts) {
            self.sheet = sheet;
            self.chart(&chart);
        }
        if !self.visible {
            self.problems.push("没有可见的工作表".into());
        }
        self.problems
    }

    fn add(&mut self, place: impl std::fmt::Display, problem: impl std::fmt::Display) {
        let problem = self.at(place, problem);
        self.problems.push(problem);
    }

    fn at(&self, place: impl std::fmt::Display, problem: impl std::fmt::Display) -> String {
        format!("{}!{place}：{problem}", self.sheet)
    }

    fn name(&mut self, number: usize) {
        let name = self.names[number].clone();
        let faults = sheet_name_faults(&name).into_iter();
        self.problems.extend(faults.map(|fault| format!("工作表名“{}”{fault}", name.escape_debug())));
        if self.names[..number].iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            self.problems.push(format!("工作表名“{name}”重复"));
        }
    }

    fn size(&mut self, sheet: &Sheet, count: usize) {
        if count > ROWS as usize || sheet.columns.len() > COLUMNS as usize {
            self.add("", "行或列太多");
        }
        for (col, column) in (0..).zip(&sheet.columns) {
            if column.level > OUTLINE || column.width > WIDEST {
                self.add(CellRef::column_name(col), "列宽超过 250 或分级超过 7");
            }
        }
        if let Some(cell) = sheet.freeze {
            self.within(Area { first: cell, last: cell });
        }
    }

    fn within(&mut self, area: Area) -> bool {
        let Area { first, last } = area;
        let fits = first.row <= last.row && first.col <= last.col && last.row < ROWS && last.col < COLUMNS;
        if !fits {
            self.add(format!("{first}:{last}"), "区域颠倒或超出工作表");
        }
        fits
    }

    /// `sound` are the shapes of formulas without problems.
    fn cell(&self, at: CellRef, cell: &Cell, problems: &mut Vec<String>, sound: &mut IndexSet<Vec<u8>>) {
        let mut add = |problem: &dyn std::fmt::Display| problems.push(self.at(at, problem));
        if at.col >= COLUMNS {
            add(&"超出工作表的列数");
        }
        let mut check = |what: &str, text: &str| {
            let length = utf16_len(text);
            if length > CELL_TEXT {
                add(&format!("{what}有 {length} 个字符，超过 {CELL_TEXT}"));
            }
        };
        if let Value::Text(text) = &cell.value {
            check("文字", text);
        }
        if let Some(note) = cell.note() {
            check("批注", note);
        }
        if let Some(link) = cell.link()
            && !self.names.contains(&link.sheet)
        {
            add(&format!("链接指向不存在的工作表“{}”", link.sheet));
        }
        let Some(formula) = cell.formula().map(clean) else { return };
        let shape = formula::shape(&formula);
        if sound.contains(&shape) && !formula::too_long(&formula) {
            return;
        }
        let found = formula::problems(&formula, &self.names, &self.names_to_define);
        if found.is_empty() {
            sound.insert(shape);
        }
        found.iter().for_each(|problem| add(problem));
    }

    fn merges(&mut self, sheet: &Sheet) {
        for area in &sheet.merges {
            if !self.within(*area) {
                continue;
            }
            let place = format!("{}:{}", area.first, area.last);
            if area.first == area.last {
                self.add(&place, "合并区域只有一个单元格");
            }
        }
        for (area, other) in overlapping(&sheet.merges) {
            let [area, other] = [area.max(other), area.min(other)].map(|number| sheet.merges[number]);
            let place = format!("{}:{}", area.first, area.last);
            self.add(&place, format!("与合并区域 {}:{} 重叠", other.first, other.last));
        }
        self.merged = Areas::of(&sheet.merges);
    }

    /// Excel cannot sort rows that merges tie together, nor show a button on a covered heading.
    fn filter(&mut self, sheet: &Sheet) {
        let Some(area) = sheet.filter else { return };
        if !self.within(area) {
            return;
        }
        for merge in sheet.merges.iter().filter(|merge| merge.meets(area)) {
            let above_one_heading = merge.last.row == area.first.row && merge.first.col == merge.last.col;
            if !above_one_heading {
                self.add(format!("{}:{}", merge.first, merge.last), "合并区域与自动筛选冲突");
            }
        }
    }

    fn print(&mut self, sheet: &Sheet) {
        let print = &sheet.print;
        if let Some(area) = print.area {
            self.within(area);
        }
        if let Some((first, last)) = print.repeat_rows {
            self.within(Area::new((first, 0), (last, 0)));
        }
        if let Some((first, last)) = print.repeat_columns {
            self.within(Area::new((0, first), (0, last)));
        }
        if print.breaks.len() > 1023 || print.breaks.contains(&0) || !print.breaks.is_sorted() {
            self.add("", "分页符超过 1023 个、未排序，或在第一行之前");
        }
    }

    fn defined_name(&mut self, name: &str, area: Area) {
        self.within(area);
        let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let legal = starts && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        // A1, R1C1, R, C are cells
        let like_cell = name.len() < 12
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && (name.ends_with(|c: char| c.is_ascii_digit()) || matches!(name, "R" | "C" | "r" | "c"));
        if !legal || like_cell || utf16_len(name) > LIST {
            self.add(area.first, format!("定义的名称“{name}”不合规则"));
        }
        if self.defined.iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            self.add(area.first, format!("定义的名称“{name}”重复"));
        }
        self.defined.push(name.to_string());
    }

    fn validations(&mut self, sheet: &Sheet) {
        for (number, validation) in sheet.validations.iter().enumerate() {
            self.validation(validation);
            if sheet.validations[..number].iter().any(|other| other.area.meets(validation.area)) {
                self.add(validation.area.first, "两条有效性规则重叠");
            }
        }
    }

    fn validation(&mut self, validation: &Validation) {
        self.within(validation.area);
        let place = validation.area.first;
        if utf16_len(&validation.prompt) > PROMPT {
            self.add(place, "有效性的提示超过 255 个字符");
        }
        match &validation.allowed {
            Allowed::List(items) => self.list(place, items),
            Allowed::Between(from, to) if from > to => self.add(place, "有效性的下限大于上限"),
            _ => {}
        }
    }

    fn list(&mut self, place: CellRef, items: &[String]) {
        if items.is_empty() || items.iter().any(|item| item.trim().is_empty()) {
            self.add(place, "有效性序列为空或有空项");
        }
        if let Some(item) = items.iter().find(|item| item.contains([',', '\n'])) {
            self.add(place, format!("有效性序列的项“{item}”含有逗号或换行"));
        }
        // a quotation mark is doubled in the file
        let length = utf16_len(&items.join(",").replace('"', "\"\""));
        if length > LIST {
            self.add(place, format!("有效性序列共 {length} 个字符，超过 {LIST}"));
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.within(Area { first: chart.at, last: chart.at });
        let place = chart.at;
        if utf16_len(&chart.title) > LIST || utf16_len(&chart.value_axis) > LIST {
            self.add(place, "图表标题超过 255 个字符");
        }
        let data = self.names.iter().position(|name| *name == chart.sheet);
        let Some(end) = data.and_then(|at| self.ends.get(at)).copied() else {
            self.add(place, format!("图表的数据在不存在的工作表“{}”上", chart.sheet));
            return;
        };
        let values: Vec<Area> = [chart.values].into_iter().chain(chart.second).collect();
        for area in [chart.names].iter().chain(&values).copied() {
            if self.within(area) && (area.last.row > end.row || area.last.col > end.col) {
                self.add(place, format!("图表的数据区域 {}:{} 超出“{}”", area.first, area.last, chart.sheet));
            }
        }
        if values.iter().any(|area| cells_of(chart.names) != cells_of(*area)) {
            self.add(place, "图表的名称与数值个数不同");
        }
    }
}

/// The last of some rows and the last column in use.
pub(crate) fn last_cell(rows: Rows) -> CellRef {
    let col = rows.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| *col).max();
    CellRef::new(rows.end().saturating_sub(1), col.unwrap_or(0))
}

fn cells_of(area: Area) -> u64 {
    let rows = u64::from(area.last.row.saturating_sub(area.first.row)) + 1;
    let cols = u64::from(area.last.col.saturating_sub(area.first.col)) + 1;
    rows * cols
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::sheet::{Column, Role};
    use rust_decimal::dec;

    /// A good sheet with one fault added by `edit`.
    fn with(edit: impl FnOnce(&mut Sheet)) -> String {
        let mut sheet = Sheet::new("部门数据");
        for row in 0..4 {
            sheet.put(row, 0, Cell::text(Role::Text, "市财政局"));
            sheet.put(row, 1, Cell::text(Role::Text, "优秀"));
        }
        edit(&mut sheet);
        lint(&[sheet, Sheet::new("排名")]).join("\n")
    }

    fn list(items: &[&str]) -> Validation {
        let allowed = Allowed::List(items.iter().map(|item| item.to_string()).collect());
        Validation { area: Area::new((1, 1), (3, 1)), allowed, prompt: String::new(), strict: true }
    }

    fn chart(sheet: &str, last: u32) -> Chart {
        Chart {
            kind: crate::workbook::sheet::ChartKind::Bar,
            title: "平均分".into(),
            value_axis: "分".into(),
            sheet: sheet.into(),
            names: Area::new((0, 0), (3, 0)),
            values: Area::new((0, 1), (last, 1)),
            second: None,
            format: Default::default(),
            at: CellRef::new(0, 3),
            size: (400, 300),
            plain: false,
        }
    }

    #[test]
    fn a_good_sheet_has_no_problems() {
        let edit = |sheet: &mut Sheet| {
            sheet.merges.push(Area::new((0, 5), (1, 5)));
            sheet.filter = Some(Area::new((1, 0), (3, 5)));
            sheet.validations.push(list(&["是", "否"]));
            sheet.charts.push(chart("部门数据", 3));
            sheet.put(0, 2, Cell::text(Role::Text, "见").linked("排名", CellRef::new(0, 0)));
        };
        assert_eq!(with(edit), "");
    }

    #[test]
    fn sheet_names_that_excel_refuses_are_named() {
        let long = "很".repeat(32);
        for name in ["", "a/b", "甲\u{1}", "'甲", "history", "排名", &long] {
            assert!(with(|sheet| sheet.name = name.into()).contains("工作表名"), "{name}");
        }
        assert!(lint(&[Sheet { hidden: true, ..Sheet::new("甲") }]).concat().contains("可见"));
    }

    #[test]
    fn merges_neither_overlap_nor_cover_nor_disturb_a_filter() {
        let merges = |areas: &[Area]| with(|sheet| sheet.merges.extend(areas));
        assert!(merges(&[Area::new((0, 5), (1, 6)), Area::new((1, 6), (2, 7))]).contains("F1:G2 重叠"));
        assert!(merges(&[Area::new((0, 0), (0, 1))]).contains("部门数据!B1：内容被合并区域 A1:B1 遮住"));
        assert!(merges(&[Area::new((9, 9), (9, 9))]).contains("只有一个"));
        let filter = |sheet: &mut Sheet| {
            sheet.filter = Some(Area::new((0, 0), (3, 6)));
            sheet.merges.push(Area::new((1, 5), (2, 5)));
        };
        assert!(with(filter).contains("自动筛选"));
    }

    #[test]
    fn texts_beyond_a_limit_are_refused_and_never_cut() {
        let long = "长".repeat(32_768);
        assert!(with(|sheet| sheet.put(0, 3, Cell::text(Role::Text, &long))).contains("D1：文字有 32768"));
        assert!(with(|sheet| sheet.put(0, 3, Cell::text(Role::Text, "短").noted(&long))).contains("批注有 32768"));
        let columns = vec![Column { width: 251, ..Column::default() }];
        assert!(with(|sheet| sheet.columns = columns).contains("列宽"));
    }

    #[test]
    fn links_formulas_and_charts_lead_somewhere() {
        let lost = Cell::text(Role::Text, "见").linked("自评得分", CellRef::new(0, 0));
        assert!(with(|sheet| sheet.put(0, 3, lost)).contains("不存在的工作表“自评得分”"));
        let formula = Cell::default().computed(Some("SUM(自评得分!A1)".into()));
        assert!(with(|sheet| sheet.put(0, 3, formula)).contains("D1：公式引用了不存在"));
        assert!(with(|sheet| sheet.charts.push(chart("汇总", 3))).contains("不存在的工作表“汇总”"));
        assert!(with(|sheet| sheet.charts.push(chart("部门数据", 2))).contains("个数不同"));
        assert!(with(|sheet| sheet.charts.push(chart("部门数据", 9))).contains("超出“部门数据”"));
    }

    #[test]
    fn a_defined_name_is_neither_a_cell_nor_a_phrase_nor_twice_there() {
        let named = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (name.to_string(), Area::new((0, 0), (0, 0)))).collect();
            with(|sheet| sheet.names = names)
        };
        assert_eq!(named(&["参数_得分小数位", "上限"]), "");
        for name in ["A1", "R1C1", "R", "得分 小数位", "1级", ""] {
            assert!(named(&[name]).contains("不合规则"), "{name}");
        }
        assert!(named(&["上限", "上限"]).contains("重复"));
    }

    #[test]
    fn validations_that_excel_would_drop_are_refused() {
        let long = "很长的选项".repeat(60);
        for (items, expected) in [(vec!["一,二"], "逗号"), (vec![], "为空"), (vec![long.as_str()], "300 个字符")]
        {
            assert!(with(|sheet| sheet.validations.push(list(&items))).contains(expected));
        }
        let twice = |sheet: &mut Sheet| sheet.validations.extend([list(&["是"]), list(&["否"])]);
        assert!(with(twice).contains("重叠"));
        let between = Validation { allowed: Allowed::Between(dec!(5), dec!(0)), ..list(&[]) };
        assert!(with(|sheet| sheet.validations.push(between)).contains("下限"));
    }
}
