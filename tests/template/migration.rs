//! `jixiao template --from`: another table, the same data.

use crate::support;
use crate::support::book::Book;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::workbook::sheet::{Role, Sheet, copied};
use serde_json::Value;
use std::path::Path;

const OLD: &str = "评分.xlsx";

/// Standard output and error of a run that must be done.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let (code, said) = support::said(folder, arguments);
    assert_eq!(code, 0, "{said}");
    said
}

fn totals(folder: &Path, file: &str) -> Vec<String> {
    let result = format!("{file}的结果.xlsx");
    let (_, said, _) = support::run(folder, &["score", file, "--json", "-o", &result]);
    let result: Value = serde_json::from_str(&said).unwrap();
    let departments = result["departments"].as_array().unwrap();
    departments.iter().map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["total"])).collect()
}

/// A workbook that holds only this table.
fn save_table(folder: &Path, text: &str) {
    let grid = grid_of_text(text);
    let mut sheet = Sheet::new("评分表");
    for row in &grid.rows {
        for (col, cell) in &row.cells {
            sheet.put(row.index, *col, copied(cell, Role::Text));
        }
    }
    sheet.merges = grid.merges;
    jixiao::cli::save::save(&[sheet], &folder.join("新表.xlsx")).unwrap();
}

fn built_in() -> String {
    std::fs::read_to_string(support::path("workbooks/system.tsv")).unwrap()
}

/// The template of an edited built-in table, from a good workbook; what was said.
fn rebuilt(folder: &Path, old: Book, table: &str) -> String {
    old.save(folder);
    save_table(folder, table);
    run(folder, &["template", "--rules", "新表.xlsx", "--from", OLD, "-o", "重建.xlsx"])
}

#[test]
fn the_same_table_carries_everything_and_gives_the_same_result() {
    let folder = support::folder();
    let level3 = "其他工作实绩指标完成情况";
    Book::good(&["甲局", "乙局"])
        .data(1, "满意度", "'80％")
        .data(0, "收入合计", "'600万元")
        .data(0, "实有人数", "23")
        .own_marks(0, "财政供养人员控制率", "4", "超编")
        .own_indicator(0, ["乙局", level3, "招商引资额", "4", "90", "60", "按完成比例", "", ""])
        .setting("缺少数据", "计0分")
        .setting("优秀比例上限", "'50%")
        .setting("标题", "某市评价结果")
        .save(folder.path());
    let said = run(folder.path(), &["template", "--from", OLD, "-o", "重建.xlsx"]);
    assert!(said.contains("带入2个部门；“部门数据”有"), "{said}");
    for word in ["没有带入", "没有位置", "新增", "请核对带入"] {
        assert!(!said.contains(word), "{said}");
    }
    assert_eq!(totals(folder.path(), OLD), totals(folder.path(), "重建.xlsx"));
    let sheets = support::dump(&folder.path().join("重建.xlsx"));
    for kept in ["80％", "600万元", "超编", "招商引资额", "计0分", "50%", "某市评价结果", "2024"] {
        assert!(sheets.contains(kept), "{kept}");
    }
}

#[test]
fn a_changed_number_changes_the_marks_alone() {
    let folder = support::folder();
    let changed = built_in()
        .replace("每超过一个百分点扣0.5分，扣完为止。\t5\t实有人数", "每超过一个百分点扣1分，扣完为止。\t5\t实有人数");
    let said = rebuilt(folder.path(), Book::good(&["甲局"]).data(0, "实有人数", "21"), &changed);
    assert!(said.contains("投入/预算配置/财政供养人员控制率：评分标准有改动"), "{said}");
    assert!(!said.contains("新增、须填写的列"), "{said}");
    // 105% costs 5 points instead of 2.5
    assert_eq!(totals(folder.path(), OLD), ["甲局 \"97.5\""]);
    assert_eq!(totals(folder.path(), "重建.xlsx"), ["甲局 \"95\""]);
}

#[test]
fn a_changed_sentence_leaves_behind_what_it_no_longer_asks() {
    let folder = support::folder();
    let changed = built_in().replace("②资产配置合理；", "②资产配置符合标准；");
    let old = Book::good(&["甲局", "乙局"]).data(1, "资产管理安全性/②", "2").data(0, "资产管理安全性/②", "");
    let said = rebuilt(folder.path(), old, &changed);
    assert!(said.contains("没有带入的列：\n  资产管理安全性/②资产配置合理（1个部门填过）"), "{said}");
    assert!(said.contains("新增、须填写的列：\n  资产管理/资产管理安全性：②资产配置符合标准\n"), "{said}");
}

