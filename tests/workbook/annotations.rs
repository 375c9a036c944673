//! What stands beside the cells of a workbook goes on into the result, or is said not to.

use crate::support;
use crate::support::book::{Book, FIRST_ROW};
use crate::support::parts::Parts;
use jixiao::ground::finding::Code;
use jixiao::ground::names::sheets;
use jixiao::ground::place::{CellRef, Place};
use jixiao::result::report;
use jixiao::submission::file::findings;
use jixiao::workbook::read::{Book as File, read_bytes};
use jixiao::workbook::sheet::{Allowed, Sheet};

const SHEET_RELS: &str = "xl/worksheets/_rels/sheet1.xml.rels";
const ROWS: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;

/// A workbook whose sheet has relations to other parts, as (type, target).
fn with_relations(parts: Parts, links: &[(&str, &str)]) -> Parts {
    let link = |(number, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="r{number}" Type="http://x/relationships/{kind}" Target="{target}"/>"#)
    };
    let links: String = links.iter().enumerate().map(link).collect();
    parts.set(SHEET_RELS, format!("<Relationships>{links}</Relationships>"))
}

fn notes(file: &File) -> Vec<(String, &str)> {
    file.sheets[0].notes.iter().map(|(at, text)| (at.to_string(), text.as_str())).collect()
}

fn left_out(file: &File) -> Vec<String> {
    let findings = findings(file).into_iter().filter(|finding| finding.code == Code::LeftOut);
    findings.map(|finding| format!("{} {}", finding.place, finding.message.found)).collect()
}

#[test]
fn notes_are_read_with_their_cells_and_without_phonetic_marks() {
    let comments = r#"<comments><authors><author>王</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>请核&amp;对</t></r><r><t xml:space="preserve">
第二行&#65;</t></r><rPh><t>qing</t></rPh></text></comment><comment ref="ZZZZ1"><text><t>无处</t></text></comment></commentList></comments>"#;
    let parts = with_relations(Parts::with_rows(ROWS), &[("comments", "../comments1.xml")]);
    let file = parts.set("xl/comments1.xml", comments).read().unwrap();
    assert_eq!(notes(&file), [("B2".to_string(), "请核&对\n第二行A")]);
}

#[test]
fn a_thread_of_comments_replaces_the_note_that_stands_in_for_it() {
    let comments = r#"<comments><commentList><comment ref="A1"><text><t>[线程批注] 您的版本不支持</t></text></comment></commentList></comments>"#;
    let threads = r#"<ThreadedComments><threadedComment ref="A1"><text>数字对吗？</text></threadedComment><threadedComment ref="A1"><text>对。</text></threadedComment></ThreadedComments>"#;
    let links = [("comments", "/xl/comments1.xml"), ("threadedComment", "../threadedComments/threadedComment1.xml")];
    let file = with_relations(Parts::with_rows(ROWS), &links)
        .set("xl/comments1.xml", comments)
        .set("xl/threadedComments/threadedComment1.xml", threads)
        .read()
        .unwrap();
    assert_eq!(notes(&file), [("A1".to_string(), "数字对吗？\n对。")]);
}

#[test]
fn pictures_charts_pivots_formats_and_macros_are_counted_and_said() {
    let content = format!(
        r#"<sheetData>{ROWS}</sheetData><sheetProtection sheet="1"/><conditionalFormatting sqref="A1"><cfRule type="cellIs"/><cfRule type="cellIs"/></conditionalFormatting><dataValidations><dataValidation type="custom" sqref="A1"><formula1>A1&gt;2</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A1"/></hyperlinks>"#
    );
    let drawing = "<wsDr><a><pic/></a><a><grpSp><pic/><sp/></grpSp></a><a><graphicFrame/></a></wsDr>";
    let links = [("drawing", "../drawings/drawing1.xml"), ("pivotTable", "x.xml"), ("vmlDrawing", "v.vml")];
    let file = with_relations(Parts::with_sheet(&content), &links)
        .set("xl/drawings/drawing1.xml", drawing)
        .set("xl/vbaProject.bin", vec![1, 2, 3])
        .read()
        .unwrap();
    let macros = format!("{} 有宏1个，没有带入结果工作簿", Place::file());
    let others = "部门数据 有图片2个、图表1个、图形1个、数据透视表1个、条件格式1处、数据有效性1处、超链接1处、工作表保护1处，没有带入结果工作簿";
    assert_eq!(left_out(&file), [macros.as_str(), others]);
}

#[test]
fn a_list_in_character_references_as_openpyxl_writes_it_goes_on() {
    let list = r##"<dataValidations><dataValidation type="list" sqref="A1" showDropDown="0"><formula1>"&#26159;,&#21542;"</formula1></dataValidation></dataValidations>"##;
    let file = Parts::with_sheet(&format!("<sheetData>{ROWS}</sheetData>{list}")).read().unwrap();
    assert_eq!(file.sheets[0].validations[0].allowed, Allowed::List(vec!["是".into(), "否".into()]));
}

