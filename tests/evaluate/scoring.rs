//! Conventions, states, totals and checks, each on one edit of a good workbook.

use crate::support;
use crate::support::book::{Book, found, marks, score};
use jixiao::evaluate::Evaluation;
use jixiao::ground::finding::Finding;

const CONTROL: &str = "“三公经费”控制率";
const ADJUSTMENT: &str = "预算调整率";
const STAFF: &str = "财政供养人员控制率";

fn one() -> Book {
    Book::good(&["甲局"])
}

fn total(book: &Book) -> String {
    let evaluation = book.evaluate();
    evaluation.cards[0].total().map_or("区间".into(), |total| total.to_string())
}

/// The only finding of a code.
fn only(evaluation: &Evaluation, id: &str) -> Finding {
    let mut of_code = evaluation.findings.iter().filter(|finding| finding.code.info().id == id);
    let first = of_code.next().unwrap_or_else(|| panic!("no {id}"));
    assert_eq!(of_code.next(), None);
    first.clone()
}

#[test]
fn a_department_in_order_has_100_marks_and_no_finding_but_the_hint_of_the_table() {
    let evaluation = one().evaluate();
    assert_eq!(evaluation.cards[0].total().unwrap().to_string(), "100");
    assert_eq!(evaluation.cards[0].standing.grade, "优秀");
    let others: Vec<_> = evaluation.findings.iter().filter(|finding| finding.code.info().id != "R12").collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn the_reason_is_written_as_an_official_would() {
    let book = one().data(0, "三公经费合计", "6.37").data(0, "公务接待费", "0.69").data(0, "公务用车运维费", "5.68");
    let evaluation = book.data(0, "三公经费预算", "5.5").evaluate();
    assert_eq!(
        &*score(&evaluation, 0, CONTROL).reason,
        "“三公经费”控制率＝6.37÷5.50×100%＝115.82%，超过100%的标准15.82个百分点，按每超过一个百分点扣1分（不足一个百分点不扣）应扣15分，扣完为止，扣6分。"
    );
    assert_eq!(&*score(&evaluation, 0, CONTROL).process, "三公经费合计6.37〔F6〕÷三公经费预算5.50〔P6〕×100%");
}

#[test]
fn a_part_of_a_percentage_point_costs_what_the_convention_says() {
    // 18.6 ÷ 18 = 103.333…%
    let book =
        |value| one().data(0, "三公经费合计", "18.6").data(0, "三公经费预算", "18").setting("不足一个百分点", value);
    for (value, expected) in [("不扣", "3"), ("按比例扣", "2.67"), ("按一个百分点扣", "2")] {
        assert_eq!(marks(&book(value).evaluate(), 0, CONTROL), expected, "{value}");
    }
}

#[test]
fn a_zero_base_is_pending_or_not_applicable() {
    let book = |value| one().data(0, "预算数", "0").setting("基数为零", value);
    let pending = book("待核").evaluate();
    assert_eq!(marks(&pending, 0, ADJUSTMENT), "待核");
    assert_eq!(found(&pending.findings, "D04").len(), 1);
    assert_eq!((pending.cards[0].low.to_string(), pending.cards[0].high.to_string()), ("97".into(), "100".into()));
    assert_eq!(pending.cards[0].standing.rank, None);
    let evaluation = book("不适用").evaluate();
    assert_eq!(marks(&evaluation, 0, ADJUSTMENT), "3");
    assert_eq!(score(&evaluation, 0, ADJUSTMENT).state.name(), "不适用");
}

#[test]
fn what_does_not_apply_counts_full_or_is_left_out_and_the_rest_scaled() {
    let book = |value| {
        let book = one().data(0, "公务卡支出", "无").data(0, "可刷卡支出", "无").data(0, "实有人数", "21");
        book.setting("不适用", value)
    };
    assert_eq!(total(&book("计满分")), "97.5");
    // (100 − 3 − 2.5) ÷ (100 − 3) × 100
    assert_eq!(total(&book("剔除后折算")), "97.42");
    assert_eq!(marks(&book("剔除后折算").evaluate(), 0, "公务卡刷卡率"), "不适用（剔除）");
}

#[test]
fn a_missing_figure_is_pending_taken_from_the_self_assessment_or_zero() {
    let book =
        |value| one().data(0, "三公经费预算", "").own_marks(0, CONTROL, "4", "超预算").setting("缺少数据", value);
    let pending = book("待核").evaluate();
    assert_eq!(marks(&pending, 0, CONTROL), "待核");
    assert_eq!(
        found(&pending.findings, "D03"),
        ["部门数据!P6 “三公经费预算”（部门数据!P6）为空，作待核，可能得0至6分"]
    );
    let adopted = book("采信自评").evaluate();
    assert_eq!(marks(&adopted, 0, CONTROL), "4");
    assert!(score(&adopted, 0, CONTROL).reason.contains("采信部门自评得分4分，扣2分。部门填写的扣分原因：超预算。"));
    let zero = book("计0分").evaluate();
    assert_eq!(marks(&zero, 0, CONTROL), "0");
}

#[test]
fn a_self_score_out_of_range_is_not_taken() {
    let book = one().data(0, "三公经费预算", "").own_marks(0, CONTROL, "7", "").setting("缺少数据", "采信自评");
    let evaluation = book.evaluate();
    assert_eq!(marks(&evaluation, 0, CONTROL), "待核");
    assert_eq!(found(&evaluation.findings, "S05").len(), 1);
}

#[test]
fn a_cut_is_an_adjustment_or_pending() {
    let book = |value| one().data(0, "预算调整数", "-90").setting("调整率取绝对值", value);
    assert_eq!(marks(&book("是").evaluate(), 0, ADJUSTMENT), "1");
    let pending = book("否").evaluate();
    assert_eq!(marks(&pending, 0, ADJUSTMENT), "待核");
    assert_eq!(found(&pending.findings, "D10").len(), 1);
}

#[test]
fn scores_are_rounded_to_the_places_set_and_then_summed() {
    let book = |value| {
        let book = one().data(0, "三公经费合计", "18.6").data(0, "三公经费预算", "18").data(0, "上年三公经费", "18.6");
        book.setting("不足一个百分点", "按比例扣").setting("得分小数位", value)
    };
    for (places, expected) in [("0", "3"), ("1", "2.7"), ("2", "2.67"), ("3", "2.667"), ("4", "2.6667")] {
        let evaluation = book(places).evaluate();
        assert_eq!(marks(&evaluation, 0, CONTROL), expected);
        let sum: jixiao::ground::quantity::Points = evaluation.cards[0].scores.iter().map(|score| score.low).sum();
        assert_eq!(evaluation.cards[0].low, sum);
    }
}

#[test]
fn ranks_and_grades_follow_their_settings() {
    let names = ["甲局", "乙局", "丙局", "丁局"];
    let book = || Book::good(&names).data(1, "满意度", "90").data(2, "满意度", "90").data(3, "满意度", "80");
    let ranks = |book: Book| book.evaluate().cards.iter().map(|card| card.standing.rank.unwrap()).collect::<Vec<_>>();
    assert_eq!(ranks(book()), [1, 2, 2, 4]);
    assert_eq!(ranks(book().setting("排名方式", "并列不跳号")), [1, 2, 2, 3]);
    let capped = book().setting("优秀比例上限", "'50%").evaluate();
    let grades: Vec<_> = capped.cards.iter().map(|card| card.standing.grade.as_str()).collect();
    assert_eq!(grades, ["优秀", "良好", "良好", "良好"]);
    let mut by_category = book().setting("排名范围", "按类别");
    by_category.put("部门数据", (support::book::FIRST_ROW + 3, 2), "事业单位");
    assert_eq!(ranks(by_category), [1, 2, 2, 1]);
}

#[test]
fn grades_with_a_hole_or_an_overlap_are_refused() {
    let mut book = one();
    let sheet = book.sheet("参数");
    let row = sheet.rows.iter().position(
        |row| matches!(row.cells.first(), Some((0, cell)) if cell.value == jixiao::workbook::sheet::Value::Text("良好".into())),
    );
    book.put("参数", (row.unwrap() as u32, 1), "95");
    assert_eq!(found(&book.faults(), "F12").len(), 1);
}

#[test]
fn a_wrong_setting_and_a_text_not_understood_are_told_at_once_with_their_cells() {
    let book = one().setting("缺少数据", "随便").system_cell(
        STAFF,
        3,
        "在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。",
    );
    let faults = book.faults();
    assert!(found(&faults, "F12")[0].starts_with("参数!B"), "{faults:?}");
    assert!(found(&faults, "R02").iter().any(|text| text.starts_with("评分表!D5 “在职人员控制率100%”")), "{faults:?}");
    assert!(faults.iter().all(|fault| ["F12", "R02"].contains(&fault.code.info().id)), "{faults:?}");
}

#[test]
fn a_text_not_understood_is_scored_by_hand_only_where_the_user_says_so() {
    let book =
        one().system_cell("固定资产利用率", 3, "利用情况较好的得高分。").system_cell("固定资产利用率", 5, "评定");
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "R11").len(), 1);
    assert_eq!(marks(&evaluation, 0, "固定资产利用率"), "待核");
}

