//! 是/否 of a checklist item, or the marks given for it.

use crate::criterion::Answer;
use crate::ground::number::Unit;
use crate::ground::{Code, Figure, GridCell, Message, Points, Raw, original, read_figure, tidy};
use rust_decimal::Decimal;

/// Other answers to whether an event happened.
const HAPPENED: [(&str, bool); 9] = [
    ("有", true),
    ("发生", true),
    ("已发生", true),
    ("无", false),
    ("没有", false),
    ("未发生", false),
    ("没有发生", false),
    ("无此情况", false),
    ("未发现", false),
];

/// The answer in a cell to a checklist item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// 是, 否, or marks.
    Answer {
        /// The answer.
        answer: Answer,
        /// The answer in words where the cell writes it in another way (写法统一).
        normalised: Option<String>,
    },
    /// 不适用.
    NotApplicable,
    /// Nothing: neither yes nor no.
    Blank,
    /// An answer that cannot be read, or in two ways.
    Fault {
        /// 疑点代码.
        code: Code,
        /// Why, and what to do.
        message: Message,
    },
}

/// Reads the answer to an item worth `marks`. Words that could mean either (有, 无, Y, 1 for an item of half a
/// mark) are faults.
pub fn read_yes_no(cell: Option<&GridCell>, marks: Points) -> Check {
    let Some(cell) = cell else {
        return Check::Blank;
    };
    let answer =
        |answer, normalised: Option<&str>| Check::Answer { answer, normalised: normalised.map(str::to_string) };
    match &cell.raw {
        Raw::Bool(true) => return answer(Answer::Yes, Some("是")),
        Raw::Bool(false) => return answer(Answer::No, Some("否")),
        Raw::Text(text) => match tidy(text).as_str() {
            "" => return Check::Blank,
            "是" => return answer(Answer::Yes, None),
            "否" => return answer(Answer::No, None),
            "√" | "✓" | "✔" | "☑" => return answer(Answer::Yes, Some("是")),
            "×" | "✗" | "✘" | "✕" => return answer(Answer::No, Some("否")),
            "不适用" | "不涉及" => return Check::NotApplicable,
            _ => (),
        },
        _ => (),
    }
    match read_figure(Some(cell), Unit::Marks) {
        Figure::Number { value, normalised } if (Decimal::ZERO..=marks.0).contains(&value) => {
            Check::Answer { answer: Answer::Marks(Points(value)), normalised }
        }
        Figure::Number { value, .. } => fault(Code::MarksOutOfRange, marks, format!("{}分", value.normalize())),
        Figure::Fault { code: code @ (Code::ErrorCell | Code::FormulaNoResult | Code::MarkedFigure), message } => {
            Check::Fault { code, message: Message { expected: wanted(marks), ..message } }
        }
        _ => fault(Code::Unreadable, marks, format!("“{}”", original(cell))),
    }
}

/// Whether an event happened, where the cell says so in words of its own: 有, 无. None for 是, 否 and all else; of an
/// event that denies something (无制度) 无 may be either.
pub fn happened(cell: &GridCell, event: &str) -> Option<bool> {
    let denies = ["不", "未", "无", "没"].iter().any(|word| event.contains(word));
    let answer = tidy(&original(cell));
    HAPPENED.iter().find(|(word, _)| *word == answer && !denies).map(|(_, yes)| *yes)
}

fn wanted(marks: Points) -> String {
    format!("“是”或“否”，或 0–{marks} 的得分")
}

fn fault(code: Code, marks: Points, found: String) -> Check {
    let advice = format!("请填“是”或“否”；部分符合的填实际得分（不超过{marks}分）；没有这一项的填“不适用”");
    Check::Fault { code, message: Message::new(wanted(marks), found, advice) }
}
