//! The formulas of the result say what the engine says: LibreOffice recalculates workbooks in which every
//! stored result was replaced, and each cell must come out as the engine has it. See docs/live.md.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod live_support {
    pub mod generator;
    pub mod office;
    #[path = "../support/mod.rs"]
    pub mod support;
}
use live_support::{generator, office, support};

use jixiao::convention::SETTINGS;
use jixiao::report::{Evaluation, report};
use jixiao::sheet::Sheet;
use support::book::Book;

/// The formulas that differ once everything was recalculated, of how many.
fn differences(evaluation: &Evaluation, edit: impl FnOnce(&mut [Sheet])) -> (Vec<String>, usize) {
    let folder = support::folder();
    let sheets = report(evaluation);
    let mut poisoned = sheets.clone();
    let count = office::poison(&mut poisoned);
    edit(&mut poisoned);
    let path = folder.path().join("结果.xlsx");
    let started = std::time::Instant::now();
    jixiao::write::save(&poisoned, &path).unwrap();
    eprintln!("written {:?}, {} KB", started.elapsed(), std::fs::metadata(&path).unwrap().len() / 1024);
    let result = office::recalculated(&path);
    eprintln!("recalculated {:?}", started.elapsed());
    let read = office::read(&result);
    eprintln!("read {:?}", started.elapsed());
    (office::differences(&sheets, &read), count)
}

fn prove(book: &Book, what: &str) {
    let (differences, count) = differences(&book.evaluate(), |_| {});
    let shown = differences[..differences.len().min(20)].join("\n");
    assert!(differences.is_empty(), "{what}: {} of {count} formulas differ:\n{shown}", differences.len());
}

#[test]
fn formulas_and_engine_agree_on_a_few_departments() {
    if office::present() {
        prove(&generator::departments(40, 1, 8), "default");
    }
}

#[test]
fn a_broken_formula_is_caught() {
    if !office::present() {
        return;
    }
    let evaluation = generator::departments(12, 2, 8).evaluate();
    let (found, _) = differences(&evaluation, |sheets| {
        let broken = sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
        for (_, cell) in broken {
            // half a step too much
            cell.formula = cell.formula.take().map(|formula| formula.replace("INT(ROUND(", "INT(0.5+ROUND("));
        }
    });
    assert!(found.iter().any(|line| line.starts_with("得分明细")), "{found:?}");
}

#[test]
#[ignore = "minutes long; .ci/run runs it"]
fn formulas_and_engine_agree_on_a_thousand_departments_under_every_convention() {
    if !office::present() {
        return;
    }
    prove(&generator::departments(1000, 3, 8), "all defaults");
    for (seed, (name, value)) in (4..).zip(settings()) {
        let more = if name == "不足一个百分点" {
            [("得分小数位", "4"), ("缺少数据", "采信自评")]
        } else {
            [("不足一个百分点", "按比例扣"), ("优秀比例上限", "0.3")]
        };
        let mut book = generator::departments(1000, seed, if seed % 2 == 0 { 8 } else { 1 });
        for (other, setting) in more.into_iter().filter(|(other, _)| *other != name) {
            book = book.setting(other, setting);
        }
        prove(&book.setting(name, value), &format!("{name}={value}"));
    }
}

/// Every value of every setting but the defaults.
fn settings() -> Vec<(&'static str, &'static str)> {
    SETTINGS.iter().flat_map(|setting| setting.values[1..].iter().map(|value| (setting.name, *value))).collect()
}
