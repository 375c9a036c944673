//! The files of documents: read back, known as the program's own, laid out as the standard wants.

use super::{documents, example};
use crate::support;
use crate::support::book::Book;
use jixiao::word::{is_own, verified, write};
use std::fs;
use std::io::{Cursor, Read, Write};
use zip::ZipArchive;
use zip::write::SimpleFileOptions;

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_document_of_the_example_reads_back_and_is_made_alike_again() {
    for (name, document) in documents(&example()) {
        let bytes = verified(&document).unwrap();
        assert!(is_own(&bytes), "{name}");
        assert_eq!(bytes, write(&document).unwrap(), "{name}");
    }
}

#[test]
fn a_document_that_another_program_has_saved_is_not_the_programs_own() {
    let (_, document) = documents(&example()).swap_remove(0);
    let bytes = write(&document).unwrap();
    let mut archive = zip::ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    archive.start_file("docProps/app.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<Properties/>").unwrap();
    assert!(!is_own(&archive.finish().unwrap().into_inner()));
    assert!(!is_own(b"not a zip"));
}

#[test]
fn the_pages_and_styles_are_those_of_the_standard() {
    let (_, document) = documents(&example()).swap_remove(0);
    let bytes = write(&document).unwrap();
    let body = part(&bytes, "word/document.xml");
    // 37 mm at the head, 28 mm at the binding edge, 156 mm wide, 225 mm high: 22 lines of 28.9 points
    assert!(body.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#), "{body}");
    assert!(body.contains(r#"w:top="2098" w:right="1470" w:bottom="1984" w:left="1588""#));
    assert!(body.contains(r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#));
    assert!(body.contains("<w:tblHeader/>") && body.contains("<w:cantSplit/>"));
    // the properties of the last section stand in the body, behind everything else
    assert!(body.ends_with("</w:sectPr></w:body></w:document>"));
    let styles = part(&bytes, "word/styles.xml");
    for name in ["公文标题", "公文正文", "公文一级标题", "公文二级标题", "公文附件", "公文表格", "公文页码"]
    {
        assert!(styles.contains(&format!(r#"<w:name w:val="{name}"/>"#)), "{name}");
    }
    for font in ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "Times New Roman"] {
        assert!(styles.contains(font), "{font}");
    }
    let footer = part(&bytes, "word/footer1.xml");
    assert!(footer.contains("— ") && footer.contains(" PAGE ") && footer.contains(r#"<w:jc w:val="right"/>"#));
    assert!(part(&bytes, "word/footer2.xml").contains(r#"<w:jc w:val="left"/>"#));
    assert!(part(&bytes, "word/settings.xml").contains("evenAndOddHeaders"));
}

#[test]
fn pages_that_lie_across_have_their_number_at_the_binding_edge() {
    let document = super::document(&example(), "司法局-复核结果反馈函.docx");
    let bytes = write(&document).unwrap();
    let body = part(&bytes, "word/document.xml");
    let (_, across) = body.rsplit_once("<w:sectPr>").unwrap();
    assert!(across.contains(r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#), "{across}");
    // the head of the page is at the binding edge: 28 mm
    assert!(across.contains(r#"w:top="1588""#), "{across}");
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    let tops = ["default", "even"].map(|kind| {
        let (_, id) = across.split_once(&format!(r#"w:type="{kind}" r:id=""#)).unwrap();
        let (_, target) = relations.split_once(&format!(r#"Id="{}""#, id.split_once('"').unwrap().0)).unwrap();
        let (_, target) = target.split_once(r#"Target=""#).unwrap();
        let footer = part(&bytes, &format!("word/{}", target.split_once('"').unwrap().0));
        assert!(footer.contains(r#"<w:textDirection w:val="tbRl"/>"#) && footer.contains(" PAGE "), "{footer}");
        let (_, top) = footer.split_once(r#"w:y=""#).unwrap();
        top.split_once('"').unwrap().0.parse::<u32>().unwrap()
    });
    // right on odd pages and left on even ones, as the turned page is read
    assert!(tops[0] > tops[1], "{tops:?}");
}

#[test]
fn two_tables_that_follow_each_other_stay_two() {
    let body = part(&write(&super::document(&example(), "评价报告.docx")).unwrap(), "word/document.xml");
    assert!(body.contains("<w:tbl>") && !body.contains("</w:tbl><w:tbl>"));
}

#[test]
fn a_second_run_replaces_its_own_documents_and_no_others() {
    let folder = support::folder();
    let file = Book::good(&["甲局", "乙局"]).data(1, "三公经费合计", "").save(folder.path());
    let file = file.file_name().unwrap().to_str().unwrap().to_string();
    let run = || support::said(folder.path(), &["score", &file, "--word", "公文"]);
    let (code, said) = run();
    assert!(code < 2, "{said}");
    assert!(said.contains("公文：") && said.contains("个文件）"), "{said}");
    let notice = folder.path().join("公文/通报.docx");
    let before = fs::read(&notice).unwrap();
    assert!(folder.path().join("公文/乙局-补正通知.docx").exists());
    assert!(!folder.path().join("公文/公文未写完.txt").exists());
    assert!(run().0 < 2);
    assert_eq!(fs::read(&notice).unwrap(), before, "the same input gives the same bytes");
    fs::write(&notice, "别人的文件").unwrap();
    let (code, said) = run();
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("通报.docx") && said.contains("没有写出任何公文"), "{said}");
    assert_eq!(fs::read(&notice).unwrap(), "别人的文件".as_bytes());
}

#[test]
fn the_words_of_the_sheet_are_used_and_a_field_that_is_not_known_is_refused_at_its_cell() {
    let folder = support::folder();
    let book = |text: &str| {
        let mut book = Book::good(&["甲局"]);
        book.put("公文用语", (4, 2), text);
        book
    };
    let path = book("县直各单位：").save(folder.path());
    let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文"]);
    assert!(code < 2, "{said}");
    let notice = fs::read(folder.path().join("公文/通报.docx")).unwrap();
    assert!(part(&notice, "word/document.xml").contains("县直各单位："));
    fs::remove_file(path).unwrap();
    book("请于【限期】前").save(folder.path());
    let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文二"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("公文用语!C5") && said.contains("F42") && said.contains("【补正期限】"), "{said}");
    assert!(!folder.path().join("公文二/通报.docx").exists());
}

#[test]
fn words_of_several_lines_are_as_many_paragraphs() {
    let mut book = Book::good(&["甲局"]);
    book.put("公文用语", (8, 2), "第一段。\n第二段。");
    let document = super::document(&book.evaluate(), "甲局-复核结果反馈函.docx");
    let body = part(&verified(&document).unwrap(), "word/document.xml");
    for words in ["第一段。", "第二段。"] {
        assert!(body.contains(&format!(r#"<w:t xml:space="preserve">{words}</w:t></w:r></w:p>"#)), "{body}");
    }
}

#[test]
fn names_that_no_file_can_have_give_files_of_their_own() {
    let folder = support::folder();
    Book::good(&["甲/乙局", "甲_乙局", "CON", "丙局*", "丙局?"]).save(folder.path());
    let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文", "--json"]);
    assert!(code < 2, "{said}");
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let mut paths: Vec<&str> = json["word"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert_eq!(paths.len(), 7, "{paths:?}");
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), 7, "no two of one name: {paths:?}");
    assert!(paths.iter().all(|path| folder.path().join(path).exists()), "{paths:?}");
}
