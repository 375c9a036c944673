//! 分等计分: marks by a grade in words (健全4分，基本健全2分，不健全不得分), which a person fills in.

mod parse;

use crate::criterion::formula::{Formulas, Refs, points, sum_over};
use crate::criterion::rule::{Common, Example, Facts, Kind, Needs, RuleKind, Subject, Unscorable};
use crate::criterion::scale::Grade;
use crate::criterion::wording;
use crate::ground::{Conventions, Exact, Points};

pub(crate) const KIND: Kind = Kind {
    id: "grades",
    name: "分等计分",
    about: "按所属等级（健全、基本健全、不健全一类）计分，等级由部门或评审人员填写。",
    sample: "健全的得3分，基本健全的得1分，不健全的不得分。",
    sample_marks: 3,
    parse: parse::parse,
};

/// A rule that gives marks by a grade.
#[derive(Clone, Debug)]
struct Grades {
    common: Common,
    /// What is graded, as written before the first grade: 管理制度; may be empty.
    subject: String,
    /// The grades, the best first.
    grades: Vec<Grade>,
}

impl Grades {
    fn grade(&self, facts: &Facts) -> Result<&Grade, Unscorable> {
        let Facts::Grade(at) = facts else { return Err(KIND.other_facts()) };
        self.grades.get(*at).ok_or_else(|| KIND.other_facts())
    }
}

impl RuleKind for Grades {
    fn common(&self) -> &Common {
        &self.common
    }

    fn needs(&self) -> Needs {
        Needs::Grade(self.grades.iter().map(|grade| grade.word.clone()).collect())
    }

    fn score(&self, facts: &Facts, _: &Conventions) -> Result<Exact, Unscorable> {
        self.grade(facts).map(|grade| grade.marks.exact())
    }

    /// 「管理制度健全性：管理制度“基本健全”，计2分，扣2分。」
    fn explain(&self, facts: &Facts, subject: &Subject, _: &Conventions) -> Result<String, Unscorable> {
        let Grade { word, marks } = self.grade(facts)?;
        let award = wording::award(*marks);
        let lost = wording::lost(self.full_marks(), *marks);
        let text = format!("{}{}“{word}”，{award}{lost}", wording::named(subject, "："), self.subject);
        Ok(wording::with_remark(&text, "情况说明", subject.remark))
    }

    fn read_back(&self) -> String {
        let grade = |(at, grade): (usize, &Grade)| {
            let subject = if at == 0 { self.subject.as_str() } else { "" };
            format!("{subject}{}的，{}", grade.word, wording::award(grade.marks))
        };
        let grades: Vec<String> = self.grades.iter().enumerate().map(grade).collect();
        format!("{}；按所属的一个等级计分{}。", grades.join("；"), self.common().not_applicable_words())
    }

    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let example = |(at, grade): (usize, &Grade)| self.example(grade.word.clone(), &Facts::Grade(at), conventions);
        self.grades.iter().enumerate().map(example).take(12).collect()
    }

    /// `IF(等级="健全",4,IF(等级="基本健全",2,0))`
    fn formulas(&self, refs: &Refs) -> Formulas {
        let runs = refs.runs();
        let cell = runs.first().cloned().unwrap_or_default();
        let is = |grade: &Grade| format!("{cell}=\"{}\"", grade.word);
        let marks_or = |other: String| {
            let grades = self.grades.iter().rev();
            grades.fold(other, |rest, grade| format!("IF({},{},{rest})", is(grade), points(grade.marks)))
        };
        let known = self.grades.iter().map(is).collect::<Vec<String>>().join(",");
        let least = self.grades.last().map_or(Points::ZERO, |grade| grade.marks);
        Formulas {
            helper: None,
            marks: marks_or("0".into()),
            usable: format!("IF(OR({known}),1,0)"),
            not_applicable: sum_over(&runs, |run| format!("COUNTIF({run},\"不适用\")+COUNTIF({run},\"不涉及\")")),
            // a grade that is there is sure while something else is missing
            range: Some((marks_or(points(least)), marks_or(points(self.full_marks())))),
        }
    }
}
