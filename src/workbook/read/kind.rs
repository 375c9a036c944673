//! What a file is, by its content; what it is not is named for what it is.

use crate::workbook::read::cfb::Cfb;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::FileFormat;
use crate::workbook::read::guard::{self, ENCRYPTED, Suspects};

const SAVE_AS: &str = "请用 Excel 或 WPS 打开后另存为 .xlsx。";

/// Where a Word document is no workbook, what to do with it.
const NO_WORKBOOK: &str = "这是 Word 文档，不是工作簿。请把表格复制到 Excel 工作簿中。";
/// What an old Word document is told where Word forms are read.
const OLD_WORD: &str =
    "这是旧格式的 Word 文档（.doc 或 .wps），不能读取。请用 Word 或 WPS 打开，另存为 .docx 后再汇总。";
/// The same for a document that is RTF inside, whatever its name.
const RTF_WORD: &str = "这是写字板（RTF）文档，不能读取。请用 Word 或 WPS 打开，另存为 .docx 后再汇总。";

/// A web page under the name of a document or a workbook.
const WEB_PAGE: &str =
    "这是网页（扩展名可能是 .doc 或 .xls），不能读取。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再汇总。";

/// What a file is.
pub(crate) struct Kind {
    pub format: FileFormat,
    /// Its parts that must not be read.
    pub suspects: Suspects,
}

/// The format of a workbook.
///
/// # Errors
/// Whatever is not a workbook that can be read, named for what it is; a zip outside the caps or damaged.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Kind, ReadError> {
    match detect(bytes)? {
        Kind { format: FileFormat::Docx, .. } => Err(refused(NO_WORKBOOK)),
        kind => Ok(kind),
    }
}

/// The format of a department's form: a workbook or a Word document.
///
/// # Errors
/// As [`workbook`]; an old Word document, with the way out.
pub(crate) fn form(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.starts_with(b"{\\rtf") {
        return Err(refused(RTF_WORD));
    }
    if text_head(bytes).is_some_and(|head| is_web_page(&head)) {
        return Err(refused(WEB_PAGE));
    }
    if is_compound(bytes) && Cfb::open(bytes).is_some_and(|file| file.has("WordDocument")) {
        return Err(refused(OLD_WORD));
    }
    detect(bytes)
}

fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

fn detect(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.is_empty() {
        return Err(refused("文件是空的（0 字节）。可能没有保存成功或没有下载完，请重新取得这个文件。"));
    }
    if bytes.starts_with(b"PK") {
        let zip = guard::check(bytes)?;
        return Ok(Kind { format: zip_format(&zip)?, suspects: zip.suspects });
    }
    if is_compound(bytes) {
        return Ok(Kind { format: compound_format(bytes)?, suspects: Suspects::new() });
    }
    Err(refused(name_other(bytes)))
}

/// Which workbook a zip is, by the names of its entries (lower case) and its `mimetype`.
fn zip_format(zip: &guard::Contents) -> Result<FileFormat, ReadError> {
    let has = |name: &str| zip.names.iter().any(|n| n == name);
    let has_under = |folder: &str| zip.names.iter().any(|n| n.starts_with(folder));
    if zip.mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(FileFormat::Ods);
    }
    if has("xl/workbook.bin") {
        return Ok(FileFormat::Xlsb);
    }
    if has("xl/workbook.xml") || has_under("xl/worksheets/") {
        return Ok(FileFormat::Xlsx);
    }
    if has_under("word/") || zip.types.contains("wordprocessingml.") {
        return Ok(FileFormat::Docx);
    }
    let what = if has_under("ppt/") {
        "这是演示文稿，不是工作簿。"
    } else if has_under("index/") && zip.names.iter().any(|n| n.ends_with(".iwa")) {
        "这是苹果 Numbers 表格。请在 Numbers 中导出为 Excel（.xlsx）。"
    } else if !zip.mimetype.is_empty() {
        "这是 OpenDocument 文件，但不是表格。请提供工作簿。"
    } else {
        "这是压缩包，不是工作簿。请先解压，再选其中的工作簿。"
    };
    Err(refused(what))
}

