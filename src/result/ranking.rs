//! 排名: the print-ready attachment.

use crate::evaluate::Evaluation;
use crate::evaluate::rank::category;
use crate::evaluate::scorecard::Scorecard;
use crate::ground::convention::{RankScope, SettingId};
use crate::ground::finding::Code;
use crate::ground::names::sheets;
use crate::ground::place::Area;
use crate::ground::quantity::Points;
use crate::result::live::Live;
use crate::result::{attachment_head, columns, header, marks_cell, range_text};
use crate::workbook::lazy::{Body, Made};
use crate::workbook::sheet::{Cell, Format, Print, Role, Row, Sheet, Tint, Value};
use indexmap::{IndexMap, IndexSet};
use rust_decimal::Decimal;

const HEADER: u32 = 3;

/// What a row below the header is.
enum Line {
    /// Over all columns.
    Heading(String),
    /// A department with a rank.
    Ranked(usize),
    /// One whose total is a range.
    Pending(usize),
}

/// The sheet.
pub fn sheet<'a>(evaluation: &'a Evaluation, live: Option<&'a Live>) -> Made<'a> {
    let mut sheet = Sheet::new(sheets::RANKING);
    sheet.result = true;
    let names = names(evaluation);
    let last = names.len() as u32 - 1;
    sheet.columns = columns(&widths(evaluation));
    let title = format!("{}得分排名表", evaluation.title());
    attachment_head(&mut sheet, last, ["附件1", &title, "单位：分"]);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    header(&mut sheet, HEADER, &names);
    let lines = lines(evaluation);
    let whole_row = |at: usize| Area::new((HEADER + 1 + at as u32, 0), (HEADER + 1 + at as u32, last));
    let headings = lines.iter().enumerate().filter(|(_, line)| matches!(line, Line::Heading(_)));
    sheet.merges.extend(headings.map(|(at, _)| whole_row(at)));
    sheet.merges.push(whole_row(lines.len()));
    let mut note = note(evaluation);
    if live.is_some() {
        note += "各数为公式，随“部门数据”和“参数”变动；行的先后不变，名次与生成时不同的在备注中标“名次已变”。";
    }
    sheet.freeze = Some(crate::ground::place::CellRef::new(HEADER + 1, 2));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    let (count, duplicates) = (lines.len() + 1, duplicates(evaluation));
    let row = move |at: usize| match lines.get(at) {
        Some(Line::Heading(text)) => heading(last, text),
        Some(Line::Ranked(index)) => made_live(department((evaluation, *index), &duplicates), evaluation, *index, live),
        Some(Line::Pending(index)) => made_live(pending(evaluation, *index), evaluation, *index, live),
        None => Row::of([Cell::text(Role::Note, &note)]),
    };
    Made::of(sheet, Body::new(count, row))
}

/// Those with a rank, by 部门类别 where ranks are; then the others, apart.
fn lines(evaluation: &Evaluation) -> Vec<Line> {
    let mut lines = Vec::new();
    for (scope, members) in scopes(evaluation) {
        if !scope.is_empty() {
            lines.push(Line::Heading(format!("{scope}（{}个）", members.len())));
        }
        lines.extend(members.into_iter().map(Line::Ranked));
    }
    let pending: Vec<usize> = (0..evaluation.cards.len()).filter(|index| evaluation.cards[*index].pending()).collect();
    if !pending.is_empty() {
        let text = format!("待核部门（{}个，总分以可能的区间表示，不参加排名）", pending.len());
        lines.push(Line::Heading(text));
    }
    lines.extend(pending.into_iter().map(Line::Pending));
    lines
}

fn names(evaluation: &Evaluation) -> Vec<String> {
    let mut names = vec!["名次".to_string(), "部门（单位）名称".into(), "部门类别".into()];
    for heading in &evaluation.submission.scheme.system.level1 {
        let full = evaluation.submission.scheme.system.marks_of(heading.members());
        names.push(format!("{}（{full}分）", heading.name));
    }
    let total = evaluation.submission.scheme.system.total_marks();
    names.extend([format!("总分（{total}分）"), "等次".into(), "自评总分".into(), "偏差".into(), "备注".into()]);
    names
}

