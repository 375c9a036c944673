//! The sheet 测算: how each score comes about, one row for each department, a block for each indicator.

use crate::criterion::Unit;
use crate::evaluate::score::own::marks_of;
use crate::evaluate::score::working::{FigureState, Working};
use crate::evaluate::scorecard::Score;
use crate::ground::names::{NOT_APPLICABLE_WORDS, sheets};
use crate::ground::place::{Area, CellRef};
use crate::ground::quantity::Exact;
use crate::result::columns;
use crate::result::live::blocks::{FIRST, NOT_APPLICABLE};
use crate::result::live::own::{MARKS, SCORE, split_name};
use crate::result::live::tail::HEADINGS;
use crate::result::live::{FIRST_ROW, Live};
use crate::workbook::sheet::{Cell, Format, PAGE_ROOM, Print, Role, Sheet, Tint, Value};
use rust_decimal::Decimal;

const TOP: u32 = 3;
const EXPLANATION: &str = "本表把每个部门、每项指标的得分一步步算给人看，全部是公式：状态（可算、缺少数据、不适用、待核）→测算值（计算公式的结果）→比较值、超出步数或例数→规则得分（未四舍五入）。“得分明细”按“参数”表的口径把规则得分变成得分。改动“部门数据”“自评得分”“个性化指标”或“参数”，各表随之重算；批注、颜色、扣分原因和通报段落是生成时的，须重新运行程序。";

/// The sheet.
pub fn sheet(live: &Live) -> Sheet {
    let mut sheet = Sheet::new(sheets::WORKING);
    sheet.result = true;
    let last = live.tail + HEADINGS.len() as u32 - 1;
    let mut widths = vec![6, 28, 11];
    widths.extend((FIRST..=last).map(|_| 11));
    sheet.columns = columns(&widths);
    sheet.put_merged(Area::new((0, 0), (0, 11)), Cell::text(Role::Title, format!("{}测算表", live.evaluation.title())));
    sheet.put_merged(Area::new((1, 0), (1, 11)), Cell::text(Role::Note, EXPLANATION));
    headings(&mut sheet, live);
    for department in 0..live.departments() {
        row(&mut sheet, live, department);
    }
    own_table(&mut sheet, live);
    words(&mut sheet, live);
    sheet.freeze = Some(CellRef::new(FIRST_ROW, FIRST));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((TOP, FIRST_ROW - 1)),
        repeat_columns: Some((0, 1)),
        ..Print::default()
    };
    let starts: Vec<u32> = live.blocks.iter().map(|block| block.span.0).chain([live.tail]).collect();
    sheet.break_between(&starts, PAGE_ROOM);
    sheet
}

fn headings(sheet: &mut Sheet, live: &Live) {
    let submission = &live.evaluation.submission;
    for (col, name) in (0..).zip(["序号", "部门（单位）名称", "不适用项数"]) {
        sheet.put_framed(Area::new((TOP, col), (FIRST_ROW - 1, col)), Cell::text(Role::Header, name));
    }
    for (index, block) in live.blocks.iter().enumerate() {
        let (first, last) = block.span;
        let indicator = &submission.scheme.system.indicators[index];
        let compiled = &submission.scheme.rules[index];
        let formula = indicator.formula.text.as_str();
        let how = if formula.is_empty() { compiled.rule.kind().name } else { formula };
        let note = format!("{}\n{}", indicator.path, compiled.rule.read_back());
        let name = Cell::text(Role::Header, submission.scheme.system.short_name(index)).noted(note);
        sheet.put_framed(Area::new((TOP, first), (TOP, last)), name);
        sheet.put_framed(Area::new((TOP + 1, first), (TOP + 2, last)), Cell::text(Role::Header, how));
        for (col, heading) in block.headings() {
            sheet.put(FIRST_ROW - 1, col, Cell::text(Role::Header, heading));
        }
    }
    let last = live.tail + HEADINGS.len() as u32 - 1;
    sheet.put_framed(Area::new((TOP, live.tail), (TOP + 2, last)), Cell::text(Role::Header, "总分、等次和名次"));
    for (col, heading) in (live.tail..).zip(HEADINGS) {
        sheet.put(FIRST_ROW - 1, col, Cell::text(Role::Header, heading));
    }
}

