//! What the annex says.

use super::{annex, example, named, rows, texts};
use crate::support::book::{Book, found};
use jixiao::ground::names::sheets;
use std::collections::BTreeSet;

const ALL: [&str; 4] = ["汇总", "排名", "得分明细", "扣分情况"];

/// The rows of a list below its headings whose first cells are as many as these, of departments.
fn list(evaluation: &jixiao::evaluate::Evaluation, sheet: &str, name_at: usize) -> Vec<Vec<String>> {
    let names: BTreeSet<&str> =
        evaluation.submission.departments.iter().map(|department| department.name.as_str()).collect();
    let sheets = annex(evaluation);
    let is_row = |row: &Vec<String>| row.get(name_at).is_some_and(|name| names.contains(name.as_str()));
    rows(named(&sheets, sheet)).into_iter().filter(is_row).collect()
}

#[test]
fn it_has_four_sheets_of_values_without_anything_of_the_program() {
    let sheets = annex(&example());
    assert_eq!(sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ALL);
    let words = [
        "待核",
        "口径",
        "采信",
        "规范化",
        "写法统一",
        "疑点",
        "核对",
        "部门数据",
        "情况说明",
        "不能采用",
        "可能得",
        "〔",
        "!",
        "～",
        "偏差",
        "jixiao",
    ];
    for sheet in &sheets {
        for (at, cell) in sheet.all_rows().cells() {
            let text = super::shown(cell);
            // 分数段 has ～
            let said = words.iter().find(|word| {
                text.contains(**word) && !(**word == "～" && text.starts_with(|c: char| c.is_ascii_digit()))
            });
            assert_eq!(said, None, "{}!{at}: {text}", sheet.name);
            assert!(cell.formula().is_none() && cell.link().is_none() && cell.note().is_none() && cell.tint.is_none());
        }
        assert!(sheet.validations.is_empty() && sheet.filter.is_none() && sheet.names.is_empty(), "{}", sheet.name);
    }
}

#[test]
fn every_department_stands_once_in_each_list_with_its_own_total() {
    let evaluation = example();
    let total = |name: &str, taken: usize| {
        let same = (0..evaluation.cards.len()).filter(|at| evaluation.submission.departments[*at].name == name);
        let totals: Vec<String> = same
            .map(|at| {
                evaluation.cards[at].ranked_total().map_or("—".to_string(), |total| total.0.normalize().to_string())
            })
            .collect();
        assert!(taken <= totals.len(), "{name}");
        totals
    };
    let ranking = list(&evaluation, "排名", 1);
    assert_eq!(ranking.len(), evaluation.cards.len());
    for (at, row) in ranking.iter().enumerate() {
        assert_eq!(row[0], (at + 1).to_string());
        assert!(total(&row[1], 1).contains(&row[2]), "{row:?}");
    }
    // whose name stands twice is not ranked until one goes
    let rated: Vec<rust_decimal::Decimal> = ranking.iter().filter_map(|row| row[2].parse().ok()).collect();
    assert!(rated.is_sorted_by(|one, next| one >= next));
    let scores = list(&evaluation, "得分明细", 1);
    assert_eq!(scores.len(), evaluation.cards.len());
    for (row, ranked) in scores.iter().zip(&ranking) {
        assert_eq!(row[1], ranked[1]);
        match ranked[2].as_str() {
            // nothing that could be added up
            "—" => assert!(ranked[4].starts_with(&row[2..].concat()), "{row:?} {ranked:?}"),
            total => assert_eq!(row.last().unwrap(), total),
        }
    }
}

/// The numbers of a text in their order; cells, rows and signs left out.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = vec![String::new()];
    for c in text.chars() {
        match c {
            '0'..='9' | '.' => numbers.last_mut().unwrap().push(c),
            _ => numbers.push(String::new()),
        }
    }
    numbers.into_iter().filter(|number| !number.is_empty()).collect()
}

#[test]
fn a_reason_keeps_every_figure_it_had() {
    let evaluation = example();
    let rows = list(&evaluation, "扣分情况", 0);
    let mut rows = rows.iter();
    for at in jixiao::evaluate::rank::scopes(
        &evaluation.submission.departments,
        &evaluation.cards.iter().map(jixiao::evaluate::Scorecard::standing_total).collect::<Vec<_>>(),
        &evaluation.scheme().conventions,
    )[&None]
        .iter()
    {
        for deduction in &evaluation.cards[*at].deductions {
            let row = rows.next().unwrap();
            assert_eq!(row[0], evaluation.submission.departments[*at].name);
            assert_eq!(row[4], deduction.lost().0.normalize().to_string());
            let mut before = numbers(&deduction.reason);
            let mut after = numbers(&row[5]);
            // 共扣 of one deduction alone is its only doubled figure
            if deduction.reason.contains("，共扣") && before.len() == after.len() + 1 {
                before.pop();
            }
            before.sort();
            after.sort();
            assert_eq!(before, after, "{}\n{}", deduction.reason, row[5]);
        }
    }
}

