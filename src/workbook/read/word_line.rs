//! Places in a Word document, as its reader finds them.

/// What stands in one row of the sheet that holds a Word document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordLine {
    /// Which table, from 1; 0 for a paragraph.
    pub(crate) table: u32,
    /// Which row of the table, or which paragraph that is not empty, from 1.
    pub(crate) line: u32,
    /// The columns of the sheet at which the cells of this row of the table begin.
    pub(crate) starts: Vec<u32>,
}

impl WordLine {
    /// `第2个表第4行第3列`, the columns counted as the cells of that row from the left, a merged cell once;
    /// `正文第5段`, empty paragraphs not counted.
    pub fn place(&self, col: u32) -> String {
        if self.table == 0 {
            return paragraph_name(self.line);
        }
        cell_name(self.table, self.line, self.starts.partition_point(|start| *start <= col).max(1))
    }
}

/// `正文第5段`
pub(crate) fn paragraph_name(line: u32) -> String {
    format!("正文第{line}段")
}

/// `第2个表第4行第3列`
pub(crate) fn cell_name(table: u32, row: u32, cell: usize) -> String {
    format!("第{table}个表第{row}行第{cell}列")
}
