//! 扣分原因 and what is missing, as an official document says them: the same figures, without cells and without words
//! of the program.

use crate::annex::Annex;
use crate::annex::title::unnested;
use crate::evaluate::{Deduction, Score, State};
use crate::ground::names::sheets;
use crate::result::rated::Unrated;
use rust_decimal::Decimal;
use std::str::FromStr;

/// A part of a step that costs nothing; said once, under the table.
pub const PART_STEP: &str = "（不足一个百分点不扣）";
/// Beyond so many indicators their names alone are listed.
const MOST_ITEMS: usize = 4;
/// How many characters of what is missing two lines of 备注 hold beside why it is not rated.
const REMARK: usize = 18;
/// Fields whose name says nothing without their indicator.
const VAGUE: [&str; 3] = ["“例数”", "“评定得分”", "“所属等级”"];

impl Annex<'_> {
    /// Why a department is not rated, in a few words; empty where it is.
    pub fn not_rated(&self, department: usize) -> &'static str {
        self.evaluation.unrated(department).map_or("", Unrated::words)
    }

    /// The indicators without a score that wait for the department, or for the bureau alone.
    fn waiting(&self, department: usize, for_bureau: bool) -> impl Iterator<Item = usize> {
        let scores = &self.evaluation.cards[department].scores;
        let pending = (0..scores.len()).filter(|index| scores[*index].state == State::Pending);
        pending.filter(move |index| self.evaluation.is_to_judge(department, *index) == for_bureau)
    }

    /// What the department has to supply before it is rated, whole: one text for each cause.
    pub fn lacking(&self, department: usize) -> Vec<String> {
        let mut causes: Vec<String> = Vec::new();
        for index in self.waiting(department, false) {
            let cause = self.cause(department, index);
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
        causes
    }

    /// What is missing for one indicator.
    pub fn cause(&self, department: usize, index: usize) -> String {
        let scores = &self.evaluation.cards[department].scores;
        cause(&self.named(scores, index), &scores[index].reason)
    }

    /// The same beside its criterion: without its name, items by their numbers.
    pub fn short_cause(&self, department: usize, index: usize) -> String {
        let cause = self.cause(department, index);
        let name = format!("{}：", self.named(&self.evaluation.cards[department].scores, index));
        unquoted_items(cause.strip_prefix(&name).unwrap_or(&cause))
    }

    /// Why a score is as it is, in the words of a document.
    pub fn said(&self, reason: &str) -> String {
        without_setting(&plain(&without_places(reason).replace(PART_STEP, "")))
    }

    /// 扣分原因 beside the criterion: values and result only.
    pub fn short_reason(&self, deduction: &Deduction) -> String {
        short(&self.reason(deduction))
    }

    /// What a cause is about and what it says of it.
    pub fn named_cause(&self, department: usize, index: usize) -> (String, String) {
        let name = self.named(&self.evaluation.cards[department].scores, index);
        let cause = self.cause(department, index);
        let said = cause.strip_prefix(&format!("{name}：")).unwrap_or(&cause).to_string();
        (name, said)
    }

    /// Whether a score waits for the bureau alone.
    pub fn is_to_judge(&self, department: usize, index: usize) -> bool {
        self.evaluation.is_to_judge(department, index)
    }

    /// What the reviewers have still to mark.
    pub fn unjudged(&self, department: usize) -> Vec<String> {
        let scores = &self.evaluation.cards[department].scores;
        let mut names: Vec<String> = Vec::new();
        for index in self.waiting(department, true) {
            let name = self.named(scores, index);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The name of an indicator; of all that share its 分值 where one cause keeps all of them.
    fn named(&self, scores: &[Score], index: usize) -> String {
        let system = &self.evaluation.scheme().system;
        let members = system.indicators[index].group.map(|group| &system.groups[group].members);
        let together = members.filter(|members| members.iter().all(|one| scores[*one].reason == scores[index].reason));
        together.map_or_else(|| system.short_name(index), |members| system.names(members))
    }

    /// Why a department is not rated, for 扣分情况: what it has to supply, apart from what the bureau has to do.
    pub fn whole_cause(&self, department: usize) -> String {
        let judged = self.unjudged(department);
        let of_judged = |names: &[String]| match names.len() {
            0..=MOST_ITEMS => names.join("、"),
            count => format!("{count}项指标（{}）", names.join("、")),
        };
        let causes = self.lacking(department);
        let mut parts = match (self.evaluation.unrated(department), causes.len()) {
            (Some(Unrated::Twice), _) => vec!["参评部门中列有同名的两行，由我局核定后评定".to_string()],
            (_, 0) => Vec::new(),
            (_, 1..=MOST_ITEMS) => causes,
            _ => {
                let system = &self.evaluation.scheme().system;
                let names: Vec<String> =
                    self.waiting(department, false).map(|index| system.short_name(index)).collect();
                vec![format!("{}项指标资料不全或填报有误（{}）", names.len(), names.join("、"))]
            }
        };
        if self.evaluation.unrated(department) != Some(Unrated::Twice) && !judged.is_empty() {
            let judged = of_judged(&judged);
            parts.push(if parts.is_empty() { judged } else { format!("另待我局评定：{judged}") });
        }
        format!("{}。", self.told(department, &parts.join("；")))
    }

    /// Why a department is not rated, for 备注: whole where two lines hold it, else where it stands.
    pub fn remark_cause(&self, department: usize) -> String {
        self.cause_within(department, REMARK)
            .unwrap_or_else(|| format!("{}（见{}）", self.not_rated(department), self.name_of(super::DEDUCTIONS)))
    }

    /// Why, and what is missing where so many characters hold it, else how many.
    pub fn short_remark(&self, department: usize, most: usize) -> String {
        self.cause_within(department, most).unwrap_or_else(|| match self.evaluation.unrated(department) {
            Some(Unrated::ToJudge) => {
                self.told(department, &format!("{}项指标", self.waiting(department, true).count()))
            }
            _ => self.told(department, &format!("{}项指标待补", self.waiting(department, false).count())),
        })
    }

    /// Why, and what is missing; none where that is longer than so many characters.
    fn cause_within(&self, department: usize, most: usize) -> Option<String> {
        let whole = match self.evaluation.unrated(department) {
            Some(Unrated::Lacking) => self.lacking(department).join("；"),
            Some(Unrated::ToJudge) => self.unjudged(department).join("、"),
            _ => return Some(self.not_rated(department).to_string()),
        };
        (whole.chars().count() <= most).then(|| self.told(department, &whole))
    }

    /// Why, and what in particular: a colon is not followed by another.
    fn told(&self, department: usize, what: &str) -> String {
        let mark = if what.contains('：') { '。' } else { '：' };
        format!("{}{mark}{what}", self.not_rated(department))
    }

    /// 扣分原因.
    pub fn reason(&self, deduction: &Deduction) -> String {
        let text = without_places(&deduction.reason).replace(PART_STEP, "");
        let text = plain(&text);
        let text = self.with_units(&text);
        unnested(&once(&judged(&quoted_items(&text)))).replace("”、“", "”“")
    }

    /// 资金结余＝22.11，上年结转＝60.29，… → 资金结余22.11万元，上年结转60.29万元，…: an amount that is no calculation,
    /// and what is compared with one.
    fn with_units(&self, text: &str) -> String {
        let figure = |clause: &str| -> Option<(String, String)> {
            let (name, number) = clause.split_once('＝')?;
            Decimal::from_str(number).ok()?;
            Some((name.to_string(), number.to_string()))
        };
        let clauses: Vec<&str> = text.split('，').collect();
        let figures: Vec<Option<(String, String)>> = clauses.iter().map(|clause| figure(clause)).collect();
        let leading = figures.iter().take_while(|figure| figure.is_some()).count();
        let is_amount = |name: &str| self.evaluation.submission.unit(name) == "万元";
        if !figures[..leading].iter().flatten().any(|(name, _)| is_amount(name)) {
            return text.to_string();
        }
        let amounts = figures[..leading].iter().flatten().map(|(name, number)| format!("{name}{number}万元"));
        let rest = clauses[leading..].iter().map(ToString::to_string);
        amounts.chain(rest).collect::<Vec<String>>().join("，")
    }
}

/// What is missing for one indicator.
fn cause(indicator: &str, reason: &str) -> String {
    let text = without_places(reason).replace("”、“", "”“");
    let text = text.split("可能得").next().unwrap_or_default().trim_end_matches(['，', '；']);
    let text = text.trim_start_matches("待核：").trim_end_matches('。').trim_end_matches("，作待核");
    let named = |names: &str| match VAGUE.iter().any(|vague| names.starts_with(vague)) {
        true => format!("{indicator}："),
        false => String::new(),
    };
    if let Some((names, _)) = text.strip_prefix("缺少").and_then(|rest| rest.split_once("，不能计算")) {
        return match names {
            "“评定得分”" => format!("{indicator}：尚未评定"),
            names => format!("{}缺{names}", named(names)),
        };
    }
    if let Some(names) = text.strip_suffix("不能采用") {
        return format!("{}{names}填报有误", named(names));
    }
    if let Some(names) = text.strip_suffix("为0，不能作除数") {
        return format!("{names}为0，无法计算");
    }
    if text.starts_with('“') { format!("{}{text}", named(text)) } else { format!("{indicator}：{text}") }
}

/// A text without the places in its brackets: （部门数据!H6）, （个性化指标第5行）, 〔O6〕.
fn without_places(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['（', '〔']) {
        let (before, from) = rest.split_at(start);
        kept += before;
        rest = from;
        let close = if from.starts_with('〔') { '〕' } else { '）' };
        let Some((inner, after)) = from['（'.len_utf8()..].split_once(close) else { break };
        if is_place(inner, close) {
            rest = after;
        } else {
            kept.extend(from.chars().next());
            rest = &from['（'.len_utf8()..];
        }
        if rest.is_empty() {
            return kept;
        }
    }
    kept + rest
}

fn is_place(inner: &str, close: char) -> bool {
    let is_cell = |text: &str| {
        let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
        digits.len() < text.len() && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    let row = inner.strip_prefix(sheets::OWN).and_then(|rest| rest.strip_prefix('第'));
    let row = row.and_then(|rest| rest.strip_suffix('行'));
    match inner.rsplit_once('!') {
        Some((sheet, cell)) => is_cell(cell) && [sheets::DATA, sheets::OWN].contains(&sheet),
        None if close == '〕' => is_cell(inner),
        None => row.is_some_and(|row| !row.is_empty() && row.chars().all(|c| c.is_ascii_digit())),
    }
}

/// Words of the program → those of an official document.
const WORDS: [(&str, &str); 6] = [
    ("按自评计分：缺少", "缺"),
    ("不能复核，按部门自评", "按部门自评"),
    ("按“缺少数据计0分”口径，", ""),
    ("，按“基数为零作不适用”口径", ""),
    ("。情况说明：", "。"),
    ("几项共用分值", "共用分值"),
];

/// `按“不适用计满分”口径计3分` → `按规定计3分`
fn without_setting(text: &str) -> String {
    let cut = text.split_once("按“").and_then(|(before, rest)| Some((before, rest.split_once("”口径")?.1)));
    cut.map_or_else(|| text.to_string(), |(before, after)| format!("{before}按规定{after}"))
}

fn plain(text: &str) -> String {
    WORDS.iter().fold(text.to_string(), |text, (from, to)| text.replacen(from, to, 1))
}

/// `③相关制度有效，不符合，扣1分` → `“③相关制度有效”不符合要求，扣1分`, and likewise where it earned a part.
fn quoted_items(text: &str) -> String {
    let mut quoted = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_marker) {
        let (before, item) = rest.split_at(start);
        quoted += before;
        let Some((words, tail)) = item_and_tail(item).filter(|_| !before.ends_with('“')) else {
            let marker = item.chars().next().map_or(0, char::len_utf8);
            quoted += &item[..marker];
            rest = &item[marker..];
            continue;
        };
        quoted += &format!("“{words}”");
        rest = tail.strip_prefix("，").unwrap_or(tail);
        if let Some(after) = rest.strip_prefix("不符合，扣") {
            quoted += "不符合要求，扣";
            rest = after;
        }
    }
    quoted + rest
}

/// The words of an item of a checklist, and what follows: ，不符合… or ，得0.5分….
fn item_and_tail(item: &str) -> Option<(&str, &str)> {
    let failed = item.find("，不符合");
    let earned = item.match_indices("，得").map(|(at, _)| at);
    let earned = earned.filter(|at| item[at + "，得".len()..].starts_with(|c: char| c.is_ascii_digit())).min();
    failed.into_iter().chain(earned).min().map(|end| item.split_at(end))
}

/// `评定得分4分，扣1分。说明：X。` → `X，评定4分，扣1分。`
fn judged(text: &str) -> String {
    let Some(given) = text.strip_prefix("评定得分") else { return text.to_string() };
    match given.split_once("。说明：") {
        Some((given, why)) => format!("{}，评定{given}。", why.trim_end_matches('。')),
        None => format!("评定{given}"),
    }
}

/// 共扣 where there was one deduction only says it twice.
fn once(text: &str) -> String {
    let Some((before, _)) = text.rsplit_once("，共扣") else { return text.to_string() };
    let one = before.starts_with("个性化指标") && before.matches('扣').count() == 1;
    if one { format!("{before}。") } else { text.to_string() }
}

/// A reason beside its criterion: `率＝4398.48÷4920×100%＝89.40%，低于100%的标准10.6个百分点，按每…扣0.2分，扣2分。` →
/// `4398.48÷4920×100%＝89.40%，低10.6个百分点，扣2分。`
fn short(reason: &str) -> String {
    reason.split('；').map(short_part).collect::<Vec<String>>().join("；")
}

fn short_part(part: &str) -> String {
    let part = without_band(&unquoted_items(part));
    // what calculates is no name: 个性化指标“…”完成值900÷目标值1000×6分
    let is_name = |name: &str| !name.contains(['，', '。', '；', '＝', '×', '÷']) && !name.starts_with(is_marker);
    let is_value = |value: &str| value.starts_with(|c: char| c.is_ascii_digit() || ['-', '−', '('].contains(&c));
    let part = match part.split_once('＝') {
        Some((name, value)) if is_name(name) && is_value(value) => value,
        _ => &part,
    };
    let part = match part.split_once('：') {
        Some((name, items)) if is_name(name) && items.starts_with(is_marker) => items,
        _ => part,
    };
    let kept = part.split('，').filter(|clause| !is_of_the_criterion(clause));
    kept.map(short_clause).collect::<Vec<String>>().join("，")
}

fn is_marker(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// What the criterion beside it says.
fn is_of_the_criterion(clause: &str) -> bool {
    clause.starts_with("按每") && clause.ends_with('分')
}

/// Without `属于“…”一档，`: the criterion says which.
fn without_band(text: &str) -> String {
    let cut = text.split_once("属于“").and_then(|(before, rest)| Some((before, rest.split_once("”一档，")?.1)));
    cut.map_or_else(|| text.to_string(), |(before, after)| format!("{before}{after}"))
}

/// `低于100%的标准10.6个百分点` → `低10.6个百分点`
fn short_clause(clause: &str) -> String {
    let by = |word: &str, short: &str| {
        let (_, by) = clause.strip_prefix(word)?.split_once("的标准")?;
        by.ends_with("个百分点").then(|| format!("{short}{by}"))
    };
    by("低于", "低").or_else(|| by("超过", "超")).or_else(|| by("高于", "超")).unwrap_or_else(|| clause.to_string())
}

/// `“③资产处置规范”不符合有关要求1例` → `③不符合要求1例`
fn unquoted_items(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('“') {
        match from.split_once('”').filter(|(item, _)| item.starts_with(is_marker)) {
            Some((item, after)) => {
                kept += before;
                kept.extend(item.chars().next());
                rest = after.strip_prefix("不符合有关要求").map_or(after, |_| &after["不符合有关".len()..]);
                if rest.len() < after.len() {
                    kept += "不符合";
                }
            }
            None => {
                kept += before;
                kept.push('“');
                rest = from;
            }
        }
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_its_criterion_a_reason_is_value_and_result() {
        for (reason, expected) in [
            (
                "政府采购执行率＝4398.48÷4920×100%＝89.40%，低于100%的标准10.6个百分点，按每减少一个百分点扣0.2分，扣2分。",
                "4398.48÷4920×100%＝89.40%，低10.6个百分点，扣2分。",
            ),
            ("满意度＝90.06%，属于“85%（含）至95%”一档，计3分，扣2分。", "90.06%，计3分，扣2分。"),
            (
                "资金结余1869.37万元，上年结转3679.88万元，属于“有结余，但不超过上年结转”一档，计2分，扣1分。",
                "资金结余1869.37万元，上年结转3679.88万元，计2分，扣1分。",
            ),
            (
                "“②制度合法、完整”不符合要求，扣1分；“③有效执行”得0.5分，扣0.5分。共扣1.5分。未修订。",
                "②不符合要求，扣1分；③得0.5分，扣0.5分。共扣1.5分。未修订。",
            ),
            (
                "资产管理安全性：“③资产处置规范”不符合有关要求1例，按每例扣1分，扣1分。已列入整改。",
                "③不符合要求1例，扣1分。已列入整改。",
            ),
            ("“甲”超过100%的标准7个百分点，扣7分。", "“甲”超过100%的标准7个百分点，扣7分。"),
            (
                "个性化指标“农村公路（公里）”完成值900÷目标值1000×6分＝5.4分，扣0.6分。",
                "个性化指标“农村公路（公里）”完成值900÷目标值1000×6分＝5.4分，扣0.6分。",
            ),
            (
                "“三公经费”变动率＝(11.59−10.52)÷10.52×100%＝10.17%，超过0的标准10.17个百分点，扣5分。",
                "(11.59−10.52)÷10.52×100%＝10.17%，超10.17个百分点，扣5分。",
            ),
            (
                "预算调整率＝−60.00÷1200.00×100%＝−5.00%（按绝对值计），计2分，扣1分。",
                "−60.00÷1200.00×100%＝−5.00%（按绝对值计），计2分，扣1分。",
            ),
        ] {
            assert_eq!(short(reason), expected);
        }
    }

    #[test]
    fn places_go_and_other_brackets_stay() {
        let text =
            "缺少“上年三公经费”（部门数据!H6）、“甲”的评定得分（个性化指标第12行）〔O6〕（按绝对值计）（没有这一列）";
        assert_eq!(without_places(text), "缺少“上年三公经费”、“甲”的评定得分（按绝对值计）（没有这一列）");
        assert_eq!(without_places("（含）（甲!乙）（"), "（含）（甲!乙）（");
    }

    #[test]
    fn a_cause_names_what_is_missing() {
        for (reason, expected) in [
            ("待核：缺少“上年三公经费”（部门数据!H6），不能计算；可能得0至5分。", "缺“上年三公经费”"),
            ("待核：缺少“例数”（部门数据!M6），不能计算；可能得0至3分。", "支付进度：缺“例数”"),
            ("待核：缺少“评定得分”（部门数据!AW6），不能计算；可能得0至5分。", "支付进度：尚未评定"),
            ("待核：“例数”（部门数据!M36）不能采用。", "支付进度：“例数”填报有误"),
            ("待核：“满意度”（部门数据!BR23）不能采用。", "“满意度”填报有误"),
            ("待核：“上年三公经费”为0，不能作除数，作待核。", "“上年三公经费”为0，无法计算"),
            ("待核：“例数”（部门数据!M36）不能采用，作待核，可能得0至3分。", "支付进度：“例数”填报有误"),
            ("待核：评定得分应在0至5分之间，实为6分。", "支付进度：评定得分应在0至5分之间，实为6分"),
            (
                "待核：“上年三公经费”（部门数据!H15）填“无”，其余有数，不能确定是0还是不适用。",
                "“上年三公经费”填“无”，其余有数，不能确定是0还是不适用",
            ),
        ] {
            assert_eq!(cause("支付进度", reason), expected);
        }
    }

    #[test]
    fn a_reason_is_said_as_in_a_document() {
        let said = |reason: &str| once(&judged(&quoted_items(&plain(&without_places(reason).replace(PART_STEP, "")))));
        for (reason, expected) in [
            (
                "②制度合法、完整，不符合，扣1分；③有效执行，得0.5分，扣0.5分。共扣1.5分。情况说明：未修订。",
                "“②制度合法、完整”不符合要求，扣1分；“③有效执行”得0.5分，扣0.5分。共扣1.5分。未修订。",
            ),
            (
                "安全性：③资产处置规范，不符合有关要求2例，按每例扣1分，扣2分。",
                "安全性：“③资产处置规范”不符合有关要求2例，按每例扣1分，扣2分。",
            ),
            ("评定得分4分，扣1分。说明：进度滞后。", "进度滞后，评定4分，扣1分。"),
            ("评定得分4分，扣1分。", "评定4分，扣1分。"),
            (
                "个性化指标“户厕（户）”完成值2÷目标值4×2分＝1分，扣1分，共扣1分。",
                "个性化指标“户厕（户）”完成值2÷目标值4×2分＝1分，扣1分。",
            ),
            (
                "率＝98.70%，低于100%的标准1.3个百分点，按每低于一个百分点扣0.1分（不足一个百分点不扣），扣0.1分。",
                "率＝98.70%，低于100%的标准1.3个百分点，按每低于一个百分点扣0.1分，扣0.1分。",
            ),
            (
                "按自评计分：缺少“甲”（部门数据!H6），不能复核，按部门自评计4分，扣1分。部门填写的扣分原因：乙。",
                "缺“甲”，按部门自评计4分，扣1分。部门填写的扣分原因：乙。",
            ),
        ] {
            assert_eq!(said(reason), expected);
        }
    }
}
