//! 评分表 → [`IndicatorSystem`]. The built-in table and the user's sheet are read by the same code.

use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::{READ_BACK, SYSTEM_HEADINGS};
use crate::ground::number::{Figure, Unit, read_figure, tidy};
use crate::ground::place::{Place, Placed};
use crate::ground::quantity::Points;
use crate::scheme::indicators::{Indicator, IndicatorPath, IndicatorSystem, LevelHeading, OtherColumn, SharedMarks};
use crate::scheme::table::{View, is_total_row, without_unit};
use crate::scheme::text_table::grid_of_text;
use crate::workbook::read::Grid;
use rust_decimal::Decimal;
use std::str::FromStr;

/// The official 附件3-1 (湖南岳阳), as text.
pub const BUILT_IN: &str = include_str!("../../workbooks/system.tsv");

/// The built-in table as a sheet, so that one parser reads both.
pub fn built_in_grid() -> Grid {
    grid_of_text(BUILT_IN)
}

/// Reads a 评分表.
///
/// # Errors
/// All structural faults at once: no header, a row without 评分标准 or 分值, marks that do not add up.
pub fn parse_system(grid: &Grid) -> Result<(IndicatorSystem, Vec<Finding>), Vec<Finding>> {
    let view = View { grid };
    let wanted: Vec<_> = SYSTEM_HEADINGS[..5].iter().collect();
    let Some((header, columns)) = view.header(&wanted) else {
        let message = Message::new(
            "一行表头，含“一级指标、二级指标、三级指标、评分标准、分值”五列",
            "没有找到这样的表头",
            "请按模板恢复表头；列的先后不限",
        );
        return Err(vec![Finding::new(Code::HeaderMissing, Place::sheet(grid.name.clone()), message)]);
    };
    let optional = |at: usize| view.column(header, &SYSTEM_HEADINGS[at]);
    let mut reader = SystemReader {
        view,
        columns: [columns[0], columns[1], columns[2], columns[3], columns[4]],
        formula: optional(5),
        source: optional(6),
        system: IndicatorSystem::default(),
        findings: Vec::new(),
        faults: Vec::new(),
    };
    reader.one_column_each(header);
    reader.title(header);
    reader.rows(view.bottom(header, columns[2]) + 1);
    reader.sums();
    reader.others(header);
    if reader.system.indicators.is_empty() && reader.faults.is_empty() {
        reader.fault(header + 1, columns[2], "至少一项三级指标", "表头下没有三级指标");
    }
    if reader.faults.is_empty() { Ok((reader.system, reader.findings)) } else { Err(reader.faults) }
}

struct SystemReader<'a> {
    view: View<'a>,
    columns: [u32; 5],
    formula: Option<u32>,
    source: Option<u32>,
    system: IndicatorSystem,
    findings: Vec<Finding>,
    faults: Vec<Finding>,
}

