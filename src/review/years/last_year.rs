//! 与去年核对: what departments filed this year beside what they filed last year. The figures of 上年 must be those of
//! last year, 编制 and 资产 do not jump, and no two years have the same figures throughout.

use crate::evaluate::{Evaluation, Evaluations, LastYearFile, Refusal, Whole};
use crate::ground::names::sheets;
use crate::ground::{CellRef, Code, Exact, Finding, Message, Place, sort, tidy};
use crate::review::BeforeAfter;
use crate::review::years::Comparison;
use crate::review::years::lists::CHECKED;
use crate::review::years::matching::{Matching, Pair};
use crate::scheme::last_year::{names_before, year_number};
use crate::scheme::{ColumnKey, DataColumn};
use crate::submission::{Department, Entry};
use rust_decimal::{Decimal, dec};

/// A figure that does not change much within a year.
struct Steady {
    /// How its name ends.
    ending: &'static str,
    /// So many percent more or less are told.
    percent: i64,
}

const STEADY: &[Steady] = &[
    Steady { ending: "编制", percent: 20 },
    Steady { ending: "编制数", percent: 20 },
    Steady { ending: "资产合计", percent: 50 },
    Steady { ending: "资产总额", percent: 50 },
    Steady { ending: "资产总计", percent: 50 },
];

/// Figures of both years that differ by no more are the same, as in 审核公式.
const TOLERANCE: Decimal = dec!(0.01);
/// Fewer figures may well be the same in two years.
const LEAST_SAME: usize = 5;
/// So many departments with the same figures are no accident of one department.
const LEAST_ALL: usize = 2;

/// Adds to the evaluations of a workbook what is found beside last year's.
///
/// # Errors
/// The workbook is not of the year before; a 部门别名 that stands for two departments.
pub fn check_against(evaluations: &mut Evaluations, last: &Evaluations) -> Result<(), Refusal> {
    let (before, after) = (last.whole(), evaluations.whole());
    let file = before.first();
    if let Some([before, after]) = years_apart(file, after.first()) {
        let name = &file.input_name;
        let advice = "请写上一年度的工作簿，或核对两个工作簿“参数”表的年度";
        return Err(Refusal::Asked(format!("“{name}”是{before}年度，要评分的是{after}年度，不是上一年，{advice}")));
    }
    let matching = Matching::new(before, after)?;
    let findings = check(before, after, &matching);
    evaluations.add(findings);
    let file = LastYearFile { name: file.input_name.clone(), sha256: file.book.sha256.clone() };
    evaluations.each.iter_mut().for_each(|one| one.last_year = Some(file.clone()));
    Ok(())
}

/// The 年度 of both where they are known and the first is not the year before the second.
fn years_apart(before: &Evaluation, after: &Evaluation) -> Option<[u32; 2]> {
    let (before, after) = (year_number(&before.scheme().year)?, year_number(&after.scheme().year)?);
    (before + 1 != after).then_some([before, after])
}

/// What is found between two years; the figures of 上年 only where the one is the year before the other.
pub(crate) fn check(before: Whole, after: Whole, matching: &Matching) -> Vec<Finding> {
    let groups: Vec<Years> = groups(before, after, matching)
        .into_iter()
        .map(|group| {
            let several = before.is_several() || after.is_several();
            Years {
                before: &before.each[group.tables.before],
                after: &after.each[group.tables.after],
                pairs: group.pairs,
                several,
            }
        })
        .collect();
    let mut findings = same_rows(&groups);
    if years_apart(before.first(), after.first()).is_none() {
        findings.extend(groups.iter().flat_map(Years::figures_of_last_year));
        findings.extend(groups.iter().flat_map(Years::steady));
        findings.extend(unchecked(&groups, after, matching));
    }
    sort(&mut findings);
    findings
}

/// Departments that were scored by one table last year and by one this year.
pub(crate) struct Group {
    /// The numbers of the tables.
    pub tables: BeforeAfter<usize>,
    /// The departments, by their numbers in each table.
    pub pairs: Vec<Pair>,
}

