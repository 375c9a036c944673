//! A written workbook read back as text, for snapshots: what a user sees, hears of or prints.
//!
//! Values and formulas come from calamine, a reader that shares no code with the writer; notes, links,
//! page setup and charts from the XML of the file.

use super::xml::{Node, Parts};
use calamine::{Data, DataRef, Xlsx, open_workbook};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Fills that mean something, as in src/write/style.rs; other fills are part of the layout.
const TINTS: [(&str, &str); 10] = [
    ("FFFFC7CE", "必须"),
    ("FFFFEB9C", "提示"),
    ("FFDDEBF7", "写法统一"),
    ("FFFCE4D6", "待核"),
    ("FFE7E6E6", "不适用"),
    ("FFE4DFEC", "采信自评"),
    ("FFEBF5E4", "得分率高"),
    ("FFF4F6D2", "得分率中"),
    ("FFF8D9CC", "得分率低"),
    ("FFDCE3EC", "分组"),
];

/// Keeps a copy of what a test wrote, for the validator of `.ci/validate`.
pub fn keep(path: &Path) {
    if let Some(folder) = std::env::var_os("JIXIAO_KEEP") {
        let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
        std::fs::copy(path, Path::new(&folder).join(format!("{name}.xlsx"))).unwrap();
    }
}

/// The workbook at `path`, one row a line: `A1: value [=formula] {note} <link> ~tint`.
pub fn dump(path: &Path) -> String {
    keep(path);
    let mut parts = Parts::open(path);
    let mut reader: Xlsx<_> = open_workbook(path).unwrap();
    let workbook = parts.tree("xl/workbook.xml").unwrap();
    let relations = parts.relations("xl/workbook.xml");
    let styles = tints(&parts.tree("xl/styles.xml").unwrap());
    let mut out = String::new();
    let global = |name: &&Node| name.get("localSheetId").is_empty();
    let named = |name: &Node| format!("{} = {}", name.get("name"), name.text);
    line(&mut out, "names", &workbook.all("definedName").into_iter().filter(global).map(named).collect::<Vec<_>>());
    for (number, sheet) in workbook.all("sheet").into_iter().enumerate() {
        let part = &relations.iter().find(|(id, ..)| id == sheet.get("id")).unwrap().2;
        let tree = parts.tree(part).unwrap();
        let names = local_names(&workbook, number);
        head(&mut out, sheet, &tree);
        page(&mut out, &tree, &names);
        validations(&mut out, &tree);
        charts(&mut out, &mut parts, part);
        let cells = Cells {
            values: values(&mut reader, sheet.get("name")),
            notes: notes(&mut parts, part),
            links: links(&tree),
            tints: &styles,
        };
        cells.rows(&mut out, &tree);
    }
    out
}

/// The names that belong to one sheet (printed area, repeated rows).
fn local_names(workbook: &Node, number: usize) -> Vec<String> {
    let own = |name: &&Node| name.get("localSheetId") == number.to_string() && !name.get("name").contains("Filter");
    let text = |name: &Node| format!("{} {}", name.get("name").trim_start_matches("_xlnm."), name.text);
    workbook.all("definedName").into_iter().filter(own).map(text).collect()
}

/// For each cell style, the meaning of its fill.
fn tints(styles: &Node) -> Vec<&'static str> {
    let fills: Vec<&str> = styles
        .first("fills")
        .unwrap()
        .all("fill")
        .iter()
        .map(|fill| fill.first("fgColor").map_or("", |c| c.get("rgb")))
        .collect();
    let meaning = |rgb: &str| TINTS.iter().find(|(colour, _)| *colour == rgb).map_or("", |(_, name)| *name);
    let formats = styles.first("cellXfs").unwrap().all("xf");
    formats.iter().map(|xf| meaning(fills[xf.get("fillId").parse::<usize>().unwrap()])).collect()
}

fn line(out: &mut String, label: &str, items: &[String]) {
    if !items.is_empty() {
        writeln!(out, "{label}: {}", items.join(", ")).unwrap();
    }
}

/// Name, extent, columns, merges, panes and filter.
fn head(out: &mut String, sheet: &Node, tree: &Node) {
    let range = tree.first("dimension").map_or("", |dimension| dimension.get("ref"));
    let hidden = if sheet.get("state").is_empty() { "" } else { " (hidden)" };
    writeln!(out, "== {} {range}{hidden}", sheet.get("name")).unwrap();
    let column = |col: &Node| {
        let mut text = format!("{}-{} {}", col.get("min"), col.get("max"), col.get("width"));
        for (attribute, label) in [("outlineLevel", " level "), ("hidden", " hidden "), ("collapsed", " collapsed ")] {
            if !col.get(attribute).is_empty() {
                text += &format!("{label}{}", col.get(attribute));
            }
        }
        text
    };
    line(out, "columns", &tree.all("col").into_iter().map(column).collect::<Vec<_>>());
    line(out, "merges", &tree.all("mergeCell").iter().map(|merge| merge.get("ref").into()).collect::<Vec<_>>());
    line(out, "freeze", &tree.all("pane").iter().map(|pane| pane.get("topLeftCell").into()).collect::<Vec<_>>());
    line(out, "filter", &tree.all("autoFilter").iter().map(|filter| filter.get("ref").into()).collect::<Vec<_>>());
}

