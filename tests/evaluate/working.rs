//! Every step of 测算 belongs to the score beside it, and the sentences and scores of rare cases.

use crate::support::generated;

use crate::support::book::{Book, FIRST_ROW, found, marks, score};
use jixiao::criterion::Needs;
use jixiao::evaluate::Evaluation;
use jixiao::evaluate::score::Scorer;
use jixiao::evaluate::score::working::{FigureState, Working};
use jixiao::evaluate::scorecard::{MarksRange, State};
use jixiao::ground::convention::ZeroBase;
use jixiao::ground::names::sheets;
use jixiao::ground::quantity::Points;
use jixiao::scheme::columns::ColumnKey;

const CONTROL: &str = "“三公经费”控制率";
const ADJUSTMENT: &str = "预算调整率";
const OWN: &str = "其他工作实绩指标完成情况";
const CHECKLIST: &str = "预决算信息公开性和完善性";

fn one() -> Book {
    Book::good(&["甲局"])
}

fn index_of(evaluation: &Evaluation, level3: &str) -> usize {
    evaluation.submission.scheme.system.indicators.iter().position(|one| one.path.level3 == level3).unwrap()
}

/// The steps of one indicator of the first department.
fn working(book: Book, level3: &str) -> Working {
    let evaluation = book.evaluate();
    let submission = &evaluation.submission;
    Scorer::new(submission).workings(&submission.departments[0]).swap_remove(index_of(&evaluation, level3))
}

/// 状态, 规则得分 and the range of one step.
fn told(book: Book, level3: &str) -> (&'static str, Option<String>, Option<MarksRange>) {
    let working = working(book, level3);
    let marks = working.marks.map(|marks| marks.to_points(4).unwrap().to_string());
    (working.state.name(), marks, working.range)
}

/// What does not fit together in the steps of one indicator.
fn contradiction(evaluation: &Evaluation, department: usize, index: usize, working: &Working) -> Option<String> {
    let submission = &evaluation.submission;
    let (conventions, card) = (&submission.scheme.conventions, &evaluation.cards[department]);
    let (score, indicator) = (&card.scores[index], &submission.scheme.system.indicators[index]);
    let own = submission.departments[department].own_of(index).next().is_some();
    let measured = matches!(submission.scheme.rules[index].rule.needs(), Needs::Measure | Needs::Against(_));
    let full = score.full.unwrap_or(indicator.marks);
    let rounded = working.marks.and_then(|marks| marks.to_points(conventions.score_places));
    let say = |what: &str| Some(format!("{what}: {} {:?}\n{working:?}", indicator.path, score.state));
    let usable = working.state == FigureState::Usable;
    match () {
        () if working.full != full => say("分值"),
        () if usable && working.score.state == State::Scored && rounded != Some(working.score.low) => say("规则得分"),
        () if !usable && working.marks.is_some() => say("marks of nothing"),
        () if usable && working.marks.is_none() && working.score.state != State::Pending => say("no marks"),
        () if usable && measured && !own && full != Points::ZERO && working.value.is_none() => say("测算值"),
        () if working.value.is_some() && !(usable && measured) => say("测算值 of nothing"),
        () if usable && !own && full != Points::ZERO && working.helper.is_none() => {
            match submission.scheme.rules[index].rule.needs() {
                Needs::Cases(_) => say("例数"),
                _ => None,
            }
        }
        () if working.state == FigureState::NotApplicable
            && !matches!(working.score.state, State::NotApplicable | State::Excluded) =>
        {
            say("不适用")
        }
        () if working.state == FigureState::Pending && working.score.state != State::Pending => say("待核"),
        () => match working.range {
            Some(range)
                if working.score.state == State::Pending
                    && range != (MarksRange { low: working.score.low, high: working.score.high }) =>
            {
                say("range")
            }
            Some(_) if working.state != FigureState::Missing => say("range of nothing"),
            _ => None,
        },
    }
}

