//! 附件3-1 to be filled in: the scoring table with 自评得分 and 扣分原因和其他说明.

use crate::form::fields::{SCORING_HEADINGS, TOTAL_LABEL, sheets};
use crate::form::paper::Paper;
use crate::ground::{Area, CellRef};
use crate::scheme::{IndicatorSystem, Scheme};
use crate::template::Rows;
use crate::template::system::{note, official_columns};
use crate::workbook::sheet::Cell;
use crate::workbook::{Allowed, Format, Role, Sheet};
use rust_decimal::Decimal;

/// First row of the indicators, under the header.
pub const FIRST_ROW: u32 = 4;
/// Column of 自评得分.
const OWN: u32 = 5;
/// Column of 扣分原因和其他说明.
const REASON: u32 = 6;
/// Column of 核对, beside the printed form.
const CHECK: u32 = 7;
const WIDTHS: [u32; 8] = [8, 8, 10, 37, 5, 6, 17, 26];
/// Height of a line that is signed, in points.
const SIGNED: u32 = 27;
/// 分值 of a 一级 or 二级指标, as the official form has it.
pub const STATED: &str = "（{}分）";

/// Mark, title, unit and header, as both 附件3-1 (to be filled in and reviewed) have them; `last` is the last
/// column printed.
pub fn head(paper: &mut Paper, titles: [&str; 2], headings: &[&str]) {
    let [title, whose] = titles;
    let last = headings.len() as u32 - 1;
    paper.line(None, [((0, 0), Cell::text(Role::Attachment, sheets::SCORING))]);
    paper.sheet.put_merged(Area::new((1, 0), (1, last)), Cell::text(Role::Title, title));
    paper.end_row(None);
    paper.sheet.put_merged(Area::new((2, 0), (2, 3)), Cell::text(Role::Note, whose));
    paper.sheet.put_merged(Area::new((2, 4), (2, last)), Cell::text(Role::Unit, "单位：分"));
    paper.end_row(None);
    paper.headings(headings);
}

/// Notes where the pages of the table may begin: best before a 二级指标, never inside a shared 评分标准 or 分值.
pub fn starts(paper: &mut Paper, system: &IndicatorSystem, rows: &Rows) {
    for index in 0..system.indicators.len() {
        if !goes_on(system, index) {
            paper.row = rows.first(index);
            paper.may_break(system.level2.iter().any(|heading| heading.first == index));
        }
    }
    paper.row = rows.end();
    paper.may_break(false);
}

/// Whether an indicator shares its 评分标准 or its 分值 with the one before.
pub fn goes_on(system: &IndicatorSystem, index: usize) -> bool {
    let indicator = &system.indicators[index];
    let previous = index.checked_sub(1).map(|before| &system.indicators[before]);
    previous.is_some_and(|before| {
        let same_group = indicator.group.is_some() && before.group == indicator.group;
        before.criterion.place == indicator.criterion.place || same_group
    })
}

/// The title of the table, `（参考样表）` left away.
pub fn title(system: &IndicatorSystem) -> &str {
    let title = system.title.trim_end_matches("（参考样表）");
    if title.is_empty() { "部门整体支出绩效评价评分表" } else { title }
}

/// 总分 of 自评得分, as formulas of other sheets refer to it.
pub fn total_cell(system: &IndicatorSystem) -> String {
    format!("'{}'!{}", sheets::SCORING, CellRef::new(rows(system).end(), OWN))
}

/// Whatever a 评分标准 needs; 扣分原因 is still to be written.
fn rows(system: &IndicatorSystem) -> Rows {
    Rows::as_needed(system, FIRST_ROW, (WIDTHS[3], WIDTHS[REASON as usize]), &[])
}

