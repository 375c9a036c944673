//! The whole year: the form, thirty departments that bend it, collect, score, the reviewed forms. Every figure is
//! traced to the cell it was typed in: the note names the file and the cell, the test opens that file.

use crate::support;
use crate::support::bends::bend;
use crate::support::form::{Form, Official, figure, find};
use crate::support::word::{Tables, document};
use calamine::{Data, Ods, Range, Reader, Xls, Xlsx, open_workbook};
use jixiao::collect::SOURCE;
use jixiao::criterion::Needs;
use jixiao::ground::cell::Raw;
use jixiao::ground::names::sheets;
use jixiao::ground::number::{Figure, Unit, original, read_figure, tidy};
use jixiao::scheme::columns::{ColumnKey, DataColumn};
use jixiao::workbook::read::Book;
use jixiao::workbook::sheet::{Cell, Role};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use xtask::random::Random;

const DEPARTMENTS: u64 = 30;
/// Forms that LibreOffice saved, with the departments whose forms they are.
const FIXTURES: [(&str, &str, i64); 2] = [("form.ods", "市档案馆", 31), ("form.xls", "市供销社", 32)];
/// 资金结余: what is left is no more than last year's, 2 of 3.
const REMAINDER: usize = 5;

/// What a department filed.
struct Filed {
    name: String,
    /// Each planned column's figure; none where it is not theirs to fill in, or there is none.
    figures: Vec<Option<Decimal>>,
    marks: Vec<Decimal>,
}

/// A folder of forms with the truth about them.
struct Year {
    folder: tempfile::TempDir,
    filed: Vec<Filed>,
    words: BTreeMap<String, Tables>,
    bends: BTreeMap<&'static str, usize>,
}

fn truth(official: &Official, column: &DataColumn, scale: i64) -> Option<Decimal> {
    match &column.key {
        ColumnKey::DataItem(item) if column.unit == "%" => Some(figure(item, scale) / Decimal::ONE_HUNDRED),
        ColumnKey::DataItem(item) => Some(figure(item, scale)),
        ColumnKey::RuleItem { indicator, .. } => {
            (!matches!(official.scheme.rules[*indicator].rule.needs(), Needs::Checks(_))).then_some(Decimal::ZERO)
        }
        ColumnKey::Share(_) => Some(Decimal::from(5)),
        ColumnKey::Judged(_) | ColumnKey::Remark(_) => None,
    }
}

fn filed(official: &Official, name: &str, scale: i64) -> (Form, Filed) {
    let mut form = Form::good(official, name, scale);
    let mut marks: Vec<Decimal> = official
        .scheme
        .system
        .indicators
        .iter()
        .map(|indicator| indicator.group.map_or(indicator.marks.0, |_| Decimal::from(5)))
        .collect();
    // one that a person judges loses something, so that no two departments are alike
    let lost = Decimal::new(scale % 20 + 1, 1);
    for (indicator, marked, reason) in [
        (REMAINDER, Decimal::TWO, "有结余，未超过上年结转".to_string()),
        (16, marks[16] - lost, format!("有{scale}项任务未完成")),
    ] {
        marks[indicator] = marked;
        form.marks(indicator, &marked.to_string(), &reason);
    }
    let total: Decimal = marks.iter().sum();
    form.stated(&total.normalize().to_string(), if total >= Decimal::from(90) { "优秀" } else { "良好" });
    let figures = official.scheme.columns.iter().map(|column| truth(official, column, scale)).collect();
    (form, Filed { name: name.to_string(), figures, marks })
}

/// 出租固定资产 is none here, written in one of the ways offices write none.
fn without_rent(official: &Official, form: &mut Form, filed: &mut Filed, none: &str) {
    for (row, part) in [(0, "出租固定资产"), (1, "出租固定资产"), (2, "出租固定资产")] {
        form.amount(row, part, none);
    }
    for (at, column) in official.scheme.columns.iter().enumerate() {
        if column.key == ColumnKey::DataItem("出租固定资产".into()) {
            let rent = filed.figures[at].take().unwrap();
            let all = official.scheme.columns.iter().position(|other| other.label == "固定资产合计").unwrap();
            let total = filed.figures[all].unwrap() - rent;
            filed.figures[all] = Some(total);
            let own = (rent / Decimal::from(4) * Decimal::from(3)).normalize();
            let half = |label: &str, form: &mut Form, row: u32| {
                let at = form.amount_at(row, label);
                support::form::text(form.sheet("附件3"), at.0, at.1).parse::<Decimal>().unwrap()
            };
            let bureau = half("固定资产合计", form, 1) - own;
            let other = half("固定资产合计", form, 2) - (rent - own);
            for (row, value) in [(0, total), (1, bureau), (2, other)] {
                form.amount(row, "固定资产合计", &value.normalize().to_string());
            }
        }
    }
}

