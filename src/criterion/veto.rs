//! 本项不得分: an event that takes all marks of an indicator, whatever its rule gives. A rule of any kind is wrapped.

use crate::criterion::fault::Fault;
use crate::criterion::figures::Unit;
use crate::criterion::formula::{Formulas, Refs};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::rule::{Common, Example, Facts, Needs, OfTarget, Rule, RuleKind, Subject, Unscorable};
use crate::criterion::wording;
use crate::ground::{Code, Conventions, Exact, Points, SettingId};
use std::sync::Arc;

/// A rule with an event that overrides it.
#[derive(Clone, Debug)]
struct Vetoed {
    rule: Rule,
    /// 发现挪用资金, as written; several where each is enough.
    events: Vec<String>,
    /// All of them: 发现挪用资金，或弄虚作假.
    event: String,
}

/// The rule with the events that the text names; what it must not be put over.
pub(crate) fn applied(reading: &Reading, rule: Option<Rule>) -> (Option<Rule>, Vec<Fault>) {
    let vetoes =
        reading.all(|m| if let Meaning::Veto { event, marked, .. } = m { Some((event, *marked)) } else { None });
    let Some(inner) = rule.clone().filter(|_| !vetoes.is_empty()) else { return (rule, Vec::new()) };
    // 完成得5分，发生重大舆情得0分 may be two states of one thing
    let alone = matches!(inner.needs(), Needs::Checks(items) if items.iter().all(|item| item.marker.is_empty()));
    let graded = matches!(inner.needs(), Needs::Grade(_) | Needs::Judgement);
    let open = vetoes.iter().filter(|(_, marked)| (alone || graded) && !marked);
    let fault = |(event, _): &(&crate::criterion::grammar::tokens::Spanned<String>, bool)| {
        let words = &event.value;
        let message = format!("“{words}”与前面的条件不是同一件事：两者都有的，怎样计分没有写明");
        let advice = format!("如果只要{words}就不得分，请写成“{words}的，本项不得分”");
        reading.fault(Code::NotUnderstood, &event.span, message, advice)
    };
    let faults: Vec<Fault> = open.map(fault).collect();
    let events: Vec<String> = vetoes.iter().map(|(event, _)| event.value.clone()).collect();
    let event = events.join("，或");
    (Some(Arc::new(Vetoed { rule: inner, events, event })), faults)
}

impl Vetoed {
    /// `发现挪用资金的，本项不得分`
    fn words(&self) -> String {
        let one = |event: &String| format!("{event}的，本项不得分");
        self.events.iter().map(one).collect::<Vec<String>>().join("；")
    }
}

impl RuleKind for Vetoed {
    fn common(&self) -> &Common {
        self.rule.common()
    }

    fn needs(&self) -> Needs {
        self.rule.needs()
    }

    fn event(&self) -> Option<&str> {
        Some(&self.event)
    }

    fn of_target(&self) -> Option<OfTarget> {
        self.rule.of_target()
    }

    fn counts_done(&self) -> Option<&str> {
        self.rule.counts_done()
    }

    fn unit(&self) -> Option<&Unit> {
        self.rule.unit()
    }

    fn score(&self, facts: &Facts, conventions: &Conventions) -> Result<Exact, Unscorable> {
        match facts {
            Facts::Vetoed => Ok(Exact::ZERO),
            facts => self.rule.score(facts, conventions),
        }
    }

    /// 「预算执行率：发现挪用资金的，本项不得分，扣5分。」
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable> {
        if *facts != Facts::Vetoed {
            return self.rule.explain(facts, subject, conventions);
        }
        let lost = wording::lost(self.full_marks(), Points::ZERO);
        let text = format!("{}{}的，本项不得分{lost}", wording::named(subject, "："), self.event);
        Ok(wording::with_remark(&text, "情况说明", subject.remark))
    }

    fn read_back(&self) -> String {
        format!("{}{}。", self.rule.read_back(), self.words())
    }

    /// Those of the rule where nothing happened, and one where it did.
    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let mut examples = self.rule.examples(conventions);
        let vetoed = examples
            .first()
            .map(|first| Example { value: format!("{}、是", first.value), marks: Some(Points::ZERO) });
        for example in &mut examples {
            example.value += "、否";
        }
        examples.truncate(11);
        examples.extend(vetoed);
        examples
    }

    /// `IF(事项="是",0,…)`
    fn formulas(&self, refs: &Refs) -> Formulas {
        let formulas = self.rule.formulas(refs);
        let Some(event) = &refs.event else { return formulas };
        Formulas {
            marks: format!("IF({event}=\"是\",0,{})", formulas.marks),
            range: formulas.range.map(|(least, most)| (format!("IF({event}=\"\",0,{least})"), most)),
            ..formulas
        }
    }

    fn helper_value(&self, facts: &Facts, conventions: &Conventions) -> Option<Exact> {
        if *facts == Facts::Vetoed { None } else { self.rule.helper_value(facts, conventions) }
    }

    fn open_conventions(&self) -> Vec<SettingId> {
        self.rule.open_conventions()
    }

    fn hint(&self) -> Option<String> {
        self.rule.hint()
    }
}
