//! 评价 on one edit of a good workbook.

mod conventions;
mod firmness;
mod magnitude;
mod own_indicators;
mod properties;
mod scoring;
mod self_check;
mod sentences;
mod tables;
mod ties;
mod working;

use crate::support::book::Book;

const CONTROL: &str = "“三公经费”控制率";
const ADJUSTMENT: &str = "预算调整率";
const OWN: &str = "其他工作实绩指标完成情况";
const CHECKLIST: &str = "预决算信息公开性和完善性";

/// The total of 甲局, or 区间 where it is a range.
fn total(book: &Book) -> String {
    let evaluation = book.evaluate();
    evaluation.cards[0].total().map_or("区间".into(), |total| total.to_string())
}
