//! 计算公式 of an indicator: what the column says, compared with what the text defines.

use crate::criterion::{RuleKind, Unit};
use crate::ground::names::BY_HAND;
use crate::ground::{Code, Expression, Finding, Message, Placed};
use crate::scheme::indicators::Indicator;
use crate::scheme::units::unit_of;

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
    let text = &indicator.formula.text;
    if text.is_empty() {
        return Err(missing(indicator));
    }
    let refuse = |found: String| {
        let message = Message::new("可以计算的公式", found, "请更正计算公式");
        named(indicator, Code::BadFormula, &indicator.formula, message)
    };
    let formula = parse(text).map_err(refuse)?;
    // the score would be wrong by a factor of 100
    if rule.unit() == Some(&Unit::Plain) && formula.is_percentage() {
        return Err(refuse(format!("“{text}”得出百分数，评分标准却按没有%的数计分")));
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

fn missing(indicator: &Indicator) -> Box<Finding> {
    let name = &indicator.path.level3;
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
    if Expression::parse(&defined.text).is_ok_and(|other| other.is_same(&formula)) {
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
        return Err(format!("“{text}”不是算式，也不像部门填报的数"));
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
