//! The scoring sheets: departments × judged indicators, blank cells for the pen or the keyboard, made to their paper.

use crate::annex::measure::{height, lines, pieces, room};
use crate::annex::page::{Cells, FIVE, Head, Page, text};
use crate::annex::title::divided;
use crate::form::names;
use crate::ground::{Area, CellRef, Points, file_names as written};
use crate::judges::plan::{Plan, Table};
use crate::judges::{JUDGE, Judge, MADE_OF, TITLE};
use crate::workbook::sheet::{Allowed, AnnexPart, Cell, Paper, Validation};
use crate::workbook::{Format, Role, Sheet, Value};
use indexmap::IndexMap;
use rust_decimal::Decimal;

/// 序号, the narrowest and the widest column of names, the narrowest and the widest of marks, in quarters of a character.
const NUMBER: u32 = 18;
const NAMES: [u32; 2] = [79, 140];
const MARKS: [u32; 2] = [23, 44];
/// The first column of marks.
const FIRST: u32 = 2;
/// Size of the names of indicators, in half points.
const SMALL: u8 = 20;
/// Heights of a row of 二级指标, of 分值 and of a department, in points: a mark is written by hand.
const HEIGHTS: [u32; 3] = [20, 18, 26];
/// Points above and below the highest name.
const AROUND: u32 = 6;
/// Lines of a note in one row, which has a greatest height.
const MOST_LINES: u32 = 20;

/// A page, and the quarters of a character across it.
struct Sort {
    paper: Paper,
    landscape: bool,
    across: u32,
}

const fn sort(a3: bool, landscape: bool, across: u32) -> Sort {
    Sort { paper: Paper { a3, sides: 20, ends: (22, 22), footer: 14 }, landscape, across }
}

/// A4 upright, A4 and A3 on their sides.
const SORTS: [Sort; 3] = [sort(false, false, 312), sort(false, true, 474), sort(true, true, 702)];

impl Sort {
    /// How many columns of marks it takes.
    fn most(&self) -> usize {
        ((self.across - NUMBER - NAMES[0]) / MARKS[0]) as usize
    }

    /// Widths of the columns for so many indicators.
    fn columns(&self, count: usize) -> Vec<u32> {
        let left = self.across - NUMBER;
        let marks = ((left - NAMES[0]) / count.max(1) as u32).clamp(MARKS[0], MARKS[1]);
        let name = (left - marks * count as u32).clamp(NAMES[0], NAMES[1]);
        [vec![NUMBER, name], vec![marks; count]].concat()
    }
}

/// Names of the files, one for each judge.
pub fn file_names(judges: &[Judge]) -> Vec<String> {
    let names: Vec<&str> = judges.iter().map(|judge| judge.name.as_str()).collect();
    names::file_names(&names).iter().map(|name| written::judge_sheet(name)).collect()
}

/// The sheets of one judge: one for each 评分表, more where one page does not take its indicators.
pub fn sheets_of(plan: &Plan, judge: &Judge) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for table in plan.tables.iter().filter(|table| !table.indicators.is_empty()) {
        let (sort, parts) = parts(&table.indicators);
        let several = parts.len() > 1;
        for (at, indicators) in parts.into_iter().enumerate() {
            let part = if several { format!("（{}）", crate::annex::chinese(at + 1)) } else { String::new() };
            let name = table.evaluation.scheme().table.of(TITLE) + &part;
            sheets.push(Scoring::sheet((table, sort), indicators, (judge, &part), &name));
        }
    }
    sheets
}

/// All judges in one workbook, a sheet or several for each.
pub fn all_in_one(plan: &Plan, judges: &[Judge]) -> Vec<Sheet> {
    let mut sheets: Vec<(String, Sheet)> = Vec::new();
    for judge in judges {
        let own = sheets_of(plan, judge).into_iter();
        sheets.extend(own.map(|sheet| (format!("{}{}", judge.name, &sheet.name[TITLE.len()..]), sheet)));
    }
    let wanted: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    let names = names::sheet_names(&wanted);
    names.into_iter().zip(sheets).map(|(name, (_, sheet))| Sheet { name, ..sheet }).collect()
}

/// The indicators of each sheet, and its page: the smallest that takes all, else as many of the largest as are needed.
fn parts(indicators: &[usize]) -> (&'static Sort, Vec<Vec<usize>>) {
    let sort = SORTS.iter().find(|sort| indicators.len() <= sort.most()).unwrap_or(&SORTS[2]);
    let parts = indicators.len().div_ceil(sort.most());
    let each = indicators.len().div_ceil(parts);
    (sort, indicators.chunks(each).map(<[usize]>::to_vec).collect())
}

