//! Which rows of a table name a department and what the others are: one meaning for 部门数据, for a workbook that was
//! filled in earlier, for 自评得分 and for lists.

use crate::ground::names::DEPARTMENT;
use crate::ground::{original, tidy};
use crate::scheme::row_words::{is_label, is_sentence, is_title, numbers_columns, other_row, without_unit};
use crate::workbook::read::GridRow;

/// What a row is by what stands in the column of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A department.
    Department,
    /// Nothing stands there.
    Blank,
    /// The heading again, as at the top of a printed page.
    Heading,
    /// The numbers of the columns: 甲 乙 1 2 3.
    ColumnNumbers,
    /// A total, a class, a statistic …: what it is, in words that follow 是.
    Other(&'static str),
    /// A label, a signature or a title: no name, whatever stands beside it.
    Label,
    /// A sentence or a long text: a remark, unless figures stand beside it.
    Sentence,
    /// Digits alone.
    Number,
    /// Signs alone, or with digits.
    Signs,
}

/// What a row is. `name` is the tidy text in the column of names; `figures` says whether figures stand beside it.
pub fn row_kind(name: &str, figures: bool, row: &GridRow) -> RowKind {
    let texts = row.cells.iter().map(|(_, cell)| tidy(&original(cell)));
    match numbers_columns(name, texts) {
        true => RowKind::ColumnNumbers,
        false => name_kind(name, figures),
    }
}

/// What a row is by its name alone.
pub fn name_kind(name: &str, figures: bool) -> RowKind {
    if name.is_empty() {
        return RowKind::Blank;
    }
    if DEPARTMENT.is(name) || DEPARTMENT.is(without_unit(name)) {
        return RowKind::Heading;
    }
    match other_row(name, figures) {
        Some(what) => RowKind::Other(what),
        None if is_label(name) || is_title(name) => RowKind::Label,
        None if is_sentence(name) => RowKind::Sentence,
        None if name.chars().all(char::is_numeric) => RowKind::Number,
        None if !name.chars().any(char::is_alphabetic) => RowKind::Signs,
        None => RowKind::Department,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names as they are written, and what their rows are with figures beside them and without.
    const ROWS: &[(&str, RowKind, RowKind)] = {
        use RowKind::*;
        const TOTAL: RowKind = Other("合计行");
        const STATISTIC: RowKind = Other("统计行");
        const CLASS: RowKind = Other("分类行");
        const REST: RowKind = Other("未列明部门的行");
        &[
            ("合计", TOTAL, TOTAL),
            ("合　计", TOTAL, TOTAL),
            ("小计", TOTAL, TOTAL),
            ("合计：3个", TOTAL, TOTAL),
            ("总计（12家）", TOTAL, TOTAL),
            ("全市合计", TOTAL, TOTAL),
            ("共3个单位", TOTAL, TOTAL),
            ("其中：市直部门", TOTAL, TOTAL),
            ("平均", TOTAL, TOTAL),
            ("最高值", STATISTIC, STATISTIC),
            ("最低分", STATISTIC, STATISTIC),
            ("全市平均分", STATISTIC, STATISTIC),
            ("标准差", STATISTIC, STATISTIC),
            ("（二）事业单位", CLASS, CLASS),
            ("一、党政机关", CLASS, CLASS),
            ("市直行政事业单位", CLASS, CLASS),
            ("群团组织：", CLASS, CLASS),
            ("三、各类学校", CLASS, CLASS),
            ("（三）乡镇街道", Department, CLASS),
            ("其他", REST, REST),
            ("其它单位", REST, REST),
            ("五、其他", REST, CLASS),
            ("其余各单位", REST, REST),
            ("以下空白", REST, REST),
            ("栏次", Other("栏次"), Other("栏次")),
            ("分值（分）", Other("分值行"), Other("分值行")),
            ("部门（单位）名称", Heading, Heading),
            ("单位名称", Heading, Heading),
            ("数据来源：决算报表", Label, Label),
            ("取数口径：2024年决算", Label, Label),
            ("备注", Label, Label),
            ("备注 按决算口径", Label, Label),
            ("注：金额以万元计", Label, Label),
            ("填表人：李四", Label, Label),
            ("审核人 王五", Label, Label),
            ("市直部门名单", Label, Label),
            ("各部门得分一览表", Label, Label),
            ("本表一式三份，各存一份。", Sentence, Sentence),
            ("……", Signs, Signs),
            ("（3）", Signs, Signs),
            ("7", Number, Number),
            ("", Blank, Blank),
            ("甲区财政局", Department, Department),
            ("市财政局", Department, Department),
            ("市数据局", Department, Department),
            ("市统计局", Department, Department),
            ("市其他资产管理中心", Department, Department),
            ("其他工委", Department, Department),
            ("市合计核算中心", Department, Department),
            ("市总工会", Department, Department),
            ("共青团市委", Department, Department),
            ("平安办", Department, Department),
            ("均安镇", Department, Department),
            ("最高检驻市联络处", Department, Department),
            ("市标准化研究院", Department, Department),
            ("市机关事务管理局", Department, Department),
            ("局机关", Department, Department),
            ("机关本级", Department, Department),
            ("市事业单位登记管理局", Department, Department),
            ("市国有企业监事会", Department, Department),
            ("三、市审计局", Department, Department),
            ("第一中学", Department, Department),
            ("12345热线中心", Department, Department),
            ("市注册会计师协会", Department, Department),
            ("市目录管理中心", Department, Department),
            ("市财政局（本级）", Department, Department),
            ("甲", Department, Department),
        ]
    };

    #[test]
    fn rows_are_what_their_names_say() {
        for (name, with_figures, without) in ROWS {
            let kinds = [true, false].map(|figures| name_kind(&tidy(name), figures));
            assert_eq!(kinds, [*with_figures, *without], "{name}");
        }
    }
}
