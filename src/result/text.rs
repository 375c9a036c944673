//! What the terminal shows: the closing summary, findings, rules and explanations, as text.

use crate::criterion::trial::Trial;
use crate::criterion::underline::underline;
use crate::evaluate::{Evaluation, Refusal, Score, Scorer, State, Style, Whole};
use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Level, Points, Topic, nearest, tidy};
use crate::result::leads::{Cost, Lead, MOST, costs, leads};
use crate::result::range_text;
use crate::result::statistics::shown;
use std::fmt::Write;

/// So many causes fill a screen.
const SCREEN: usize = 12;
/// At most so many findings are listed in the closing summary.
const FIRST_FINDINGS: usize = 5;

/// Where the files of a run lie; what was not written is empty.
#[derive(Default)]
pub struct Written<'a> {
    /// 评分结果
    pub output: &'a str,
    /// 附件, and what is to be said of it.
    pub annex: &'a str,
    /// The departments' reviewed forms.
    pub forms: &'a str,
    /// 公文
    pub word: &'a str,
}

/// The closing summary: what was done, where the files lie, what to look at first.
pub fn summary(whole: Whole, written: &Written) -> String {
    let Written { output, annex, forms, word } = written;
    let (evaluation, all) = (whole.first(), whole.departments());
    let settled = whole.settled();
    let pending = whole.each.iter().flat_map(|one| &one.cards).filter(|card| card.pending()).count();
    let twice = match all - settled - pending {
        0 => String::new(),
        rows => format!("，名称重复{rows}行（不排名、不计入）"),
    };
    let mut text = format!("评分完成：{all}个部门，已定分{settled}个，待核{pending}个{twice}。\n");
    whole.each.iter().for_each(|one| text += &grades_line(one));
    text += &format!("疑点：{}。\n", counts(whole.findings));
    if whole.findings.iter().any(|finding| finding.code == Code::ResultAsInput) {
        text += &format!("注意：“{}”是以前的评分结果，已按其中的数据重新评分。\n", evaluation.input_name);
    }
    if let Some(last) = &evaluation.last_year {
        let told = whole.findings.iter().filter(|finding| finding.code.topic() == Topic::LastYear).count();
        text += &format!("与去年的“{}”核对：疑点{told}条。\n", last.name);
    }
    if let Some(appealed) = &evaluation.appealed {
        let count = appealed.corrections.len();
        text += &format!("申诉：按“{}”更正{count}处，见“{}”表。\n", sheets::LEDGER, sheets::APPEALED);
    }
    text += &format!("结果：{}\n", output);
    if !annex.is_empty() {
        text += &format!("附件：{annex}\n");
    }
    if !forms.is_empty() {
        text += &format!("各部门复核后的附件3-1：{forms}\n");
    }
    if !word.is_empty() {
        text += &format!("公文：{word}\n");
    }
    if evaluation.style == Style::TooMany {
        text += &format!("结果形式：{}。\n", evaluation.style.words());
    }
    text += &match first_findings(whole.findings, &costs(whole)) {
        none if none.is_empty() => "请先看“汇总”表，再核对“疑点”表。".to_string(),
        first => format!("请先处理“疑点”表中影响得分、由局内处理的各条，改好原文件后重新运行。例如：{first}"),
    };
    text
}

/// `等次：优秀3个，良好5个；平均分85.2分。`, of which 评分表 where there are several.
fn grades_line(evaluation: &Evaluation) -> String {
    let table = &evaluation.scheme().table;
    let whose = match table.is_one_of_several() {
        true => format!("{}（{}个部门）", table.sheet, evaluation.cards.len()),
        false => String::new(),
    };
    let Some(average) = evaluation.average() else {
        return if whose.is_empty() { whose } else { format!("{whose}尚未定分。\n") };
    };
    let grades: Vec<String> = evaluation.grades().iter().map(|(name, number)| format!("{name}{number}个")).collect();
    format!("{whose}等次：{}；平均分{}分。\n", grades.join("，"), shown(average))
}

/// The 疑点 that the bureau must settle and that matter most, one line for each cause; empty where there is none.
pub fn first_findings(findings: &[Finding], cost: &Cost) -> String {
    // sorted by level: those that must be settled come first
    let leads = leads(&findings[..findings.len().min(MOST)], cost);
    let musts = leads.iter().filter(|lead| lead.first.is_open());
    musts.take(FIRST_FINDINGS).map(|lead| format!("\n  {}", lead_line(lead))).collect()
}

