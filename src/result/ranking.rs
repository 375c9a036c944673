//! 排名: the print-ready attachment.

use crate::evaluate::rank::scopes;
use crate::evaluate::scorecard::Total;
use crate::evaluate::{Evaluation, Firmness, Scorecard, State};
use crate::ground::names::sheets;
use crate::ground::{Area, Points, SettingId};
use crate::result::firmness;
use crate::result::live::Live;
use crate::result::scores::ScoreColumn;
use crate::result::table::Table;
use crate::result::{centred, dash, marks_cell, marks_format, range_text, rank_cell, total_cell, words};
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Role, StreamedSheet, Tint, Value};

/// The row of the headings.
const HEADER: u32 = 3;

/// What a row below the header is.
enum Line {
    /// A text over all columns.
    Heading(String),
    /// A department, by its index.
    Department(usize),
}

/// The sheet.
pub fn sheet<'a>(evaluation: &'a Evaluation, live: Option<&'a Live>, firmness: Option<&Firmness>) -> StreamedSheet<'a> {
    let table = Ranking { evaluation, live }.table();
    let (first, last) = (table.first_row(), table.last());
    let title = format!("{}得分排名表", evaluation.title());
    let mut sheet = table.attachment(&evaluation.sheet_name(sheets::RANKING), 2, ["附件1", &title, "单位：分"]);
    let lines = lines(evaluation);
    let whole_row = |at: usize| Area::new((first + at as u32, 0), (first + at as u32, last));
    let headings = lines.iter().enumerate().filter(|(_, line)| matches!(line, Line::Heading(_)));
    sheet.merges.extend(headings.map(|(at, _)| whole_row(at)));
    sheet.merges.push(whole_row(lines.len()));
    let mut note = note(evaluation);
    if live.is_some() {
        note += "各数为公式，随“部门数据”和“参数”变动；行的先后不变，名次与生成时不同的在备注中标“名次已变”。";
    }
    let firm = firmness.filter(|_| evaluation.cards.iter().any(Scorecard::pending));
    note += &firm.map_or(String::new(), |firm| {
        format!(
            "名次尚未最后确定：{}详见“{}”表。",
            firmness::after_settling(evaluation, firm),
            evaluation.sheet_name(sheets::FIRMNESS)
        )
    });
    let count = lines.len() + 1;
    let row = move |at: usize| match lines.get(at) {
        Some(Line::Heading(text)) => heading(last, text),
        Some(Line::Department(index)) => table.row(first + at as u32, index),
        None => Row::of([Cell::text(Role::Note, &note)]),
    };
    StreamedSheet::new(sheet, count, row)
}

/// Those with a rank, by 部门类别 where ranks are; then the others, apart.
fn lines(evaluation: &Evaluation) -> Vec<Line> {
    let mut lines = Vec::new();
    let conventions = &evaluation.scheme().conventions;
    let totals: Vec<Total> = evaluation.cards.iter().map(Scorecard::standing_total).collect();
    for (scope, members) in scopes(&evaluation.submission.departments, &totals, conventions) {
        lines.extend(scope.map(|scope| Line::Heading(format!("{scope}（{}个）", members.len()))));
        lines.extend(members.into_iter().map(Line::Department));
    }
    let pending: Vec<usize> = (0..evaluation.cards.len()).filter(|index| evaluation.cards[*index].pending()).collect();
    if !pending.is_empty() {
        let text = format!("待核部门（{}个，总分以可能的区间表示，不参加排名）", pending.len());
        lines.push(Line::Heading(text));
    }
    lines.extend(pending.into_iter().map(Line::Department));
    let is_twice = |card: &Scorecard| card.standing.twice && !card.pending();
    let twice: Vec<usize> = (0..evaluation.cards.len()).filter(|index| is_twice(&evaluation.cards[*index])).collect();
    if !twice.is_empty() {
        lines.push(Line::Heading(format!("部门重复（{}行，删去多余的一行后再排名）", twice.len())));
    }
    lines.extend(twice.into_iter().map(Line::Department));
    lines
}

fn heading(last: u32, text: &str) -> Row {
    let blanks = (0..last).map(|_| Cell::blank(Role::Total));
    Row::of([Cell::text(Role::Total, text).tinted(Some(Tint::Group))].into_iter().chain(blanks))
}

/// What the cells are made from.
struct Ranking<'a> {
    evaluation: &'a Evaluation,
    live: Option<&'a Live<'a>>,
}