fn row(sheet: &mut Sheet, live: &Live, department: usize) {
    let row = live.row(department);
    let data = &live.evaluation.submission.departments[department];
    sheet.put(row, 0, Cell::number(Role::Centre, Decimal::from(department + 1), Format::Whole));
    let name = Cell::text(Role::Text, &data.name).linked(sheets::SCORES, CellRef::new(row, 1));
    sheet.put(row, 1, name);
    let not_applicable = |working: &&Working| working.state == FigureState::NotApplicable;
    let count = live.workings[department].iter().filter(not_applicable).count();
    let blocks = format!("{}:{}", CellRef::new(row, FIRST), CellRef::new(row, live.tail - 1));
    let formula = standings(live, row).unwrap_or(format!("COUNTIF({blocks},\"不适用\")"));
    let count = Cell::number(Role::Number, Decimal::from(count), Format::Whole).computed(Some(formula));
    sheet.put(row, NOT_APPLICABLE, count);
    for index in 0..live.blocks.len() {
        block(sheet, live, department, index);
    }
    for (col, formula, value) in live.tail_cells(department) {
        sheet.put(row, col, computed(value, formula));
    }
}

/// 校核前得分 may say 不适用 too: the count takes the 状态 alone where there is a shared 分值.
fn standings(live: &Live, row: u32) -> Option<String> {
    let shared = live.blocks.iter().any(|block| block.shared.is_some());
    let term =
        |block: &crate::result::live::Block| format!("COUNTIF({},\"不适用\")", CellRef::new(row, block.standing));
    shared.then(|| live.blocks.iter().map(term).collect::<Vec<_>>().join("+"))
}

fn computed(value: Value, formula: Option<String>) -> Cell {
    let role = if matches!(value, Value::Text(_)) { Role::Centre } else { Role::Number };
    let tint = matches!(&value, Value::Text(text) if text == "待核").then_some(Tint::Pending);
    Cell { value, role, tint, ..Cell::default() }.computed(formula)
}

fn exact(value: Option<Exact>) -> Value {
    value.and_then(|value| value.to_decimal(12)).map_or(Value::Blank, |value| Value::Number(value.normalize()))
}

fn block(sheet: &mut Sheet, live: &Live, department: usize, index: usize) {
    let working = &live.workings[department][index];
    let block = &live.blocks[index];
    let row = live.row(department);
    let own = live.own_standing(department, index);
    let is_own = own.is_some();
    let mut steps = live.steps(department, index);
    if is_own {
        let marks = live.own_sum(department, index);
        steps = crate::result::live::standing::Steps { standing: own, value: None, helper: None, marks, range: None };
    }
    let group = live.evaluation.submission.scheme.system.indicators[index].group;
    let standing = group.filter(|_| !is_own).map_or(steps.standing.clone(), |group| {
        let (split, full) = (live.split_cell(department, group), CellRef::new(row, block.full.unwrap_or(0)));
        steps.standing.map(|rest| format!("IF({split}=\"待核\",\"待核\",IF({full}=0,\"可算\",{rest}))"))
    });
    let standing = match group.filter(|_| is_own) {
        Some(group) => steps_of_own(live, department, group, standing),
        None => standing,
    };
    let marks_formula = match group.filter(|_| !is_own) {
        Some(_) => {
            let full = CellRef::new(row, block.full.unwrap_or(0));
            steps.marks.map(|marks| format!("IF({full}=0,0,{marks})"))
        }
        None => steps.marks,
    };
    sheet.put(row, block.standing, computed(Value::Text(working.state.name().into()), standing));
    if let Some(col) = block.value {
        let percent = live.evaluation.submission.scheme.rules[index].rule.unit() == Some(&Unit::Percent);
        let format = if percent { Format::Percent } else { Format::General };
        sheet.put(row, col, Cell { format, ..computed(exact(working.value), steps.value) });
    }
    if let Some((col, helper)) = &block.helper {
        let value = match helper.counts && steps.helper.is_some() {
            true => live.cases(department, index),
            false => exact(working.helper),
        };
        sheet.put(row, *col, computed(value, steps.helper));
    }
    let marks = match (working.marks, working.state) {
        (None, FigureState::Usable) => Value::Text("待核".into()),
        (marks, _) => exact(marks),
    };
    sheet.put(row, block.marks, computed(marks, marks_formula));
    if let Some((low, high)) = block.range {
        let (low_formula, high_formula) = steps.range.map_or((None, None), |(low, high)| (Some(low), Some(high)));
        let (low_value, high_value) = match working.range {
            Some(range) => (Value::Number(range.low.0), Value::Number(range.high.0)),
            None => (Value::Blank, Value::Blank),
        };
        sheet.put(row, low, computed(low_value, low_formula));
        sheet.put(row, high, computed(high_value, high_formula));
    }
    if let Some(group) = group {
        shared(sheet, live, (department, index), group);
    }
}

