//! Edges of the formula language: what is refused, at which characters and in which words.

use jixiao::ground::expression::{Comparison, Expression, NoValue, Relation, canonical_name};
use jixiao::ground::quantity::Exact;
use rust_decimal::{Decimal, dec};

/// Where the fault is, and its words.
fn fault(text: &str) -> (usize, usize, String) {
    let fault = Expression::parse(text).unwrap_err();
    (fault.span.start, fault.span.end, fault.message)
}

fn value(text: &str) -> Exact {
    let figure = |name: &str| (name == "甲").then_some(Exact::whole(12));
    Expression::parse(text).unwrap().evaluate(&figure).unwrap()
}

#[test]
fn two_thousand_characters_are_a_formula_and_one_more_is_none() {
    let long = |count: usize| format!("{}1", "1+".repeat((count - 1) / 2));
    assert!(Expression::parse(&long(1999)).is_ok());
    assert!(Expression::parse(&format!("{} ", long(1999))).is_ok());
    assert_eq!(fault(&long(2001)), (0, 2001, "公式超过2000个字，不予识别".into()));
}

#[test]
fn brackets_side_by_side_are_not_deep() {
    assert_eq!(value("(1)+".repeat(60).replace("(1)+", "（1）+").trim_end_matches('+')), Exact::whole(60));
    assert_eq!(value(&format!("{}0", "-1+".repeat(60))), Exact::whole(-60));
    let deep = format!("{}1{}", "（".repeat(51), "）".repeat(51));
    assert_eq!(fault(&deep), (50, 51, "括号超过50层".into()));
    for endless in ["（".repeat(1999), "-".repeat(1999), "1+".repeat(5000)] {
        assert!(Expression::parse(&endless).is_err());
    }
}

#[test]
fn signs_in_every_writing_are_one() {
    for (one, other) in [
        ("1＋2", "1+2"),
        ("1﹣2", "1-2"),
        ("1—2", "1-2"),
        ("1–2", "1-2"),
        ("2＊3", "2*3"),
        ("２　×　３", "2*3"),
        ("2✕3", "2×3"),
        ("2╳3", "2×3"),
        ("2∗3", "2×3"),
        ("6∕3", "6/3"),
        ("［1+2］×3", "(1+2)×3"),
        ("〔1+2〕×3", "(1+2)×3"),
        ("﹙1+2﹚×3", "(1+2)×3"),
        ("１２．５﹪", "12.5%"),
        ("1，000", "1000"),
    ] {
        assert_eq!(value(one), value(other), "{one}");
    }
}

#[test]
fn what_is_no_part_of_a_formula_is_named() {
    assert_eq!(fault("甲÷乙；"), (3, 4, "公式中不能有“；”".into()));
    assert_eq!(fault("率=甲"), (1, 2, "计算公式只写等号右边的部分".into()));
    assert_eq!(fault("甲\u{7}乙"), (1, 2, "公式中不能有“\\u{7}”".into()));
    assert_eq!(fault("，甲"), (0, 1, "公式中不能有“,”".into()));
    assert_eq!(fault(" "), (0, 1, "公式为空".into()));
    assert_eq!(fault(""), (0, 0, "公式为空".into()));
    assert_eq!(fault("甲−乙）÷丙"), (3, 4, "多了一个右括号".into()));
}

#[test]
fn what_is_missing_is_told_where_it_is_missing() {
    assert_eq!(fault("甲 1"), (2, 3, "前面缺少运算符（＋ － × ÷）".into()));
    assert_eq!(fault("（甲）乙").0, 3);
    assert_eq!(fault("甲÷÷乙").0, 2);
    assert_eq!(fault("×甲"), (0, 1, "运算符前面缺少数据项或数字".into()));
    assert_eq!(fault("（）"), (1, 2, "右括号前面缺少数据项或数字".into()));
    assert_eq!(fault("（1 2）"), (3, 4, "前面缺少运算符（＋ － × ÷）或右括号".into()));
    assert_eq!(fault("（甲"), (0, 1, "左括号没有配对的右括号".into()));
    assert_eq!(fault("甲（乙"), (1, 2, "括号没有配对；括号前如果是运算，请写明运算符".into()));
    assert_eq!(fault("甲（乙（丙"), (1, 2, "括号没有配对；括号前如果是运算，请写明运算符".into()));
    assert_eq!(fault("甲+"), (2, 2, "公式没有写完，末尾缺少数据项或数字".into()));
}

#[test]
fn a_hundred_is_refused_only_as_the_last_factor() {
    assert_eq!(fault("甲×100").2, "“×100”后面缺少百分号，请写成“×100%”");
    for text in ["甲×100+1", "甲+100", "甲×100%", "甲×10", "100", "100×甲"] {
        assert!(Expression::parse(text).is_ok(), "{text}");
    }
    assert_eq!(fault("甲×100.0").2, "“×100”后面缺少百分号，请写成“×100%”");
}