fn year(official: &Official) -> Year {
    let folder = support::folder();
    let forms = folder.path().join("填报表");
    let mut year = Year { folder, filed: Vec::new(), words: BTreeMap::new(), bends: BTreeMap::new() };
    for at in 1..=DEPARTMENTS {
        let mut random = Random::new(at);
        let (mut form, mut filed) = filed(official, &format!("市第{at}局"), at as i64);
        if at % 3 == 0 {
            without_rent(official, &mut form, &mut filed, ["—", "/", "无", "\u{3000}"][(at / 3 % 4) as usize]);
        }
        for name in bend(&mut form, &mut random) {
            *year.bends.entry(name).or_default() += 1;
        }
        let inner = forms.join(["", "一科", "二科/直属"][(at % 3) as usize]);
        if at % 5 == 0 {
            let file = format!("{}.docx", filed.name);
            let (bytes, tables) = document(&form.sheets);
            std::fs::create_dir_all(&inner).unwrap();
            std::fs::write(inner.join(&file), bytes).unwrap();
            let shown = inner.join(&file).strip_prefix(&forms).unwrap().to_string_lossy().replace('\\', "/");
            year.words.insert(shown, tables);
        } else {
            form.save(&inner, &format!("{}.xlsx", filed.name));
        }
        year.filed.push(filed);
    }
    for (file, name, scale) in &FIXTURES {
        std::fs::copy(support::path("tests/files").join(file), forms.join(format!("{name}.{}", &file[5..]))).unwrap();
        year.filed.push(filed(official, name, *scale).1);
    }
    std::fs::rename(forms.join("市供销社.xls"), forms.join("市供销社.et")).unwrap();
    let names: Vec<String> = year.filed.iter().map(|filed| filed.name.clone()).collect();
    std::fs::write(year.folder.path().join("名单.txt"), names.join("\n")).unwrap();
    year
}

/// A template whose 缺少数据 is 采信自评, as the rules to collect by.
fn rules(folder: &Path) {
    support::said(folder, &["template", "-o", "模板.xlsx", "--year", "2024"]);
    let book = support::read(&folder.join("模板.xlsx"));
    let mut made: Vec<jixiao::workbook::sheet::Sheet> = Vec::new();
    for grid in &book.sheets {
        let mut sheet = jixiao::workbook::sheet::Sheet::new(&grid.name);
        for row in &grid.rows {
            for (col, cell) in &row.cells {
                sheet.put(row.index, *col, jixiao::workbook::sheet::copied(cell, Role::Text));
            }
        }
        sheet.merges.clone_from(&grid.merges);
        made.push(sheet);
    }
    let parameters = made.iter_mut().find(|sheet| sheet.name == sheets::PARAMETERS).unwrap();
    let row = find(parameters, "缺少数据", 0).0;
    parameters.put(row, 1, Cell::text(Role::Text, "采信自评"));
    jixiao::cli::save::save(&made, &folder.join("规则.xlsx")).unwrap();
}

/// Files opened once.
#[derive(Default)]
struct Sources {
    ranges: BTreeMap<(String, String), Range<Data>>,
}

impl Sources {
    /// What stands at `市第1局.xlsx 附件3!C12`, as text.
    fn at(&mut self, year: &Year, source: &str) -> String {
        let forms = year.folder.path().join("填报表");
        let end =
            [".xlsx ", ".docx ", ".ods ", ".et "].iter().find_map(|end| Some(source.find(end)? + end.len())).unwrap();
        let (file, place) = (&source[..end - 1], &source[end..]);
        if let Some(tables) = year.words.get(file) {
            let numbers: Vec<usize> = place
                .split(|c: char| !c.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .map(|part| part.parse::<usize>().unwrap() - 1)
                .collect();
            return tables[numbers[0]][numbers[1]][numbers[2]].clone();
        }
        let (sheet, cell) = place.rsplit_once('!').unwrap();
        let key = (file.to_string(), sheet.to_string());
        let range = self.ranges.entry(key).or_insert_with(|| open(&forms.join(file), sheet));
        match range.get_value(position(cell)) {
            Some(Data::Float(number)) => shown(*number),
            Some(Data::Int(number)) => number.to_string(),
            Some(Data::String(text)) => text.clone(),
            other => panic!("{source}: {other:?}"),
        }
    }
}

fn shown(number: f64) -> String {
    format!("{}", (number * 1e9).round() / 1e9)
}

fn open(path: &PathBuf, sheet: &str) -> Range<Data> {
    match path.extension().unwrap().to_str().unwrap() {
        "xlsx" => open_workbook::<Xlsx<_>, _>(path).unwrap().worksheet_range(sheet).unwrap(),
        "ods" => open_workbook::<Ods<_>, _>(path).unwrap().worksheet_range(sheet).unwrap(),
        _ => open_workbook::<Xls<_>, _>(path).unwrap().worksheet_range(sheet).unwrap(),
    }
}

/// `C12` as row and column.
fn position(cell: &str) -> (u32, u32) {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase);
    let col = letters.fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1;
    let row: u32 = cell.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse().unwrap();
    (row - 1, col)
}

