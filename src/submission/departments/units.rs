//! 单位 that only the headings of 部门数据 tell.

use super::{Kind, Reader};
use crate::ground::number::{Unit, heading_unit, split_unit};
use crate::ground::{Code, Finding, Message};
use crate::scheme::{ColumnKey, Compiled, HeaderColumn};

impl Reader<'_> {
    /// The unit that the heading states, where nothing else tells; it is asked for where the heading does not.
    pub(super) fn unit_of_heading(&mut self, index: usize, there: &HeaderColumn) {
        let stated = split_unit(there.label()).1.zip(heading_unit(there.label()));
        if let (Some((unit, words)), Kind::Figure { unit: planned, .. }) = (stated, &mut self.kinds[index]) {
            *planned = unit;
            self.out.units.push((index, words));
            return;
        }
        let column = &self.plan[index];
        let place = self.view.place(self.header.bottom, there.col);
        let advice = format!("请在表头或计算公式的名称后写明单位，如“{}（件）”", column.label);
        let found = format!("“{}”没有写单位，按原数计算", column.label);
        let message = Message::new("数据项写明单位", found, advice);
        self.findings.push(Finding::new(Code::UnitUnknown, place, message).of("", column.level3.clone()));
    }

    /// 元 in a heading beside 万元 in another of the same formula: the column is not used.
    pub(super) fn mixed_money(&mut self, rules: &[Compiled]) {
        for measure in rules.iter().filter_map(|rule| rule.measure.as_ref()) {
            let items = measure.variables();
            let is_item = |index: &usize| matches!(&self.plan[*index].key, ColumnKey::DataItem(item) if items.contains(&item.as_str()));
            let money = |index: usize| match self.kinds[index] {
                Kind::Figure { unit, .. } if unit.is_money() => Some((index, unit)),
                _ => None,
            };
            let money: Vec<(usize, Unit)> = (0..self.plan.len()).filter(is_item).filter_map(money).collect();
            let stated = |index: usize| self.out.units.iter().any(|(other, _)| *other == index);
            let differs = |(index, unit): &&(usize, Unit)| stated(*index) && money.iter().any(|other| other.1 != *unit);
            let Some((index, unit)) = money.iter().find(differs).copied() else { continue };
            let Some(col) = self.out.column_at[index] else { continue };
            let label = &self.plan[index].label;
            let found = format!("“{label}”的单位是{}，同一算式的其他金额不是，整列作待核", unit.name());
            let message = Message::new("同一算式的金额用同一单位", found, "请把整列换算成同一单位，并改表头的单位");
            let place = self.view.place(self.header.bottom, col);
            self.findings.push(Finding::new(Code::UnitMismatch, place, message));
            self.planned[col as usize] = None;
        }
    }
}