#[test]
fn another_base_is_set_in_the_workbook() {
    let evaluation =
        one().system_cell(STAFF, 5, "（实有人数＋公务接待费）÷人员编制").data(0, "公务接待费", "4").evaluate();
    assert_eq!(marks(&evaluation, 0, STAFF), "0");
    assert!(
        score(&evaluation, 0, STAFF).reason.starts_with("财政供养人员控制率＝(18+4.00)÷20×100%＝110.00%"),
        "{}",
        score(&evaluation, 0, STAFF).reason
    );
}

#[test]
fn own_indicators_roll_up_into_the_official_one() {
    let level3 = "其他工作实绩指标完成情况";
    let book = one()
        .own_indicator(0, ["甲局", level3, "招商引资额", "3", "90", "60", "按完成比例", "", ""])
        .own_indicator(1, ["甲局", level3, "信息报送", "1", "", "", "评定", "0.5", "漏报两期"]);
    let evaluation = book.evaluate();
    assert_eq!(marks(&evaluation, 0, level3), "2.5");
    let reason = &score(&evaluation, 0, level3).reason;
    assert!(reason.contains("“招商引资额”完成值60÷目标值90×3分＝2分，扣1分"), "{reason}");
    assert!(reason.contains("（漏报两期）"), "{reason}");
}

