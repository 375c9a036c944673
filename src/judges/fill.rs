//! The workbook with 评定得分 filled in, and the sheets 评审汇总 and 评审疑点.

use crate::ground::names::sheets;
use crate::ground::{Points, tidy};
use crate::judges::plan::Plan;
use crate::judges::settle::{Judged, Outcome, Settled};
use crate::result::findings::List;
use crate::result::{Table, copies, marks_cell, words};
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet, Tint};

/// The row of the headings of 评审汇总.
const HEADER: u32 = 2;

/// All its sheets: those of the old one as they stood.
pub fn workbook(plan: &Plan, settled: &Settled) -> Vec<Sheet> {
    let mut made = copies(&plan.whole.first().book);
    made.retain(|sheet| ![sheets::JUDGED, sheets::JUDGED_FINDINGS].iter().any(|own| tidy(own) == tidy(&sheet.name)));
    if let Some(data) = made.iter_mut().find(|sheet| tidy(&sheet.name) == sheets::DATA) {
        let filled = settled.judged.iter().filter(|judged| judged.outcome == Outcome::Filled);
        filled.for_each(|judged| fill(plan, settled, judged, data));
    }
    made.push(overview(plan, settled));
    if !settled.findings.is_empty() {
        let note = "“位置”是评审的打分表或“部门数据”的单元格。";
        made.push(List::sheet(sheets::JUDGED_FINDINGS, "评审疑点清单", note, &settled.findings));
    }
    made
}

/// Puts a mean into its cell, with a note that says whose marks it is made of.
fn fill(plan: &Plan, settled: &Settled, judged: &Judged, data: &mut Sheet) {
    let key = judged.key;
    let Some((mean, at)) = judged.mean.zip(plan.tables[key.table].cell(key.department, key.indicator)) else { return };
    let before = data.get(at.row, at.col);
    let (role, note) = before.map_or((Role::Plain, None), |cell| (cell.role, cell.note().map(str::to_string)));
    let given = settled.panel.judges.iter().zip(&judged.marks);
    let given: Vec<String> = given.filter_map(|(judge, mark)| Some(format!("{}{}分", judge.name, (*mark)?))).collect();
    let source = format!("评审平均：{}，平均{mean}分", given.join("、"));
    let note = note.map_or(source.clone(), |note| format!("{note}\n{source}"));
    data.put(at.row, at.col, Cell::number(role, mean.0, Format::General).noted(note));
}

/// 评审汇总: a row for each department and indicator.
fn overview(plan: &Plan, settled: &Settled) -> Sheet {
    let places = plan.whole.first().scheme().conventions.score_places;
    let mut table = Table::new(HEADER)
        .numbered()
        .column("部门（单位）", 20, |judged: &Judged, _| words(plan.department(judged.key)))
        .column("指标", 16, |judged, _| words(plan.indicator(judged.key)))
        .column("分值", 6, |judged, _| marks(Some(judged.most)));
    let frozen = table.width();
    for (at, judge) in settled.panel.judges.iter().enumerate() {
        table = table.column(&judge.name, 9, move |judged, _| marks(judged.marks[at]));
    }
    let table = table
        .column("平均分", 8, |judged, _| marks(judged.mean))
        .column("分差", 7, |judged, _| marks(judged.spread))
        .column("评定得分", 24, |judged, _| said(judged));
    let note = format!(
        "{}名评审：{}。平均分＝采用的分数之和÷人数，四舍五入到{places}位小数；分差＝最高分－最低分；“—”是没有打分或没有采用，见“{}”。",
        settled.panel.judges.len(),
        settled.panel.judges.iter().map(|judge| judge.name.as_str()).collect::<Vec<_>>().join("、"),
        sheets::JUDGED_FINDINGS,
    );
    let mut sheet =
        table.titled(sheets::JUDGED, frozen, &format!("{}评审汇总", plan.whole.first().whole_title()), note);
    sheet.filter = table.filter(settled.judged.len());
    sheet.rows.extend((table.first_row()..).zip(&settled.judged).map(|(row, judged)| table.row(row, judged)));
    sheet
}

fn marks(marks: Option<Points>) -> Cell {
    match marks {
        Some(_) => marks_cell(Role::Number, marks, 0),
        None => Cell::text(Role::Centre, "—"),
    }
}

fn said(judged: &Judged) -> Cell {
    match &judged.outcome {
        Outcome::Filled => words("已填入"),
        Outcome::Same => words("原已填写，相同"),
        Outcome::Left(why) => words(why).tinted(Some(Tint::Pending)),
    }
}