/// Page setup.
fn page(out: &mut String, tree: &Node, names: &[String]) {
    let mut items = Vec::new();
    if let Some(setup) = tree.first("pageSetup") {
        let orientation = if setup.get("orientation").is_empty() { "portrait" } else { setup.get("orientation") };
        let paper = if setup.get("paperSize") == "9" { "A4" } else { "other paper" };
        items.push(format!("{paper} {orientation}"));
        for attribute in ["scale", "fitToWidth", "fitToHeight"] {
            if !setup.get(attribute).is_empty() {
                items.push(format!("{attribute} {}", setup.get(attribute)));
            }
        }
    }
    items.extend(tree.all("brk").iter().map(|brk| format!("break after {}", brk.get("id"))));
    items.extend(names.iter().cloned());
    items.extend(tree.all("oddFooter").iter().map(|footer| footer.text.clone()));
    line(out, "print", &items);
}

fn validations(out: &mut String, tree: &Node) {
    for rule in tree.all("dataValidation") {
        let bounds: Vec<String> = rule.children.iter().map(|bound| bound.text.clone()).collect();
        let style = if rule.get("errorStyle").is_empty() { "stop" } else { rule.get("errorStyle") };
        let (kind, operator) = (rule.get("type"), rule.get("operator"));
        let what = format!("{kind} {operator} {}", bounds.join(".."));
        writeln!(out, "validation: {} {what} ({style}) {}", rule.get("sqref"), one_line(rule.get("prompt"))).unwrap();
    }
}

fn charts(out: &mut String, parts: &mut Parts, sheet: &str) {
    for (_, _, drawing) in parts.relations(sheet).into_iter().filter(|(_, kind, _)| kind == "drawing") {
        for (_, _, part) in parts.relations(&drawing) {
            let chart = parts.tree(&part).unwrap();
            let titles: Vec<String> = chart.all("title").into_iter().map(Node::deep_text).collect();
            let ranges: Vec<String> = chart.all("f").into_iter().map(|range| range.text.clone()).collect();
            let kind = ["barDir"].iter().filter_map(|name| chart.first(name)).map(|node| node.get("val")).next();
            let labels = chart.all("showVal").iter().any(|label| label.get("val") == "1");
            let labels = if labels { "with labels" } else { "WITHOUT LABELS" };
            let kind = kind.unwrap_or("");
            writeln!(out, "chart: {kind} {} of {} {labels}", titles.join(" / "), ranges.join(" and ")).unwrap();
        }
    }
}

/// Value and formula of each cell, by its name.
fn values(reader: &mut Xlsx<BufReader<File>>, sheet: &str) -> BTreeMap<(u32, u32), (String, String)> {
    let mut cells: BTreeMap<_, (String, String)> = BTreeMap::new();
    let mut stream = reader.worksheet_cells_reader(sheet).unwrap();
    while let Some(cell) = stream.next_cell().unwrap() {
        cells.entry(cell.get_position()).or_default().0 = shown(cell.get_value());
    }
    drop(stream);
    let mut stream = reader.worksheet_cells_reader(sheet).unwrap();
    while let Some(cell) = stream.next_formula().unwrap() {
        cells.entry(cell.get_position()).or_default().1 = cell.get_value().clone();
    }
    cells
}

fn shown(value: &DataRef) -> String {
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) => one_line(&text),
        other => other.to_string(),
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', "⏎")
}

fn notes(parts: &mut Parts, sheet: &str) -> BTreeMap<String, String> {
    let relations = parts.relations(sheet);
    let Some((_, _, part)) = relations.iter().find(|(_, kind, _)| kind == "comments") else { return BTreeMap::new() };
    let tree = parts.tree(part).unwrap();
    tree.all("comment").iter().map(|note| (note.get("ref").to_string(), one_line(&note.deep_text()))).collect()
}

fn links(tree: &Node) -> BTreeMap<String, String> {
    let link = |link: &&Node| (link.get("ref").to_string(), link.get("location").to_string());
    tree.all("hyperlink").iter().map(link).collect()
}

/// What is known of the cells of a sheet.
struct Cells<'a> {
    values: BTreeMap<(u32, u32), (String, String)>,
    notes: BTreeMap<String, String>,
    links: BTreeMap<String, String>,
    tints: &'a [&'static str],
}

impl Cells<'_> {
    /// One line for each row that shows something.
    fn rows(&self, out: &mut String, tree: &Node) {
        for row in tree.all("row") {
            let number: u32 = row.get("r").parse().unwrap();
            let cells: Vec<String> = row.all("c").into_iter().filter_map(|cell| self.cell(number, cell)).collect();
            if !cells.is_empty() {
                let hidden = if row.get("hidden").is_empty() { "" } else { "(hidden) " };
                writeln!(out, "{hidden}{}", cells.join(" | ")).unwrap();
            }
        }
        out.push('\n');
    }

    fn cell(&self, row: u32, cell: &Node) -> Option<String> {
        let place = cell.get("r");
        let (value, formula) = self.values.get(&(row - 1, column(place))).cloned().unwrap_or_default();
        let mut marks = vec![value];
        if !formula.is_empty() {
            marks.push(format!("[={formula}]"));
        }
        marks.extend(self.notes.get(place).map(|note| format!("{{{note}}}")));
        marks.extend(self.links.get(place).map(|link| format!("<{link}>")));
        let tint = self.tints[cell.get("s").parse::<usize>().unwrap_or(0)];
        if !tint.is_empty() {
            marks.push(format!("~{tint}"));
        }
        let text = marks.iter().filter(|mark| !mark.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| format!("{place}: {text}"))
    }
}

/// The column of a cell's name, from 0.
fn column(place: &str) -> u32 {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1
}
