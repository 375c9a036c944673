//! 参数 → [`Conventions`], 年度 and 标题.

use crate::ground::convention::{Conventions, EXCELLENT_CAP, GradeBand, NO_CAP, SETTINGS};
use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::Heading;
use crate::ground::number::{Figure, Unit, read_figure, tidy};
use crate::ground::place::{CellRef, Place};
use crate::ground::quantity::Points;
use crate::scheme::table::View;
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
    /// The value cell of each named row, by its name.
    pub values: Vec<(String, CellRef)>,
    /// The grades: cell of the first name, cell of the first bound, number of rows.
    pub grades: Option<(CellRef, CellRef, u32)>,
}

/// Finds the settings and grades of 参数.
pub fn places(grid: &Grid) -> Places {
    let view = View { grid };
    let mut places = Places::default();
    if let Some((header, columns)) = view.header(&[&NAME, &VALUE]) {
        for row in setting_rows(view, header, columns[0]) {
            places.values.push((view.tidy(row, columns[0]), CellRef::new(row, columns[1])));
        }
    }
    if let Some((header, columns)) = view.header(&[&GRADE, &AT_LEAST]) {
        let rows = (header + 1..=view.last_row()).take_while(|row| !view.tidy(*row, columns[0]).is_empty());
        let at = |col| CellRef::new(header + 1, col);
        places.grades = Some((at(columns[0]), at(columns[1]), rows.count() as u32)).filter(|(.., count)| *count > 0);
    }
    places
}

/// Rows with a name: those above the grades, and known settings below them.
fn setting_rows(view: View, header: u32, name_col: u32) -> Vec<u32> {
    let mut below = false;
    let named = |row: &u32| {
        let name = view.tidy(*row, name_col);
        below |= GRADE.is(&name);
        let known = SETTINGS.iter().any(|setting| tidy(setting.name) == name) || name == EXCELLENT_CAP;
        !name.is_empty() && (!below || known)
    };
    (header + 1..=view.last_row()).filter(named).collect()
}

/// Reads 参数; without the sheet all settings keep their defaults, which a finding says.
///
/// # Errors
/// Values that are not allowed and grades with a hole or an overlap, all at once.
pub fn parse_parameters(grid: Option<&Grid>) -> Result<(Parameters, Vec<Finding>), Vec<Finding>> {
    let mut reader = Reader { parameters: Parameters::default(), findings: Vec::new(), faults: Vec::new() };
    let header = grid.and_then(|grid| View { grid }.header(&[&NAME, &VALUE]).map(|found| (grid, found)));
    match header {
        Some((grid, (row, columns))) => reader.settings(View { grid }, row, (columns[0], columns[1])),
        None => reader.default_used("参数"),
    }
    if let Some((grid, (row, columns))) =
        grid.and_then(|grid| View { grid }.header(&[&GRADE, &AT_LEAST]).map(|found| (grid, found)))
    {
        reader.grades(View { grid }, row, (columns[0], columns[1]));
    }
    if reader.faults.is_empty() { Ok((reader.parameters, reader.findings)) } else { Err(reader.faults) }
}

struct Reader {
    parameters: Parameters,
    findings: Vec<Finding>,
    faults: Vec<Finding>,
}

impl Reader {
    fn default_used(&mut self, what: &str) {
        let value = match SETTINGS.iter().find(|setting| setting.name == what) {
            Some(setting) => format!("采用默认值“{}”", setting.values[0]),
            None => "全部采用默认值".to_string(),
        };
        let place = Place::sheet(crate::ground::names::sheets::PARAMETERS);
        let message = Message::new(format!("“{what}”"), value, "如需其他口径，请在“参数”表中填写");
        self.findings.push(Finding::new(Code::SettingDefault, place, message));
    }

