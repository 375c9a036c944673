//! 评分表 → [`IndicatorSystem`]. The built-in table and the user's sheet are read by the same code.

use crate::ground::names::{LEVEL1, READ_BACK};
use crate::ground::number::{Unit, unit_words};
use crate::ground::{CellRef, Code, Figure, Finding, Gathered, Message, Place, Placed, Points, original, read_figure};
use crate::scheme::compile::compile;
use crate::scheme::definition::{definitions, meant_for};
use crate::scheme::indicators::{Indicator, IndicatorPath, IndicatorSystem, LevelHeading, OtherColumn, SharedMarks};
use crate::scheme::row_words::{is_total_row, without_unit};
use crate::scheme::system_cells::{Named, direction, is_percent, is_remark, joined, named};
use crate::scheme::system_header::{self, LevelColumn, SystemColumns};
use crate::scheme::table::{View, marked_rules};
use crate::scheme::text_table::grid_of_text;
use crate::workbook::read::Grid;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The official 附件3-1 (湖南岳阳), as text.
const BUILT_IN: &str = include_str!("../../workbooks/system.tsv");

/// The built-in table as a sheet, so that one parser reads both.
pub fn built_in_grid() -> Grid {
    grid_of_text(BUILT_IN)
}

/// A 评分表 as far as it can be read.
pub struct ReadTable {
    /// The table; rows without 评分标准 or 分值 are left out.
    pub system: IndicatorSystem,
    /// What is said of it.
    pub findings: Vec<Finding>,
    /// Faults of its structure: it cannot be scored by.
    pub faults: Vec<Finding>,
}

/// Reads a 评分表.
///
/// # Errors
/// All faults at once: no header, a row without 评分标准 or 分值, marks that do not add up; and with them every
/// 评分标准 and 计算公式 that is refused.
pub fn parse_system(grid: &Grid) -> Result<(IndicatorSystem, Vec<Finding>), Vec<Finding>> {
    let ReadTable { system, findings, mut faults } = read_table(grid)?;
    if faults.is_empty() {
        return Ok((system, findings));
    }
    faults.append(&mut compile(&system).err().unwrap_or_default());
    Err(faults)
}

/// Reads a 评分表 with its faults of structure.
///
/// # Errors
/// No header, or no indicator under it.
pub fn read_table(grid: &Grid) -> Result<ReadTable, Vec<Finding>> {
    let view = View { grid };
    let columns = system_header::find(view)?;
    let header = columns.row;
    let mut reader = SystemReader {
        view,
        headings: vec![Vec::new(); columns.levels.len()],
        columns,
        system: IndicatorSystem::default(),
        paths: BTreeSet::new(),
        found: Gathered::default(),
    };
    reader.one_column_each();
    reader.title(header);
    let top = view.bottom(header, reader.columns.indicator);
    reader.found.faults.extend(marked_rules(view, (top + 1, view.last_row()), &reader.columns.deciding()));
    reader.rows(top);
    reader.sums();
    reader.others(header);
    reader.say_how_marks_are_read();
    if reader.system.indicators.is_empty() && reader.found.faults.is_empty() {
        reader.fault(header + 1, reader.columns.indicator, "至少一项三级指标", "表头下没有三级指标");
    }
    let SystemReader { mut system, found: Gathered { findings, faults }, .. } = reader;
    if !faults.is_empty() {
        system.indicators.retain(|one| !one.criterion.text.is_empty() && one.marks > Points::ZERO);
    }
    if system.indicators.is_empty() { Err(faults) } else { Ok(ReadTable { system, findings, faults }) }
}

/// The columns of the sheet and what is read so far.
struct SystemReader<'a> {
    view: View<'a>,
    columns: SystemColumns,
    /// The headings of each level so far, the highest first.
    headings: Vec<Vec<LevelHeading>>,
    system: IndicatorSystem,
    /// The paths of its indicators.
    paths: BTreeSet<IndicatorPath>,
    found: Gathered,
}

