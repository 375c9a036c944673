//! 计算公式 of an indicator: what the column says, compared with what the text defines.

use crate::criterion::{OfTarget, RuleKind, Unit};
use crate::ground::expression::Replacement;
use crate::ground::names::BY_HAND;
use crate::ground::number::Unit as Money;
use crate::ground::{Code, Exact, Expression, Finding, Message, Placed, tidy};
use crate::scheme::indicators::{Direction, Indicator};
use crate::scheme::units::{unit_of, unit_of_item};
use rust_decimal::Decimal;
use std::str::FromStr;

/// How a single 数据项 that is a measure ends, besides those whose 单位 its name tells.
#[rustfmt::skip]
const MEASURES: &[&str] = &[
    "数", "额", "量", "值", "分", "分数", "余", "费", "经费", "支出", "收入", "预算", "决算", "资金", "资产", "成本", "时间",
    "时长", "结转", "投资", "拨款", "款", "次", "人", "天", "日", "例", "个", "项",
];

/// The formula that a rule scores, with what is to be said of it; none where the rule needs none.
///
/// # Errors
/// Where there is none, or it cannot be used.
pub(crate) fn measure(indicator: &Indicator, rule: &dyn RuleKind) -> Result<Option<Measured>, Box<Finding>> {
    if !rule.needs().is_measured() {
        return Ok(None);
    }
    against_direction(indicator, rule)?;
    let text = &indicator.formula.text;
    if text.is_empty() {
        return of_target(indicator, rule).map(Some).ok_or_else(|| missing(indicator, rule));
    }
    let refuse = |found: String| bad(indicator, found);
    let formula = own_names(indicator, &parse(text).map_err(refuse)?);
    if rule.of_target().is_some() && !formula.divides() {
        return Err(refuse(format!("“{text}”不是完成值与指标值的比例，评分标准按这个比例计分")));
    }
    if let Some(found) = other_unit(indicator, rule, &formula).or_else(|| two_moneys(indicator, &formula)) {
        return Err(refuse(found));
    }
    let said = match &indicator.definition {
        Some(defined) if defined.place == indicator.formula.place => Some(taken_from_text(indicator, defined)),
        Some(defined) => return agreeing(indicator, formula, defined).map(Some),
        None => None,
    };
    Ok(Some(Measured { formula, said }))
}

/// A formula, and what is to be said of it.
pub(crate) struct Measured {
    pub formula: Expression,
    pub said: Option<Finding>,
}

/// R13 for a formula that cannot be calculated, where the 评分标准 is refused already: all is told in one round.
pub(crate) fn bad_formula(indicator: &Indicator) -> Option<Finding> {
    let text = &indicator.formula.text;
    let fault = if text.is_empty() { None } else { parse(text).err() };
    fault.map(|found| *bad(indicator, found))
}

fn bad(indicator: &Indicator, found: String) -> Box<Finding> {
    let message = Message::new("可以计算的公式", found, "请更正计算公式");
    named(indicator, Code::BadFormula, &indicator.formula, message)
}

/// 逆向 beside 完成值÷指标值: what is to be small would earn more by being large.
fn against_direction(indicator: &Indicator, rule: &dyn RuleKind) -> Result<(), Box<Finding>> {
    let (direction, other) = match (rule.of_target(), indicator.direction) {
        (Some(OfTarget::DoneByTarget), Some(Direction::Reverse)) => ("逆向", OfTarget::TargetByDone),
        (Some(OfTarget::TargetByDone), Some(Direction::Forward)) => ("正向", OfTarget::DoneByTarget),
        _ => return Ok(()),
    };
    let found = format!("指标方向是“{direction}”，评分标准的比例却按相反的方向计分");
    let advice = format!("请改写为“得分＝{}×分值”，或更正指标方向", other.words());
    let message = Message::new("评分标准与指标方向一致", found, advice);
    Err(named(indicator, Code::NotUnderstood, &indicator.criterion, message))
}

