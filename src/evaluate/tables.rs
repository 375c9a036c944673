//! The evaluations of a workbook: one, or one for each of several 评分表.

use crate::evaluate::appealed::{Appealed, check_stated};
use crate::evaluate::{Evaluation, Refusal, Style};
use crate::ground::{Finding, Gathered, sort, tidy};
use crate::scheme::name_sheets;
use crate::submission::ledger::{Settled, settle};
use crate::submission::tables::{Filed, parse_all};
use crate::workbook::read::{Book, read_book};
use std::sync::Arc;

/// A scored workbook: one evaluation for each 评分表 that it uses, at least one.
pub struct Evaluations {
    /// In the order of their sheets.
    pub each: Vec<Evaluation>,
    /// All findings, where there are several.
    joined: Vec<Finding>,
}

impl From<Evaluation> for Evaluations {
    fn from(evaluation: Evaluation) -> Evaluations {
        Evaluations { each: vec![evaluation], joined: Vec::new() }
    }
}

/// The same, as the result shows it.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// In the order of their sheets, at least one.
    pub each: &'a [Evaluation],
    /// All findings.
    pub findings: &'a [Finding],
}

impl<'a> From<&'a Evaluation> for Whole<'a> {
    fn from(evaluation: &'a Evaluation) -> Whole<'a> {
        Whole { each: std::slice::from_ref(evaluation), findings: &evaluation.findings }
    }
}

impl<'a> From<&'a Evaluations> for Whole<'a> {
    fn from(evaluations: &'a Evaluations) -> Whole<'a> {
        evaluations.whole()
    }
}

impl<'a> Whole<'a> {
    /// Whether there are several tables.
    pub fn is_several(self) -> bool {
        self.each.len() > 1
    }

    /// The first: its workbook, 参数 and findings' order are those of all.
    pub fn first(self) -> &'a Evaluation {
        &self.each[0]
    }

    /// The evaluation of the department of a name; the first where there is no such department.
    pub fn of_department(self, name: &str) -> &'a Evaluation {
        self.each.iter().find(|one| has_department(one, name)).unwrap_or(self.first())
    }

    /// The number of all departments.
    pub fn departments(self) -> usize {
        self.each.iter().map(|evaluation| evaluation.cards.len()).sum()
    }
}

/// Whether a department of that name is scored by the table of an evaluation.
pub fn has_department(evaluation: &Evaluation, name: &str) -> bool {
    evaluation.submission.departments.iter().any(|own| tidy(&own.name) == tidy(name))
}

/// Why a workbook is refused, the gravest first.
fn refused(mut faults: Vec<Finding>) -> Refusal {
    sort(&mut faults);
    Refusal::Faults(faults)
}

/// A workbook whose 评分表, 参数 and 部门数据 are understood, before it is scored.
pub struct Understood {
    settled: Settled,
    common: Vec<Finding>,
}

impl Understood {
    /// Reads the sheets of a workbook.
    ///
    /// # Errors
    /// [`Refusal::Faults`].
    pub fn of(mut book: Book) -> Result<Understood, Refusal> {
        let mut found = Gathered::default();
        found.gather(name_sheets(&mut book).map(|findings| ((), findings)));
        let settled = found.gather(settle(book).map(|settled| (settled, Vec::new())));
        let (settled, common) = found.finish(settled).map_err(refused)?;
        Ok(Understood { settled, common })
    }

    /// How much there is to score, in words.
    pub fn counts(&self) -> String {
        let each = &self.settled.filed.each;
        let tables = if each.len() > 1 { format!("{}个评分表，", each.len()) } else { String::new() };
        let indicators: usize = each.iter().map(|(one, _)| one.scheme.rules.len()).sum();
        let departments: usize = each.iter().map(|(one, _)| one.departments.len()).sum();
        format!("{tables}{indicators}项指标，{departments}个部门")
    }
}

impl Evaluations {
    /// Reads and scores a workbook; `name` is that of its file.
    ///
    /// # Errors
    /// [`Refusal::Read`] and [`Refusal::Faults`].
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<Evaluations, Refusal> {
        Evaluations::of_book(read_book(name, bytes)?, name)
    }

    /// Scores, ranks and checks a workbook that has been read, with the accepted corrections of its 申诉台账.
    ///
    /// # Errors
    /// [`Refusal::Faults`].
    pub fn of_book(book: Book, name: &str) -> Result<Evaluations, Refusal> {
        Ok(Evaluations::of_understood(Understood::of(book)?, name))
    }