impl SystemReader<'_> {
    /// Two columns that one heading may mean: which of them to use cannot be told.
    fn one_column_each(&mut self) {
        for (name, columns) in self.columns.doubtful.clone() {
            let [one, other] = columns.map(|col| format!("“{}”", self.view.text(self.columns.row, col)));
            let found = format!("{one}和{other}都像这一列，不能确定用哪一列");
            let expected = format!("只有一列“{name}”");
            let advice = format!("请把要用的一列的表头写成“{name}”，其他的改成别的名称");
            let message = Message::new(expected, found, advice);
            let place = self.view.place(self.columns.row, columns[1]);
            self.found.faults.push(Finding::new(Code::SystemFault, place, message));
        }
    }

    /// Other full marks than 100, and weights in percent, are said.
    fn say_how_marks_are_read(&mut self) {
        let Some(first) = self.system.indicators.first() else { return };
        let place = first.marks_place.clone();
        let in_percent = self
            .columns
            .marks
            .filter(|col| self.system.indicators.iter().any(|one| is_percent(self.view.cell(one.row, *col))));
        if let Some(col) = in_percent {
            let shown = self.view.text(first.row, col);
            let found =
                format!("“{}”列写的是百分数，{shown}按{}分计", self.view.text(self.columns.row, col), first.marks);
            let message = Message::new("分值，单位：分", found, "总分不是100分的，请把这一列改成分数");
            self.found.findings.push(Finding::new(Code::WeightAsMarks, place.clone(), message));
        }
        let total = self.system.total_marks();
        if total != Points(Decimal::ONE_HUNDRED) {
            let found = format!("各项分值合计{total}分，等次按总分占满分的比例评定");
            let message = Message::new("满分100分", found, "如有漏列的指标请补上；本来就是这个满分的，无需处理");
            self.found.findings.push(Finding::new(Code::OtherFullMarks, place, message));
        }
    }

    fn fault(&mut self, row: u32, col: u32, expected: &str, found: &str) {
        let message = Message::new(expected, found, "请更正评分表后重新运行");
        self.found.faults.push(Finding::new(Code::SystemFault, self.view.place(row, col), message));
    }

    /// The widest text above the header is the title; 附件 marks and unit lines are not.
    fn title(&mut self, header: u32) {
        let cells = (0..header).flat_map(|row| {
            (0..=self.columns.marks.unwrap_or(self.columns.criterion)).map(move |col| CellRef::new(row, col))
        });
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
            } else if !self.view.text(row, self.columns.indicator).is_empty() {
                self.indicator(row);
            } else if self.columns.levels.iter().any(|level| !self.view.text(row, level.name).is_empty()) {
                self.skipped(row, "没有三级指标");
            }
        }
    }

    /// What a row begins with: its 一级指标, or 合计 and 备注 that stand left of it.
    fn lead(&self, row: u32) -> String {
        let first = self.first();
        let mut texts = (0..first).map(|col| self.view.tidy(row, col));
        let outside = texts.find(|text| text.starts_with("总分") || is_total_row(text) || is_remark(text));
        outside.unwrap_or_else(|| self.view.tidy(row, first))
    }

    /// The column that the levels begin with.
    fn first(&self) -> u32 {
        self.columns.levels.first().map_or(self.columns.indicator, |level| level.name)
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
        self.found.findings.push(Finding::new(Code::RowSkipped, self.view.place(row, self.first()), message));
    }

    fn total_row(&mut self, row: u32) {
        if let Some(col) = self.columns.marks
            && let Some(stated) = self.marks(row, col)
        {
            self.check_sum(self.view.place(row, col), "总分", stated, self.system.total_marks());
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

    /// The 分值 that shows at a place; a weight of 15% is 15.
    fn marks(&self, row: u32, col: u32) -> Option<Points> {
        let cell = self.view.cell(row, col);
        let (unit, times) = if is_percent(cell) { (Unit::Percent, 100) } else { (Unit::Marks, 1) };
        match read_figure(cell, unit) {
            Figure::Number { value, .. } => Some(Points((value * Decimal::from(times)).normalize())),
            _ => None,
        }
    }

    fn indicator(&mut self, row: u32) {
        let Named { name, stated, unit } = named(&self.view.text(row, self.columns.indicator));
        let levels: Vec<String> = (0..self.columns.levels.len()).map(|level| self.heading(row, level)).collect();
        let path = self.path(row, &levels, name);
        let (marks, group) = match self.columns.marks {
            Some(col) => self.full_marks(row, col),
            None => (self.marks_of_name(row, stated), None),
        };
        let criterion = self.criterion(row, &path.level3, marks);
        if !self.paths.insert(path.clone()) {
            let found = format!("“{}”出现了两次", path.level3);
            self.fault(row, self.columns.indicator, "同一二级指标下三级指标不重名", &found);
        }
        if let Some(stated) = stated.filter(|stated| group.is_none() && *stated != marks) {
            let found = format!("“{}”写的是{stated}分，分值列是{marks}分", path.level3);
            self.fault(row, self.columns.indicator, "名称后写的分值与分值列一致", &found);
        }
        let definition = self.definition(row, &path.level3, &criterion);
        let formula = self.optional(row, self.columns.formula);
        let formula = if formula.text.is_empty() { definition.clone().unwrap_or(formula) } else { formula };
        self.system.indicators.push(Indicator {
            path,
            criterion,
            marks,
            marks_place: self.shown_place(row, self.columns.marks.unwrap_or(self.columns.indicator)),
            group,
            formula,
            definition,
            unit: if unit.is_empty() { self.unit(row) } else { unit },
            target: self.optional(row, self.columns.target),
            direction: self.columns.direction.and_then(|col| direction(&self.view.text(row, col))),
            source: self.optional(row, self.columns.source).text,
            row,
        });
    }

    /// The formula that the row's 评分标准 or its other columns (指标说明) define.
    fn definition(&self, row: u32, level3: &str, criterion: &Placed) -> Option<Placed> {
        let others =
            self.other_columns().filter(|col| !READ_BACK.contains(&self.view.text(self.columns.row, *col).as_str()));
        let texts = others.map(|col| self.optional(row, Some(col)));
        let found = std::iter::once(criterion.clone()).chain(texts).flat_map(|text| {
            let place = text.place;
            definitions(&text.text).into_iter().map(move |one| (one, place.clone()))
        });
        let (all, places): (Vec<_>, Vec<_>) = found.unzip();
        let meant = meant_for(level3, &all)?;
        let at = all.iter().position(|one| one == meant)?;
        Some(Placed { text: meant.text.clone(), place: places[at].clone() })
    }

    /// What the column 计量单位 says, where it is a unit.
    fn unit(&self, row: u32) -> String {
        let text = self.columns.unit.map(|col| self.view.text(row, col)).unwrap_or_default();
        Unit::parse(&text).map_or_else(String::new, |_| unit_words(&text))
    }

    /// The columns that a template does not have.
    fn other_columns(&self) -> impl Iterator<Item = u32> + use<> {
        let used = self.columns.used();
        (0..=self.view.last_col()).filter(move |col| !used.contains(col))
    }

    /// Keeps the columns that a template does not have, but not those that an earlier result added.
    fn others(&mut self, header: u32) {
        for col in self.other_columns() {
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
            None => Placed { text: String::new(), place: self.view.place(row, self.columns.criterion) },
        }
    }

    /// The place of the cell that shows in a row of a column.
    fn shown_place(&self, row: u32, col: u32) -> Place {
        self.view.place(self.view.top(row, col), col)
    }

    /// The path of an indicator. A level that the table does not have is named as the one below it; levels between
    /// the first and the indicator make one name.
    fn path(&mut self, row: u32, levels: &[String], level3: String) -> IndicatorPath {
        let own = |name: &str| LevelHeading {
            name: name.to_string(),
            stated: None,
            first: self.system.indicators.len(),
            count: 1,
            place: self.shown_place(row, self.columns.indicator),
        };
        let last = |level: usize, name: &str| {
            let found = self.headings.get(level).and_then(|list| list.last());
            found.map_or_else(|| own(name), |heading| LevelHeading { name: name.to_string(), ..heading.clone() })
        };
        let (level1, between) =
            levels.split_first().map_or((level3.clone(), &levels[..0]), |(one, rest)| (one.clone(), rest));
        let level2 = if between.is_empty() { level3.clone() } else { joined(between) };
        let first = last(0, &level1);
        let second = if between.is_empty() { own(&level2) } else { last(levels.len() - 1, &level2) };
        for (list, heading) in [(&mut self.system.level1, first), (&mut self.system.level2, second)] {
            // the heading of the row above is counted on
            if heading.count > 1 {
                list.pop();
            }
            list.push(heading);
        }
        IndicatorPath { level1, level2, level3 }
    }

    /// A blank heading, criterion or 分值 continues the one above: as merged, or as merged cells that were split.
    fn heading(&mut self, row: u32, level: usize) -> String {
        let LevelColumn { name: col, marks } = self.columns.levels[level];
        let text = self.view.text(row, col);
        let first = self.system.indicators.len();
        let place = self.shown_place(row, col);
        let above_began = self.headings[..level].iter().flat_map(|list| list.last()).any(|last| last.first == first);
        let Named { name, stated, .. } = named(&text);
        let stated = stated.or_else(|| self.marks(row, marks?));
        let continues = |last: &LevelHeading| text.is_empty() || last.name == name;
        match self.headings[level].last_mut() {
            Some(last) if continues(last) && !above_began => {
                last.count += 1;
                last.name.clone()
            }
            _ => {
                self.headings[level].push(LevelHeading { name: name.clone(), stated, first, count: 1, place });
                name
            }
        }
    }

    fn criterion(&mut self, row: u32, level3: &str, marks: Points) -> Placed {
        let mut criterion = self.optional(row, Some(self.columns.criterion));
        if !self.columns.bands.is_empty() {
            criterion.text = self.bands(row, marks);
        }
        match self.system.indicators.last() {
            _ if !criterion.text.is_empty() => criterion,
            Some(above) if self.view.grid.merges.is_empty() => above.criterion.clone(),
            _ => {
                self.fault(row, self.columns.criterion, "评分标准", &format!("“{level3}”的评分标准为空"));
                criterion
            }
        }
    }

    /// The columns of bands as one text: `≥95%得10分；80%（含）-95%得8分；＜80%不得分。`
    fn bands(&self, row: u32, full: Points) -> String {
        let band = |(col, share): &(u32, Decimal)| {
            let words = self.view.text(row, *col);
            let words = words.trim_end_matches(['；', ';', '。', '，']);
            let marks = Points((full.0 * share).normalize());
            let award = if share.is_zero() { "不得分".to_string() } else { format!("得{marks}分") };
            (!words.is_empty()).then(|| format!("{words}{award}"))
        };
        let bands: Vec<String> = self.columns.bands.iter().filter_map(band).collect();
        if bands.is_empty() { String::new() } else { format!("{}。", bands.join("；")) }
    }

    /// The 分值 of a row, and its group where it shares the one of the row above.
    fn full_marks(&mut self, row: u32, col: u32) -> (Points, Option<usize>) {
        let text = self.view.text(row, col);
        let place = self.shown_place(row, col);
        let merged = self.view.bottom(row, col) > self.view.top(row, col);
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
        match self.marks(row, col) {
            Some(marks) if marks > Points::ZERO => (marks, None),
            _ => {
                self.fault(row, col, "大于0的分值", &format!("“{text}”"));
                (Points::ZERO, None)
            }
        }
    }

    /// The 分值 in brackets behind a name, where there is no column of them.
    fn marks_of_name(&mut self, row: u32, stated: Option<Points>) -> Points {
        match stated.filter(|marks| *marks > Points::ZERO) {
            Some(marks) => marks,
            None => {
                let text = self.view.text(row, self.columns.indicator);
                let found = format!("“{text}”后面没有写分值");
                self.fault(row, self.columns.indicator, "名称后的括号里写明分值，如（5分）", &found);
                Points::ZERO
            }
        }
    }

    /// Marks of the levels above, in brackets or in a column, must be the sum of their indicators.
    fn sums(&mut self) {
        for heading in self.headings.concat() {
            if let Some(stated) = heading.stated {
                let sum = self.system.marks_of(heading.members());
                self.check_sum(heading.place, &format!("“{}”", heading.name), stated, sum);
            }
        }
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
        let two = OTHER.replace("权重", "权重\t标准分").replace("\t5\t≥", "\t5\t5\t≥");
        assert!(found(&two).contains("“权重”和“标准分”都像这一列"), "{}", found(&two));
        let named = two.replace("标准分", "分值");
        assert_eq!(parse_system(&grid_of_text(&named)).unwrap().0.total_marks(), Points(Decimal::from(5)));
    }

    #[test]
    fn weights_behind_each_level_are_its_own_and_are_checked() {
        let each = OTHER.replace("一级目标\t二级", "一级目标\t权重\t二级").replace("甲（5分）\t乙", "甲\t5\t乙");
        assert_eq!(parse_system(&grid_of_text(&each)).unwrap().0.total_marks(), Points(Decimal::from(5)));
        assert!(found(&each.replace("甲\t5", "甲\t6")).starts_with("所属三级指标分值合计5分，相差1分"));
    }

    #[test]
    fn points_behind_a_name_must_be_those_of_the_column() {
        let wrong = found(&OTHER.replace("完成率（5分）", "完成率（4分）"));
        assert!(wrong.starts_with("“完成率”写的是4分，分值列是5分"), "{wrong}");
    }

    #[test]
    fn a_total_left_of_the_levels_is_checked_too() {
        assert!(parse_system(&grid_of_text(&format!("{OTHER}合计\t\t\t\t5\t\n注：示例"))).is_ok());
        let wrong = found(&format!("{OTHER}合计\t\t\t\t6\t"));
        assert!(wrong.starts_with("所属三级指标分值合计5分，相差1分"), "{wrong}");
    }
}