#[test]
fn a_number_of_cases_is_never_taken_for_marks() {
    let folder = support::folder();
    let cases = "①资产保存完整；\\n②资产配置合理；\\n③资产处置规范；\\n④资产账务管理合规，帐实相符；\\n⑤资产有偿使用及处置收入及时足额上缴；\\n以上情况每出现一例不符合有关要求的扣1分，扣完为止。";
    let items = "①资产保存完整，1分；\\n②资产配置合理，1分；\\n③资产处置规范，1分；\\n④资产账务管理合规，帐实相符，0.5分；\\n⑤资产有偿使用及处置收入及时足额上缴，0.5分。";
    let table = built_in();
    assert!(table.contains(cases));
    let old = Book::good(&["甲局"]).data(0, "资产管理安全性/①", "1");
    let said = rebuilt(folder.path(), old, &table.replace(cases, items));
    assert!(said.contains("资产管理安全性/①资产保存完整（1个部门填过）"), "{said}");
    assert!(said.contains("资产管理/资产管理安全性：①资产保存完整、②资产配置合理"), "{said}");
}

#[test]
fn a_row_gone_and_one_added_with_its_formula() {
    let folder = support::folder();
    let lines: Vec<String> = built_in().lines().map(str::to_string).collect();
    let card = lines.iter().position(|line| line.contains("公务卡刷卡率")).unwrap();
    let mut changed = lines.clone();
    changed[card] = "↑\t↑\t绩效监控率\t≥90%，计3分；其他情况不得分。\t3\t已监控项目数÷项目个数×100%\t".into();
    let old = Book::good(&["甲局"]).own_marks(0, "公务卡刷卡率", "2", "现金支付多");
    let said = rebuilt(folder.path(), old, &changed.join("\n"));
    assert!(said.contains("公务卡刷卡率/自评得分（1个部门填过）"), "{said}");
    assert!(said.contains("预算管理/绩效监控率：已监控项目数、项目个数"), "{said}");
    // both stay: 审核公式 compares them
    assert!(!said.contains("公务卡支出（"), "{said}");
    let mut longer = lines;
    longer.insert(card + 1, "↑\t↑\t绩效监控率\t≥90%，计2分；其他情况不得分。\t2\t已监控项目数÷项目个数×100%\t".into());
    let longer =
        longer.join("\n").replace("过程（40分）", "过程（42分）").replace("预算管理（15分）", "预算管理（17分）");
    let folder = support::folder();
    let said = rebuilt(folder.path(), Book::good(&["甲局"]), &longer);
    assert!(said.contains("新增、须填写的列：\n  预算管理/绩效监控率：已监控项目数、项目个数"), "{said}");
    assert!(!said.contains("没有带入"), "{said}");
}

#[test]
fn an_indicator_moved_to_another_heading_keeps_its_data_and_namesakes_do_not_mix() {
    let folder = support::folder();
    let lines: Vec<String> = built_in().lines().map(str::to_string).collect();
    // 管理制度健全性 of 预算管理 is gone; the one of 资产管理 must not take its answers
    let gone = lines.iter().position(|line| line.contains("已制定或具有预算资金管理办法")).unwrap();
    let mut changed = lines;
    changed[gone] = changed[gone].replace("管理制度健全性", "内控制度健全性");
    let old = Book::good(&["甲局"]).own_marks(0, "管理制度健全性", "2", "只有办法没有细则");
    let said = rebuilt(folder.path(), old, &changed.join("\n"));
    assert!(said.contains("管理制度健全性/自评得分（1个部门填过）"), "{said}");
    assert!(said.contains("预算管理/内控制度健全性："), "{said}");
    let sheets = support::dump(&folder.path().join("重建.xlsx"));
    assert!(!sheets.contains("只有办法没有细则"), "the reason belongs to the other indicator");
}

#[test]
fn own_indicators_of_what_is_now_scored_by_rule_are_told() {
    let folder = support::folder();
    let level3 = "其他工作实绩指标完成情况";
    let old = Book::good(&["甲局"]).own_indicator(0, ["甲局", level3, "招商引资额", "4", "", "", "评定", "3", ""]);
    let renamed = built_in().replace(level3, "其他指标");
    let said = rebuilt(folder.path(), old, &renamed);
    assert!(
        said.contains("“个性化指标”没有带入的行：\n  甲局：其他工作实绩指标完成情况/招商引资额（新表没有这项指标）"),
        "{said}"
    );
    assert!(said.contains("职责履行/其他指标：评定得分"), "{said}");
    assert!(said.contains("其他工作实绩指标完成情况/评定得分（1个部门填过）"), "{said}");
}

#[test]
fn a_column_in_another_unit_is_not_carried() {
    let folder = support::folder();
    let mut old = Book::good(&["甲局"]);
    let col = old.column("采购预算");
    old.put("部门数据", (4, col), "采购预算（元）");
    old.save(folder.path());
    let said = run(folder.path(), &["template", "--from", OLD, "-o", "重建.xlsx"]);
    assert!(said.contains("采购预算：原表单位是元，新表是万元"), "{said}");
    assert!(said.contains("新增、须填写的列：\n  预算管理/政府采购执行率：采购预算"), "{said}");
}

