//! LibreOffice as an independent calculator: it recalculates whatever it loads, and can be typed into.

use calamine::{Data, Reader, Xlsx, open_workbook};
use jixiao::ground::place::CellRef;
use jixiao::ground::quantity::{from_cell, to_cell};
use jixiao::workbook::sheet::{Sheet, Value};
use rust_decimal::{Decimal, dec};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What every formula cell holds before it is recalculated.
pub const POISON: Decimal = dec!(777777);

const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// Whether LibreOffice is there; says so where it is not.
pub fn present() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok();
    if !found {
        not_proven("没有 LibreOffice（soffice），公式与程序的独立核对没有进行");
    }
    found
}

/// A proof that was left out must be seen: the test harness hides what a passing test prints, not what it
/// writes to standard error itself. Where `JIXIAO_PROVE` is set, as in CI, it fails.
pub fn not_proven(why: &str) {
    assert!(std::env::var_os("JIXIAO_PROVE").is_none(), "{why}");
    let test = std::thread::current().name().unwrap_or_default().to_string();
    let _ = writeln!(std::io::stderr(), "\n未验证：{why}（{test}）");
}

/// The workbook loaded with recalculation "always" and stored again.
pub fn recalculated(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap();
    let profile = folder.join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).unwrap();
    let out = folder.join("recalculated");
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .arg(path)
        .output()
        .unwrap();
    let result = out.join(path.file_name().unwrap());
    assert!(result.exists(), "{}", String::from_utf8_lossy(&status.stderr));
    result
}

/// All cells of a workbook.
pub type Cells = BTreeMap<(String, CellRef), Value>;

/// Reads a workbook's values.
pub fn read(path: &Path) -> Cells {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let mut cells = Cells::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let Some((top, left)) = range.start() else { continue };
        for (row, col, data) in range.used_cells() {
            let value = match data {
                Data::Float(number) => from_cell(*number).map_or(Value::Blank, Value::Number),
                Data::Int(number) => Value::Number(Decimal::from(*number)),
                Data::String(text) if text.is_empty() => Value::Blank,
                Data::String(text) => Value::Text(text.clone()),
                Data::Empty => Value::Blank,
                other => Value::Text(format!("{other}")),
            };
            cells.insert((name.clone(), CellRef::new(top + row as u32, left + col as u32)), value);
        }
    }
    cells
}

/// Every stored result replaced: what is not recalculated shows. Notes, looks and links, which LibreOffice
/// takes long to lay out, are left away.
pub fn poison(sheets: &mut [Sheet]) -> usize {
    for sheet in sheets.iter_mut() {
        sheet.charts.clear();
        let cells = sheet.rows.iter_mut().flat_map(|row| &mut row.cells);
        cells.for_each(|(_, cell)| {
            cell.set_note(None);
            cell.unlink();
        });
    }
    let cells = sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
    let formulas = cells.filter(|(_, cell)| cell.formula().is_some());
    formulas.map(|(_, cell)| cell.value = Value::Number(POISON)).count()
}

/// The formula cells of `sheets` whose value the recalculated workbook does not have.
pub fn differences(sheets: &[Sheet], read: &Cells) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in sheets {
        for (row, line) in (0..).zip(&sheet.rows) {
            for (col, cell) in line.cells.iter().filter(|(_, cell)| cell.formula().is_some()) {
                let at = CellRef::new(row, *col);
                let value = read.get(&(sheet.name.clone(), at)).cloned().unwrap_or_default();
                if !same(&cell.value, &value) {
                    let formula = cell.formula().unwrap_or_default();
                    found.push(format!("{}!{at}: engine {:?}, formula {value:?}: {formula}", sheet.name, cell.value));
                }
            }
        }
    }
    found
}

/// Numbers as Excel shows them: 15 digits, and a hair for steps of a calculation.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let scale = one.abs().max(Decimal::ONE);
            (from_cell(to_cell(*one)).unwrap_or_default() - other).abs() <= dec!(0.0000000001) * scale
        }
        (one, other) => one == other,
    }
}

/// What is typed into a cell, as from the keyboard.
#[derive(Clone)]
pub struct Typed {
    pub sheet: String,
    pub cell: CellRef,
    pub typed: String,
}

/// A workbook opened, typed into, recalculated and stored under another name.
pub struct Job {
    pub open: PathBuf,
    pub save: PathBuf,
    pub rows: Vec<Moved>,
    pub cells: Vec<Typed>,
}

/// What is done to the rows of a sheet: sort, insert, delete or copy, with the numbers of type_in.py.
#[derive(Clone)]
pub struct Moved {
    pub sheet: &'static str,
    pub what: &'static str,
    pub numbers: Vec<u32>,
}

/// The Python that can drive LibreOffice: the system's, which python3-uno is made for.
const PYTHON: &str = "/usr/bin/python3";

/// Whether LibreOffice can be typed into; says so where it cannot.
pub fn can_type() -> bool {
    if !present() {
        return false;
    }
    let found = Command::new(PYTHON).args(["-c", "import uno"]).output().is_ok_and(|output| output.status.success());
    if !found {
        not_proven("没有 python3-uno，在结果工作簿上改动数据的核对没有进行");
    }
    found
}

/// Does the jobs in one session of LibreOffice (type_in.py).
pub fn typed_in(folder: &Path, jobs: &[Job]) {
    let jobs: Vec<serde_json::Value> = jobs
        .iter()
        .map(|job| {
            let cells = job
                .cells
                .iter()
                .map(|one| [&one.sheet, &one.cell.to_string(), &one.typed].map(String::as_str).map(String::from));
            let rows = job.rows.iter().map(|one| serde_json::json!([one.sheet, one.what, one.numbers]));
            let (rows, cells) = (rows.collect::<Vec<_>>(), cells.collect::<Vec<_>>());
            serde_json::json!({"open": job.open, "save": job.save, "rows": rows, "cells": cells})
        })
        .collect();
    let script = crate::support::path("tests/proof/type_in.py");
    let mut command = Command::new(PYTHON);
    command.arg(script).arg(folder.join("typing")).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut python = command.spawn().unwrap();
    python.stdin.take().unwrap().write_all(serde_json::Value::from(jobs).to_string().as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
