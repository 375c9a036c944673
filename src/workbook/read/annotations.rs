//! Annotations of the cells of an .xlsx: notes (批注) and 数据有效性. What else there is (pictures, charts, pivot
//! tables …) is counted.

use crate::ground::{Area, CellRef};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::Grid;
use crate::workbook::read::left_out::LeftOut;
use crate::workbook::read::limits;
use crate::workbook::read::package::{Link, Package};
use crate::workbook::read::reference::{parse_area, parse_ref};
use crate::workbook::read::xml::{attribute, each_element, entity, is_true};
use crate::workbook::sheet::{Allowed, Validation};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::str::FromStr;

/// Reads the parts that belong to a sheet: its notes, and how many pictures, charts … it has.
///
/// # Errors
/// Broken XML; more notes than a sheet can have.
pub(crate) fn read(package: &mut Package, index: usize, grid: &mut Grid) -> Result<(), ReadError> {
    let mut notes: BTreeMap<CellRef, String> = BTreeMap::new();
    let mut threads: BTreeMap<CellRef, String> = BTreeMap::new();
    for link in package.sheet_links(index)? {
        match link.kind() {
            "comments" => comments(package, &link, "comment", &mut notes)?,
            "threadedComment" => comments(package, &link, "threadedComment", &mut threads)?,
            "drawing" => drawing(package, &link, &mut grid.left_out)?,
            "pivotTable" => grid.left_out.add("数据透视表"),
            "slicer" | "timeline" => grid.left_out.add("切片器"),
            "oleObject" | "package" => grid.left_out.add("嵌入对象"),
            "ctrlProp" | "control" => grid.left_out.add("控件"),
            "table" => grid.left_out.add("表格（套用格式）"),
            "image" => grid.left_out.add("图片"),
            _ => (),
        }
    }
    // a thread has a note for older programs that says only that there is a thread
    notes.append(&mut threads);
    grid.notes = notes.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    Ok(())
}

/// What the package as a whole holds besides cells.
pub(crate) fn of_file(package: &Package) -> LeftOut {
    let mut left_out = LeftOut::default();
    for name in package.entry_names() {
        match name {
            _ if name.ends_with("vbaproject.bin") => left_out.add("宏"),
            _ if name.contains("/macrosheets/") && !name.contains("_rels") => left_out.add("宏"),
            _ if name.contains("/externallinks/") && !name.contains("_rels") => left_out.add("外部链接"),
            _ if name.ends_with("/cellimages.xml") => left_out.add("图片"),
            _ => (),
        }
    }
    left_out
}

/// Texts of notes by their cells; those of one cell follow each other.
fn comments(
    package: &mut Package,
    link: &Link,
    element: &str,
    into: &mut BTreeMap<CellRef, String>,
) -> Result<(), ReadError> {
    let Some(part) = package.part(&link.target)? else { return Ok(()) };
    let (mut xml, mut buffer) = (Reader::from_reader(part), Vec::new());
    let mut size = 0;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| broken())? {
            Event::Start(start) if start.local_name().as_ref() == element => {
                let at = attribute(&start, "ref")?.as_deref().and_then(parse_ref);
                let [text] = texts(&mut xml, in_note)?;
                size += text.len();
                if size > limits::NOTE_TEXT || into.len() >= limits::NOTES {
                    return Err(refused("批注太多，超出本程序的上限。请在 Excel 或 WPS 中删去多余的批注后另存。"));
                }
                if let Some(at) = at {
                    let all = into.entry(at).or_default();
                    all.push_str(if all.is_empty() { "" } else { "\n" });
                    all.push_str(&text);
                }
            }
            Event::Eof => return Ok(()),
            _ => (),
        }
    }
}

/// The texts up to the end of the element that has just begun, joined to those that `of` tells for the elements that are
/// open; what follows an inner element is no text.
fn texts<R: BufRead, const N: usize>(
    xml: &mut Reader<R>,
    of: impl Fn(&[String]) -> Option<usize>,
) -> Result<[String; N], ReadError> {
    let (mut texts, mut open, mut at) = ([const { String::new() }; N], Vec::new(), None);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match (xml.read_event_into(&mut buffer).map_err(|_| broken())?, at) {
            (Event::Start(start), _) => {
                open.push(start.local_name().as_ref().to_string());
                at = of(&open);
            }
            (Event::End(_), _) if open.pop().is_some() => at = None,
            (Event::End(_), _) => return Ok(texts),
            (Event::Text(part), Some(at)) => texts[at].push_str(&part),
            (Event::CData(part), Some(at)) => texts[at].push_str(&part),
            (Event::GeneralRef(name), Some(at)) => texts[at].push_str(&entity(&name).ok_or_else(broken)?),
            (Event::Eof, _) => return Err(broken()),
            _ => (),
        }
    }
}

