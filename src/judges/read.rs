//! A filled scoring sheet → the marks of its judge, found by its labels and names, wherever they stand.

use crate::ground::number::Unit;
use crate::ground::year::year_meant;
use crate::ground::{CellRef, Code, Figure, Finding, Message, Place, Points, original, read_figure, tidy};
use crate::judges::plan::{Key, Plan, Table};
use crate::judges::{JUDGE, MADE_OF, TITLE, in_file};
use crate::scheme::{View, WideHeader};
use crate::submission::file;
use crate::submission::row_kind::{RowKind, row_kind};
use crate::workbook::read::{Book, Grid};
use std::collections::BTreeMap;

/// The title stands among so many first rows.
const TOP: u32 = 10;
/// The row of 分值 below the headings.
const FULL: &str = "分值";

/// What a judge did with a mark that was to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The mark.
    Mark(Points),
    /// Nothing.
    Blank,
    /// Something that cannot be used; a finding says why.
    Unusable,
}

/// A mark, or what stands for it, with its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What was given.
    pub given: Given,
    /// Where.
    pub place: Place,
}

/// A filled sheet.
#[derive(Clone, Debug)]
pub struct Read {
    /// The judge as written; where nobody is named, the file.
    pub judge: String,
    /// 第几份，共几份
    pub number: Option<(usize, usize)>,
    /// File and sheet.
    pub place: Place,
    /// What was given.
    pub given: BTreeMap<Key, Placed>,
}

impl Read {
    /// Whether a mark was given.
    pub fn has_marks(&self) -> bool {
        self.given.values().any(|placed| matches!(placed.given, Given::Mark(_)))
    }
}

/// Whether a workbook holds scoring sheets.
pub fn holds_sheets(book: &Book) -> bool {
    book.sheets.iter().any(is_scoring)
}

/// Whether a workbook holds scoring sheets and nobody gave a mark in any: it may be written anew.
pub fn holds_blank_sheets(book: &Book) -> bool {
    let blank = |grid: &Grid| {
        let view = View { grid };
        let Some(header) = header(view) else { return false };
        let mut rows = view.rows_below(header.bottom).filter(|row| is_of_table(view, *row, &header));
        !rows.any(|row| {
            marks(&header).any(|col| matches!(figure(view, row, col), Figure::Number { .. } | Figure::Fault { .. }))
        })
    };
    holds_sheets(book) && book.sheets.iter().all(|grid| is_scoring(grid) && blank(grid))
}

/// Known by its title.
fn is_scoring(grid: &Grid) -> bool {
    title(grid).is_some()
}

/// What stands at the top of a sheet, to the end of the title; a long title stands on several lines.
fn title(grid: &Grid) -> Option<String> {
    let mut joined = String::new();
    let top = grid.cells().take_while(|(at, _)| at.row < TOP);
    let ends = |joined: &String| joined.contains(TITLE);
    top.map(|(_, cell)| tidy(&original(cell))).find(|text| {
        joined += text;
        ends(&joined)
    })?;
    Some(joined)
}

fn header(view: View) -> Option<WideHeader> {
    WideHeader::find(view, &|text| text == FULL)
}

/// Whether a row is one of the table: a note or a line of signatures, and 分值, begin further left.
fn is_of_table(view: View, row: u32, header: &WideHeader) -> bool {
    view.left(row, header.name) == header.name
}

/// The columns that may hold marks.
fn marks(header: &WideHeader) -> impl Iterator<Item = u32> {
    header.headed().map(|column| column.col).filter(|col| *col > header.name)
}

fn figure(view: View, row: u32, col: u32) -> Figure {
    read_figure(view.grid.cell(CellRef::new(row, col)), Unit::Marks)
}

/// The scoring sheets of a workbook. `file` is how it is called.
pub fn read(plan: &Plan, file: &str, book: &Book, findings: &mut Vec<Finding>) -> Vec<Read> {
    let (scoring, others): (Vec<&Grid>, Vec<&Grid>) = book.sheets.iter().partition(|grid| is_scoring(grid));
    if scoring.is_empty() {
        let names: Vec<&str> = book.sheets.iter().map(|grid| grid.name.as_str()).collect();
        let message = Message::new(
            "评审打分表",
            format!("没有标题含“{TITLE}”的表，只有：{}", names.join("、")),
            "请核对是不是打分表；打分表的标题和表头不要改",
        );
        findings.push(Finding::new(Code::JudgeUnread, in_file(file, &Place::file()), message));
        return Vec::new();
    }
    for grid in others.iter().filter(|grid| !grid.rows.is_empty()) {
        let message = Message::new("评审打分表", "不是打分表，没有采用", "无需处理；如果是打分表，请核对标题");
        findings.push(Finding::new(Code::SheetUnknown, in_file(file, &Place::sheet(grid.name.clone())), message));
    }
    let used = |finding: &Finding| scoring.iter().any(|grid| grid.name == finding.place.sheet);
    let own = file::findings(book).into_iter().filter(|finding| match finding.code {
        Code::FormulaAsValue | Code::LeftOut => false,
        Code::OldFormat => true,
        _ => used(finding),
    });
    findings.extend(own.map(|finding| Finding { place: in_file(file, &finding.place), ..finding }));
    let sheet = |grid: &Grid| {
        let mut reader = Reader { plan, file, view: View { grid }, findings: Vec::new() };
        let read = reader.sheet();
        findings.append(&mut reader.findings);
        read
    };
    scoring.into_iter().filter_map(sheet).collect()
}

