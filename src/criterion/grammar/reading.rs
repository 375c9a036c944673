//! A 评分标准 read into phrases: what the kinds ask for.

use crate::criterion::fault::{Beside, Fault, Source};
use crate::criterion::grammar::condition::Condition;
use crate::criterion::grammar::lists::frame;
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::phrases::read;
use crate::criterion::grammar::steps::Step;
use crate::criterion::grammar::target::settle;
use crate::criterion::grammar::text::Text;
use crate::criterion::grammar::tokens::{Marks, Spanned, Taken};
use crate::criterion::lexicon::{RATES, connective_in};
use crate::ground::{Code, Exact, Points};
use std::iter::once;
use std::ops::Range;

/// Decimals of marks, as many as a text may write.
const SHARE_PLACES: u32 = 6;

/// What the kinds read their rule from.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) source: &'a Source<'a>,
    /// 计算公式 beside the text; empty where there is none.
    pub(crate) formula: &'a str,
    /// 目标值 beside the text; empty where there is none.
    pub(crate) target: &'a str,
    pub(crate) text: Text,
    pub(crate) phrases: Vec<Phrase>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(source: &'a Source<'a>, beside: Beside<'a>) -> Reading<'a> {
        let text = Text::new(source.text);
        let Beside { formula, target } = beside;
        let mut phrases = frame(read(&text), &text, source);
        settle(&mut phrases, &text, target);
        Reading { source, formula, target, text, phrases }
    }

    /// All bytes of the normal form.
    pub(crate) fn whole(&self) -> Range<usize> {
        0..self.text.as_str().len()
    }

    /// A fault at some bytes of the normal form.
    pub(crate) fn fault(
        &self,
        code: Code,
        span: &Range<usize>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Fault {
        Fault { code, span: self.text.original(span), message: message.into(), advice: advice.into() }
    }

    /// The words at some bytes, as they stand in the original text.
    pub(crate) fn words(&self, span: &Range<usize>) -> String {
        let place = self.text.original(span);
        let words = self.source.text.chars().skip(place.start).take(place.len());
        words.filter(|c| !c.is_control()).collect()
    }

    /// All phrases for which `pick` gives something.
    pub(crate) fn all<'b, T>(&'b self, pick: impl Fn(&'b Meaning) -> Option<T>) -> Vec<T> {
        self.phrases.iter().filter_map(|phrase| pick(&phrase.meaning)).collect()
    }

    pub(crate) fn has(&self, pick: impl Fn(&Meaning) -> bool) -> bool {
        self.phrases.iter().any(|phrase| pick(&phrase.meaning))
    }

    /// Whether the text leaves the marks to someone's discretion: then no other kind applies.
    pub(crate) fn is_discretionary(&self) -> bool {
        self.has(|m| matches!(m, Meaning::Discretion(_)))
    }

    pub(crate) fn steps(&self) -> Vec<&Step> {
        self.all(|m| if let Meaning::Step(step) = m { Some(step) } else { None })
    }

    /// Conditions in numbers with their marks.
    pub(crate) fn awards(&self) -> Vec<(&Condition, &Spanned<Marks>)> {
        let awards = self.all(|m| match m {
            Meaning::Award { condition, or, marks } => Some(once(condition).chain(or).map(move |c| (c, marks))),
            _ => None,
        });
        awards.into_iter().flatten().collect()
    }

    /// Conditions in words with their marks.
    pub(crate) fn word_awards(&self) -> Vec<(&str, &Spanned<Marks>)> {
        self.all(|m| if let Meaning::WordAward { words, marks } = m { Some((words.as_str(), marks)) } else { None })
    }

    /// The sentences that decide nothing, as written.
    pub(crate) fn notes(&self) -> Vec<String> {
        let notes = self.phrases.iter().filter(|phrase| matches!(phrase.meaning, Meaning::Note));
        notes.map(|phrase| self.words(&phrase.span)).collect()
    }

    /// The words of 没有…的按满分计算.
    pub(crate) fn not_applicable(&self) -> Option<String> {
        let said = self.all(|m| if let Meaning::NotApplicable(words) = m { Some(words.clone()) } else { None });
        (!said.is_empty()).then(|| said.join("按满分计算；"))
    }

    /// 最多扣3分, 扣满3分为止, where that is below 分值.
    pub(crate) fn most(&self) -> Option<Points> {
        let limits = self.all(|m| match m {
            Meaning::Most(marks) | Meaning::Floor(Some(marks)) => Some(Points(marks.value)),
            _ => None,
        });
        limits.into_iter().filter(|limit| *limit < self.source.full_marks).min()
    }

    /// The marks meant, 满分 being 分值.
    pub(crate) fn points(&self, marks: &Spanned<Marks>) -> Points {
        match marks.value {
            Marks::Given(number) => Points(number),
            Marks::Full => self.source.full_marks,
            Marks::Share(share) => self.share(share),
            Marks::Less(taken) => self.source.full_marks - self.taken(taken),
        }
    }

    /// So much of 分值.
    fn share(&self, share: Exact) -> Points {
        let marks = share.times(self.source.full_marks.exact());
        marks.and_then(|marks| marks.to_points(SHARE_PLACES)).unwrap_or_default()
    }

    /// What is taken, in marks.
    pub(crate) fn taken(&self, taken: Taken) -> Points {
        match taken {
            Taken::Points(number) => Points(number),
            Taken::Share(share) => self.share(share),
        }
    }

    /// Whether the share of 分值 is a number of marks that can be written out: a third of 5 is not.
    fn is_written_out(&self, share: Exact) -> bool {
        share.times(self.source.full_marks.exact()) == Some(self.share(share).exact())
    }

    /// R01 for marks that take more than 分值, or for a share of it that no decimal writes out.
    pub(crate) fn doubtful_shares(&self) -> Vec<Fault> {
        let doubt = |m: &Meaning| match m {
            Meaning::Award { marks, .. } | Meaning::WordAward { marks, .. } | Meaning::Each(marks) => {
                let taken = match marks.value {
                    Marks::Less(taken) => Some(taken),
                    Marks::Share(share) => Some(Taken::Share(share)),
                    _ => None,
                };
                taken.map(|taken| (taken, marks.span.clone()))
            }
            _ => None,
        };
        let full = self.source.full_marks;
        let fault = |(taken, span): (Taken, Range<usize>)| {
            let words = self.words(&span);
            let wrong = match taken {
                Taken::Share(share) if !self.is_written_out(share) => {
                    format!("“{words}”：分值{full}分按这个比例除不尽，不能确定保留几位小数")
                }
                taken if self.taken(taken) > full => format!("“{words}”超过分值{full}分"),
                _ => return None,
            };
            Some(self.fault(Code::NotUnderstood, &span, wrong, "请直接写明得几分或扣几分"))
        };
        self.all(doubt).into_iter().filter_map(fault).collect()
    }

    /// What a step or case costs; none where that is not above 0, more than 分值 or beyond arithmetic.
    pub(crate) fn cost(&self, cost: &Spanned<Taken>) -> Option<Points> {
        let written_out = match cost.value {
            Taken::Points(_) => true,
            Taken::Share(share) => self.is_written_out(share),
        };
        let points = self.taken(cost.value);
        (written_out && points > Points::ZERO && points <= self.source.full_marks).then_some(points)
    }

    /// R06 where marks that should be 分值 are not.
    pub(crate) fn not_full(&self, marks: &Spanned<Marks>) -> Option<Fault> {
        let (given, full) = (self.points(marks), self.source.full_marks);
        let message = format!("评分标准给出的满分是{given}分，而分值是{full}分");
        let advice = format!("请核对：应改为“{full}分”，或将分值改为{given}");
        if given == Points::ZERO {
            let message = format!("只写了不得分的情形，没有写明怎样得{full}分");
            return Some(self.fault(Code::NotUnderstood, &marks.span, message, ""));
        }
        (given != full).then(|| self.fault(Code::MarksNotFull, &marks.span, message, advice))
    }

    /// R01 for every clause that was not understood, except those for which `harmless` holds.
    pub(crate) fn unread(&self, harmless: impl Fn(usize) -> bool) -> Vec<Fault> {
        let unread = |(index, phrase): (usize, &Phrase)| {
            let refused = matches!(phrase.meaning, Meaning::Unread) && !harmless(index);
            refused.then(|| {
                let words = self.words(&phrase.span);
                self.fault(Code::NotUnderstood, &phrase.span, unread_because(&words), "")
            })
        };
        self.phrases.iter().enumerate().filter_map(unread).collect()
    }

    /// R01 for every phrase that is understood but has no part in the kind of rule called `kind`: nothing
    /// that the text says may be left out in silence.
    pub(crate) fn foreign(&self, kind: &str, belongs: impl Fn(&Meaning) -> bool) -> Vec<Fault> {
        let neutral = |m: &Meaning| {
            matches!(
                m,
                Meaning::Unread
                    | Meaning::Remark
                    | Meaning::Note
                    | Meaning::Heading { .. }
                    | Meaning::Veto { .. }
                    | Meaning::Label(_)
                    | Meaning::Total(_)
                    | Meaning::NotApplicable(_)
            )
        };
        let foreign = self.phrases.iter().filter(|phrase| !neutral(&phrase.meaning) && !belongs(&phrase.meaning));
        let fault = |phrase: &Phrase| {
            let message = format!("“{}”与{kind}并存，不能确定怎样衔接", self.words(&phrase.span));
            self.fault(Code::NotUnderstood, &phrase.span, message, "请只保留一种计分办法，或分成两项指标")
        };
        foreign.map(fault).collect()
    }

    /// R01 for every clause that was not understood or has no part in the kind.
    pub(crate) fn leftovers(&self, kind: &str, belongs: impl Fn(&Meaning) -> bool) -> Vec<Fault> {
        let mut faults = self.unread(|_| false);
        faults.extend(self.foreign(kind, belongs));
        faults
    }

    /// The names of measures: headings, then those of conditions and of steps.
    pub(crate) fn subjects(&self) -> Vec<&Spanned<String>> {
        let labels = self.all(|m| match m {
            Meaning::Label(name) => Some(name),
            Meaning::Heading { name, is_name: true, .. } if RATES.end(&name.value).is_some() => Some(name),
            _ => None,
        });
        let of_steps = self.steps().into_iter().filter_map(|step| step.subject.as_ref());
        labels.into_iter().chain(self.conditions().into_iter().map(|c| &c.subject)).chain(of_steps).collect()
    }

    /// All conditions in numbers.
    pub(crate) fn conditions(&self) -> Vec<&Condition> {
        let conditions = self.all(|m| match m {
            Meaning::Award { condition, or, .. } => Some(once(condition).chain(or).collect::<Vec<_>>()),
            Meaning::Step(Step { guard, .. }) => Some(guard.iter().collect()),
            _ => None,
        });
        conditions.into_iter().flatten().collect()
    }
}

/// Why words were not read, where one of them tells it.
fn unread_because(words: &str) -> String {
    let begins = "未能识别，不猜测其含义";
    let figures: Vec<char> = words.chars().collect();
    let lost = figures
        .windows(3)
        .any(|three| !three[0].is_ascii_digit() && three[0] != '.' && three[1] == '0' && three[2].is_ascii_digit());
    let letter = figures.windows(2).find(|two| {
        two[0].is_ascii_digit() && "lIOoS".contains(two[1]) || "lIOoS".contains(two[0]) && two[1].is_ascii_digit()
    });
    match connective_in(words) {
        _ if lost => format!("“{words}”{begins}：0后面像是丢了小数点"),
        _ if letter.is_some() => format!("“{words}”{begins}：数字里有字母，像是印发、转换中的误字"),
        Some(word) => format!("“{words}”{begins}：“{word}”连着另一个条件或例外"),
        None => format!("“{words}”{begins}"),
    }
}
