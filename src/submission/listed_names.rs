//! The names of departments on a sheet that is a mere list, whatever its layout: under a heading that names them, or
//! in its only column. Where neither is there nothing is guessed.

use crate::ground::names::{CATEGORY, DEPARTMENT};
use crate::ground::{CellRef, original, tidy};
use crate::scheme::View;
use crate::scheme::row_words::{other_row, without_number, without_unit};
use crate::submission::department_list::ListedDepartment;
use crate::submission::row_kind::{RowKind, row_kind};
use crate::workbook::read::{Grid, GridRow};
use std::collections::BTreeSet;

/// The rows, from the top, in which a heading is searched.
const HEADER_SEARCH_ROWS: usize = 60;

/// What a sheet lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Each name once, in the order of the list.
    pub departments: Vec<ListedDepartment>,
    /// The heading that the names stand under; empty where there is none.
    pub heading: String,
    /// Texts among the names that are none: totals, titles, notes.
    pub left: Vec<String>,
    /// Names that stand there more than once.
    pub twice: Vec<String>,
    /// Names with a code or a number before them, as written.
    pub coded: Vec<String>,
    /// How many of the names stand in rows that are hidden.
    pub hidden: usize,
    /// Codes and numbers among the names.
    pub codes: Vec<String>,
}

/// Where the names stand.
struct Columns {
    /// The row of the headings, where there are any.
    header: Option<u32>,
    heading: String,
    /// Each with the column of its 部门类别.
    names: Vec<(u32, Option<u32>)>,
}

/// The names on a sheet; none on a blank one.
///
/// # Errors
/// Why it is not known which column names the departments, in Chinese.
pub fn listed(grid: &Grid) -> Result<Option<Listed>, String> {
    let Some(columns) = columns(grid)? else { return Ok(None) };
    let mut listed = Listed { heading: columns.heading, ..Listed::default() };
    let rows = || grid.rows.iter().filter(|row| columns.header.is_none_or(|header| row.index > header));
    for (name, category) in columns.names {
        for row in rows() {
            listed.row(View { grid }, row, (name, category));
        }
    }
    listed.without_joined_codes();
    listed.each_once();
    if listed.codes.len() > listed.departments.len() {
        let first = listed.codes.first().map_or("", String::as_str);
        return Err(format!("“{}”一列写的不是部门名称（如“{first}”）", listed.heading));
    }
    listed.left.append(&mut listed.codes);
    Ok(Some(listed))
}

/// Which columns hold the names.
fn columns(grid: &Grid) -> Result<Option<Columns>, String> {
    let used: BTreeSet<u32> = grid.rows.iter().flat_map(filled).map(|(col, _)| col).collect();
    let Some(only) = used.first().copied() else { return Ok(None) };
    let rows = || grid.rows.iter().take(HEADER_SEARCH_ROWS);
    let wide = |row: &&GridRow| used.len() == 1 || filled(row).count() > 1;
    let exact = rows().find(|row| filled(row).any(|(_, text)| is_department(&text)));
    let (row, is): (Option<&GridRow>, fn(&str) -> bool) = match exact {
        Some(row) => (Some(row), is_department),
        None => {
            (rows().filter(wide).find(|row| filled(row).any(|(_, text)| names_departments(&text))), names_departments)
        }
    };
    match row {
        Some(row) => under_heading(row, is).map(Some),
        None if used.len() == 1 => {
            Ok(Some(Columns { header: None, heading: String::new(), names: vec![(only, None)] }))
        }
        None => Err(format!("没有“部门（单位）名称”一类的表头，却不止一列，不能确定哪一列是部门名称{}", seen(grid))),
    }
}

/// The columns of the one heading in a row that names departments; it may be repeated for lists side by side.
fn under_heading(row: &GridRow, is: fn(&str) -> bool) -> Result<Columns, String> {
    let all: Vec<(u32, String)> = filled(row).filter(|(_, text)| is(text)).collect();
    let of_name: Vec<_> =
        all.iter().filter(|(_, text)| without_unit(text) == DEPARTMENT.name || text == DEPARTMENT.name).collect();
    let taken = if of_name.is_empty() { all.iter().collect() } else { of_name };
    let headings: BTreeSet<&str> = taken.iter().map(|(_, text)| text.as_str()).collect();
    if headings.len() > 1 {
        let each = headings.into_iter().collect::<Vec<_>>().join("”“");
        return Err(format!("有几列都像部门名称：“{each}”"));
    }
    let categories: Vec<u32> = filled(row).filter(|(_, text)| CATEGORY.is(text)).map(|(col, _)| col).collect();
    let names: Vec<u32> = taken.iter().map(|(col, _)| *col).collect();
    let category = |at: usize| {
        let (before, name) = (at.checked_sub(1).map(|before| names[before]), names[at]);
        let next = names.get(at + 1).copied().unwrap_or(u32::MAX);
        let own = categories.iter().filter(|col| before.is_none_or(|before| **col > before) && **col < next);
        own.min_by_key(|col| col.abs_diff(name)).copied()
    };
    let names = (0..names.len()).map(|at| (names[at], category(at))).collect();
    let heading = taken.first().map_or(String::new(), |(_, text)| text.clone());
    Ok(Columns { header: Some(row.index), heading, names })
}