fn widths(evaluation: &Evaluation) -> Vec<u32> {
    let mut widths = vec![7, 30, 12];
    widths.extend(evaluation.submission.scheme.system.level1.iter().map(|_| 13));
    widths.extend([15, 14, 11, 9, 30]);
    widths
}

/// Ranked departments, best first, by 部门类别 where ranks are.
fn scopes(evaluation: &Evaluation) -> IndexMap<String, Vec<usize>> {
    let mut scopes: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (index, _) in evaluation.settled() {
        let scope = match evaluation.submission.scheme.conventions.rank_scope {
            RankScope::City => String::new(),
            RankScope::ByCategory => category(&evaluation.submission.departments[index]).to_string(),
        };
        scopes.entry(scope).or_default().push(index);
    }
    for members in scopes.values_mut() {
        members.sort_by_key(|index| evaluation.cards[*index].standing.rank);
    }
    scopes
}

fn heading(last: u32, text: &str) -> Row {
    let blanks = (0..last).map(|_| Cell::blank(Role::Total));
    Row::of([Cell::text(Role::Total, text).tinted(Some(Tint::Group))].into_iter().chain(blanks))
}

fn department((evaluation, index): (&Evaluation, usize), duplicates: &IndexSet<&str>) -> Row {
    let card = &evaluation.cards[index];
    let places = evaluation.submission.scheme.conventions.score_places;
    let tint = card.standing.tied.then_some(Tint::Group);
    let rank = card.standing.rank.map(Decimal::from).unwrap_or_default();
    let total = Cell::number(Role::Number, card.low.0, Format::Places(places)).tinted(tint);
    let mut notes = Vec::new();
    if card.standing.tied {
        notes.push("并列".to_string());
    }
    if duplicates.contains(evaluation.submission.departments[index].name.as_str()) {
        notes.push("部门重复，见疑点".to_string());
    }
    notes.extend((!card.standing.grade_reason.is_empty()).then(|| card.standing.grade_reason.clone()));
    notes.extend(states(card));
    let mut cells = lead((Cell::number(Role::Centre, rank, Format::Whole).tinted(tint), total), (evaluation, index));
    cells.extend([
        marks_cell(Role::Number, evaluation.self_total(index), places),
        marks_cell(Role::Number, evaluation.deviation(index), places),
        Cell::text(Role::Text, notes.join("；")),
    ]);
    Row::of(cells)
}

/// Names that stand in two rows.
fn duplicates(evaluation: &Evaluation) -> IndexSet<&str> {
    let twice = evaluation.findings.iter().filter(|finding| finding.code == Code::DuplicateDepartment);
    twice.map(|finding| finding.department.as_str()).collect()
}

/// Gives the cells of a department's row their formulas: 得分明细 holds the figures.
fn made_live(mut row: Row, evaluation: &Evaluation, index: usize, live: Option<&Live>) -> Row {
    let Some(live) = live else { return row };
    let levels = evaluation.submission.scheme.system.level1.len();
    let col = after_total(evaluation);
    let text = |row: &Row, col| match row.get(col).map(|cell| &cell.value) {
        Some(Value::Text(text)) => format!("\"{}\"", text.replace('"', "\"\"")),
        Some(Value::Number(number)) => number.normalize().to_string(),
        _ => "\"\"".into(),
    };
    let (rank, note) = (text(&row, 0), text(&row, col + 3));
    let mut formulas = vec![(0, live.result_cell(index, levels + 3))];
    for level in 0..levels {
        let range = evaluation.level_marks(&evaluation.cards[index], level).is_none();
        let cell = live.result_cell(index, level);
        // the range of a 一级指标 is said as it was; a number follows once nothing is 待核
        let shown = if range { text(&row, 3 + level as u32) } else { "\"待核\"".into() };
        formulas.push((3 + level as u32, format!("IF(ISNUMBER({cell}),{cell},{shown})")));
    }
    let total = live.result_cell(index, levels);
    let no_deviation = format!("IF(ISNUMBER({total}),\"\",\"—\")");
    formulas.push((col - 1, total));
    formulas.push((col, live.result_cell(index, levels + 2)));
    formulas.push((col + 1, format!("IF(ISNUMBER({own}),{own},\"\")", own = live.own_total(index))));
    formulas.push((col + 2, live.deviation(index, &no_deviation)));
    formulas.push((col + 3, live.rank_note(index, &rank, &note)));
    for (col, formula) in formulas {
        if let Some(cell) = row.get_mut(col) {
            cell.set_formula(Some(formula));
        }
    }
    row
}

