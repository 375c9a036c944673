//! What 参数 says of the annex: 附件编号, 编制单位, 编制日期 and the like. A workbook need not have any of these rows: what
//! is not stated is left to the pen.

/// Which text; the order is that of [`PRINTED`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedId {
    /// 附件编号
    Numbers,
    /// 编制单位
    PreparedBy,
    /// 编制日期
    Date,
    /// 制表
    MadeBy,
    /// 审核
    CheckedBy,
    /// 联系人
    Contact,
    /// 补正期限
    SupplyBy,
    /// 异议期
    Objections,
    /// 发文字号
    Document,
    /// 整改期限
    RectifyBy,
}

/// A row of 参数 whose text is printed on the annex.
pub struct PrintedRow {
    /// Which.
    pub id: PrintedId,
    /// 名称
    pub name: &'static str,
    /// 可选值: an example.
    pub example: &'static str,
    /// 说明
    pub meaning: &'static str,
}

/// The sheets of the annex in the order of 附件编号.
const ANNEXES: usize = 4;
/// How a sheet without 附件 mark is written in 附件编号.
const NO_NUMBER: &str = "无";

const fn row(id: PrintedId, name: &'static str, example: &'static str, meaning: &'static str) -> PrintedRow {
    PrintedRow { id, name, example, meaning }
}

/// All of them, in the order of 参数.
#[rustfmt::skip]
pub const PRINTED: [PrintedRow; 10] = [
    row(PrintedId::Numbers, "附件编号", "1、2、3、4",
        "依次为汇总、排名、得分明细、扣分情况四个附件的编号；不写则为1、2、3、4，写“无”的一个不印“附件”字样"),
    row(PrintedId::PreparedBy, "编制单位", "如：××市财政局", "印在附件末尾；不写则留空，盖章或手写"),
    row(PrintedId::Date, "编制日期", "如：2025年6月30日", "印在附件末尾；不写则留空手写"),
    row(PrintedId::MadeBy, "制表", "姓名", "制表人，印在汇总末尾；不写则留空手签"),
    row(PrintedId::CheckedBy, "审核", "姓名", "审核人，印在汇总末尾；不写则留空手签"),
    row(PrintedId::Contact, "联系人", "姓名和电话", "印在扣分情况末尾；不写则留空手写"),
    row(PrintedId::SupplyBy, "补正期限", "如：2025年7月10日", "资料不全的部门补正资料的最后日期；不写则留空手写"),
    row(PrintedId::Objections, "异议期", "如：2025年7月15日", "部门对扣分有异议的，书面提出的最后日期；不写则留空手写"),
    row(PrintedId::Document, "发文字号", "如：×财绩〔2025〕5号", "印在附件右上角；不写则不印"),
    row(PrintedId::RectifyBy, "整改期限", "如：2025年8月31日", "整改通知书要求报送整改回执的最后日期；不写则留空手写"),
];

/// The texts of 参数 for the annex; empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Printed {
    texts: [String; PRINTED.len()],
}

impl Printed {
    /// The text of a row, if there is one.
    pub fn get(&self, id: PrintedId) -> Option<&str> {
        Some(self.texts[id as usize].as_str()).filter(|text| !text.is_empty())
    }

    /// Sets a row.
    ///
    /// # Errors
    /// What is expected, in Chinese: 附件编号 needs one number for each sheet.
    pub fn set(&mut self, id: PrintedId, text: &str) -> Result<(), String> {
        if id == PrintedId::Numbers && !text.is_empty() && numbers(text).count() != ANNEXES {
            return Err(format!("“附件编号”为{ANNEXES}个编号，依次为汇总、排名、得分明细、扣分情况，如“1、2、3、4”"));
        }
        self.texts[id as usize] = dated(text).unwrap_or_else(|| text.to_string());
        Ok(())
    }

    /// The number of a sheet of the annex, from 0; none where it is to have none.
    pub fn number(&self, at: usize) -> Option<String> {
        let Some(text) = self.get(PrintedId::Numbers) else { return Some((at + 1).to_string()) };
        numbers(text).nth(at).map(|number| number.trim_start_matches("附件").to_string()).filter(|one| one != NO_NUMBER)
    }
}

/// A date as a document has it: 2025-06-30 → 2025年6月30日.
fn dated(text: &str) -> Option<String> {
    let date = text.split(['T', ' ']).next().filter(|date| date.len() == "2025-06-30".len())?;
    let parts: Vec<u32> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day] = parts[..] else { return None };
    Some(format!("{year}年{month}月{day}日"))
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || ['、', '，', ',', '；', ';'].contains(&c);
    text.split(between).filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_at_its_number() {
        for (at, row) in PRINTED.iter().enumerate() {
            assert_eq!(row.id as usize, at, "{}", row.name);
        }
    }

    #[test]
    fn without_a_text_the_annexes_are_counted_from_1() {
        let mut printed = Printed::default();
        assert_eq!([0, 3].map(|at| printed.number(at)), [Some("1".into()), Some("4".into())]);
        printed.set(PrintedId::Numbers, "附件2、3-1，无 5").unwrap();
        let numbers: Vec<Option<String>> = (0..4).map(|at| printed.number(at)).collect();
        assert_eq!(numbers, [Some("2".into()), Some("3-1".into()), None, Some("5".into())]);
    }

    #[test]
    fn a_date_of_a_cell_is_printed_as_in_a_document() {
        let mut printed = Printed::default();
        for (text, expected) in
            [("2025-06-30", "2025年6月30日"), ("2025-06-30T00:00:00", "2025年6月30日"), ("6月30日", "6月30日")]
        {
            printed.set(PrintedId::Date, text).unwrap();
            assert_eq!(printed.get(PrintedId::Date), Some(expected));
        }
    }

    #[test]
    fn too_few_numbers_are_refused_and_none_at_all_is_not() {
        let mut printed = Printed::default();
        assert!(printed.set(PrintedId::Numbers, "1").unwrap_err().contains("4个编号"));
        assert!(printed.set(PrintedId::Numbers, "").is_ok());
        assert_eq!(printed, Printed::default());
    }
}
