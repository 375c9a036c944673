//! All files together: the rows of the workbook, the findings about files and forms, the rows of 收集情况.

use crate::collect::fill::{Row, in_file};
use crate::collect::form::Stated;
use crate::collect::one::{Filed, Outcome};
use crate::collect::roster::{Roster, Whose};
use crate::collect::{FileReport, Status, checks};
use crate::ground::{Code, Finding, Message, Place, Severity, tidy};
use crate::scheme::Scheme;
use crate::submission::ListedDepartment;
use crate::workbook::Value;
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;

/// What each file holds, by its name as shown.
pub type Outcomes<'a> = Vec<(&'a str, Outcome)>;

fn forms<'a>(outcomes: &'a Outcomes) -> impl Iterator<Item = &'a Filed> {
    outcomes.iter().filter_map(|(_, outcome)| match outcome {
        Outcome::Form(filed) => Some(&**filed),
        _ => None,
    })
}

/// The forms of each department, by its tidy name.
fn by_department<'a>(outcomes: &'a Outcomes) -> IndexMap<String, Vec<&'a Filed>> {
    let mut groups: IndexMap<String, Vec<&Filed>> = IndexMap::new();
    for filed in forms(outcomes) {
        groups.entry(tidy(&filed.department)).or_default().push(filed);
    }
    groups
}

/// The findings about the files as such. A copy of a file becomes [`Outcome::Copy`].
pub fn of_files(outcomes: &mut Outcomes, roster: &Roster) -> Vec<Finding> {
    let mut findings = copies(outcomes);
    for (file, outcome) in outcomes.iter() {
        let of_file = |code, message| Finding::new(code, in_file(file, &Place::file()), message);
        match outcome {
            Outcome::Unread(why) => {
                let message = Message::new("可以读取的填报表", why, "处理后重新收集");
                findings.push(of_file(Code::FormUnread, message));
            }
            Outcome::NoTable(why) => {
                let message = Message::new("有一个评分表对应的部门类别", why, "写明类别后重新收集");
                findings.push(of_file(Code::TableUnclear, message));
            }
            Outcome::Skipped(why) => {
                findings.push(of_file(Code::FileSkipped, Message::new("填报表", why, "无需处理")));
            }
            Outcome::Copy(_) => {}
            Outcome::Form(filed) => findings.extend(stranger(filed)),
        }
    }
    let groups = by_department(outcomes);
    findings.extend(groups.values().filter(|all| all.len() > 1).flat_map(|all| several(all)));
    let missing = roster.names().filter(|name| !groups.contains_key(&tidy(name)));
    findings.extend(missing.map(|name| form_missing(name, outcomes)));
    findings
}

/// B03 for a department of the list without a form. It names the forms of unlisted departments with a similar name, and
/// the files that are called like the department but hold no form that can be used.
fn form_missing(name: &str, outcomes: &Outcomes) -> Finding {
    let is_near = |filed: &&Filed| matches!(&filed.whose, Whose::Stranger(near) if near.iter().any(|one| one == name));
    let near: Vec<&str> = forms(outcomes).filter(is_near).map(|filed| filed.file.as_str()).collect();
    let called = tidy(name);
    let unused = |(file, outcome): &(&str, Outcome)| match outcome {
        Outcome::Unread(why) | Outcome::NoTable(why) | Outcome::Skipped(why) if tidy(file).contains(&called) => {
            Some(format!("；文件“{file}”没有采用：{why}"))
        }
        _ => None,
    };
    let hint = if near.is_empty() { String::new() } else { format!("；名称近似的有：{}", near.join("、")) };
    let unused: String = outcomes.iter().filter_map(unused).collect();
    let found = format!("没有收到可用的填报表{hint}{unused}");
    let message = Message::new("名单上的部门都有填报表", found, "请催报；名称不同的请在“部门别名”表中写明");
    Finding::new(Code::FormMissing, Place::sheet("部门名单"), message).of(name, "")
}

fn stranger(filed: &Filed) -> Option<Finding> {
    let Whose::Stranger(near) = &filed.whose else { return None };
    let alike =
        if near.is_empty() { "没有近似的名称".to_string() } else { format!("是不是：{}", near.join("、")) };
    let found = format!("“{}”不在名单中，照原名列入；{alike}", filed.department);
    let advice = "同一部门的，请在“部门别名”表中写明（部门（单位）名称、别名两列）；另一部门的，请加入名单";
    Some(of_name(filed, Code::NotListed, Message::new("名单上的部门", found, advice)))
}

/// A finding at the place where a form names its department.
fn of_name(filed: &Filed, code: Code, message: Message) -> Finding {
    Finding::new(code, in_file(&filed.file, &filed.named.place), message).of(&filed.department, "")
}

/// Reports B05 for files of the same bytes; only the first is used.
fn copies(outcomes: &mut Outcomes) -> Vec<Finding> {
    let mut first: IndexMap<String, &str> = IndexMap::new();
    let mut findings = Vec::new();
    for (file, outcome) in outcomes.iter_mut() {
        let Outcome::Form(filed) = outcome else { continue };
        let other = *first.entry(filed.sha256.clone()).or_insert(file);
        if other != *file {
            let found = format!("与“{other}”内容完全相同，只采用“{other}”");
            let message = Message::new("每个部门一个文件", &found, "可删去一个");
            findings.push(Finding::new(Code::FileCopied, in_file(file, &Place::file()), message));
            *outcome = Outcome::Copy(found);
        }
    }
    findings
}

