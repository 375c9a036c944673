//! 评价报告: once, of all departments: what was done, how marks were given, what came out, indicator by indicator.

use crate::annex::chinese;
use crate::documents::frame::with_attached;
use crate::documents::letter::{Letter, shown};
use crate::documents::notice::{overall, self_quality};
use crate::documents::report_tables as figures;
use crate::documents::{conventions, tables};
use crate::evaluate::Whole;
use crate::ground::Points;
use crate::result::statistics::Loss;
use crate::result::statistics::percent;
use crate::result::statistics::quoted;
use crate::scheme::wording::PhraseId;
use crate::word::{Document, Section, Style};
use rust_decimal::Decimal;

/// How many indicators 共性问题 names.
const PROBLEMS: usize = 8;
/// How many departments it names.
const NAMED: usize = 5;

/// A chapter: its heading and what writes it.
type Chapter = (&'static str, fn(Letter, &mut Section));

const CHAPTERS: [Chapter; 7] = [
    ("基本概况", outline),
    ("评价工作开展情况", work),
    ("指标体系和评分口径", system),
    ("评价结论", conclusion),
    ("各级指标分析", levels),
    ("共性问题", problems),
    ("意见建议", advice),
];

/// The tables at the end.
const ATTACHED: [Chapter; 3] =
    [("得分排名表", tables::ranking), ("得分情况表", tables::level_marks), ("各项指标扣分情况表", figures::losses)];

/// The document.
pub fn document(letter: Letter) -> Document {
    let mut page = Section::default();
    // of several 评分表 each has its report
    let title = letter.words(PhraseId::ReportTitle) + &letter.annex.mark();
    letter.title_of(&mut page, &title);
    for (number, (name, write)) in (1..).zip(CHAPTERS) {
        page.line_with_next(Style::Heading1, format!("{}、{name}", chinese(number)));
        write(letter, &mut page);
    }
    let attached = ATTACHED.map(|(name, write)| letter.attached(name, write));
    let sections = with_attached(letter, page, "附表", &attached);
    Document { title, sections }
}

fn outline(letter: Letter, page: &mut Section) {
    page.line(Style::Body, letter.words(PhraseId::ReportBasis));
    let (year, count) = (letter.evaluation().year(), letter.evaluation().cards.len());
    page.line(Style::Body, format!("{year}共有{count}个部门（单位）参加评价。"));
}

fn work(letter: Letter, page: &mut Section) {
    page.line(Style::Body, letter.words(PhraseId::ReportWork));
    let evaluation = letter.evaluation();
    let filed = evaluation.submission.departments.iter().filter(|one| one.self_assessment.is_some()).count();
    let (all, rated) = (evaluation.cards.len(), evaluation.settled().len());
    let rest = Whole::from(evaluation).unrated_words().map_or(String::new(), |unrated| format!("；{unrated}"));
    page.line(
        Style::Body,
        format!("参加评价的{all}个部门（单位）中，报送自评得分的{filed}个；经复核，已评定的{rated}个{rest}。"),
    );
}

fn system(letter: Letter, page: &mut Section) {
    let system = &letter.evaluation().scheme().system;
    let names: Vec<String> = system.level1.iter().map(|level| quoted(&level.name)).collect();
    page.line(
        Style::Body,
        format!(
            "评价指标体系设{}{}个一级指标、{}个二级指标、{}个三级指标，满分{}分，构成见表1。",
            names.concat(),
            system.level1.len(),
            system.level2.len(),
            system.indicators.len(),
            tables::plain(system.total_marks())
        ),
    );
    figures::system(letter, page);
    page.line(Style::Body, "评分标准没有写明的情形，对各部门（单位）统一按表2的口径处理。");
    conventions::table(letter, page);
}

fn conclusion(letter: Letter, page: &mut Section) {
    page.line(Style::Body, format!("{}各等次分布见表3、图1。", overall(letter)));
    figures::grades(letter, page);
    self_quality(letter).into_iter().for_each(|text| page.line(Style::Body, text));
}

fn levels(letter: Letter, page: &mut Section) {
    let rates = letter.evaluation().level_rates();
    page.line(Style::Body, "按已评定的部门（单位）计算，各一级指标得分率见图2。");
    figures::level_chart(letter, page);
    for (number, (level, rate)) in (1..).zip(rates.iter().enumerate()) {
        page.line_with_next(Style::Heading2, format!("（{}）{}", chinese(number), rate.name));
        let full = tables::plain(rate.full);
        page.line(
            Style::Body,
            match rate.departments {
                0 => format!("分值{full}分，各部门（单位）资料不全，暂不统计。"),
                count => format!(
                    "分值{full}分，{count}个部门（单位）平均得分{}分，得分率{}，各项指标见表{}。",
                    shown(Points(rate.average)),
                    percent(rate.rate),
                    number + 3
                ),
            },
        );
        figures::level(letter, page, (level, number + 3));
    }
}

fn problems(letter: Letter, page: &mut Section) {
    let losses = letter.evaluation().losses();
    if losses.is_empty() {
        page.line(Style::Body, "各部门（单位）没有扣分。");
    }
    for (number, loss) in (1..).zip(losses.iter().take(PROBLEMS)) {
        page.line(Style::Body, format!("{}是{}", chinese(number), problem(letter, loss)));
    }
}

/// `“资金结余”，21个部门（单位）扣分，占已评定部门（单位）的75%，共扣56.00分；其中“市财政局”等3个部门（单位）没有得分。`
fn problem(letter: Letter, loss: &Loss) -> String {
    let evaluation = letter.evaluation();
    let rated = Decimal::from(letter.evaluation().rated().count());
    let share = percent(Decimal::from(loss.departments) / rated);
    let text = format!(
        "{}，{}个部门（单位）扣分，占已评定部门（单位）的{share}，共扣{}分",
        quoted(&letter.named(&loss.indicators, &loss.name)),
        loss.departments,
        shown(loss.lost)
    );
    let lost_all = |index: &usize| {
        let card = &evaluation.cards[*index];
        !card.pending()
            && card.deductions.iter().any(|one| one.indicators == loss.indicators && one.marks == Points::ZERO)
    };
    let names: Vec<&str> =
        (0..evaluation.cards.len()).filter(lost_all).map(|index| letter.annex.department(index)).collect();
    match names.len() {
        0 => format!("{text}。"),
        count if count <= NAMED => format!("{text}；其中{}没有得分。", names.join("、")),
        count => format!("{text}；其中{}等{count}个部门（单位）没有得分。", names[..NAMED].join("、")),
    }
}

fn advice(letter: Letter, page: &mut Section) {
    let losses = letter.evaluation().losses();
    let names: Vec<String> =
        losses.iter().take(3).map(|loss| quoted(&letter.named(&loss.indicators, &loss.name))).collect();
    if !names.is_empty() {
        page.line(
            Style::Body,
            format!("针对{}等扣分较多的指标，有关部门（单位）要查明原因，逐项整改。", names.concat()),
        );
    }
    page.line(Style::Body, letter.words(PhraseId::ReportAdvice));
}
