//! The faces of a rule, whatever its kind: needs, score, explain, read back, examples.

use crate::criterion::{
    Bands, Checklist, Example, Facts, Judged, KINDS, Kind, Marking, Needs, Negative, PerCase, PerStep, Proportional,
    Rule, Subject, Trace, Unit, Unscorable, Why, figures,
};
use crate::ground::convention::{Conventions, SettingId};
use crate::ground::quantity::{Exact, Points};
use rust_decimal::Decimal;

impl From<PerStep> for Rule {
    fn from(rule: PerStep) -> Rule {
        Rule::PerStep(rule)
    }
}

impl From<Bands> for Rule {
    fn from(rule: Bands) -> Rule {
        Rule::Bands(rule)
    }
}

impl From<PerCase> for Rule {
    fn from(rule: PerCase) -> Rule {
        Rule::PerCase(rule)
    }
}

impl From<Checklist> for Rule {
    fn from(rule: Checklist) -> Rule {
        Rule::Checklist(rule)
    }
}

impl From<Proportional> for Rule {
    fn from(rule: Proportional) -> Rule {
        Rule::Proportional(rule)
    }
}

impl From<Judged> for Rule {
    fn from(rule: Judged) -> Rule {
        Rule::Judged(rule)
    }
}

impl Rule {
    /// 人工评定, whatever the text says.
    pub fn judged(full_marks: Points) -> Rule {
        Rule::Judged(Judged { full: full_marks, why: Why::Person })
    }

