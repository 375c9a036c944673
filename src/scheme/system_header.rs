//! The header of a 评分表: which column is which, told by its heading and by what stands under it.

use crate::ground::names::{
    CRITERION, DIRECTION, FORMULA, FORMULA_SOURCE, FULL_MARKS, LEVEL1, LEVEL2, LEVEL3, LEVEL4, MEASURED_IN, TARGET,
};
use crate::ground::{Code, Finding, Heading, Message};
use crate::scheme::row_words::without_unit;
use crate::scheme::system_cells::{direction, named, share_of_band};
use crate::scheme::table::{View, no_header};
use rust_decimal::Decimal;

/// A header stands no further down.
const HEADER_SEARCH_ROWS: u32 = 60;
/// No indicator's name is longer, in characters.
const LONGEST_NAME: usize = 60;

/// A column of 一级 or 二级指标, and its own column of 分值 where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LevelColumn {
    pub name: u32,
    pub marks: Option<u32>,
}

/// Columns of a 评分表, from 0.
pub(crate) struct SystemColumns {
    /// The row of the headings.
    pub row: u32,
    /// The levels above the indicators, the highest first; none in a flat table.
    pub levels: Vec<LevelColumn>,
    /// The indicators that are scored.
    pub indicator: u32,
    /// 评分标准, or the first column of bands.
    pub criterion: u32,
    /// The columns of bands (A to D) with the share of 分值 that each gives, where there is no 评分标准.
    pub bands: Vec<(u32, Decimal)>,
    /// 分值; none where it stands in brackets behind the names only.
    pub marks: Option<u32>,
    /// 计算公式
    pub formula: Option<u32>,
    /// 公式依据
    pub source: Option<u32>,
    /// 目标值
    pub target: Option<u32>,
    /// 计量单位
    pub unit: Option<u32>,
    /// 指标方向
    pub direction: Option<u32>,
    /// Columns that one heading may mean, where more than one do.
    pub doubtful: Vec<(&'static str, [u32; 2])>,
}

impl SystemColumns {
    /// The columns that a template has too; the others are kept as they are.
    pub fn used(&self) -> Vec<u32> {
        let levels = self.levels.iter().flat_map(|level| [Some(level.name), level.marks]);
        let bands = self.bands.iter().map(|(col, _)| Some(*col));
        let others = [Some(self.indicator), Some(self.criterion), self.marks, self.formula, self.source];
        levels.chain(others).chain(bands).flatten().collect()
    }

    /// The columns of which every letter counts, save 评分标准: its compiler tells the letters at fault.
    pub fn deciding(&self) -> Vec<u32> {
        let mut columns = self.used();
        columns.retain(|col| Some(*col) != self.source && *col != self.criterion);
        columns.extend([self.target, self.unit, self.direction].into_iter().flatten());
        columns
    }
}

/// What a row tells, if it is the header.
struct Candidate<'a> {
    view: View<'a>,
    row: u32,
    levels: Vec<u32>,
    indicator: Option<u32>,
    criterion: Vec<u32>,
    bands: Vec<(u32, Decimal)>,
    marks: Vec<u32>,
}

/// Finds the header.
///
/// # Errors
/// F10: what is missing, and the headings there are.
pub(crate) fn find(view: View) -> Result<SystemColumns, Vec<Finding>> {
    let rows = view.grid.rows.iter().map(|row| row.index).take_while(|row| *row < HEADER_SEARCH_ROWS);
    let mut nearest: Option<Candidate> = None;
    for row in rows {
        let candidate = Candidate::at(view, row);
        if candidate.missing().is_empty()
            && let Some(columns) = candidate.columns_found()
        {
            return Ok(columns);
        }
        if candidate.told() > nearest.as_ref().map_or(1, Candidate::told) {
            nearest = Some(candidate);
        }
    }
    Err(nearest.map_or_else(
        || {
            let expected = "一行表头，含“一级指标、二级指标、三级指标、评分标准、分值”五列";
            no_header(view.grid, expected, "请按模板恢复表头；列的先后不限")
        },
        |nearest| vec![nearest.fault()],
    ))
}

