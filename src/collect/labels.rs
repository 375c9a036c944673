//! What stands next to a label: 部门（单位）名称, 人员编制, the words of the form.

use crate::collect::blocks::Block;
use crate::collect::form::{Form, Parts, Stated};
use crate::collect::page::{Page, Spot, label};
use crate::form::fields::{REPORT_HEADINGS, SECTIONS, SIGNATURES, SIGNED_LAST, called};
use crate::form::{Field, Table};
use crate::ground::names::DEPARTMENT;
use crate::ground::{GridCell, original, tidy};

/// A sheet with this many labels of the form is a sheet of the form.
const ENOUGH_LABELS: usize = 3;
/// So many names are kept; two that differ are refused already.
const MOST_NAMES: usize = 10;
/// Texts of at least so many characters are compared between departments.
const LONG: usize = 40;

/// Reads all labels of a sheet and says whether it is one of 附件3.
pub fn read(page: &Page, parts: &mut Parts, form: &mut Form) {
    let mut known = 0;
    for spot in page.spots.iter().filter(|spot| page.block(spot.at.row) == Block::Form) {
        let Some(field) = field_at(spot) else { continue };
        let Some(value) = value(page, spot, Below::Too, |text| called(text).contains(&field)) else { continue };
        known += 1;
        if let Some(entry) = value {
            form.labelled.entry(field.item.unwrap_or(field.label)).or_default().push(entry);
        }
    }
    parts.form |= known >= ENOUGH_LABELS;
    let headings = page.spots.iter().filter(|spot| REPORT_HEADINGS.iter().any(|(name, _)| spot.text == tidy(name)));
    parts.report = headings.count() >= ENOUGH_LABELS;
    if parts.form || parts.report {
        long_texts(page, form);
    }
    // another table in the file may belong to another department
    if *parts != Parts::default() {
        for spot in &page.spots {
            name(page, spot, form);
            year(page, spot, form);
        }
    }
}

/// The field that a spot is the label of, or begins with the label of.
fn field_at(spot: &Spot) -> Option<&'static Field> {
    let before = spot.text.split_once(':').map(|(before, _)| label(before));
    called(before.as_deref().unwrap_or(spot.label())).iter().find(|field| beside_a_label(field)).copied()
}

/// Fields whose entry stands right of their label, not under a heading.
fn beside_a_label(field: &Field) -> bool {
    matches!(field.table, Table::Overview | Table::Qualitative | Table::Quantitative | Table::Result)
}

/// Whether the cell below a label counts where it heads a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Too,
    Never,
}

/// What is filled in for a label: none where the spot is not that label, none inside where nothing is filled in.
fn value(page: &Page, spot: &Spot, below: Below, is: impl Fn(&str) -> bool) -> Option<Option<Stated>> {
    if is(spot.label()) {
        let beside = page.right_of(spot);
        let heads = Below::Too == below && heads_a_column(page, spot);
        let below = page.below(spot).filter(|under| heads && under.columns().within(spot.columns()));
        let entry = [beside, below].into_iter().flatten().find(|spot| !is_label(&spot.text));
        return Some(entry.map(|spot| page.stated(spot)));
    }
    if !spot.text.contains(':') {
        return None;
    }
    let text = original(spot.cell);
    let (before, after) = text.split_once(['：', ':'])?;
    if !is(&label(&tidy(before))) {
        return None;
    }
    let after = after.trim();
    let entry = || Stated { place: page.place(spot.at), cell: GridCell::text(after) };
    Some((!tidy(after).is_empty()).then(entry))
}

/// Whether the entry of a label can only stand below it: the next cell is a label too, or there is no cell beside it.
/// A blank cell beside a label is its entry, and blank.
fn heads_a_column(page: &Page, spot: &Spot) -> bool {
    let touches = |left: &Spot, right: &Spot| left.last.col + 1 == right.at.col;
    let other = |other: &Spot| is_label(&other.text) && !other.text.contains(':');
    let before = page.row(spot.at.row).filter(|left| left.last.col < spot.at.col).last();
    let after = page.right_of(spot);
    let in_a_row = |one: Option<&Spot>| one.is_some_and(|one| other(one) && (touches(one, spot) || touches(spot, one)));
    let fills_the_row = spot.at.col == 0 && spot.last.col >= page.last_col();
    !spot.text.ends_with(':') && (in_a_row(after) || fills_the_row || (after.is_none() && in_a_row(before)))
}