#[test]
fn what_is_missing_is_said_in_words_and_no_part_marks_are() {
    let evaluation = Book::good(&["甲局", "乙局", "丙局"])
        .data(1, "上年三公经费", "")
        .data(2, "满意度", "约九成")
        .data(2, "上年三公经费", "")
        .evaluate();
    let ranking = list(&evaluation, "排名", 1);
    assert_eq!(ranking[1][1..], ["乙局", "—", "—", "资料不全，暂不评定：缺“上年三公经费”"]);
    assert_eq!(ranking[2][4], "资料不全，暂不评定（见附件4）");
    let deductions = list(&evaluation, "扣分情况", 0);
    assert_eq!(deductions.len(), 2);
    assert_eq!(deductions[1][5], "资料不全，暂不评定：缺“上年三公经费”；“满意度”填报有误。");
}

#[test]
fn ties_and_what_does_not_apply_are_the_only_remarks() {
    let evaluation = Book::good(&["甲局", "乙局", "丙局"])
        .data(2, "实际采购金额", "无")
        .data(2, "采购预算", "无")
        .data(2, "满意度", "90")
        .evaluate();
    let remarks: Vec<String> = list(&evaluation, "排名", 1).into_iter().map(|row| row[4].clone()).collect();
    assert_eq!(remarks, ["并列第1名", "并列第1名", "1项指标不适用"]);
}

#[test]
fn the_titles_say_what_is_not_final_until_the_bureau_has_settled_it() {
    let titles = |book: Book| {
        let evaluation = book.evaluate();
        let sheets = annex(&evaluation);
        let titles: Vec<String> = sheets.iter().map(|sheet| rows(sheet)[1..3].concat().concat()).collect();
        (titles, jixiao::annex::draft_reason(&evaluation))
    };
    let (settled, none) = titles(Book::good(&["甲局", "乙局"]));
    assert!(none.is_none() && !settled.iter().any(|title| title.contains("未定稿")), "{settled:?}");
    for (book, code) in [
        (Book::good(&["甲局", "甲局"]), "D07"),
        (Book::good(&["甲局"]).data(0, "其他工作实绩指标完成情况/评定得分", "6"), "D09"),
        (Book::good(&["甲局"]).data(0, "其他工作实绩指标完成情况/评定得分", ""), "D24"),
    ] {
        let (titles, reason) = titles(book);
        assert!(titles.iter().all(|title| title.contains("（未定稿）")), "{titles:?}");
        let reason = reason.unwrap();
        assert!(reason.contains(code) && reason.contains("重新运行"), "{reason}");
    }
    // a department's own slip makes no draft
    let (titles, reason) = titles(Book::good(&["甲局"]).data(0, "满意度", ""));
    assert!(reason.is_none() && !titles.iter().any(|title| title.contains("未定稿")), "{titles:?}");
}

/// The rows of 参数 for the annex, filled in.
fn filled() -> Book {
    [
        ("附件编号", "5、5-1、无、7"),
        ("编制单位", "某市财政局"),
        ("编制日期", "2025年6月30日"),
        ("制表", "张三"),
        ("审核", "李四"),
        ("联系人", "王五 0730-1234567"),
        ("补正期限", "2025年7月10日"),
        ("异议期", "公示后5个工作日内"),
        ("发文字号", "某财绩〔2025〕5号"),
    ]
    .into_iter()
    .fold(Book::good(&["甲局", "乙局"]).data(1, "满意度", ""), |book, (name, value)| book.setting(name, value))
}

#[test]
fn what_stands_on_the_settings_is_printed() {
    let evaluation = filled().evaluate();
    assert_eq!(found(&evaluation.findings, "F13"), [""; 0]);
    let sheets = annex(&evaluation);
    let all: Vec<String> = sheets.iter().map(texts).collect();
    let marks: Vec<&str> = all.iter().map(|text| text.lines().next().unwrap()).collect();
    assert_eq!(marks, ["附件5", "附件5-1", "", "附件7"]);
    assert!(all.iter().all(|text| text.contains("某财绩〔2025〕5号") && text.contains("编制单位：某市财政局")));
    assert!(all.iter().all(|text| text.contains("编制日期：2025年6月30日")));
    assert!(all[0].contains("制表：张三") && all[0].contains("审核：李四"), "{}", all[0]);
    assert!(all[1].contains("请于2025年7月10日前补正资料"), "{}", all[1]);
    assert!(all[3].contains("请于公示后5个工作日内书面提出。联系人：王五 0730-1234567"), "{}", all[3]);
}

