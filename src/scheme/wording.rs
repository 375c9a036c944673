//! 公文用语: the words of the documents, in one place. A bureau changes them on a sheet of the workbook; what is filled in
//! stands in 【】.

use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Heading, Message, tidy};
use crate::scheme::View;
use crate::scheme::table::{Header, no_header};
use crate::workbook::read::{Book, sheet};

/// Which words; the order is that of [`WORDING`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseId {
    /// 通报 · 标题
    NoticeTitle,
    /// 通报 · 主送
    NoticeTo,
    /// 通报 · 依据
    NoticeBasis,
    /// 通报 · 工作要求
    NoticeTasks,
    /// 反馈函 · 标题
    FeedbackTitle,
    /// 反馈函 · 开头
    FeedbackOpening,
    /// 反馈函 · 结果
    FeedbackResult,
    /// 反馈函 · 没有扣分
    FeedbackFull,
    /// 反馈函 · 待补正: where a 补正通知 goes to the same department.
    FeedbackDoubts,
    /// 反馈函 · 异议
    FeedbackObjections,
    /// 补正通知 · 标题
    SupplementTitle,
    /// 补正通知 · 开头
    SupplementOpening,
    /// 补正通知 · 要求
    SupplementTasks,
    /// 补正通知 · 已评定: where the department is rated all the same.
    SupplementRated,
    /// 整改通知书 · 标题
    RectificationTitle,
    /// 整改通知书 · 开头
    RectificationOpening,
    /// 整改通知书 · 要求
    RectificationTasks,
    /// 整改通知书 · 回执
    RectificationReceipt,
    /// 评价报告 · 标题
    ReportTitle,
    /// 评价报告 · 依据
    ReportBasis,
    /// 评价报告 · 工作开展
    ReportWork,
    /// 评价报告 · 意见建议
    ReportAdvice,
    /// 各类公文 · 联系人
    Contact,
}

/// Words of a document.
pub struct Phrase {
    /// Which.
    pub id: PhraseId,
    /// 公文
    pub document: &'static str,
    /// 段落
    pub place: &'static str,
    /// The built-in words.
    pub text: &'static str,
}

/// What may stand in 【】: of the bureau and the year, then of one department.
pub const FIELDS: [&str; 12] = [
    "年度",
    "编制单位",
    "补正期限",
    "异议期",
    "整改期限",
    "联系人",
    "部门",
    "自评得分",
    "复核得分",
    "等次",
    "扣分项数",
    "未得分说明",
];

const fn phrase(id: PhraseId, document: &'static str, place: &'static str, text: &'static str) -> Phrase {
    Phrase { id, document, place, text }
}

/// All of them, in the order of the sheet.
#[rustfmt::skip]
pub const WORDING: [Phrase; 23] = [
    phrase(PhraseId::NoticeTitle, "通报", "标题", "【编制单位】关于【年度】部门整体支出绩效评价结果的通报"),
    phrase(PhraseId::NoticeTo, "通报", "主送", "各部门（单位）："),
    phrase(PhraseId::NoticeBasis, "通报", "依据",
        "根据预算绩效管理有关规定，我局组织各部门（单位）开展【年度】部门整体支出绩效自评，并按照评分标准逐项进行了复核。现将评价结果通报如下："),
    phrase(PhraseId::NoticeTasks, "通报", "工作要求",
        "各部门（单位）要对照我局反馈的扣分情况逐项查找原因，制定措施，认真整改，并把评价结果作为改进管理和编制预算的依据。资料不全、暂不评定的部门（单位）请于【补正期限】补正资料。对评价结果有异议的，请于【异议期】书面提出，并附证明材料。"),
    phrase(PhraseId::FeedbackTitle, "复核结果反馈函", "标题", "关于反馈【年度】部门整体支出绩效评价复核结果的函"),
    phrase(PhraseId::FeedbackOpening, "复核结果反馈函", "开头",
        "根据预算绩效管理有关规定，我局对你单位【年度】部门整体支出绩效自评情况进行了复核。现将复核结果反馈如下："),
    phrase(PhraseId::FeedbackResult, "复核结果反馈函", "结果", "你单位自评得分【自评得分】，复核得分【复核得分】，评价等次为“【等次】”。"),
    phrase(PhraseId::FeedbackFull, "复核结果反馈函", "没有扣分", "各项指标均得满分，没有扣分。"),
    phrase(PhraseId::FeedbackDoubts, "复核结果反馈函", "待补正",
        "你单位报送的资料中有需要核实的事项，已另发补正通知，请按通知要求补正；补正后数据有变化的，复核得分和等次相应调整。"),
    phrase(PhraseId::FeedbackObjections, "复核结果反馈函", "异议",
        "对复核结果有异议的，请于【异议期】书面提出，写明指标、理由和更正数据，并附证明材料；逾期未提出的，按复核结果公布。"),
    phrase(PhraseId::SupplementTitle, "补正通知", "标题", "关于补正【年度】部门整体支出绩效评价资料的通知"),
    phrase(PhraseId::SupplementOpening, "补正通知", "开头",
        "我局在复核你单位【年度】部门整体支出绩效自评资料时，发现下列事项需要补充或者更正："),
    phrase(PhraseId::SupplementTasks, "补正通知", "要求",
        "请于【补正期限】将补正后的资料加盖单位公章后报送我局，同时报送电子表格。逾期未补正的，按评价办法的有关规定处理。"),
    phrase(PhraseId::SupplementRated, "补正通知", "已评定",
        "按已报送的资料，你单位复核得分【复核得分】，等次为“【等次】”，复核结果另函反馈；补正后数据有变化的，复核得分和等次相应调整。"),
    phrase(PhraseId::RectificationTitle, "整改通知书", "标题", "【年度】部门整体支出绩效评价整改通知书"),
    phrase(PhraseId::RectificationOpening, "整改通知书", "开头",
        "你单位【年度】部门整体支出绩效评价得分【复核得分】，等次为“【等次】”【未得分说明】。评价发现的下列问题，请认真整改："),
    phrase(PhraseId::RectificationTasks, "整改通知书", "要求",
        "请逐项分析原因，明确整改措施、责任人和完成时限，于【整改期限】将整改情况填入所附回执，加盖单位公章后报送我局。整改情况作为以后年度预算安排和绩效评价的依据。"),
    phrase(PhraseId::RectificationReceipt, "整改通知书", "回执", "【年度】部门整体支出绩效评价整改情况回执"),
    phrase(PhraseId::ReportTitle, "评价报告", "标题", "【年度】部门整体支出绩效评价报告"),
    phrase(PhraseId::ReportBasis, "评价报告", "依据",
        "为加强预算绩效管理，提高财政资金使用效益，根据预算绩效管理有关规定，对各部门（单位）【年度】部门整体支出开展绩效评价。"),
    phrase(PhraseId::ReportWork, "评价报告", "工作开展",
        "评价按照布置、自评、复核、反馈的程序进行：各部门（单位）对照评分标准开展自评，报送自评得分、数据和资料；【编制单位】按照同一评分标准逐项复核，核对各项数据之间的关系，发现的问题请部门（单位）核实补正。每项扣分都写明数据、算式和依据的评分标准。"),
    phrase(PhraseId::ReportAdvice, "评价报告", "意见建议",
        "各部门（单位）要把评价结果作为改进管理和编制预算的依据，规范预算编制和执行，加强资产和资金管理，如实报送绩效数据，并按要求公开评价结果。"),
    phrase(PhraseId::Contact, "各类公文", "联系人", "联系人：【联系人】"),
];