/// The tidy texts of a row with their columns.
fn filled(row: &GridRow) -> impl Iterator<Item = (u32, String)> {
    row.cells.iter().map(|(col, cell)| (*col, tidy(&original(cell)))).filter(|(_, text)| !text.is_empty())
}

fn is_department(heading: &str) -> bool {
    DEPARTMENT.is(heading) || DEPARTMENT.is(without_unit(heading))
}

/// Whether a heading names departments in other words: 预算单位名称, 二级预算单位. Not their codes, kinds or superiors.
fn names_departments(heading: &str) -> bool {
    const OTHERS: [&str; 10] = ["主管", "上级", "归口", "监管", "编码", "代码", "类别", "性质", "类型", "联系"];
    let bare = without_unit(heading);
    let short = bare.chars().count() <= 10 && !OTHERS.iter().any(|other| bare.contains(other));
    let named = bare.strip_suffix("名称").or(bare.strip_suffix("全称"));
    let kind = named.unwrap_or(bare);
    let is_kind = ["部门", "单位", "机构"].iter().any(|end| kind.ends_with(end));
    let says_so = named.is_some() || kind.contains("预算") || other_row(kind, true).is_none();
    short && (kind.is_empty() || (is_kind && says_so))
}

/// The headings of a sheet, or what stands where they should.
fn seen(grid: &Grid) -> String {
    let row = grid.rows.iter().find(|row| filled(row).count() > 1);
    let texts: Vec<String> =
        row.into_iter().flat_map(filled).map(|(_, text)| text.chars().take(20).collect()).collect();
    let more = if texts.len() > 10 { "等" } else { "" };
    format!("；看到的是：“{}”{more}", texts.iter().take(10).map(String::as_str).collect::<Vec<_>>().join("”“"))
}

impl Listed {
    /// Takes the name of a row, if it is one.
    fn row(&mut self, view: View, row: &GridRow, (name, category): (u32, Option<u32>)) {
        let cell = view.grid.cell(CellRef::new(row.index, name));
        let written = cell.map(|cell| original(cell).trim().to_string()).unwrap_or_default();
        // a list has no figures, and what is numbered in it is a name
        let kind = row_kind(&tidy(&written), true, row);
        if matches!(kind, RowKind::Blank | RowKind::Heading) {
            return;
        }
        let bare = without_code(&written);
        if cell.is_some_and(|cell| cell.marked().is_some()) {
            // a name that is struck out, or with the mark of a footnote
            self.left.push(written);
        } else if !bare.chars().any(is_word) {
            self.codes.push(written);
        } else if kind != RowKind::Department {
            self.left.push(written.chars().take(20).collect());
        } else {
            if bare != written {
                self.coded.push(written.clone());
            }
            self.hidden += usize::from(row.hidden);
            let category = category.map(|col| view.text(row.index, col)).unwrap_or_default();
            self.departments.push(ListedDepartment::new(bare, category));
        }
    }

    /// Where each name begins with a number of at least four digits, the numbers are codes.
    fn without_joined_codes(&mut self) {
        let joined = |name: &str| name.trim_start_matches(|c: char| c.is_ascii_digit()).to_string();
        let is_coded = |one: &ListedDepartment| one.name.len() - joined(&one.name).len() > 3;
        if self.departments.len() > 1 && self.departments.iter().all(is_coded) {
            self.coded = self.departments.iter().map(|one| one.name.clone()).collect();
            self.departments.iter_mut().for_each(|one| one.name = joined(&one.name));
        }
    }

    fn each_once(&mut self) {
        let (mut seen, twice) = (BTreeSet::new(), &mut self.twice);
        self.departments.retain(|department| {
            let is_new = seen.insert(tidy(&department.name));
            if !is_new {
                twice.push(department.name.clone());
            }
            is_new
        });
    }
}

/// Whether a letter is one of words, not of codes.
fn is_word(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii()
}

