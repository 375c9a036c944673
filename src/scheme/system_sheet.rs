//! 评分表 → [`IndicatorSystem`]. The built-in table and the user's sheet are read by the same code.

use crate::ground::names::{
    CRITERION, FORMULA, FORMULA_SOURCE, FULL_MARKS, LEVEL1, LEVEL2, LEVEL3, READ_BACK, SYSTEM_HEADINGS,
};
use crate::ground::number::Unit;
use crate::ground::{CellRef, Code, Finding, Gathered, Message, Place, Placed, Points, original, read_figure, tidy};
use crate::scheme::indicators::{Indicator, IndicatorPath, IndicatorSystem, LevelHeading, OtherColumn, SharedMarks};
use crate::scheme::row_words::{is_total_row, without_unit};
use crate::scheme::table::{Header, View, no_header};
use crate::scheme::text_table::grid_of_text;
use crate::workbook::read::Grid;
use rust_decimal::Decimal;
use std::str::FromStr;

/// The official 附件3-1 (湖南岳阳), as text.
const BUILT_IN: &str = include_str!("../../workbooks/system.tsv");

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
    let Some(Header { row: header, columns }) = view.header(&[&LEVEL1, &LEVEL2, &LEVEL3, &CRITERION, &FULL_MARKS])
    else {
        let expected = "一行表头，含“一级指标、二级指标、三级指标、评分标准、分值”五列";
        return Err(no_header(grid, expected, "请按模板恢复表头；列的先后不限"));
    };
    let mut reader = SystemReader {
        view,
        level1: columns[0],
        level2: columns[1],
        level3: columns[2],
        criterion: columns[3],
        marks: columns[4],
        formula: view.column(header, &FORMULA),
        source: view.column(header, &FORMULA_SOURCE),
        system: IndicatorSystem::default(),
        found: Gathered::default(),
    };
    reader.one_column_each(header);
    reader.title(header);
    reader.rows(view.bottom(header, reader.level3));
    reader.sums();
    reader.others(header);
    if reader.system.indicators.is_empty() && reader.found.faults.is_empty() {
        reader.fault(header + 1, reader.level3, "至少一项三级指标", "表头下没有三级指标");
    }
    reader.found.finish(Some(reader.system))
}

/// Columns of the sheet, from 0, and what is read so far.
struct SystemReader<'a> {
    view: View<'a>,
    level1: u32,
    level2: u32,
    level3: u32,
    criterion: u32,
    marks: u32,
    formula: Option<u32>,
    source: Option<u32>,
    system: IndicatorSystem,
    found: Gathered,
}

