//! 参数 → [`Conventions`], 年度, 标题 and what is printed on the annex.

use crate::ground::convention::{EXCELLENT_CAP, NO_CAP, SETTINGS};
use crate::ground::names::sheets;
use crate::ground::number::Unit;
use crate::ground::year::year_meant;
use crate::ground::{
    CellRef, Code, Conventions, Figure, Finding, Gathered, GradeBand, Heading, Message, Place, Points, Setting,
    read_figure, tidy,
};
use crate::scheme::printed::{PRINTED, Printed, PrintedRow};
use crate::scheme::table::{View, marked_rules};
use crate::scheme::tables::Serves;
use crate::workbook::read::Grid;
use rust_decimal::Decimal;

/// What 参数 says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parameters {
    /// 年度
    pub year: String,
    /// 标题
    pub title: String,
    /// 口径
    pub conventions: Conventions,
    /// What is printed on the annex.
    pub printed: Printed,
}

const NAME: Heading = Heading { name: "名称", aliases: &["参数", "参数名称", "项目"] };
const VALUE: Heading = Heading { name: "值", aliases: &["取值", "参数值", "设定值"] };
const GRADE: Heading = Heading { name: "等次", aliases: &["等次名称", "评价等次"] };
const AT_LEAST: Heading = Heading { name: "最低总分", aliases: &["最低分", "下限"] };

/// Names of the free texts on 参数.
pub const YEAR: &str = "年度";
/// 标题
pub const TITLE: &str = "标题";

/// Where things stand on 参数.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Places {
    /// The columns of 名称 and of 值.
    pub columns: Option<[u32; 2]>,
    /// The value cell of each named row, by its name.
    pub values: Vec<(String, CellRef)>,
    /// 等次, if there are any.
    pub grades: Option<GradeCells>,
}

/// Where the 等次 stand: in neighbouring rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradeCells {
    /// The first name.
    pub name: CellRef,
    /// The first 最低总分.
    pub at_least: CellRef,
    /// The number of rows.
    pub count: u32,
}

/// Finds the settings and grades of 参数.
pub fn places(grid: &Grid) -> Places {
    let view = View { grid };
    let mut places = Places::default();
    if let Some(header) = view.header(&[&NAME, &VALUE]) {
        let (name, value) = (header.columns[0], header.columns[1]);
        let at = |row| (view.tidy(row, name), CellRef::new(row, value));
        places.columns = Some([name, value]);
        places.values = setting_rows(view, header.row, name).into_iter().map(at).collect();
    }
    if let Some(header) = view.header(&[&GRADE, &AT_LEAST]) {
        let (name, at_least) = (header.columns[0], header.columns[1]);
        let first = header.row + 1;
        let count = (first..=view.last_row()).take_while(|row| !view.tidy(*row, name).is_empty()).count() as u32;
        let grades = GradeCells { name: CellRef::new(first, name), at_least: CellRef::new(first, at_least), count };
        places.grades = (count > 0).then_some(grades);
    }
    places
}

/// The rows that say which categories a 评分表 serves.
pub fn serves(grid: Option<&Grid>) -> Vec<Serves> {
    let Some(grid) = grid else { return Vec::new() };
    let value = |at: CellRef| View { grid }.text(at.row, at.col);
    let rows = places(grid).values.into_iter().filter_map(|(name, at)| Serves::read(&name, &value(at), at));
    // a blank one, as the template has it, leaves it to the name in brackets
    rows.filter(|row| !row.categories.is_empty()).collect()
}

/// Rows with a name: those above the grades, and known ones below them.
fn setting_rows(view: View, header: u32, name_col: u32) -> Vec<u32> {
    let mut below = false;
    let named = |row: &u32| {
        let name = view.tidy(*row, name_col);
        below |= GRADE.is(&name);
        let known = SETTINGS.iter().any(|setting| tidy(setting.name) == name)
            || name == EXCELLENT_CAP
            || printed(&name).is_some()
            || Serves::read(&name, "", CellRef::new(*row, 0)).is_some();
        !name.is_empty() && (!below || known)
    };
    view.rows_below(header).filter(named).collect()
}

/// The row of that name that is printed on the annex.
fn printed(name: &str) -> Option<&'static PrintedRow> {
    PRINTED.iter().find(|row| row.name == name)
}

/// Reads 参数. Without the sheet all settings keep their defaults, and F07 is reported.
///
/// # Errors
/// F12 for values that are not allowed and for 等次 out of order, all at once.
pub fn parse_parameters(grid: Option<&Grid>) -> Result<(Parameters, Vec<Finding>), Vec<Finding>> {
    let no_sheet = Grid::default();
    let view = View { grid: grid.unwrap_or(&no_sheet) };
    let mut reader = Reader { view, parameters: Parameters::default(), found: Gathered::default() };
    let Places { columns, values, grades } = places(view.grid);
    for (name, at) in &values {
        reader.setting(name, *at);
    }
    reader.found.faults.extend(marked(view, columns, grades));
    if columns.is_none() {
        reader.default_used(sheets::PARAMETERS, "全部采用默认值".to_string());
    } else {
        for setting in SETTINGS.iter().filter(|setting| !values.iter().any(|(name, _)| name == setting.name)) {
            reader.default_of(setting);
        }
    }
    if let Some(cells) = grades {
        reader.grades(cells);
    }
    reader.found.finish(Some(reader.parameters))
}

