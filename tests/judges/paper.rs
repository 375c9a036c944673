//! The scoring sheets fit their paper by themselves.

use super::{blank, evaluations, shown, unjudged};
use jixiao::scheme::Scheme;
use jixiao::scheme::system_sheet::parse_system;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::submission::ListedDepartment;
use jixiao::template::template;
use jixiao::workbook::write::to_bytes;
use jixiao::workbook::{Role, Sheet, Value};
use std::fmt::Write;

/// The sheets for a table of so many judged indicators.
fn table_of(count: usize) -> Vec<Sheet> {
    let mut text = String::from("一级指标\t二级指标\t三级指标\t评分标准\t分值\n");
    for at in 0..count {
        let _ = writeln!(text, "产出\t履职{}\t重点工作任务完成情况第{at}项\t按完成情况酌情评定。\t2", at / 4);
    }
    let scheme = Scheme::of_system(parse_system(&grid_of_text(text.trim_end())).unwrap().0).unwrap();
    let names = ["市财政局", "某某市某某某某新区某某产业园区管理委员会社会事务和综合执法局（加挂某某办公室牌子）"];
    let departments = names.map(|name| ListedDepartment::new(name, ""));
    let bytes = to_bytes(&template(&scheme, &departments)).unwrap();
    let all = jixiao::evaluate::Evaluations::of_bytes("评分.xlsx", &bytes).unwrap();
    blank(&all, ("张三", 1, 1))
}

#[test]
fn every_number_of_indicators_fits_and_stands_once() {
    for count in [1, 2, 7, 9, 10, 16, 17, 26, 27, 60] {
        let sheets = table_of(count);
        let mut indicators = Vec::new();
        for sheet in &sheets {
            let paper = sheet.print.paper.unwrap();
            let millimetres = match (paper.a3, sheet.print.landscape) {
                (true, _) => 420,
                (false, true) => 297,
                (false, false) => 210,
            };
            let across = (millimetres - 2 * paper.sides) * 7200 / 2540;
            let width: u32 = sheet.columns.iter().map(|column| column.quarters * 3 / 2).sum();
            assert!(width <= across, "{count}: {width} of {across}");
            for (at, cell) in sheet.all_rows().cells().filter(|(_, cell)| cell.value != Value::Blank) {
                let Role::Annex(_, half_points) = cell.role else { panic!("{at} is for the screen") };
                assert!(half_points >= 18, "{at}");
            }
            assert!(sheet.rows.iter().all(|row| row.height.is_some_and(|height| height <= 409)));
            assert!(!sheet.locked, "marks are typed into it");
            let texts = sheet.all_rows().cells().map(|(_, cell)| shown(cell).replace('\n', ""));
            indicators.extend(texts.filter(|text| text.starts_with("重点工作任务完成情况第")));
        }
        assert_eq!(indicators.len(), count);
        assert!(count > 26 || sheets.len() == 1);
    }
}

#[test]
fn each_page_repeats_the_judge_and_the_headings() {
    let all = evaluations(&unjudged(&["甲局"]));
    let sheet = &blank(&all, ("张三", 2, 3))[0];
    let (first, last) = sheet.print.repeat_rows.unwrap();
    let texts = |row: u32| sheet.rows[row as usize].cells.iter().map(|(_, cell)| shown(cell));
    let repeated: Vec<String> =
        (first..=last).flat_map(texts).map(|text| text.replace('\n', "")).filter(|text| !text.is_empty()).collect();
    for words in ["评审：张三", "第2份，共3份", "部门（单位）", "经济效益", "分值", "15"] {
        assert!(repeated.iter().any(|text| text == words), "{words}: {repeated:?}");
    }
    assert!(!sheet.print.landscape, "nine indicators stand upright on A4");
}
