//! Checks on a form itself: the ties of each 机构, 汇总 against the sum of its 机构, and texts that two
//! departments share. The checks of the standard workbook are not repeated here.

use crate::collect::form::Stated;
use crate::collect::settle::{Institution, Settled};
use crate::form::Table;
use crate::form::fields::{FIELDS, field_of};
use crate::ground::number::Unit;
use crate::ground::number::words;
use crate::ground::{Code, Finding, Message, Place, read_figure, tidy};
use crate::scheme::{ColumnKey, DataColumn, Scheme, Tie};
use crate::submission::{Department, Submission, department};
use indexmap::IndexMap;
use rust_decimal::{Decimal, dec};
use std::collections::BTreeSet;

/// In 万元. Amounts are filed with two decimals, so a sum may differ by one in the last place.
const TOLERANCE: Decimal = dec!(0.01);
/// 1 万元 = 10,000 元.
const WANYUAN: Decimal = dec!(10000);

/// Whether two cells state the same number, or else the same words.
pub fn same_figure(one: &Stated, other: &Stated) -> bool {
    let number = |stated: &Stated| read_figure(Some(&stated.cell), Unit::Marks).number();
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.same(other),
    }
}

/// All checks on one form.
pub fn check(form: &Settled, ties: &[Tie]) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        FIELDS.iter().filter_map(|field| summary(form, field.table, field.item?)).collect();
    findings.extend(institutions(form, ties));
    findings
}

/// What is stated in 万元, as an entry of 部门数据.
fn entry(stated: Option<&Stated>) -> department::Entry {
    read_figure(stated.map(|stated| &stated.cell), Unit::Wanyuan).into()
}

/// A figure in 万元; blank and 无 count as none, as in a tie; what cannot be read is unknown.
fn amount(stated: Option<&Stated>) -> Option<Decimal> {
    match entry(stated) {
        department::Entry::Blank | department::Entry::NotApplicable => Some(Decimal::ZERO),
        other => other.number(),
    }
}

/// B12 or J03 is reported where the 汇总 of an item is not the sum of its 机构. Nothing is reported where no 机构 has a
/// figure in that table.
fn summary(form: &Settled, table: Table, item: &str) -> Option<Finding> {
    let of_table = |institution: &&Institution| {
        institution.figures.keys().any(|item| field_of(item).is_some_and(|field| field.table == table))
    };
    let rows: Vec<&Institution> = form.institutions.values().filter(of_table).collect();
    if rows.is_empty() || !Table::BY_INSTITUTION.contains(&table) {
        return None;
    }
    let figures: Vec<Option<&Stated>> = rows.iter().map(|row| row.figures.get(item)).collect();
    let stated = form.items.get(item);
    let total = amount(stated)?;
    let parts: Vec<Decimal> = figures.iter().map(|figure| amount(*figure)).collect::<Option<_>>()?;
    let sum: Decimal = parts.iter().sum();
    if fits(total, sum) {
        return None;
    }
    let slip = slip(total, &parts);
    let first = || stated.or_else(|| figures.iter().flatten().next().copied());
    let at = slip.as_ref().and_then(|slip| slip.row).map_or_else(first, |row| figures[row])?;
    let (code, found, advice) = match slip {
        Some(Slip { used, .. }) => {
            let found = format!("“{}”，改为{}（万元）则与汇总相符，似按元填报", at.text(), used.normalize());
            (Code::UnitSlip, found, "请核对单位；程序不自动换算")
        }
        None => {
            let blank = if stated.is_none() { "（空白）" } else { "" };
            let difference = (total - sum).abs().normalize();
            let (total, count, sum) = (total.normalize(), rows.len(), sum.normalize());
            let found = format!("汇总{total}{blank}，{count}个机构合计{sum}，相差{difference}");
            (Code::SummaryWrong, found, "请部门核对更正；采用的是汇总行")
        }
    };
    let message = Message::new(format!("汇总行的{item}等于各机构之和"), found, advice);
    Some(Finding::new(code, at.place.clone(), message))
}

fn fits(total: Decimal, sum: Decimal) -> bool {
    (total - sum).abs() <= TOLERANCE
}

