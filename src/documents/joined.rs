//! 公文 of several 评分表: one 通报 of all departments, and for each department what it gets, by its own table.

use crate::annex::joined::{Joined, of_table};
use crate::annex::{Annex, chinese};
use crate::documents::frame::{Attached, Text, body, parts as put_parts, with_attached};
use crate::documents::letter::{Letter, shown};
use crate::documents::notice::{levels, problems, self_quality};
use crate::documents::{Documents, NOTICE, tables};
use crate::evaluate::{Evaluation, Whole};
use crate::ground::Finding;
use crate::result::joined::{Member, categories, members, rate};
use crate::result::statistics::percent;
use crate::scheme::wording::{PhraseId, Wording};
use crate::word::{Document, Page, Section, Style, TableCell};

/// The documents of a workbook with one 评分表 or several.
pub struct AllDocuments<'a> {
    whole: Whole<'a>,
    each: Vec<Documents<'a>>,
    /// 通报 of all comes first where there are several tables; the others are those of a table.
    own: Vec<(usize, usize)>,
    /// Their file names, in order.
    pub names: Vec<String>,
}

impl<'a> AllDocuments<'a> {
    /// Which there are.
    ///
    /// # Errors
    /// Faults of the sheet 公文用语, all at once.
    pub fn of(whole: Whole<'a>) -> Result<AllDocuments<'a>, Vec<Finding>> {
        let each = whole.each.iter().map(Documents::of).collect::<Result<Vec<Documents>, _>>()?;
        let several = whole.is_several();
        let notice = format!("{NOTICE}.docx");
        let mut names: Vec<String> = Vec::new();
        names.extend(several.then(|| notice.clone()));
        let mut own = Vec::new();
        for (table, documents) in each.iter().enumerate() {
            let mark = &whole.each[table].scheme().table.mark;
            for (at, name) in documents.names.iter().enumerate().filter(|(_, name)| !several || **name != notice) {
                let taken = |name: &String| names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
                // the report of each table; two departments whose names differ only in what no file's name can have
                let name = match several && (documents.is_to_all(at) || taken(name)) {
                    true => name.replace(".docx", &format!("{mark}.docx")),
                    false => name.clone(),
                };
                names.push(name);
                own.push((table, at));
            }
        }
        Ok(AllDocuments { whole, each, own, names })
    }

    /// What is not written as it is not to be published, in Chinese: 补正通知3份.
    pub fn left_out(&self) -> Vec<String> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for (name, count) in self.each.iter().flat_map(|documents| &documents.left_out) {
            match counts.iter_mut().find(|(other, _)| other == name) {
                Some((_, sum)) => *sum += count,
                None => counts.push((name, *count)),
            }
        }
        counts.into_iter().map(|(name, count)| format!("{name}{count}份")).collect()
    }

    /// A document.
    pub fn document(&self, at: usize) -> Document {
        let before = usize::from(self.whole.is_several());
        match at.checked_sub(before).map(|at| self.own[at]) {
            Some((table, at)) => self.each[table].document(at),
            None => notice(self.whole, &self.each[0].wording),
        }
    }
}

/// The letter of a table that goes to all.
fn letter<'a>(evaluation: &'a Evaluation, wording: &'a Wording) -> Letter<'a> {
    Letter { annex: Annex { evaluation }, wording, department: None }
}