    /// The row of [`KINDS`] this belongs to.
    pub fn kind(&self) -> &'static Kind {
        let index = match self {
            Rule::PerStep(_) => 0,
            Rule::Bands(_) => 1,
            Rule::PerCase(_) => 2,
            Rule::Checklist(_) => 3,
            Rule::Proportional(_) => 4,
            Rule::Judged(_) => 5,
        };
        &KINDS[index]
    }

    /// The Chinese name of the kind: 逐点扣分, 分档计分, 按例扣分, 分项计分, 按比例计分, 人工评定.
    pub fn kind_name(&self) -> &'static str {
        self.kind().name
    }

    /// 分值.
    pub fn full_marks(&self) -> Points {
        match self {
            Rule::PerStep(rule) => rule.full,
            Rule::Bands(rule) => rule.full,
            Rule::PerCase(rule) => rule.full,
            Rule::Checklist(rule) => rule.full,
            Rule::Proportional(rule) => rule.full,
            Rule::Judged(rule) => rule.full,
        }
    }

    /// What the measure counts: percentages, plain numbers or units; none where there is no measure.
    pub fn unit(&self) -> Option<&Unit> {
        match self {
            Rule::PerStep(rule) => Some(&rule.unit),
            Rule::Bands(rule) => Some(&rule.unit),
            Rule::Proportional(_) => Some(&Unit::Percent),
            Rule::PerCase(_) | Rule::Checklist(_) | Rule::Judged(_) => None,
        }
    }

    /// What 部门数据 must hold.
    pub fn needs(&self) -> Needs {
        match self {
            Rule::PerStep(_) | Rule::Proportional(_) => Needs::Measure,
            Rule::Bands(rule) => rule.against.as_ref().map_or(Needs::Measure, |a| Needs::Against(a.reference.clone())),
            Rule::PerCase(rule) => Needs::Cases(rule.items.clone()),
            Rule::Checklist(rule) => Needs::Checks(rule.items.clone()),
            Rule::Judged(_) => Needs::Judgement,
        }
    }

    /// Marks for 不适用 that the text itself states (没有…的按满分计算), if it does.
    pub fn not_applicable(&self) -> Option<Points> {
        let words = match self {
            Rule::PerStep(rule) => &rule.not_applicable,
            Rule::Bands(rule) => &rule.not_applicable,
            Rule::PerCase(rule) => &rule.not_applicable,
            Rule::Checklist(rule) => &rule.not_applicable,
            Rule::Proportional(rule) => &rule.not_applicable,
            Rule::Judged(_) => &None,
        };
        words.as_ref().map(|_| self.full_marks())
    }

    /// The marks for these facts.
    ///
    /// # Errors
    /// Facts of another shape than [`Rule::needs`], values in no band, numbers beyond exact arithmetic.
    pub fn score(&self, facts: &Facts, conventions: &Conventions) -> Result<Marking, Unscorable> {
        let trace = match (self, facts) {
            (Rule::PerStep(rule), Facts::Value(value)) => Trace::PerStep(rule.score(*value, conventions)?),
            (Rule::Bands(rule), Facts::Value(value)) if rule.against.is_none() => {
                Trace::Bands(rule.score(*value, None, conventions)?)
            }
            (Rule::Bands(rule), Facts::Against(value, other)) if rule.against.is_some() => {
                Trace::Bands(rule.score(*value, Some(*other), conventions)?)
            }
            (Rule::PerCase(rule), Facts::Counts(counts)) => Trace::PerCase(rule.score(counts, conventions)?),
            (Rule::Checklist(rule), Facts::Checks(answers)) => Trace::Checklist(rule.score(answers)?),
            (Rule::Proportional(rule), Facts::Value(value)) => Trace::Proportional(rule.score(*value)?),
            (Rule::Judged(rule), Facts::Judgement(marks)) => Trace::Judged(rule.score(*marks)?),
            _ => return Err(Unscorable::OutOfRange(format!("{}所需的数据不是这一种", self.kind_name()))),
        };
        Ok(Marking { marks: trace.marks(), trace })
    }

    /// 扣分原因 (or, at full marks, why they are full) in the wording of an official reply.
    pub fn explain(&self, marking: &Marking, subject: &Subject, conventions: &Conventions) -> String {
        match (self, &marking.trace) {
            (Rule::PerStep(rule), Trace::PerStep(trace)) => rule.explain(trace, subject, conventions),
            (Rule::Bands(rule), Trace::Bands(trace)) => rule.explain(trace, subject),
            (Rule::PerCase(rule), Trace::PerCase(trace)) => rule.explain(trace, subject, conventions),
            (Rule::Checklist(rule), Trace::Checklist(trace)) => rule.explain(trace, subject, conventions),
            (Rule::Proportional(rule), Trace::Proportional(trace)) => rule.explain(trace, subject, conventions),
            (Rule::Judged(rule), Trace::Judged(trace)) => rule.explain(trace, subject),
            // a marking of another rule: the marks alone can be told
            _ => format!("得{}分。", figures::marks(marking.marks, conventions.score_places)),
        }
    }

    /// One plain sentence of how the text is understood. Compiled again it gives the same rule.
    pub fn read_back(&self) -> String {
        match self {
            Rule::PerStep(rule) => rule.read_back(),
            Rule::Bands(rule) => rule.read_back(),
            Rule::PerCase(rule) => rule.read_back(),
            Rule::Checklist(rule) => rule.read_back(),
            Rule::Proportional(rule) => rule.read_back(),
            Rule::Judged(rule) => rule.read_back(),
        }
    }

    /// 8 to 12 boundary examples, fewer where the rule has fewer boundaries.
    pub fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        match self {
            Rule::PerStep(rule) => rule.examples(conventions),
            Rule::Bands(rule) => rule.examples(conventions),
            Rule::PerCase(rule) => rule.examples(conventions),
            Rule::Checklist(rule) => rule.examples(conventions),
            Rule::Proportional(rule) => rule.examples(conventions),
            Rule::Judged(_) => Vec::new(),
        }
    }

    /// Whether a part of a step can be left that the text says nothing of.
    fn leaves_part_steps_open(&self) -> bool {
        match self {
            Rule::PerStep(rule) => rule.part.is_none(),
            Rule::PerCase(rule) => rule.part.is_none() && rule.each > Decimal::ONE,
            _ => false,
        }
    }

    /// Names of the conventions that touch this rule.
    pub fn conventions(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        if let Rule::PerStep(PerStep { negative: Negative::ByConvention, .. })
        | Rule::Bands(Bands { negative: Negative::ByConvention, .. }) = self
        {
            names.push(SettingId::AbsoluteAdjustment.name());
        }
        if self.leaves_part_steps_open() {
            names.push(SettingId::PartStep.name());
        }
        if matches!(self.needs(), Needs::Measure | Needs::Against(_)) {
            names.push(SettingId::ZeroBase.name());
        }
        if self.not_applicable().is_none() {
            names.push(SettingId::NotApplicable.name());
        }
        names.extend([SettingId::Missing.name(), SettingId::ScorePlaces.name()]);
        names
    }
}

impl Trace {
    /// The marks this led to.
    fn marks(&self) -> Exact {
        match self {
            Trace::PerStep(trace) => trace.marks,
            Trace::Bands(trace) => trace.marks.exact(),
            Trace::PerCase(trace) => trace.marks,
            Trace::Checklist(trace) => trace.marks,
            Trace::Proportional(trace) => trace.marks,
            Trace::Judged(trace) => trace.marks.exact(),
        }
    }
}
