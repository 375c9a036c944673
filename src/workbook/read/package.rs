//! The parts of an xlsx: which sheets there are, where their XML is, whether they are hidden.

use crate::workbook::read::cells::check_sheet_names;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::Results;
use crate::workbook::read::guard::Suspects;
use crate::workbook::read::reference::file_name;
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::xml::{DAMAGED, attribute, each_element, is_true, local_attribute};
use crate::workbook::read::{guard, limits, rich_text};
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

/// One sheet of the workbook.
pub(crate) struct SheetPart {
    /// Name.
    pub name: String,
    /// Hidden, in whichever degree.
    pub hidden: bool,
    /// Name of its entry in the zip.
    path: String,
    /// A sheet of cells, not of a chart or a dialog.
    pub cells: bool,
}

/// How the type of a relation to a sheet of macros ends.
const MACRO_SHEET: &str = "acrosheet";

/// An opened xlsx.
pub(crate) struct Package<'a> {
    archive: guard::Archive<'a>,
    /// Entry names by their lower-case forms.
    names: BTreeMap<String, String>,
    /// Sheets in their order.
    pub sheets: Vec<SheetPart>,
    /// Path of the shared texts.
    texts: String,
    /// Whether the stored results of formulas are their results.
    pub results: Results,
    /// What must not be read.
    suspects: Suspects,
    /// Relations of the workbook: their entry, and whether calamine cannot read them for a sheet of macros.
    pub relations: (String, bool),
}

/// Where a relationship leads and of which type it is.
pub(crate) struct Link {
    id: String,
    kind: String,
    /// Path of the entry it leads to.
    pub target: String,
}

impl Link {
    /// The last word of its type: `comments`, `drawing`.
    pub fn kind(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }

    /// Whether it has this number in its part.
    pub fn has_id(&self, id: &str) -> bool {
        self.id == id
    }

    /// Whether it leads to a sheet of macros of an old sort.
    fn is_macro_sheet(&self) -> bool {
        self.kind().ends_with(MACRO_SHEET)
    }
}

impl<'a> Package<'a> {
    /// Opens the zip of a workbook that the guard has passed.
    ///
    /// # Errors
    /// A structure that is broken; two sheets of one name; a false count of shared strings.
    pub fn open(bytes: &'a [u8], suspects: Suspects) -> Result<Package<'a>, ReadError> {
        let (mut package, document) = Package::main_part(bytes, suspects)?;
        let (folder, file) = document.rsplit_once('/').unwrap_or(("", &document));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let relations = format!("{folder}_rels/{file}.rels");
        let links = package.links(&relations)?;
        // calamine reads the theme by itself
        guard::judge(&package.suspects, |name| name.starts_with(&format!("{folder}theme/").to_lowercase()))?;
        let macros = links.iter().any(|link| link.is_macro_sheet());
        package.relations = (package.names.get(&relations.to_lowercase()).cloned().unwrap_or_default(), macros);
        package.read_workbook(&document, &folder, &links)?;
        package.check_names()?;
        package.texts = format!("{folder}sharedStrings.xml");
        package.check_string_count()?;
        package.check_styles(&format!("{folder}styles.xml"))?;
        Ok(package)
    }

    /// Opens the zip of an Office file that the guard has passed, and tells the path of its main part.
    ///
    /// # Errors
    /// No main part is named.
    pub fn main_part(bytes: &'a [u8], suspects: Suspects) -> Result<(Package<'a>, String), ReadError> {
        let archive = guard::open(bytes)?;
        let names = archive.file_names().map(|name| {
            let name = name.map_err(|_| refused(DAMAGED))?.into_owned();
            Ok((name.replace('\\', "/").to_lowercase(), name))
        });
        let names = names.collect::<Result<_, ReadError>>()?;
        let mut package = Package {
            archive,
            names,
            sheets: Vec::new(),
            texts: String::new(),
            results: Results::Usual,
            suspects,
            relations: (String::new(), false),
        };
        let document = package.links("_rels/.rels")?.into_iter().rfind(|l| l.kind.ends_with("/officeDocument"));
        let document = document.ok_or_else(|| refused(DAMAGED))?.target;
        let document = document.strip_prefix('/').unwrap_or(&document).to_string();
        Ok((package, document))
    }

    /// The content type that the package states for a part; empty where it states none.
    ///
    /// # Errors
    /// There is no list of content types, or it is broken.
    pub fn content_type(&mut self, path: &str) -> Result<String, ReadError> {
        let part = self.part("[Content_Types].xml")?.ok_or_else(|| refused(DAMAGED))?;
        let extension = path.rsplit('.').next().unwrap_or_default().to_string();
        let (mut own, mut usual) = (None, String::new());
        each_element(part, |element| {
            let is = |name, value: &str| {
                attribute(element, name).map(|text| text.is_some_and(|text| text.eq_ignore_ascii_case(value)))
            };
            let kind = attribute(element, "ContentType")?.unwrap_or_default();
            if is("PartName", &format!("/{path}"))? {
                own = Some(kind);
            } else if is("Extension", &extension)? {
                usual = kind;
            }
            Ok(true)
        })?;
        Ok(own.unwrap_or(usual))
    }

    /// The XML of a sheet.
    pub fn sheet_xml(&mut self, index: usize) -> Result<impl BufRead + use<'_, 'a>, ReadError> {
        let path = self.sheets[index].path.clone();
        self.part(&path)?.ok_or_else(|| refused(DAMAGED))
    }

    /// The shared texts that have looks of their own, by their numbers.
    pub fn texts_with_looks(&mut self) -> Result<BTreeMap<u32, Runs>, ReadError> {
        match self.part(&self.texts.clone())? {
            Some(part) => rich_text::shared(part),
            None => Ok(BTreeMap::new()),
        }
    }

    /// What belongs to a sheet, with the paths of the entries.
    pub fn sheet_links(&mut self, index: usize) -> Result<Vec<Link>, ReadError> {
        self.links_of(&self.sheets[index].path.clone())
    }

    /// What belongs to a part, with the paths of the entries.
    ///
    /// # Errors
    /// Broken XML.
    pub fn links_of(&mut self, path: &str) -> Result<Vec<Link>, ReadError> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let relations = format!("{folder}/_rels/{file}.rels");
        if !self.names.contains_key(&relations.to_lowercase()) {
            return Ok(Vec::new());
        }
        let mut links = self.links(&relations)?;
        for link in &mut links {
            link.target = resolved(folder, &link.target);
        }
        Ok(links)
    }

