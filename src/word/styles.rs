//! The named styles: whoever wants other fonts changes one of them in Word, and every document text follows.

use crate::word::element::Element;

/// A named style of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 公文正文
    Body,
    /// 公文标题
    Title,
    /// 公文发文字号
    Number,
    /// 公文主送
    Addressee,
    /// 公文一级标题: 一、
    Heading1,
    /// 公文二级标题: （一）
    Heading2,
    /// 公文附件说明
    Attachments,
    /// 公文署名: name and date below the text.
    Signature,
    /// 公文附件: the mark of an attachment.
    AnnexMark,
    /// 公文表头
    TableHeading,
    /// 公文表格: in the middle.
    TableCentre,
    /// 公文表格文字: from the left.
    TableText,
    /// 公文表注
    TableNote,
    /// 公文页码
    PageNumber,
    /// 公文单位: the unit of a table, at its right.
    TableUnit,
    /// 公文表题: the name of a table, above it.
    TableTitle,
    /// 公文小表头: of tables with many columns.
    SmallHeading,
    /// 公文小表格
    SmallCentre,
    /// 公文小表格文字
    SmallText,
}

/// How a style looks. Sizes are in half points, spacing in twentieths of a point.
struct Look {
    style: Style,
    name: &'static str,
    font: &'static str,
    size: u32,
    /// Exact line spacing; none for lines as high as their letters.
    line: Option<u32>,
    align: &'static str,
    /// Whether the first line begins two characters in.
    indented: bool,
    /// Level in the outline.
    outline: Option<u32>,
}

const SONG_TITLE: &str = "方正小标宋简体";
const FANG: &str = "仿宋_GB2312";
const KAI: &str = "楷体_GB2312";
const HEI: &str = "黑体";
const SONG: &str = "宋体";

/// 3号, in half points.
const BODY: u32 = 32;
/// 小五, the smallest there is.
const SMALL: u32 = 18;
/// 28.9 points: 22 lines in 225 mm.
const LINE: Option<u32> = Some(579);
/// What a heading of two lines stands on.
const TITLE_LINE: Option<u32> = Some(640);

const fn look(style: Style, name: &'static str, font: &'static str, size: u32) -> Look {
    Look { style, name, font, size, line: LINE, align: "both", indented: false, outline: None }
}

/// All styles; the order is that of [`Style`].
const LOOKS: [Look; 19] = [
    Look { indented: true, ..look(Style::Body, "公文正文", FANG, 32) },
    Look { line: TITLE_LINE, align: "center", ..look(Style::Title, "公文标题", SONG_TITLE, 44) },
    Look { align: "center", ..look(Style::Number, "公文发文字号", FANG, 32) },
    look(Style::Addressee, "公文主送", FANG, 32),
    Look { indented: true, outline: Some(0), ..look(Style::Heading1, "公文一级标题", HEI, 32) },
    Look { indented: true, outline: Some(1), ..look(Style::Heading2, "公文二级标题", KAI, 32) },
    Look { indented: true, ..look(Style::Attachments, "公文附件说明", FANG, 32) },
    Look { align: "right", ..look(Style::Signature, "公文署名", FANG, 32) },
    look(Style::AnnexMark, "公文附件", HEI, 32),
    Look { line: None, align: "center", ..look(Style::TableHeading, "公文表头", HEI, 21) },
    Look { line: None, align: "center", ..look(Style::TableCentre, "公文表格", FANG, 21) },
    Look { line: None, align: "left", ..look(Style::TableText, "公文表格文字", FANG, 21) },
    Look { line: None, align: "left", ..look(Style::TableNote, "公文表注", FANG, 21) },
    Look { line: None, align: "left", ..look(Style::PageNumber, "公文页码", SONG, 28) },
    Look { line: None, align: "right", ..look(Style::TableUnit, "公文单位", FANG, 21) },
    Look { align: "center", ..look(Style::TableTitle, "公文表题", HEI, 24) },
    Look { line: None, align: "center", ..look(Style::SmallHeading, "公文小表头", HEI, SMALL) },
    Look { line: None, align: "center", ..look(Style::SmallCentre, "公文小表格", FANG, SMALL) },
    Look { line: None, align: "left", ..look(Style::SmallText, "公文小表格文字", FANG, SMALL) },
];