impl SystemReader<'_> {
    /// 权重 of each level: which of them is the 分值 cannot be told.
    fn one_column_each(&mut self, header: u32) {
        for heading in &SYSTEM_HEADINGS[..6] {
            let columns = self.view.columns_of(header, heading);
            if let [first, second, ..] = columns[..] {
                let texts = [first, second].map(|col| self.view.text(header, col));
                let [one, other] = texts.map(|text| format!("“{text}”"));
                let found = format!("{one}和{other}都像这一列，不能确定用哪一列");
                let expected = format!("只有一列“{}”", heading.name);
                let place = self.view.place(header, second);
                let advice = format!("请把要用的一列的表头写成“{}”，其他的改成别的名称", heading.name);
                self.faults.push(Finding::new(Code::SystemFault, place, Message::new(expected, found, advice)));
            }
        }
    }

    fn fault(&mut self, row: u32, col: u32, expected: &str, found: &str) {
        let place = self.view.place(row, col);
        let message = Message::new(expected, found, "请更正评分表后重新运行");
        self.faults.push(Finding::new(Code::SystemFault, place, message));
    }

    /// The widest text above the header is the title; 附件 marks and unit lines are not.
    fn title(&mut self, header: u32) {
        let texts = (0..header).flat_map(|row| (0..=self.columns[4]).map(move |col| (row, col)));
        let texts = texts.filter_map(|(row, col)| self.view.grid.cell(crate::ground::place::CellRef::new(row, col)));
        let titles =
            texts.map(crate::ground::number::original).filter(|text| text.contains('表') || text.contains("评价"));
        self.system.title = titles.max_by_key(|text| text.chars().count()).unwrap_or_default().trim().to_string();
    }

    fn rows(&mut self, first: u32) {
        for index in 0..self.view.grid.rows.len() {
            let row = self.view.grid.rows[index].index;
            if row < first {
                continue;
            }
            let [one, two, three, _, marks] = self.columns;
            let lead = self.lead(row);
            if lead.starts_with("总分") || is_total_row(&lead) {
                self.total_row(row, marks);
            } else if is_remark(&lead) {
                self.system.note = self.note_text(row);
            } else if crate::ground::names::SYSTEM_HEADINGS[0].is(without_unit(&lead)) {
                self.skipped(row, "重复的表头");
            } else if self.view.text(row, three).is_empty() {
                let text = self.view.text(row, one) + &self.view.text(row, two);
                if !text.is_empty() {
                    self.skipped(row, "没有三级指标");
                }
            } else {
                self.indicator(row);
            }
        }
    }

    /// What a row begins with: its 一级指标, or 合计 and 备注 that stand left of it.
    fn lead(&self, row: u32) -> String {
        let texts = (0..self.columns[0]).map(|col| self.view.tidy(row, col));
        let outside = texts.into_iter().find(|text| text.starts_with("总分") || is_total_row(text) || is_remark(text));
        outside.unwrap_or_else(|| self.view.tidy(row, self.columns[0]))
    }

    fn note_text(&self, row: u32) -> String {
        let texts: Vec<String> = (0..=self.view.last_col()).map(|col| self.view.text(row, col)).collect();
        let first = texts.iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
        let rest = texts.into_iter().skip_while(|text| *text != first).skip(1);
        let rest = rest.filter(|text| !text.is_empty() && *text != first).fold(String::new(), |all, text| all + &text);
        first + &rest
    }

    fn skipped(&mut self, row: u32, why: &str) {
        let place = self.view.place(row, self.columns[0]);
        let advice = "如果这一行是指标，请补全三级指标";
        let message = Message::new("三级指标行", format!("第{}行{why}，没有采用", row + 1), advice);
        self.findings.push(Finding::new(Code::RowSkipped, place, message));
    }

    fn total_row(&mut self, row: u32, col: u32) {
        let stated = self.marks(row, col);
        let sum = self.system.total_marks();
        if let Some(stated) = stated
            && stated != sum
        {
            self.fault_sum(row, col, "总分", stated, sum);
        }
    }

    fn fault_sum(&mut self, row: u32, col: u32, what: &str, stated: Points, sum: Points) {
        let place = self.view.place(row, col);
        let message = Message::new(
            format!("{what}{stated}分"),
            format!("所属三级指标分值合计{sum}分，相差{}分", (stated - sum).0.abs().normalize()),
            "请更正三级指标分值，或更正这里写的分值",
        );
        self.faults.push(Finding::new(Code::MarksDoNotAddUp, place, message));
    }

    fn marks(&self, row: u32, col: u32) -> Option<Points> {
        let cell = self.view.grid.shown(crate::ground::place::CellRef::new(row, col));
        match read_figure(cell, Unit::Marks) {
            Figure::Number { value, .. } => Some(Points(value)),
            _ => None,
        }
    }

    fn indicator(&mut self, row: u32) {
        let [one, two, three, criterion, marks] = self.columns;
        let index = self.system.indicators.len();
        let level1 = self.heading(row, one, 1);
        let level2 = self.heading(row, two, 2);
        let level3 = self.view.text(row, three);
        let path = IndicatorPath { level1, level2, level3: name_of(&level3) };
        let criterion = self.criterion(row, criterion, &path.level3);
        let (marks_value, group) = self.full_marks(row, marks, index);
        self.same_path(&path, row, three);
        if let Some(stated) = stated_marks(&level3).filter(|stated| group.is_none() && *stated != marks_value) {
            let found = format!("“{}”写的是{stated}分，分值列是{marks_value}分", path.level3);
            self.fault(row, three, "名称后写的分值与分值列一致", &found);
        }
        self.system.indicators.push(Indicator {
            path,
            criterion,
            marks: marks_value,
            marks_place: self.view.place(self.top(row, marks), marks),
            group,
            formula: self.optional(row, self.formula),
            source: self.optional(row, self.source).text,
            row,
        });
    }

    /// The columns that decide nothing, with what they hold; what a result added is made anew.
    fn others(&mut self, header: u32) {
        let used: Vec<u32> = self.columns.into_iter().chain(self.formula).chain(self.source).collect();
        for col in (0..=self.view.last_col()).filter(|col| !used.contains(col)) {
            let heading = self.view.text(header, col);
            let rows: Vec<u32> = self.system.indicators.iter().map(|indicator| indicator.row).collect();
            let cells: Vec<Placed> = rows.into_iter().map(|row| self.optional(row, Some(col))).collect();
            let blank = heading.is_empty() && cells.iter().all(|cell| cell.text.is_empty());
            if !blank && !READ_BACK.contains(&heading.as_str()) {
                self.system.others.push(OtherColumn { heading, cells });
            }
        }
    }

    fn same_path(&mut self, path: &IndicatorPath, row: u32, col: u32) {
        if self.system.indicators.iter().any(|other| other.path == *path) {
            self.fault(row, col, "同一二级指标下三级指标不重名", &format!("“{}”出现了两次", path.level3));
        }
    }

    fn optional(&self, row: u32, col: Option<u32>) -> Placed {
        match col {
            Some(col) => Placed { text: self.view.text(row, col), place: self.view.place(self.top(row, col), col) },
            None => Placed { text: String::new(), place: self.view.place(row, self.columns[3]) },
        }
    }

    /// The row of the cell that shows at a place.
    fn top(&self, row: u32, col: u32) -> u32 {
        let at = crate::ground::place::CellRef::new(row, col);
        self.view.grid.merges.iter().find(|area| area.contains(at)).map_or(row, |area| area.first.row)
    }

    /// A blank heading, criterion or 分值 continues the one above: as merged, or as merged cells that were split.
    fn heading(&mut self, row: u32, col: u32, level: u8) -> String {
        let text = self.view.text(row, col);
        let index = self.system.indicators.len();
        let place = self.view.place(self.top(row, col), col);
        let level1_began = self.system.level1.last().is_some_and(|last| last.first == index);
        let list = if level == 1 { &mut self.system.level1 } else { &mut self.system.level2 };
        let name = name_of(&text);
        let same =
            list.last().is_some_and(|last| text.is_empty() || last.name == name) && !(level == 2 && level1_began);
        match list.last_mut() {
            Some(last) if same => {
                last.count += 1;
                last.name.clone()
            }
            _ => {
                list.push(LevelHeading {
                    name: name.clone(),
                    stated: stated_marks(&text),
                    first: index,
                    count: 1,
                    place,
                });
                name
            }
        }
    }

    fn criterion(&mut self, row: u32, col: u32, level3: &str) -> Placed {
        let text = self.view.text(row, col);
        if !text.is_empty() {
            return Placed { text, place: self.view.place(self.top(row, col), col) };
        }
        match self.system.indicators.last() {
            Some(above) if self.view.grid.merges.is_empty() => above.criterion.clone(),
            _ => {
                self.fault(row, col, "评分标准", &format!("“{level3}”的评分标准为空"));
                Placed { text, place: self.view.place(row, col) }
            }
        }
    }

    fn full_marks(&mut self, row: u32, col: u32, index: usize) -> (Points, Option<usize>) {
        let top = self.top(row, col);
        let shared = self.view.bottom(row, col) > top || self.view.text(row, col).is_empty();
        let place = self.view.place(top, col);
        if let Some(above) = self.system.indicators.last()
            && shared
            && (above.marks_place == place || self.view.text(row, col).is_empty() && self.view.grid.merges.is_empty())
        {
            let marks = above.marks;
            return (marks, Some(self.join_group(index, marks)));
        }
        match self.marks(row, col) {
            Some(marks) if marks > Points::ZERO => (marks, None),
            _ => {
                let found = self.view.text(row, col);
                self.fault(row, col, "大于0的分值", &format!("“{found}”"));
                (Points::ZERO, None)
            }
        }
    }

    fn join_group(&mut self, index: usize, marks: Points) -> usize {
        if let Some(group) = self.system.indicators[index - 1].group {
            self.system.groups[group].members.push(index);
            return group;
        }
        self.system.groups.push(SharedMarks { marks, members: vec![index - 1, index] });
        let group = self.system.groups.len() - 1;
        self.system.indicators[index - 1].group = Some(group);
        group
    }

    /// 二级 and 一级 marks stated in brackets must be the sum of their indicators.
    fn sums(&mut self) {
        for heading in self.system.level1.clone().into_iter().chain(self.system.level2.clone()) {
            let sum = self.system.marks_of(heading.members());
            if let (Some(stated), Some(cell)) = (heading.stated, heading.place.cell)
                && stated != sum
            {
                self.fault_sum(cell.row, cell.col, &format!("“{}”", heading.name), stated, sum);
            }
        }
    }
}