/// The words in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    texts: Vec<String>,
}

impl Default for Wording {
    fn default() -> Wording {
        Wording { texts: WORDING.iter().map(|phrase| phrase.text.to_string()).collect() }
    }
}

impl Wording {
    /// The words of a place.
    pub fn get(&self, id: PhraseId) -> &str {
        &self.texts[id as usize]
    }

    /// Sets the words of a place.
    ///
    /// # Errors
    /// A field that is not known, or a bracket that is not closed, in Chinese.
    pub fn set(&mut self, id: PhraseId, text: &str) -> Result<(), String> {
        let known = |field: &str| FIELDS.contains(&field);
        filled(text, |field| known(field).then(String::new)).map_err(|field| {
            let fields: Vec<String> = FIELDS.iter().map(|field| format!("【{field}】")).collect();
            format!("填写项“【{field}”不认识或没有右括号“】”；可用的有{}", fields.join(""))
        })?;
        self.texts[id as usize] = text.to_string();
        Ok(())
    }
}

/// The headings of the sheet.
pub const HEADINGS: [Heading; 3] = [
    Heading { name: "公文", aliases: &[] },
    Heading { name: "段落", aliases: &[] },
    Heading { name: "用语", aliases: &[] },
];

impl Wording {
    /// The words of a workbook: those of its sheet 公文用语, else the built-in ones. A blank cell leaves the built-in words.
    ///
    /// # Errors
    /// No headings; a row that names no place; fields that are not known: all at once.
    pub fn of_book(book: &Book) -> Result<Wording, Vec<Finding>> {
        let mut wording = Wording::default();
        let Some(grid) = sheet(book, sheets::WORDING) else { return Ok(wording) };
        let view = View { grid };
        let Some(Header { row, columns }) = view.header(&HEADINGS.each_ref()) else {
            return Err(no_header(
                grid,
                "一行表头，含“公文”“段落”“用语”三列",
                "请补上表头，或删去这张表（用内置的用语）",
            ));
        };
        let mut faults = Vec::new();
        for row in view.rows_below(row) {
            let [document, place, text] = [0, 1, 2].map(|at| view.text(row, columns[at]));
            if document.is_empty() && place.is_empty() || text.is_empty() {
                continue;
            }
            let is = |phrase: &&Phrase| tidy(phrase.document) == tidy(&document) && tidy(phrase.place) == tidy(&place);
            let set = match WORDING.iter().find(is) {
                Some(phrase) => wording.set(phrase.id, &text),
                None => Err(format!("“{document}”没有“{place}”这一段；段落名称不要改，只改用语")),
            };
            if let Err(expected) = set {
                let message = Message::new(expected, text, "请改正，或清空这一格（用内置的用语）");
                faults.push(Finding::new(Code::WordingFault, view.place(row, columns[2]), message));
            }
        }
        if faults.is_empty() { Ok(wording) } else { Err(faults) }
    }
}

/// A text with its fields filled in.
///
/// # Errors
/// The first field that has no value, or whose bracket is not closed.
pub fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('【') {
        whole += before;
        let (field, after) = from.split_once('】').ok_or_else(|| from.to_string())?;
        whole += &value(field).ok_or_else(|| field.to_string())?;
        rest = after;
    }
    Ok(whole + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_stands_at_its_number_and_names_known_fields() {
        let mut wording = Wording::default();
        for (at, phrase) in WORDING.iter().enumerate() {
            assert_eq!(phrase.id as usize, at, "{}", phrase.place);
            wording.set(phrase.id, phrase.text).unwrap();
        }
        assert_eq!(wording, Wording::default());
    }

    #[test]
    fn a_field_that_is_not_known_is_refused_by_name() {
        let mut wording = Wording::default();
        for text in ["请于【限期】前", "请于【补正期限"] {
            assert!(wording.set(PhraseId::NoticeTasks, text).unwrap_err().contains("【补正期限】"), "{text}");
        }
        assert_eq!(wording, Wording::default());
    }
}