/// The sheet.
pub fn sheet(scheme: &Scheme) -> Sheet {
    let system = &scheme.system;
    let mut paper = Paper::new(sheets::SCORING, &WIDTHS);
    let name = "部门（单位）名称：";
    let which = scheme.table.name().map_or(String::new(), |name| format!("（{name}）"));
    head(&mut paper, [&format!("{}{which}", title(system)), name], &SCORING_HEADINGS);
    let whose = format!("\"{name}\"&'{}'!{}", sheets::FORM, crate::form::blank::NAME);
    paper.sheet.put(2, 0, Cell::text(Role::Note, name).computed(Some(whose)));
    paper.sheet.put(3, CHECK, Cell::text(Role::Note, "核对（不打印）"));
    let rows = rows(system);
    official_columns(&mut paper.sheet, system, &rows, STATED);
    starts(&mut paper, system, &rows);
    entries(&mut paper, system, &rows);
    total(&mut paper, system, &rows);
    paper.sheet.put_merged(Area::new((paper.row, 0), (paper.row, REASON)), Cell::text(Role::Note, note(system)));
    paper.end_row(None);
    signed(&mut paper);
    paper.sheet.freeze = Some(CellRef::new(FIRST_ROW, 3));
    paper.sheet.print.area = Some(Area::new((0, 0), (paper.row - 1, REASON)));
    paper.finish()
}

fn entries(paper: &mut Paper, system: &IndicatorSystem, rows: &Rows) {
    for (index, indicator) in system.indicators.iter().enumerate() {
        paper.sheet.put_framed(rows.area((index, 1), OWN), Cell::blank(Role::InputCentre));
        paper.sheet.put_framed(rows.area((index, 1), REASON), Cell::blank(Role::Input));
        let row = rows.first(index);
        let (own, reason) = (CellRef::new(row, OWN), CellRef::new(row, REASON));
        let full = indicator.marks.0.normalize();
        let allowed = Allowed::Between(Decimal::ZERO, full);
        paper.guard(rows.area((index, 1), OWN), allowed, &format!("填0至{full}之间的自评得分"));
        let members = match indicator.group {
            Some(group) => &system.groups[group].members[..],
            None => &[index],
        };
        let sum = format!("SUM({})", column(rows.area((members[0], members.len()), OWN)));
        // a shared 分值 may be exceeded by one indicator, or by all together
        let too_much = format!("IF(ROUND({sum},6)>{full},\"自评得分超过分值{full}分\"");
        let check = match indicator.group {
            Some(_) => format!("{too_much},\"\")"),
            None => {
                format!("{too_much},IF(AND(ISNUMBER({own}),{own}<{full},{reason}=\"\"),\"扣了分，请写扣分原因\",\"\"))")
            }
        };
        paper.sheet.put(row, CHECK, Cell::blank(Role::Note).computed(Some(check)));
    }
}

fn column(area: Area) -> String {
    format!("{}:{}", area.first, area.last)
}

fn total(paper: &mut Paper, system: &IndicatorSystem, rows: &Rows) {
    let count = system.indicators.len();
    paper.row = rows.end();
    let cells = column(rows.area((0, count), OWN));
    let sum = format!("IF(COUNT({cells})=0,\"\",ROUND(SUM({cells}),6))");
    let marks = Cell::number(Role::Label, system.total_marks().0, Format::General);
    let blank = || Cell::blank(Role::Label);
    paper.sheet.put(paper.row, CHECK, Cell::blank(Role::Note).computed(Some(unfilled(&cells, count))));
    paper.line(
        Some(26),
        [
            ((0, 3), Cell::text(Role::Label, TOTAL_LABEL)),
            ((4, 4), marks),
            ((OWN, OWN), blank().computed(Some(sum))),
            ((REASON, REASON), blank()),
        ],
    );
}

/// The lines to be signed, as the official form has them.
fn signed(paper: &mut Paper) {
    let lines = [
        ["评审人员（签字）：", "财政部门归口业务科室负责人（签章）："],
        ["部门（单位）负责人（签章）：", "　　　　　年　　月　　日"],
    ];
    for [left, right] in lines {
        paper.sheet.put_merged(Area::new((paper.row, 0), (paper.row, 2)), Cell::text(Role::Note, left));
        paper.sheet.put_merged(Area::new((paper.row, 3), (paper.row, REASON)), Cell::text(Role::Note, right));
        paper.end_row(Some(SIGNED));
    }
}

/// How many 自评得分 are still missing, once the first is there.
fn unfilled(cells: &str, count: usize) -> String {
    format!("IF(OR(COUNT({cells})=0,COUNT({cells})={count}),\"\",\"还有\"&({count}-COUNT({cells}))&\"项未填自评得分\")")
}