#[test]
fn the_steps_of_generated_departments_lead_to_their_scores() {
    let settings =
        [("", ""), ("缺少数据", "采信自评"), ("缺少数据", "计0分"), ("基数为零", "不适用"), ("不适用", "剔除后折算")];
    for (seed, (name, value)) in (0..).zip(settings) {
        let book = generated::departments(60, 700 + seed, 0);
        let book = if name.is_empty() { book } else { book.setting(name, value) };
        let evaluation = book.evaluate();
        let submission = &evaluation.submission;
        let scorer = Scorer::new(submission);
        for (at, department) in submission.departments.iter().enumerate() {
            for (index, working) in scorer.workings(department).iter().enumerate() {
                if let Some(wrong) = contradiction(&evaluation, at, index, working) {
                    panic!("{name}={value} {}: {wrong}", department.name);
                }
            }
        }
    }
}

#[test]
fn what_is_missing_none_or_without_a_base_is_told_before_the_conventions_decide() {
    assert_eq!(told(one(), CONTROL), ("可算", Some("6".into()), None));
    assert_eq!(told(one().data(0, "三公经费预算", ""), CONTROL), ("缺少数据", None, None));
    let none = one().data(0, "公务卡支出", "无").data(0, "可刷卡支出", "无");
    assert_eq!(told(none, "公务卡刷卡率"), ("不适用", None, None));
    let zero = |value| one().data(0, "预算数", "0").setting("基数为零", value);
    assert_eq!(told(zero("待核"), ADJUSTMENT), ("待核", None, None));
    assert_eq!(told(zero("不适用"), ADJUSTMENT), ("不适用", None, None));
    let value = working(one().data(0, "三公经费合计", "6.37").data(0, "三公经费预算", "5.5"), CONTROL).value.unwrap();
    assert_eq!(value.to_decimal(6).unwrap().to_string(), "1.158182");
}

#[test]
fn a_checklist_with_a_blank_lies_between_its_ends() {
    let blank = one().data(0, &format!("{CHECKLIST}/①"), "否").data(0, &format!("{CHECKLIST}/②"), "");
    let (standing, marks, range) = told(blank, CHECKLIST);
    let range = range.map(|range| (range.low.to_string(), range.high.to_string()));
    assert_eq!((standing, marks, range), ("缺少数据", None, Some(("1.5".into(), "2".into()))));
}

#[test]
fn own_indicators_are_summed_or_one_word_decides() {
    let own = |rows: &[(&str, &str, &str, &str, &str)]| {
        (0..).zip(rows).fold(one(), |book, (at, (marks, target, done, method, judged))| {
            book.own_indicator(at, ["甲局", OWN, "招商引资额", marks, target, done, method, judged, ""])
        })
    };
    assert_eq!(
        told(own(&[("3", "90", "60", "按完成比例", ""), ("1", "", "", "评定", "0.5")]), OWN),
        ("可算", Some("2.5".into()), None)
    );
    assert_eq!(told(own(&[("4", "", "", "评定", "")]), OWN).0, "缺少数据");
    assert_eq!(working(own(&[("4", "", "", "评定", "3")]), OWN).full.to_string(), "4");
    for judged in ["5", "-1"] {
        assert_eq!(told(own(&[("4", "", "", "评定", judged)]), OWN).0, "待核");
        let evaluation = own(&[("4", "", "", "评定", judged)]).evaluate();
        assert_eq!(marks(&evaluation, 0, OWN), "待核");
        assert_eq!(found(&evaluation.findings, "D09").len(), 1, "{:#?}", evaluation.findings);
    }
    for (judged, expected) in [("0", "0"), ("4", "4")] {
        assert_eq!(marks(&own(&[("4", "", "", "评定", judged)]).evaluate(), 0, OWN), expected);
    }
    let nought = || own(&[("4", "0", "3", "按完成比例", "")]);
    assert_eq!(told(nought(), OWN).0, "待核");
    assert_eq!(told(nought().setting("基数为零", "不适用"), OWN).0, "不适用");
    assert_eq!(
        nought().setting("基数为零", "不适用").evaluate().submission.scheme.conventions.zero_base,
        ZeroBase::NotApplicable
    );
    // what is out of range comes before what is missing
    assert_eq!(told(own(&[("2", "", "", "评定", ""), ("2", "", "", "评定", "9")]), OWN).0, "待核");
}