/// B04 for each of several forms of one department.
fn several(all: &[&Filed]) -> Vec<Finding> {
    let files: Vec<String> = all.iter().map(|filed| format!("“{}”", filed.file)).collect();
    let found = format!("有{}份内容不同的填报表：{}，各占一行列入，没有取舍", all.len(), files.join("、"));
    let message = Message::new("每个部门一份填报表", found, "请向部门核实，删去作废的文件后重新收集");
    all.iter().map(|filed| of_name(filed, Code::FormTwice, message.clone())).collect()
}

/// The year of the workbook: the one given, else the one that most forms state. B18 is reported for forms of another
/// year.
pub fn year(outcomes: &Outcomes, given: &str, findings: &mut Vec<Finding>) -> String {
    let mut count: IndexMap<String, usize> = IndexMap::new();
    for stated in forms(outcomes).filter_map(|filed| filed.year.as_ref()) {
        *count.entry(stated.text()).or_default() += 1;
    }
    let most = count.iter().max_by_key(|(_, count)| **count).map(|(year, _)| year.clone());
    let year = if given.is_empty() { most.unwrap_or_default() } else { given.to_string() };
    for filed in forms(outcomes) {
        let Some(stated) = filed.year.as_ref().filter(|stated| stated.text() != year) else { continue };
        let found = format!("表内写{}年度，应为{year}年度", stated.text());
        let message = Message::new(format!("{year}年度"), found, "请核对是否报送了往年的表");
        let finding = Finding::new(Code::YearDiffers, in_file(&filed.file, &stated.place), message);
        findings.push(finding.of(&filed.department, ""));
    }
    year
}

/// The rows of the workbook: the departments of the list in their order, then the others; several forms of one
/// department stand together.
pub fn rows<'a>(outcomes: &'a Outcomes, roster: &Roster) -> Vec<Row<'a>> {
    let mut groups = by_department(outcomes);
    let listed: Vec<(String, Vec<&Filed>)> =
        roster.names().map(|name| (name.to_string(), groups.shift_remove(&tidy(name)).unwrap_or_default())).collect();
    let others = groups.into_values().map(|all| (all[0].department.clone(), all));
    let each = listed.into_iter().chain(others).flat_map(|(name, all)| {
        let department = ListedDepartment::new(&name, roster.category(&name));
        let filed: Vec<Option<&Filed>> = if all.is_empty() { vec![None] } else { all.into_iter().map(Some).collect() };
        filed.into_iter().map(move |filed| Row { department: department.clone(), filed })
    });
    each.collect()
}

/// Every text that the blank form prints, tidy.
fn printed(scheme: &Scheme) -> BTreeSet<String> {
    let cells = crate::form::form(scheme).into_iter().flat_map(|sheet| sheet.rows).flat_map(|row| row.cells);
    let texts = cells.filter_map(|(_, cell)| match cell.value {
        Value::Text(text) => Some(tidy(&text)),
        _ => None,
    });
    texts.collect()
}

/// The findings in each form, and B19 for texts that forms share and that are not printed on a blank form.
pub fn of_forms(outcomes: &Outcomes, schemes: &[Scheme]) -> Vec<Finding> {
    let printed: BTreeSet<String> = schemes.iter().flat_map(printed).collect();
    let mut findings = Vec::new();
    let mut texts: Vec<(String, Vec<Stated>)> = Vec::new();
    for filed in forms(outcomes) {
        let checked = checks::check(&filed.form, &schemes[filed.table].ties);
        findings.extend(filed.form.findings.iter().cloned().chain(checked).map(|finding| {
            let place = in_file(&filed.file, &finding.place);
            Finding { place, ..finding }.of(&filed.department, "")
        }));
        let placed = |text: &Stated| Stated { place: in_file(&filed.file, &text.place), ..text.clone() };
        texts.push((filed.department.clone(), filed.form.texts.iter().map(placed).collect()));
    }
    findings.extend(checks::copied(&texts, &printed));
    findings
}

/// The rows of 收集情况.
pub fn reports(outcomes: &Outcomes, findings: &[Finding]) -> Vec<FileReport> {
    let report = |(file, outcome): &(&str, Outcome)| match outcome {
        Outcome::Unread(why) | Outcome::NoTable(why) => FileReport::new(file, Status::Unread, why),
        Outcome::Skipped(why) | Outcome::Copy(why) => FileReport::new(file, Status::Skipped, why),
        Outcome::Form(filed) => of_form(filed, findings),
    };
    outcomes.iter().map(report).collect()
}

fn of_form(filed: &Filed, findings: &[Finding]) -> FileReport {
    let inside = format!("{} ", filed.file);
    let is_own = |one: &&Finding| one.place.sheet == filed.file || one.place.sheet.starts_with(&inside);
    let own: Vec<&Finding> = findings.iter().filter(is_own).collect();
    let count = |severity| own.iter().filter(|finding| finding.severity() == severity).count();
    let (musts, hints) = (count(Severity::Must), count(Severity::Hint));
    let status = if musts + hints > 0 { Status::Doubtful } else { Status::Read };
    let [contact, phone] = filed.contact.clone();
    FileReport {
        department: filed.department.clone(),
        values: filed.form.count(),
        musts,
        hints,
        contact,
        phone,
        ..FileReport::new(&filed.file, status, &reason(filed, &own))
    }
}

/// The titles of a file's findings, and the name as written where it is an alias.
fn reason(filed: &Filed, own: &[&Finding]) -> String {
    let doubts = own.iter().filter(|finding| finding.severity() != Severity::Normalised);
    let titles: IndexSet<&str> = doubts.map(|finding| finding.code.info().title).collect();
    let written = filed.named.text();
    let alias = (tidy(&written) != tidy(&filed.department)).then(|| format!("表内写作“{written}”，按“部门别名”列入"));
    alias.into_iter().chain(titles.into_iter().map(str::to_string)).collect::<Vec<_>>().join("；")
}