#[test]
fn own_indicators_that_do_not_add_up_are_pending() {
    let level3 = "其他工作实绩指标完成情况";
    let evaluation = one().own_indicator(0, ["甲局", level3, "招商引资额", "3", "", "", "评定", "3", ""]).evaluate();
    assert_eq!(marks(&evaluation, 0, level3), "待核");
    assert_eq!(found(&evaluation.findings, "D11").len(), 1);
}

#[test]
fn what_is_missing_in_an_own_indicator_is_told_at_its_row() {
    let level3 = "其他工作实绩指标完成情况";
    let blank = one().own_indicator(0, ["甲局", level3, "招商引资额", "4", "", "", "评定", "", ""]).evaluate();
    assert_eq!(only(&blank, "D03").place.to_string(), "个性化指标!A4");
    let nought = one().own_indicator(1, ["甲局", level3, "招商引资额", "4", "0", "3", "按完成比例", "", ""]).evaluate();
    assert_eq!(only(&nought, "D04").place.to_string(), "个性化指标!A5");
}

#[test]
fn an_indicator_scored_by_rule_cannot_be_replaced_by_own_indicators() {
    let book = one().data(0, "累计结余", "50").data(0, "收入合计", "650").data(0, "公共财政拨款", "550");
    let book =
        book.data(0, "当年结余", "-50").own_indicator(0, ["甲局", "资金结余", "盘活率", "3", "", "", "评定", "3", ""]);
    let evaluation = book.evaluate();
    assert_eq!(marks(&evaluation, 0, "资金结余"), "2");
    assert_eq!(only(&evaluation, "D12").place.to_string(), "个性化指标!B4");
}