/// The departments of both years by their tables; with one table each there is one group, be it empty.
pub(crate) fn groups(before: Whole, after: Whole, matching: &Matching) -> Vec<Group> {
    let members = BeforeAfter { before, after }.map(|whole| {
        let each = whole.each.iter().enumerate();
        each.flat_map(|(table, one)| (0..one.cards.len()).map(move |at| (table, at))).collect::<Vec<_>>()
    });
    let mut groups: Vec<Group> = Vec::new();
    for (after_at, before_at) in (0..after.each.len()).flat_map(|a| (0..before.each.len()).map(move |b| (a, b))) {
        let tables = BeforeAfter { before: before_at, after: after_at };
        let pairs = matching.pairs.iter().filter_map(|pair| {
            let ((of_before, old), (of_after, new)) = (members.before[pair.before], members.after[pair.after]);
            ((of_before, of_after) == (before_at, after_at)).then_some(Pair { before: old, after: new })
        });
        let pairs: Vec<Pair> = pairs.collect();
        if !pairs.is_empty() || (before.each.len(), after.each.len()) == (1, 1) {
            groups.push(Group { tables, pairs });
        }
    }
    groups
}

impl Comparison<'_> {
    /// Before anything else is said: that these are not the data of two years.
    pub(crate) fn same_data(&self) -> String {
        let same = self.findings.iter().find(|finding| finding.code == Code::LastYearSame);
        same.map(|finding| format!("（{}，以下的升降没有意义。）", finding.message.found)).unwrap_or_default()
    }

    /// What was checked between the data of both years.
    pub(crate) fn checked(&self) -> Vec<String> {
        checked(self.before, self.after, &self.findings)
    }
}

/// What was checked between the data of two years.
pub(crate) fn checked(before: &Evaluation, after: &Evaluation, findings: &[Finding]) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some([before, after]) = years_apart(before, after) {
        notes.push(format!("{before}年度不是{after}年度的上一年，“上年”的数据项、编制、资产没有核对。"));
    }
    let count = findings.len();
    if count > 0 {
        notes.push(format!("与去年的数据核对，有疑点{count}条，见“{CHECKED}”表。"));
    }
    notes
}

/// Which column of last year is which of this year.
struct Columns<'a> {
    at: BeforeAfter<usize>,
    names: BeforeAfter<&'a str>,
}

/// The departments of a table of each year.
struct Years<'a> {
    before: &'a Evaluation,
    after: &'a Evaluation,
    pairs: Vec<Pair>,
    /// Whether there are others.
    several: bool,
}