impl<'a> Candidate<'a> {
    fn at(view: View<'a>, row: u32) -> Candidate<'a> {
        let mut candidate = Candidate {
            view,
            row,
            levels: Vec::new(),
            indicator: None,
            criterion: Vec::new(),
            bands: Vec::new(),
            marks: Vec::new(),
        };
        candidate.marks = candidate.headed(&FULL_MARKS);
        candidate.criterion = view.columns_of(row, &CRITERION);
        if candidate.criterion.is_empty() {
            candidate.criterion = candidate.criteria_by_content();
        }
        if candidate.criterion.is_empty() {
            candidate.bands = candidate.columns_of_bands();
            candidate.criterion = candidate.bands.iter().map(|(col, _)| *col).take(1).collect();
        }
        let levels = [&LEVEL1, &LEVEL2, &LEVEL3, &LEVEL4].map(|heading| view.column(row, heading));
        candidate.levels = levels.into_iter().flatten().filter(|col| candidate.holds_something(*col)).collect();
        candidate.choose_indicator(levels[2].or(levels[3]));
        candidate
    }

    /// All columns with a heading or another word for it.
    fn headed(&self, heading: &Heading) -> Vec<u32> {
        let is = |col: &u32| {
            let text = self.view.tidy(self.row, *col);
            heading.is(&text) || heading.is(without_unit(&text))
        };
        self.columns().filter(is).collect()
    }

    /// The columns with a heading of their own.
    fn columns(&self) -> impl Iterator<Item = u32> + use<'a> {
        let (view, row) = (self.view, self.row);
        (0..=view.last_col()).filter(move |col| view.left(row, *col) == *col && !view.text(row, *col).is_empty())
    }