fn steps_of_own(live: &Live, department: usize, group: usize, standing: Option<String>) -> Option<String> {
    let split = live.split_cell(department, group);
    standing.map(|rest| format!("IF({split}=\"待核\",\"待核\",{rest})"))
}

/// The further columns of a member of a shared 分值.
fn shared(sheet: &mut Sheet, live: &Live, (department, index): (usize, usize), group: usize) {
    let working = &live.workings[department][index];
    let block = &live.blocks[index];
    let row = live.row(department);
    let split = live.splits[department][group];
    if let Some(col) = block.split {
        let name = Value::Text(split_name(split).into());
        sheet.put(row, col, computed(name, live.split_formula(department, group)));
    }
    if let Some(col) = block.full {
        let formula = live.share_formula(department, group, index);
        sheet.put(row, col, computed(Value::Number(working.full.0), Some(formula)));
    }
    if let Some((before, lost)) = block.shared {
        let formula = live.resolved(department, index, "");
        sheet.put(row, before, computed(score_value(&working.score), Some(formula)));
        let (value, formula) = live.lost(department, index, group);
        sheet.put(row, lost, computed(Value::Number(value), Some(formula)));
    }
    if let Some(col) = block.lost {
        let (value, formula) = live.shared_lost(department, group);
        sheet.put(row, col, computed(Value::Number(value), Some(formula)));
    }
}

/// A score as its cell holds it.
fn score_value(score: &Score) -> Value {
    match (score.marks(), score.state) {
        (Some(marks), _) => Value::Number(marks.0),
        (None, crate::evaluate::scorecard::State::Excluded) => Value::Text("不适用".into()),
        (None, _) => Value::Text("待核".into()),
    }
}

/// 个性化指标, one row each.
fn own_table(sheet: &mut Sheet, live: &Live) {
    if live.own.is_empty() {
        return;
    }
    let first = live.own_first();
    sheet.put(first - 2, 1, Cell::text(Role::Section, "个性化指标测算"));
    for (col, name) in (1..).zip(["部门（单位）名称", "三级指标", "个性化指标名称", "分值", "测算得分"])
    {
        sheet.put(first - 1, col, Cell::text(Role::Header, name));
    }
    let submission = &live.evaluation.submission;
    for (row, own_row) in (first..).zip(&live.own) {
        let department = &submission.departments[own_row.department];
        let own = &department.own[own_row.at];
        sheet.put(row, 1, Cell::text(Role::Text, &department.name));
        sheet.put(row, 2, Cell::text(Role::Text, submission.scheme.system.short_name(own_row.index)));
        sheet.put(row, 3, Cell::text(Role::Text, &own.name));
        sheet.put(row, MARKS, computed(Value::Number(own.marks.0), live.own_marks_formula(own_row)));
        let score = match marks_of(own) {
            Ok(own) => exact(Some(own.marks)),
            Err(why) => Value::Text(why.word().into()),
        };
        sheet.put(row, SCORE, computed(score, live.own_score_formula(own_row, row)));
    }
}

/// The ways of writing 不适用 that the formulas know.
fn words(sheet: &mut Sheet, live: &Live) {
    let first = live.own_first() + live.own.len() as u32 + 2;
    sheet.put(first - 1, 1, Cell::text(Role::Section, "公式认得的“不适用”写法"));
    for (row, word) in (first..).zip(NOT_APPLICABLE_WORDS) {
        sheet.put(row, 1, Cell::text(Role::Text, word));
    }
    let last = first + NOT_APPLICABLE_WORDS.len() as u32 - 1;
    sheet.names.push(("测算_不适用写法".into(), Area::new((first, 1), (last, 1))));
}