impl SystemReader<'_> {
    /// Reports R16 for two columns with the same heading, such as a 权重 for each level: which one counts is not clear.
    fn one_column_each(&mut self, header: u32) {
        for heading in &SYSTEM_HEADINGS[..6] {
            let columns = self.view.columns_of(header, heading);
            if let [first, second, ..] = columns[..] {
                let [one, other] = [first, second].map(|col| format!("“{}”", self.view.text(header, col)));
                let found = format!("{one}和{other}都像这一列，不能确定用哪一列");
                let expected = format!("只有一列“{}”", heading.name);
                let advice = format!("请把要用的一列的表头写成“{}”，其他的改成别的名称", heading.name);
                let message = Message::new(expected, found, advice);
                self.found.faults.push(Finding::new(Code::SystemFault, self.view.place(header, second), message));
            }
        }
    }

    fn fault(&mut self, row: u32, col: u32, expected: &str, found: &str) {
        let message = Message::new(expected, found, "请更正评分表后重新运行");
        self.found.faults.push(Finding::new(Code::SystemFault, self.view.place(row, col), message));
    }

    /// The widest text above the header is the title; 附件 marks and unit lines are not.
    fn title(&mut self, header: u32) {
        let cells = (0..header).flat_map(|row| (0..=self.marks).map(move |col| CellRef::new(row, col)));
        let texts = cells.filter_map(|at| self.view.grid.cell(at)).map(original);
        let titles = texts.filter(|text| text.contains('表') || text.contains("评价"));
        self.system.title = titles.max_by_key(|text| text.chars().count()).unwrap_or_default().trim().to_string();
    }

    fn rows(&mut self, header: u32) {
        for row in self.view.rows_below(header) {
            let lead = self.lead(row);
            if lead.starts_with("总分") || is_total_row(&lead) {
                self.total_row(row);
            } else if is_remark(&lead) {
                self.system.note = self.note_text(row);
            } else if LEVEL1.is(without_unit(&lead)) {
                self.skipped(row, "重复的表头");
            } else if !self.view.text(row, self.level3).is_empty() {
                self.indicator(row);
            } else if [self.level1, self.level2].iter().any(|col| !self.view.text(row, *col).is_empty()) {
                self.skipped(row, "没有三级指标");
            }
        }
    }

    /// What a row begins with: its 一级指标, or 合计 and 备注 that stand left of it.
    fn lead(&self, row: u32) -> String {
        let mut texts = (0..self.level1).map(|col| self.view.tidy(row, col));
        let outside = texts.find(|text| text.starts_with("总分") || is_total_row(text) || is_remark(text));
        outside.unwrap_or_else(|| self.view.tidy(row, self.level1))
    }

    fn note_text(&self, row: u32) -> String {
        let mut texts = (0..=self.view.last_col()).map(|col| self.view.text(row, col)).filter(|text| !text.is_empty());
        let first = texts.next().unwrap_or_default();
        let rest: String = texts.filter(|text| *text != first).collect();
        first + &rest
    }

    fn skipped(&mut self, row: u32, why: &str) {
        let found = format!("第{}行{why}，没有采用", row + 1);
        let message = Message::new("三级指标行", found, "如果这一行是指标，请补全三级指标");
        self.found.findings.push(Finding::new(Code::RowSkipped, self.view.place(row, self.level1), message));
    }

    fn total_row(&mut self, row: u32) {
        if let Some(stated) = self.marks(row) {
            self.check_sum(self.view.place(row, self.marks), "总分", stated, self.system.total_marks());
        }
    }

    /// Reports R15 where a stated 分值 is not the sum of the indicators.
    fn check_sum(&mut self, place: Place, what: &str, stated: Points, sum: Points) {
        if stated != sum {
            let found = format!("所属三级指标分值合计{sum}分，相差{}分", (stated - sum).0.abs().normalize());
            let advice = "请更正三级指标分值，或更正这里写的分值";
            let message = Message::new(format!("{what}{stated}分"), found, advice);
            self.found.faults.push(Finding::new(Code::MarksDoNotAddUp, place, message));
        }
    }

    /// The 分值 that shows in a row.
    fn marks(&self, row: u32) -> Option<Points> {
        read_figure(self.view.cell(row, self.marks), Unit::Marks).number().map(Points)
    }

    fn indicator(&mut self, row: u32) {
        let level1 = self.heading(row, self.level1, 1);
        let level2 = self.heading(row, self.level2, 2);
        let Named { name, stated } = named(&self.view.text(row, self.level3));
        let path = IndicatorPath { level1, level2, level3: name };
        let criterion = self.criterion(row, &path.level3);
        let (marks, group) = self.full_marks(row);
        if self.system.indicators.iter().any(|other| other.path == path) {
            let found = format!("“{}”出现了两次", path.level3);
            self.fault(row, self.level3, "同一二级指标下三级指标不重名", &found);
        }
        if let Some(stated) = stated.filter(|stated| group.is_none() && *stated != marks) {
            let found = format!("“{}”写的是{stated}分，分值列是{marks}分", path.level3);
            self.fault(row, self.level3, "名称后写的分值与分值列一致", &found);
        }
        self.system.indicators.push(Indicator {
            path,
            criterion,
            marks,
            marks_place: self.shown_place(row, self.marks),
            group,
            formula: self.optional(row, self.formula),
            source: self.optional(row, self.source).text,
            row,
        });
    }

    /// Keeps the columns that the program does not use, but not those that an earlier result added.
    fn others(&mut self, header: u32) {
        let needed = [self.level1, self.level2, self.level3, self.criterion, self.marks];
        let used: Vec<u32> = needed.into_iter().chain(self.formula).chain(self.source).collect();
        for col in (0..=self.view.last_col()).filter(|col| !used.contains(col)) {
            let heading = self.view.text(header, col);
            let rows = self.system.indicators.iter().map(|indicator| indicator.row);
            let cells: Vec<Placed> = rows.map(|row| self.optional(row, Some(col))).collect();
            let blank = heading.is_empty() && cells.iter().all(|cell| cell.text.is_empty());
            if !blank && !READ_BACK.contains(&heading.as_str()) {
                self.system.others.push(OtherColumn { heading, cells });
            }
        }
    }

    fn optional(&self, row: u32, col: Option<u32>) -> Placed {
        match col {
            Some(col) => Placed { text: self.view.text(row, col), place: self.shown_place(row, col) },
            None => Placed { text: String::new(), place: self.view.place(row, self.criterion) },
        }
    }

    /// The place of the cell that shows in a row of a column.
    fn shown_place(&self, row: u32, col: u32) -> Place {
        self.view.place(self.view.top(row, col), col)
    }

    /// The name of a 一级 or 二级指标. A blank cell continues the one above: merged, or a merged cell that was split.
    fn heading(&mut self, row: u32, col: u32, level: u8) -> String {
        let text = self.view.text(row, col);
        let first = self.system.indicators.len();
        let place = self.shown_place(row, col);
        let level1_began = self.system.level1.last().is_some_and(|last| last.first == first);
        let list = if level == 1 { &mut self.system.level1 } else { &mut self.system.level2 };
        let Named { name, stated } = named(&text);
        let continues = |last: &LevelHeading| text.is_empty() || last.name == name;
        match list.last_mut() {
            Some(last) if continues(last) && !(level == 2 && level1_began) => {
                last.count += 1;
                last.name.clone()
            }
            _ => {
                list.push(LevelHeading { name: name.clone(), stated, first, count: 1, place });
                name
            }
        }
    }

    fn criterion(&mut self, row: u32, level3: &str) -> Placed {
        let criterion = self.optional(row, Some(self.criterion));
        match self.system.indicators.last() {
            _ if !criterion.text.is_empty() => criterion,
            Some(above) if self.view.grid.merges.is_empty() => above.criterion.clone(),
            _ => {
                self.fault(row, self.criterion, "评分标准", &format!("“{level3}”的评分标准为空"));
                criterion
            }
        }
    }

    /// The 分值 of a row, and its group where it shares the one of the row above.
    fn full_marks(&mut self, row: u32) -> (Points, Option<usize>) {
        let text = self.view.text(row, self.marks);
        let place = self.shown_place(row, self.marks);
        let merged = self.view.bottom(row, self.marks) > self.view.top(row, self.marks);
        let index = self.system.indicators.len();
        if let Some(above) = self.system.indicators.last_mut()
            && (text.is_empty() && self.view.grid.merges.is_empty()
                || above.marks_place == place && (merged || text.is_empty()))
        {
            let (marks, groups) = (above.marks, &mut self.system.groups);
            let group = *above.group.get_or_insert_with(|| {
                groups.push(SharedMarks { marks, members: vec![index - 1] });
                groups.len() - 1
            });
            groups[group].members.push(index);
            return (marks, Some(group));
        }
        match self.marks(row) {
            Some(marks) if marks > Points::ZERO => (marks, None),
            _ => {
                self.fault(row, self.marks, "大于0的分值", &format!("“{text}”"));
                (Points::ZERO, None)
            }
        }
    }

    /// 二级 and 一级 marks stated in brackets must be the sum of their indicators.
    fn sums(&mut self) {
        for heading in self.system.level1.clone().into_iter().chain(self.system.level2.clone()) {
            if let Some(stated) = heading.stated {
                let sum = self.system.marks_of(heading.members());
                self.check_sum(heading.place, &format!("“{}”", heading.name), stated, sum);
            }
        }
    }
}

/// Whether a row is 备注 under the table.
fn is_remark(lead: &str) -> bool {
    ["备注", "注:", "说明:"].iter().any(|start| lead.starts_with(start))
}

/// A name with the marks behind it: `投入\n（15分）` is 投入 with 15.
struct Named {
    /// Without line breaks and spaces.
    name: String,
    stated: Option<Points>,
}

fn named(text: &str) -> Named {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let stated = text.rfind(['（', '(', '〔', '[']).and_then(|open| {
        let inside = tidy(&text[open..]);
        let inside = inside.trim_start_matches(['(', '〔', '[']).trim_end_matches([')', '〕', ']']);
        Some((open, Decimal::from_str(inside.strip_suffix('分').unwrap_or(inside)).ok()?))
    });
    match stated {
        Some((open, marks)) => Named { name: text[..open].to_string(), stated: Some(Points(marks)) },
        None => Named { name: text, stated: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
