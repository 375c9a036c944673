//! Rows of a finished result are sorted, inserted, deleted, renamed and pasted over in LibreOffice: every score must
//! stay beside its own name, and a name that is no longer found as at the run is 待核 and said. See docs/live.md.

use super::office::{self, Cells, Job, Moved, Typed, same};
use crate::support;
use crate::support::{book, generated};
use jixiao::evaluate::Evaluation;
use jixiao::ground::names::sheets;
use jixiao::ground::place::CellRef;
use jixiao::result::live::{NAME_CHANGED, UNCHANGED};
use jixiao::workbook::sheet::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// First row of departments on 得分明细 and 测算, and of 排名 and 扣分原因.
const SCORES: u32 = 7;
const ROWS: u32 = 4;
/// 核对 on 测算 and 扣分原因.
const NAME_CHECK: u32 = 5;
const CHECK: u32 = 13;
const COUNT: u32 = 24;

/// A finished result and what its engine says.
struct Run {
    folder: tempfile::TempDir,
    result: PathBuf,
    before: Evaluation,
    cells: Cells,
}

impl Run {
    fn new() -> Run {
        let folder = support::folder();
        let mut data = generated::departments(COUNT as usize, 77, 1);
        // two departments of one name, and one that is written with a space
        for sheet in [sheets::DATA, sheets::SELF] {
            data.put(sheet, (book::FIRST_ROW + 9, 1), "第3局");
            data.put(sheet, (book::FIRST_ROW + 5, 1), "第 6局");
        }
        // sorted by it, those of one name keep their order
        data.put(sheets::DATA, (data_row(2), 4), "900000");
        data.put(sheets::DATA, (data_row(9), 4), "800000");
        let input = data.save(folder.path());
        let result = folder.path().join("结果.xlsx");
        let before = jixiao::cli::run(&input, &result).unwrap();
        let cells = office::read(&result);
        Run { folder, result, before, cells }
    }

    fn at(cells: &Cells, sheet: &str, row: u32, col: u32) -> Value {
        cells.get(&(sheet.to_string(), CellRef::new(row, col))).cloned().unwrap_or_default()
    }

    fn text(cells: &Cells, sheet: &str, row: u32, col: u32) -> String {
        match Run::at(cells, sheet, row, col) {
            Value::Text(text) => text,
            _ => String::new(),
        }
    }

    /// 序号 → what stands in a row of 得分明细 from 部门名称 to 名次.
    fn scores(&self, cells: &Cells) -> BTreeMap<String, Vec<Value>> {
        let system = &self.before.submission.scheme.system;
        let columns = (3 + system.indicators.len() + system.level1.len() + 4) as u32;
        let line = |row| (1..columns).map(|col| Run::at(cells, sheets::SCORES, row, col)).collect();
        let number = |row| format!("{:?}", Run::at(cells, sheets::SCORES, row, 0));
        (SCORES..SCORES + COUNT).map(|row| (number(row), line(row))).collect()
    }

    /// The rows of a table from row 4, each as text without 序号, in any order.
    fn lines(cells: &Cells, sheet: &str, from: u32) -> Vec<String> {
        let last = cells.keys().filter(|(name, _)| name == sheet).map(|(_, cell)| cell.row).max().unwrap_or(0);
        let line = |row| (from..14).map(|col| rounded(&Run::at(cells, sheet, row, col))).collect::<Vec<_>>().join("|");
        let mut lines: Vec<String> = (ROWS..=last).map(line).collect();
        lines.sort();
        lines
    }

    fn banner(cells: &Cells) -> String {
        let texts = (0..ROWS).map(|row| Run::text(cells, sheets::SUMMARY, row, 0));
        texts.filter(|text| text.contains("数据")).collect::<Vec<_>>().join("")
    }

    /// Does each list of things to the rows of the result, and reads what it then shows.
    fn after(&self, jobs: &[(&str, Vec<Moved>, Vec<Typed>)]) -> Vec<Cells> {
        let path = |what: &str| self.folder.path().join(format!("{what}.xlsx"));
        let job = |open: &Path, save, rows: &[Moved], cells: &[Typed]| Job {
            open: open.into(),
            save,
            rows: rows.to_vec(),
            cells: cells.to_vec(),
        };
        let list = jobs.iter().map(|(what, rows, cells)| job(&self.result, path(what), rows, cells));
        office::typed_in(self.folder.path(), &list.collect::<Vec<_>>());
        jobs.iter().map(|(what, ..)| office::read(&path(what))).collect()
    }
}

fn rounded(value: &Value) -> String {
    match value {
        Value::Number(number) => number.round_dp(8).normalize().to_string(),
        Value::Text(text) => text.clone(),
        Value::Blank => String::new(),
    }
}

fn moved(sheet: &'static str, what: &'static str, numbers: &[u32]) -> Moved {
    Moved { sheet, what, numbers: numbers.to_vec() }
}

/// The row of 部门数据 of the department of a number, from 0.
fn data_row(at: u32) -> u32 {
    book::FIRST_ROW + at
}