#[test]
fn numbers_have_at_most_eighteen_digits_and_right_thousands() {
    assert_eq!(value("123456789012345678"), Exact::whole(123456789012345678));
    for text in
        ["1234567890123456789", "1,5", "1..2", "1,,000", "1.2,345", "5.", "5.%", "1234,567", ",5", "1,0000", "1.2.3"]
    {
        assert!(Expression::parse(text).is_err(), "{text}");
    }
    assert_eq!(fault("1+1,5"), (2, 5, "数字写法有误".into()));
    assert_eq!(value("12,345,678.9"), Exact::from_decimal(dec!(12345678.9)));
    assert_eq!(value("1,234%"), Exact::from_decimal(dec!(12.34)));
    assert_eq!(value("50%×甲"), Exact::whole(6));
}

#[test]
fn digits_before_a_name_belong_to_it_and_units_are_refused() {
    let names = |text: &str| Expression::parse(text).unwrap().variables().join("|");
    assert_eq!(names("2020年预算数÷3"), "2020年预算数");
    assert_eq!(names("3项目支出"), "3项目支出");
    assert_eq!(names("其他收入(非税)÷“三公经费”预算"), "其他收入（非税）|“三公经费”预算");
    assert_eq!(names("甲2÷乙_3·丁"), "甲2|乙_3·丁");
    assert_eq!(names("“三公”（其中：车辆）÷《规划》、‘其他’"), "“三公”（其中：车辆）|《规划》、‘其他’");
    for unit in ["元", "万元", "人", "分", "平方米"] {
        assert_eq!(
            fault(&format!("甲÷10{unit}")),
            (2, 4 + unit.chars().count(), format!("数字后面请不要写单位“{unit}”"))
        );
    }
    assert_eq!(names("人÷天"), "人|天");
}

#[test]
fn what_is_shown_parses_to_the_same() {
    for text in ["-甲", "（甲－乙）÷-丙×100%", "甲-（-乙）", "1,000.5×甲"] {
        let formula = Expression::parse(text).unwrap();
        assert_eq!(Expression::parse(&formula.to_string()).unwrap(), formula, "{text}");
    }
    assert_eq!(Expression::parse("甲*乙/丙+丁-戊").unwrap().to_string(), "甲×乙÷丙+丁−戊");
    assert_eq!(Expression::parse("-（甲）").unwrap().to_string(), "−(甲)");
}

#[test]
fn figures_below_nought_stand_in_brackets_behind_an_operator_only() {
    let shown = |text: &str| Expression::parse(text).unwrap().with_figures(&|_| "-2".to_string());
    assert_eq!(shown("甲＋乙－丙×丁÷戊"), "−2+(−2)−(−2)×(−2)÷(−2)");
    assert_eq!(shown("（甲）"), "(−2)");
    let minus = Expression::parse("甲-乙").unwrap().with_figures(&|_| "−3".to_string());
    assert_eq!(minus, "−3−(−3)");
}

#[test]
fn percent_anywhere_makes_a_percentage() {
    let is = |text: &str| Expression::parse(text).unwrap().is_percentage();
    assert!(is("100%×甲") && is("甲×100%") && is("-（甲×100%）") && is("5%"));
    assert!(!is("甲×100+1") && !is("-（甲÷乙）"));
}

#[test]
fn each_operation_is_itself_and_a_product_binds_more() {
    for (text, whole) in [
        ("1,000.5×2 − 1", 2000),
        ("1÷3×3", 1),
        ("-（2−5）", 3),
        ("7-2-1", 4),
        ("8÷2÷2", 2),
        ("2×3+4×5", 26),
        ("20-2×3", 14),
        ("（20-2）×3", 54),
        ("-2×3", -6),
        ("2--3", 5),
    ] {
        assert_eq!(value(text), Exact::whole(whole), "{text}");
    }
}

#[test]
fn what_has_no_value_says_why() {
    let of = |text: &str| Expression::parse(text).unwrap().evaluate(&|name| (name == "零").then_some(Exact::ZERO));
    assert_eq!(of("1÷（（零））"), Err(NoValue::ZeroBase("零".into())));
    assert_eq!(of("1÷（零×零）"), Err(NoValue::ZeroBase("零×零".into())));
    assert_eq!(of("零÷1"), Ok(Exact::ZERO));
    assert_eq!(of("甲÷零+乙×甲"), Err(NoValue::Missing(vec!["甲".into(), "乙".into()])));
    assert_eq!(of("甲+零×乙"), Err(NoValue::Missing(vec!["甲".into(), "乙".into()])));
    let nines = "9".repeat(18);
    assert_eq!(of(&[nines.as_str(); 8].join("×")), Err(NoValue::TooLarge));
    assert_eq!(of(&format!("-（{}）", [nines.as_str(); 8].join("×"))), Err(NoValue::TooLarge));
}

