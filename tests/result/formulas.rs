//! The Excel formulas of 计算公式 and of every kind of rule, character by character: that they give what the
//! engine gives is proven by LibreOffice (tests/proof), which is not everywhere.

use jixiao::criterion::formula::{Formulas, Helper, InputRow, Refs};
use jixiao::criterion::{Facts, Rule, Source, compile, judged};
use jixiao::ground::convention::Conventions;
use jixiao::ground::expression::Expression;
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

fn formula(text: &str) -> String {
    Expression::parse(text).unwrap().formula(&|name| format!("[{name}]"))
}

fn divisors(text: &str) -> Vec<String> {
    Expression::parse(text).unwrap().divisors(&|name| format!("[{name}]"))
}

#[test]
fn a_formula_of_the_table_becomes_one_over_cells() {
    assert_eq!(formula("（甲－乙）÷乙×100％＋1"), "([甲]-[乙])/[乙]*100%+1");
    assert_eq!(formula("-甲×1,000.5"), "(-[甲])*1000.5");
    assert_eq!(formula("12.5%×甲"), "12.5%*[甲]");
}

#[test]
fn every_divisor_that_may_be_nought_is_named_in_its_order() {
    assert_eq!(divisors("甲÷乙×100%"), ["[乙]"]);
    assert_eq!(divisors("（甲÷乙）÷（丙－-丁÷戊）"), ["[乙]", "[戊]", "([丙]-(-[丁])/[戊])"]);
    assert_eq!(divisors("甲÷2+乙×3"), [""; 0]);
    assert_eq!(divisors("甲÷0"), ["0"]);
}

fn rule(text: &str) -> Rule {
    compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap()
}

fn refs() -> Refs {
    Refs {
        value: "V".into(),
        helper: "H".into(),
        other: "O".into(),
        other_signed: false,
        row: InputRow { sheet: "部门数据".into(), number: "C6".into() },
        items: vec![Some(10), Some(11), Some(13)],
        event: None,
        full: None,
    }
}

fn formulas(text: &str) -> Formulas {
    rule(text).formulas(&refs())
}

/// 例数合计
fn sum(formula: &str) -> Option<Helper> {
    Some(Helper { heading: "例数合计", formula: formula.into(), counts: true })
}

/// The helper and the marks.
fn told(text: &str) -> (String, String) {
    let made = formulas(text);
    (made.helper.map_or(String::new(), |helper| format!("{} {}", helper.heading, helper.formula)), made.marks)
}

#[track_caller]
fn is(text: &str, helper: &str, marks: &str) {
    assert_eq!(told(text), (helper.to_string(), marks.to_string()), "{text}");
}

const PART: &str = "IF(参数_不足一个百分点=\"按比例扣\",H,IF(参数_不足一个百分点=\"按一个百分点扣\",ROUNDUP(ROUND(H,10),0),INT(ROUND(H,10))))";

#[test]
fn steps_are_counted_from_the_base_on_the_side_that_loses() {
    is("≤100%，计5分；每超过一个百分点扣0.5分。", "应扣次数 MAX(0,V-1)*100", &format!("MAX(0,5-0.5*{PART})"));
    is("≥90%，计5分；每低于5%扣1分。", "应扣次数 MAX(0,0.9-V)*20", &format!("MAX(0,5-1*{PART})"));
    is("以100%为标准，每增减3个百分点扣1分。", "应扣次数 ABS(V-1)/0.03", &format!("MAX(0,5-1*{PART})"));
    is("按时报送得5分；每迟报1天扣1分。", "应扣次数 MAX(0,V-0)", &format!("MAX(0,5-1*{PART})"));
    is(
        "≤100%，计5分；每超过一个百分点扣0.5分，最多扣3分。",
        "应扣次数 MAX(0,V-1)*100",
        &format!("5-MIN(3,0.5*{PART})"),
    );
}

#[test]
fn what_the_text_says_of_a_part_of_a_step_stands_in_the_formula() {
    let start = "≤100%，计5分；每超过一个百分点扣1分，不足一个百分点的";
    for (words, charged) in
        [("不扣分", "INT(ROUND(H,10))"), ("按比例扣", "H"), ("按一个百分点扣", "ROUNDUP(ROUND(H,10),0)")]
    {
        is(&format!("{start}{words}。"), "应扣次数 MAX(0,V-1)*100", &format!("MAX(0,5-1*{charged})"));
    }
}

#[test]
fn where_nothing_is_given_the_formula_says_so() {
    let steps = "≥90%，计5分；每低于5%扣1分；低于60%不得分。";
    assert_eq!(told(steps).1, format!("IF(ROUND(V,10)<0.6,0,MAX(0,5-1*{PART}))"));
    let up = "≤100%，计5分；每超过5%扣1分；120%（含）以上不得分。";
    assert_eq!(told(up).1, format!("IF(ROUND(V,10)>=1.2,0,MAX(0,5-1*{PART}))"));
}