struct Reader<'a> {
    plan: &'a Plan<'a>,
    file: &'a str,
    view: View<'a>,
    findings: Vec<Finding>,
}

/// For each table the indicator that a column stands for.
type Indicators = BTreeMap<usize, usize>;

impl Reader<'_> {
    fn at(&self, row: u32, col: u32) -> Place {
        in_file(self.file, &self.view.place(row, col))
    }

    fn here(&self) -> Place {
        in_file(self.file, &Place::sheet(self.view.grid.name.clone()))
    }

    fn tell(&mut self, code: Code, place: Place, message: Message) {
        self.findings.push(Finding::new(code, place, message));
    }

    fn sheet(&mut self) -> Option<Read> {
        let Some(header) = header(self.view) else {
            let message =
                Message::new("表头含“部门（单位）”一列", "没有找到这样的表头，没有采用", "请恢复打分表的表头");
            self.tell(Code::JudgeUnread, self.here(), message);
            return None;
        };
        let texts: Vec<String> = self.view.grid.cells().map(|(_, cell)| original(cell).trim().to_string()).collect();
        self.is_of_this_workbook(&texts).then_some(())?;
        let (judge, number) = (self.judge(), texts.iter().find_map(|text| numbers(text)));
        let columns = self.columns(&header);
        let mut given = BTreeMap::new();
        for row in self.view.rows_below(header.bottom) {
            self.row(row, &header, (&columns, &mut given));
        }
        Some(Read { judge, number, place: self.here(), given })
    }

    /// Whether the sheet was made of this workbook. Another year, or another name and title, is another workbook.
    fn is_of_this_workbook(&mut self, texts: &[String]) -> bool {
        let first = self.plan.whole.first();
        let stated = texts.iter().find_map(|text| made_of(text));
        let (of, year) = stated.clone().unwrap_or_default();
        let year = year_meant(&year).filter(|_| !year.is_empty());
        let own_year = year_meant(&first.scheme().year);
        let place = self.here();
        if let (Some(year), Some(own)) = (&year, &own_year)
            && year != own
        {
            let message = Message::new(
                format!("{own}年度的打分表"),
                format!("是{year}年度的打分表，没有采用"),
                "请换成本年度的打分表；年度写错的，改正“参数”后重新生成打分表",
            );
            self.tell(Code::JudgeUnread, place, message);
            return false;
        }
        let title = title(self.view.grid).unwrap_or_default();
        let own_title = |table: &Table| tidy(&format!("{}{TITLE}", table.evaluation.title()));
        let same_title = self.plan.tables.iter().any(|table| title.starts_with(&own_title(table)));
        let same_name = of == first.input_name;
        if !same_name && !same_title {
            let found = format!("依据“{of}”，标题是“{title}”，文件名和标题都不同，没有采用");
            let message =
                Message::new(format!("依据“{}”的打分表", first.input_name), found, "请核对是不是别的工作簿的打分表");
            self.tell(Code::JudgeUnread, place, message);
            return false;
        }
        if !same_name || !same_title {
            let found = match stated {
                None => "打分表没有写明依据哪个工作簿；标题相同，已采用".to_string(),
                Some(_) if same_title => format!("依据“{of}”编制；标题相同，已采用"),
                Some(_) => format!("标题是“{title}”；依据的文件名相同，已采用"),
            };
            let message =
                Message::new(format!("依据“{}”的打分表", first.input_name), found, "请核对是不是本次的打分表");
            self.tell(Code::JudgeOther, place, message);
        }
        true
    }

    /// What stands behind 评审：.
    fn judge(&mut self) -> String {
        let label = format!("{JUDGE}:");
        let top = self.view.grid.cells().take_while(|(at, _)| at.row < TOP);
        let mut named = top.filter_map(|(at, cell)| {
            let text = tidy(&self.view.words(at.row, at.col));
            let name = text.strip_prefix(&label).map(str::to_string)?;
            Some((name, cell.marked().is_some(), at))
        });
        if let Some((name, false, _)) = named.next().filter(|(name, ..)| !name.is_empty()) {
            return name;
        }
        let place = self.here();
        let called = place.to_string();
        let found = format!("没有写评审姓名（或姓名有划掉的字），按“{called}”算一名评审");
        let message = Message::new("“评审：”后面写明姓名", found, "请补写姓名后重新读取");
        self.tell(Code::JudgeOther, place, message);
        called
    }

    /// What each column of marks stands for, where its name and its 分值 are those of the table.
    fn columns(&mut self, header: &WideHeader) -> BTreeMap<u32, Indicators> {
        let full = self.view.rows_below(header.bottom).find(|row| self.view.tidy(*row, header.name) == FULL);
        let mut columns = BTreeMap::new();
        for column in header.headed().filter(|column| column.col > header.name) {
            let indicators = self.indicators(column.label(), column.above());
            if indicators.is_empty() {
                let message = Message::new(
                    "评分表中由评审打分的指标",
                    format!("“{}”不在评分表由评审打分的指标之内，这一列没有采用", column.label()),
                    "请核对指标名称；评分表改过的，重新生成打分表",
                );
                self.tell(Code::JudgeUnknown, self.at(header.bottom, column.col), message);
                continue;
            }
            let stated =
                full.and_then(|row| self.view.cell(row, column.col)).map(|cell| read_figure(Some(cell), Unit::Marks));
            let wanted: Vec<Points> = indicators.iter().map(|(table, index)| self.full(*table, *index)).collect();
            if let Some(stated) = stated
                && stated.number().is_none_or(|stated| !wanted.contains(&Points(stated)))
            {
                let row = full.unwrap_or(header.bottom);
                let found = format!("打分表上是“{}”，这一列没有采用", self.view.text(row, column.col));
                let message = Message::new(
                    format!("“{}”分值{}分", column.label(), wanted[0]),
                    found,
                    "分值改过的，请重新生成打分表，按新的分值打分",
                );
                self.tell(Code::JudgeUnknown, self.at(row, column.col), message);
                continue;
            }
            columns.insert(column.col, indicators);
        }
        columns
    }

    fn full(&self, table: usize, index: usize) -> Points {
        let system = self.plan.tables[table].system();
        system.indicators[index].group.map_or(system.indicators[index].marks, |group| system.groups[group].marks)
    }

    /// The indicator of a name in each table, under its 二级指标 where names repeat.
    fn indicators(&self, label: &str, above: &[String]) -> Indicators {
        let of_table = |(at, table): (usize, &Table)| {
            let path = |index: usize| &table.system().indicators[index].path;
            let named: Vec<usize> =
                table.indicators.iter().copied().filter(|index| tidy(&path(*index).level3) == label).collect();
            let under = named.iter().find(|index| above.contains(&tidy(&path(**index).level2)));
            let index = match named[..] {
                [one] => one,
                _ => *under?,
            };
            Some((at, index))
        };
        self.plan.tables.iter().enumerate().filter_map(of_table).collect()
    }

    fn row(&mut self, row: u32, header: &WideHeader, found: (&BTreeMap<u32, Indicators>, &mut BTreeMap<Key, Placed>)) {
        let (columns, given) = found;
        let name = self.view.text(row, header.name);
        let filled =
            columns.keys().any(|col| !matches!(figure(self.view, row, *col), Figure::Blank | Figure::NotApplicable));
        let Ok(at) = self.view.grid.rows.binary_search_by_key(&row, |one| one.index) else { return };
        if !filled && !is_of_table(self.view, row, header) {
            return;
        }
        match row_kind(&tidy(&name), filled, &self.view.grid.rows[at]) {
            RowKind::Department => {}
            RowKind::Blank | RowKind::Number | RowKind::Signs | RowKind::Sentence if filled => {}
            _ => return,
        }
        let place = self.at(row, header.name);
        let department = match self.plan.departments(&name) {
            [one] => *one,
            [] if !filled && tidy(&name).is_empty() => return,
            [] => {
                let found = format!("“{}”不在“部门数据”中，这一行没有采用", name.trim());
                let message = Message::new("“部门数据”中的部门", found, "请核对部门名称，不要改打分表上的名称");
                return self.tell(Code::JudgeUnknown, place, message);
            }
            _ => {
                let found = format!("“部门数据”中有几行“{}”，不能确定填在哪一行，没有采用", name.trim());
                let message = Message::new("每个部门只有一行", found, "请先在“部门数据”中删去重复的一行");
                return self.tell(Code::JudgeUnknown, place, message);
            }
        };
        for (col, indicators) in columns {
            self.mark((row, *col), (department, indicators), given);
        }
    }

    fn mark(
        &mut self,
        (row, col): (u32, u32),
        ((table, department), indicators): ((usize, usize), &Indicators),
        all: &mut BTreeMap<Key, Placed>,
    ) {
        let (place, figure) = (self.at(row, col), figure(self.view, row, col));
        let written = self.view.text(row, col);
        let Some(indicator) = indicators.get(&table).copied() else {
            return self.surplus(place, &figure, "部门所用的评分表没有这项指标");
        };
        let key = Key { table, department, indicator };
        let Some(most) = self.plan.most(key) else {
            return self.surplus(place, &figure, "这个部门的这一项不在打分表打分（报了个性化指标，或没有这一项分值）");
        };
        let area = self.view.area(row, col);
        let merged = area.first != area.last && !written.is_empty();
        let nothing = figure == Figure::NotApplicable;
        let (given, told) = match figure {
            _ if merged => (Given::Unusable, Some("几格合并成一格，不能确定是哪一项的分数".to_string())),
            Figure::Blank => (Given::Blank, None),
            Figure::NotApplicable => (Given::Unusable, Some(format!("写的是“{written}”，没有分数"))),
            Figure::Fault { message, .. } => (Given::Unusable, Some(message.found)),
            Figure::Number { value, .. } if value < rust_decimal::Decimal::ZERO => {
                (Given::Unusable, Some(format!("{}分，小于0", value.normalize())))
            }
            Figure::Number { value, .. } if Points(value) > most => {
                (Given::Unusable, Some(format!("{}分，超过分值{most}分", value.normalize())))
            }
            Figure::Number { value, normalised } => {
                if let Some(used) = normalised {
                    let found = format!("原文“{written}”，采用“{used}”");
                    let message = Message::new("规范的写法", found, "无需处理；请核对采用值");
                    self.found(Code::Normalised, &place, key, message);
                }
                (Given::Mark(Points(value)), None)
            }
        };
        if let Some(found) = told {
            let code = if nothing { Code::JudgeBlank } else { Code::JudgeMarkUnusable };
            let message =
                Message::new(format!("0至{most}之间的分数"), format!("{found}，没有采用"), "请评审改正后重新读取");
            self.found(code, &place, key, message);
        }
        match all.get_mut(&key) {
            None => _ = all.insert(key, Placed { given, place }),
            Some(before) if before.given == given => {}
            Some(before) => {
                let found = format!("同一张打分表上{}也是这一项，两处不同，都没有采用", before.place);
                let message = Message::new("每个部门一行", found, "请评审改正后重新读取");
                before.given = Given::Unusable;
                self.found(Code::JudgeTwice, &place, key, message);
            }
        }
    }

    fn found(&mut self, code: Code, place: &Place, key: Key, message: Message) {
        let finding = Finding::new(code, place.clone(), message);
        self.findings.push(finding.of(self.plan.department(key), self.plan.indicator(key)));
    }

    /// A mark where none is to be given.
    fn surplus(&mut self, place: Place, figure: &Figure, why: &str) {
        if !matches!(figure, Figure::Blank | Figure::NotApplicable) {
            let message = Message::new("空白或“—”", format!("{why}，填写的分数没有采用"), "请核对");
            self.tell(Code::JudgeUnknown, place, message);
        }
    }
}