#[test]
fn names_have_one_form() {
    assert_eq!(canonical_name(" 三公 ( 其中 ) 〔x〕﹙y﹚"), "三公（其中）（x）（y）");
    assert_eq!(canonical_name("\"三公\"经费＂"), "“三公”经费“");
}

fn check(text: &str, tolerance: Decimal) -> Option<Decimal> {
    let figure = |name: &str| match name {
        "甲" => Some(Exact::whole(10)),
        "乙" => Some(Exact::whole(12)),
        _ => None,
    };
    let found = Relation::parse(text).unwrap().check(&figure, tolerance).unwrap();
    found.map(|mismatch| mismatch.difference.to_decimal(2).unwrap())
}

#[test]
fn each_comparison_holds_up_to_the_tolerance() {
    for (text, at_one, at_two) in [
        ("甲=乙", Some(dec!(-2)), None),
        ("乙＝甲", Some(dec!(2)), None),
        ("乙≤甲", Some(dec!(2)), None),
        ("甲≥乙", Some(dec!(-2)), None),
        ("乙＜甲", Some(dec!(2)), Some(dec!(2))),
        ("甲＞乙", Some(dec!(-2)), Some(dec!(-2))),
        ("甲≤乙", None, None),
        ("乙⩾甲", None, None),
        ("甲<乙", None, None),
        ("乙>甲", None, None),
    ] {
        assert_eq!((check(text, dec!(1)), check(text, dec!(2))), (at_one, at_two), "{text}");
    }
    assert_eq!(check("甲＜甲", dec!(0)), Some(dec!(0)));
    assert_eq!(check("甲＞甲", dec!(0)), Some(dec!(0)));
    assert_eq!(check("甲=乙", dec!(-2)), None);
}

#[test]
fn signs_of_a_relation_are_read_whole_and_shown_in_one_form() {
    for (text, op, shown) in [
        ("甲<=乙", Comparison::AtMost, "甲≤乙"),
        ("甲＞＝乙", Comparison::AtLeast, "甲≥乙"),
        ("甲＜＝乙", Comparison::AtMost, "甲≤乙"),
        ("甲>=乙", Comparison::AtLeast, "甲≥乙"),
        ("甲≦乙", Comparison::AtMost, "甲≤乙"),
        ("甲<乙", Comparison::Below, "甲＜乙"),
        ("甲>乙", Comparison::Above, "甲＞乙"),
        ("甲=乙", Comparison::Equal, "甲＝乙"),
        ("甲 ＝ 乙 ＋ 丙", Comparison::Equal, "甲＝乙+丙"),
    ] {
        let relation = Relation::parse(text).unwrap();
        assert_eq!((relation.op, relation.to_string()), (op, shown.to_string()));
    }
    assert_eq!(Relation::parse("甲=乙+甲").unwrap().variables(), ["甲", "乙"]);
}

#[test]
fn faults_of_a_relation_point_into_the_whole() {
    let fault = |text: &str| {
        let fault = Relation::parse(text).unwrap_err();
        (fault.span.start, fault.span.end, fault.message)
    };
    assert_eq!(fault("收入合计"), (0, 4, "审核公式缺少＝、≤或≥".into()));
    assert_eq!(fault("收入＝支出＜＝结余"), (5, 7, "审核公式只能有一个＝、≤或≥".into()));
    assert_eq!(fault("收入＝支出；").0, 5);
    assert_eq!(fault("收入＝支出；").1, 6);
    assert_eq!(fault("收；入＝支出").0, 1);
    assert_eq!(fault("甲＝乙＋").0, 4);
}

#[test]
fn a_relation_names_what_is_missing_before_a_zero_divisor() {
    let of = |text: &str| {
        let figure = |name: &str| (name == "零").then_some(Exact::ZERO);
        Relation::parse(text).unwrap().check(&figure, dec!(0)).unwrap_err()
    };
    assert_eq!(of("1÷零=甲"), NoValue::Missing(vec!["甲".into()]));
    assert_eq!(of("甲=1÷零"), NoValue::Missing(vec!["甲".into()]));
    assert_eq!(of("零=1÷零"), NoValue::ZeroBase("零".into()));
    assert_eq!(of("甲=乙+零"), NoValue::Missing(vec!["甲".into(), "乙".into()]));
    assert_eq!(of("甲=甲+乙"), NoValue::Missing(vec!["甲".into(), "乙".into()]));
}

#[test]
fn fifty_brackets_are_a_formula_and_one_more_is_none() {
    let nested = |depth: usize| format!("{}1{}", "（".repeat(depth), "）".repeat(depth));
    assert!(Expression::parse(&nested(50)).is_ok());
    assert!(Expression::parse(&nested(51)).is_err());
}
