//! 审核公式 → [`Tie`]s.

use super::table::{View, is_note};
use crate::expression::Relation;
use crate::finding::{Code, Finding, Place};
use crate::layout::{DEFAULT_TIES, TIE_HEADINGS, sheets};
use crate::model::Tie;
use crate::number::{Figure, Unit, read_figure};
use crate::read::Grid;
use rust_decimal::Decimal;
use std::str::FromStr;

/// The ties of the department's form, used by the template and where the sheet is absent.
pub fn default_ties() -> Vec<Tie> {
    let place = Place::sheet(sheets::TIES);
    let ties = (1..).zip(DEFAULT_TIES).filter_map(|(number, tie)| {
        Some(Tie {
            id: format!("G{number:02}"),
            must: tie.must,
            text: tie.text.to_string(),
            relation: Relation::parse(tie.text).ok()?,
            tolerance: Decimal::from_str(tie.tolerance).ok()?,
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
    let Some((header, columns)) = view.header(&[&TIE_HEADINGS[1], &TIE_HEADINGS[2]]) else {
        let expected = "一行表头，含“级别、公式”两列";
        let advice = "请按模板恢复表头";
        return Err(vec![Finding::new(
            Code::HeaderMissing,
            Place::sheet(grid.name.clone()),
            expected,
            "没有找到这样的表头",
            advice,
        )]);
    };
    let reader = Reader { view, header, severity: columns[0], formula: columns[1] };
    let rows = (header + 1..=view.last_row()).filter(|row| reader.is_tie(*row));
    let (ties, faults): (Vec<_>, Vec<_>) = rows.map(|row| reader.tie(row)).partition(Result::is_ok);
    if faults.is_empty() {
        Ok(ties.into_iter().filter_map(Result::ok).collect())
    } else {
        Err(faults.into_iter().filter_map(Result::err).collect())
    }
}

struct Reader<'a> {
    view: View<'a>,
    header: u32,
    severity: u32,
    formula: u32,
}

impl Reader<'_> {
    fn optional(&self, row: u32, at: usize) -> Option<(u32, String)> {
        let col = self.view.column(self.header, &TIE_HEADINGS[at])?;
        Some((col, self.view.text(row, col)))
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
            Finding::new(
                Code::BadFormula,
                place.clone(),
                expected,
                format!("“{text}”：{}", fault.message),
                "请更正公式",
            )
        })?;
        Ok(Tie {
            id: self
                .optional(row, 0)
                .map(|(_, id)| id)
                .filter(|id| !id.is_empty())
                .unwrap_or(format!("第{}行", row + 1)),
            must: self.must(row)?,
            relation,
            tolerance: self.tolerance(row)?,
            meaning: self.optional(row, 4).map(|(_, text)| text).unwrap_or_default(),
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
                Err(Finding::new(
                    Code::SettingInvalid,
                    place,
                    "“必须”或“提示”",
                    format!("“{other}”"),
                    "请从下拉列表中选择",
                ))
            }
        }
    }

    fn tolerance(&self, row: u32) -> Result<Decimal, Finding> {
        let Some((col, text)) = self.optional(row, 3) else { return Ok(Decimal::ZERO) };
        match read_figure(self.view.grid.shown(crate::finding::CellRef::new(row, col)), Unit::Plain) {
            Figure::Blank => Ok(Decimal::ZERO),
            Figure::Number { value, .. } if value >= Decimal::ZERO => Ok(value),
            _ => {
                let place = self.view.place(row, col);
                Err(Finding::new(Code::SettingInvalid, place, "不小于0的容差", format!("“{text}”"), "请填数字，如0.01"))
            }
        }
    }
}