/// A figure that seems to be filed in 元.
struct Slip {
    /// The row of its 机构; none for the 汇总.
    row: Option<usize>,
    /// The same in 万元.
    used: Decimal,
}

/// The one figure that fits when it is taken as 元. What fits as 0 as well is no slip.
fn slip(total: Decimal, parts: &[Decimal]) -> Option<Slip> {
    let sum: Decimal = parts.iter().sum();
    if fits(total / WANYUAN, sum) && !fits(Decimal::ZERO, sum) {
        return Some(Slip { row: None, used: total / WANYUAN });
    }
    parts.iter().enumerate().find_map(|(row, part)| {
        let (others, used) = (sum - part, part / WANYUAN);
        (fits(total, others + used) && !fits(total, others)).then_some(Slip { row: Some(row), used })
    })
}

/// Checks the ties of section 二 for each 机构 with the code that checks the departments. A 机构 whose figures are
/// those of the 汇总 row is not checked: the department is.
fn institutions(form: &Settled, ties: &[Tie]) -> Vec<Finding> {
    let same = |institution: &&Institution| {
        institution.figures.iter().any(|(item, entry)| form.items.get(item).is_none_or(|sum| !same_figure(sum, entry)))
    };
    let rows: Vec<&Institution> = form.institutions.values().filter(same).collect();
    let items: Vec<&'static str> = FIELDS.iter().filter_map(|field| field.item).collect();
    let findings = crate::evaluate::reconciliation::check_ties(&submission(&rows, &items, ties));
    let placed = findings.into_iter().filter_map(|finding| {
        let cell = finding.place.cell?;
        let (row, item) = (rows[cell.row as usize], items[cell.col as usize]);
        // a blank item of the tie has no cell of its own
        let entry = row.figures.get(item).or_else(|| row.figures.values().next());
        let place = entry.map_or(Place::file(), |entry| entry.place.clone());
        let found = format!("{}：{}", row.name, finding.message.found);
        let message = Message { found, ..finding.message };
        Some(Finding { place, message, department: String::new(), ..finding })
    });
    placed.collect()
}

fn submission(rows: &[&Institution], items: &[&'static str], ties: &[Tie]) -> Submission {
    let column = |item: &&'static str| DataColumn {
        key: ColumnKey::DataItem(item.to_string()),
        level2: String::new(),
        level3: String::new(),
        label: item.to_string(),
        unit: field_of(item).map_or("", |field| field.unit).to_string(),
        note: String::new(),
    };
    let of_the_form = |tie: &&Tie| {
        let used = tie.relation.variables();
        tie.must && !used.is_empty() && used.iter().all(|item| items.contains(item))
    };
    let departments = (0..).zip(rows).map(|(row, institution)| Department {
        name: institution.name.clone(),
        row,
        entries: items.iter().map(|item| entry(institution.figures.get(item))).collect(),
        ..Department::default()
    });
    Submission {
        scheme: Scheme {
            columns: items.iter().map(column).collect(),
            ties: ties.iter().filter(of_the_form).cloned().collect(),
            ..Scheme::default()
        },
        column_at: (0..items.len() as u32).map(Some).collect(),
        name_at: 0,
        category_at: None,
        departments: departments.collect(),
    }
}

/// B19 is reported where a long text stands word for word in the forms of two departments, their own names left
/// out. `forms` holds names and long texts, `printed` what the form itself prints.
pub fn copied(forms: &[(String, Vec<Stated>)], printed: &BTreeSet<String>) -> Vec<Finding> {
    let mut first: IndexMap<String, (&str, &Stated)> = IndexMap::new();
    let mut findings = Vec::new();
    for (name, texts) in forms {
        for stated in texts {
            let text = tidy(&words(&stated.cell));
            if printed.contains(&text) {
                continue;
            }
            let key = text.replace(&tidy(name), "本部门");
            let (other, at) = *first.entry(key).or_insert((name, stated));
            if other != name {
                let start: String = text.chars().take(16).collect();
                let found = format!("“{start}…”（{}字）与“{other}”的{}完全相同", text.chars().count(), at.place);
                let message = Message::new("各部门自己的表述", found, "请核对是否照抄；共用的表述可不处理");
                findings.push(Finding::new(Code::TextCopied, stated.place.clone(), message).of(name, ""));
            }
        }
    }
    findings
}