/// `第2份，共3份` → 2, 3
fn numbers(text: &str) -> Option<(usize, usize)> {
    let text = tidy(text);
    let (number, of) = text.strip_prefix('第')?.split_once("份,共")?;
    Some((number.parse().ok()?, of.strip_suffix('份')?.parse().ok()?))
}

/// `本表依据“年度评分.xlsx”（2024年度）编制。` → the workbook and the year
fn made_of(text: &str) -> Option<(String, String)> {
    let (_, after) = text.split_once(&format!("{MADE_OF}“"))?;
    let (of, rest) = after.split_once('”')?;
    let year = rest.strip_prefix('（').and_then(|rest| rest.split_once('）')).map_or("", |(year, _)| year);
    Some((of.to_string(), year.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sheet_says_of_itself_is_read() {
        assert_eq!(numbers("第2份，共 3 份"), Some((2, 3)));
        assert_eq!(numbers("第份，共3份"), None);
        let of = |text| made_of(text).map(|(of, year)| format!("{of}/{year}"));
        assert_eq!(of("3．本表依据“年度“新”.xlsx”（2024年度）编制。").as_deref(), Some("年度“新/"));
        assert_eq!(of("　　3．本表依据“年度评分.xlsx”（2024年度）编制。").as_deref(), Some("年度评分.xlsx/2024年度"));
        assert_eq!(of("本表依据“年度评分.xlsx”编制。").as_deref(), Some("年度评分.xlsx/"));
        assert_eq!(of("依据部门数据"), None);
    }
}
