//! The caps under which files are read. A workbook of a whole province stays far below them.

/// Bytes of the file itself.
pub const FILE: u64 = 256 << 20;
/// Bytes of an .xls or .et.
pub const OLD_FILE: u64 = 64 << 20;
/// Bytes of one zip entry, unpacked.
pub const ENTRY: u64 = 1 << 30;
/// Bytes of one zip entry that is held in memory whole, unpacked: strings, styles, the workbook.
pub const HELD: u64 = 256 << 20;
/// Bytes of all zip entries, unpacked.
pub const TOTAL: u64 = 2 << 30;
/// Number of zip entries.
pub const ENTRIES: usize = 10_000;
/// Unpacked to packed bytes of an entry that can hold a table, once it is larger than [`RATIO_FREE`].
pub const RATIO: u64 = 400;
/// Entries below this size may be packed as tightly as they like.
pub const RATIO_FREE: u64 = 16 << 20;
/// XML tags (counted by `<`) of the shared strings.
pub const STRING_TAGS: u64 = 12_000_000;
/// XML tags (counted by `<`) of the other parts that are held in memory whole: styles, workbook, theme, relations.
pub const PART_TAGS: u64 = 2_000_000;
/// Cell formats: Excel allows 65,490 for cells and as many for styles.
pub const FORMATS: usize = 131_072;
/// Bytes of one tag among the styles.
pub const STYLE_TAG: usize = 2_048;
/// Sheets of a workbook: a thousand departments have a form each, and a list of contents.
pub const SHEETS: usize = 2_000;
/// Cells of a workbook, empty ones with a style included.
pub const CELL_ELEMENTS: usize = 20_000_000;
/// Cells of a workbook that hold something.
pub const CELLS: usize = 12_000_000;
/// Bytes of text in the cells of a workbook.
pub const TEXT: usize = 512 << 20;
/// Notes (批注) of one sheet.
pub const NOTES: usize = 100_000;
/// Bytes of text in the notes of one sheet.
pub const NOTE_TEXT: usize = 64 << 20;
/// Areas of one sheet with 数据有效性 that go on into a result.
pub const VALIDATIONS: usize = 2_000;
/// Merged areas of one sheet.
pub const MERGES: usize = 100_000;
/// Cells of the rectangles that the old formats unfold in memory.
pub const OLD_CELLS: u64 = 8_000_000;
/// Rows of a sheet, as in Excel.
pub const ROWS: u32 = 1_048_576;
/// Columns of a sheet, as in Excel.
pub const COLUMNS: u32 = 16_384;
/// Paragraphs, rows and cells of a Word document.
pub const WORD_PARTS: usize = 1_000_000;
/// Bytes of text of a Word document.
pub const WORD_TEXT: usize = 64 << 20;
/// Columns of a table in a Word document; Word itself allows 63.
pub const WORD_COLUMNS: u32 = 255;
/// Elements inside each other in a Word document.
pub const WORD_DEPTH: usize = 1_000;
/// Texts around a Word document that are told.
pub const WORD_TEXTS: usize = 1_000;