/// Which document a compound file is, by the names of its streams.
fn compound_format(bytes: &[u8]) -> Result<FileFormat, ReadError> {
    let file = Cfb::open(bytes);
    let has = |name: &str| file.as_ref().is_some_and(|file| file.has(name));
    // of a sound file `unlock` has told
    if file.is_none() && mentions(bytes, "EncryptedPackage") {
        return Err(refused(ENCRYPTED));
    }
    if has("Workbook") || has("Book") {
        return Ok(FileFormat::Xls);
    }
    Err(refused(if has("WordDocument") {
        "这是 Word 文档（.doc），不是工作簿。请把表格复制到 Excel 工作簿中。".to_string()
    } else if has("PowerPoint Document") {
        "这是演示文稿（.ppt），不是工作簿。".to_string()
    } else {
        format!("这是旧格式的 Office 文件，但其中没有工作簿，或者文件已损坏。{SAVE_AS}")
    }))
}

/// Whether a name stands anywhere in a broken compound file, as UTF-16.
fn mentions(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

/// What a file is that is neither a zip nor a compound file, and what to do with it.
fn name_other(bytes: &[u8]) -> String {
    const MARKS: [(&[u8], &str); 10] = [
        (b"%PDF", "这是 PDF 文件，不是工作簿。请提供原来的 Excel 文件。"),
        (b"{\\rtf", "这是写字板（RTF）文档，不是工作簿。请把表格复制到 Excel 工作簿中。"),
        (b"\x89PNG", "这是图片，不是工作簿。请提供原来的 Excel 文件。"),
        (b"\xFF\xD8\xFF", "这是图片，不是工作簿。请提供原来的 Excel 文件。"),
        (b"Rar!", "这是压缩包，不是工作簿。请先解压，再选其中的工作簿。"),
        (b"7z\xBC\xAF", "这是压缩包，不是工作簿。请先解压，再选其中的工作簿。"),
        (b"\x1F\x8B", "这是压缩包，不是工作簿。请先解压，再选其中的工作簿。"),
        (b"%TSD-Header", "文件被单位的加密软件加密。请先在加密软件中解密，再交给本程序。"),
        (b"\x09\x08", "这是很旧的 Excel 文件（97 版以前）。请用 Excel 或 WPS 打开后另存为 .xlsx。"),
        (b"\x09\x04", "这是很旧的 Excel 文件（97 版以前）。请用 Excel 或 WPS 打开后另存为 .xlsx。"),
    ];
    if let Some((_, what)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return what.to_string();
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return "文件内容全部为空，是复制或下载时损坏的。请重新取得这个文件。".to_string();
    }
    match text_head(bytes) {
        Some(head) => name_text(&head),
        None => "不能识别的文件，不是工作簿，或者已损坏。如果单位电脑装有加密（防泄密）软件，请先解密；\
                 否则请在 Excel 或 WPS 中打开后另存为 .xlsx。"
            .to_string(),
    }
}

/// The first letters of a text file in lower case (only its ASCII matters); none where it is not text.
fn text_head(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(4096)];
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n' | 0x0C);
    if !wide && head.iter().any(is_control) {
        return None;
    }
    let letters = head.iter().filter(|byte| byte.is_ascii() && **byte != 0);
    Some(letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect())
}

fn is_web_page(head: &str) -> bool {
    let mark = ["<html", "<table", "<!doctype html"].iter().any(|mark| head.contains(mark));
    mark || head.trim_start().starts_with("mime-version")
}

fn name_text(head: &str) -> String {
    let has = |mark: &str| head.contains(mark);
    if has("urn:schemas-microsoft-com:office:spreadsheet") {
        format!("这是“XML 表格 2003”文件，不是工作簿。{SAVE_AS}")
    } else if is_web_page(head) {
        format!("这是网页另存的xls（里面是网页，不是工作簿）。{SAVE_AS}")
    } else if head.trim_start().starts_with("<?xml") {
        format!("这是 XML 文件，不是工作簿。{SAVE_AS}")
    } else {
        format!("这是文本文件（如 csv），不是工作簿。{SAVE_AS}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        detect(bytes).err().unwrap().to_string()
    }

    #[test]
    fn what_is_no_workbook_is_named_for_what_it_is() {
        assert!(told(b"\xEF\xBB\xBF<html><table>").contains("网页另存的xls"));
        assert!(told(b"\xB2\xBF\xC3\xC5,1\r\n").contains("csv"));
        assert!(told(b"%PDF-1.7").contains("PDF"));
        assert!(told(&[0; 100]).contains("全部为空"));
        assert!(told(b"b\x14#e\x01\x02").contains("加密"));
        assert!(
            told(b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">")
                .contains("XML 表格 2003")
        );
    }
}
