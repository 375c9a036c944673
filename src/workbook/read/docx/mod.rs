//! .docx: the text of a Word document as one sheet, so that a form sent in Word is looked through like one
//! sent as a workbook. `walk` reads the XML into paragraphs and tables, `lay` gives them rows and columns.
//!
//! Not read: headers and footers, automatic numbers, notes, pictures; what is left out of the text is said.

mod flow;
mod rows;

pub use crate::workbook::read::docx::rows::WordLine;

use crate::ground::finding::{Code, Finding, Message};
use crate::ground::place::Place;
use crate::workbook::read::docx::flow::Text;
use crate::workbook::read::package::Package;
use crate::workbook::read::{Grid, ReadError, TEXT_SHEET, refused};

const DAMAGED: &str =
    "Word 文档的结构已损坏，或者不是 Word 文档，无法读取。请在 Word 或 WPS 中打开，另存为新的 .docx 文件后再试。";

/// At most so many places of one kind are named.
const MOST: usize = 10;

/// Reads the text of a document that the guard has passed.
///
/// # Errors
/// A package without a Word document in it, by its stated content type; broken XML; more than the caps allow.
pub(crate) fn read(bytes: &[u8]) -> Result<(Vec<Grid>, Vec<Finding>), ReadError> {
    let damaged = |_| refused(DAMAGED);
    let (mut package, document) = Package::main_part(bytes).map_err(damaged)?;
    let kind = package.content_type(&document).map_err(damaged)?;
    if !(kind.contains("word") && kind.ends_with("main+xml")) {
        return Err(refused(DAMAGED));
    }
    let part = package.part(&document).map_err(damaged)?.ok_or_else(|| refused(DAMAGED))?;
    let text = flow::read(part)?;
    let findings = tell(&text);
    let grid = rows::lay(text.blocks, TEXT_SHEET)?;
    Ok((vec![grid], findings))
}

/// What a person must know of how the text was read.
fn tell(text: &Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !text.revised.is_empty() {
        let found = format!("文档中有没有接受的修订，按接受后的内容读取：{}", places(&text.revised));
        let advice = "请在 Word 或 WPS 的“审阅”中接受或拒绝全部修订，核对后重新提交";
        findings.push(Finding::new(
            Code::Revised,
            Place::sheet(TEXT_SHEET),
            Message::new("没有修订的定稿", found, advice),
        ));
    }
    for (place, hidden) in text.hidden.iter().take(MOST) {
        let found = format!("有隐藏文字“{hidden}”，打印时看不见，没有采用");
        let advice = "请在 Word 或 WPS 中显示隐藏文字，核对后删去或取消隐藏";
        findings.push(Finding::new(
            Code::HiddenText,
            Place::sheet(place.to_string()),
            Message::new("文字都能看见", found, advice),
        ));
    }
    if !text.nested.is_empty() {
        let found = format!("表格的格子里还有表格，放在外层表格之后另行读取：{}", places(&text.nested));
        let advice = "请核对其中的数字是否读对";
        findings.push(Finding::new(
            Code::NestedTable,
            Place::sheet(TEXT_SHEET),
            Message::new("表格里没有表格", found, advice),
        ));
    }
    if let Some(words) = text.left_out.words() {
        let found = format!("有{words}，其中的内容没有读取");
        let advice = "如有应填报的数字或文字，请改为直接填写后重新提交";
        findings.push(Finding::new(
            Code::LeftOut,
            Place::sheet(TEXT_SHEET),
            Message::new("内容都是文字和表格", found, advice),
        ));
    }
    findings
}

/// The first places, and how many there are.
fn places(all: &[String]) -> String {
    let first = all.iter().take(MOST).cloned().collect::<Vec<_>>().join("、");
    match all.len() > MOST {
        true => format!("{first}等{}处", all.len()),
        false => first,
    }
}