#[test]
fn bands_are_nested_in_the_order_of_the_text() {
    is(
        "≥90%，计5分；80%（含）-90%，计4分；低于80%不得分。",
        "比较值 ROUND(V,10)",
        "IF(H>=0.9,5,IF(AND(H>=0.8,H<0.9),4,IF(H<0.8,0,\"待核\")))",
    );
    is("等于100%，计5分；其他情况不得分。", "比较值 ROUND(V,10)", "IF(H=1,5,0)");
}

#[test]
fn bands_against_another_figure_have_a_range_while_it_is_not_known() {
    let nested =
        |other: &str| format!("IF(H<=0,5,IF(AND(H>0,H<=ROUND({other},10)),2,IF(H>ROUND({other},10),0,\"待核\")))");
    let [above, equal, below] = ["(H+1)", "H", "(H-1)"].map(nested);
    let ends = format!("{above},IF(H>=0,{equal},{above}),IF(H>0,{below},{above})");
    for (share, other) in [("", "O"), ("的10%", "O*0.1")] {
        let text = format!("无结余，5分；有结余，但不超过上年结转{share}，2分；结余超过上年结转{share}，不得分。");
        let known = |end: &str| format!("IF(COUNTIF(O,\">=0\")=1,{},{end}({ends}))", nested(other));
        assert_eq!(told(&text), ("比较值 ROUND(V,10)".into(), known("MIN")));
        assert_eq!(formulas(&text).range, Some((known("MIN"), known("MAX"))));
    }
}

#[test]
fn the_size_of_a_change_is_asked_of_the_convention_or_taken() {
    let asked = "IF(参数_调整率取绝对值=\"是\",ABS(ROUND(V,10)),ROUND(V,10))";
    is(
        "调整率=0，计5分；0-10%（含），计2分；大于10%不得分。",
        &format!("比较值 {asked}"),
        "IF(H<0,\"待核\",IF(H=0,5,IF(AND(H>0,H<=0.1),2,IF(H>0.1,0,\"待核\"))))",
    );
    is("调整率≤5%，计5分；＞5%不得分。", &format!("比较值 {asked}"), "IF(H<=0.05,5,IF(H>0.05,0,\"待核\"))");
    is("绝对值≤5%，计5分；＞5%不得分。", "比较值 ABS(ROUND(V,10))", "IF(H<=0.05,5,IF(H>0.05,0,\"待核\"))");
    let steps = "调整率≤5%，计5分；每超过1%扣1分；超过9%不得分。";
    let asked = "IF(参数_调整率取绝对值=\"是\",ABS(V),V)";
    is(steps, &format!("应扣次数 MAX(0,{asked}-0.05)*100"), &format!("IF(ROUND({asked},10)>0.09,0,MAX(0,5-1*{PART}))"));
}

#[test]
fn proportions_end_at_nought_and_at_the_full_marks() {
    is("得分＝执行率×5分，最高5分。", "", "MAX(0,MIN(1,V))*5");
    is("≥95%，计5分；低于95%的，得分＝执行率×5分。", "", "IF(ROUND(V,10)>=0.95,5,MAX(0,MIN(1,V))*5)");
    is("≥95%，计5分；低于95%的，得分＝执行率÷95%×5分。", "", "MAX(0,MIN(1,V/0.95))*5");
    is("得分＝执行率×5分，最高5分；低于60%不得分。", "", "IF(ROUND(V,10)<0.6,0,MAX(0,MIN(1,V))*5)");
    is("得分＝执行率×5分，最高5分；≤60%不得分。", "", "IF(ROUND(V,10)<=0.6,0,MAX(0,MIN(1,V))*5)");
}

#[test]
fn cases_are_summed_over_their_cells_and_blanks_are_the_worst() {
    let text = "①甲；②乙；③丙。以上情况每出现一例扣1分。";
    let made = formulas(text);
    assert_eq!(made.helper, sum("SUM(INDEX(部门数据!$K:$L,C6,0),INDEX(部门数据!$N:$N,C6))"));
    assert_eq!(made.marks, "5-MIN(5,1*H)");
    let (several, alone) = ("INDEX(部门数据!$K:$L,C6,0)", "INDEX(部门数据!$N:$N,C6)");
    let is_whole = |run: &str| format!("ISNUMBER({run})*(TEXT({run},\"0\")={run}&\"\")");
    let whole = |run: &str| format!("SUMPRODUCT({})-COUNTIF({run},\"<0\")", is_whole(run));
    let count = format!("{}+{}", whole(several), whole(alone));
    assert_eq!(made.usable, count);
    let sum_of = format!("SUMPRODUCT({}*({several}>=0),{several})+IF({}=1,{alone},0)", is_whole(several), whole(alone));
    let worst = format!("5-MIN(5,1*({sum_of}+1000*(3-({count}))))");
    assert_eq!(made.range, Some((worst, format!("5-MIN(5,1*({sum_of}))"))));
    let none = |run: &str| format!("SUMPRODUCT(--(测算_不适用写法={run}))");
    assert_eq!(
        made.not_applicable,
        format!("{}+{}", none("INDEX(部门数据!$K:$L,C6,0)"), none("INDEX(部门数据!$N:$N,C6)"))
    );
    assert_eq!(formulas("①甲；②乙；③丙。以上情况每出现一例扣1分，最多扣3分。").marks, "5-MIN(3,1*H)");
    let twos = formulas("①甲；②乙；③丙。以上情况每出现2例扣1分，不足2例的不扣分。");
    assert_eq!(twos.marks, "5-MIN(5,1*INT(ROUND(H/2,10)))");
    let no_column = rule(text).formulas(&Refs { items: vec![None; 3], ..refs() });
    assert_eq!(no_column.helper, sum("0"));
    assert_eq!(no_column.usable, "0");
}

