//! The sheet 测算: how each score comes about, one row for each department, a block for each indicator.

use crate::criterion::Unit;
use crate::evaluate::score::own::marks_of;
use crate::evaluate::score::working::FigureState;
use crate::evaluate::scorecard::{Score, State};
use crate::ground::names::{NOT_APPLICABLE_WORDS, OwnColumn, sheets};
use crate::ground::place::{Area, CellRef};
use crate::ground::quantity::{Exact, Points};
use crate::result::live::columns::{LEAD, LeadColumn, OWN, OwnMarkColumn, Step, TOTALS, TotalColumn, WIDTH};
use crate::result::live::own::OwnRow;
use crate::result::live::steps::Steps;
use crate::result::live::{At, FIRST_ROW, FormulaOn, Live};
use crate::result::{columns, count_cell};
use crate::submission::target::FiledTarget;
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Format, LazySheet, Print, Role, Sheet, StreamedSheet, Tint, Value};

/// The name under which formulas read the ways of writing 不适用.
pub const WORDS: &str = "测算_不适用写法";
const TOP: u32 = 3;
/// The row of the headings of single columns.
const HEADINGS: u32 = FIRST_ROW - 1;
/// Title and explanation run over so many columns.
const TITLE_END: u32 = 11;
const EXPLANATION: &str = "本表把每个部门、每项指标的得分一步步算给人看，全部是公式：状态（数据齐全、缺少数据、不适用、待核）→测算值（计算公式的结果）→比较值、应扣次数或例数→标准得分（未四舍五入）。“得分明细”按“参数”表的口径把标准得分变成得分。改动“部门数据”“自评得分”“个性化指标”或“参数”，各表随之重算；批注、颜色、扣分原因和通报段落是生成时的，须重新运行程序。";

/// The sheet of that name; its rows are made as they are written.
pub fn sheet<'a>(live: &'a Live, name: String) -> LazySheet<'a> {
    // the words that all 测算 use are named once
    let defines = if live.is_first { vec![WORDS.to_string()] } else { Vec::new() };
    LazySheet::new(name.clone(), move || streamed(live, name)).defining(defines)
}

fn streamed<'a>(live: &'a Live, name: String) -> StreamedSheet<'a> {
    let mut sheet = Sheet::new(name);
    sheet.result = true;
    let first_total = live.total_column(TotalColumn::Pending);
    let end = live.total_column(TotalColumn::Changed) + 1;
    let mut widths: Vec<u32> = LEAD.iter().map(|(.., width)| *width).collect();
    widths.resize(end as usize, WIDTH);
    sheet.columns = columns(&widths);
    let mut line = |row, cell| sheet.put_merged(Area::new((row, 0), (row, TITLE_END)), cell);
    line(0, Cell::text(Role::Title, format!("{}测算表", live.evaluation.title())));
    line(1, Cell::text(Role::Note, EXPLANATION));
    headings(&mut sheet, live);
    sheet.freeze = Some(CellRef::new(FIRST_ROW, LeadColumn::DataRow as u32));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((TOP, HEADINGS)),
        repeat_columns: Some((0, 1)),
        starts: live.blocks.iter().map(|block| block.first).chain([first_total]).collect(),
        ..Print::default()
    };
    let first_word = live.own_first() + live.own.len() as u32 + 2;
    let end = first_word + NOT_APPLICABLE_WORDS.len() as u32;
    if live.is_first {
        sheet.names.push((WORDS.into(), Area::new((first_word, 1), (end - 1, 1))));
    }
    let first = sheet.rows.len() as u32;
    let row = move |at: usize| match first + at as u32 {
        number if number < live.row(live.departments()) => row(live, at),
        number if number + 2 < first_word => own_row(live, number),
        number => word_row(number, first_word),
    };
    StreamedSheet::new(sheet, (end - first) as usize, row)
}

fn headings(sheet: &mut Sheet, live: &Live) {
    for (col, (_, name, _)) in (0..).zip(LEAD) {
        sheet.put_framed(Area::new((TOP, col), (HEADINGS, col)), Cell::text(Role::Header, name));
    }
    for (index, block) in live.blocks.iter().enumerate() {
        let indicator = &live.system().indicators[index];
        let rule = &live.scheme().rules[index].rule;
        let formula = indicator.formula.text.as_str();
        let how = if formula.is_empty() { rule.kind().name } else { formula };
        let note = format!("{}\n{}", indicator.path, rule.told());
        let name = Cell::text(Role::Header, live.system().short_name(index)).noted(note);
        let over = |first_row, last_row| Area::new((first_row, block.first), (last_row, block.end() - 1));
        sheet.put_framed(over(TOP, TOP), name);
        sheet.put_framed(over(TOP + 1, TOP + 2), Cell::text(Role::Header, how));
        for (col, (_, heading)) in (block.first..).zip(&block.columns) {
            sheet.put(HEADINGS, col, Cell::text(Role::Header, *heading));
        }
    }
    let [first, last] = [TotalColumn::Pending, TotalColumn::Changed].map(|column| live.total_column(column));
    sheet.put_framed(Area::new((TOP, first), (TOP + 2, last)), Cell::text(Role::Header, "总分、等次和名次"));
    for (column, heading) in TOTALS {
        sheet.put(HEADINGS, live.total_column(column), Cell::text(Role::Header, heading));
    }
}

