//! Letters of Word documents as a person sees them: struck out, raised, hidden by a style, symbols, fields, formulas.

use super::word::{document, p, read, tbl, tc, text, told};
use jixiao::ground::finding::Code;
use jixiao::workbook::read::{Book, read_form_bytes};

/// A run with properties.
fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn line(runs: &str) -> String {
    text(&read(&format!("<w:p>{runs}</w:p>")), 0, 0)
}

#[test]
fn what_a_run_says_of_its_letters_is_said() {
    for (runs, expected) in [
        (run("<w:strike/>", "1") + &run("", "16"), "〔删除线：1〕16"),
        (run("<w:dstrike/>", "1") + &run("", "16"), "〔删除线：1〕16"),
        (run(r#"<w:strike w:val="0"/>"#, "1") + &run("", "16"), "116"),
        (run("", "16") + &run(r#"<w:vertAlign w:val="superscript"/>"#, "1"), "16〔上标：1〕"),
        (run("", "CO") + &run(r#"<w:vertAlign w:val="subscript"/>"#, "2"), "CO〔下标：2〕"),
        (run("", "16") + &run(r#"<w:position w:val="6"/>"#, "1"), "16〔上标：1〕"),
        (run("", "16") + &run(r#"<w:position w:val="0"/>"#, "1"), "161"),
        (run(r#"<w:vertAlign w:val="baseline"/>"#, "1") + &run("<w:b/>", "6"), "16"),
        (run("<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>", "1") + &run("", "6"), "16"),
        ("<w:pPr><w:rPr><w:strike/></w:rPr></w:pPr>".to_string() + &run("", "16"), "16"),
    ] {
        assert_eq!(line(&runs), expected, "{runs}");
    }
}

const STYLES: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style><w:style w:type="character" w:styleId="Older"><w:basedOn w:val="Old"/></w:style><w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style><w:style w:type="character" w:styleId="Dark"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="table" w:styleId="OldTable"><w:rPr><w:strike/></w:rPr></w:style><w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>"#;
const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

fn styled(content: &str) -> Book {
    let parts = document(content).set("word/styles.xml", STYLES).set("word/_rels/document.xml.rels", RELS);
    read_form_bytes(&parts.zip()).unwrap()
}

#[test]
fn what_a_style_says_of_letters_counts_as_if_the_run_said_it() {
    let style = |id: &str| format!(r#"<w:rStyle w:val="{id}"/>"#);
    let paragraph = |id: &str, runs: &str| format!(r#"<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr>{runs}</w:p>"#);
    for (content, expected) in [
        (format!("<w:p>{}{}</w:p>", run(&style("Old"), "1"), run("", "16")), "〔删除线：1〕16"),
        (format!("<w:p>{}{}</w:p>", run(&style("Older"), "1"), run("", "16")), "〔删除线：1〕16"),
        (format!("<w:p>{}{}</w:p>", run("", "16"), run(&style("Mark"), "1")), "16〔上标：1〕"),
        (format!("<w:p>{}{}</w:p>", run("", "16"), run(&style("Loop"), "1")), "161"),
        (paragraph("Gone", &run("", "16")), "〔删除线：16〕"),
        // two levels lift each other, and the run has the last word
        (paragraph("Gone", &run(&style("Old"), "16")), "16"),
        (paragraph("Gone", &run(r#"<w:strike w:val="0"/>"#, "16")), "16"),
        (paragraph("Gone", &run("", "旧")) + &p("新"), "〔删除线：旧〕"),
        (
            format!(r#"<w:tbl><w:tblPr><w:tblStyle w:val="OldTable"/></w:tblPr><w:tr>{}</w:tr></w:tbl>"#, tc("", "7")),
            "〔删除线：7〕",
        ),
    ] {
        assert_eq!(text(&styled(&content), 0, 0), expected, "{content}");
    }
    let hidden = styled(&format!("<w:p>{}{}</w:p>", run(&style("Dark"), "9"), run("", "16")));
    assert_eq!(text(&hidden, 0, 0), "16");
    assert_eq!(told(&hidden, Code::HiddenText), ["正文第1段: 有隐藏文字“9”，打印时看不见，没有采用"]);
}

#[test]
fn symbols_are_their_letters_or_no_figure() {
    let symbol =
        |font: &str, number: &str| format!(r#"<w:r><w:t>1</w:t><w:sym w:font="{font}" w:char="{number}"/></w:r>"#);
    for (font, number, expected) in [
        ("Symbol", "F036", "16"),
        ("Symbol", "F0A3", "1≤"),
        ("Wingdings", "F0FC", "1✓"),
        ("Wingdings", "F036", "1〔符号〕"),
        ("Webdings", "0036", "1〔符号〕"),
        ("宋体", "0036", "16"),
        ("某字体", "F036", "1〔符号〕"),
        ("Symbol", "F061", "1〔符号〕"),
        ("Symbol", "x", "1〔符号〕"),
    ] {
        assert_eq!(line(&symbol(font, number)), expected, "{font} {number}");
    }
    let told = told(&read(&format!("<w:p>{}</w:p>", symbol("Wingdings", "F036"))), Code::LeftOut);
    assert_eq!(told, ["正文: 有特殊符号1个，其中的内容没有读取"]);
}

#[test]
fn fields_of_old_forms_show_what_was_chosen() {
    let field = |inside: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORM </w:instrText></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let list = r#"<w:ddList><w:result w:val="1"/><w:listEntry w:val="是"/><w:listEntry w:val="否"/></w:ddList>"#;
    assert_eq!(line(&field(list, "")), "否");
    assert_eq!(line(&field(&list.replace(r#"<w:result w:val="1"/>"#, ""), "")), "是");
    let result = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>否</w:t></w:r>"#;
    assert_eq!(line(&field(list, result)), "否");
    assert_eq!(line(&field("<w:checkBox><w:checked/></w:checkBox>", "")), "☑");
    assert_eq!(line(&field(r#"<w:checkBox><w:default w:val="0"/></w:checkBox>"#, "")), "□");
    assert_eq!(line(&field("<w:textInput/>", &run("", "16"))), "16");
}

#[test]
fn what_a_formula_sets_above_each_other_is_parted() {
    let math = |inner: &str| {
        let inner = format!(
            r#"<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inner}</m:oMath>"#
        );
        line(&inner)
    };
    let t = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let (one, two) = (t("1"), t("2"));
    assert_eq!(math(&format!("<m:f><m:num>{one}</m:num><m:den>{two}</m:den></m:f>")), "(1)/(2)");
    assert_eq!(math(&format!("<m:sSup><m:e>{one}</m:e><m:sup>{two}</m:sup></m:sSup>")), "1〔上标：2〕");
    assert_eq!(math(&format!("<m:sSub><m:e>{one}</m:e><m:sub>{two}</m:sub></m:sSub>")), "1〔下标：2〕");
    assert_eq!(math(&format!("<m:rad><m:deg/><m:e>{two}</m:e></m:rad>")), "√(2)");
    assert_eq!(math(&format!("<m:d><m:e>{one}</m:e></m:d>{two}")), "(1)2");
    assert_eq!(math(&(one + &two)), "12");
    assert_eq!(line(r"<w:r><w:t>1</w:t></w:r><w:r><w:instrText> EQ \f(1,2) </w:instrText></w:r>"), "1〔算式〕");
}

#[test]
fn cells_merged_to_the_left_keep_the_looks_of_their_letters() {
    let cells = format!(
        "<w:tc><w:tcPr><w:hMerge w:val=\"restart\"/></w:tcPr><w:p>{}</w:p></w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p>{}</w:p></w:tc>",
        run("<w:strike/>", "1"),
        run("", "16")
    );
    assert_eq!(text(&read(&tbl(&[cells])), 0, 0), "〔删除线：1〕16");
}