    /// The rows under the header.
    fn below(&self) -> impl Iterator<Item = u32> + use<'a> {
        self.view.rows_below(self.view.bottom(self.row, 0).max(self.row))
    }

    fn holds_something(&self, col: u32) -> bool {
        self.below().any(|row| !self.view.text(row, col).is_empty())
    }

    /// 考核内容及计分办法, 评分依据: such a heading over texts that speak of marks.
    fn criteria_by_content(&self) -> Vec<u32> {
        const OF_MARKS: [&str; 6] = ["评分", "计分", "打分", "扣分", "评价", "考核"];
        const OF_RULES: [&str; 6] = ["标准", "办法", "细则", "方法", "规则", "依据"];
        let headed = |col: &u32| {
            let text = self.view.tidy(self.row, *col);
            OF_MARKS.iter().any(|word| text.contains(word)) && OF_RULES.iter().any(|word| text.contains(word))
        };
        let speaks = |col: &u32| {
            let texts: Vec<String> = self.below().map(|row| self.view.text(row, *col)).collect();
            let texts = texts.iter().filter(|text| !text.is_empty());
            let (all, of_marks) = (texts.clone().count(), texts.filter(|text| text.contains('分')).count());
            all > 0 && of_marks * 2 >= all
        };
        self.columns().filter(headed).filter(speaks).collect()
    }

    /// A（得分值的100%）, B（得分值的80%）…: the shares of 分值 fall from all of it, or there are no such columns.
    fn columns_of_bands(&self) -> Vec<(u32, Decimal)> {
        let share = |col: u32| Some((col, share_of_band(&self.view.text(self.row, col))?));
        let bands: Vec<(u32, Decimal)> = self.columns().filter_map(share).collect();
        let falls = bands.windows(2).all(|two| two[0].1 > two[1].1);
        let whole = bands.first().is_some_and(|(_, share)| *share == Decimal::ONE);
        if bands.len() > 1 && falls && whole { bands } else { Vec::new() }
    }

    /// The column of directions, if it holds such.
    fn direction(&self) -> Option<u32> {
        let tells = |col: &u32| self.below().any(|row| direction(&self.view.text(row, *col)).is_some());
        self.view.columns_of(self.row, &DIRECTION).into_iter().find(tells)
    }

    /// The deepest level, if each row has an indicator of its own there; in a flat table the last column of short
    /// and different texts before 分值.
    fn choose_indicator(&mut self, named: Option<u32>) {
        if let Some(deepest) = self.levels.last().copied() {
            let is_named = named.is_some() && self.levels.iter().any(|col| Some(*col) == named);
            if is_named || self.is_list(deepest) {
                self.indicator = self.levels.pop();
            }
        } else if let (Some(marks), [_, ..]) = (self.marks.first(), &self.criterion[..]) {
            let before = self.columns().take_while(|col| col < marks);
            let lists: Vec<u32> = before.filter(|col| !self.criterion.contains(col) && self.is_list(*col)).collect();
            self.indicator = lists.last().copied();
        }
    }

    /// Whether a column has a short name of its own in every row that has marks.
    fn is_list(&self, col: u32) -> bool {
        let scored = |row: &u32| self.marks.iter().any(|marks| !self.view.text(*row, *marks).is_empty());
        let rows: Vec<u32> = self.below().filter(scored).collect();
        let is_name = |row: &u32| {
            let text = self.view.text(*row, col);
            self.view.top(*row, col) == *row
                && text.chars().any(char::is_alphabetic)
                && text.chars().count() <= LONGEST_NAME
        };
        // a last row of 合计 has no name there
        let named = rows.iter().filter(|row| is_name(row)).count();
        named > 0 && named + 1 >= rows.len()
    }

    /// Whether 分值 stands in brackets behind the names.
    fn marks_in_names(&self) -> bool {
        let named = |col: u32| self.below().any(|row| named(&self.view.text(row, col)).stated.is_some());
        self.indicator.is_some_and(named)
    }

    /// The needed columns that are not there.
    fn missing(&self) -> Vec<&'static str> {
        let has = [
            ("三级指标", self.indicator.is_some()),
            (CRITERION.name, !self.criterion.is_empty()),
            (FULL_MARKS.name, !self.marks.is_empty() || self.marks_in_names()),
        ];
        has.into_iter().filter(|(_, has)| !has).map(|(name, _)| name).collect()
    }

    /// How many headings of a 评分表 the row has.
    fn told(&self) -> usize {
        self.levels.len() + self.indicator.iter().len() + self.criterion.len().min(1) + self.marks.len().min(1)
    }

    fn fault(&self) -> Finding {
        let headings: Vec<String> = self.columns().map(|col| self.view.tidy(self.row, col)).collect();
        let missing: Vec<String> = self.missing().iter().map(|name| format!("“{name}”")).collect();
        let found = format!("没有{}一列；这一行的表头是：{}", missing.join("、"), headings.join("、"));
        let advice = "请补上缺少的列，或把内容相当的一列的表头改成这个名称；列的先后不限";
        let message = Message::new("表头含“三级指标、评分标准、分值”各列", found, advice);
        Finding::new(Code::HeaderMissing, self.view.place(self.row, 0), message)
    }

    fn columns_of_marks(&self, levels: &[u32], indicator: u32) -> (Vec<Option<u32>>, Vec<u32>) {
        let mut of_levels = vec![None; levels.len()];
        let mut own = Vec::new();
        for marks in &self.marks {
            let level = levels.iter().position(|level| {
                level < marks && levels.iter().chain([&indicator]).all(|other| other > marks || other <= level)
            });
            match level {
                Some(level) if self.marks.len() > 1 && of_levels[level].is_none() => of_levels[level] = Some(*marks),
                _ => own.push(*marks),
            }
        }
        (of_levels, own)
    }

    fn columns_found(&self) -> Option<SystemColumns> {
        let indicator = self.indicator?;
        let (of_levels, mut own) = self.columns_of_marks(&self.levels, indicator);
        if own.len() > 1 {
            let name = |col: &u32| FULL_MARKS.name == without_unit(&self.view.tidy(self.row, *col));
            let named: Vec<u32> = own.iter().copied().filter(name).collect();
            own = if named.is_empty() { own } else { named };
        }
        let mut doubtful = Vec::new();
        for (name, columns) in [(CRITERION.name, &self.criterion), (FULL_MARKS.name, &own)] {
            if let [first, second, ..] = columns[..] {
                doubtful.push((name, [first, second]));
            }
        }
        for heading in [&LEVEL1, &LEVEL2, &LEVEL3, &FORMULA] {
            if let [first, second, ..] = self.view.columns_of(self.row, heading)[..] {
                doubtful.push((heading.name, [first, second]));
            }
        }
        let levels = self.levels.iter().zip(of_levels).map(|(name, marks)| LevelColumn { name: *name, marks });
        Some(SystemColumns {
            row: self.row,
            levels: levels.collect(),
            indicator,
            criterion: *self.criterion.first()?,
            bands: self.bands.clone(),
            marks: own.first().copied(),
            formula: self.view.column(self.row, &FORMULA),
            source: self.view.column(self.row, &FORMULA_SOURCE),
            target: self.view.column(self.row, &TARGET),
            unit: self.view.column(self.row, &MEASURED_IN),
            direction: self.direction(),
            doubtful,
        })
    }
}
