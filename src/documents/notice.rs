//! 通报: once, to all departments, with the ranking and the marks attached.

use crate::documents::frame::{self, with_attached};
use crate::documents::letter::{Letter, shown};
use crate::documents::tables;
use crate::evaluate::Whole;
use crate::ground::Points;
use crate::result::statistics::Loss;
use crate::result::statistics::percent;
use crate::result::statistics::quoted;
use crate::scheme::wording::PhraseId;
use crate::word::{Document, Page, Section, Style};

/// How many indicators 主要问题 names.
const PROBLEMS: usize = 6;

/// The document.
pub fn document(letter: Letter) -> Document {
    let mut page = Section { page: Page::Portrait, ..Section::default() };
    letter.title(&mut page, PhraseId::NoticeTitle);
    page.line(Style::Addressee, letter.words(PhraseId::NoticeTo));
    page.line(Style::Body, letter.words(PhraseId::NoticeBasis));
    let parts = [
        ("总体情况", vec![overall(letter)]),
        ("等次情况", grades(letter)),
        ("一级指标情况", levels(letter)),
        ("主要问题", problems(letter)),
        ("自评质量", self_quality(letter)),
        ("工作要求", vec![letter.words(PhraseId::NoticeTasks)]),
    ];
    frame::parts(&mut page, &parts.map(|(name, texts)| (name, frame::body(texts))));
    let attached = [("得分排名表", tables::ranking as fn(Letter, &mut Section)), ("得分情况表", tables::level_marks)];
    let attached = attached.map(|(name, write)| letter.attached(name, write));
    let sections = with_attached(letter, page, "附件", &attached);
    Document { title: letter.words(PhraseId::NoticeTitle), sections }
}

pub fn overall(letter: Letter) -> String {
    let evaluation = letter.evaluation();
    let settled = evaluation.settled();
    let (all, rated) = (evaluation.cards.len(), settled.len());
    let mut text = format!("{}共有{all}个部门（单位）参加评价。", evaluation.year());
    let Some(average) = evaluation.average() else {
        let unrated = Whole::from(evaluation).unrated_words();
        return unrated.map_or(text.clone(), |unrated| format!("{text}{unrated}。"));
    };
    let ends = [settled.iter().map(|(_, total)| *total).max(), settled.iter().map(|(_, total)| *total).min()];
    let [best, worst] = ends.map(Option::unwrap_or_default);
    text += &format!(
        "其中{rated}个部门（单位）已评定，平均{}分，最高{}分，最低{}分",
        shown(Points(average)),
        shown(best),
        shown(worst)
    );
    let unrated = Whole::from(evaluation).unrated_words().map_or(String::new(), |unrated| format!("；{unrated}"));
    format!("{text}{unrated}。")
}

/// 等次名单: one paragraph for each 等次 that somebody has.
fn grades(letter: Letter) -> Vec<String> {
    let evaluation = letter.evaluation();
    let order = letter.annex.order();
    let rated: Vec<usize> = order.ranked.into_iter().flat_map(|(_, members)| members).collect();
    let one = |(grade, count): (String, usize)| {
        let is = |index: &&usize| evaluation.cards[**index].standing.grade == grade;
        let names: Vec<&str> = rated.iter().filter(is).map(|index| letter.annex.department(*index)).collect();
        format!("{grade}{count}个：{}。", names.join("、"))
    };
    evaluation.grades().into_iter().filter(|(_, count)| *count > 0).map(one).collect()
}

pub fn levels(letter: Letter) -> Vec<String> {
    let rates = letter.evaluation().level_rates();
    rates
        .iter()
        .filter(|rate| rate.departments > 0)
        .map(|rate| {
            let share = percent(rate.rate);
            let (full, mean) = (tables::plain(rate.full), shown(Points(rate.average)));
            format!("{}分值{full}分，平均{mean}分，得分率{share}。", quoted(&rate.name))
        })
        .collect()
}

pub fn problems(letter: Letter) -> Vec<String> {
    let losses = letter.evaluation().losses();
    if losses.is_empty() {
        return Vec::new();
    }
    let one = |(number, loss): (usize, &Loss)| {
        format!(
            "{}是{}，{}个部门（单位）共扣{}分。",
            crate::annex::chinese(number),
            quoted(&letter.named(&loss.indicators, &loss.name)),
            loss.departments,
            shown(loss.lost)
        )
    };
    let lead = ["评价发现，扣分较多的指标如下：".to_string()];
    lead.into_iter().chain((1..).zip(losses.iter().take(PROBLEMS)).map(one)).collect()
}

pub fn self_quality(letter: Letter) -> Vec<String> {
    let Some(own) = letter.evaluation().self_summary() else { return Vec::new() };
    let by = own.own - own.reviewed;
    let difference = match by {
        by if by.is_zero() => "与复核平均分一致".to_string(),
        by if by.is_sign_positive() => format!("比复核平均分高{}分", shown(Points(by))),
        by => format!("比复核平均分低{}分", shown(Points(by.abs()))),
    };
    vec![format!(
        "{}个已评定且有自评总分的部门（单位）自评平均{}分，复核平均{}分，自评{difference}；自评高于复核的{}个，低于复核的{}个，一致的{}个。",
        own.departments,
        shown(Points(own.own)),
        shown(Points(own.reviewed)),
        own.higher,
        own.lower,
        own.departments - own.higher - own.lower
    )]
}