struct Scoring<'a> {
    page: Page,
    table: &'a Table<'a>,
    indicators: Vec<usize>,
    /// Whether some department has nothing to be judged under an indicator.
    without: bool,
}

fn head(words: impl Into<String>) -> Cell {
    text(AnnexPart::Header, SMALL, words)
}

/// A name of two lines in halves: 经济 above 效益, where a program would part 经济效 from 益.
fn in_halves(name: &str, room: u32) -> String {
    let has_two = lines(name, room) == 2 && !name.contains('\n');
    if has_two { divided(name, 2) } else { name.to_string() }
}

impl<'a> Scoring<'a> {
    fn sheet(
        (table, sort): (&'a Table<'a>, &Sort),
        indicators: Vec<usize>,
        (judge, part): (&Judge, &str),
        name: &str,
    ) -> Sheet {
        let page = Page::new(name, &sort.columns(indicators.len()), sort.paper, sort.landscape);
        let mut scoring = Scoring { page, table, indicators, without: false };
        let title = format!("{}{TITLE}{part}", table.evaluation.title());
        scoring.page.head(Head { mark: None, title, unit: "单位：分", document: None });
        let top = scoring.page.row;
        scoring.page.signed(format!("{JUDGE}：{}", judge.name), format!("第{}份，共{}份", judge.number, judge.of));
        scoring.headings(top);
        let first = scoring.page.row;
        (0..table.evaluation.cards.len()).for_each(|department| scoring.department(department));
        scoring.page.end_table();
        scoring.allow(first);
        scoring.notes();
        scoring.page.signed(format!("{JUDGE}（签字）："), "日期：　　　　年　　月　　日".into());
        let mut sheet = scoring.page.finish();
        // the marks are typed into it
        sheet.locked = false;
        sheet.freeze = Some(CellRef::new(first, FIRST));
        sheet
    }

    /// The first and the last column of the indicators from number `from` on that `same` says belong together.
    fn run(&self, from: usize, same: impl Fn(usize, usize) -> bool) -> (u32, u32) {
        let first = self.indicators[from];
        let last = (from + 1..self.indicators.len()).take_while(|at| same(first, self.indicators[*at])).last();
        (FIRST + from as u32, FIRST + last.unwrap_or(from) as u32)
    }

    /// 二级指标, 三级指标 and 分值, repeated on each page with the judge above them.
    fn headings(&mut self, repeated: u32) {
        let (top, system) = (self.page.row, self.table.system());
        let path = |index: usize| &system.indicators[index].path;
        let same = |one: usize, other: usize| {
            let (one, other) = (path(one), path(other));
            one.level1 == other.level1 && one.level2 == other.level2
        };
        let level2 = self.across(same, |index| head(&path(index).level2));
        let name = |(col, at): (u32, &usize)| {
            let room = room(self.page.quarters(&(col..=col)), SMALL);
            (col..=col, head(in_halves(&path(*at).level3, room)))
        };
        let names: Cells = (FIRST..).zip(&self.indicators).map(name).collect();
        let high = |(columns, cell): &(_, Cell)| match &cell.value {
            Value::Text(words) => height(lines(words, room(self.page.quarters(columns), SMALL)), SMALL),
            _ => 0,
        };
        let highest = names.iter().map(high).max().unwrap_or(0);
        let shared = |one: usize, other: usize| {
            let group = system.indicators[one].group;
            group.is_some() && group == system.indicators[other].group
        };
        let full = |index: usize| {
            let marks =
                system.indicators[index].group.map_or(system.indicators[index].marks, |at| system.groups[at].marks);
            Cell::number(Role::Annex(AnnexPart::Header, SMALL), marks.0, Format::General)
        };
        let full = [vec![(0..=1, head("分值"))], self.across(shared, full)].concat();
        self.page.row(HEIGHTS[0], level2);
        self.page.row(highest + AROUND, names);
        self.page.row(HEIGHTS[1], full);
        for (col, words) in [(0, "序号"), (1, "部门（单位）")] {
            self.page.sheet.put_framed(Area::new((top, col), (top + 1, col)), head(words));
        }
        self.page.sheet.print.repeat_rows = Some((repeated, top + 2));
    }