#[test]
fn sorted_and_inserted_rows_keep_every_score_beside_its_name() {
    if !office::can_type() {
        return;
    }
    let run = Run::new();
    let (first, last) = (data_row(0), data_row(COUNT - 1));
    let own_last = 3 + run.before.submission.departments.iter().map(|one| one.own.len()).sum::<usize>() as u32 - 1;
    let reasons = run.before.cards.iter().map(|card| card.deductions.len()).sum::<usize>() as u32;
    let ranked = run.before.cards.iter().filter(|card| !card.pending()).count() as u32;
    let jobs = [
        ("部门数据按名称", vec![moved(sheets::DATA, "sort", &[first, last, 1])], vec![]),
        ("部门数据按数字", vec![moved(sheets::DATA, "sort", &[first, last, 4])], vec![]),
        ("自评得分", vec![moved(sheets::SELF, "sort", &[first, last, 1])], vec![]),
        ("个性化指标", vec![moved(sheets::OWN, "sort", &[3, own_last, 2])], vec![]),
        ("得分明细", vec![moved(sheets::SCORES, "sort", &[SCORES, SCORES + COUNT - 1, 1])], vec![]),
        ("扣分原因", vec![moved(sheets::REASONS, "sort", &[ROWS, ROWS + reasons - 1, 6])], vec![]),
        ("排名", vec![moved(sheets::RANKING, "sort", &[ROWS, ROWS + ranked - 1, 1])], vec![]),
        (
            "插入",
            [sheets::DATA, sheets::SELF, sheets::OWN].map(|sheet| moved(sheet, "insert", &[data_row(3)])).to_vec(),
            vec![],
        ),
        (
            "筛选",
            vec![
                moved(sheets::DATA, "filter", &[first, last]),
                moved(sheets::SCORES, "filter", &[SCORES, SCORES + COUNT - 1]),
            ],
            vec![],
        ),
        (
            "插入和删除列",
            vec![
                moved(sheets::DATA, "insert column", &[1]),
                moved(sheets::DATA, "insert column", &[9]),
                moved(sheets::SELF, "insert column", &[2]),
                moved(sheets::OWN, "insert column", &[3]),
                moved(sheets::DATA, "delete column", &[9]),
            ],
            vec![],
        ),
        (
            "插入后排序",
            vec![
                moved(sheets::DATA, "insert", &[first]),
                moved(sheets::DATA, "sort", &[first + 1, last + 1, 1]),
                moved(sheets::SCORES, "sort", &[SCORES, SCORES + COUNT - 1, 1]),
                moved(sheets::SCORES, "insert", &[SCORES + 3]),
                moved(sheets::SCORES, "delete", &[SCORES + 3]),
            ],
            vec![],
        ),
    ];
    for ((what, ..), cells) in jobs.iter().zip(run.after(&jobs)) {
        let (wanted, found) = (run.scores(&run.cells), run.scores(&cells));
        // the two departments of one name may change places
        for (number, line) in &wanted {
            let is = |other: &&Vec<Value>| line.iter().zip(other.iter()).all(|(one, other)| same(one, other));
            let twice = line[0] == Value::Text("第3局".into());
            let kept = if twice { found.values().any(|other| is(&other)) } else { is(&&found[number]) };
            assert!(kept, "{what}, 得分明细 {line:?}: {:?}", found[number]);
        }
        let named = |cells: &Cells| {
            (SCORES..SCORES + COUNT).map(|row| Run::text(cells, sheets::WORKING, row, NAME_CHECK)).collect::<String>()
        };
        assert_eq!(named(&cells), "", "{what}");
        assert_eq!(Run::lines(&cells, sheets::RANKING, 0), Run::lines(&run.cells, sheets::RANKING, 0), "{what}");
        assert_eq!(Run::lines(&cells, sheets::REASONS, 1), Run::lines(&run.cells, sheets::REASONS, 1), "{what}");
        assert_eq!(Run::banner(&cells), UNCHANGED, "{what}");
    }
}

#[test]
fn a_name_that_is_changed_or_found_twice_is_pending_and_said() {
    if !office::can_type() {
        return;
    }
    let run = Run::new();
    let name_of = |at: u32, typed: &str| Typed {
        sheet: sheets::DATA.into(),
        cell: CellRef::new(data_row(at), 1),
        typed: typed.into(),
    };
    let jobs = [
        ("改名", vec![], vec![name_of(4, "第五局")]),
        ("删行", vec![moved(sheets::DATA, "delete", &[data_row(0)])], vec![]),
        ("粘贴", vec![moved(sheets::DATA, "copy", &[data_row(4), data_row(7)])], vec![]),
        ("同名的删一行", vec![moved(sheets::DATA, "delete", &[data_row(9)])], vec![]),
    ];
    let changed: [&[usize]; 4] = [&[4], &[0], &[4, 7], &[2, 9]];
    let scored = run.before.submission.scheme.system.indicators.len();
    for (((what, ..), cells), changed) in jobs.iter().zip(run.after(&jobs)).zip(changed) {
        for at in 0..COUNT as usize {
            let row = SCORES + at as u32;
            let said = Run::text(&cells, sheets::WORKING, row, NAME_CHECK);
            let is_changed = changed.contains(&at);
            assert_eq!(said, if is_changed { NAME_CHANGED } else { "" }, "{what} {at}");
            for col in (3..).take(scored) {
                let (was, now) =
                    (Run::at(&run.cells, sheets::SCORES, row, col), Run::at(&cells, sheets::SCORES, row, col));
                let wanted = if is_changed { Value::Text("待核".into()) } else { was };
                assert!(same(&wanted, &now), "{what} {at}, {}: {wanted:?}, not {now:?}", CellRef::new(row, col));
            }
        }
        let departments = run.before.cards.iter().enumerate();
        let of_reasons = departments.flat_map(|(at, card)| card.deductions.iter().map(move |_| at));
        for (row, at) in (ROWS..).zip(of_reasons) {
            let said = Run::text(&cells, sheets::REASONS, row, CHECK);
            assert_eq!(said, if changed.contains(&at) { NAME_CHANGED } else { "" }, "{what} 扣分原因 {row}");
        }
        let banner = Run::banner(&cells);
        assert!(banner.contains(&format!("{NAME_CHANGED}的{}个", changed.len())), "{what}: {banner}");
    }
}
