//! `jixiao template --from OLD`: the template of a table with what OLD was filled in with, and what is to be
//! said of it: what has no place any more, what is new, what must be looked at.

use crate::criterion::Needs;
use crate::ground::names::{SELF_GRADE, SELF_MARKS, SELF_REASON, SELF_TOTAL, sheets};
use crate::ground::{Code, Finding, GridCell, Message, OwnColumn, Place, original, tidy};
use crate::result::{columns, copy_of};
use crate::scheme::changes::changes;
use crate::scheme::compile::compile;
use crate::scheme::parameters::{Parameters, parse_parameters};
use crate::scheme::several::Several;
use crate::scheme::ties::parse_ties;
use crate::scheme::wording::Wording;
use crate::scheme::{Change, ColumnKey, IndicatorSystem, Scheme, system_of};
use crate::submission::filled::{Filled, filled_columns, other_unit};
use crate::submission::own::filled_own;
use crate::submission::{FilledColumn, ListedDepartment};
use crate::template::new_year::{NewYear, named_rows};
use crate::template::several::Tables;
use crate::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, OWN_FIRST_ROW, SELF_FIRST_COLUMN, SELF_FIRST_ROW, template};
use crate::workbook::read::{Book, sheet};
use crate::workbook::sheet::{Cell, copied};
use crate::workbook::{Role, Sheet};
use indexmap::IndexMap;

/// The workbook, and what is to be said of it.
pub struct Rebuilt {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Lines for the user.
    pub notes: Vec<String>,
}

/// Builds the template of a table from an old workbook; `year` is written where it is given. Another year than that
/// of OLD is a new one: then its figures are not carried, save those of the year before, see [`NewYear`].
///
/// # Errors
/// OLD has no 部门数据, or faults in 参数 or 审核公式; a 评分标准 that is refused; a year is given and OLD has none.
pub fn rebuild(old: &Book, rules: Option<&Book>, year: &str) -> Result<Rebuilt, Vec<Finding>> {
    let (parameters, _) = parse_parameters(sheet(old, sheets::PARAMETERS))?;
    let new_year = NewYear::asked(&parameters.year, year)?;
    let mut planned = Planned::of(old, rules.unwrap_or(old), parameters)?;
    let scheme = planned.scheme();
    let mut notes = new_year.map(|new_year| new_year.rename(scheme)).unwrap_or_default();
    if !year.is_empty() {
        scheme.year = year.to_string();
    }
    let labels: Vec<String> = scheme.columns.iter().map(|column| tidy(&column.label)).collect();
    let known = |text: &str| labels.iter().any(|label| label == text);
    let mut data = sheet(old, sheets::DATA).and_then(|grid| Filled::read(grid, &known)).ok_or_else(no_data)?;
    take_units(scheme, &data);
    if new_year.is_some() {
        let nameless = named_rows(&mut data);
        if !nameless.is_empty() {
            notes.push(format!("“部门数据”没有部门名称、没有带入的行：{}", nameless.join("、")));
        }
    }
    let departments: Vec<ListedDepartment> =
        data.rows.iter().map(|row| ListedDepartment::new(&row.name, &row.category)).collect();
    let mut sheets = planned.sheets(&departments)?;
    sheets.extend(aliases(old));
    notes.extend(carry_wording(old, &mut sheets));
    let scheme = planned.scheme();
    if let Some(new_year) = new_year {
        let filled = new_year.fill(scheme, &data, &mut sheets);
        return Ok(Rebuilt { sheets, notes: [filled, notes].concat() });
    }
    carry_ledger(old, &mut sheets);
    let mut carrier = Carrier { scheme, departments: &departments, sheets, notes };
    carrier.data(&data);
    if let Some(own) = sheet(old, sheets::SELF).and_then(|grid| Filled::read(grid, &is_self_heading)) {
        carrier.self_assessment(&own);
    }
    if let Some(grid) = sheet(old, sheets::OWN) {
        carrier.own(grid);
    }
    if let Ok(before) = system_of(old) {
        let after = carrier.scheme.system.clone();
        carrier.changed(&before, &after);
    } else if rules.is_some() {
        carrier.notes.push("有几个评分表，没有逐项比较新旧评分标准，请核对带入的评定得分。".into());
    }
    Ok(Rebuilt { sheets: carrier.sheets, notes: carrier.notes })
}