/// 通报 of all departments.
fn notice(whole: Whole, wording: &Wording) -> Document {
    let of_all = letter(whole.first(), wording);
    let mut page = Section { page: Page::Portrait, ..Section::default() };
    of_all.title(&mut page, PhraseId::NoticeTitle);
    page.line(Style::Addressee, of_all.words(PhraseId::NoticeTo));
    page.line(Style::Body, of_all.words(PhraseId::NoticeBasis));
    let of_each = |texts: fn(Letter) -> Vec<String>| {
        let one = |evaluation: &Evaluation| {
            let texts = texts(letter(evaluation, wording));
            (categories(evaluation).join("、"), texts)
        };
        // a class has its number among those that have anything to say
        let each = whole.each.iter().map(one).filter(|(_, texts)| !texts.is_empty());
        let numbered = (1..).zip(each).flat_map(|(number, (class, texts))| {
            let heading = (Style::Heading2, format!("（{}）{class}", chinese(number)));
            [heading].into_iter().chain(body(texts)).collect::<Vec<Text>>()
        });
        numbered.collect::<Vec<Text>>()
    };
    let parts: [(&str, Vec<Text>); 6] = [
        ("总体情况", body(vec![Joined { whole }.words()])),
        ("等次情况", body(grades(whole))),
        ("一级指标情况", of_each(levels)),
        ("主要问题", of_each(problems)),
        ("自评质量", of_each(self_quality)),
        ("工作要求", body(vec![of_all.words(PhraseId::NoticeTasks)])),
    ];
    put_parts(&mut page, &parts);
    let title = format!("{}得分排名总表", whole.first().whole_title());
    let first: Attached = (title, Box::new(move |page: &mut Section| ranking(whole, wording, page)));
    let marks = |evaluation| -> Attached {
        let letter = letter(evaluation, wording);
        let title = format!("{}得分情况表", letter.annex.title());
        (title, Box::new(move |page: &mut Section| tables::level_marks(letter, page)))
    };
    let attached: Vec<Attached> = [first].into_iter().chain(whole.each.iter().map(marks)).collect();
    let sections = with_attached(of_all, page, "附件", &attached);
    Document { title: of_all.words(PhraseId::NoticeTitle), sections }
}

/// 等次名单 of all, the best 得分率 first: one paragraph for each 等次 that somebody has.
fn grades(whole: Whole) -> Vec<String> {
    let mut grades: Vec<(String, Vec<&str>)> = whole.grade_names().into_iter().map(|name| (name, Vec::new())).collect();
    for member in members(whole) {
        let evaluation = &whole.each[member.table];
        let card = &evaluation.cards[member.department];
        let grade = grades.iter_mut().find(|(name, _)| card.ranked_total().is_some() && *name == card.standing.grade);
        if let Some((_, names)) = grade {
            names.push(&evaluation.submission.departments[member.department].name);
        }
    }
    let named = grades.into_iter().filter(|(_, names)| !names.is_empty());
    named.map(|(grade, names)| format!("{grade}{}个：{}。", names.len(), names.join("、"))).collect()
}

/// 序号, 部门（单位）, 部门类别, 总分, 满分, 得分率, 等次, 备注: by 得分率, then those that are not rated.
fn ranking(whole: Whole, wording: &Wording, page: &mut Section) {
    let all = members(whole);
    let tied = |member: &Member| all.iter().filter(|other| other.rank == member.rank).count() > 1;
    let row = |(at, member): (usize, &Member)| -> Vec<TableCell> {
        let evaluation = &whole.each[member.table];
        let department = &evaluation.submission.departments[member.department];
        let card = &evaluation.cards[member.department];
        let share = rate(whole, member).map(percent);
        let remark = match member.rank {
            None => letter(evaluation, wording).annex.remark_cause(member.department),
            Some(rank) if tied(member) => format!("并列第{rank}名"),
            Some(_) => card.standing.grade_reason.clone(),
        };
        vec![
            tables::centre(if card.ranked_total().is_none() { "—".into() } else { at.to_string() }),
            tables::words(&department.name),
            tables::centre(&department.category),
            tables::centre(card.ranked_total().map_or("—".into(), shown)),
            tables::centre(tables::plain(evaluation.scheme().system.total_marks())),
            tables::centre(share.unwrap_or("—".into())),
            tables::centre(if card.ranked_total().is_none() { "—" } else { &card.standing.grade }),
            tables::words(remark),
        ]
    };
    let names = ["序号", "部门（单位）", "部门类别", "总分", "满分", "得分率", "等次", "备注"];
    let tables: Vec<String> = whole.each.iter().map(of_table).collect();
    let note = format!("注：按得分率（总分占本类评分表满分的比例）由高到低排列。{}。", tables.join("；"));
    let rows = (1..).zip(&all).map(row).collect();
    tables::put_long(page, &[6, 21, 12, 9, 7, 10, 8, 27], (&names, rows), &[note]);
}