#[test]
fn a_whole_new_table_keeps_the_departments_and_what_has_the_same_name() {
    let folder = support::folder();
    Book::good(&["甲局", "乙局"]).save(folder.path());
    let second = support::path("workbooks/second-city.xlsx");
    let said = run(
        folder.path(),
        &["template", "--rules", second.to_str().unwrap(), "--from", OLD, "-o", "重建.xlsx", "--year", "2024"],
    );
    assert!(said.contains("带入2个部门"), "{said}");
    assert!(
        said.contains(
            "  管理制度健全性/①已制定或具有预算资金管理办法,内部财务管理制度、会计核算制度等管理制度（2个部门填过）"
        ),
        "{said}"
    );
    assert!(!said.contains("社会效益：评定得分"), "社会效益 is in both tables: {said}");
    let sheets = support::dump(&folder.path().join("重建.xlsx"));
    assert!(sheets.contains("2024") && sheets.contains("甲局"), "{sheets}");
}

#[test]
fn the_second_city_rebuilt_from_itself_has_the_same_totals() {
    let folder = support::folder();
    let second = support::path("workbooks/second-city.xlsx");
    std::fs::copy(second, folder.path().join(OLD)).unwrap();
    let said = run(folder.path(), &["template", "--from", OLD, "-o", "重建.xlsx"]);
    assert!(!said.contains("没有带入") && !said.contains("新增"), "{said}");
    assert_eq!(totals(folder.path(), OLD), totals(folder.path(), "重建.xlsx"));
}

#[test]
fn the_old_workbook_is_never_overwritten() {
    let folder = support::folder();
    let path = Book::good(&["甲局"]).save(folder.path());
    let before = std::fs::read(&path).unwrap();
    assert_eq!(support::said(folder.path(), &["template", "--from", OLD, "-o", OLD]).0, 2);
    assert!(std::fs::read(&path).unwrap() == before);
}

/// The built-in table with a number before each row, 指标解释 behind 三级指标 and 数据来源 at the end.
fn annotated() -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut number = 0;
    for line in built_in().lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let header = cells.contains(&"三级指标");
        let indicator = number > 0 || header;
        if cells.len() < 5 || !indicator || cells[2].is_empty() {
            lines.push(format!("\t{line}"));
            continue;
        }
        let (one, two, three) = if header {
            ("序号".to_string(), "指标解释", "数据来源")
        } else {
            (number.to_string(), if number == 2 { "↑" } else { "反映支出情况" }, "部门决算报表")
        };
        let rest = cells[3..].join("\t");
        lines.push(format!(
            "{one}\t{}\t{}\t{}\t{two}\t{rest}{}{three}",
            cells[0],
            cells[1],
            cells[2],
            "\t".repeat(8 - cells.len())
        ));
        number += 1;
    }
    lines.join("\n")
}

#[test]
fn columns_that_decide_nothing_are_kept() {
    let folder = support::folder();
    save_table(folder.path(), &annotated());
    run(folder.path(), &["template", "--rules", "新表.xlsx", "-o", "模板.xlsx"]);
    let table = support::dump(&folder.path().join("模板.xlsx"));
    for cell in ["H4: 序号", "I4: 指标解释", "J4: 数据来源", "H5: 1", "I5: 反映支出情况", "J5: 部门决算报表", "H29: 25"]
    {
        assert!(table.contains(cell), "{cell}: {table}");
    }
    // once more from what was made, and from a result of it, which brings 计分方式 and the rest only once
    run(folder.path(), &["template", "--rules", "模板.xlsx", "-o", "再次.xlsx"]);
    let of = |text: &str| text.split("== ").find(|sheet| sheet.starts_with("评分表")).unwrap_or(text).to_string();
    assert_eq!(of(&support::dump(&folder.path().join("再次.xlsx"))), of(&table));
}

#[test]
fn a_column_right_of_an_earlier_read_back_stays() {
    let folder = support::folder();
    let mut book = Book::good(&["甲局"]);
    for (col, text) in (7..).zip(["计分方式", "程序的理解", "边界示例", "复核意见"]) {
        book.put("评分表", (3, col), text);
        book.put("评分表", (4, col), if col == 10 { "同意" } else { "旧的" });
    }
    book.save(folder.path());
    run(folder.path(), &["score", OLD, "-o", "结果.xlsx"]);
    let table = support::dump(&folder.path().join("结果.xlsx"));
    assert!(table.contains("K4: 复核意见") && table.contains("K5: 同意"), "{table}");
    assert!(table.contains("H5: 逐点扣分") && !table.contains("旧的"), "{table}");
}
