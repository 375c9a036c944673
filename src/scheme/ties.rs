//! 审核公式 → [`Tie`]s.

use crate::ground::expression::Relation;
use crate::ground::names::{TIE_FORMULA, TIE_ID, TIE_MEANING, TIE_SEVERITY, TIE_TOLERANCE, sheets};
use crate::ground::number::Unit;
use crate::ground::{Code, Figure, Finding, Message, Place, read_figure};
use crate::scheme::row_words::is_note;
use crate::scheme::table::{View, marked_rules, no_header};
use crate::workbook::read::Grid;
use rust_decimal::{Decimal, dec};

/// 勾稽关系: one row of 审核公式.
#[derive(Clone, Debug)]
pub struct Tie {
    /// 编号
    pub id: String,
    /// 级别: true for 必须, false for 提示.
    pub must: bool,
    /// 公式 as written.
    pub text: String,
    /// 公式 as parsed.
    pub relation: Relation,
    /// 容差, in the unit of the figures.
    pub tolerance: Decimal,
    /// 说明
    pub meaning: String,
    /// Its cell.
    pub place: Place,
}

/// One default row of 审核公式: 级别, 公式, 说明. 容差 is 0.01 where it must hold.
pub struct DefaultTie {
    /// true for 必须.
    pub must: bool,
    /// 公式
    pub text: &'static str,
    /// 说明
    pub meaning: &'static str,
}

const fn must(text: &'static str, meaning: &'static str) -> DefaultTie {
    DefaultTie { must: true, text, meaning }
}

const fn hint(text: &'static str, meaning: &'static str) -> DefaultTie {
    DefaultTie { must: false, text, meaning }
}

/// The ties of the department's form (附件3 第二部分), then relations that usually hold.
pub const DEFAULT_TIES: &[DefaultTie] = &[
    must(
        "收入合计 = 上年结转 + 公共财政拨款 + 政府基金拨款 + 纳入专户管理的非税收入拨款 + 其他收入",
        "年度收入情况表：收入合计等于各项之和",
    ),
    must("支出合计 = 基本支出 + 项目支出", "年度支出和结余情况表：支出合计等于基本支出与项目支出之和"),
    must("基本支出 = 人员支出 + 公用支出", "年度支出和结余情况表：基本支出等于其中项之和"),
    must("累计结余 = 收入合计 - 支出合计", "累计结余等于收入合计减支出合计"),
    must("当年结余 = 累计结余 - 上年结转", "当年结余等于累计结余减上年结转"),
    must(
        "三公经费合计 = 公务接待费 + 公务用车运维费 + 公务用车购置费 + 因公出国费",
        "三公经费情况表：合计等于四项之和",
    ),
    must("固定资产合计 = 在用固定资产 + 出租固定资产 + 其他固定资产", "固定资产情况表：合计等于在用、出租、其他之和"),
    hint("实有人数 ≤ 人员编制 × 1.5", "实有人数远超编制时，请核对是否把离退休人员计入"),
    hint("重点项目支出 ≤ 项目总支出", "重点项目支出是项目总支出的一部分"),
    hint("项目总支出 = 项目支出", "重点支出安排率所用的项目总支出一般就是附件3的项目支出"),
    hint("公务卡支出 ≤ 可刷卡支出", "公务卡支出是可刷卡支出的一部分"),
    hint("实际采购金额 ≤ 采购预算 × 1.2", "实际采购金额远超采购预算时，请核对预算是否含追加"),
    hint("累计结余 ≥ 0", "累计结余为负，说明支出大于收入，请核对"),
    hint("三公经费合计 ≤ 公用支出", "三公经费一般在公用支出中列支"),
];

/// The ties of the department's form, used by the template and where the sheet is absent.
pub fn default_ties() -> Vec<Tie> {
    let place = Place::sheet(sheets::TIES);
    let ties = (1..).zip(DEFAULT_TIES).filter_map(|(number, tie)| {
        Some(Tie {
            id: format!("G{number:02}"),
            must: tie.must,
            text: tie.text.to_string(),
            relation: Relation::parse(tie.text).ok()?,
            tolerance: if tie.must { dec!(0.01) } else { Decimal::ZERO },
            meaning: tie.meaning.to_string(),
            place: place.clone(),
        })
    });
    ties.collect()
}