/// The table or tables that the new workbook is made by.
enum Planned {
    One(Box<Scheme>),
    Several(Box<Tables>),
}

impl Planned {
    /// The tables of `rules`, under 参数 and 审核公式 of OLD.
    fn of(old: &Book, rules: &Book, parameters: Parameters) -> Result<Planned, Vec<Finding>> {
        let ties = parse_ties(sheet(old, sheets::TIES))?;
        let Some(mut several) = Several::of_rules(rules) else {
            let system = system_of(rules)?;
            let (rules, _) = compile(&system)?;
            return Ok(Planned::One(Box::new(Scheme::new(system, rules, parameters, ties))));
        };
        several.listed_by(old);
        let mut tables = Tables::new(several.under(rules, &parameters, &ties)?, several.tables)?;
        tables.all.ties = ties;
        Ok(Planned::Several(Box::new(tables)))
    }

    /// What decides the columns that the figures are carried into.
    fn scheme(&mut self) -> &mut Scheme {
        match self {
            Planned::One(scheme) => scheme,
            Planned::Several(tables) => &mut tables.all,
        }
    }

    fn sheets(&self, departments: &[ListedDepartment]) -> Result<Vec<Sheet>, Vec<Finding>> {
        match self {
            Planned::One(scheme) => Ok(template(scheme, departments)),
            Planned::Several(tables) => tables.sheets(departments),
        }
    }
}

/// The units that the headings of OLD state, where nothing else tells.
fn take_units(scheme: &mut Scheme, data: &Filled) {
    let taken = filled_columns(&scheme.columns, &data.columns);
    for (column, at) in scheme.columns.iter_mut().zip(taken) {
        let unit = at.and_then(|at| data.columns[at].unit);
        if let (ColumnKey::DataItem(_), true, Some(unit)) = (&column.key, column.unit.is_empty(), unit) {
            column.unit = unit.name().to_string();
        }
    }
}

/// 公文用语 as OLD has changed it; what is to be said where it cannot be read.
fn carry_wording(old: &Book, sheets: &mut [Sheet]) -> Option<String> {
    let made = sheets.iter_mut().find(|sheet| sheet.name == sheets::WORDING)?;
    match Wording::of_book(old) {
        Ok(wording) => {
            *made = super::wording::sheet(&wording);
            None
        }
        Err(faults) => {
            Some(format!("“公文用语”有{}处看不懂，没有带入，用内置的用语：{}", faults.len(), faults[0].place))
        }
    }
}

/// 申诉台账 as it stands in OLD: of the same year only.
fn carry_ledger(old: &Book, sheets: &mut [Sheet]) {
    let made = sheets.iter_mut().find(|sheet| sheet.name == sheets::LEDGER);
    let there = sheet(old, sheets::LEDGER).filter(|grid| !grid.rows.is_empty());
    if let Some((made, grid)) = made.zip(there) {
        *made = copy_of(grid);
    }
}

/// 部门别名 as it stands in OLD.
fn aliases(old: &Book) -> Option<Sheet> {
    let grid = sheet(old, sheets::ALIASES)?;
    let mut made = Sheet { columns: columns(&[28, 60]), ..Sheet::new(sheets::ALIASES) };
    for row in &grid.rows {
        for (col, cell) in &row.cells {
            made.put(row.index, *col, copied(cell, Role::Input));
        }
    }
    made.merges.clone_from(&grid.merges);
    Some(made)
}

fn no_data() -> Vec<Finding> {
    let expected = "工作表“部门数据”，表头含“部门（单位）名称”一列";
    let advice = "带入旧内容的（--from）应是填过的工作簿；只要空模板的，请不选旧工作簿";
    vec![Finding::new(Code::SheetMissing, Place::file(), Message::new(expected, "没有找到", advice))]
}

fn is_self_heading(text: &str) -> bool {
    text == SELF_MARKS || SELF_REASON.is(text)
}

struct Carrier<'a> {
    scheme: &'a Scheme,
    departments: &'a [ListedDepartment],
    sheets: Vec<Sheet>,
    notes: Vec<String>,
}

