//! 公文用语: the words of the documents, to be changed.

use crate::ground::names::sheets;
use crate::result::header;
use crate::scheme::wording::{FIELDS, HEADINGS, WORDING, Wording};
use crate::template::titled;
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet};

/// The sheet.
pub fn sheet(wording: &Wording) -> Sheet {
    let fields: Vec<String> = FIELDS.iter().map(|field| format!("【{field}】")).collect();
    let note = format!(
        "写公文（评分时加 --word 文件夹）用的词句，黄底的“用语”列可改；清空的用内置的用语。【】中的由程序填写，可用的有{}；编制单位、期限、联系人取自“参数”表。",
        fields.join("")
    );
    let mut sheet = titled(sheets::WORDING, &[16, 12, 110], ["公文用语", &note], 3);
    header(&mut sheet, 2, HEADINGS.map(|heading| heading.name));
    for (row, phrase) in (3..).zip(&WORDING) {
        sheet.put(row, 0, Cell::text(Role::Text, phrase.document));
        sheet.put(row, 1, Cell::text(Role::Text, phrase.place));
        sheet.put(row, 2, Cell::text(Role::Input, wording.get(phrase.id)));
    }
    sheet
}