#[test]
fn a_workbook_without_these_rows_leaves_room_for_the_pen_and_is_told_nothing() {
    let mut book = Book::good(&["甲局"]).data(0, "满意度", "");
    let rows = &mut book.sheet(sheets::PARAMETERS).rows;
    let is = |row: &jixiao::workbook::sheet::Row| {
        row.cells.first().is_some_and(|(_, cell)| super::shown(cell) == "附件编号")
    };
    let first = rows.iter().position(is).unwrap();
    rows.truncate(first - 1);
    book.sheet(sheets::PARAMETERS).merges.retain(|merge| (merge.first.row as usize) < first - 1);
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "F07"), [""; 0]);
    assert_eq!(found(&evaluation.findings, "F13"), [""; 0]);
    let all: Vec<String> = annex(&evaluation).iter().map(texts).collect();
    let marks: Vec<&str> = all.iter().map(|text| text.lines().next().unwrap()).collect();
    assert_eq!(marks, ["附件1", "附件2", "附件3", "附件4"]);
    assert!(all[0].contains("编制日期：　　　　年　　月　　日") && all[0].contains("\n审核："), "{}", all[0]);
    assert!(all[1].contains("请于　　　　年　　月　　日前补正资料"), "{}", all[1]);
}

#[test]
fn numbers_that_are_not_one_for_each_sheet_are_refused() {
    let faults = Book::good(&["甲局"]).setting("附件编号", "1、2").faults();
    let said = found(&faults, "F12");
    assert!(said.len() == 1 && said[0].starts_with("参数!B") && said[0].contains("1、2"), "{said:?}");
    assert!(faults[0].message.expected.contains("4个编号"), "{faults:?}");
}

#[test]
fn a_reason_longer_than_a_row_goes_on_in_the_next_and_nothing_is_lost() {
    let remark = "会议费报销没有附会议通知和签到表，".repeat(120);
    let evaluation = Book::good(&["甲局"])
        .data(0, "其他工作实绩指标完成情况/评定得分", "3")
        .data(0, "其他工作实绩指标完成情况/说明", &remark)
        .evaluate();
    let sheets = annex(&evaluation);
    let rows = rows(named(&sheets, "扣分情况"));
    let first = rows.iter().position(|row| row[0] == "甲局").unwrap();
    let goes_on = rows[first + 1..].iter().take_while(|row| row[0] == "（续）");
    let text: String = rows[first..=first].iter().chain(goes_on).map(|row| row[5].as_str()).collect();
    assert_eq!(text, format!("{}，评定3分，扣1分。", remark.trim_end_matches('，')));
    assert!(rows[first + 1][0] == "（续）");
}

#[test]
fn by_category_each_list_begins_with_its_first() {
    let mut book = Book::good(&["甲局", "乙中心", "丙局"]).setting("排名范围", "按类别").data(2, "满意度", "90");
    book.put(sheets::DATA, (crate::support::book::FIRST_ROW + 1, 2), "事业单位");
    let evaluation = book.evaluate();
    let sheets = annex(&evaluation);
    let ranking = rows(named(&sheets, "排名"));
    let after_headings = ranking.iter().skip_while(|row| row[0] != "序号").skip(1);
    let begins: Vec<(&str, &str)> =
        after_headings.take(5).map(|row| (row[0].as_str(), row.get(1).map_or("", |name| name.as_str()))).collect();
    assert_eq!(
        begins,
        [("（一）政府部门（2个）", ""), ("1", "甲局"), ("2", "丙局"), ("（二）事业单位（1个）", ""), ("1", "乙中心")]
    );
}

#[test]
fn without_a_rated_department_there_is_no_figure_to_misread() {
    let evaluation = Book::good(&["甲局"]).data(0, "满意度", "").evaluate();
    let sheets = annex(&evaluation);
    let summary = named(&sheets, "汇总");
    assert!(summary.charts.is_empty());
    assert!(
        texts(summary).contains("1个部门（单位）因资料不全，暂不评定。") && !texts(summary).contains("NaN"),
        "{}",
        texts(summary)
    );
    jixiao::write_annex(&evaluation).unwrap();
}

#[test]
fn the_rate_of_a_level_counts_what_applies_as_in_the_result() {
    let book = Book::good(&["甲局", "乙局"]).data(0, "公务卡支出", "无").data(0, "可刷卡支出", "无");
    let evaluation = book.setting("不适用", "剔除后折算").evaluate();
    let sheets = annex(&evaluation);
    let all = rows(named(&sheets, "汇总"));
    for level in evaluation.level_rates() {
        let row = all.iter().find(|row| row[0] == level.name).unwrap();
        // nothing that applies lost a point
        assert_eq!((row[3].as_str(), level.rate.normalize().to_string().as_str()), ("1", "1"), "{}", level.name);
    }
}

