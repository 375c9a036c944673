//! 暂不评定: why a department is not rated, for the lists and the letters.

use crate::evaluate::{Evaluation, State, Whole};
use crate::ground::{Level, Owner};

/// Why a department is not rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unrated {
    /// 名称重复: its name stands in two rows, which is a slip of the bureau.
    Twice,
    /// 尚待评定: what it filed is there, the reviewers have still to mark.
    ToJudge,
    /// 资料不全: it has something to supply.
    Lacking,
}

impl Unrated {
    /// As a list says it.
    pub fn words(self) -> &'static str {
        match self {
            Unrated::Twice => "名称重复，核定后评定",
            Unrated::ToJudge => "尚待评定",
            Unrated::Lacking => "资料不全，暂不评定",
        }
    }
}

impl Evaluation {
    /// Why a department is not rated; none where it is.
    pub fn unrated(&self, department: usize) -> Option<Unrated> {
        let card = &self.cards[department];
        let mut pending = (0..card.scores.len()).filter(|index| card.scores[*index].state == State::Pending);
        match card.ranked_total() {
            Some(_) => None,
            None if card.standing.twice => Some(Unrated::Twice),
            None if pending.all(|index| self.is_to_judge(department, index)) => Some(Unrated::ToJudge),
            None => Some(Unrated::Lacking),
        }
    }

    /// Whether a 待核 score waits for the bureau alone: a mark that is not given, or one that cannot be.
    pub fn is_to_judge(&self, department: usize, index: usize) -> bool {
        const MARKS: &str = "评定得分";
        let name = &self.submission.departments[department].name;
        let system = &self.scheme().system;
        let names = [system.short_name(index), system.indicators[index].path.level3.clone()];
        // sorted by level: those that bear on the marks come first
        let grave = self.findings.iter().take_while(|finding| finding.code.info().level == Level::AffectsMarks);
        let mut owners = grave
            .filter(|finding| finding.department == *name && names.contains(&finding.indicator))
            .map(|finding| finding.code.info().owner);
        if let Some(first) = owners.next() {
            return first == Owner::Bureau && owners.all(|owner| owner == Owner::Bureau);
        }
        let reason = &self.cards[department].scores[index].reason;
        match reason.split_once("缺少").and_then(|(_, rest)| rest.split_once("，不能计算")) {
            Some((names, _)) => names.split('、').all(|name| name.contains(MARKS)),
            None => reason.contains(MARKS),
        }
    }
}

impl Whole<'_> {
    /// Those that are not rated, by what keeps them: `17个部门（单位）因资料不全，暂不评定；“市统计局”名称重复，核定后评定`.
    pub fn unrated_words(self) -> Option<String> {
        let each = self.each.iter().flat_map(|one| (0..one.cards.len()).map(move |at| (one, at)));
        let unrated: Vec<_> = each.filter_map(|(one, at)| Some((one, at, one.unrated(at)?))).collect();
        let of = |why| unrated.iter().filter(move |(.., other)| *other == why);
        let (lacking, to_judge) = (of(Unrated::Lacking).count(), of(Unrated::ToJudge).count());
        let mut twice: Vec<(&str, usize)> = Vec::new();
        for (one, at, _) in of(Unrated::Twice) {
            let name = one.submission.departments[*at].name.as_str();
            match twice.iter_mut().find(|(other, _)| *other == name) {
                Some((_, rows)) => *rows += 1,
                None => twice.push((name, 1)),
            }
        }
        let twice = twice.iter().map(|(name, rows)| format!("“{name}”名称重复（列有{rows}行），核定后评定"));
        let counted = [(lacking, "因资料不全，暂不评定"), (to_judge, "尚待评定")];
        let counted = counted.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> =
            counted.map(|(count, words)| format!("{count}个部门（单位）{words}")).chain(twice).collect();
        (!parts.is_empty()).then(|| parts.join("；"))
    }
}