    /// The path of the part that belongs to another and is of this kind, if there is one.
    pub fn linked(&mut self, path: &str, kind: &str) -> Result<Option<String>, ReadError> {
        let link = self.links_of(path)?.into_iter().find(|link| link.kind() == kind);
        Ok(link.map(|link| link.target))
    }

    /// Names of the files from which formulas take something.
    ///
    /// # Errors
    /// Broken XML.
    pub fn foreign_files(&mut self) -> Result<Vec<String>, ReadError> {
        let of_links = |name: &&String| name.contains("/externallinks/_rels/");
        let relations: Vec<String> = self.names.keys().filter(of_links).cloned().collect();
        let mut files = Vec::new();
        for path in relations {
            files.extend(self.links(&path)?.iter().map(|link| file_name(&link.target)));
        }
        files.dedup();
        Ok(files)
    }

    /// The relations of the workbook in words that calamine can read, and their entry, where it cannot as they stand.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn readable_relations(&mut self) -> Result<Option<(String, String)>, ReadError> {
        let (name, macros) = self.relations.clone();
        if !macros {
            return Ok(None);
        }
        let mut text = String::new();
        let mut part = self.part(&name)?.ok_or_else(|| refused(DAMAGED))?;
        part.read_to_string(&mut text).map_err(|_| refused(DAMAGED))?;
        drop(part);
        let text =
            ["/xlMacrosheet", "/xlIntlMacrosheet"].iter().fold(text, |text, kind| text.replace(kind, "/chartsheet"));
        Ok(Some((name, text)))
    }

    /// Names of all entries in lower case.
    pub fn entry_names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// An entry, or none where there is no such entry.
    pub fn part(&mut self, path: &str) -> Result<Option<BufReader<impl Read + use<'_, 'a>>>, ReadError> {
        let Some(name) = self.names.get(&path.to_lowercase()).cloned() else {
            return Ok(None);
        };
        guard::judge(&self.suspects, |suspect| suspect == path.to_lowercase())?;
        let entry = self.archive.by_name(&name).map_err(|_| refused(DAMAGED))?;
        Ok(Some(BufReader::with_capacity(1 << 16, entry)))
    }

    /// Where the relationships of a part lead.
    ///
    /// # Errors
    /// There are none, or they are broken.
    pub fn links(&mut self, path: &str) -> Result<Vec<Link>, ReadError> {
        let part = self.part(path)?.ok_or_else(|| refused(DAMAGED))?;
        let mut links = Vec::new();
        each_element(part, |element| {
            if element.local_name().as_ref() == "Relationship" {
                let text = |name| attribute(element, name).map(Option::unwrap_or_default);
                links.push(Link { id: text("Id")?, kind: text("Type")?, target: text("Target")? });
            }
            Ok(true)
        })?;
        Ok(links)
    }

    fn read_workbook(&mut self, path: &str, folder: &str, links: &[Link]) -> Result<(), ReadError> {
        let part = self.part(path)?.ok_or_else(|| refused(DAMAGED))?;
        let (mut sheets, mut results) = (Vec::new(), Results::Usual);
        each_element(part, |element| {
            match element.local_name().as_ref() {
                "sheet" => sheets.push(sheet_part(element, folder, links)?),
                "calcPr" if attribute(element, "fullCalcOnLoad")?.is_some_and(|v| is_true(&v)) => {
                    results = Results::OnOpening;
                }
                "calcPr" if attribute(element, "calcMode")?.as_deref() == Some("manual") => results = Results::ByHand,
                _ => (),
            }
            Ok(true)
        })?;
        (self.sheets, self.results) = (sheets, results);
        Ok(())
    }

    fn check_names(&self) -> Result<(), ReadError> {
        if self.sheets.is_empty() || self.sheets.len() > limits::SHEETS {
            return Err(refused(DAMAGED));
        }
        check_sheet_names(self.sheets.iter().map(|sheet| sheet.name.as_str()))?;
        let mut paths = BTreeSet::new();
        match self.sheets.iter().all(|sheet| paths.insert(sheet.path.to_lowercase())) {
            true => Ok(()),
            false => Err(refused(DAMAGED)),
        }
    }

    /// A reader copies the font and the number format into each cell format.
    fn check_styles(&mut self, path: &str) -> Result<(), ReadError> {
        let Some(part) = self.part(path)? else {
            return Ok(());
        };
        let mut formats = 0;
        each_element(part, |element| {
            formats += usize::from(element.local_name().as_ref() == "xf");
            if formats > limits::FORMATS || element.len() > limits::STYLE_TAG {
                return Err(refused(
                    "单元格格式太多或不合规范。请在 Excel 或 WPS 中打开，清除格式后另存为新的 .xlsx。",
                ));
            }
            Ok(true)
        })
    }

    /// A reader reserves memory for as many strings as the file promises.
    fn check_string_count(&mut self) -> Result<(), ReadError> {
        let Some(part) = self.part(&self.texts.clone())? else {
            return Ok(());
        };
        let mut promised = None;
        each_element(part, |element| {
            promised = attribute(element, "uniqueCount")?;
            Ok(false)
        })?;
        let sane = |count: String| count.trim().parse::<u64>().is_ok_and(|n| n <= limits::STRING_TAGS);
        if promised.is_none_or(sane) {
            return Ok(());
        }
        Err(refused("文件声明的文字条数不合理，内容不可信，拒绝读取。请在 Excel 或 WPS 中打开后另存为 .xlsx。"))
    }
}

/// A target as seen from `folder`: `../comments1.xml` from `xl/worksheets` is `xl/comments1.xml`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." => (),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn sheet_part(element: &BytesStart, folder: &str, links: &[Link]) -> Result<SheetPart, ReadError> {
    let name = attribute(element, "name")?.unwrap_or_default();
    let hidden = attribute(element, "state")?.is_some_and(|state| state != "visible");
    let id = local_attribute(element, "id")?.unwrap_or_default();
    let link = links.iter().rfind(|link| link.id == id).ok_or_else(|| refused(DAMAGED))?;
    let path = match link.target.strip_prefix('/') {
        Some(absolute) => absolute.to_string(),
        None => format!("{folder}{}", link.target),
    };
    Ok(SheetPart { name, hidden, path, cells: link.kind.ends_with("/worksheet") })
}