impl Style {
    /// The same of a table with small letters.
    pub fn small(self) -> Style {
        match self {
            Style::TableHeading => Style::SmallHeading,
            Style::TableCentre => Style::SmallCentre,
            Style::TableText => Style::SmallText,
            other => other,
        }
    }

    fn look(self) -> &'static Look {
        &LOOKS[self as usize]
    }

    fn id(self) -> String {
        format!("gw{}", self as usize)
    }

    /// What makes a paragraph one of this style.
    pub fn reference(self) -> Element {
        Element::value("w:pStyle", self.id())
    }

    fn definition(self) -> Element {
        let look = self.look();
        let style = Element::new("w:style").with("w:type", "paragraph").with("w:customStyle", 1);
        let style = style.with("w:styleId", self.id()).add(Element::value("w:name", look.name));
        let letters = letters(look.font, look.size);
        // 28 letters of 16 points in 156 mm; Word's own grid of characters is read in other ways by other programs
        let narrower = (look.size == BODY).then(|| Element::value("w:spacing", "-4"));
        style.add_all([Element::new("w:qFormat"), self.paragraph(), letters.add_all(narrower)])
    }

    fn paragraph(self) -> Element {
        let look = self.look();
        let mut properties = vec![Element::value("w:jc", look.align)];
        if let Some(line) = look.line {
            properties.push(Element::new("w:spacing").with("w:line", line).with("w:lineRule", "exact"));
        }
        // else the grid of the page makes each line as high as one or two of the text
        if look.line != LINE {
            properties.push(Element::value("w:snapToGrid", 0));
        }
        if self == Style::Attachments {
            // further lines begin below the name of the attachment, not below 附件
            let indent = Element::new("w:ind").with("w:leftChars", 650).with("w:left", 2080);
            properties.push(indent.with("w:hangingChars", 450).with("w:hanging", 1440));
        } else if look.indented {
            properties.push(Element::new("w:ind").with("w:firstLineChars", 200).with("w:firstLine", 640));
        }
        if self == Style::Signature {
            properties.push(Element::new("w:ind").with("w:rightChars", 400).with("w:right", 1280));
        }
        if let Some(level) = look.outline {
            properties.extend([Element::new("w:keepNext"), Element::value("w:outlineLvl", level)]);
        }
        Element::new("w:pPr").add_all(properties)
    }
}

fn letters(font: &'static str, size: u32) -> Element {
    let latin = "Times New Roman";
    let latin = if font == SONG { font } else { latin };
    let fonts = Element::new("w:rFonts").with("w:ascii", latin).with("w:hAnsi", latin);
    let fonts = fonts.with("w:eastAsia", font).with("w:cs", latin);
    Element::new("w:rPr").add_all([fonts, Element::value("w:sz", size), Element::value("w:szCs", size)])
}

/// The part with all styles.
pub fn styles() -> Element {
    let language = Element::value("w:lang", "en-US").with("w:eastAsia", "zh-CN");
    let defaults = Element::new("w:rPrDefault").add(letters(FANG, 32).add(language));
    let normal = Element::new("w:style").with("w:type", "paragraph").with("w:default", 1).with("w:styleId", "a");
    let normal = normal.add(Element::value("w:name", "Normal"));
    Element::new("w:styles")
        .with("xmlns:w", super::package::MAIN)
        .add(Element::new("w:docDefaults").add_all([defaults, Element::new("w:pPrDefault")]))
        .add(normal)
        .add_all(LOOKS.iter().map(|look| look.style.definition()))
        .add_all(super::table::styles())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_stands_at_its_number() {
        for (at, look) in LOOKS.iter().enumerate() {
            assert_eq!(look.style as usize, at, "{}", look.name);
        }
    }
}