    fn settings(&mut self, view: View, header: u32, (name_col, value_col): (u32, u32)) {
        let mut seen = Vec::new();
        for row in setting_rows(view, header, name_col) {
            let name = view.tidy(row, name_col);
            self.setting(view, row, (&name, value_col));
            seen.push(name);
        }
        for setting in SETTINGS.iter().filter(|setting| !seen.iter().any(|name| name == setting.name)) {
            self.default_used(setting.name);
        }
    }

    fn setting(&mut self, view: View, row: u32, (name, col): (&str, u32)) {
        let value = view.text(row, col);
        let conventions = &mut self.parameters.conventions;
        match name {
            YEAR => self.parameters.year = value,
            TITLE => self.parameters.title = value,
            EXCELLENT_CAP => self.cap(view, row, col),
            _ => match SETTINGS.iter().find(|setting| tidy(setting.name) == name) {
                Some(setting) if value.is_empty() => self.default_used(setting.name),
                Some(setting) if setting.set(conventions, &tidy(&value)) => {}
                Some(setting) => {
                    let expected = format!("“{name}”取值为：{}", setting.values.join("、"));
                    self.refuse(view.place(row, col), expected, value);
                }
                None => {
                    let found = format!("“{name}”不是本程序的参数，没有采用");
                    let message = Message::new("参数名称", found, "请核对名称是否写错；多余的行可以删去");
                    self.findings.push(Finding::new(Code::SettingUnknown, view.place(row, col), message));
                }
            },
        }
    }

    fn cap(&mut self, view: View, row: u32, col: u32) {
        let text = view.tidy(row, col);
        if text.is_empty() || text == NO_CAP || text == "无" {
            return;
        }
        let cell = view.grid.shown(CellRef::new(row, col));
        match read_figure(cell, Unit::Percent) {
            Figure::Number { value, .. } if value > Decimal::ZERO && value <= Decimal::ONE => {
                self.parameters.conventions.excellent_cap = Some(value);
            }
            _ => self.refuse(view.place(row, col), format!("“{EXCELLENT_CAP}”为0%至100%的百分数，或“{NO_CAP}”"), text),
        }
    }

    fn refuse(&mut self, place: Place, expected: String, found: String) {
        let message = Message::new(expected, format!("“{found}”"), "请从下拉列表中选择，或照“可选值”填写");
        self.faults.push(Finding::new(Code::SettingInvalid, place, message));
    }

    fn grades(&mut self, view: View, header: u32, (name_col, bound_col): (u32, u32)) {
        let mut bands = Vec::new();
        for row in header + 1..=view.last_row() {
            let name = view.tidy(row, name_col);
            let cell = view.grid.shown(CellRef::new(row, bound_col));
            if name.is_empty() {
                break;
            }
            match read_figure(cell, Unit::Marks) {
                Figure::Number { value, .. } => bands.push((row, GradeBand { name, at_least: Points(value) })),
                _ => {
                    let found = view.text(row, bound_col);
                    self.refuse(view.place(row, bound_col), format!("等次“{name}”的最低总分"), found);
                }
            }
        }
        self.check_grades(view, &bands, bound_col);
        if !bands.is_empty() {
            self.parameters.conventions.grades = bands.into_iter().map(|(_, band)| band).collect();
        }
    }

    /// From the best down, without overlap, the last from 0.
    fn check_grades(&mut self, view: View, bands: &[(u32, GradeBand)], col: u32) {
        for pair in bands.windows(2) {
            if pair[1].1.at_least >= pair[0].1.at_least {
                let expected = format!("等次自高到低排列，“{}”的最低总分小于{}", pair[1].1.name, pair[0].1.at_least);
                self.refuse(view.place(pair[1].0, col), expected, pair[1].1.at_least.to_string());
            }
        }
        if let Some((row, last)) = bands.last()
            && last.at_least != Points::ZERO
        {
            let expected =
                format!("最后一个等次“{}”的最低总分为0，否则低于{}分的部门没有等次", last.name, last.at_least);
            self.refuse(view.place(*row, col), expected, last.at_least.to_string());
        }
    }
}