impl<'a> Years<'a> {
    fn departments(&self, pair: &Pair) -> BeforeAfter<&'a Department> {
        let of = |year: &'a Evaluation, at: usize| &year.submission.departments[at];
        BeforeAfter { before: of(self.before, pair.before), after: of(self.after, pair.after) }
    }

    /// 数据项 of this year.
    fn items(&self) -> impl Iterator<Item = (usize, &'a DataColumn, &'a str)> {
        let columns = self.after.submission.scheme.columns.iter().enumerate();
        columns.filter_map(|(at, column)| match &column.key {
            ColumnKey::DataItem(item) => Some((at, column, item.as_str())),
            _ => None,
        })
    }

    /// The one column of last year with one of these names and the same unit.
    fn old(&self, names: &[String], unit: &str) -> Option<(usize, &'a str)> {
        let columns = self.before.submission.scheme.columns.iter().enumerate();
        let mut found = columns.filter_map(|(at, column)| match &column.key {
            ColumnKey::DataItem(item) if names.iter().any(|name| tidy(name) == tidy(item)) => Some((at, column, item)),
            _ => None,
        });
        let (at, column, item) = found.next()?;
        (found.next().is_none() && column.unit == unit).then_some((at, item.as_str()))
    }

    /// 数据项 of the same name in both years, save those of 上年.
    fn own_items(&self) -> Vec<Columns<'a>> {
        let own = self.items().filter(|(_, _, item)| names_before(item).is_empty());
        own.filter_map(|(after, column, name)| {
            let (before, old) = self.old(&[name.to_string()], &column.unit)?;
            Some(Columns { at: BeforeAfter { before, after }, names: BeforeAfter { before: old, after: name } })
        })
        .collect()
    }

    /// 数据项 of 上年 with the figures of last year that they repeat.
    fn repeated(&self) -> Vec<Columns<'a>> {
        let repeated = self.items().filter_map(|(after, column, name)| {
            let (before, old) = self.old(&names_before(name), &column.unit)?;
            Some(Columns { at: BeforeAfter { before, after }, names: BeforeAfter { before: old, after: name } })
        });
        repeated.collect()
    }

    fn finding(&self, code: Code, department: &Department, column: usize, message: Message) -> Finding {
        let cell = self.after.submission.cell(department, column);
        Finding::new(code, Place { sheet: sheets::DATA.into(), cell }, message).of(&department.name, "")
    }

    /// Where last year's figure stands: `2023.xlsx 部门数据!F7`.
    fn source(&self, department: &Department, column: usize) -> String {
        let cell = self.before.submission.cell(department, column).map(|cell| Place::cell(sheets::DATA, cell));
        cell.map(|place| format!("“{}”{place}", self.before.input_name)).unwrap_or_default()
    }

    /// Y01
    fn figures_of_last_year(&self) -> Vec<Finding> {
        let columns = self.repeated();
        let pairs = self.pairs.iter();
        pairs.flat_map(|pair| columns.iter().filter_map(|columns| self.repeats(pair, columns))).collect()
    }

    fn repeats(&self, pair: &Pair, Columns { at, names }: &Columns) -> Option<Finding> {
        let departments = self.departments(pair);
        let then = departments.before.entries[at.before].number()?;
        let entry = &departments.after.entries[at.after];
        let (now, filed) = match entry {
            Entry::Number(number) => (*number, number.normalize().to_string()),
            Entry::Blank => (Decimal::ZERO, "空白".to_string()),
            Entry::NotApplicable => (Decimal::ZERO, "“无”".to_string()),
            _ => return None,
        };
        let apart = now.checked_sub(then)?.abs();
        if apart <= TOLERANCE {
            return None;
        }
        let found = format!(
            "“{}”为{filed}，去年的“{}”是{}（{}），相差{}",
            names.after,
            names.before,
            then.normalize(),
            self.source(departments.before, at.before),
            apart.normalize()
        );
        let expected = format!("“{}”等于去年的“{}”", names.after, names.before);
        let message = Message::new(expected, found, "请部门核对后更正；去年的数后来有调整的，附说明");
        Some(self.finding(Code::LastYearDiffers, departments.after, at.after, message))
    }

    /// Y02
    fn steady(&self) -> Vec<Finding> {
        let of = |name: &str| STEADY.iter().find(|steady| name.ends_with(steady.ending));
        let own = self.own_items();
        let columns: Vec<(&Columns, &Steady)> =
            own.iter().filter_map(|columns| Some((columns, of(columns.names.after)?))).collect();
        let pairs = self.pairs.iter();
        let jump = |pair| columns.iter().filter_map(move |(columns, steady)| self.jump(pair, columns, steady));
        pairs.flat_map(jump).collect()
    }

    fn jump(&self, pair: &Pair, Columns { at, names }: &Columns, steady: &Steady) -> Option<Finding> {
        let departments = self.departments(pair);
        let then = departments.before.entries[at.before].number()?;
        let now = departments.after.entries[at.after].number()?;
        let [old, new] = [then, now].map(Exact::from_decimal);
        let change = new.minus(old)?.over(old)?;
        if change.abs() <= Exact::percent(Decimal::from(steady.percent)) {
            return None;
        }
        let word = if change.is_negative() { "减少" } else { "增加" };
        let percent = change.abs().times(Exact::whole(100))?.to_decimal(2)?.normalize();
        let found = format!(
            "“{}”由去年的{}（{}）变为{}，{word}{percent}%",
            names.after,
            then.normalize(),
            self.source(departments.before, at.before),
            now.normalize()
        );
        let expected = format!("“{}”与去年相差不超过{}%", names.after, steady.percent);
        let message = Message::new(expected, found, "请核对是否填错；属实的附说明");
        Some(self.finding(Code::LastYearJump, departments.after, at.after, message))
    }

    /// Departments with figures, how many, and whether they are all those of last year.
    fn filed(&self) -> Vec<(&Pair, usize, bool)> {
        let columns = self.own_items();
        let one = |pair| (pair, self.figures(pair, &columns), self.is_same_row(pair, &columns));
        self.pairs.iter().map(one).filter(|(_, figures, _)| *figures >= LEAST_SAME).collect()
    }

    fn copied(&self, pair: &Pair, figures: usize) -> Finding {
        let departments = self.departments(pair);
        let row = CellRef::new(departments.before.row, self.before.submission.name_at);
        let place = Place::cell(sheets::DATA, row);
        let found = format!("{figures}个数全部与“{}”{place}一行相同", self.before.input_name);
        let message = Message::new("今年的数据", found, "请部门核对是否把去年的表又报了一次");
        let own = CellRef::new(departments.after.row, self.after.submission.name_at);
        let finding = Finding::new(Code::LastYearCopied, Place::cell(sheets::DATA, own), message);
        finding.of(&departments.after.name, "")
    }

    /// How many figures other than 0 a department filed this year.
    fn figures(&self, pair: &Pair, columns: &[Columns]) -> usize {
        let entries = &self.departments(pair).after.entries;
        let is_figure = |number: Decimal| !number.is_zero();
        columns.iter().filter(|columns| entries[columns.at.after].number().is_some_and(is_figure)).count()
    }

    fn is_same_row(&self, pair: &Pair, columns: &[Columns]) -> bool {
        let BeforeAfter { before, after } = self.departments(pair);
        columns.iter().all(|Columns { at, .. }| before.entries[at.before] == after.entries[at.after])
    }

    /// Figures of 上年 that nothing of last year stands beside.
    fn figures_unchecked(&self) -> Vec<String> {
        let mut found = Vec::new();
        let whose = if self.several { format!("的“{}”", self.before.scheme().table.sheet) } else { String::new() };
        for (_, column, item) in self.items() {
            let names = names_before(item);
            if !names.is_empty() && self.old(&names, &column.unit).is_none() {
                found.push(format!("“{item}”：去年{whose}没有“{}”一列，或单位不同", names[0]));
            }
        }
        found.extend(self.repeated().iter().filter_map(|columns| self.without_last_year(columns)));
        found
    }

    /// The departments that have a figure of 上年 and none of last year.
    fn without_last_year(&self, Columns { at, names }: &Columns) -> Option<String> {
        let departments = self.pairs.iter().map(|pair| self.departments(pair));
        let has_one = |entry: &Entry| entry.number().is_some_and(|number| !number.is_zero());
        let without = departments.filter(|BeforeAfter { before, after }| {
            before.entries[at.before].number().is_none() && has_one(&after.entries[at.after])
        });
        let without: Vec<&str> = without.map(|departments| departments.after.name.as_str()).collect();
        let list = without.join("、");
        (!without.is_empty()).then(|| format!("“{}”：去年没有填“{}”的部门：{list}", names.after, names.before))
    }
}