/// Whether two writings say the same: the same number, or the same words.
fn same(one: &str, other: &str) -> bool {
    let number = |text: &str| text.trim().parse::<Decimal>().ok().map(|number| number.normalize());
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        _ => tidy(one) == tidy(other),
    }
}

/// A sheet of the collected workbook: cells and notes by place.
struct Written {
    grid: jixiao::workbook::read::Grid,
    notes: BTreeMap<(u32, u32), String>,
}

impl Written {
    fn of(book: &Book, name: &str) -> Written {
        let grid = book.sheets.iter().find(|grid| grid.name == name).unwrap().clone();
        let notes = grid.notes.iter().map(|(at, text)| ((at.row, at.col), text.clone())).collect();
        Written { grid, notes }
    }

    fn cell(&self, row: u32, col: u32) -> Option<&jixiao::ground::cell::GridCell> {
        self.grid.cell(jixiao::ground::place::CellRef::new(row, col))
    }

    /// What the source of a cell says, which must be what the cell says.
    fn traced(&self, year: &Year, sources: &mut Sources, (row, col): (u32, u32)) -> String {
        let note = self.notes.get(&(row, col)).unwrap_or_else(|| panic!("no note at {row},{col}"));
        let source = note.strip_prefix(SOURCE).unwrap_or_else(|| panic!("{note}"));
        let there = sources.at(year, source);
        let cell = self.cell(row, col).unwrap();
        let here = match &cell.raw {
            Raw::Number(number) => number.normalize().to_string(),
            Raw::Text(text) => text.to_string(),
            other => panic!("{other:?}"),
        };
        assert!(same(&here, &there), "{source}: {there} became {here}");
        source.to_string()
    }
}

#[test]
fn no_figure_is_lost_or_changed_from_the_forms_to_the_result() {
    let official = Official::load();
    let year = year(&official);
    let folder = year.folder.path();
    rules(folder);
    let arguments =
        ["collect", "填报表", "-o", "汇总.xlsx", "--rules", "规则.xlsx", "--departments", "名单.txt", "--json"];
    let (code, said) = support::said(folder, &arguments);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let lines = |list: &str, words: [&str; 3]| {
        let each = said[list].as_array().unwrap().iter();
        let line = |one: &serde_json::Value| words.map(|word| one[word].as_str().unwrap().to_string()).join(" ");
        each.map(line).filter(|line| line.contains("未读") || line.contains("必须")).collect::<Vec<_>>()
    };
    assert_eq!(lines("files", ["file", "status", "reason"]), [""; 0]);
    assert_eq!(lines("findings", ["severity", "place", "found"]), [""; 0]);
    assert_eq!((code, &said["missing"]), (0, &serde_json::json!([])));
    let book = support::read(&folder.join("汇总.xlsx"));
    let mut sources = Sources::default();
    let traced = data(&official, &year, &Written::of(&book, sheets::DATA), &mut sources);
    let marks = own_marks(&official, &year, &Written::of(&book, sheets::SELF), &mut sources);
    // 28 figures, 20 items, counts and shares, 25 marks, two reasons, total and grade of each
    assert!(traced > 32 * 50 && marks == 32 * 29, "{traced} {marks}");
    assert!(
        year.bends.len() == support::bends::BENDS.len() && year.bends.values().all(|count| *count > 5),
        "{:?}",
        year.bends
    );
    score(&official, &year, &book);
}

/// 部门数据: every figure is the one that was filed, and stands in the cell that its note names.
fn data(official: &Official, year: &Year, written: &Written, sources: &mut Sources) -> usize {
    let mut traced = 0;
    for (row, filed) in (5..).zip(&year.filed) {
        let name = written.cell(row, 1).map(original).unwrap();
        assert_eq!(name, filed.name);
        for (col, (column, truth)) in (3..).zip(official.scheme.columns.iter().zip(&filed.figures)) {
            let of_file =
                matches!(&column.key, ColumnKey::DataItem(_) | ColumnKey::RuleItem { .. } | ColumnKey::Share(_));
            let cell = written.cell(row, col);
            if cell.is_some() {
                let source = written.traced(year, sources, (row, col));
                assert!(source.contains(&filed.name), "{source} is no form of {}", filed.name);
                traced += 1;
            }
            let unit = Unit::parse(&column.unit).unwrap_or(Unit::Plain);
            match (truth, read_figure(cell, unit)) {
                (Some(truth), Figure::Number { value, .. }) => {
                    assert_eq!(value, *truth, "{} {}", filed.name, column.label);
                }
                (Some(truth), other) => panic!("{} {}: {truth} became {other:?}", filed.name, column.label),
                (None, Figure::Number { value, .. }) => panic!("{} {}: {value}", filed.name, column.label),
                (None, _) => {}
            }
            let answered = of_file && truth.is_none() && column.label != "出租固定资产";
            assert!(!answered || cell.is_some(), "{} {}/{}", filed.name, column.level3, column.label);
        }
    }
    traced
}