/// What keeps the value of a formula from being what the 评分标准 speaks of: the score would be wrong by a factor
/// of 100, or be given to something else.
fn other_unit(indicator: &Indicator, rule: &dyn RuleKind, formula: &Expression) -> Option<String> {
    let text = &indicator.formula.text;
    match rule.unit()? {
        Unit::Plain if formula.is_percentage() => Some(format!("“{text}”得出百分数，评分标准却按没有%的数计分")),
        Unit::Named(name) if formula.is_percentage() => Some(format!("“{text}”得出百分数，评分标准却按“{name}”计分")),
        Unit::Percent if !formula.divides() && !formula.is_percentage() => {
            let units: Vec<String> = formula.variables().iter().map(|item| unit_of_item(indicator, item)).collect();
            let other = units.iter().find(|unit| !unit.is_empty() && *unit != "%")?;
            Some(format!("“{text}”得出的是{other}数，评分标准却按百分数计分"))
        }
        _ => None,
    }
}

/// 元 beside 万元 in one formula: the value would be wrong by a factor of 10000.
fn two_moneys(indicator: &Indicator, formula: &Expression) -> Option<String> {
    let money = |item: &&str| Money::parse(&unit_of_item(indicator, item)).filter(Money::is_money);
    let items: Vec<(&str, Money)> = formula.variables().iter().filter_map(|item| Some((*item, money(item)?))).collect();
    let [first, ..] = items[..] else { return None };
    let other = items.iter().find(|item| item.1 != first.1)?;
    let (one, two) = (first.1.name(), other.1.name());
    Some(format!("“{}”的单位是{one}，“{}”的单位是{two}，不能一起计算；请统一单位", first.0, other.0))
}

/// Names that every indicator has one of.
#[rustfmt::skip]
const VALUES: &[&str] = &["完成值", "实际完成值", "实际值", "年度完成值", "全年完成值"];
const TARGETS: &[&str] = &["目标值", "指标值", "计划值", "年度指标值", "年度目标值", "绩效目标值", "计划指标值"];

/// 实际完成值 is that of this indicator, in a column of its own; 目标值 is what its column says.
fn own_names(indicator: &Indicator, formula: &Expression) -> Expression {
    formula.with(&|name| {
        let own = || Some(Replacement::Name(format!("{}{name}", indicator.path.level3)));
        match TARGETS.contains(&name) {
            true => target(&indicator.target.text).or_else(own),
            false => VALUES.contains(&name).then(own).flatten(),
        }
    })
}

/// The number of a 目标值: `≥500`, `90%`, `500人次`.
fn target(text: &str) -> Option<Replacement> {
    let text = tidy(text);
    let number = text.trim_start_matches(['≥', '≤', '>', '<', '=', '≧', '≦', '⩾', '⩽']);
    let percent = number.ends_with('%');
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    let value = Decimal::from_str(&number[..end]).ok().filter(|value| !value.is_zero())?;
    if !percent && end < number.len() && Money::parse(&number[end..]).is_none() {
        return None;
    }
    let exact = if percent { Exact::percent(value) } else { Exact::from_decimal(value) };
    Some(Replacement::Number(exact, if percent { format!("{value}%") } else { value.to_string() }))
}

/// The formula of a measure of 完成值 and 目标值.
fn formula_of(of_target: OfTarget) -> &'static str {
    match of_target {
        OfTarget::DoneByTarget => "实际完成值÷目标值×100%",
        OfTarget::TargetByDone => "目标值÷实际完成值×100%",
    }
}

/// The measure of a text that scores 完成值 against 指标值, where the table has the target.
fn of_target(indicator: &Indicator, rule: &dyn RuleKind) -> Option<Measured> {
    target(&indicator.target.text)?;
    let text = formula_of(rule.of_target()?);
    let formula = own_names(indicator, &Expression::parse(text).ok()?);
    let found = format!("计算公式列没有填写，按评分标准用“{text}”，目标值为{}", indicator.target.text);
    let message = Message::new("计算公式", found, "请核对；口径不同的，在“计算公式”列另行填写");
    let said = Some(*named(indicator, Code::FormulaFromText, &indicator.target, message));
    Some(Measured { formula, said })
}

