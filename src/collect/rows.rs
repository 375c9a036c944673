//! All outcomes together: whose rows the workbook has, what is to be said of files and of forms.

use crate::collect::fill::{Row, in_file};
use crate::collect::form::Entry;
use crate::collect::one::{Filed, Outcome};
use crate::collect::roster::Roster;
use crate::collect::{FileReport, Status, checks, count};
use crate::ground::finding::{Code, Finding, Message, Severity};
use crate::ground::number::tidy;
use crate::ground::place::Place;
use crate::scheme::Scheme;
use crate::scheme::ties::Tie;
use crate::submission::department_list::ListedDepartment;
use crate::workbook::sheet::Value;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The forms with their files.
fn forms<'a>(outcomes: &'a [(&'a str, Outcome)]) -> impl Iterator<Item = (&'a str, &'a Filed)> {
    outcomes.iter().filter_map(|(file, outcome)| match outcome {
        Outcome::Form(filed) => Some((*file, &**filed)),
        _ => None,
    })
}

fn of_file(file: &str, code: Code, message: Message) -> Finding {
    Finding::new(code, in_file(file, &Place::file()), message)
}

/// What is to be said of the files as such. A copy of a file is left out.
pub fn told(outcomes: &mut [(&str, Outcome)], roster: &Roster) -> Vec<Finding> {
    let mut findings = copies(outcomes);
    for (file, outcome) in outcomes.iter() {
        match outcome {
            Outcome::Unread(why) => {
                let advice = "处理后重新收集";
                findings.push(of_file(file, Code::FormUnread, Message::new("可以读取的填报表", why.clone(), advice)));
            }
            Outcome::Skipped(why) if !why.starts_with("与") => {
                findings.push(of_file(file, Code::FileSkipped, Message::new("填报表", why.clone(), "无需处理")));
            }
            Outcome::Skipped(_) => {}
            Outcome::Form(filed) => findings.extend(stranger(file, filed)),
        }
    }
    findings.extend(twice(outcomes));
    let filed: Vec<String> = forms(outcomes).map(|(_, filed)| tidy(&filed.department)).collect();
    for name in roster.names().filter(|name| !filed.contains(&tidy(name))) {
        let near: Vec<&str> = forms(outcomes)
            .filter(|(_, filed)| filed.stranger.as_ref().is_some_and(|near| near.iter().any(|near| near == name)))
            .map(|(file, _)| file)
            .collect();
        let hint =
            if near.is_empty() { String::new() } else { format!("；名称近似的有：{}", near.join("、")) };
        let found = format!("没有收到可用的填报表{hint}");
        let advice = "请催报；名称不同的请在“部门别名”表中写明";
        let place = Place::sheet("部门名单");
        let finding = Finding::new(Code::FormMissing, place, Message::new("名单上的部门都有填报表", found, advice));
        findings.push(finding.of(name, ""));
    }
    findings
}

fn stranger(file: &str, filed: &Filed) -> Option<Finding> {
    let near = filed.stranger.as_ref()?;
    let alike =
        if near.is_empty() { "没有近似的名称".to_string() } else { format!("是不是：{}", near.join("、")) };
    let found = format!("“{}”不在名单中，照原名列入；{alike}", filed.department);
    let place = in_file(file, &filed.named.place);
    let advice = "同一部门的，请在“部门别名”表中写明（部门（单位）名称、别名两列）；另一部门的，请加入名单";
    let finding = Finding::new(Code::NotListed, place, Message::new("名单上的部门", found, advice));
    Some(finding.of(&filed.department, ""))
}

/// Files of the same bytes are one.
fn copies(outcomes: &mut [(&str, Outcome)]) -> Vec<Finding> {
    let mut first: IndexMap<String, &str> = IndexMap::new();
    let mut findings = Vec::new();
    for (file, outcome) in outcomes.iter_mut() {
        let Outcome::Form(filed) = outcome else { continue };
        match first.get(&filed.sha256) {
            Some(other) => {
                let found = format!("与“{other}”内容完全相同，只采用“{other}”");
                findings.push(of_file(
                    file,
                    Code::FileCopied,
                    Message::new("每个部门一个文件", found.clone(), "可删去一个"),
                ));
                *outcome = Outcome::Skipped(found);
            }
            None => {
                first.insert(filed.sha256.clone(), file);
            }
        }
    }
    findings
}

/// Departments with several forms.
fn twice(outcomes: &[(&str, Outcome)]) -> Vec<Finding> {
    let mut by_name: IndexMap<String, Vec<(&str, &Filed)>> = IndexMap::new();
    for (file, filed) in forms(outcomes) {
        by_name.entry(tidy(&filed.department)).or_default().push((file, filed));
    }
    let several = by_name.into_values().filter(|all| all.len() > 1);
    let each = several.flat_map(|all| {
        let files: Vec<String> = all.iter().map(|(file, _)| format!("“{file}”")).collect();
        let found = format!("有{}份内容不同的填报表：{}，各占一行列入，没有取舍", all.len(), files.join("、"));
        let told = move |(file, filed): (&str, &Filed)| {
            let place = in_file(file, &filed.named.place);
            let message = Message::new("每个部门一份填报表", found.clone(), "请向部门核实，删去作废的文件后重新收集");
            let finding = Finding::new(Code::FormTwice, place, message);
            finding.of(&filed.department, "")
        };
        all.into_iter().map(told)
    });
    each.collect()
}

/// The year of the workbook: the one given, else the one most forms state; forms of another year are told.
pub fn year(outcomes: &[(&str, Outcome)], given: &str, findings: &mut Vec<Finding>) -> String {
    let mut stated: IndexMap<String, usize> = IndexMap::new();
    for (_, filed) in forms(outcomes) {
        if let Some(year) = &filed.year {
            *stated.entry(year.text()).or_default() += 1;
        }
    }
    let most = stated.iter().max_by_key(|(_, count)| **count).map(|(year, _)| year.clone());
    let given = Some(given.to_string()).filter(|year| !year.is_empty());
    let year = given.or(most).unwrap_or_default();
    for (file, filed) in forms(outcomes) {
        let Some(stated) = filed.year.as_ref().filter(|stated| stated.text() != year) else { continue };
        let found = format!("表内写{}年度，应为{year}年度", stated.text());
        let place = in_file(file, &stated.place);
        let advice = "请核对是否报送了往年的表";
        let finding = Finding::new(Code::YearDiffers, place, Message::new(format!("{year}年度"), found, advice));
        findings.push(finding.of(&filed.department, ""));
    }
    year
}

/// The rows of the workbook: the departments of the list in their order, then the others; several forms of one
/// department stand together.
pub fn rows<'a>(outcomes: &'a [(&'a str, Outcome)], roster: &Roster) -> (Vec<ListedDepartment>, Vec<Row<'a>>) {
    let mut order: IndexMap<String, (String, Vec<Row>)> = IndexMap::new();
    for name in roster.names() {
        order.entry(tidy(name)).or_insert_with(|| (name.to_string(), Vec::new()));
    }
    for (file, filed) in forms(outcomes) {
        let row = Row { file, named: filed.named.place.clone(), form: Some(&filed.form) };
        let entry = order.entry(tidy(&filed.department));
        entry.or_insert_with(|| (filed.department.clone(), Vec::new())).1.push(row);
    }
    let mut departments = Vec::new();
    let mut rows = Vec::new();
    for (name, mut own) in order.into_values() {
        if own.is_empty() {
            own.push(Row { file: "", named: Place::file(), form: None });
        }
        for row in own {
            departments.push(ListedDepartment::new(&name, roster.category(&name)));
            rows.push(row);
        }
    }
    (departments, rows)
}

/// Every text that the blank form prints, tidy.
pub fn printed(scheme: &Scheme) -> BTreeSet<String> {
    let cells = crate::form::form(scheme).into_iter().flat_map(|sheet| sheet.rows).flat_map(|row| row.cells);
    let texts = cells.filter_map(|(_, cell)| match cell.value {
        Value::Text(text) => Some(tidy(&text)),
        _ => None,
    });
    texts.collect()
}

/// What was found in each form, and what forms share besides what is `printed` on them.
pub fn of_forms(outcomes: &[(&str, Outcome)], ties: &[Tie], printed: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut texts: Vec<(String, Vec<Entry>)> = Vec::new();
    for (file, filed) in forms(outcomes) {
        let checked = checks::check(&filed.form, ties);
        let own = filed.form.findings.iter().cloned().chain(checked);
        findings.extend(own.map(|finding| {
            let place = in_file(file, &finding.place);
            Finding { place, ..finding }.of(&filed.department, "")
        }));
        let placed = |entry: &Entry| Entry { place: in_file(file, &entry.place), ..entry.clone() };
        texts.push((filed.department.clone(), filed.form.texts.iter().map(placed).collect()));
    }
    findings.extend(checks::copied(&texts, printed));
    findings
}

/// The rows of 收集情况.
pub fn reports(outcomes: &[(&str, Outcome)], findings: &[Finding]) -> Vec<FileReport> {
    let report = |(file, outcome): &(&str, Outcome)| {
        let filed = match outcome {
            Outcome::Unread(why) => return FileReport::new(file, Status::Unread, why.clone()),
            Outcome::Skipped(why) => return FileReport::new(file, Status::Skipped, why.clone()),
            Outcome::Form(filed) => filed,
        };
        let (musts, hints) = (count(findings, file, Severity::Must), count(findings, file, Severity::Hint));
        let status = if musts + hints > 0 { Status::Doubtful } else { Status::Read };
        let [contact, phone] = filed.contact.clone();
        let mut report = FileReport::new(file, status, reason(file, filed, findings));
        report.department.clone_from(&filed.department);
        FileReport { values: filed.form.count(), musts, hints, contact, phone, ..report }
    };
    outcomes.iter().map(report).collect()
}

/// The kinds of doubts of a file in few words, and the name as written where it is another.
fn reason(file: &str, filed: &Filed, findings: &[Finding]) -> String {
    let inside = format!("{file} ");
    let own = findings.iter().filter(|one| one.place.sheet == file || one.place.sheet.starts_with(&inside));
    let mut titles: Vec<&str> = own
        .filter(|finding| finding.severity() != Severity::Normalised)
        .map(|finding| finding.code.info().title)
        .collect();
    titles.dedup();
    let mut seen = Vec::new();
    titles.retain(|title| {
        !seen.contains(title) && {
            seen.push(title);
            true
        }
    });
    let written = filed.named.text();
    let alias = (tidy(&written) != tidy(&filed.department)).then(|| format!("表内写作“{written}”，按“部门别名”列入"));
    alias.into_iter().chain(titles.iter().map(ToString::to_string)).collect::<Vec<_>>().join("；")
}