/// 自评得分: marks, reasons, total and grade.
fn own_marks(official: &Official, year: &Year, written: &Written, sources: &mut Sources) -> usize {
    let mut traced = 0;
    for (row, filed) in (5..).zip(&year.filed) {
        for (indicator, marks) in filed.marks.iter().enumerate() {
            let col = 2 + 2 * indicator as u32;
            assert!(
                matches!(read_figure(written.cell(row, col), Unit::Marks), Figure::Number { value, .. } if value == *marks)
            );
        }
        for col in 2..4 + 2 * official.scheme.system.indicators.len() as u32 {
            if written.cell(row, col).is_some() {
                written.traced(year, sources, (row, col));
                traced += 1;
            }
        }
    }
    traced
}

/// The result holds what was collected, and each reviewed form the department's own marks.
fn score(official: &Official, year: &Year, collected: &Book) {
    let folder = year.folder.path();
    let (code, said) = support::said(folder, &["score", "汇总.xlsx", "-o", "结果.xlsx", "--forms", "复核表"]);
    assert!(code < 2 && said.contains("评分完成：32个部门，已定分32个，待核0个"), "{said}");
    let result = support::read(&folder.join("结果.xlsx"));
    for name in [sheets::DATA, sheets::SELF, sheets::COLLECTED] {
        let (before, after) = (Written::of(collected, name), Written::of(&result, name));
        assert_eq!(before.grid.rows.len(), after.grid.rows.len(), "{name}");
        for row in &before.grid.rows {
            for (col, cell) in &row.cells {
                let there = after.cell(row.index, *col).map(original).unwrap_or_default();
                // the result shows the number that was used, its note the writing
                let here = original(cell);
                let number = here.trim_end_matches(['万', '元', '人', ' ']);
                assert!(same(&here, &there) || same(number, &there), "{name}: {here} became {there}");
                let note = before.notes.get(&(row.index, *col)).filter(|note| note.starts_with(SOURCE));
                let kept = after.notes.get(&(row.index, *col));
                assert!(
                    note.is_none_or(|note| kept.is_some_and(|kept| kept.contains(note.as_str()))),
                    "{name}: {note:?}"
                );
            }
        }
    }
    for filed in &year.filed {
        let path = folder.join("复核表").join(format!("{}.xlsx", filed.name));
        let path = if path.exists() { path } else { form_of(&folder.join("复核表"), &filed.name) };
        let form = support::read(&path);
        let grid = &form.sheets[0];
        let header = grid.rows.iter().find_map(|row| {
            let own = row.cells.iter().find(|(_, cell)| tidy(&original(cell)) == "自评得分")?;
            Some((row.index, own.0))
        });
        let (row, col) = header.unwrap();
        for (at, marks) in (row + 1..).zip(&filed.marks) {
            let cell = grid.cell(jixiao::ground::place::CellRef::new(at, col));
            assert_eq!(cell.map(|cell| cell.raw.clone()), Some(Raw::Number(marks.normalize())), "{}", filed.name);
        }
        assert_eq!(filed.marks.len(), official.scheme.system.indicators.len());
    }
}

/// The reviewed form whose name holds the department's.
fn form_of(folder: &Path, name: &str) -> PathBuf {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .into_iter()
        .find(|path| path.file_name().unwrap().to_string_lossy().contains(name))
        .unwrap_or_else(|| panic!("no reviewed form of {name}"))
}

/// tests/files/form.ods and form.xls are these, saved by LibreOffice:
/// `soffice --convert-to ods 市档案馆.xlsx`, `soffice --convert-to xls 市供销社.xlsx`.
#[test]
#[ignore = "writes the forms that LibreOffice is to convert"]
fn forms_for_libreoffice() {
    let official = Official::load();
    for (_, name, scale) in &FIXTURES {
        filed(&official, name, *scale).0.save(&std::env::temp_dir().join("jixiao-forms"), &format!("{name}.xlsx"));
    }
}