/// Reads 审核公式; without the sheet the ties of the form are used.
///
/// # Errors
/// No header, a formula that cannot be read, a 级别 other than 必须 and 提示: all at once.
pub fn parse_ties(grid: Option<&Grid>) -> Result<Vec<Tie>, Vec<Finding>> {
    let Some(grid) = grid else { return Ok(default_ties()) };
    let view = View { grid };
    let Some(header) = view.header(&[&TIE_SEVERITY, &TIE_FORMULA]) else {
        return Err(no_header(grid, "一行表头，含“级别、公式”两列", "请按模板恢复表头"));
    };
    let [id, tolerance, meaning] = [&TIE_ID, &TIE_TOLERANCE, &TIE_MEANING].map(|name| view.column(header.row, name));
    let reader = Reader { view, severity: header.columns[0], formula: header.columns[1], id, tolerance, meaning };
    let rows = view.rows_below(header.row).filter(|row| reader.is_tie(*row));
    let deciding: Vec<u32> = [Some(reader.severity), Some(reader.formula), tolerance].into_iter().flatten().collect();
    let mut faults = marked_rules(view, (header.row + 1, view.last_row()), &deciding);
    let ties = rows.filter_map(|row| reader.tie(row).map_err(|fault| faults.push(fault)).ok()).collect();
    if faults.is_empty() { Ok(ties) } else { Err(faults) }
}

struct Reader<'a> {
    view: View<'a>,
    severity: u32,
    formula: u32,
    id: Option<u32>,
    tolerance: Option<u32>,
    meaning: Option<u32>,
}

impl Reader<'_> {
    /// The text in a column; empty where there is no such column.
    fn text(&self, row: u32, column: Option<u32>) -> String {
        column.map(|col| self.view.text(row, col)).unwrap_or_default()
    }

    fn is_tie(&self, row: u32) -> bool {
        let formula = self.view.text(row, self.formula);
        let compares = formula.contains(['=', '＝', '≤', '≥']);
        !formula.is_empty() && (compares || !is_note(&self.view.tidy(row, self.formula)))
    }

    fn tie(&self, row: u32) -> Result<Tie, Finding> {
        let text = self.view.text(row, self.formula);
        let place = self.view.place(row, self.formula);
        let relation = Relation::parse(&text).map_err(|fault| {
            let expected = "形如“收入合计 = 上年结转 + 其他收入”的等式或比较";
            let message = Message::new(expected, format!("“{text}”：{}", fault.message), "请更正公式");
            Finding::new(Code::BadFormula, place.clone(), message)
        })?;
        Ok(Tie {
            id: Some(self.text(row, self.id)).filter(|id| !id.is_empty()).unwrap_or(format!("第{}行", row + 1)),
            must: self.must(row)?,
            relation,
            tolerance: self.tolerance(row)?,
            meaning: self.text(row, self.meaning),
            text,
            place,
        })
    }

    fn must(&self, row: u32) -> Result<bool, Finding> {
        match self.view.tidy(row, self.severity).as_str() {
            "必须" | "合法性" => Ok(true),
            "提示" | "合理性" => Ok(false),
            other => {
                let place = self.view.place(row, self.severity);
                let message = Message::new("“必须”或“提示”", format!("“{other}”"), "请从下拉列表中选择");
                Err(Finding::new(Code::SettingInvalid, place, message))
            }
        }
    }

    fn tolerance(&self, row: u32) -> Result<Decimal, Finding> {
        let Some(col) = self.tolerance else { return Ok(Decimal::ZERO) };
        match read_figure(self.view.cell(row, col), Unit::Plain) {
            Figure::Blank => Ok(Decimal::ZERO),
            Figure::Number { value, .. } if value >= Decimal::ZERO => Ok(value),
            _ => {
                let place = self.view.place(row, col);
                let found = format!("“{}”", self.view.text(row, col));
                let message = Message::new("不小于0的容差", found, "请填数字，如0.01");
                Err(Finding::new(Code::SettingInvalid, place, message))
            }
        }
    }
}
