//! What stands around the text of a Word document and is not read is told with its words.

use super::word::{document, form, p, read, tbl, tc, told};
use crate::support::parts::Parts;
use jixiao::ground::finding::Code;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A document with parts around it: each its kind and its content.
fn with(content: &str, parts: &[(&str, &str)]) -> Parts {
    let links: String = (1..)
        .zip(parts)
        .map(|(number, (kind, _))| {
            format!(r#"<Relationship Id="r{number}" Type="http://x/relationships/{kind}" Target="part{number}.xml"/>"#)
        })
        .collect();
    let relations = format!(r#"<Relationships xmlns="x">{links}</Relationships>"#);
    (1..).zip(parts).fold(
        document(content).set("word/_rels/document.xml.rels", relations),
        |document, (number, (_, content))| {
            document.set(&format!("word/part{number}.xml"), format!(r#"<w:x xmlns:w="{WORD}">{content}</w:x>"#))
        },
    )
}

fn told_of(parts: &[(&str, &str)]) -> Vec<String> {
    told(&form(&with(&p("正文"), parts)).unwrap(), Code::LeftOut)
}

#[test]
fn headers_and_footers_are_told_with_their_words() {
    let header = p("部门名称：市财政局") + &p("2024年度");
    let long = p(&"长".repeat(100));
    assert_eq!(
        told_of(&[("header", &header), ("header", &header), ("footer", &p("内部资料"))]),
        ["正文: 页眉写有“部门名称：市财政局 2024年度”，没有读取", "正文: 页脚写有“内部资料”，没有读取"]
    );
    assert_eq!(told_of(&[("header", &long)]), [format!("正文: 页眉写有“{}”，没有读取", "长".repeat(60))]);
    let table = tbl(&[tc("", "编制人数") + &tc("", "16")]);
    assert_eq!(told_of(&[("footer", &table)]), ["正文: 页脚写有“编制人数 16”，没有读取"]);
}

#[test]
fn page_numbers_and_empty_headers_say_nothing() {
    let field = |command: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {command} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let page = field("PAGE \\* MERGEFORMAT");
    for footer in [
        page.clone(),
        text("— ") + &page + &text(" —"),
        text("第") + &page + &text("页 共") + &field("NUMPAGES") + &text("页"),
        r#"<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>"#.to_string(),
        String::new(),
        text(" "),
    ] {
        assert_eq!(told_of(&[("footer", &format!("<w:p>{footer}</w:p>"))]), [""; 0], "{footer}");
    }
    let name = format!("<w:p>{}</w:p>", field("STYLEREF 标题").replace("12", "市财政局"));
    assert_eq!(told_of(&[("header", &name)]), ["正文: 页眉写有“市财政局”，没有读取"]);
    let after = format!("<w:p>{page}{}</w:p>", text("机密"));
    assert_eq!(told_of(&[("header", &after)]), ["正文: 页眉写有“机密”，没有读取"]);
}

#[test]
fn notes_and_comments_are_told_with_their_words_and_not_twice() {
    let note = |text: &str| format!(r#"<w:footnote>{}</w:footnote>"#, p(text));
    let notes = format!(r#"<w:footnote w:type="separator"><w:p/></w:footnote>{}{}"#, note("含编外2人"), note("决算数"));
    let comment = format!("<w:comment>{}</w:comment>", p("请核对"));
    let body = r#"<w:p><w:r><w:t>18</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>"#;
    let book = form(&with(body, &[("footnotes", &notes), ("comments", &comment)])).unwrap();
    assert_eq!(
        told(&book, Code::LeftOut),
        ["正文: 审阅批注写有“请核对”，没有读取", "正文: 脚注写有“含编外2人”、“决算数”，没有读取"]
    );
    assert_eq!(told(&read(body), Code::LeftOut), ["正文: 有脚注和尾注1处、审阅批注1处，其中的内容没有读取"]);
}

#[test]
fn numbers_that_word_writes_by_itself_are_told_at_their_places() {
    let numbered = |id: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{id}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let cell = format!("<w:tc>{}</w:tc>", numbered("2", ""));
    let book =
        read(&(p("前言") + &numbered("1", "预算编制") + &numbered("0", "没有编号") + &tbl(&[cell + &tc("", "x")])));
    assert_eq!(
        told(&book, Code::LeftOut),
        ["正文: 有 Word 自动加的编号或项目符号，编号没有读取，文字照常读取：正文第2段、第1个表第1行第1列"]
    );
    let styles = format!(
        r#"<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/></w:style></w:styles>"#
    );
    let styled = r#"<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>标题</w:t></w:r></w:p>"#;
    let parts = with(&(styled.to_string() + &p("x")), &[("styles", "")]).set("word/part1.xml", styles);
    assert!(told(&form(&parts).unwrap(), Code::LeftOut)[0].ends_with("正文第1段"));
}

#[test]
fn a_header_that_is_broken_refuses_the_document() {
    let parts = with(&p("x"), &[("header", "")]).set("word/part1.xml", "<!DOCTYPE a><a/>");
    assert!(form(&parts).is_err());
}