/// `局内必须处理3条，部门影响得分12条，请部门补正5条，供核对8条，写法统一2条`.
pub fn counts(findings: &[Finding]) -> String {
    let open = open_count(findings);
    let of = |level: Level| findings.iter().filter(|finding| finding.code.info().level == level).count();
    let others = of(Level::AffectsMarks) - open;
    let (ask, review, rewritten) = (of(Level::AskDepartment), of(Level::Review), of(Level::Rewritten));
    format!(
        "局内必须处理{open}条，影响得分、由部门补报{others}条，请部门补正{ask}条，供核对{review}条，写法统一{rewritten}条"
    )
}

/// How many the bureau must settle.
pub fn open_count(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.is_open()).count()
}

/// A finding on one line: place, code, whose, what was found.
pub fn one_line(finding: &Finding) -> String {
    line(finding, &finding.indicator, &finding.message.found)
}

/// The same for all findings of one cause.
fn lead_line(lead: &Lead) -> String {
    line(lead.first, &lead.indicator(), &lead.found())
}

fn line(finding: &Finding, indicator: &str, found: &str) -> String {
    let info = finding.code.info();
    let whose = [finding.department.as_str(), indicator].into_iter().filter(|text| !text.is_empty());
    let whose = whose.collect::<Vec<_>>().join("，");
    let whose = if whose.is_empty() { String::new() } else { format!("（{whose}）") };
    format!("{} {} {}{whose}：{found}", finding.place, info.id, info.title)
}

/// A finding in full: place, what was expected, what was found, what to do.
pub fn finding(finding: &Finding) -> String {
    let info = finding.code.info();
    let mut text = format!("[{}·{}] {}\n", info.level.name(), info.owner.name(), one_line(finding));
    for (name, words) in [("应为", &finding.message.expected), ("建议", &finding.message.advice)] {
        if !words.is_empty() {
            text += &format!("       {name}：{words}\n");
        }
    }
    text
}

/// The findings with their counts, one text for each cause: `all` of them, or a screen of those that matter most.
pub fn findings(findings: &[Finding], cost: &Cost, all: bool) -> String {
    let leads = leads(findings, cost);
    let shown = if all { leads.len() } else { SCREEN };
    let mut texts: String = leads.iter().take(shown).map(lead_text).collect();
    if leads.len() > shown {
        texts += &format!("……另有{}项没有列出；加 --all 列出全部，评分结果的“疑点”表也有全部。\n", leads.len() - shown);
    }
    format!("{texts}共{}条疑点：{}。{}", findings.len(), counts(findings), to_be_judged(findings))
}

/// Who fills in what nobody has judged yet, and how; empty where all is judged.
fn to_be_judged(findings: &[Finding]) -> String {
    let blank = findings.iter().filter(|finding| finding.code == Code::JudgementMissing).count();
    if blank == 0 {
        return String::new();
    }
    format!(
        "\n尚未评定的{blank}项由评审人员打分，填在“{}”表的“评定得分”列；\
        可用 jixiao 评审 工作簿 --judge 姓名 写出评审打分表，打好后用 --read 读回。",
        sheets::DATA
    )
}

/// A line of findings in full.
fn lead_text(lead: &Lead) -> String {
    let (finding, items) = (lead.first, lead.items());
    let info = finding.code.info();
    let mut text = format!("[{}·{}] {}\n", info.level.name(), info.owner.name(), lead_line(lead));
    let message = &finding.message;
    for (name, words) in [("涉及", &items), ("应为", &message.expected), ("建议", &message.advice)] {
        if !words.is_empty() {
            text += &format!("       {name}：{words}\n");
        }
    }
    text
}

/// The structural faults that stopped a run.
pub fn faults(findings: &[Finding]) -> String {
    let texts: String = findings.iter().map(finding).collect();
    format!("工作簿有{}处问题，没有生成结果，请全部改好后重新运行：\n{texts}", findings.len())
}

/// One sentence tried without a workbook, the characters at fault underlined.
pub fn trial(trial: &Trial, official: &str) -> String {
    let mut text = match &trial.readback {
        Some(readback) => format!("能够识别。\n程序的理解：{readback}\n"),
        None => "不能采用这条评分标准：\n".to_string(),
    };
    for finding in &trial.findings {
        let shown = underline(official, &(finding.span[0]..finding.span[1]));
        let _ = writeln!(text, "\n{shown}\n[{}] {} {}", finding.severity, finding.code, finding.message);
        if !finding.advice.is_empty() {
            let _ = writeln!(text, "建议：{}", finding.advice);
        }
    }
    for tried in &trial.tries {
        let marks = tried.marks.as_ref().map_or("不能计分".to_string(), |marks| format!("{marks}分"));
        let _ = writeln!(text, "{} → {marks}", tried.value);
    }
    text.trim_end().to_string()
}