#[test]
fn a_checklist_and_a_judgement_ask_their_cells() {
    let made = formulas("①甲，2分；②乙，2分；③丙，1分。");
    let (k, n) = ("INDEX(部门数据!$K:$L,C6,0)", "INDEX(部门数据!$N:$N,C6)");
    let none = |run: &str| format!("COUNTIF({run},\"不适用\")+COUNTIF({run},\"不涉及\")");
    let met = |run: &str| format!("COUNTIF({run},\"是\")+{}", none(run));
    let given = format!("2*({})+1*({})+SUM({k},{n})", met(k), met(n));
    assert_eq!(made.marks, given);
    assert_eq!(made.not_applicable, format!("{}+{}", none(k), none(n)));
    let words = |run: &str| format!("COUNTIF({run},\"是\")+COUNTIF({run},\"否\")");
    let numbers = |run: &str, most: u8| format!("COUNTIFS({run},\">=0\",{run},\"<={most}\")");
    assert_eq!(made.usable, format!("{}+{}+{}+{}", words(k), words(n), numbers(k, 2), numbers(n, 1)));
    let sum_of = |run: &str, most: u8| format!("SUMIFS({run},{run},\">=0\",{run},\"<={most}\")");
    let least = format!("2*({})+1*({})+{}+{}", met(k), met(n), sum_of(k, 2), sum_of(n, 1));
    let unknown = |run: &str, count: u8, most: u8| {
        format!("{most}*({count}-({}+COUNTIF({run},\"否\"))-({}))", met(run), numbers(run, most))
    };
    let best = format!("{least}+{}+{}+0", unknown(k, 2, 2), unknown(n, 1, 1));
    assert_eq!(made.range, Some((least, best)));
    let bare = rule("①甲，2分；②乙，2分；③丙，1分。").formulas(&Refs { items: vec![None; 3], ..refs() });
    assert_eq!((bare.marks.as_str(), bare.usable.as_str()), ("0+0", "0"));
    assert_eq!(bare.range, Some(("0".into(), "0+0+5".into())));
    let judged = judged(Points(5.into()));
    let refs = Refs { items: vec![Some(10)], ..refs() };
    let in_range = |most: &str| {
        let cell = "INDEX(部门数据!$K:$K,C6)";
        format!("IF(ISNUMBER({cell}),IF(AND({cell}>=0,{cell}<={most}),1,0),0)")
    };
    assert_eq!(judged.formulas(&refs).marks, "INDEX(部门数据!$K:$K,C6)");
    assert_eq!(judged.formulas(&refs).usable, in_range("5"));
    assert_eq!(judged.formulas(&Refs { full: Some("F".into()), ..refs }).usable, in_range("F"));
}

#[test]
fn the_helper_cell_holds_what_is_compared_to_ten_decimals() {
    let value = |number: Decimal| Exact::percent(number);
    let (yes, no) = (Conventions::default(), Conventions { absolute_adjustment: false, ..Conventions::default() });
    let steps = rule("≤100%，计5分；每超过一个百分点扣0.5分。");
    assert_eq!(steps.helper_value(&Facts::Value(value(dec!(102.5))), &yes), Some(Exact::from_decimal(dec!(2.5))));
    let bands = rule("调整率≤5%，计5分；＞5%不得分。");
    assert_eq!(bands.helper_value(&Facts::Value(value(dec!(-7))), &yes), Some(value(dec!(7))));
    assert_eq!(bands.helper_value(&Facts::Value(value(dec!(-7))), &no), Some(value(dec!(-7))));
    let third = Exact::ONE.over(Exact::whole(3)).unwrap();
    assert_eq!(bands.helper_value(&Facts::Value(third), &yes), Some(Exact::from_decimal(dec!(0.3333333333))));
    assert_eq!(rule("得分＝执行率×5分，最高5分。").helper_value(&Facts::Value(third), &yes), None);
}
