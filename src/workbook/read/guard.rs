//! Zip files are read to the end, entry by entry, before any library interprets them: this checks the
//! checksum of every entry and keeps the unpacked size, the number and the nesting under the [`limits`]. What is
//! wrong with the XML of a part (a DOCTYPE, another encoding, nothing in it) is noted, and refuses the file where that part is
//! to be read: customXml in UTF-16 and the empty settings of LibreOffice are not.

use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::limits;
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A zip over bytes in memory.
pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What a checked zip holds.
pub(crate) struct Contents {
    /// Names of the entries in lower case, with `/`.
    pub names: Vec<String>,
    /// Content of the entry `mimetype`, empty where there is none.
    pub mimetype: String,
    /// Content of the list of content types, empty where there is none.
    pub types: String,
    /// The parts that must not be read.
    pub suspects: Suspects,
}

/// Why parts must not be read, by their names in lower case.
pub(crate) type Suspects = BTreeMap<String, ReadError>;

/// Excel encrypts what is protected against changes with a password of its own, and opens it without asking.
pub(crate) const ENCRYPTED: &str = "文件已加密，不能读取。打开时要输入密码的，请先在 Excel 或 WPS 中取消打开密码，另存后再试；\
     打开时不要密码的，是设了“保护工作簿”等保护（文件用 Excel 的默认密码加密），请在“审阅”中撤消工作簿和工作表的保护，另存为新的 .xlsx 后再试。";
const DAMAGED: &str = "文件已损坏或不完整（可能没有下载、复制完）。请重新取得，或在 Excel、WPS 中修复后另存为 .xlsx。";

/// Opens a zip without reading its entries.
pub(crate) fn open(bytes: &[u8]) -> Result<Archive<'_>, ReadError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| explain(&error))
}

/// Reads every entry to its end under the caps.
///
/// # Errors
/// A damaged, altered, encrypted or oversized entry; names that occur twice.
pub(crate) fn check(bytes: &[u8]) -> Result<Contents, ReadError> {
    let mut archive = open(bytes)?;
    if archive.len() > limits::ENTRIES {
        return Err(refused(format!("压缩包内有 {} 个条目，超出上限。{DAMAGED}", archive.len())));
    }
    check_directory(bytes, &archive)?;
    check_manifest(&mut archive)?;
    let mimetype = head_of(&mut archive, "mimetype", 200)?;
    let types = head_of(&mut archive, "[Content_Types].xml", 1 << 20)?;
    let mut contents = Contents { names: Vec::new(), mimetype, types, suspects: Suspects::new() };
    let mut total = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| explain(&error))?;
        let name = entry.name().map_err(|error| explain(&error))?.replace('\\', "/").to_lowercase();
        let (size, suspect) = read_entry(&mut entry, &name)?;
        total += size;
        contents.suspects.extend(suspect.map(|why| (name.clone(), why)));
        if total > limits::TOTAL {
            return Err(too_large());
        }
        contents.names.push(name);
    }
    Ok(contents)
}

fn explain(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => refused(ENCRYPTED),
        _ => refused(DAMAGED),
    }
}

fn too_large() -> ReadError {
    refused(
        "文件解压后过大，超出本程序的上限，不像正常的工作簿。请在 Excel 或 WPS 中打开，删去多余的空行空列后另存为 .xlsx。",
    )
}

