//! One department of the example: what it filled in, and the score that gives by a second reckoning.

use super::boundary::BOUNDARIES;
use super::figures::{Figures, draw};
use super::official::Official;
use super::opinions::{Opinions, form_opinions};
use super::own::{Own, own_indicators};
use super::profiles::Profile;
use super::reckoning::marks_of;
use super::self_marks::{SelfMarks, assess};
use crate::random::Random;
use jixiao::workbook::sheet::{Cell, Format, Role};
use rust_decimal::Decimal;

/// A department.
#[derive(Clone)]
pub struct Department {
    /// 部门（单位）名称, as 部门数据 writes it.
    pub name: String,
    /// The same as 自评得分 writes it.
    pub self_name: String,
    /// 部门类别
    pub category: String,
    /// 归口科室
    pub office: String,
    /// One cell for each planned column.
    pub cells: Vec<Cell>,
    /// 自评, if it filed one.
    pub own_marks: Option<SelfMarks>,
    /// 个性化指标
    pub own: Vec<Own>,
    /// The score of each indicator in hundredths, reckoned without the program; none where the department is
    /// real.
    pub reckoned: Option<Vec<i64>>,
}

/// A number of hundredths.
pub fn hundredths(number: i64) -> Decimal {
    Decimal::new(number, 2).normalize()
}

/// A number to be typed into 部门数据.
pub fn number(number: i64, unit: &str) -> Cell {
    match unit {
        "万元" => Cell::number(Role::Input, hundredths(number), Format::Amount),
        "%" => Cell::number(Role::Input, Decimal::new(number, 4).normalize(), Format::Percent),
        _ => Cell::number(Role::Input, hundredths(number), Format::General),
    }
}

/// A text to be typed in.
pub fn text(text: impl Into<String>) -> Cell {
    Cell::text(Role::Input, text)
}

/// Draws a department: its figures tie, its ratios lie on a bound where [`BOUNDARIES`] says so.
pub fn generate(official: &Official, profile: &Profile) -> Department {
    let mut random = Random::of(profile.name);
    let mut figures = draw(profile, &mut random);
    for boundary in BOUNDARIES.iter().filter(|boundary| boundary.department == profile.name) {
        (boundary.adjust)(&mut figures);
    }
    let own = own_indicators(profile.name);
    let opinions = form_opinions(profile.tier, &own, &mut random);
    let marks = marks_of(official, &figures, &opinions);
    let own_marks = assess(official, &marks, &opinions, (profile.tier, &mut random));
    Department {
        name: profile.name.to_string(),
        self_name: profile.name.to_string(),
        category: profile.category.to_string(),
        office: profile.office.to_string(),
        cells: cells(official, &figures, &opinions),
        own_marks: Some(own_marks),
        own,
        reckoned: Some(marks),
    }
}

fn cells(official: &Official, figures: &Figures, opinions: &Opinions) -> Vec<Cell> {
    let mut cells = vec![Cell::blank(Role::Input); official.scheme.columns.len()];
    for (item, value) in figures.iter() {
        let column = official.item(item);
        cells[column] = number(value, &official.scheme.columns[column].unit);
    }
    for check in &opinions.checks {
        for (part, answer) in check.answers.iter().enumerate() {
            cells[official.part(check.indicator, part)] = answer.cell();
        }
        cells[official.remark(check.indicator)] = text(&check.remark);
    }
    for count in &opinions.counts {
        for (part, cases) in count.cases.iter().enumerate() {
            cells[official.part(count.indicator, part)] = number(cases * 100, "例");
        }
        cells[official.remark(count.indicator)] = text(&count.remark);
    }
    for judged in opinions.judged.iter().filter(|judged| !judged.by_own) {
        cells[official.judged(judged.indicator)] = number(judged.marks, "分");
        cells[official.remark(judged.indicator)] = text(&judged.remark);
        if let Some(share) = judged.share {
            cells[official.share(judged.indicator)] = number(share, "分");
        }
    }
    cells
}