fn after_total(evaluation: &Evaluation) -> u32 {
    4 + evaluation.submission.scheme.system.level1.len() as u32
}

/// What all rows have: 名次, name, 类别, 一级 subtotals, 总分, 等次.
fn lead((rank, total): (Cell, Cell), (evaluation, index): (&Evaluation, usize)) -> Vec<Cell> {
    let card = &evaluation.cards[index];
    let department = &evaluation.submission.departments[index];
    let places = evaluation.submission.scheme.conventions.score_places;
    let category = Cell::text(Role::Centre, &department.category);
    let mut cells = vec![rank, Cell::text(Role::Text, &department.name), category];
    for level in 0..evaluation.submission.scheme.system.level1.len() {
        cells.push(match evaluation.level_marks(card, level) {
            Some(marks) => Cell::number(Role::Number, marks.0, Format::Places(places)),
            None => {
                let (low, high) = level_range(evaluation, card, level);
                Cell::text(Role::Centre, range_text(low, high)).tinted(Some(Tint::Pending))
            }
        });
    }
    cells.extend([total, Cell::text(Role::Centre, &card.standing.grade)]);
    cells
}

/// The lowest and highest marks of a 一级指标; a shared 分值 is not exceeded.
fn level_range(evaluation: &Evaluation, card: &Scorecard, level: usize) -> (Points, Points) {
    let heading = &evaluation.submission.scheme.system.level1[level];
    let members = heading.members();
    let full = evaluation.submission.scheme.system.marks_of(members.clone());
    let scores = &card.scores[members];
    let low = scores.iter().map(|score| score.low).sum();
    let high: Points = scores.iter().map(|score| score.high).sum();
    (low, high.min(full))
}

/// 采信自评 and 不适用 behind a settled total.
fn states(card: &Scorecard) -> Vec<String> {
    let count = |state| card.scores.iter().filter(|score| score.state == state).count();
    use crate::evaluate::scorecard::State;
    let named = [(State::Adopted, "采信自评"), (State::NotApplicable, "不适用"), (State::Excluded, "不适用剔除")];
    named
        .into_iter()
        .map(|(state, name)| (count(state), name))
        .filter(|(n, _)| *n > 0)
        .map(|(n, name)| format!("{name}{n}项"))
        .collect()
}

/// A department whose total is a range has no rank.
fn pending(evaluation: &Evaluation, index: usize) -> Row {
    let card = &evaluation.cards[index];
    let places = evaluation.submission.scheme.conventions.score_places;
    let rank = Cell::text(Role::Centre, "—");
    let total = Cell::text(Role::Centre, range_text(card.low, card.high)).tinted(Some(Tint::Pending));
    let mut cells = lead((rank, total), (evaluation, index));
    let count = card.scores.iter().filter(|score| score.state == crate::evaluate::scorecard::State::Pending).count();
    cells.extend([
        marks_cell(Role::Number, evaluation.self_total(index), places),
        Cell::text(Role::Centre, "—"),
        Cell::text(Role::Text, format!("待核{count}项")),
    ]);
    Row::of(cells)
}

fn note(evaluation: &Evaluation) -> String {
    let conventions = &evaluation.submission.scheme.conventions;
    format!(
        "注：名次按总分由高到低排列（{}，{}）；偏差＝自评总分－复核总分；底色相同的相邻行为并列名次。",
        SettingId::RankScope.setting().value(conventions),
        SettingId::RankMode.setting().value(conventions)
    )
}
