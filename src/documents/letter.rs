//! What all documents have: their words filled in, title, addressee, name and date, contact.

use crate::annex::title::balanced;
use crate::annex::{Annex, draft};
use crate::evaluate::Evaluation;
use crate::ground::Points;
use crate::result::statistics::{self, quoted};
use crate::scheme::printed::PrintedId;
use crate::scheme::wording::{PhraseId, Wording, filled};
use crate::word::{Section, Style};

/// Room of a title in hundredths of its letters: 442 points hold 20 letters of 22.
const TITLE_ROOM: u32 = 2000;
/// Room for the pen where a name, a date or a contact is not stated.
const PEN: &str = "　　　　　　　　";
/// Room for a date.
const DATE: &str = "　　　　年　　月　　日";

/// What a document is written from.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    /// The annex, which has the words of reasons.
    pub annex: Annex<'a>,
    /// 公文用语
    pub wording: &'a Wording,
    /// The department it goes to; none for those that go to all.
    pub department: Option<usize>,
}

impl<'a> Letter<'a> {
    /// The evaluation.
    pub fn evaluation(&self) -> &'a Evaluation {
        self.annex.evaluation
    }

    /// The words of a place with what is filled in.
    pub fn words(&self, id: PhraseId) -> String {
        // the sheet was read with every field known
        let text = filled(self.wording.get(id), |field| Some(self.field(field))).unwrap_or_default();
        if self.is_to_itself() { to_itself(&text) } else { text }
    }

    /// Whether the bureau that writes is the department that is written to.
    fn is_to_itself(&self) -> bool {
        let by = self.evaluation().scheme().printed.get(PrintedId::PreparedBy);
        let to = self.department.map(|index| self.annex.department(index));
        by.zip(to).is_some_and(|(by, to)| by.ends_with(to) && to.chars().count() > SHORT_NAME)
    }

    fn field(&self, field: &str) -> String {
        let stated = |id| self.evaluation().scheme().printed.get(id);
        match field {
            "年度" => self.evaluation().year(),
            "编制单位" => stated(PrintedId::PreparedBy).unwrap_or_default().to_string(),
            "补正期限" => self.annex.until(PrintedId::SupplyBy),
            "异议期" => self.annex.until(PrintedId::Objections),
            "整改期限" => self.annex.until(PrintedId::RectifyBy),
            "联系人" => stated(PrintedId::Contact).unwrap_or(PEN).to_string(),
            _ => self.department.map_or(String::new(), |index| self.of_department(field, index)),
        }
    }

    fn of_department(&self, field: &str, index: usize) -> String {
        let evaluation = self.evaluation();
        let card = &evaluation.cards[index];
        let marks = |marks: Option<Points>| marks.map_or("—".to_string(), |marks| format!("{}分", shown(marks)));
        match field {
            "部门" => evaluation.submission.departments[index].name.clone(),
            "自评得分" => match evaluation.self_total(index) {
                Some(own) => marks(Some(own)),
                None => "未报送".into(),
            },
            "复核得分" => marks(card.total()) + &self.full_marks(),
            "等次" => card.standing.grade.clone(),
            "扣分项数" => card.deductions.len().to_string(),
            "未得分说明" => self.without_marks(index),
            _ => String::new(),
        }
    }

    /// `，其中“公务卡刷卡率”没有得分` where an indicator has no marks at all.
    fn without_marks(&self, index: usize) -> String {
        let evaluation = self.evaluation();
        let lost_all = evaluation.cards[index].deductions.iter().filter(|one| one.marks == Points::ZERO);
        let names: Vec<String> =
            lost_all.map(|one| quoted(&evaluation.scheme().system.names(&one.indicators))).collect();
        if names.is_empty() { String::new() } else { format!("，其中{}没有得分", names.concat()) }
    }

    /// `（满分45分）` where the 评分表 is one of several and its marks are not 100.
    fn full_marks(&self) -> String {
        let scheme = self.evaluation().scheme();
        let full = scheme.system.total_marks();
        let told = scheme.table.is_one_of_several() && full != Points(rust_decimal::Decimal::ONE_HUNDRED);
        if told { format!("（满分{full}分）") } else { String::new() }
    }

    /// The title, balanced over its lines, and the empty line below it.
    pub fn title(&self, page: &mut Section, id: PhraseId) {
        self.title_of(page, &self.words(id));
    }

    /// The same with other words.
    pub fn title_of(&self, page: &mut Section, title: &str) {
        page.line_with_next(Style::Title, title_lines(&format!("{title}{}", self.draft())));
        page.gap();
    }

    /// What an indicator is called; of several that share their 分值 the names, where they are few.
    pub fn named(&self, indicators: &[usize], together: &str) -> String {
        match indicators.len() {
            0..=NAMED => self.evaluation().scheme().system.names(indicators),
            _ => together.to_string(),
        }
    }

    /// `（未定稿）` where the bureau has something to settle.
    pub fn draft(&self) -> &'static str {
        draft(self.evaluation())
    }

    /// `市财政局：`
    pub fn addressee(&self, page: &mut Section) {
        page.line(Style::Addressee, format!("{}：", self.field("部门")));
    }

    /// Name and date below the text, three lines down; they stay with the last line of it.
    pub fn signature(&self, page: &mut Section) {
        page.keep_end();
        page.line_with_next(Style::Body, "");
        page.line_with_next(Style::Body, "");
        let stated = |id| self.evaluation().scheme().printed.get(id);
        page.line_with_next(Style::Signature, stated(PrintedId::PreparedBy).unwrap_or(PEN));
        let given = Some(self.evaluation().date.as_str()).filter(|date| !date.is_empty());
        page.line(Style::Signature, stated(PrintedId::Date).or(given).unwrap_or(DATE));
    }
}

/// A title in lines of about the same length.
pub fn title_lines(title: &str) -> String {
    balanced(title, TITLE_ROOM).join("\n")
}

/// Indicators that share a 分值 are named up to so many.
const NAMED: usize = 3;
/// Letters of the shortest names that tell a bureau: 财政局 alone is any.
const SHORT_NAME: usize = 3;

/// The words of a letter that a bureau writes to itself.
fn to_itself(text: &str) -> String {
    let words = [("你单位", "本部门"), ("报送我局", "送绩效评价承办科室")];
    words.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}

/// Marks with two places at least.
pub fn shown(marks: Points) -> String {
    statistics::shown(marks.0)
}