/// Which of two rows counts is for the bureau to say: until then neither counts anywhere.
#[test]
fn a_department_that_stands_twice_is_named_and_counts_nowhere() {
    let names = ["甲局", "乙局", "甲局", "丙局"];
    let book = Book::good(&names).data(0, "满意度", "70").data(1, "满意度", "80");
    let evaluation = book.evaluate();
    assert_eq!(evaluation.settled().iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(evaluation.grades().iter().map(|(_, count)| count).sum::<usize>(), 2);
    assert!(evaluation.level_rates().iter().all(|rate| rate.departments == 2));
    assert_eq!(evaluation.losses().iter().map(|loss| loss.departments).collect::<Vec<_>>(), [1]);
    let said = annex(&evaluation).iter().map(texts).collect::<String>();
    assert!(said.contains("2个部门（单位）已评定"), "{said}");
    assert!(said.contains("“甲局”名称重复（列有2行），核定后评定"), "{said}");
    for row in list(&evaluation, "排名", 1).iter().filter(|row| row[1] == "甲局") {
        assert_eq!(row[2..], ["—", "—", "名称重复，核定后评定"]);
    }
    let lost = list(&evaluation, "扣分情况", 0);
    let of_twice: Vec<&Vec<String>> = lost.iter().filter(|row| row[0] == "甲局").collect();
    assert!(of_twice.len() == 2 && of_twice.iter().all(|row| row[5].contains("由我局核定")), "{of_twice:?}");
}

/// Two rows of 自评得分 do not make two departments.
#[test]
fn a_name_that_stands_twice_in_the_self_assessment_is_ranked() {
    let mut book = Book::good(&["甲局", "乙局"]);
    let own = book.sheet(sheets::SELF);
    let copy = own.rows.last().unwrap().clone();
    own.rows.push(copy);
    let evaluation = book.evaluate();
    assert!(!found(&evaluation.findings, "D07").is_empty());
    assert_eq!(evaluation.settled().len(), 2);
    assert!(list(&evaluation, "排名", 1).iter().all(|row| row[2] != "—" && !row.concat().contains("重复")));
}

/// A mark that the reviewers owe, or one of theirs that cannot be, is no fault of the department.
#[test]
fn what_the_bureau_owes_is_not_told_as_missing() {
    let names = ["甲局", "乙局", "丙局"];
    let book = Book::good(&names).data(0, "其他工作实绩指标完成情况/评定得分", "");
    let book = book.data(1, "其他工作实绩指标完成情况/评定得分", "9").data(2, "其他工作实绩指标完成情况/评定得分", "");
    let evaluation = book.data(2, "满意度", "").evaluate();
    let remarks: Vec<String> = list(&evaluation, "排名", 1).into_iter().map(|row| row[4].clone()).collect();
    assert_eq!(remarks[..2], vec!["尚待评定：其他工作实绩指标完成情况".to_string(); 2], "{remarks:?}");
    assert_eq!(remarks[2], "资料不全，暂不评定：缺“满意度”");
    let causes: Vec<String> = list(&evaluation, "扣分情况", 0).into_iter().map(|row| row[5].clone()).collect();
    assert_eq!(causes[0], "尚待评定：其他工作实绩指标完成情况。");
    assert_eq!(causes[2], "资料不全，暂不评定。缺“满意度”；另待我局评定：其他工作实绩指标完成情况。");
    let said = annex(&evaluation).iter().map(texts).collect::<String>();
    assert!(said.contains("1个部门（单位）因资料不全，暂不评定；2个部门（单位）尚待评定"), "{said}");
}

#[test]
fn marks_that_no_criterion_gave_have_a_sign_that_a_note_explains() {
    let book = Book::good(&["甲局", "乙局"]).data(0, "采购预算", "无").data(0, "实际采购金额", "无");
    let evaluation = book.evaluate();
    let sheets = annex(&evaluation);
    let said = rows(named(&sheets, "得分明细")).concat().join("\n");
    assert!(said.contains("带“※”的为不适用的指标，按规定计满分"), "{said}");
    let sheet = named(&sheets, "得分明细").all_rows();
    let signed = sheet.cells().filter(|(_, cell)| matches!(cell.format, jixiao::workbook::Format::Signed(0, '※')));
    assert_eq!(signed.count(), 1);
    let note = rows(named(&sheets, "排名")).concat().join("\n");
    assert!(note.contains("1项指标不适用") && note.contains("不适用的指标按规定计满分"), "{note}");
}