    /// One cell over each run of columns.
    fn across(&self, same: impl Fn(usize, usize) -> bool, cell: impl Fn(usize) -> Cell) -> Cells {
        let (mut cells, mut at) = (Cells::new(), 0);
        while at < self.indicators.len() {
            let (first, last) = self.run(at, &same);
            cells.push((first..=last, cell(self.indicators[at])));
            at = (last - FIRST) as usize + 1;
        }
        cells
    }

    fn department(&mut self, department: usize) {
        let name = &self.table.evaluation.submission.departments[department].name;
        let number = Decimal::from(department + 1);
        let mut cells: Cells = vec![
            (0..=0, Cell::number(Role::Annex(AnnexPart::Figure, FIVE), number, Format::Whole)),
            (1..=1, text(AnnexPart::Text, FIVE, name)),
        ];
        for (col, index) in (FIRST..).zip(self.indicators.clone()) {
            let cell = match self.table.most(department, index) {
                Some(_) => Cell::blank(Role::Annex(AnnexPart::Figure, FIVE)),
                None => text(AnnexPart::Centre, FIVE, "—"),
            };
            self.without |= cell.value != Value::Blank;
            cells.push((col..=col, cell));
        }
        self.page.row(HEIGHTS[2], cells);
    }

    /// 数据有效性: 0 to the 分值 of each department, over neighbours that have the same.
    fn allow(&mut self, first: u32) {
        let departments: Vec<usize> = (0..self.table.evaluation.cards.len()).collect();
        for (col, index) in (FIRST..).zip(&self.indicators) {
            let most = |department: usize| self.table.most(department, *index);
            for run in departments.chunk_by(|one, next| most(*one) == most(*next)) {
                let Some(most) = most(run[0]) else { continue };
                let row = |department: usize| first + department as u32;
                self.page.sheet.validations.push(Validation {
                    area: Area::new((row(run[0]), col), (row(run[run.len() - 1]), col)),
                    allowed: Allowed::Between(Decimal::ZERO, most.0),
                    prompt: format!("填0至{most}之间的分数"),
                    strict: true,
                });
            }
        }
    }

    fn notes(&mut self) {
        let mut notes = vec!["每格填0至分值之间的分数，可以有小数；空白不作0分。".to_string()];
        if self.without {
            notes.push("“—”不在本表打分：部门报了个性化指标，或没有这一项分值。".to_string());
        }
        notes.extend(self.shared());
        let evaluation = self.table.evaluation;
        let year = match evaluation.year() {
            none if none.is_empty() => none,
            year => format!("（{year}）"),
        };
        notes.push(format!("本表{MADE_OF}“{}”{year}编制。", evaluation.input_name));
        let one =
            |(number, note): (usize, String)| format!("{}{number}．{note}", if number == 1 { "注：" } else { "　　" });
        let across = room(self.page.quarters(&(0..=self.page.last())), FIVE);
        for note in (1..).zip(notes).map(one) {
            pieces(&note, across, MOST_LINES).into_iter().for_each(|part| self.page.note(part));
        }
    }

    /// What is to be said of shared 分值 on this sheet.
    fn shared(&self) -> Vec<String> {
        let system = self.table.system();
        let departments = || 0..self.table.evaluation.cards.len();
        let mut notes = Vec::new();
        for group in system.groups.iter().filter(|group| group.members.iter().any(|at| self.indicators.contains(at))) {
            let unsplit =
                |department: &usize| self.table.unsplit(*department).any(|(members, _)| members == group.members);
            if departments().any(|department| unsplit(&department)) {
                let names = system.names(&group.members);
                notes.push(format!("{names}共用{0}分，一个部门这几项合计不超过{0}分。", group.marks));
            }
            let mut alike: IndexMap<String, Vec<&str>> = IndexMap::new();
            for department in departments().filter(|department| !unsplit(department)) {
                let name = &self.table.evaluation.submission.departments[department].name;
                if let Some(split) = self.split(department, &group.members) {
                    alike.entry(split).or_default().push(name);
                }
            }
            notes.extend(alike.iter().map(|(split, names)| format!("自行拆分为{split}的：{}。", names.join("、"))));
        }
        notes
    }

    /// `经济效益8分、社会效益7分`; none where the department has nothing to be judged there.
    fn split(&self, department: usize, members: &[usize]) -> Option<String> {
        let system = self.table.system();
        let part = |index: &usize| {
            let most: Points = self.table.most(department, *index)?;
            Some(format!("{}{most}分", system.indicators[*index].path.level3))
        };
        let parts: Vec<String> = members.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| parts.join("、"))
    }
}