/// 备注 under the table.
fn is_remark(lead: &str) -> bool {
    ["备注", "注:", "说明:"].iter().any(|start| lead.starts_with(start))
}

/// A name without line breaks, spaces and the marks behind it: `投入\n（15分）` is 投入.
fn name_of(text: &str) -> String {
    let one_line: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match marks_in_brackets(&one_line) {
        Some((name, _)) => name,
        None => one_line,
    }
}

fn stated_marks(text: &str) -> Option<Points> {
    let one_line: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    marks_in_brackets(&one_line).map(|(_, marks)| marks)
}

/// `投入（15分）` → 投入 and 15.
fn marks_in_brackets(text: &str) -> Option<(String, Points)> {
    let open = text.rfind(['（', '(', '〔', '['])?;
    let inside = tidy(&text[open..]);
    let inside = inside.trim_start_matches(['(', '〔', '[']).trim_end_matches([')', '〕', ']']);
    let number = Decimal::from_str(inside.strip_suffix('分').unwrap_or(inside)).ok()?;
    Some((text[..open].to_string(), Points(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> IndicatorSystem {
        parse_system(&built_in_grid()).unwrap().0
    }

    #[test]
    fn the_official_table_has_25_indicators_and_100_marks() {
        let system = built_in();
        assert_eq!(system.indicators.len(), 25);
        assert_eq!(system.total_marks(), Points(Decimal::ONE_HUNDRED));
    }

    #[test]
    fn one_criterion_serves_the_six_rows_of_duties_and_one_mark_the_three_effects() {
        let system = built_in();
        let duties: Vec<_> = system.indicators.iter().filter(|i| i.path.level2 == "职责履行").collect();
        assert_eq!(duties.len(), 6);
        assert!(duties.iter().all(|i| i.criterion == duties[0].criterion && i.group.is_none()));
        assert_eq!(system.groups.len(), 1);
        let names: Vec<_> = system.groups[0].members.iter().map(|i| &system.indicators[*i].path.level3).collect();
        assert_eq!(names, ["经济效益", "社会效益", "生态效益"]);
    }

    const OTHER: &str = "序号\t一级目标\t二级目标\t考核指标\t权重\t评价标准\n\
        1\t甲（5分）\t乙\t完成率（5分）\t5\t≥90%，计5分；其他情况不得分。\n";

    fn found(table: &str) -> String {
        parse_system(&grid_of_text(table)).unwrap_err().into_iter().map(|fault| fault.message.found).collect()
    }

    #[test]
    fn other_names_of_levels_and_columns_are_understood() {
        let (system, _) = parse_system(&grid_of_text(OTHER)).unwrap();
        assert_eq!(system.indicators[0].path.to_string(), "甲/乙/完成率");
        assert_eq!(system.indicators[0].marks, Points(Decimal::from(5)));
    }

    #[test]
    fn several_columns_of_weights_are_not_chosen_among() {
        let three = OTHER.replace("一级目标\t二级", "一级目标\t权重\t二级").replace("（5分）\t乙", "（5分）\t5\t乙");
        assert!(found(&three).contains("“权重”和“权重”都像这一列"), "{}", found(&three));
        let named = three.replace("考核指标\t权重", "考核指标\t分值");
        assert_eq!(parse_system(&grid_of_text(&named)).unwrap().0.total_marks(), Points(Decimal::from(5)));
    }

    #[test]
    fn points_behind_a_name_must_be_those_of_the_column() {
        assert_eq!(found(&OTHER.replace("完成率（5分）", "完成率（4分）")), "“完成率”写的是4分，分值列是5分");
    }

    #[test]
    fn a_total_left_of_the_levels_is_checked_too() {
        assert!(parse_system(&grid_of_text(&format!("{OTHER}合计\t\t\t\t5\t\n注：示例"))).is_ok());
        let wrong = found(&format!("{OTHER}合计\t\t\t\t6\t"));
        assert_eq!(wrong, "所属三级指标分值合计5分，相差1分");
    }
}
