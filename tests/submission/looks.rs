//! A figure, a name or a rule of which letters are struck out, raised or lowered is told at its cell and not used.

use crate::support::book::{Book, FIRST_ROW, found, marks};
use crate::support::gallery::{STRIKE, SUB, SUPER, Shown, runs};
use jixiao::evaluate::Refusal;
use jixiao::ground::names::sheets;
use jixiao::ground::place::CellRef;

const CONTROL: &str = "财政供养人员控制率";

fn shown() -> Shown {
    Shown::of(Book::good(&["甲局", "乙局"]))
}

#[test]
fn a_figure_with_old_digits_or_a_note_mark_is_pending_and_told_at_its_cell() {
    for (parts, spelled) in [
        (&[(STRIKE, "2"), ("", "18")][..], "〔删除线：2〕18"),
        (&[("", "18"), (SUPER, "1")], "18〔上标：1〕"),
        (&[("", "18"), (SUB, "注")], "18〔下标：注〕"),
        (&[(STRIKE, "18")], "〔删除线：18〕"),
        (&[("", "1"), (STRIKE, "9"), ("", "8")], "1〔删除线：9〕8"),
        (&[(STRIKE, "18"), ("", "无")], "〔删除线：18〕无"),
    ] {
        let evaluation = shown().data(0, "实有人数", &runs(parts)).evaluate();
        assert_eq!([0, 1].map(|at| marks(&evaluation, at, CONTROL)), ["待核", "5"], "{spelled}");
        let told = found(&evaluation.findings, "D25");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(spelled), "{told:?}");
        assert!(found(&evaluation.findings, "F22").is_empty());
    }
}

#[test]
fn a_number_in_a_struck_cell_is_pending_and_blank_struck_cells_are_blank() {
    let struck = |xml: &'static str| {
        move |shown: Shown, style: usize| shown.data(0, "实有人数", &xml.replace("STYLE", &style.to_string()))
    };
    let evaluation = shown().style(STRIKE, "0.00", struck(r#" s="STYLE"><v>18</v>"#)).evaluate();
    assert_eq!(marks(&evaluation, 0, CONTROL), "待核");
    assert_eq!(found(&evaluation.findings, "D25").len(), 1);
    let evaluation = shown().style(STRIKE, "0.00", struck(r#" s="STYLE">"#)).evaluate();
    assert!(found(&evaluation.findings, "D25").is_empty());
}

#[test]
fn an_answer_of_which_a_part_is_struck_out_is_no_answer() {
    let evaluation = shown().data(0, "管理制度健全性/①", &runs(&[(STRIKE, "是"), ("", "否")])).evaluate();
    assert_eq!(marks(&evaluation, 0, "管理制度健全性"), "待核");
    assert_eq!(found(&evaluation.findings, "D25").len(), 1);
}

#[test]
fn a_name_that_is_struck_out_leaves_its_row_out_and_says_so() {
    for parts in [&[(STRIKE, "甲局")][..], &[(STRIKE, "甲"), ("", "丙局")], &[("", "甲局"), (SUPER, "①")]] {
        let evaluation = shown().cell(sheets::DATA, CellRef::new(FIRST_ROW, 1), &runs(parts)).evaluate();
        let names: Vec<&str> = evaluation.submission.departments.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["乙局"]);
        let told = found(&evaluation.findings, "D25");
        assert!(told[0].starts_with("部门数据!B6") && told[0].contains("第6行没有采用"), "{told:?}");
    }
}

#[test]
fn of_words_what_is_not_struck_out_is_taken_and_the_cell_is_told() {
    let reason = [(STRIKE, "旧的原因"), ("", "新的原因")];
    let evaluation = shown().cell(sheets::SELF, CellRef::new(FIRST_ROW, 3), &runs(&reason)).evaluate();
    let own = evaluation.submission.departments[0].self_assessment.as_ref().unwrap();
    assert_eq!(&*own.reasons[0], "新的原因");
    let told = found(&evaluation.findings, "F22");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("〔删除线：旧的原因〕新的原因"), "{told:?}");
}

fn refused(shown: Shown) -> Vec<String> {
    match shown.scored() {
        Err(Refusal::Faults(faults)) => found(&faults, "R22"),
        other => panic!("not refused: {:?}", other.err()),
    }
}

#[test]
fn a_rule_with_struck_letters_is_refused_with_the_letters_at_fault() {
    let rule = [("", "控制率100%以下得满分，每超过1个百分点扣"), (STRIKE, "0.5"), ("", "1分，扣完为止。")];
    let told = refused(shown().cell(sheets::SYSTEM, CellRef::new(4, 3), &runs(&rule)));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("“〔删除线：0.5〕”"), "{told:?}");
}

#[test]
fn marks_formulas_settings_and_ties_with_struck_letters_are_refused_at_their_cells() {
    let struck = runs(&[(STRIKE, "5"), ("", "6")]);
    let squared = runs(&[("", "实有人数"), (SUPER, "2"), ("", "÷人员编制")]);
    for (sheet, at, xml) in [
        (sheets::SYSTEM, CellRef::new(4, 4), &struck),
        (sheets::SYSTEM, CellRef::new(4, 5), &squared),
        (sheets::SYSTEM, CellRef::new(4, 2), &runs(&[(STRIKE, CONTROL)])),
        (sheets::PARAMETERS, CellRef::new(4, 1), &runs(&[(STRIKE, "2023"), ("", "2024")])),
        (sheets::TIES, CellRef::new(4, 2), &runs(&[("", "支出合计 = 基本支出"), (STRIKE, " + 项目支出")])),
    ] {
        let told = refused(shown().cell(sheet, at, xml));
        assert!(told.iter().any(|one| one.starts_with(&format!("{sheet}!{at}"))), "{sheet}!{at}: {told:?}");
    }
}

/// The copy of the input says what it was, so that a result is not read as a sound workbook.
#[test]
fn a_result_that_is_scored_again_says_the_same() {
    let evaluation = shown().data(0, "实有人数", &runs(&[(STRIKE, "2"), ("", "18")])).evaluate();
    let again = jixiao::evaluate("结果.xlsx", &jixiao::write_result(&evaluation).unwrap()).unwrap();
    assert_eq!(marks(&again, 0, CONTROL), "待核");
    assert_eq!(found(&again.findings, "D25").len(), 1);
}