/// Names, values and 等次 of which something is struck out, raised or lowered.
fn marked(view: View, columns: Option<[u32; 2]>, grades: Option<GradeCells>) -> Vec<Finding> {
    let mut deciding: Vec<u32> = columns.into_iter().flatten().collect();
    deciding.extend(grades.iter().flat_map(|cells| [cells.name.col, cells.at_least.col]));
    marked_rules(view, (0, view.last_row()), &deciding)
}

struct Reader<'a> {
    view: View<'a>,
    parameters: Parameters,
    found: Gathered,
}

impl Reader<'_> {
    fn default_used(&mut self, what: &str, value: String) {
        let message = Message::new(format!("“{what}”"), value, "如需其他口径，请在“参数”表中填写");
        self.found.findings.push(Finding::new(Code::SettingDefault, Place::sheet(sheets::PARAMETERS), message));
    }

    fn default_of(&mut self, setting: &Setting) {
        self.default_used(setting.name, format!("采用默认值“{}”", setting.values[0]));
    }

    fn setting(&mut self, name: &str, at: CellRef) {
        let value = self.view.text(at.row, at.col);
        match name {
            YEAR => self.year(at, value),
            TITLE => self.parameters.title = value,
            EXCELLENT_CAP => self.cap(at),
            _ if printed(name).is_some() => self.printed(name, at, &value),
            _ => match SETTINGS.iter().find(|setting| tidy(setting.name) == name) {
                Some(setting) if value.is_empty() => self.default_of(setting),
                Some(setting) if setting.set(&mut self.parameters.conventions, &tidy(&value)) => {}
                Some(setting) => {
                    self.refuse(at, format!("“{name}”取值为：{}", setting.values.join("、")), &value);
                }
                // read by itself, see `serves`
                None if Serves::read(name, &value, at).is_some() => {}
                None => {
                    let found = format!("“{name}”不是本程序的参数，没有采用");
                    let message = Message::new("参数名称", found, "请核对名称是否写错；多余的行可以删去");
                    let place = self.view.place(at.row, at.col);
                    self.found.findings.push(Finding::new(Code::SettingUnknown, place, message));
                }
            },
        }
    }

    /// F41 for a year that has not four digits; where it is known which is meant, that is taken.
    fn year(&mut self, at: CellRef, written: String) {
        let meant = year_meant(&written);
        let found = match &meant {
            Some(year) if *year == written => None,
            Some(year) => Some(format!("“{written}”按“{year}”采用")),
            None if written.is_empty() => None,
            None => Some(format!("“{written}”不是四位年份，照原样印在标题中")),
        };
        if let Some(found) = found {
            let message = Message::new("四位年份，如2024", found, "请改为四位数字");
            self.found.findings.push(Finding::new(Code::YearRead, self.view.place(at.row, at.col), message));
        }
        self.parameters.year = meant.unwrap_or(written);
    }

    /// A row without a value is one for the pen, as one that is not there.
    fn printed(&mut self, name: &str, at: CellRef, value: &str) {
        let set = printed(name).map(|row| self.parameters.printed.set(row.id, value));
        if let Some(Err(expected)) = set {
            self.refuse(at, expected, value);
        }
    }

    fn cap(&mut self, at: CellRef) {
        let text = self.view.tidy(at.row, at.col);
        if text.is_empty() || text == NO_CAP || text == "无" {
            return;
        }
        match read_figure(self.view.cell(at.row, at.col), Unit::Percent) {
            Figure::Number { value, .. } if value > Decimal::ZERO && value <= Decimal::ONE => {
                self.parameters.conventions.excellent_cap = Some(value);
            }
            _ => self.refuse(at, format!("“{EXCELLENT_CAP}”为0%至100%的百分数，或“{NO_CAP}”"), &text),
        }
    }

    fn refuse(&mut self, at: CellRef, expected: String, found: &str) {
        let message = Message::new(expected, format!("“{found}”"), "请从下拉列表中选择，或照“可选值”填写");
        self.found.faults.push(Finding::new(Code::SettingInvalid, self.view.place(at.row, at.col), message));
    }

    /// 等次 with their 最低总分.
    fn grades(&mut self, cells: GradeCells) {
        let mut bands = Vec::new();
        for row in 0..cells.count {
            let name = self.view.tidy(cells.name.row + row, cells.name.col);
            let at = CellRef::new(cells.at_least.row + row, cells.at_least.col);
            match read_figure(self.view.cell(at.row, at.col), Unit::Marks) {
                Figure::Number { value, .. } => bands.push((at, GradeBand { name, at_least: Points(value) })),
                _ => self.refuse(at, format!("等次“{name}”的最低总分"), &self.view.text(at.row, at.col)),
            }
        }
        self.check_grades(&bands);
        if !bands.is_empty() {
            self.parameters.conventions.grades = bands.into_iter().map(|(_, band)| band).collect();
        }
    }

    /// From the best down, without overlap, the last from 0.
    fn check_grades(&mut self, bands: &[(CellRef, GradeBand)]) {
        for pair in bands.windows(2) {
            let ((_, better), (at, band)) = (&pair[0], &pair[1]);
            if band.at_least >= better.at_least {
                let expected = format!("等次自高到低排列，“{}”的最低总分小于{}", band.name, better.at_least);
                self.refuse(*at, expected, &band.at_least.to_string());
            }
        }
        if let Some((at, last)) = bands.last().filter(|(_, last)| last.at_least != Points::ZERO) {
            let bound = last.at_least.to_string();
            let expected = format!("最后一个等次“{}”的最低总分为0，否则低于{bound}分的部门没有等次", last.name);
            self.refuse(*at, expected, &bound);
        }
    }
}