#[test]
fn what_does_not_fit_in_an_own_indicator_is_named_by_its_column() {
    let level3 = "其他工作实绩指标完成情况";
    let book = one()
        .own_indicator(0, ["乙局", level3, "招商引资额", "4", "", "", "评定", "4", ""])
        .own_indicator(1, ["甲局", "安全生产", "事故起数", "4", "", "", "评定", "4", ""])
        .own_indicator(2, ["甲局", level3, "招商引资额", "4", "", "", "按进度", "4", ""]);
    let evaluation = book.evaluate();
    let unknown = evaluation.findings.iter().filter(|finding| finding.code.info().id == "D12");
    let advice: Vec<&str> = unknown.map(|finding| finding.message.advice.as_str()).collect();
    assert_eq!(advice, ["请核对部门名称的写法", "请核对三级指标的写法", "请核对计分方式的写法"]);
}

#[test]
fn the_three_effects_may_be_split_in_any_way_that_sums_to_15() {
    let split = |parts: [&str; 3], marks: [&str; 3]| {
        let names = ["经济效益", "社会效益", "生态效益"];
        (0..3).fold(one(), |book, at| {
            let (share, judged) = (format!("{}/本部门分值", names[at]), format!("{}/评定得分", names[at]));
            book.data(0, &share, parts[at]).data(0, &judged, marks[at])
        })
    };
    let evaluation = split(["10", "5", ""], ["9", "5", ""]).evaluate();
    assert_eq!(evaluation.cards[0].total().unwrap().to_string(), "99");
    let wrong = split(["10", "6", ""], ["9", "5", ""]).evaluate();
    assert_eq!(found(&wrong.findings, "D13").len(), 1);
    assert_eq!((wrong.cards[0].low.to_string(), wrong.cards[0].high.to_string()), ("85".into(), "100".into()));
    let unsplit = split(["", "", ""], ["6", "4", "3"]).evaluate();
    assert_eq!(unsplit.cards[0].total().unwrap().to_string(), "98");
    assert_eq!(unsplit.cards[0].deductions[0].lost().to_string(), "2");
    assert_eq!(&*score(&unsplit, 0, "经济效益").reason, "评定得分6分。");
    let too_many = split(["", "", ""], ["6", "6", "6"]).evaluate();
    assert_eq!(found(&too_many.findings, "D13").len(), 1);
}

#[test]
fn some_items_none_and_some_figures_is_doubtful() {
    let evaluation = one().data(0, "实际采购金额", "无").evaluate();
    assert_eq!(marks(&evaluation, 0, "政府采购执行率"), "待核");
    assert_eq!(found(&evaluation.findings, "D23").len(), 1);
}

#[test]
fn a_dash_for_the_marks_of_a_judged_indicator_is_no_gift_of_full_marks() {
    let level3 = "省市重点民生实事完成情况";
    let evaluation = one().data(0, &format!("{level3}/评定得分"), "—").evaluate();
    assert_eq!(marks(&evaluation, 0, level3), "待核");
    assert_eq!(found(&evaluation.findings, "D23").len(), 1);
}

#[test]
fn a_checklist_with_a_blank_item_lies_between_its_worst_and_best() {
    let evaluation =
        one().data(0, "预决算信息公开性和完善性/①", "否").data(0, "预决算信息公开性和完善性/②", "").evaluate();
    let score = score(&evaluation, 0, "预决算信息公开性和完善性");
    assert_eq!((score.low.to_string(), score.high.to_string()), ("1.5".into(), "2".into()));
}

#[test]
fn broken_ties_are_found_by_severity_and_a_slip_of_units_by_name() {
    let evaluation = one().data(0, "公共财政拨款", "499").data(0, "实有人数", "33").evaluate();
    assert_eq!(found(&evaluation.findings, "G01").len(), 1);
    assert_eq!(found(&evaluation.findings, "G02").len(), 1);
    let evaluation = one().data(0, "公共财政拨款", "5000000").evaluate();
    assert!(found(&evaluation.findings, "G03")[0].contains("“公共财政拨款”为5000000.00，改为500则等式成立"));
}

#[test]
fn a_slip_of_units_is_seen_between_the_amounts_of_a_formula() {
    for item in ["三公经费预算", "上年三公经费"] {
        let evaluation = one().data(0, item, "80000").evaluate();
        assert_eq!(only(&evaluation, "G03").message.found, format!("“{item}”80000.00是“三公经费合计”6.00的约一万倍"));
    }
}