/// Whether text is that of a note: in a `<t>` or `<text>`; phonetic marks are no part of it.
fn in_note(open: &[String]) -> Option<usize> {
    let is_text = matches!(open.last()?.as_str(), "t" | "text") && !open.iter().any(|name| name == "rPh");
    is_text.then_some(0)
}

/// Counts what a drawing shows.
fn drawing(package: &mut Package, link: &Link, left_out: &mut LeftOut) -> Result<(), ReadError> {
    let Some(part) = package.part(&link.target)? else { return Ok(()) };
    each_element(part, |element| {
        match element.local_name().as_ref() {
            "pic" => left_out.add("图片"),
            "graphicFrame" => left_out.add("图表"),
            "sp" | "cxnSp" => left_out.add("图形"),
            _ => (),
        }
        Ok(true)
    })
}

/// Counts an element of the sheet's own XML that is not read.
pub(crate) fn count(section: &str, element: &BytesStart, left_out: &mut LeftOut) {
    match (section, element.local_name().as_ref()) {
        ("conditionalFormatting", "conditionalFormatting") => left_out.add("条件格式"),
        ("hyperlinks", "hyperlink") => left_out.add("超链接"),
        ("sheetProtection", _) => left_out.add("工作表保护"),
        ("legacyDrawingHF", _) => left_out.add("页眉页脚图片"),
        ("extLst", "sparklineGroup") => left_out.add("迷你图"),
        ("extLst", "dataValidation") => left_out.add("数据有效性"),
        _ => (),
    }
}

/// Reads a `<dataValidation>` to its end; what this program can write again is kept, one for each area.
pub(crate) fn validation<R: BufRead>(
    xml: &mut Reader<R>,
    element: &BytesStart,
    grid: &mut Grid,
) -> Result<(), ReadError> {
    let text = |name| attribute(element, name).map(Option::unwrap_or_default);
    let (kind, operator, style) = (text("type")?, text("operator")?, text("errorStyle")?);
    let (areas, prompt) = (text("sqref")?, text("prompt")?);
    let hidden_list = attribute(element, "showDropDown")?.is_some_and(|v| is_true(&v));
    let strict = style.is_empty() || style == "stop";
    let formulas = texts(xml, |open| {
        let name = open.last()?;
        ["formula1", "formula2"].iter().position(|formula| formula == name)
    })?;
    let allowed = if hidden_list { None } else { allowed(&kind, &operator, &formulas) };
    let prompt: String = prompt.chars().take(100).collect();
    let areas: Option<Vec<Area>> = areas.split_whitespace().map(parse_area).collect();
    match (allowed, areas) {
        (Some(allowed), Some(areas)) if are_free(&areas, &grid.validations) => {
            let rule = |area| Validation { area, allowed: allowed.clone(), prompt: prompt.clone(), strict };
            grid.validations.extend(areas.into_iter().map(rule));
        }
        _ => grid.left_out.add("数据有效性"),
    }
    Ok(())
}

/// Whether no area meets another, nor one with a rule already, and there is room for all.
fn are_free(areas: &[Area], kept: &[Validation]) -> bool {
    let meets_before = |(at, area): (usize, &Area)| areas[..at].iter().any(|other| other.meets(*area));
    let meets_kept = |area: &Area| kept.iter().any(|other| other.area.meets(*area));
    kept.len() + areas.len() <= limits::VALIDATIONS
        && !areas.iter().any(meets_kept)
        && !areas.iter().enumerate().any(meets_before)
}

/// What a rule allows, where it is one of the kinds that this program writes itself.
fn allowed(kind: &str, operator: &str, [one, other]: &[String; 2]) -> Option<Allowed> {
    let number = |text: &str| Decimal::from_str(text.trim()).ok();
    match (kind, operator) {
        ("list", _) => {
            let inside = one.trim().strip_prefix('"')?.strip_suffix('"')?;
            let items: Vec<String> = inside.split(',').map(|item| item.trim().to_string()).collect();
            let sound = |item: &String| !item.is_empty() && !item.contains(['"', '\n']);
            (items.iter().all(sound) && inside.encode_utf16().count() <= 255).then_some(Allowed::List(items))
        }
        ("decimal", "" | "between") => {
            let (from, to) = (number(one)?, number(other)?);
            (from <= to).then_some(Allowed::Between(from, to))
        }
        ("decimal", "greaterThanOrEqual") => Some(Allowed::AtLeast(number(one)?)),
        ("whole", "greaterThanOrEqual") if number(one)?.is_zero() => Some(Allowed::Count),
        _ => None,
    }
}

fn broken() -> ReadError {
    refused("批注、图形或数据有效性的内容已损坏，无法读取。请在 Excel 或 WPS 中打开，另存为新的 .xlsx 文件后再试。")
}
