//! What is wrong with the sheets of judges: named at its cell, never used, never chosen.

use super::{blank, evaluations, filled, find, mark_at, put, save, shown, unjudged};
use crate::support;
use crate::support::book::Book;
use crate::support::gallery::runs;
use crate::support::parts::unpack;
use jixiao::evaluate::Evaluations;
use jixiao::ground::finding::{Code, Finding};
use jixiao::ground::{Area, CellRef};
use jixiao::judges;
use jixiao::judges::{Expected, Outcome, Plan, Settled};
use jixiao::workbook::Sheet;
use jixiao::workbook::read::Book as ReadBook;
use jixiao::workbook::read::read_book;
use jixiao::workbook::write::to_bytes;

const FIRST: &str = "推进全面小康建设指标任务完成情况";
const NAMES: [&str; 3] = ["甲局", "乙局", "丙局"];

/// Two judges who give full marks, the sheets of the first bent; settled.
fn bent(book: &Book, bend: impl Fn(&mut Vec<Sheet>)) -> (Settled, Vec<String>) {
    bent_with(book, bend, (&Expected::default(), false))
}

fn bent_with(book: &Book, bend: impl Fn(&mut Vec<Sheet>), how: (&Expected, bool)) -> (Settled, Vec<String>) {
    let all = evaluations(book);
    let mut sheets = filled(&all, ("张三", 1, 2), "1");
    bend(&mut sheets);
    let files = [
        ("张三.xlsx", to_bytes(&sheets).unwrap()),
        ("李四.xlsx", to_bytes(&filled(&all, ("李四", 2, 2), "1")).unwrap()),
    ];
    settled(&all, &files, how)
}

fn settled(all: &Evaluations, files: &[(&str, Vec<u8>)], how: (&Expected, bool)) -> (Settled, Vec<String>) {
    let plan = Plan::of(all.whole()).unwrap();
    let (mut findings, mut reads) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        reads.extend(judges::read(&plan, name, &read_book(name, bytes).unwrap(), &mut findings));
    }
    let settled = judges::settle(&plan, reads, how, findings);
    let told = settled.findings.iter().map(line).collect();
    (settled, told)
}

fn line(finding: &Finding) -> String {
    let Finding { department, indicator, .. } = finding;
    format!("{} {} {department} {indicator}：{}", finding.code.info().id, finding.place, finding.message.found)
}

/// Whether exactly these marks were left as they were.
fn left(settled: &Settled) -> usize {
    settled.count(|outcome| matches!(outcome, Outcome::Left(_)))
}

#[test]
fn a_mark_that_cannot_be_used_is_named_at_its_cell_and_its_mean_not_filled_in() {
    for (written, found) in [
        ("", "评审“张三”没有打分"),
        ("无", "写的是“无”，没有分数，没有采用"),
        ("5.5", "5.5分，超过分值5分，没有采用"),
        ("-1", "-1分，小于0，没有采用"),
        ("优秀", "“优秀”"),
        ("4至5", "“4至5”"),
        ("100%", "100%"),
        ("50", "50分，超过分值5分，没有采用"),
    ] {
        let (settled, told) = bent(&unjudged(&NAMES), |sheets| {
            let at = mark_at(&sheets[0], "乙局", FIRST);
            put(&mut sheets[0], at, written);
        });
        assert!(told.len() == 1 && told[0].contains(found), "{written}: {told:?}");
        assert!(told[0].contains("张三.xlsx 评审打分表!C") && told[0].contains(" 乙局 "), "{told:?}");
        assert_eq!(left(&settled), 1, "{written}");
        assert!(settled.findings[0].is_open());
    }
}

#[test]
fn a_mark_in_another_writing_is_read_and_told() {
    let (settled, told) = bent(&unjudged(&NAMES), |sheets| {
        let at = mark_at(&sheets[0], "乙局", FIRST);
        put(&mut sheets[0], at, "４．５分");
    });
    assert!(told.len() == 1 && told[0].contains("采用“4.5”"), "{told:?}");
    assert_eq!(left(&settled), 0);
}