impl<'a> Ranking<'a> {
    /// The columns; a row is a department, by its index.
    fn table(self) -> Table<'a, usize> {
        let Ranking { evaluation, live, .. } = self;
        let (system, departments) = (&evaluation.scheme().system, &evaluation.submission.departments);
        let places = evaluation.scheme().conventions.score_places;
        let card = |index: &usize| &evaluation.cards[*index];
        let column = move |index: &usize, column| live.map(|live| live.score(*index, column));
        let mut table = Table::new(HEADER)
            .column("名次", 6, move |index, _| {
                let rank = rank_cell(card(index)).tinted(tied(card(index)));
                rank.computed(column(index, ScoreColumn::Rank))
            })
            .column("部门（单位）名称", 20, |index: &usize, _| words(&departments[*index].name))
            .column("部门类别", 9, |index: &usize, _| centred(&departments[*index].category));
        for (level, heading) in system.level1.iter().enumerate() {
            let name = format!("{}（{}分）", heading.name, system.marks_of(heading.members()));
            table = table.column(name, 9, move |index, _| level_cell(evaluation, live, *index, level));
        }
        table
            .column(format!("总分（{}分）", system.total_marks()), 12, move |index, _| {
                let total = total_cell(Role::Number, card(index), places);
                let tint = total.tint.or(tied(card(index)));
                total.tinted(tint).computed(column(index, ScoreColumn::Total))
            })
            .column("等次", 8, move |index, _| {
                centred(&card(index).standing.grade).computed(column(index, ScoreColumn::Grade))
            })
            .column("自评总分", 9, move |index, _| {
                let own = live.map(|live| live.self_total(*index));
                let formula = own.map(|own| format!("IF(ISNUMBER({own}),{own},\"\")"));
                marks_cell(Role::Number, evaluation.self_total(*index), places).computed(formula)
            })
            .column("偏差", 7, move |index, _| {
                let cell = match card(index).pending() {
                    true => dash(),
                    false => marks_cell(Role::Number, evaluation.deviation(*index), places),
                };
                let total = column(index, ScoreColumn::Total).unwrap_or_default();
                let none = format!("IF(ISNUMBER({total}),\"\",\"—\")");
                cell.computed(live.map(|live| live.deviation(*index, &none)))
            })
            .column("备注", 20, move |index, _| self.note_cell(*index))
    }

    fn note_cell(&self, index: usize) -> Cell {
        let card = &self.evaluation.cards[index];
        let cell = Cell::text(Role::Text, Self::notes(card).join("；"));
        let rank = in_formula(&rank_cell(card).value);
        let formula = self.live.map(|live| live.rank_note(index, &rank, &in_formula(&cell.value)));
        cell.computed(formula)
    }

    fn notes(card: &Scorecard) -> Vec<String> {
        if card.pending() {
            return vec![format!("待核{}项", card.count(State::Pending))];
        }
        let mut notes = Vec::new();
        if card.standing.tied {
            notes.push("并列".to_string());
        }
        if card.standing.twice {
            notes.push("部门重复，见疑点".to_string());
        }
        notes.extend((!card.standing.grade_reason.is_empty()).then(|| card.standing.grade_reason.clone()));
        let named = [(State::Adopted, "采信自评"), (State::NotApplicable, "不适用"), (State::Excluded, "不适用剔除")];
        let counted = named.map(|(state, name)| (card.count(state), name)).into_iter().filter(|(count, _)| *count > 0);
        notes.extend(counted.map(|(count, name)| format!("{name}{count}项")));
        notes
    }
}

/// Departments of the same rank have one colour.
fn tied(card: &Scorecard) -> Option<Tint> {
    card.standing.tied.then_some(Tint::Group)
}

/// The subtotal of a 一级指标, or its range: that is shown as it was, a number follows once nothing is 待核.
fn level_cell(evaluation: &Evaluation, live: Option<&Live>, index: usize, level: usize) -> Cell {
    let card = &evaluation.cards[index];
    let places = evaluation.scheme().conventions.score_places;
    let (cell, shown) = match evaluation.level_marks(card, level) {
        Some(marks) => {
            (Cell::number(Role::Number, marks.0, marks_format(marks, places)), format!("\"{}\"", State::Pending.name()))
        }
        None if evaluation.level_left_out(card, level) => {
            let left_out = centred(State::NotApplicable.name());
            let shown = in_formula(&left_out.value);
            (left_out, shown)
        }
        None => {
            let (low, high) = level_range(evaluation, card, level);
            let range = centred(range_text(low, high)).tinted(Some(Tint::Pending));
            let shown = in_formula(&range.value);
            (range, shown)
        }
    };
    let live_cell = live.map(|live| live.score(index, ScoreColumn::Level(level)));
    cell.computed(
        live_cell.map(|live_cell| format!("IF(OR(ISNUMBER({live_cell}),{live_cell}=\"不适用\"),{live_cell},{shown})")),
    )
}

/// The lowest and highest marks of a 一级指标; a shared 分值 is not exceeded.
fn level_range(evaluation: &Evaluation, card: &Scorecard, level: usize) -> (Points, Points) {
    let system = &evaluation.scheme().system;
    let members = system.level1[level].members();
    let scores = &card.scores[members.clone()];
    let low = scores.iter().map(|score| score.low).sum();
    let high: Points = scores.iter().map(|score| score.high).sum();
    (low, high.min(system.marks_of(members)))
}

/// What a cell holds, as a formula has it.
fn in_formula(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        Value::Number(number) => number.normalize().to_string(),
        Value::Blank => "\"\"".into(),
    }
}

fn note(evaluation: &Evaluation) -> String {
    let value = |id: SettingId| id.setting().value(&evaluation.scheme().conventions);
    let cap = evaluation.cap_words().unwrap_or_default();
    let table = &evaluation.scheme().table;
    let scope = if table.is_one_of_several() {
        format!("本表只排按“{}”评价的部门，全部部门按得分率的名次见“{}”表。", table.sheet, sheets::RANKING)
    } else {
        String::new()
    };
    format!(
        "注：名次按总分由高到低排列（{}，{}）；偏差＝自评总分－复核总分；底色相同的相邻行为并列名次。{scope}{cap}",
        value(SettingId::RankScope),
        value(SettingId::RankMode)
    )
}
