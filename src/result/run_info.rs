//! 运行信息: what was run on what, under which 口径. No time stamp: same input, same bytes.

use crate::evaluate::Evaluation;
use crate::ground::Area;
use crate::ground::names::sheets;
use crate::result::{columns, header};
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet};

/// The sheet.
pub fn sheet(evaluation: &Evaluation) -> Sheet {
    let mut sheet = Sheet::new(sheets::RUN);
    sheet.result = true;
    sheet.columns = columns(&[24, 76]);
    sheet.put_merged(Area::new((0, 0), (0, 1)), Cell::text(Role::Title, "运行信息"));
    header(&mut sheet, 2, ["项目", "内容"]);
    for (row, (name, value)) in (3..).zip(rows(evaluation)) {
        sheet.put(row, 0, Cell::text(Role::Text, name));
        sheet.put(row, 1, Cell::text(Role::Text, value));
    }
    sheet
}

fn rows(evaluation: &Evaluation) -> Vec<(String, String)> {
    let submission = &evaluation.submission;
    let mut rows: Vec<(String, String)> = vec![
        ("程序".into(), format!("jixiao（绩效）{}", env!("CARGO_PKG_VERSION"))),
        ("输入文件".into(), evaluation.input_name.clone()),
        ("输入文件SHA-256".into(), evaluation.book.sha256.clone()),
        ("部门数".into(), submission.departments.len().to_string()),
        ("三级指标数".into(), submission.scheme.system.indicators.len().to_string()),
        ("审核公式数".into(), submission.scheme.ties.len().to_string()),
        ("疑点数".into(), evaluation.findings.len().to_string()),
        ("结果形式".into(), evaluation.style.words().into()),
    ];
    let conventions = submission.scheme.conventions.in_words();
    rows.extend(conventions.into_iter().map(|(name, value)| (format!("口径：{name}"), value)));
    rows
}