/// Whether a text is a word of the form itself.
fn is_label(text: &str) -> bool {
    // 单位：分 at the right of a title line
    if text.starts_with("单位:") || text.starts_with("金额单位:") {
        return true;
    }
    let bare = text.split_once(':').map_or_else(|| label(text), |(before, _)| label(before));
    let printed = SIGNATURES.iter().map(|(name, _)| *name).chain(SIGNED_LAST).chain(SECTIONS);
    !called(&bare).is_empty() || printed.into_iter().any(|name| tidy(name) == text)
}

/// Whether a tidy text is another label of the department's name: 预算部门, 单位名称, 被评价单位名称. Not that of its
/// superior or of who evaluates it; that of the official form is 部门（单位）名称.
fn is_other_name(text: &str) -> bool {
    const WHOSE: [&str; 10] = ["", "填报", "填表", "预算", "自评", "被评价", "被评", "申报", "报送", "一级预算"];
    let kinds = ["部门(单位)", "部门单位", "单位(部门)", "部门", "单位"];
    let (kind, is_name) = text.strip_suffix("名称").map_or((text, false), |kind| (kind, true));
    let whose = kinds.iter().find_map(|end| kind.strip_suffix(end));
    whose.is_some_and(|whose| WHOSE.contains(&whose) && (is_name || !whose.is_empty()))
}

/// What is printed behind the label or the name, for the stamp.
const STAMPS: [&str; 5] = ["（公章）", "（盖章）", "（章）", "(公章)", "(盖章)"];

/// 部门（单位）名称, with or without （公章）. Another label counts only where that one is empty.
fn name(page: &Page, spot: &Spot, form: &mut Form) {
    let bare = |text: &str| STAMPS.iter().fold(text.to_string(), |text, stamp| text.replace(&tidy(stamp), ""));
    let own = value(page, spot, Below::Never, |text| bare(text) == DEPARTMENT.name).flatten();
    let other = || value(page, spot, Below::Never, |text| is_other_name(&bare(text))).flatten();
    let (names, entry) = match own {
        Some(entry) => (&mut form.names, Some(entry)),
        None => (&mut form.other_names, other()),
    };
    let Some(mut entry) = entry else { return };
    let text = STAMPS.iter().fold(entry.text(), |text, stamp| text.replace(stamp, ""));
    entry.cell = GridCell::text(&text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    let is_new = names.len() < MOST_NAMES && !names.iter().any(|other| other.same(&entry));
    if !tidy(&entry.text()).is_empty() && is_new {
        names.push(entry);
    }
}

/// 评价年度, or the year in the title.
fn year(page: &Page, spot: &Spot, form: &mut Form) {
    let labelled = value(page, spot, Below::Never, |text| text == "评价年度").flatten();
    let title = (spot.text.contains("年度部门") && spot.text.contains("自评")).then(|| page.stated(spot));
    let Some(entry) = labelled.or(title) else { return };
    let digits: String = tidy(&entry.text()).chars().filter(char::is_ascii_digit).take(4).collect();
    if digits.len() == 4 && form.year.is_none() {
        form.year = Some(Stated { cell: GridCell::text(&digits), ..entry });
    }
}

/// Paragraphs that somebody wrote: they are compared between departments.
fn long_texts(page: &Page, form: &mut Form) {
    let own = |spot: &&Spot| page.block(spot.at.row) == Block::Form;
    let long = page.spots.iter().filter(own).filter(|spot| spot.text.chars().count() >= LONG);
    form.texts.extend(long.map(|spot| page.stated(spot)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::text_table::grid_of_text;

    fn read_text(text: &str) -> Form {
        let mut grid = grid_of_text(text);
        grid.name = "附件3".to_string();
        let mut form = Form::default();
        read(&Page::new(&grid), &mut Parts { form: true, ..Parts::default() }, &mut form);
        form
    }

    #[test]
    fn a_value_stands_beside_its_label_below_it_or_behind_a_colon() {
        let form = read_text(
            "部门（单位）名称（公章）：岳阳市 金融办\n联系人\t　\t联络电话\t0730\n人员编制\t实有人数\n16\t17人",
        );
        assert_eq!(form.names[0].text(), "岳阳市金融办");
        assert_eq!(form.words("联系人"), None);
        assert_eq!(form.words("联络电话").unwrap().text(), "0730");
        assert_eq!(form.words("人员编制").unwrap().place.to_string(), "附件3!A4");
        assert_eq!(form.words("实有人数").unwrap().text(), "17人");
    }

    #[test]
    fn the_year_stands_in_the_title_too() {
        assert_eq!(read_text("2020年度部门整体支出绩效评价自评报告").year.unwrap().text(), "2020");
    }
}