fn row(live: &Live, department: usize) -> Row {
    let mut row = Row::of(LEAD.iter().map(|(column, ..)| lead_cell(live, department, *column)));
    let mut put = |cell: Cell| row.cells.push((row.cells.len() as u32, cell));
    for (index, block) in live.blocks.iter().enumerate() {
        let at = At { department, index };
        let steps = live.steps(at);
        block.columns.iter().for_each(|(step, _)| put(cell(live, at, *step, &steps)));
    }
    for (column, _) in TOTALS {
        put(computed(live.total_value(department, column), live.total_formula(department, column)));
    }
    row
}

/// What stands in a column before the blocks.
fn lead_cell(live: &Live, department: usize, column: LeadColumn) -> Cell {
    let (data, row) = (live.department(department), live.row(department));
    let name = CellRef::new(row, LeadColumn::Name as u32);
    let number = |row: u32, formula| count_cell(Role::Centre, row as usize + 1).computed(formula);
    match column {
        LeadColumn::Number => count_cell(Role::Centre, department + 1),
        LeadColumn::Name => {
            Cell::text(Role::Text, &data.name).linked(live.evaluation.sheet_name(sheets::SCORES), CellRef::new(row, 1))
        }
        LeadColumn::DataRow => number(data.row, live.data_rows.formula(data.row, &[name])),
        LeadColumn::SelfRow => match &data.self_assessment {
            Some(own) => number(own.row, live.self_rows.formula(own.row, &[name])),
            None => Cell::blank(Role::Centre),
        },
        LeadColumn::ScoreRow => {
            let own = live.lead(FormulaOn::Working, department, LeadColumn::Number);
            number(row, Some(format!("MATCH({own},{}!$A:$A,0)", live.sheet(sheets::SCORES))))
        }
        LeadColumn::Check => Cell::blank(Role::Text).computed(Some(live.name_check(department))),
        LeadColumn::NotApplicable => {
            let states = live.workings[department].iter().map(|working| working.state);
            let count = states.filter(|state| *state == FigureState::NotApplicable).count();
            count_cell(Role::Number, count).computed(Some(not_applicable(live, row)))
        }
    }
}

/// How many indicators are 不适用. 校核前得分 may say so too: where there is a shared 分值, only 状态 counts.
fn not_applicable(live: &Live, row: u32) -> String {
    if live.system().groups.is_empty() {
        let (first, last) = (LEAD.len() as u32, live.total_column(TotalColumn::Pending) - 1);
        return format!("COUNTIF({}:{},\"不适用\")", CellRef::new(row, first), CellRef::new(row, last));
    }
    let states = live.blocks.iter().filter_map(|block| block.column(Step::State));
    let terms: Vec<String> = states.map(|col| format!("COUNTIF({},\"不适用\")", CellRef::new(row, col))).collect();
    terms.join("+")
}