    /// The same of a workbook whose sheets are understood.
    pub fn of_understood(Understood { settled, common }: Understood, name: &str) -> Evaluations {
        let Settled { book, filed, first, corrections, stated, findings } = settled;
        let before = first.map(|(book, filed)| Evaluations::scored((book, name), filed, common.clone()));
        let mut after = Evaluations::scored((book, name), filed, common);
        let other_marks = check_stated(before.as_ref().unwrap_or(&after), &stated);
        after.add([findings, other_marks].concat());
        if let Some(before) = before {
            let appealed = Arc::new(Appealed { before, corrections });
            after.each.iter_mut().for_each(|one| one.appealed = Some(Arc::clone(&appealed)));
        }
        after
    }

    /// The same by the figures that stand in 部门数据, whatever 申诉台账 says.
    ///
    /// # Errors
    /// [`Refusal::Faults`].
    pub fn as_it_stands(book: Book, name: &str) -> Result<Evaluations, Refusal> {
        let filed = parse_all(&book).map_err(refused)?;
        Ok(Evaluations::scored((book, name), filed, Vec::new()))
    }

    /// Scores what was filed; `common` is what was found before.
    fn scored((book, name): (Book, &str), filed: Filed, mut common: Vec<Finding>) -> Evaluations {
        common.extend(filed.common);
        let (book, several) = (Arc::new(book), filed.each.len() > 1);
        let score = |(submission, mut findings): (_, Vec<Finding>)| {
            if !several {
                findings.append(&mut common);
            }
            Evaluation::of_submission((&book, name), submission, findings)
        };
        let mut each: Vec<Evaluation> = filed.each.into_iter().map(score).collect();
        if several {
            common.extend(each.iter().flat_map(|evaluation| evaluation.findings.iter().cloned()));
            sort(&mut common);
            let scores = each.iter().map(|one| one.cards.len() * one.scheme().rules.len()).sum();
            each.iter_mut().for_each(|evaluation| evaluation.style = Style::of(scores));
        }
        let mut evaluations = Evaluations { each, joined: common };
        evaluations.tell_open();
        evaluations
    }

    /// As the result shows it.
    pub fn whole(&self) -> Whole<'_> {
        Whole { each: &self.each, findings: self.findings() }
    }

    /// All findings.
    pub fn findings(&self) -> &[Finding] {
        match &self.each[..] {
            [one] => &one.findings,
            _ => &self.joined,
        }
    }

    /// Adds what is found beside another workbook: of a department with its table, all else for the whole workbook.
    pub fn add(&mut self, findings: Vec<Finding>) {
        if findings.is_empty() {
            return;
        }
        if let [one] = &mut self.each[..] {
            one.findings.extend(findings);
            return sort(&mut one.findings);
        }
        for finding in &findings {
            let own = self.each.iter_mut().find(|one| has_department(one, &finding.department));
            if let Some(one) = own {
                one.findings.push(finding.clone());
                sort(&mut one.findings);
            }
        }
        self.joined.extend(findings);
        sort(&mut self.joined);
        self.tell_open();
    }

    /// Tells each what is open for all, where there are several.
    fn tell_open(&mut self) {
        let open: Vec<Finding> = self.joined.iter().filter(|finding| finding.is_open()).cloned().collect();
        self.each.iter_mut().for_each(|one| one.open_in_all.clone_from(&open));
    }

    /// The evaluation that is meant; the first where none is.
    pub fn taken(mut self, is_meant: impl Fn(&Evaluation) -> bool) -> Evaluation {
        let at = self.each.iter().position(is_meant).unwrap_or(0);
        self.each.swap_remove(at)
    }

    /// The evaluation of a workbook with one 评分表.
    ///
    /// # Errors
    /// [`Refusal::Asked`]: there are several, and what was asked for cannot be done with them.
    pub fn only(mut self) -> Result<Evaluation, Refusal> {
        match (self.each.len(), self.each.pop()) {
            (1, Some(one)) => Ok(one),
            (_, last) => {
                let mut sheets: Vec<String> = self.each.iter().map(|one| one.scheme().table.sheet.clone()).collect();
                sheets.extend(last.map(|one| one.scheme().table.sheet.clone()));
                Err(Refusal::Asked(format!(
                    "这个工作簿有{}个评分表（{}），这个命令还不能用于几个评分表的工作簿；请按评分表分成几个工作簿再做",
                    sheets.len(),
                    sheets.join("、")
                )))
            }
        }
    }
}