/// A department, an indicator or a 数据项 that is not there, with the known names that come near.
pub fn not_found<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let near = nearest(name, known);
    let nearest = if near.is_empty() { String::new() } else { format!("；是不是：{}", near.join("、")) };
    Refusal::Asked(format!("没有{kind}“{name}”{nearest}"))
}

/// What is asked for, by name.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// 部门（单位）名称
    pub department: &'a str,
    /// 三级指标 or its path; none asks for all.
    pub indicator: Option<&'a str>,
}

/// What was asked for, as indices.
pub struct Found {
    /// The departments of the name.
    pub departments: Vec<usize>,
    /// The indicators of the name.
    pub indicators: Vec<usize>,
}

/// Finds departments and indicators by their names.
///
/// # Errors
/// [`Refusal::Asked`] with names that contain the wanted one.
pub fn find(evaluation: &Evaluation, asked: Asked) -> Result<Found, Refusal> {
    let Asked { department, indicator } = asked;
    let same = |one: &str, other: &str| tidy(one) == tidy(other);
    let submission = &evaluation.submission;
    let names = || submission.departments.iter().map(|department| department.name.as_str());
    let departments: Vec<usize> =
        names().enumerate().filter(|(_, name)| same(name, department)).map(|(index, _)| index).collect();
    if departments.is_empty() {
        return Err(not_found("部门", department, names()));
    }
    let paths = || submission.scheme.system.indicators.iter().map(|indicator| &indicator.path);
    let wanted = |path: &&crate::scheme::indicators::IndicatorPath| {
        indicator.is_none_or(|name| same(&path.level3, name) || same(&path.to_string(), name))
    };
    let indicators: Vec<usize> = paths().enumerate().filter(|(_, path)| wanted(path)).map(|(index, _)| index).collect();
    if indicators.is_empty() {
        let level3 = paths().map(|path| path.level3.as_str());
        return Err(not_found("三级指标", indicator.unwrap_or_default(), level3));
    }
    Ok(Found { departments, indicators })
}

/// The whole calculation of one department.
pub fn explain(evaluation: &Evaluation, department: usize, indicators: &[usize]) -> String {
    let submission = &evaluation.submission;
    let (who, card) = (&submission.departments[department], &evaluation.cards[department]);
    let scorer = Scorer::new(submission).explaining_everything();
    let explained = scorer.department(who, &mut Vec::new());
    let table = &submission.scheme.table;
    let by = if table.is_one_of_several() { format!("，按“{}”评价", table.sheet) } else { String::new() };
    let mut text = format!("{}（部门数据第{}行{by}）\n", who.name, who.row + 1);
    for index in indicators {
        let indicator = &submission.scheme.system.indicators[*index];
        let score = &explained.scores[*index];
        let _ = writeln!(text, "\n【{}】{}", indicator.path, marks_text(score, indicator.marks));
        let own = who.self_assessment.as_ref().and_then(|own| own.marks[*index]);
        let own = own.map(|marks| format!("{marks}分")).unwrap_or_default();
        for (name, words) in [
            ("评分标准", indicator.criterion.text.replace('\n', "")),
            ("计算过程", score.process.to_string()),
            ("说明", score.reason.to_string()),
            ("自评得分", own),
        ] {
            if !words.is_empty() {
                let _ = writeln!(text, "  {name}：{words}");
            }
        }
    }
    let rank = rank_text(card.standing.rank);
    let total = range_text(card.low, card.high);
    let _ = write!(text, "\n总分{total}分，{}，{rank}。{}", card.standing.grade, card.standing.grade_reason);
    text
}

/// `第3名`
pub fn rank_text(rank: Option<u32>) -> String {
    rank.map_or("不参加排名".to_string(), |rank| format!("第{rank}名"))
}

/// `增加1.5分`
pub fn points_change(difference: Points) -> String {
    match difference {
        none if none == Points::ZERO => "不变".to_string(),
        less if less < Points::ZERO => format!("减少{}分", Points(less.0.abs())),
        more => format!("增加{more}分"),
    }
}

/// 得分 in words: a number, a range where it is 待核, or 不适用.
pub fn score_text(score: &Score) -> String {
    match score.state {
        State::Pending => format!("待核（{}）", range_text(score.low, score.high)),
        State::Excluded => State::NotApplicable.name().to_string(),
        _ => score.low.to_string(),
    }
}

/// `分值6分，得0分`
pub fn marks_text(score: &Score, official: Points) -> String {
    let full = score.full.map_or(format!("与同组共{official}分"), |full| format!("分值{full}分"));
    match score.state {
        State::Scored => format!("{full}，得{}分", score.low),
        State::Excluded => format!("{full}，不适用，不计入"),
        State::Pending => format!("{full}，待核，可能得{}分", range_text(score.low, score.high)),
        state => format!("{full}，得{}分（{}）", score.low, state.name()),
    }
}
