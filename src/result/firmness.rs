//! 名次稳健性: how firm the ranks are, one row for each department in the order of 排名.

use crate::evaluate::firmness::{Other, RankRange};
use crate::evaluate::scorecard::Standing;
use crate::evaluate::{Evaluation, Firmness, Scorecard};
use crate::ground::names::sheets;
use crate::ground::{Points, RankScope};
use crate::result::table::{Table, heading};
use crate::result::{centred, count_cell, number_cell, rank_cell, total_cell, words};
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet, Tint};

/// The row of the headings.
const HEADER: u32 = 3;

/// The sheet.
pub fn sheet(evaluation: &Evaluation, firmness: &Firmness) -> Sheet {
    let table = table(evaluation, firmness);
    let title = format!("{}名次稳健性分析表", evaluation.title());
    let mut sheet = table.titled(&evaluation.sheet_name(sheets::FIRMNESS), 2, &title, headline(evaluation, firmness));
    sheet.result = true;
    let order = order(evaluation);
    for (row, index) in (table.first_row()..).zip(&order) {
        sheet.rows.resize(row as usize + 1, Default::default());
        sheet.rows[row as usize] = table.row(row, index);
    }
    sheet.filter = table.filter(order.len());
    sheet
}

/// Those with a rank, the best first; then the others.
fn order(evaluation: &Evaluation) -> Vec<usize> {
    let mut order: Vec<usize> = (0..evaluation.cards.len()).collect();
    let key = |index: &usize| {
        let card = &evaluation.cards[*index];
        (card.standing.rank.is_none(), card.standing.rank, std::cmp::Reverse(card.high))
    };
    order.sort_by_key(key);
    order
}

fn table<'a>(evaluation: &'a Evaluation, firmness: &'a Firmness) -> Table<'a, usize> {
    let departments = &evaluation.submission.departments;
    let places = evaluation.scheme().conventions.score_places;
    let card = |index: &usize| &evaluation.cards[*index];
    let range = |index: &usize| firmness.ranks[*index];
    let mut table = Table::new(HEADER).column("名次", 7, move |index, _| rank_cell(card(index))).column(
        "部门（单位）名称",
        28,
        move |index: &usize, _| words(&departments[*index].name),
    );
    if evaluation.scheme().conventions.rank_scope == RankScope::ByCategory {
        table = table.column("部门类别", 12, move |index: &usize, _| centred(&departments[*index].category));
    }
    table = table
        .column("总分", 13, move |index, _| total_cell(Role::Number, card(index), places))
        .column("等次", 12, move |index, _| centred(&card(index).standing.grade))
        .columns([heading("最好名次", 8), heading("最差名次", 8)], move |index, _| {
            let tint = is_open(range(index), card(index)).then_some(Tint::Pending);
            [range(index).best, range(index).worst].map(|rank| count_cell(Role::Centre, rank as usize).tinted(tint))
        })
        .under("待核核定后")
        .columns([heading("距前一名", 9), heading("距后一名", 9)], move |index, _| {
            let gap =
                |marks: Option<Points>| number_cell(Role::Number, marks.map(|marks| marks.0), Format::Places(places));
            [gap(range(index).behind), gap(range(index).ahead)]
        })
        .under("分差（分）");
    for other in &firmness.others {
        let name = format!("{}＝{}", other.setting.name, other.value);
        table = table.column(name, 13, move |index: &usize, _| under(&other.standings[*index], &card(index).standing));
    }
    table.column("影响名次或等次的口径", 30, move |index: &usize, _| {
        let names = firmness.moved_by(*index, &card(index).standing);
        words(if names.is_empty() { "无".to_string() } else { names.join("、") })
    })
}

/// `3 良好`, tinted where it is not what it is now.
fn under(then: &Standing, now: &Standing) -> Cell {
    let rank = then.rank.map_or("—".to_string(), |rank| rank.to_string());
    let moved = (then.rank, &then.grade) != (now.rank, &now.grade);
    centred(format!("{rank} {}", then.grade)).tinted(moved.then_some(Tint::Hint))
}

/// Whether the rank may be another once all is settled.
fn is_open(range: RankRange, card: &Scorecard) -> bool {
    card.standing.rank != Some(range.best) || range.best != range.worst
}

/// `29个已定分部门中，19个的名次在待核核定后必然变动，8个可能变动，2个不受影响。`
pub fn after_settling(evaluation: &Evaluation, firmness: &Firmness) -> String {
    let ranked = || {
        let all = firmness.ranks.iter().zip(&evaluation.cards);
        all.filter_map(|(range, card)| Some((range, card.standing.rank?)))
    };
    let surely = ranked().filter(|(range, now)| !(range.best..=range.worst).contains(now)).count();
    let firm = ranked().filter(|(range, now)| range.best == *now && range.worst == *now).count();
    let all = ranked().count();
    format!(
        "{all}个已定分部门中，{surely}个的名次在待核核定后必然变动，{}个可能变动，{firm}个不受影响。",
        all - surely - firm
    )
}

/// What the sheet shows, in sentences.
fn headline(evaluation: &Evaluation, firmness: &Firmness) -> String {
    let pending = evaluation.cards.iter().any(Scorecard::pending);
    let settling = if pending {
        after_settling(evaluation, firmness)
    } else {
        "没有待核部门，名次不因核定变动。".to_string()
    };
    let moved = |other: &Other| {
        let pairs = other.standings.iter().zip(&evaluation.cards);
        pairs.filter(|(then, card)| (then.rank, &then.grade) != (card.standing.rank, &card.standing.grade)).count()
    };
    let moving = firmness.others.iter().map(|other| (other, moved(other))).filter(|(_, count)| *count > 0);
    let moving: Vec<String> =
        moving.map(|(other, count)| format!("{}改为“{}”，{count}个部门", other.setting.name, other.value)).collect();
    let conventions = match moving.is_empty() {
        true => "各项口径换用其他取值，名次和等次都不变。".to_string(),
        false => format!("换用其他口径（一次换一项），名次或等次变动的：{}。", moving.join("；")),
    };
    format!("{settling}{conventions}本表按运行时的数据计算，数据改动后请重新运行。")
}
