//! Totals under another value of one 口径, of departments that are scored already.

use crate::criterion::{Facts, Needs};
use crate::evaluate::score::{Basis, Explains, Inputs, Scorer};
use crate::evaluate::scorecard::{Score, Scorecard, State, Total};
use crate::ground::convention::Setting;
use crate::ground::{Conventions, SettingId};
use crate::scheme::Compiled;
use crate::submission::Department;
use std::cell::OnceCell;

/// Scores departments again under 口径 of which one is another.
pub struct Again<'a> {
    scorer: Scorer<'a>,
    /// Which rules read it.
    rules: Vec<bool>,
}

/// A department with what its entries give each rule, worked out when it is first asked for.
pub struct Given<'a> {
    department: &'a Department,
    /// Its scores under the 口径 in force.
    card: &'a Scorecard,
    facts: Vec<OnceCell<Option<Facts>>>,
}

impl<'a> Given<'a> {
    /// Of a department that is scored.
    pub fn of(department: &'a Department, card: &'a Scorecard) -> Given<'a> {
        Given { department, card, facts: vec![OnceCell::new(); card.scores.len()] }
    }
}

impl<'a> Scorer<'a> {
    /// The same scorer under 口径 of which one is another, for totals alone.
    pub fn under<'b>(&'b self, conventions: &'b Conventions, setting: &Setting) -> Again<'b> {
        let inputs = self.inputs.clone();
        let scorer = Scorer { submission: self.submission, conventions, inputs, explains: Explains::Nothing };
        let reads = |(compiled, inputs): (&Compiled, &Inputs)| match setting.id {
            SettingId::ScorePlaces => true,
            SettingId::PartStep if matches!(inputs.needs, Needs::Cases(_)) => true,
            setting => compiled.rule.open_conventions().contains(&setting),
        };
        let rules = self.submission.scheme.rules.iter().zip(&self.inputs).map(reads).collect();
        Again { scorer, rules }
    }
}

impl Again<'_> {
    /// 总分 of a department: what the other 口径 cannot change is that of its card.
    pub fn total(&self, given: &Given) -> Total {
        let known = |index: usize| self.known(given, index);
        let mut scores = self.scorer.scores(given.department, &mut Vec::new(), known);
        let range = self.scorer.total(&mut scores);
        Total { range, pending: scores.iter().any(|score| score.state == State::Pending) }
    }

    /// The score of an indicator that a rule scored, without its reason; none where all of it is to be looked at again.
    fn known(&self, given: &Given, index: usize) -> Option<Score> {
        let before = &given.card.scores[index];
        let system = &self.scorer.submission.scheme.system;
        // the scores of a shared 分值 depend on each other
        if !before.by_rule || system.indicators[index].group.is_some() {
            return None;
        }
        if !self.rules[index] {
            return Some(before.clone());
        }
        let facts = given.facts[index].get_or_init(|| self.facts_of(given.department, index)).as_ref()?;
        let marks = self.scorer.submission.scheme.rules[index].rule.score(facts, self.scorer.conventions).ok()?;
        let marks = self.scorer.conventions.rounded(marks, before.full?)?;
        Some(Score { low: marks, high: marks, ..before.clone() })
    }

    /// What the entries of a department give a rule, where no 口径 can change it.
    fn facts_of(&self, department: &Department, index: usize) -> Option<Facts> {
        let inputs = &self.scorer.inputs[index];
        let own = department.own_of(index).next().is_some();
        if own || inputs.event.is_some() || matches!(inputs.needs, Needs::Against(_)) {
            return None;
        }
        match self.scorer.basis(self.scorer.task(department, index, None)) {
            Basis::Facts { facts, .. } => Some(facts),
            _ => None,
        }
    }
}