/// Walks the directory of the zip. Names have no checksum, but they stand twice, in the directory and before
/// the entry: they must agree. A name in two entries could be read as two different contents.
fn check_directory(bytes: &[u8], archive: &Archive) -> Result<(), ReadError> {
    let mut rest = usize::try_from(archive.central_directory_start()).ok().and_then(|at| bytes.get(at..));
    let mut seen = BTreeSet::new();
    while let Some(header) = rest.filter(|r| r.starts_with(b"PK\x01\x02") && r.len() >= 46) {
        let size = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let raw = header.get(46..46 + size(28)).ok_or_else(|| refused(DAMAGED))?;
        if local_name(bytes, header).is_some_and(|local| local != raw) {
            return Err(refused(DAMAGED));
        }
        let name = String::from_utf8_lossy(raw).replace('\\', "/").to_lowercase();
        if name.split('/').any(|part| part == "..") || name.contains('\0') {
            return Err(refused(format!("压缩包内有不正常的路径“{}”，拒绝读取。", name.escape_debug())));
        }
        if !seen.insert(name.clone()) {
            return Err(refused(format!("压缩包内“{name}”出现了两次，内容不可信，拒绝读取。")));
        }
        rest = header.get(46 + size(28) + size(30) + size(32)..);
    }
    if seen.len() != archive.len() {
        return Err(refused(DAMAGED));
    }
    Ok(())
}

/// The name before the entry that a line of the directory points to, where it points into the file.
fn local_name<'a>(bytes: &'a [u8], directory_line: &[u8]) -> Option<&'a [u8]> {
    let at = u32::from_le_bytes(directory_line[42..46].try_into().ok()?) as usize;
    let header = bytes.get(at..).filter(|header| header.starts_with(b"PK\x03\x04") && header.len() >= 30)?;
    let size = usize::from(u16::from_le_bytes([header[26], header[27]]));
    header.get(30..30 + size)
}

/// An .ods says in its manifest that its parts are encrypted.
fn check_manifest(archive: &mut Archive) -> Result<(), ReadError> {
    let manifest = head_of(archive, "META-INF/manifest.xml", 1 << 20)?;
    let encrypted = manifest.contains("encryption-data") || archive.index_for_name("encrypted-package").is_some();
    if encrypted { Err(refused(ENCRYPTED)) } else { Ok(()) }
}

/// The first bytes of an entry as text, empty where there is no such entry.
fn head_of(archive: &mut Archive, name: &str, most: u64) -> Result<String, ReadError> {
    let Some(index) = archive.index_for_name(name) else {
        return Ok(String::new());
    };
    let entry = archive.by_index(index).map_err(|error| explain(&error))?;
    let mut text = Vec::new();
    entry.take(most).read_to_end(&mut text).map_err(|_| refused(DAMAGED))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Refuses what a library reads by itself where it must not be read.
///
/// # Errors
/// Why the first such part must not be read.
pub(crate) fn judge(suspects: &Suspects, is_read: impl Fn(&str) -> bool) -> Result<(), ReadError> {
    match suspects.iter().find(|(name, _)| is_read(name)) {
        Some((_, why)) => Err(why.clone()),
        None => Ok(()),
    }
}

/// The same zip with another content of an entry.
///
/// # Errors
/// It cannot be packed.
pub(crate) fn with_entry(bytes: &[u8], name: &str, content: &[u8]) -> Result<Vec<u8>, ReadError> {
    let broken = |error: &ZipError| explain(error);
    let mut archive = open(bytes)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| broken(&error))?;
        if entry.name().map_err(|error| broken(&error))? != name {
            zip.raw_copy_file(entry).map_err(|error| broken(&error))?;
        }
    }
    zip.start_file(name, SimpleFileOptions::default()).map_err(|error| broken(&error))?;
    zip.write_all(content).map_err(|_| refused(DAMAGED))?;
    Ok(zip.finish().map_err(|error| broken(&error))?.into_inner())
}

