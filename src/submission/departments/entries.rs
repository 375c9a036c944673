//! What a department filed in a cell of 部门数据.

use super::{Filed, Kind, Reader};
use crate::criterion::{Answer, Item};
use crate::ground::number::Unit;
use crate::ground::{Code, Figure, Message, Points, original, read_figure, tidy, words};
use crate::submission::department::Entry;
use crate::submission::yes_no::{Check, happened, read_yes_no};
use rust_decimal::Decimal;

impl Reader<'_> {
    pub(super) fn entry(&mut self, filed: Filed) -> Entry {
        if let Some(message) = self.merged(filed.at) {
            return self.fault(filed, Code::MergedFigure, message);
        }
        let kind = self.kinds[filed.index].clone();
        if filed.cell.marked().is_some()
            && !matches!(kind, Kind::Words)
            && let Figure::Fault { code, message } = read_figure(Some(filed.cell), Unit::Plain)
        {
            return self.fault(filed, code, message);
        }
        let figure = match kind {
            Kind::Words => {
                let text = words(filed.cell);
                return if text.trim().is_empty() { Entry::Blank } else { Entry::Text(text.trim().into()) };
            }
            Kind::Check(item) => return self.check(filed, &item),
            Kind::Grade(words) => return self.grade(filed, &words),
            Kind::Event => return self.event(filed),
            Kind::Count(unit) => read_figure(Some(filed.cell), unit),
            Kind::Figure { unit, .. } => read_figure(Some(filed.cell), unit),
        };
        match figure {
            Figure::Fault { code, message } => self.fault(filed, code, message),
            Figure::Number { value, normalised } => {
                self.normalised(filed, normalised);
                self.number(filed, value)
            }
            blank => blank.into(),
        }
    }

    fn number(&mut self, filed: Filed, value: Decimal) -> Entry {
        let (expected, wrong) = match &self.kinds[filed.index] {
            Kind::Count(_) => ("不小于0的整数", value < Decimal::ZERO || !value.fract().is_zero()),
            Kind::Figure { may_be_negative: false, .. } => ("不小于0的数", value < Decimal::ZERO),
            _ => ("", false),
        };
        if !wrong {
            return Entry::Number(value);
        }
        let found = format!("{}，相关指标作待核", value.normalize());
        let expected = format!("“{}”为{expected}", self.plan[filed.index].label);
        self.fault(filed, Code::NegativeCount, Message::new(expected, found, "请核对并更正"))
    }

    fn check(&mut self, filed: Filed, item: &Item) -> Entry {
        match read_yes_no(Some(filed.cell), item.marks) {
            Check::Answer { answer, normalised } => {
                self.normalised(filed, normalised);
                match answer {
                    Answer::Yes => Entry::Yes,
                    Answer::No => Entry::No,
                    Answer::Marks(marks) => Entry::Number(marks.0),
                }
            }
            Check::NotApplicable => Entry::NotApplicable,
            Check::Blank => Entry::Blank,
            Check::Fault { code, message } => self.fault(filed, code, message),
        }
    }

    /// One of the words of a grade; another is told.
    fn grade(&mut self, filed: Filed, words: &[String]) -> Entry {
        let text = original(filed.cell);
        let found = tidy(&text);
        if found.is_empty() {
            return Entry::Blank;
        }
        if ["不适用", "不涉及"].contains(&found.as_str()) {
            return Entry::NotApplicable;
        }
        let used = words.iter().find(|word| tidy(word) == found);
        let Some(used) = used else {
            let expected = format!("“{}”之一", words.join("”“"));
            let message = Message::new(expected, format!("“{}”", text.trim()), "请按评分标准填所属的等级");
            return self.fault(filed, Code::Unreadable, message);
        };
        self.normalised(filed, (text != *used).then(|| used.clone()));
        Entry::Text(used.as_str().into())
    }

    /// Whether an event happened: 是 or 否.
    fn event(&mut self, filed: Filed) -> Entry {
        if let Some(yes) = happened(filed.cell, &self.plan[filed.index].label) {
            self.normalised(filed, Some(if yes { "是" } else { "否" }.to_string()));
            return if yes { Entry::Yes } else { Entry::No };
        }
        match read_yes_no(Some(filed.cell), Points::ZERO) {
            Check::Answer { answer: Answer::Marks(_), .. }
            | Check::Fault { code: Code::MarksOutOfRange | Code::Unreadable, .. } => {
                let found = format!("“{}”", original(filed.cell).trim());
                let message = Message::new("“是”或“否”", found, "发生的填“是”，没有发生的填“否”");
                self.fault(filed, Code::Unreadable, message)
            }
            Check::Answer { answer, normalised } => {
                self.normalised(filed, normalised);
                if answer == Answer::Yes { Entry::Yes } else { Entry::No }
            }
            Check::NotApplicable => Entry::NotApplicable,
            Check::Blank => Entry::Blank,
            Check::Fault { code, message } => self.fault(filed, code, message),
        }
    }
}