#[test]
fn a_tiny_change_is_no_slip_of_units() {
    // 8 × 1.0001: a change of 0.01%, and an adjustment of 0.01%
    let book = one().data(0, "三公经费合计", "8.0008").data(0, "公务接待费", "3.0008").data(0, "上年三公经费", "8");
    let evaluation = book.data(0, "三公经费预算", "9").data(0, "预算调整数", "0.06").evaluate();
    assert_eq!(marks(&evaluation, 0, ADJUSTMENT), "2");
    assert!(found(&evaluation.findings, "G03").is_empty());
}

#[test]
fn the_self_assessment_is_looked_at_as_a_reviewer_does() {
    let book = one().own_marks(0, CONTROL, "4", "").own_marks(0, STAFF, "5", "超编").data(0, "重点项目支出", "");
    let evaluation = book.evaluate();
    for id in ["S01", "S02", "S03", "S06", "S07"] {
        assert_eq!(found(&evaluation.findings, id).len(), 1, "{id}");
    }
}

#[test]
fn full_marks_on_none_or_on_what_cannot_be_read_are_not_full_marks_on_nothing() {
    let none = one().data(0, "实际采购金额", "无").data(0, "采购预算", "无").evaluate();
    assert!(found(&none.findings, "S02").is_empty());
    let unreadable = one().data(0, "采购预算", "约350万").evaluate();
    assert!(found(&unreadable.findings, "S02").is_empty());
    assert_eq!(found(&unreadable.findings, "D02").len(), 1);
}

#[test]
fn a_department_whose_row_of_self_scores_holds_its_name_only_has_no_self_assessment() {
    let mut book = Book::good(&["甲局", "乙局"]);
    for col in 2..54 {
        book.put("自评得分", (6, col), "");
    }
    let evaluation = book.evaluate();
    assert_eq!(only(&evaluation, "S09").department, "乙局");
}

#[test]
fn a_missing_category_is_told_where_the_others_have_one() {
    let mut book = Book::good(&["甲局", "乙局"]);
    book.put("部门数据", (6, 2), "");
    assert_eq!(only(&book.evaluate(), "D16").place.to_string(), "部门数据!C7");
    book.put("部门数据", (5, 2), "");
    assert!(found(&book.evaluate().findings, "D16").is_empty());
}

#[test]
fn formulas_are_told_because_the_copy_keeps_their_results_only() {
    let mut book = one();
    let col = book.column("收入合计");
    book.sheet("部门数据").get_mut(5, col).unwrap().set_formula(Some("500+100".into()));
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "F04").len(), 1);
}

#[test]
fn figures_are_read_in_the_writings_of_offices_and_what_was_changed_is_said() {
    let book = one()
        .data(0, "收入合计", "'６００．００")
        .data(0, "公共财政拨款", "'500万元")
        .data(0, "上年结转", "'　100 ")
        .data(0, "满意度", "'96．5％")
        .data(0, "当年结余", "'（100）");
    let evaluation = book.evaluate();
    assert!(!evaluation.cards[0].pending(), "{:#?}", evaluation.findings);
    assert_eq!(evaluation.cards[0].total().unwrap().to_string(), "100");
    assert_eq!(found(&evaluation.findings, "D01").len(), 5, "{:#?}", evaluation.findings);
}

#[test]
fn the_order_of_departments_does_not_matter() {
    let edit = |book: Book, at: u32| book.data(at, "满意度", "80").data(at, "实有人数", "22");
    let first = edit(Book::good(&["甲局", "乙局"]), 0).evaluate();
    let second = edit(Book::good(&["乙局", "甲局"]), 1).evaluate();
    assert_eq!(first.cards[0].low, second.cards[1].low);
    assert_eq!(first.cards[0].standing, second.cards[1].standing);
    assert_eq!(first.cards[1].standing, second.cards[0].standing);
}

#[test]
fn a_figure_without_which_a_tie_would_hold_is_no_slip_of_yuan() {
    let book = Book::good(&["甲局"]).data(0, "基本支出", "100").data(0, "人员支出", "100").data(0, "公用支出", "25");
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "G03"), [""; 0], "0.0025 is within the tolerance of nought");
    let broken = found(&evaluation.findings, "G01");
    assert!(broken.iter().any(|line| line.contains("左边100，右边125，相差25")), "{broken:?}");
}