impl Carrier<'_> {
    fn put(&mut self, sheet: &str, (row, col): (u32, u32), cell: &GridCell) {
        if let Some(sheet) = self.sheets.iter_mut().find(|made| made.name == sheet) {
            sheet.put(row, col, copied(cell, Role::Input));
        }
    }

    /// A heading of the notes with its lines, where there are any.
    fn note(&mut self, heading: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.notes.push(heading.to_string());
            self.notes.extend(lines.iter().map(|line| format!("  {line}")));
        }
    }

    /// 部门数据
    fn data(&mut self, data: &Filled) {
        let scheme = self.scheme;
        let mut taken = filled_columns(&scheme.columns, &data.columns);
        let mut units = Vec::new();
        for (column, at) in scheme.columns.iter().zip(&mut taken) {
            let other = at.and_then(|at| other_unit(column, &data.columns[at]));
            if let Some(unit) = other {
                let unit_wanted = if column.unit.is_empty() { "没有单位" } else { &column.unit };
                units.push(format!("{}：原表单位是{}，新表是{unit_wanted}", column.label, unit.name()));
                *at = None;
            }
        }
        let mut formulas = 0;
        for (col, at) in (DATA_FIRST_COLUMN..).zip(&taken) {
            let Some(column) = at.map(|at| &data.columns[at]) else { continue };
            for (place, row) in (DATA_FIRST_ROW..).zip(&data.rows) {
                let Some(cell) = data.cell(row.row, column) else { continue };
                formulas += u32::from(cell.formula);
                self.put(sheets::DATA, (place, col), cell);
            }
        }
        let carried = taken.iter().flatten().count();
        self.notes.push(format!("带入{}个部门；“部门数据”有{carried}列带入了原有的数据。", data.rows.len()));
        self.note("“部门数据”单位不同、没有带入的列（请换算后填写）：", units);
        let merged = data.merged().map(|area| format!("{}:{}", area.first, area.last)).collect();
        self.note("“部门数据”中合并成一格、不能确定是谁的数、没有带入的单元格：", merged);
        self.left(sheets::DATA, data, &taken);
        self.note("新增、须填写的列：", self.new_columns(&taken));
        if formulas > 0 {
            self.notes.push(format!("有{formulas}个单元格原来是公式，只带入了计算结果。"));
        }
    }

    /// Columns that no place was found for.
    fn left(&mut self, sheet: &str, filled: &Filled, taken: &[Option<usize>]) {
        let left = (0..filled.columns.len()).filter(|at| !taken.contains(&Some(*at)));
        let (used, blank): (Vec<usize>, Vec<usize>) = left.partition(|at| filled.filled_in(&filled.columns[*at]) > 0);
        let line = |at: &usize| {
            let column = &filled.columns[*at];
            format!("{}（{}个部门填过）", column.name(), filled.filled_in(column))
        };
        self.note(&format!("“{sheet}”在新表中没有位置、没有带入的列："), used.iter().map(line).collect());
        if !blank.is_empty() {
            self.notes.push(format!("“{sheet}”另有{}列没有填过，新表不再需要。", blank.len()));
        }
    }

    fn new_columns(&self, taken: &[Option<usize>]) -> Vec<String> {
        let mut new: IndexMap<String, Vec<&str>> = IndexMap::new();
        for (column, at) in self.scheme.columns.iter().zip(taken) {
            let optional = matches!(column.key, ColumnKey::Remark(_) | ColumnKey::Share(_));
            if at.is_none() && !optional {
                new.entry(format!("{}/{}", column.level2, column.level3)).or_default().push(&column.label);
            }
        }
        new.iter().map(|(indicator, labels)| format!("{indicator}：{}", labels.join("、"))).collect()
    }

    /// 自评得分: each department's row, each indicator's two columns, 自评总分 and 自评等次.
    fn self_assessment(&mut self, own: &Filled) {
        let taken = self.self_columns(&own.columns);
        let mut strangers = Vec::new();
        let mut used = vec![false; self.departments.len()];
        for row in &own.rows {
            let same = |at: &usize| !used[*at] && tidy(&self.departments[*at].name) == tidy(&row.name);
            let Some(at) = (0..used.len()).find(same) else {
                strangers.push(format!("{}：“部门数据”中没有这个部门（或已有一行自评）", row.name));
                continue;
            };
            used[at] = true;
            for (col, column) in (SELF_FIRST_COLUMN..).zip(&taken) {
                if let Some(cell) = column.and_then(|column| own.cell(row.row, &own.columns[column])) {
                    self.put(sheets::SELF, (SELF_FIRST_ROW + at as u32, col), cell);
                }
            }
        }
        self.note("“自评得分”没有带入的行：", strangers);
        self.left(sheets::SELF, own, &taken);
    }

    /// For each column of the new 自评得分, from the first indicator on, the old one.
    fn self_columns(&self, columns: &[FilledColumn]) -> Vec<Option<usize>> {
        let system = &self.scheme.system;
        let mut taken = Vec::new();
        for indicator in &system.indicators {
            let (level2, level3) = (tidy(&indicator.path.level2), tidy(&indicator.path.level3));
            let unique = system.indicators.iter().filter(|other| tidy(&other.path.level3) == level3).count() == 1;
            let column = |is: &dyn Fn(&str) -> bool| {
                let named = |column: &&usize| columns[**column].above.contains(&level3);
                let all: Vec<usize> = (0..columns.len()).filter(|at| is(&columns[*at].label)).collect();
                let under: Vec<&usize> = all.iter().filter(named).collect();
                let exact = under.iter().find(|at| columns[***at].above.contains(&level2)).map(|at| **at);
                exact.or(if unique && under.len() == 1 { Some(*under[0]) } else { None })
            };
            let bare = |text: &str| text == level3;
            let plain = columns.iter().position(|column| column.above.is_empty() && bare(&column.label));
            taken.push(column(&|text| text == SELF_MARKS).or(plain));
            taken.push(column(&|text| SELF_REASON.is(text)));
        }
        for heading in [&SELF_TOTAL, &SELF_GRADE] {
            taken.push(columns.iter().position(|column| heading.is(&column.label)));
        }
        taken
    }

    /// 个性化指标: the rows whose 三级指标 is still left to a person.
    fn own(&mut self, grid: &crate::workbook::read::Grid) {
        let mut left = Vec::new();
        let mut place = OWN_FIRST_ROW;
        for own in filled_own(grid) {
            let name = |column: OwnColumn| own.cells[column as usize].map(original).unwrap_or_default();
            if !self.is_judged(&own.level3, &own.level2) {
                let known = self.scheme.system.indicators.iter().any(|one| tidy(&one.path.level3) == tidy(&own.level3));
                let why = if known { "新表按规则计分" } else { "新表没有这项指标" };
                left.push(format!(
                    "{}：{}/{}（{why}）",
                    name(OwnColumn::Department),
                    own.level3,
                    name(OwnColumn::Name)
                ));
                continue;
            }
            for (col, cell) in (0..).zip(&own.cells) {
                let Some(cell) = cell else { continue };
                self.put(sheets::OWN, (place, col), cell);
            }
            if own.cells[OwnColumn::Level2 as usize].is_some() {
                self.level2_heading();
            }
            place += 1;
        }
        self.note("“个性化指标”没有带入的行：", left);
    }

    fn is_judged(&self, level3: &str, level2: &str) -> bool {
        let indicators = self.scheme.system.indicators.iter().zip(&self.scheme.rules);
        let mut named = indicators.filter(|(one, _)| {
            tidy(&one.path.level3) == tidy(level3) && (level2.is_empty() || tidy(&one.path.level2) == tidy(level2))
        });
        named.any(|(_, rule)| rule.rule.needs() == Needs::Judgement)
    }

    /// The template has no column 二级指标; where OLD has one it is kept.
    fn level2_heading(&mut self) {
        if let Some(sheet) = self.sheets.iter_mut().find(|sheet| sheet.name == sheets::OWN) {
            let level2 = OwnColumn::Level2;
            sheet.put(OWN_FIRST_ROW - 1, level2 as u32, Cell::text(Role::Header, level2.heading().name));
        }
    }

    /// Indicators that are scored otherwise than in OLD: what a person judged there may not hold any more.
    fn changed(&mut self, before: &IndicatorSystem, after: &IndicatorSystem) {
        let differ = changes(before, after).into_iter();
        let differ = differ.filter(|change| matches!(change.what, "分值" | "评分标准"));
        let line = |change: Change| match change.what {
            "分值" => format!("{}：分值由{}改为{}", change.indicator, change.before, change.after),
            _ => format!("{}：评分标准有改动", change.indicator),
        };
        self.note("计分有变、请核对带入的评定得分、各项实际得分和自评得分：", differ.map(line).collect());
    }
}