/// Reads one entry to its end (the zip library then compares its checksum): its size, and why it must not be read.
fn read_entry(entry: &mut ZipFile<Cursor<&[u8]>>, name: &str) -> Result<(u64, Option<ReadError>), ReadError> {
    let packed = entry.compressed_size().max(1);
    let declared = entry.size();
    if declared > limits::ENTRY {
        return Err(too_large());
    }
    let mut scan = Scan::new(name);
    let mut chunk = vec![0; 1 << 16];
    loop {
        let count = entry.read(&mut chunk).map_err(|_| altered(name))?;
        if count == 0 {
            break;
        }
        scan.feed(&chunk[..count])?;
        // pictures of one colour pack tighter than any table does
        let table = scan.xml || name.ends_with(".bin");
        let bomb = table && scan.size > limits::RATIO_FREE && scan.size / packed > limits::RATIO;
        let most = if is_held(name) { limits::HELD } else { limits::ENTRY };
        if scan.size > most || bomb {
            return Err(too_large());
        }
    }
    if scan.size != declared {
        return Err(altered(name));
    }
    let missing = (scan.xml && scan.size == 0).then(|| altered(name));
    Ok((scan.size, scan.suspect.or(missing)))
}

fn altered(name: &str) -> ReadError {
    refused(format!("文件中“{name}”的内容与校验码不符：文件已损坏或被改动过，其中的数字不可信。请重新取得这个文件。"))
}

/// Looks at the bytes of an entry as they pass.
struct Scan<'a> {
    name: &'a str,
    xml: bool,
    tags: u64,
    size: u64,
    /// The last bytes of the chunk before: a mark may lie across.
    tail: Vec<u8>,
    /// Why it must not be read.
    suspect: Option<ReadError>,
}

impl<'a> Scan<'a> {
    fn new(name: &'a str) -> Scan<'a> {
        let xml = name.ends_with(".xml") || name.ends_with(".rels");
        Scan { name, xml, tags: 0, size: 0, tail: Vec::new(), suspect: None }
    }

    fn feed(&mut self, chunk: &[u8]) -> Result<(), ReadError> {
        let first = self.size == 0;
        self.size += chunk.len() as u64;
        if !self.xml {
            return Ok(());
        }
        if first {
            self.suspect = check_encoding(chunk, self.name).err();
        }
        self.tags += chunk.iter().filter(|byte| **byte == b'<').count() as u64;
        if self.tags > self.most_tags() {
            return Err(too_large());
        }
        self.tail.extend_from_slice(&chunk[..chunk.len().min(8)]);
        if has_doctype(&self.tail) || has_doctype(chunk) {
            let why = format!("文件中“{}”含有 DOCTYPE 声明，正常的文件没有，拒绝读取。", self.name);
            self.suspect.get_or_insert(refused(why));
        }
        self.tail = chunk[chunk.len().saturating_sub(8)..].to_vec();
        Ok(())
    }

    fn most_tags(&self) -> u64 {
        match self.name.ends_with("sharedstrings.xml") {
            true => limits::STRING_TAGS,
            false if is_held(self.name) => limits::PART_TAGS,
            false => u64::MAX,
        }
    }
}

/// Strings, styles, the workbook, notes and drawings are held in memory whole or in large pieces; other parts
/// pass by or are not used.
fn is_held(name: &str) -> bool {
    const HELD: [&str; 7] =
        ["sharedstrings.xml", "sharedstrings.bin", "styles.xml", "workbook.xml", "theme1.xml", ".rels", "manifest.xml"];
    HELD.iter().any(|end| name.ends_with(end)) || name.contains("comments") || name.contains("/drawing")
}

fn has_doctype(bytes: &[u8]) -> bool {
    let is_doctype = |at: usize| bytes[at..].get(..9).is_some_and(|mark| mark.eq_ignore_ascii_case(b"<!doctype"));
    memmem::find_iter(bytes, b"<!").any(is_doctype)
}

/// Workbooks are UTF-8; another encoding would hide marks from this scan.
fn check_encoding(head: &[u8], name: &str) -> Result<(), ReadError> {
    let head = &head[..head.len().min(200)];
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) || head.contains(&0);
    let text = String::from_utf8_lossy(head).to_lowercase();
    let declared = text.split_once("encoding=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let plain = |name: &str| ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.starts_with(known));
    if wide || declared.is_some_and(|name| !plain(name)) {
        return Err(refused(format!("文件中“{name}”不是 UTF-8 编码，正常的文件都是，拒绝读取。")));
    }
    Ok(())
}