#[test]
fn lists_and_number_ranges_go_on_and_rules_that_overlap_do_not_harm() {
    let content = format!(
        r#"<sheetData>{ROWS}</sheetData><dataValidations><dataValidation type="list" sqref="A1:A3 C1" prompt="选"><formula1>"是,否"</formula1></dataValidation><dataValidation type="decimal" errorStyle="warning" sqref="B1"><formula1>0</formula1><formula2>5</formula2></dataValidation><dataValidation type="list" sqref="A2"><formula1>"甲"</formula1></dataValidation><dataValidation type="list" sqref="D1"><formula1>$X$1:$X$9</formula1></dataValidation></dataValidations>"#
    );
    let file = Parts::with_sheet(&content).read().unwrap();
    let kept = &file.sheets[0].validations;
    assert_eq!(kept.len(), 3);
    assert_eq!(kept[0].allowed, Allowed::List(vec!["是".into(), "否".into()]));
    assert!(kept[0].strict && !kept[2].strict);
    assert_eq!(left_out(&file), ["部门数据 有数据有效性2处，没有带入结果工作簿"]);
}

fn sheet<'a>(sheets: &'a [Sheet], name: &str) -> &'a Sheet {
    sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

fn note(sheets: &[Sheet], at: CellRef) -> String {
    sheet(sheets, sheets::DATA).get(at.row, at.col).and_then(|cell| cell.note().map(str::to_string)).unwrap_or_default()
}

#[test]
fn the_clerks_own_notes_stay_and_findings_stand_below_them_once_however_often_the_result_is_run() {
    let mut book = Book::good(&["市财政局"]).data(0, "人员编制", "0");
    let at = CellRef::new(FIRST_ROW, book.column("人员编制"));
    let plain = CellRef::new(FIRST_ROW, book.column("收入合计"));
    for (at, text) in [(at, "王：编制待批复"), (plain, "已核对")] {
        let cell = book.sheet(sheets::DATA).get_mut(at.row, at.col).unwrap();
        cell.set_note(Some(text.into()));
    }
    let folder = support::folder();
    let (input, result) = (book.save(folder.path()), folder.path().join("结果.xlsx"));
    let first = report(&jixiao::cli::run(&input, &result).unwrap());
    support::keep(&result);
    assert_eq!(note(&first, plain), "已核对");
    let once = note(&first, at);
    assert!(once.starts_with("王：编制待批复\n——评分疑点——\n一 影响得分 D04"), "{once}");
    let second = report(&jixiao::cli::evaluate(&result).unwrap());
    assert_eq!(note(&second, at), once);
    assert_eq!(note(&second, plain), "已核对");
}

#[test]
fn lists_of_the_template_still_work_in_the_result() {
    let book = Book::good(&["市财政局"]);
    let made = report(&book.evaluate());
    for name in [sheets::PARAMETERS, sheets::DATA] {
        let template = book.sheets.iter().find(|sheet| sheet.name == name).unwrap();
        assert_eq!(sheet(&made, name).validations.len(), template.validations.len(), "{name}");
    }
}

#[test]
fn hidden_sheets_that_take_no_part_and_charts_of_an_earlier_result_are_no_findings() {
    let mut book = Book::good(&["市财政局"]);
    let mut images = Sheet { hidden: true, ..Sheet::new("WpsReserved_CellImgList") };
    images.put(0, 0, jixiao::workbook::sheet::Cell::text(Default::default(), "图"));
    book.sheets.push(images);
    let folder = support::folder();
    let (input, result) = (book.save(folder.path()), folder.path().join("结果.xlsx"));
    let evaluation = jixiao::cli::run(&input, &result).unwrap();
    let of = |code| evaluation.findings.iter().filter(move |finding| finding.code == code).count();
    assert_eq!((of(Code::HiddenUsed), of(Code::SheetUnknown)), (0, 1));
    let again = jixiao::cli::evaluate(&result).unwrap();
    assert!(again.findings.iter().all(|finding| finding.code != Code::LeftOut), "{:?}", again.findings);
}

#[test]
fn broken_notes_are_refused_and_never_stop_the_program() {
    for comments in ["<comments><comment ref=\"A1\"><text><t>a", "<comments><comment ref=\"A1\"><t>&lol;</t></comment>"]
    {
        let parts = with_relations(Parts::with_rows(ROWS), &[("comments", "../comments1.xml")]);
        let bytes = parts.set("xl/comments1.xml", comments).zip();
        assert!(read_bytes(&bytes).unwrap_err().to_string().contains("批注"));
    }
    let lost = with_relations(Parts::with_rows(ROWS), &[("comments", "../none.xml"), ("drawing", "../../../x")]);
    assert!(lost.read().is_ok());
}