#[test]
fn the_clerk_may_let_the_others_decide_and_it_is_told() {
    let bend = |sheets: &mut Vec<Sheet>| {
        let at = mark_at(&sheets[0], "乙局", FIRST);
        put(&mut sheets[0], at, "");
    };
    let (settled, told) = bent_with(&unjudged(&NAMES), bend, (&Expected::default(), true));
    assert_eq!(left(&settled), 0);
    assert!(told[1].contains("P09 部门数据!") && told[1].contains("缺“张三”，按其余1名评审平均5分填入"), "{told:?}");
}

#[test]
fn a_mark_with_a_struck_letter_is_not_used() {
    let all = evaluations(&unjudged(&NAMES));
    let sheets = filled(&all, ("张三", 1, 1), "1");
    let (row, col) = mark_at(&sheets[0], "乙局", FIRST);
    let at = CellRef::new(row, col);
    let mut parts = unpack(&to_bytes(&sheets).unwrap());
    let part = parts.0.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap();
    let text = String::from_utf8(part.1.clone()).unwrap();
    let start = text.find(&format!(r#"<c r="{at}""#)).unwrap();
    let end = start + text[start..].find("</c>").unwrap() + 4;
    let struck = runs(&[("<strike/>", "4"), ("", "5")]);
    part.1 = format!(r#"{}<c r="{at}"{struck}</c>{}"#, &text[..start], &text[end..]).into_bytes();
    let (settled, told) = settled(&all, &[("张三.xlsx", parts.zip())], (&Expected::default(), false));
    assert_eq!(left(&settled), 1);
    assert!(told.iter().any(|line| line.contains("P03") && line.contains(&format!("!{at} "))), "{told:?}");
}

#[test]
fn merged_marks_are_nobodys() {
    let (settled, told) = bent(&unjudged(&NAMES), |sheets| {
        let (row, col) = mark_at(&sheets[0], "乙局", FIRST);
        sheets[0].merges.push(Area::new((row, col), (row + 1, col)));
        put(&mut sheets[0], (row + 1, col), "");
    });
    assert_eq!(left(&settled), 2, "{told:?}");
    assert_eq!(told.iter().filter(|line| line.contains("合并成一格")).count(), 2, "{told:?}");
}

#[test]
fn what_the_workbook_does_not_know_is_told_and_not_used() {
    let (settled, told) = bent(&unjudged(&NAMES), |sheets| {
        let at = find(&sheets[0], "乙局");
        put(&mut sheets[0], at, "乙局（本级）");
    });
    assert!(
        told.iter().any(|line| line.contains("P04") && line.contains("“乙局（本级）”不在“部门数据”中")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|line| line.contains("P02") && line.contains("乙局 ：评审“张三”的打分表上没有这个部门")),
        "{told:?}"
    );
    let one = settled.judged.iter().filter(|judged| judged.key.department == 1).count();
    assert_eq!(left(&settled), one);
    let (settled, told) = bent(&unjudged(&NAMES), |sheets| {
        let at = find(&sheets[0], FIRST);
        put(&mut sheets[0], at, "小康指标");
    });
    assert!(
        told.iter().any(|line| line.contains("P04") && line.contains("“小康指标”不在评分表由评审打分的指标之内")),
        "{told:?}"
    );
    assert_eq!(left(&settled), 3);
    let (settled, told) = bent(&unjudged(&NAMES), |sheets| {
        let (row, _) = find(&sheets[0], "分值");
        let (_, col) = find(&sheets[0], FIRST);
        put(&mut sheets[0], (row, col), "6");
    });
    assert!(told.iter().any(|line| line.contains("P04") && line.contains("打分表上是“6”，这一列没有采用")), "{told:?}");
    assert_eq!(left(&settled), 3);
}

#[test]
fn marks_where_none_are_to_be_given_are_told() {
    let own = ["甲局", FIRST, "小康监测指标", "5", "", "", "评定", "4", ""];
    let (settled, told) = bent(&unjudged(&NAMES).own_indicator(0, own), |sheets| {
        let at = mark_at(&sheets[0], "甲局", FIRST);
        assert_eq!(shown(sheets[0].get(at.0, at.1).unwrap()), "—");
        put(&mut sheets[0], at, "4");
    });
    assert!(told.len() == 1 && told[0].contains("P04") && told[0].contains("报了个性化指标"), "{told:?}");
    assert_eq!(left(&settled), 0);
}

#[test]
fn marks_of_a_shared_total_are_not_more_than_it() {
    let mut book = unjudged(&NAMES);
    for indicator in ["经济效益", "社会效益", "生态效益"] {
        book = book.data(1, &format!("{indicator}/本部门分值"), "");
    }
    let give = |marks: [&'static str; 3]| {
        move |sheets: &mut Vec<Sheet>| {
            for (indicator, mark) in ["经济效益", "社会效益", "生态效益"].into_iter().zip(marks) {
                let at = mark_at(&sheets[0], "乙局", indicator);
                put(&mut sheets[0], at, mark);
            }
        }
    };
    let (settled, told) = bent(&book, give(["10", "4", "2"]));
    assert!(told.iter().any(|line| line.contains("P03") && line.contains("合计16分，超过共用分值15分")), "{told:?}");
    assert_eq!(left(&settled), 3);
}

#[test]
fn a_sheet_of_another_year_or_workbook_is_not_used() {
    let year = |year: &str| unjudged(&NAMES).setting("年度", year);
    let all = evaluations(&year("2024"));
    let file = |book: &Book, name: &str| {
        let other = Evaluations::of_bytes(name, &to_bytes(&book.sheets).unwrap()).unwrap();
        ("张三.xlsx", to_bytes(&filled(&other, ("张三", 1, 1), "1")).unwrap())
    };
    let plan = Plan::of(all.whole()).unwrap();
    let read = |(name, bytes): (&str, Vec<u8>)| {
        let mut findings = Vec::new();
        let reads = judges::read(&plan, name, &read_book(name, &bytes).unwrap(), &mut findings);
        (reads.len(), findings.iter().map(line).collect::<Vec<String>>().join("\n"))
    };
    let (used, told) = read(file(&year("2023"), "评分.xlsx"));
    assert!(used == 0 && told.contains("P01") && told.contains("是2023年度的打分表"), "{told}");
    let other = year("2024").setting("标题", "乙县2024年度部门整体支出绩效评价");
    let (used, told) = read(file(&other, "乙县.xlsx"));
    assert!(used == 0 && told.contains("文件名和标题都不同"), "{told}");
    let (used, told) = read(file(&year("2024"), "评分（旧）.xlsx"));
    assert!(used == 1 && told.contains("P08") && told.contains("依据“评分（旧）.xlsx”编制"), "{told}");
    let (used, told) = read(file(&year("2024"), "评分.xlsx"));
    assert!(used == 1 && told.is_empty(), "{told}");
    let (used, told) = read(("名单.xlsx", to_bytes(&[Sheet::new("甲")]).unwrap()));
    assert!(used == 0 && told.contains("P01") && told.contains("没有标题含"), "{told}");
}

#[test]
fn of_two_sheets_of_one_judge_none_is_chosen() {
    let all = evaluations(&unjudged(&NAMES));
    let one = filled(&all, ("张三", 1, 1), "1");
    let mut other = one.clone();
    let at = mark_at(&other[0], "乙局", FIRST);
    put(&mut other[0], at, "4");
    let [one, other] = [one, other].map(|sheets| to_bytes(&sheets).unwrap());
    let same = [("甲/张三.xlsx", one.clone()), ("乙/张三.xlsx", one.clone())];
    let (joined, told) = settled(&all, &same, (&Expected::default(), false));
    assert_eq!((left(&joined), joined.panel.judges.len()), (0, 1));
    assert!(told.len() == 1 && told[0].contains("P08") && told[0].contains("打分相同，只采用一份"), "{told:?}");
    let differ = [("甲/张三.xlsx", one), ("乙/张三.xlsx", other)];
    let (joined, told) = settled(&all, &differ, (&Expected::default(), false));
    assert_eq!(left(&joined), 1);
    assert!(told.len() == 1 && told[0].contains("P05") && told[0].contains("有1处打分不同（如乙局“推进"), "{told:?}");
}

#[test]
fn a_judge_who_is_missing_is_told_and_nothing_filled_in_without_leave() {
    let all = evaluations(&unjudged(&NAMES));
    let files = [("张三.xlsx", to_bytes(&filled(&all, ("张三", 1, 3), "1")).unwrap())];
    let names = |names: &[&str]| Expected { names: names.iter().map(ToString::to_string).collect(), count: None };
    for (expected, words) in [
        (Expected::default(), "只有1份，缺第2份、第3份"),
        (names(&["张三", "李四"]), "缺“李四”的打分表"),
        (Expected { names: Vec::new(), count: Some(2) }, "只有1份，缺1份"),
    ] {
        let (strict, told) = settled(&all, &files, (&expected, false));
        assert!(told[0].contains("P06") && told[0].contains(words), "{told:?}");
        assert_eq!(strict.count(|outcome| *outcome == Outcome::Filled), 0, "{words}");
        let (partial, _) = settled(&all, &files, (&expected, true));
        assert_eq!(left(&partial), 0, "{words}");
    }
    let (joined, told) = settled(&all, &files, (&names(&["李四"]), false));
    assert!(joined.panel.judges.is_empty());
    assert!(
        told.iter().any(|line| line.contains("P01") && line.contains("“张三”不在 --judge 写明的评审之内")),
        "{told:?}"
    );
}

#[test]
fn a_blank_sheet_is_told_once_and_a_nameless_one_goes_by_its_file() {
    let all = evaluations(&unjudged(&NAMES));
    let mut nameless = filled(&all, ("王五", 3, 3), "1");
    let at = find(&nameless[0], "评审：王五");
    put(&mut nameless[0], at, "评审：");
    let files = [
        ("张三.xlsx", to_bytes(&filled(&all, ("张三", 1, 3), "1")).unwrap()),
        ("李四.xlsx", to_bytes(&blank(&all, ("李四", 2, 3))).unwrap()),
        ("王五.xlsx", to_bytes(&nameless).unwrap()),
    ];
    let (_, told) = settled(&all, &files, (&Expected::default(), false));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("P02") && told[0].contains("评审“李四”的打分表没有一个分数"), "{told:?}");
    assert!(told[1].contains("P08") && told[1].contains("按“王五.xlsx 评审打分表”算一名评审"), "{told:?}");
}

#[test]
fn what_stands_in_the_workbook_is_never_replaced() {
    let book = unjudged(&NAMES).data(1, &format!("{FIRST}/评定得分"), "4").data(2, &format!("{FIRST}/评定得分"), "5");
    let (settled, told) = bent(&book, |_| ());
    assert!(told.len() == 1 && told[0].contains("P07 部门数据!"), "{told:?}");
    assert!(told[0].contains("已有评定得分4分，评审平均5分，没有改"), "{told:?}");
    assert_eq!((left(&settled), settled.count(|outcome| *outcome == Outcome::Same)), (1, 1));
}

#[test]
fn a_name_that_stands_twice_has_no_certain_row() {
    let (settled, told) = bent(&unjudged(&["甲局", "乙局", "甲局"]), |_| ());
    assert!(told.iter().any(|line| line.contains("P04") && line.contains("有几行“甲局”")), "{told:?}");
    let filled = settled.judged.iter().filter(|judged| judged.outcome == Outcome::Filled);
    assert!(filled.clone().count() > 0 && filled.clone().all(|judged| judged.key.department == 1));
}

#[test]
fn rows_and_columns_may_be_moved_and_totals_added() {
    let (settled, told) = bent(&unjudged(&NAMES), |sheets| {
        let sheet = &mut sheets[0];
        let (first, second) = (find(sheet, "甲局").0 as usize, find(sheet, "乙局").0 as usize);
        sheet.rows.swap(first, second);
        let last = sheet.rows.len() as u32;
        put(sheet, (last, 1), "合计");
        let (_, col) = find(sheet, FIRST);
        put(sheet, (last, col), "15");
    });
    assert_eq!((left(&settled), told), (0, Vec::new()));
}

#[test]
fn a_round_by_sheets_of_the_program_finds_nothing() {
    let folder = support::folder();
    let all = evaluations(&unjudged(&NAMES));
    save(&filled(&all, ("张三", 1, 1), "0.9"), folder.path(), "张三.xlsx");
    let book = ReadBook::of_sheets(&filled(&all, ("张三", 1, 1), "0.9"));
    let mut findings = Vec::new();
    let reads = judges::read(&Plan::of(all.whole()).unwrap(), "张三.xlsx", &book, &mut findings);
    assert_eq!((reads.len(), findings), (1, Vec::new()));
    assert!(reads[0].given.len() > 20 && reads[0].number == Some((1, 1)));
    assert!(!findings_of(Code::JudgeUnknown, &all));
}

fn findings_of(code: Code, all: &Evaluations) -> bool {
    all.findings().iter().any(|finding| finding.code == code)
}