fn computed(value: Value, formula: Option<String>) -> Cell {
    let role = if matches!(value, Value::Text(_)) { Role::Centre } else { Role::Number };
    let tint = matches!(&value, Value::Text(text) if text == State::Pending.name()).then_some(Tint::Pending);
    Cell { value, role, tint, ..Cell::default() }.computed(formula)
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn exact(value: Option<Exact>) -> Value {
    value.and_then(|value| value.to_decimal(12)).map_or(Value::Blank, |value| Value::Number(value.normalize()))
}

fn marks(value: Option<Points>) -> Value {
    value.map_or(Value::Blank, |value| Value::Number(value.0))
}

/// What stands in a column of a block.
fn cell(live: &Live, at: At, step: Step, steps: &Steps) -> Cell {
    let working = &live.workings[at.department][at.index];
    match step {
        Step::State => computed(text(working.state.name()), steps.state.clone()),
        Step::Value => {
            let percent = live.scheme().rules[at.index].rule.unit() == Some(&Unit::Percent);
            let format = if percent { Format::Percent } else { Format::General };
            Cell { format, ..computed(exact(working.value), steps.value.clone()) }
        }
        Step::Helper => {
            let value = if steps.counts { Value::Number(live.cases(at)) } else { exact(working.helper) };
            computed(value, steps.helper.clone())
        }
        Step::Marks => {
            let none = working.marks.is_none() && working.state == FigureState::Usable;
            let value = if none { text(State::Pending.name()) } else { exact(working.marks) };
            computed(value, steps.marks.clone())
        }
        Step::Lowest => computed(marks(working.range.map(|range| range.low)), steps.lowest.clone()),
        Step::Highest => computed(marks(working.range.map(|range| range.high)), steps.highest.clone()),
        Step::Split | Step::Full | Step::BeforeCheck | Step::Lost | Step::SharedLost => {
            match live.system().indicators[at.index].group {
                Some(group) => shared_cell(live, at, step, group),
                None => Cell::default(),
            }
        }
    }
}

/// What stands in the further columns of a member of a shared 分值.
fn shared_cell(live: &Live, at: At, step: Step, group: usize) -> Cell {
    let working = &live.workings[at.department][at.index];
    match step {
        Step::Split => {
            let split = live.splits[at.department][group].name();
            computed(text(split), live.split_formula(at.department, group))
        }
        Step::Full => computed(Value::Number(working.full.0), live.share_formula(at, group)),
        Step::BeforeCheck => {
            computed(score_value(&working.score), live.resolved(at, FormulaOn::Working, live.self_column(at)))
        }
        Step::Lost => computed(Value::Number(live.lost(at, group)), live.lost_formula(at, group)),
        _ => {
            let value = Value::Number(live.shared_lost(at.department, group));
            computed(value, live.shared_lost_formula(at.department, group))
        }
    }
}

/// A score as its cell holds it.
fn score_value(score: &Score) -> Value {
    match (score.marks(), score.state) {
        (Some(marks), _) => Value::Number(marks.0),
        (None, State::Excluded) => text(State::NotApplicable.name()),
        (None, _) => text(State::Pending.name()),
    }
}

/// A row behind the departments: 个性化指标 one by one, under their headings.
fn own_row(live: &Live, number: u32) -> Row {
    let first = live.own_first();
    match number {
        _ if live.own.is_empty() => Row::default(),
        _ if number + 2 == first => section("个性化指标测算"),
        _ if number + 1 == first => own_cells(|_, heading| Cell::text(Role::Header, heading)),
        _ => match number.checked_sub(first).and_then(|at| live.own.get(at as usize)) {
            Some(own) => own_cells(|column, _| own_cell(live, own, column, number)),
            None => Row::default(),
        },
    }
}

fn own_cells(cell: impl Fn(OwnMarkColumn, &'static str) -> Cell) -> Row {
    let cells = OWN.iter().map(|(column, heading)| (*column as u32, cell(*column, heading)));
    Row { cells: cells.collect(), ..Row::default() }
}

fn section(name: &str) -> Row {
    let mut row = Row::default();
    row.put(1, Cell::text(Role::Section, name));
    row
}

fn own_cell(live: &Live, row: &OwnRow, column: OwnMarkColumn, number: u32) -> Cell {
    let own = live.own_indicator(row);
    match column {
        OwnMarkColumn::Department => Cell::text(Role::Text, &live.department(row.at.department).name),
        OwnMarkColumn::Row => count_cell(Role::Centre, own.row as usize + 1).computed(live.own_row(row, number)),
        OwnMarkColumn::Level2 => Cell::text(Role::Text, live.own_path(row, OwnColumn::Level2)),
        OwnMarkColumn::Level3 => Cell::text(Role::Text, live.own_path(row, OwnColumn::Level3)),
        OwnMarkColumn::Name => Cell::text(Role::Text, &own.name),
        OwnMarkColumn::Full => computed(Value::Number(own.marks.0), live.own_full(number)),
        OwnMarkColumn::Low | OwnMarkColumn::High => {
            let is_low = column == OwnMarkColumn::Low;
            let end = match &own.target {
                FiledTarget::Set(target) => {
                    if is_low {
                        target.low
                    } else {
                        target.high
                    }
                }
                _ => None,
            };
            computed(end.map_or(Value::Blank, Value::Number), live.own_target(row, number, is_low))
        }
        OwnMarkColumn::Marks => {
            let value = match marks_of(own) {
                Ok(own) => exact(Some(own.marks)),
                Err(why) => text(why.word(live.scheme().conventions.zero_base)),
            };
            computed(value, live.own_marks(row, number))
        }
    }
}

/// A row of the ways of writing 不适用 that the formulas know, under its heading.
fn word_row(number: u32, first: u32) -> Row {
    if number + 1 == first {
        return section("公式认得的“不适用”写法");
    }
    let mut row = Row::default();
    if let Some(word) = number.checked_sub(first).and_then(|at| NOT_APPLICABLE_WORDS.get(at as usize)) {
        row.put(1, Cell::text(Role::Text, *word));
    }
    row
}