fn missing(indicator: &Indicator, rule: &dyn RuleKind) -> Box<Finding> {
    let name = &indicator.path.level3;
    if let Some(of_target) = rule.of_target() {
        let advice = format!("请在“计算公式”列填写，如“{}”；或填“{BY_HAND}”改由人工打分", formula_of(of_target));
        let message = Message::new(format!("“{name}”的计算公式"), "空白", advice);
        return named(indicator, Code::MissingFormula, &indicator.formula, message);
    }
    let advice = format!(
        "请在“计算公式”列填写，如“实有人数÷人员编制”；由部门直接填报结果的，填数据项名称“{name}”；或填“{BY_HAND}”改由人工打分"
    );
    let message = Message::new(format!("“{name}”的计算公式"), "空白", advice);
    named(indicator, Code::MissingFormula, &indicator.formula, message)
}

fn named(indicator: &Indicator, code: Code, at: &Placed, message: Message) -> Box<Finding> {
    Box::new(Finding::new(code, at.place.clone(), message).of("", &indicator.path.level3))
}

/// The column is blank: the formula is the one that the text defines.
fn taken_from_text(indicator: &Indicator, defined: &Placed) -> Finding {
    let found = format!("计算公式列没有填写，采用文字中的算式“{}”", defined.text);
    let message = Message::new("计算公式", found, "请核对；口径不同的，在“计算公式”列另行填写");
    *named(indicator, Code::FormulaFromText, defined, message)
}

/// The column's formula, where the text defines the same.
fn agreeing(indicator: &Indicator, formula: Expression, defined: &Placed) -> Result<Measured, Box<Finding>> {
    if Expression::parse(&defined.text).is_ok_and(|other| own_names(indicator, &other).is_same(&formula)) {
        return Ok(Measured { formula, said: None });
    }
    let (column, text) = (&indicator.formula.text, &defined.text);
    let found = format!("计算公式列是“{column}”，{}的文字写的是“{text}”，不能确定按哪一个", defined.place);
    let advice = format!("请把两处改成同一个算式；按文字计算的，把计算公式改为“{text}”");
    Err(named(indicator, Code::FormulasDiffer, &indicator.formula, Message::new("两处的算式一致", found, advice)))
}

/// The formula of a cell: `预算执行率＝实际支出÷预算数×100%。` names the measure before the sign.
///
/// # Errors
/// What is wrong, in words.
pub fn parse(text: &str) -> Result<Expression, String> {
    let formula = right_side(text);
    let formula = Expression::parse(formula).map_err(|fault| format!("“{text}”：{}", fault.message))?;
    let items = formula.variables();
    if items.is_empty() {
        return Err(format!("“{text}”中没有数据项，得出的总是同一个数"));
    }
    if let Some(divisor) = formula.divisor_always_zero() {
        return Err(format!("“{text}”的除数“{divisor}”总是0"));
    }
    if !formula.calculates() && !is_figure(items[0]) {
        return Err(format!(
            "“{text}”不是算式，也不像部门填报的数；由部门直接填报的，请用“××率”“××数”“××额”一类的名称"
        ));
    }
    Ok(formula)
}

/// Without the name of the measure before the equals sign and the full stop at the end.
fn right_side(text: &str) -> &str {
    let text = text.trim().trim_end_matches(['。', '；', ';']);
    match text.split_once(['=', '＝']) {
        Some((label, formula)) if is_label(label) => formula.trim(),
        _ => text,
    }
}

fn is_label(label: &str) -> bool {
    let is_name = Expression::parse(label).is_ok_and(|name| !name.calculates() && name.variables().len() == 1);
    is_name && !label.trim().ends_with("得分")
}

/// Whether a name alone may be a measure: 满意度, 累计结余, 投诉件数; 见指标说明 is none.
fn is_figure(item: &str) -> bool {
    let official = item.split('（').next().unwrap_or(item);
    !unit_of(official).is_empty() || MEASURES.iter().any(|end| official.ends_with(end))
}
