//! Every step of 测算 belongs to the score beside it, and the steps of rare cases.

use super::{ADJUSTMENT, CHECKLIST, CONTROL, OWN};
use crate::support::book::{Book, FIRST_ROW, found, marks, one};
use crate::support::generated;
use jixiao::criterion::Needs;
use jixiao::evaluate::Evaluation;
use jixiao::evaluate::score::Scorer;
use jixiao::evaluate::score::working::{FigureState, Working};
use jixiao::evaluate::scorecard::{MarksRange, State};
use jixiao::ground::convention::ZeroBase;
use jixiao::ground::names::sheets;
use jixiao::ground::quantity::Points;
use jixiao::scheme::columns::ColumnKey;

fn index_of(evaluation: &Evaluation, level3: &str) -> usize {
    evaluation.submission.scheme.system.indicators.iter().position(|one| one.path.level3 == level3).unwrap()
}

/// The steps of one indicator of the first department.
fn working(book: Book, level3: &str) -> Working {
    let evaluation = book.evaluate();
    let submission = &evaluation.submission;
    Scorer::new(submission).workings(&submission.departments[0]).swap_remove(index_of(&evaluation, level3))
}

/// 状态, 标准得分 and the range of one step.
fn told(book: Book, level3: &str) -> (&'static str, Option<String>, Option<MarksRange>) {
    let working = working(book, level3);
    let marks = working.marks.map(|marks| marks.to_points(4).unwrap().to_string());
    (working.state.name(), marks, working.range)
}

/// What does not fit together in the steps of one indicator.
fn contradiction(evaluation: &Evaluation, department: usize, index: usize, working: &Working) -> Option<String> {
    let scheme = &evaluation.submission.scheme;
    let (score, indicator) = (&evaluation.cards[department].scores[index], &scheme.system.indicators[index]);
    let own = evaluation.submission.departments[department].own_of(index).next().is_some();
    let needs = scheme.rules[index].rule.needs();
    let measured = matches!(needs, Needs::Measure | Needs::Against(_));
    let full = score.full.unwrap_or(indicator.marks);
    let rounded = working.marks.and_then(|marks| marks.to_points(scheme.conventions.score_places));
    let usable = working.state == FigureState::Usable;
    let by_rule = usable && !own && full != Points::ZERO;
    let (state, range) = (working.score.state, MarksRange { low: working.score.low, high: working.score.high });
    let fits = [
        ("分值", working.full == full),
        ("标准得分", !usable || state != State::Scored || rounded == Some(range.low)),
        ("标准得分 of nothing", usable || working.marks.is_none()),
        ("no 标准得分", !usable || working.marks.is_some() || state == State::Pending),
        ("测算值", !by_rule || !measured || working.value.is_some()),
        ("测算值 of nothing", working.value.is_none() || measured && (usable || working.range.is_some())),
        ("例数", !by_rule || !matches!(needs, Needs::Cases(_)) || working.helper.is_some()),
        (
            "不适用",
            working.state != FigureState::NotApplicable || matches!(state, State::NotApplicable | State::Excluded),
        ),
        ("待核", working.state != FigureState::Pending || state == State::Pending),
        ("range", working.range.is_none() || state != State::Pending || working.range == Some(range)),
        (
            "range of nothing",
            working.range.is_none() || matches!(working.state, FigureState::Missing | FigureState::Pending),
        ),
    ];
    let wrong = fits.iter().find(|(_, fits)| !fits)?.0;
    Some(format!("{wrong}: {} {:?}\n{working:?}", indicator.path, score.state))
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
    assert_eq!(told(one(), CONTROL), ("数据齐全", Some("6".into()), None));
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
        ("数据齐全", Some("2.5".into()), None)
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
fn a_part_of_a_shared_mark_may_be_none_and_no_part_is_beyond_the_whole() {
    let share = |name: &str| format!("{name}/本部门分值");
    let judged = |name: &str| format!("{name}/评定得分");
    let names = ["经济效益", "社会效益", "生态效益"];
    let with = |parts: [&str; 3], marks: [&str; 3]| {
        (0..3).fold(one(), |book, at| book.data(0, &share(names[at]), parts[at]).data(0, &judged(names[at]), marks[at]))
    };
    let parts = || with(["10", "5", ""], ["9", "5", ""]);
    assert_eq!(told(parts(), "生态效益"), ("数据齐全", Some("0".into()), None));
    assert_eq!(working(parts(), "经济效益").full.to_string(), "10");
    let none = with(["10", "5", "无"], ["9", "5", ""]).evaluate();
    assert_eq!(none.cards[0].total().unwrap().to_string(), "99");
    let beyond = with(["", "", ""], ["16", "0", "0"]).evaluate();
    assert_eq!(marks(&beyond, 0, "经济效益"), "待核");
    assert_eq!(found(&beyond.findings, "D09").len(), 1, "{:#?}", beyond.findings);
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
