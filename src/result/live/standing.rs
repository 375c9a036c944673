//! 状态, 测算值 and 规则得分 of one indicator of one department.

use crate::criterion::Needs;
use crate::criterion::formula::{Formulas, GUARD, Refs, runs, sum_over};
use crate::ground::convention::{SettingId, ZeroBase};
use crate::ground::place::CellRef;
use crate::result::live::{Live, PENDING, not_negative};

/// The formulas of one block in one row; none where the text is fixed.
pub struct Steps {
    pub standing: Option<String>,
    pub value: Option<String>,
    pub helper: Option<String>,
    pub marks: Option<String>,
    pub range: Option<(String, String)>,
}

impl Live<'_> {
    /// The cell of 部门数据 with an entry.
    fn entry_cell(&self, department: usize, column: usize) -> Option<CellRef> {
        let submission = &self.evaluation.submission;
        submission.cell(&submission.departments[department], column)
    }

    fn refs(&self, department: usize, index: usize) -> Refs {
        let (block, row) = (&self.blocks[index], self.row(department));
        let here = |col: u32| CellRef::new(row, col).to_string();
        let other = match &self.inputs[index].needs {
            Needs::Against(other) => self.item_cell(department, index, other),
            _ => String::new(),
        };
        Refs {
            value: block.value.map(here).unwrap_or_default(),
            helper: block.helper.as_ref().map(|(col, _)| here(*col)).unwrap_or_default(),
            other,
            sheet: self.data_sheet.clone(),
            items: self.inputs[index].columns().into_iter().map(|column| self.entry_cell(department, column)).collect(),
            full: block.full.map(here),
        }
    }

    fn item_cell(&self, department: usize, index: usize, name: &str) -> String {
        let column = self.inputs[index].items.iter().find(|(item, _)| item == name).map(|(_, column)| *column);
        let cell = column.and_then(|column| self.entry_cell(department, column));
        cell.map_or_else(|| "0".into(), |cell| format!("{}!{cell}", self.data_sheet))
    }

    /// The formulas of an indicator's block in a department's row, own indicators apart.
    pub fn steps(&self, department: usize, index: usize) -> Steps {
        let columns = self.inputs[index].columns();
        let refs = self.refs(department, index);
        let formulas = self.evaluation.submission.scheme.rules[index].rule.formulas(&refs);
        let row = self.row(department);
        let standing_cell = CellRef::new(row, self.blocks[index].standing).to_string();
        let when_usable = |formula: String| format!("IF({standing_cell}=\"可算\",{formula},\"\")");
        let complete = refs.items.iter().all(Option::is_some);
        let broken = columns.iter().any(|column| self.unusable[*column]);
        let measure = self.evaluation.submission.scheme.rules[index].measure.as_ref().filter(|_| complete);
        let cell = |name: &str| self.item_cell(department, index, name);
        let places = SettingId::ScorePlaces.defined_name();
        let when_missing =
            |formula: String| format!("IF({standing_cell}=\"缺少数据\",ROUND(ROUND({formula},10),{places}),\"\")");
        Steps {
            standing: (!broken).then(|| self.standing_formula(department, (index, &columns), &refs, &formulas)),
            value: measure.map(|measure| when_usable(measure.formula(&cell))),
            helper: formulas.helper.map(|helper| match helper.counts {
                true => helper.formula,
                false => when_usable(helper.formula),
            }),
            marks: complete.then(|| when_usable(formulas.marks)),
            range: formulas.range.map(|(low, high)| (when_missing(low), when_missing(high))),
        }
    }

    fn standing_formula(
        &self,
        department: usize,
        (index, columns): (usize, &[usize]),
        refs: &Refs,
        formulas: &Formulas,
    ) -> String {
        let count = refs.items.len();
        let cells: Vec<CellRef> = refs.items.iter().flatten().copied().collect();
        let absent = count - cells.len();
        let all = runs(&refs.sheet, &cells);
        let blank = sum_over(&all, |run| format!("COUNTBLANK({run})"));
        let blank = if absent == 0 { blank } else { format!("{blank}+{absent}") };
        let measured = self.blocks[index].value.is_some();
        let (usable, none, mixed) = match measured {
            true => (
                self.usable_figures(department, columns),
                sum_over(&all, |run| format!("SUMPRODUCT(--(测算_不适用写法={run}))")),
                PENDING,
            ),
            false => (formulas.usable.clone(), formulas.not_applicable.clone(), "\"可算\""),
        };
        let then = if measured && absent == 0 { self.with_bases(department, index) } else { "\"可算\"".into() };
        let not_all = match count {
            1 if none.is_empty() => PENDING.to_string(),
            1 => format!("IF({none}=1,\"不适用\",{PENDING})"),
            _ => format!("IF({none}={count},\"不适用\",{mixed})"),
        };
        if count == 1 {
            return format!("IF({usable}=1,{then},IF({blank}=1,\"缺少数据\",{not_all}))");
        }
        format!(
            "IF({usable}={count},{then},IF({usable}+{blank}+{none}<{count},{PENDING},IF({blank}>0,\"缺少数据\",{not_all})))"
        )
    }

    /// How many of the 数据项 are figures that can be used.
    fn usable_figures(&self, department: usize, columns: &[usize]) -> String {
        let sheet = &self.data_sheet;
        let of = |negative: bool| -> Vec<String> {
            let wanted = columns
                .iter()
                .filter(|column| not_negative(&self.evaluation.submission.scheme.columns[**column].key) != negative);
            let cells: Vec<CellRef> = wanted.filter_map(|column| self.entry_cell(department, *column)).collect();
            runs(sheet, &cells)
        };
        let mut terms: Vec<String> = of(false).iter().map(|run| format!("COUNTIF({run},\">=0\")")).collect();
        terms.extend(of(true).iter().map(|run| format!("COUNT({run})")));
        if terms.is_empty() { "0".into() } else { terms.join("+") }
    }

    /// 可算, unless a divisor is 0.
    fn with_bases(&self, department: usize, index: usize) -> String {
        let Some(measure) = &self.evaluation.submission.scheme.rules[index].measure else { return PENDING.into() };
        let zero = format!("IF({},\"不适用\",{PENDING})", SettingId::ZeroBase.has(ZeroBase::NotApplicable as usize));
        let cell = |name: &str| self.item_cell(department, index, name);
        measure
            .divisors(&cell)
            .iter()
            .rev()
            .fold("\"可算\"".to_string(), |rest, divisor| format!("IF(ROUND({divisor},{GUARD})=0,{zero},{rest})"))
    }
}