/// Y03, or Y04 where it is so with all.
fn same_rows(groups: &[Years]) -> Vec<Finding> {
    let filed: Vec<_> =
        groups.iter().flat_map(|years| years.filed().into_iter().map(move |one| (years, one))).collect();
    let same: Vec<_> = filed.iter().filter(|(_, (_, _, same))| *same).collect();
    if let Some((years, _)) = same.first().filter(|_| same.len() >= LEAST_ALL && same.len() == filed.len()) {
        let found =
            format!("两年都有的{}个部门，数据全部与“{}”相同，不是两年的数据", same.len(), years.before.input_name);
        let advice = "请核对文件是否用错，今年的数据是否还没有填；开始新的一年，请带入去年的工作簿生成模板，年度写今年（jixiao 模板 --from 去年 --year 今年）";
        let message = Message::new("两年的数据不同", found, advice);
        return vec![Finding::new(Code::LastYearSame, Place::sheet(sheets::DATA), message)];
    }
    same.into_iter().map(|(years, (pair, figures, _))| years.copied(pair, *figures)).collect()
}

/// Y05: departments and figures that nothing of last year stands beside.
fn unchecked(groups: &[Years], after: Whole, matching: &Matching) -> Vec<Finding> {
    let all: Vec<&Department> = after.each.iter().flat_map(|one| &one.submission.departments).collect();
    let names = matching.only_after.iter().map(|at| all[*at].name.as_str());
    let names: Vec<&str> = names.chain(matching.doubled.iter().map(String::as_str)).collect();
    let mut found = Vec::new();
    if !names.is_empty() {
        found.push(format!("去年没有（或有两行）的部门：{}", names.join("、")));
    }
    found.extend(groups.iter().flat_map(Years::figures_unchecked));
    let finding = |found| {
        let advice = "请自行核对；改了名的部门，写入“部门别名”表";
        let message = Message::new("去年的同一部门、同一个数", found, advice);
        Finding::new(Code::LastYearUnchecked, Place::sheet(sheets::DATA), message)
    };
    found.into_iter().map(finding).collect()
}
