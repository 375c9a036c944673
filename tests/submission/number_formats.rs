//! A number format that shows a unit, another scale or a rounded percentage: what a person sees is what counts, or it is
//! told at the cell.

use crate::support::book::{Book, found, marks};
use crate::support::gallery::Shown;
use jixiao::evaluate::Evaluation;

const ADJUSTED: &str = "“三公经费”控制率";
const SATISFACTION: &str = "社会公众或服务对象满意度";

/// 甲局 with this number in a column, in this format.
fn shown(label: &str, number: &str, format: &str) -> Evaluation {
    let book = Shown::of(Book::good(&["甲局", "乙局"]));
    let set = |shown: Shown, style: usize| shown.data(0, label, &format!(r#" s="{style}"><v>{number}</v>"#));
    book.style("", format, set).evaluate()
}

#[test]
fn a_unit_or_scale_that_is_not_the_columns_is_told_and_not_used() {
    for (number, format, says) in [
        ("60000", "0.00\"元\"", "“60000.00元”，写明的单位是元"),
        ("60000", "#,##0.00元", "写明的单位是元"),
        ("0.0006", "0.0000\"亿元\"", "写明的单位是亿元"),
        ("6", "0\"千元\"", "写明的单位是千元"),
        ("6", "0\"人\"", "写明的单位是人"),
        ("6000", "0.00,", "单元格存的是 6000，按它的数字格式显示为“6.00”"),
        ("60000", "0!.0,", "单元格存的是 60000，按它的数字格式显示为“6.0”"),
        ("60000", "0\\.0,\"万元\"", "显示为“6.0万元”"),
        ("60000", "[>=10000]0!.0,\"万元\";0\"元\"", "显示为“6.0万元”"),
        ("6", "0\"0\"", "显示为“60”"),
        ("6", ";;;", "不显示这个数"),
        ("6", "\"约\"0", "显示为“约6”"),
        ("6", "\"无\"", "显示为“无”"),
    ] {
        let evaluation = shown("三公经费合计", number, format);
        assert_eq!([0, 1].map(|at| marks(&evaluation, at, ADJUSTED)), ["待核", "6"], "{format}");
        let mut told = found(&evaluation.findings, "D06");
        told.extend(found(&evaluation.findings, "D02"));
        assert!(told.len() == 1 && told[0].contains(says), "{format}: {told:?}");
    }
}

#[test]
fn a_unit_that_is_the_columns_and_signs_of_money_change_nothing() {
    for (number, format) in [
        ("6", "0.00\"万元\""),
        ("6", "0.00万"),
        ("6", "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ "),
        ("6", "[$¥-804]#,##0.00"),
        ("6", "#,##0.00_);[Red](#,##0.00)"),
        ("6.004", "0.0"),
    ] {
        let evaluation = shown("三公经费合计", number, format);
        assert_eq!(marks(&evaluation, 0, ADJUSTED), "6", "{format}");
        assert!(found(&evaluation.findings, "D06").is_empty(), "{format}");
        let again = jixiao::evaluate("结果.xlsx", &jixiao::write_result(&evaluation).unwrap()).unwrap();
        assert_eq!(marks(&again, 0, ADJUSTED), "6", "{format}");
    }
    let persons = shown("实有人数", "18", "0\"人\"");
    assert_eq!(marks(&persons, 0, "财政供养人员控制率"), "5");
    let percent = shown("满意度", "96", "0\"%\"");
    assert_eq!(marks(&percent, 0, SATISFACTION), "5");
}

#[test]
fn a_result_that_is_scored_again_tells_the_same() {
    for format in ["0.00\"元\"", "0.00,", "\"约\"0"] {
        let evaluation = shown("三公经费合计", "60000", format);
        let again = jixiao::evaluate("结果.xlsx", &jixiao::write_result(&evaluation).unwrap()).unwrap();
        assert_eq!(marks(&again, 0, ADJUSTED), "待核", "{format}");
    }
}

#[test]
fn a_percentage_that_shows_beyond_a_bound_is_told_with_both_marks() {
    let evaluation = shown("满意度", "0.949999988", "0.00%");
    assert_eq!(marks(&evaluation, 0, SATISFACTION), "3");
    let told = found(&evaluation.findings, "D26");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("显示为95%，存的是94.9999988%：按存的数计3分，按显示的数计5分"), "{told:?}");
    for (number, format) in [("0.961", "0%"), ("0.95", "0.00%"), ("0.9499", "0.00%")] {
        let evaluation = shown("满意度", number, format);
        assert!(found(&evaluation.findings, "D26").is_empty(), "{number} {format}");
    }
}