#[test]
fn what_a_missing_figure_costs_is_told_to_the_half_point() {
    let book = || one().data(0, "三公经费预算", "");
    let zero = book().setting("缺少数据", "计0分").evaluate();
    assert!(score(&zero, 0, CONTROL).reason.ends_with("缺少部分计0分，扣6分。"), "{}", score(&zero, 0, CONTROL).reason);
    let part = one().data(0, &format!("{CHECKLIST}/①"), "否").data(0, &format!("{CHECKLIST}/②"), "");
    let part = part.setting("缺少数据", "计0分").evaluate();
    let lost = score(&part, 0, CHECKLIST).reason.to_string();
    assert!(lost.ends_with("缺少部分计0分，扣1.5分。"), "{lost}");
    let adopted = |own: &str, why: &str| {
        let evaluation = book().own_marks(0, CONTROL, own, why).setting("缺少数据", "采信自评").evaluate();
        let said = found(&evaluation.findings, "D03").join("");
        assert!(said.contains(&format!("采信自评得分{own}分")), "{said}");
        score(&evaluation, 0, CONTROL).reason.to_string()
    };
    let full = adopted("6", "");
    assert!(full.ends_with("采信部门自评得分6分。"), "{full}");
    let silent = adopted("5.5", "");
    assert!(silent.ends_with("采信部门自评得分5.5分，扣0.5分。部门没有填写扣分原因。"), "{silent}");
    let told = adopted("5.5", "超预算。");
    assert!(told.ends_with("扣0.5分。部门填写的扣分原因：超预算。"), "{told}");
}

#[test]
fn a_part_of_a_shared_mark_may_be_none_and_no_part_is_beyond_the_whole() {
    let share = |name: &str| format!("{name}/本部门分值");
    let judged = |name: &str| format!("{name}/评定得分");
    let names = ["经济效益", "社会效益", "生态效益"];
    let with = |parts: [&str; 3], marks: [&str; 3]| {
        (0..3).fold(one(), |book, at| book.data(0, &share(names[at]), parts[at]).data(0, &judged(names[at]), marks[at]))
    };
    let parts = || with(["10", "5", ""], ["9", "5", ""]);
    assert_eq!(told(parts(), "生态效益"), ("可算", Some("0".into()), None));
    assert_eq!(working(parts(), "经济效益").full.to_string(), "10");
    let none = with(["10", "5", "无"], ["9", "5", ""]).evaluate();
    assert_eq!(none.cards[0].total().unwrap().to_string(), "99");
    let beyond = with(["", "", ""], ["16", "0", "0"]).evaluate();
    assert_eq!(marks(&beyond, 0, "经济效益"), "待核");
    assert_eq!(found(&beyond.findings, "D09").len(), 1, "{:#?}", beyond.findings);
}

#[test]
fn what_is_left_out_of_a_total_is_left_out_of_its_base() {
    let book = one().data(0, "公务卡支出", "无").data(0, "可刷卡支出", "无").data(0, "预算数", "0");
    let book = book.setting("基数为零", "不适用").setting("不适用", "剔除后折算").data(0, "实有人数", "21");
    let total = book.evaluate().cards[0].total().unwrap().to_string();
    // 100 less 公务卡刷卡率 3 and 预算调整率 3, of which 2.5 are lost
    assert_eq!(total, "97.34");
}

#[test]
fn cases_with_a_blank_lie_between_what_is_known_and_nothing() {
    const PROGRESS: &str = "支付进度";
    let column = |book: &Book| {
        let index = index_of(&one().evaluate(), PROGRESS);
        let is_part = |key: &ColumnKey| matches!(key, ColumnKey::RuleItem { indicator, .. } if *indicator == index);
        book.plan().into_iter().find(|(_, column)| is_part(&column.key)).unwrap().0
    };
    let mut book = one();
    let at = (FIRST_ROW, column(&book));
    book.put(sheets::DATA, at, "");
    let (standing, marks, range) = told(book, PROGRESS);
    let range = range.map(|range| (range.low.to_string(), range.high.to_string()));
    assert_eq!((standing, marks, range), ("缺少数据", None, Some(("0".into(), "3".into()))));
}
