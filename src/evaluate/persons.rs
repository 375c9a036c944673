//! Persons that a workbook names in a place for names: 联系人, 负责人, 填报人 … Nobody can tell a name in the middle of a
//! text; but one that stands in such a place can be looked for everywhere.

use crate::ground::names::sheets;
use crate::ground::{CellRef, original, tidy};
use crate::scheme::printed::{Printed, PrintedId};
use crate::workbook::read::{Book, Grid};

/// Headings of such places, by their ends: 单位负责人, 填报人（签名）.
const PLACES: [&str; 16] = [
    "负责人",
    "填报人",
    "填表人",
    "联系人",
    "办理人",
    "经办人",
    "受理人",
    "审核人",
    "复核人",
    "制表人",
    "评审人",
    "评审人员",
    "评委",
    "评审专家",
    "分管领导",
    "姓名",
];
/// The texts of 参数 that name persons.
const PRINTED: [PrintedId; 3] = [PrintedId::Contact, PrintedId::MadeBy, PrintedId::CheckedBy];
/// What is written there where nobody is named.
const NOBODY: [&str; 8] = ["待定", "未定", "未填", "同上", "空缺", "暂缺", "本人", "签字"];
/// Ends of what names an office, or is another label.
const OTHERS: [&str; 14] =
    ["局", "科", "室", "股", "处", "组", "部", "委", "单位", "电话", "日期", "时间", "意见", "签名"];
/// Letters of a name: 王五, 欧阳修远.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=4;

/// A person, and where the name stands: 参数“联系人”.
pub struct Person {
    /// 姓名
    pub name: String,
    /// The place.
    pub place: String,
}

/// All of them, each once.
pub fn persons(book: &Book, printed: &Printed) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut add = |text: &str, place: &str| {
        for name in names(text) {
            if !found.iter().any(|one| one.name == name) {
                found.push(Person { name, place: place.to_string() });
            }
        }
    };
    for id in PRINTED {
        add(printed.get(id).unwrap_or_default(), "参数");
    }
    for grid in book.sheets.iter().filter(|grid| ![sheets::PARAMETERS, sheets::WORDING].contains(&&*grid.name)) {
        for (at, cell) in grid.cells() {
            let text = original(cell);
            let (heading, beside) = text.split_once(['：', ':']).unwrap_or((&text, ""));
            if is_place(heading) {
                let place = format!("{}“{}”", grid.name, tidy(heading));
                add(beside, &place);
                let below = below(grid, at);
                match below.first().is_some_and(|first| !names(first).is_empty()) {
                    true => below.iter().for_each(|text| add(text, &place)),
                    false => add(&beside_of(grid, at), &place),
                }
            }
        }
    }
    found
}

fn is_place(heading: &str) -> bool {
    let heading = tidy(heading);
    let heading = heading.split('(').next().unwrap_or_default();
    PLACES.iter().any(|place| heading.ends_with(place))
}

/// What stands in the column of a heading.
fn below(grid: &Grid, at: CellRef) -> Vec<String> {
    let cells = grid.cells().filter(|(other, _)| other.col == at.col && other.row > at.row);
    cells.map(|(_, cell)| original(cell)).filter(|text| !text.is_empty()).collect()
}

/// What stands right of a label.
fn beside_of(grid: &Grid, at: CellRef) -> String {
    let right =
        grid.cells().find(|(other, cell)| other.row == at.row && other.col > at.col && !original(cell).is_empty());
    right.map_or(String::new(), |(_, cell)| original(cell))
}

/// The names of a cell: `张三 0730-8880000、李四`.
fn names(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c.is_ascii() || "、，；（）：／".contains(c));
    parts.filter(|part| is_name(part)).map(str::to_string).collect()
}

fn is_name(part: &str) -> bool {
    let letters = part.chars().filter(|c| *c != '·').count();
    let is_letter = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·';
    let is_length = LETTERS.contains(&letters) || part.contains('·');
    is_length && part.chars().all(is_letter) && !NOBODY.contains(&part) && !OTHERS.iter().any(|end| part.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_out_of_what_stands_around_them() {
        assert_eq!(names("张三 0730-8880000、李四(科长)"), ["张三", "李四", "科长"]);
        assert_eq!(names("阿依古丽·买买提"), ["阿依古丽·买买提"]);
        for nobody in ["待定", "办公室", "0730-8880000", "", "绩效评价科"] {
            assert_eq!(names(nobody), [""; 0], "{nobody}");
        }
        assert!(is_place("单位负责人") && is_place("填报人（签名）") && !is_place("负责人意见"));
    }
}