/// A name without the code or the number before it: `219001-市财政局`, `[220002]市教育局`, `1.市财政局`.
fn without_code(written: &str) -> &str {
    let is_code = |c: char| c.is_ascii_alphanumeric() || ('０'..='９').contains(&c) || c == '.';
    let is_gap = |c: char| c.is_whitespace() || "-—_－–:：、.．,，)）".contains(c);
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let inner = written.strip_prefix(['[', '(', '（', '【', '〔', '［']);
    let rest = match inner {
        Some(inner) => {
            let rest = inner.trim_start_matches(|c| is_code(c) || is_numeral(c));
            let closed = rest.strip_prefix([']', ')', '）', '】', '〕', '］']);
            closed.filter(|_| rest.len() < inner.len()).map(|rest| rest.trim_start_matches(is_gap))
        }
        None => {
            let rest = written.trim_start_matches(is_code);
            let code = &written[..written.len() - rest.len()];
            let gap = code.ends_with('.') || rest.starts_with(is_gap);
            let coded = gap && code.contains(|c: char| c.is_numeric());
            let numbered = written.trim_start_matches(is_numeral);
            let counted = numbered.len() < written.len() && numbered.starts_with(['、', '.', '．']);
            match (coded, counted) {
                (true, _) => Some(rest.trim_start_matches(is_gap)),
                (_, true) => Some(numbered.trim_start_matches(is_gap)),
                _ => Some(written.trim_start_matches(|c| ('①'..='⑳').contains(&c))),
            }
        }
    };
    let rest = rest.unwrap_or(written);
    if rest.chars().filter(|c| is_word(*c)).count() > 1 { rest } else { without_number(written) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::text_table::grid_of_text;

    fn names(text: &str) -> Vec<String> {
        let listed = listed(&grid_of_text(text)).unwrap().unwrap();
        listed.departments.into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn codes_and_numbers_before_a_name_are_no_part_of_it() {
        for written in [
            "219001-市财政局",
            "219001 市财政局",
            "[219001]市财政局",
            "（219001）市财政局",
            "1.市财政局",
            "1、市财政局",
            "(1)市财政局",
            "一、市财政局",
            "（一）市财政局",
            "①市财政局",
            "A01-市财政局",
            "219001—市财政局",
            "1.2.3 市财政局",
        ] {
            assert_eq!(without_code(written), "市财政局", "{written}");
        }
        for name in
            ["12345热线中心", "第一中学", "一中", "市财政局（本级）", "110指挥中心", "八一小学", "市1号楼管理处"]
        {
            assert_eq!(without_code(name), name);
        }
        assert_eq!(names("219001市财政局\n220001市教育局"), ["市财政局", "市教育局"]);
        assert_eq!(names("12345热线中心\n市教育局"), ["12345热线中心", "市教育局"]);
    }

    #[test]
    fn names_stand_under_a_heading_that_names_departments_however_often() {
        let two = ["市财政局", "市教育局"];
        for text in [
            "预算单位编码\t预算单位名称\n219001\t市财政局\n220001\t市教育局",
            "序号\t二级预算单位\t电话\n1\t市财政局\t1\n2\t市教育局\t2",
            "序号\t单位名称\t序号\t单位名称\n1\t市财政局\t2\t市教育局",
            "名单\n\n编码\t名称\n1\t市财政局\n2\t市教育局\n\t合计：2个",
            "主管部门\t预算单位\n市财政局\t市财政局\n市教育局\t市教育局",
            "市直部门名单\n市财政局\n市教育局\n（共2个）",
            "部门\n市财政局\n市教育局\n市 财政局",
        ] {
            assert_eq!(names(text), two, "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed_where_no_heading_tells() {
        for (text, words) in [
            ("219001\t市财政局\n220001\t市教育局", "“219001”“市财政局”"),
            ("编码\t内容\n1\t市财政局", "“编码”“内容”"),
            ("一级预算单位\t二级预算单位\n市财政局\t国库中心", "“一级预算单位”“二级预算单位”"),
            ("单位名称\t姓名\n219001\t张三\n219002\t李四", "写的不是部门名称（如“219001”）"),
        ] {
            let why = listed(&grid_of_text(text)).unwrap_err();
            assert!(why.contains(words), "{why}");
        }
        assert_eq!(listed(&grid_of_text("")), Ok(None));
    }

    #[test]
    fn a_merged_category_belongs_to_each_of_its_names() {
        let listed = listed(&grid_of_text(
            "类别\t单位名称\n党政机关\t市财政局\n↑\t市教育局\n事业单位\t市图书馆\n\t小计\n\t合计：3个",
        ));
        let listed = listed.unwrap().unwrap();
        let each: Vec<&str> = listed.departments.iter().map(|one| one.category.as_str()).collect();
        assert_eq!(each, ["党政机关", "党政机关", "事业单位"]);
        assert_eq!(listed.left, ["小计", "合计：3个"]);
    }
}
