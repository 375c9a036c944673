//! Sound files with content that nobody should write: each is one edit on a good workbook.

use crate::support::book::{Book, FIRST_ROW};
use crate::support::parts::{Parts, unpack};
use jixiao::ground::names::sheets::{DATA, OWN, PARAMETERS, SELF, SYSTEM, TIES};
use jixiao::ground::place::CellRef;
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use jixiao::workbook::write::to_bytes;

type Case = (&'static str, Vec<u8>);

fn good() -> Book {
    Book::good(&["甲局", "乙局"])
}

fn bytes(book: &Book) -> Vec<u8> {
    to_bytes(&book.sheets).unwrap()
}

/// A value in a cell of a sheet.
fn put(sheet: &str, at: (u32, u32), value: &str) -> Vec<u8> {
    let mut book = good();
    book.put(sheet, at, value);
    bytes(&book)
}

fn data(label: &str, value: &str) -> Vec<u8> {
    bytes(&good().data(0, label, value))
}

fn criterion(text: &str) -> Vec<u8> {
    bytes(&good().system_cell("预算调整率", 3, text))
}

fn formula(text: &str) -> Vec<u8> {
    bytes(&good().system_cell("预算调整率", 5, text))
}

/// The XML of one sheet of a good workbook changed.
fn part(sheet: &str, from: &str, to: &str) -> Vec<u8> {
    let book = good();
    let at = book.sheets.iter().position(|other| other.name == sheet).unwrap();
    parts().edit(&format!("xl/worksheets/sheet{}.xml", at + 1), from, to).zip()
}

fn parts() -> Parts {
    unpack(&bytes(&good()))
}

/// Another sheet beside the good ones.
fn beside(sheet: Sheet) -> Vec<u8> {
    let mut book = good();
    book.sheets.push(sheet);
    bytes(&book)
}

pub fn cases() -> Vec<Case> {
    [names(), figures(), tables(), rules(), settings(), others(), layouts()].concat()
}

fn names() -> Vec<Case> {
    let name = |text: &str| put(DATA, (FIRST_ROW, 1), text);
    vec![
        ("a name of thirty thousand characters", name(&"长".repeat(30_000))),
        ("a name that is a formula", name("=HYPERLINK(\"http://x\",\"点\")")),
        ("a name that is a command", name("@SUM(1+9)*cmd|' /C calc'!A0")),
        ("a name of control characters", name("甲\u{1}\u{7}\u{1B}[31m局")),
        ("a name that runs backwards", name("\u{202E}局政财\u{202C}")),
        ("a name of rare characters and pictures", name("𠮷👩‍👩‍👧局")),
        ("a name that is a number", name("110")),
        ("a name that is only a zero-width space", name("\u{200B}")),
        ("a name with markup", name("<script>alert(1)</script>&amp;]]>")),
        ("a name with an escaped character", name("_x0000_局_x0041_")),
        ("a hundred departments of one name", bytes(&Book::good(&["市财政局"; 100]))),
        ("a name of an error", part(DATA, "<sheetData>", "<sheetData><!-- x -->")),
    ]
}

fn figures() -> Vec<Case> {
    let item = |value: &str| data("收入合计", value);
    vec![
        ("a figure of thirty thousand digits", item(&format!("'{}", "9".repeat(30_000)))),
        ("a figure of ten to the thousand millionth", item("'1e999999999")),
        ("a figure hardly above nought", item("'1e-999999999")),
        ("a figure of 28 digits", item("'9999999999999999999999999999")),
        ("a figure of twenty decimals", item("'0.00000000000000000001")),
        ("a minus nought", item("'-0")),
        (
            "a sum that runs over",
            bytes(&good().data(0, "收入合计", "999999999999999").data(0, "上年结转", "999999999999999")),
        ),
        (
            "a ratio of extremes",
            bytes(&good().data(0, "预算数", "0.0000000001").data(0, "预算调整数", "999999999999999")),
        ),
        ("a count beyond counting", data("资产管理安全性/①", "999999999999999")),
        ("marks beyond marks", data("《政府工作报告》目标任务完成情况/评定得分", "999999999999999")),
        ("an infinite word", item("'∞")),
        ("not a number in words", item("'NaN")),
        ("a hundred brackets", item(&format!("'{}1{}", "(".repeat(100), ")".repeat(100)))),
        ("a thousand commas", item(&format!("'1{}", ",000".repeat(1_000)))),
        ("Roman, circled and Chinese numerals", item("'Ⅻ⑫十二")),
        ("Arabic-Indic digits", item("'١٢٣")),
        ("all units at once", item("'1亿万千元人次%分")),
    ]
}

fn tables() -> Vec<Case> {
    let marks = |value: &str| bytes(&good().system_cell("预算调整率", 4, value));
    let mut twice = good();
    let row = twice.sheet(SYSTEM).rows[7].clone();
    twice.sheet(SYSTEM).rows.insert(8, row);
    twice.sheet(SYSTEM).merges.clear();
    let mut long = good();
    let row = long.sheet(SYSTEM).rows[7].clone();
    long.sheet(SYSTEM).merges.clear();
    (0..500).for_each(|_| long.sheet(SYSTEM).rows.insert(8, row.clone()));
    vec![
        ("marks of nought", marks("0")),
        ("negative marks", marks("-3")),
        ("marks beyond counting", marks("999999999999999")),
        ("marks of twenty decimals", marks("'3.00000000000000000001")),
        ("marks in words", marks("三分")),
        ("no marks", marks("")),
        ("an indicator twice", bytes(&twice)),
        ("an indicator five hundred times", bytes(&long)),
        ("an indicator of ten thousand characters", bytes(&good().system_cell("预算调整率", 2, &"率".repeat(10_000)))),
        ("an indicator of signs", bytes(&good().system_cell("预算调整率", 2, "&G&P\"'{}[]\n=1"))),
        (
            "an indicator of brackets",
            bytes(&good().system_cell("预算调整率", 2, "（（（（（99999999999999999999999999999999分）")),
        ),
    ]
}

fn rules() -> Vec<Case> {
    let bands: String = (1..1_200).map(|n| format!("{n}%-{}%，计{n}分；", n + 1)).collect();
    let items: String = (0..200).map(|_| "①甲，1分；").collect();
    vec![
        ("a criterion of thirty thousand characters", criterion(&"每超过一个百分点扣0.5分，".repeat(2_000))),
        ("a criterion of twelve hundred bands", criterion(&bands)),
        ("a criterion of two hundred first items", criterion(&items)),
        ("a criterion of brackets", criterion(&"（".repeat(20_000))),
        ("a step of nothing", criterion("以100%为标准。率≦100%，计3分；每超过0个百分点扣0.5分，扣完为止。")),
        ("a deduction of nothing", criterion("以100%为标准。率≦100%，计3分；每超过一个百分点扣0分，扣完为止。")),
        (
            "a deduction beyond counting",
            criterion("率≦100%，计3分；每超过一个百分点扣99999999999999999999999999999分。"),
        ),
        ("a bound beyond counting", criterion("率≥99999999999999999999999999999999999%，计3分；低于此不得分。")),
        ("an upside-down band", criterion("90%-80%，计3分；低于80%不得分。")),
        ("a criterion of control characters", criterion("率\u{1}≦\u{0}100%，计3分")),
        ("a formula of brackets", formula(&format!("{}预算数{}", "（".repeat(15_000), "）".repeat(15_000)))),
        ("a formula of minus signs", formula(&format!("{}预算数", "－".repeat(30_000)))),
        ("a formula of ten thousand terms", formula(&format!("预算数{}", "＋1".repeat(10_000)))),
        ("a formula of a chain of divisions", formula(&format!("预算数{}", "÷7".repeat(5_000)))),
        ("a formula of powers that run over", formula(&format!("预算数{}", "×999999999999999".repeat(50)))),
        ("a division by nought itself", formula("预算数÷0")),
        ("a formula of nothing", formula("÷÷（）")),
        ("a formula of unknown items", formula("甲÷乙")),
        ("a tie of brackets", put(TIES, (4, 2), &format!("{}收入合计 = 支出合计", "(".repeat(20_000)))),
        ("a tie of minus signs", put(TIES, (4, 2), &format!("收入合计 = {}支出合计", "-".repeat(30_000)))),
        ("a tie without end", put(TIES, (4, 2), &format!("收入合计 = 支出合计{}", " = 1".repeat(5_000)))),
        ("a tie that runs over", put(TIES, (4, 2), &format!("收入合计{} = 1", " × 收入合计".repeat(500)))),
        ("a tolerance beyond counting", put(TIES, (4, 3), "999999999999999")),
        ("a negative tolerance", put(TIES, (4, 3), "-1")),
    ]
}

fn settings() -> Vec<Case> {
    let set = |name: &str, value: &str| bytes(&good().setting(name, value));
    let mut grades = good();
    (0..3_000).for_each(|n| {
        grades.put(PARAMETERS, (15 + n, 0), &format!("第{n}等"));
        grades.put(PARAMETERS, (15 + n, 1), &(3_000 - n).to_string());
    });
    vec![
        ("ninety-nine decimals", set("得分小数位", "99")),
        ("minus one decimals", set("得分小数位", "-1")),
        ("a cap of nothing", set("优秀比例上限", "0")),
        ("a cap beyond all", set("优秀比例上限", "999999999999999")),
        ("a cap in words", set("优秀比例上限", "三成")),
        ("a title of ten thousand characters", set("标题", &"题".repeat(10_000))),
        ("a title of print codes", set("标题", "&P&N&G&\"字体\"&K00FF00 '[]:*?/\\")),
        ("a year of ten thousand characters", set("年度", &"年".repeat(10_000))),
        ("a year that is a formula", set("年度", "=1+1")),
        ("three thousand grades", bytes(&grades)),
        ("a setting set twice", put(PARAMETERS, (30, 0), "缺少数据")),
    ]
}

fn others() -> Vec<Case> {
    let own = |cells: [&str; 9]| bytes(&good().own_indicator(0, cells));
    let named = |name: &str| {
        let mut sheet = Sheet::new(name);
        sheet.put(0, 0, Cell::text(Role::Plain, "别的"));
        beside(sheet)
    };
    let level3 = "《政府工作报告》目标任务完成情况";
    let mut many = good();
    (0..150).for_each(|n| many.sheets.push(Sheet::new(format!("表{n}"))));
    vec![
        ("own marks of nought", own(["甲局", level3, "甲", "0", "", "", "评定", "0", ""])),
        ("own marks beyond counting", own(["甲局", level3, "甲", "999999999999999", "", "", "评定", "1", ""])),
        ("an own target of nought", own(["甲局", level3, "甲", "5", "0", "1", "按完成比例", "", ""])),
        (
            "an own target hardly above nought",
            own(["甲局", level3, "甲", "5", "0.000000000001", "999999999999999", "按完成比例", "", ""]),
        ),
        ("an own target below nought", own(["甲局", level3, "甲", "5", "-1", "1", "按完成比例", "", ""])),
        ("an own name of a formula", own(["甲局", level3, "=1+1", "5", "", "", "评定", "5", ""])),
        ("self marks beyond counting", put(SELF, (FIRST_ROW, 2), "999999999999999")),
        ("self marks in words", put(SELF, (FIRST_ROW, 2), "满分")),
        ("a self assessment twice", put(SELF, (FIRST_ROW + 3, 1), "甲局")),
        ("a sheet that is a result by name", named("汇 总")),
        ("a sheet named like another but for spaces", named("部门 数据")),
        ("a sheet of quotes", named("it''s 'so'!")),
        ("a hundred and fifty sheets", bytes(&many)),
    ]
}

fn layouts() -> Vec<Case> {
    let corners = {
        let mut sheet = Sheet::new("远");
        sheet.put(0, 0, Cell::text(Role::Plain, "1"));
        let far = r#"</row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
        let file = unpack(&beside(sheet));
        file.edit("xl/worksheets/sheet8.xml", "</row></sheetData>", far).zip()
    };
    let merged = |areas: &str| {
        part(DATA, "<mergeCells", &format!("<mergeCells><mergeCell ref=\"{areas}\"/></mergeCells><mergeCells"))
    };
    let mut noted = good();
    let far = CellRef::new(900_000, 3);
    noted.sheet(TIES).put(far.row, far.col, Cell::text(Role::Plain, "远").noted("批注".repeat(10_000)));
    let mut hidden = good();
    hidden.sheets[1..].iter_mut().for_each(|sheet| sheet.hidden = true);
    let mut gone = good();
    gone.sheets
        .retain(|sheet| sheet.name != OWN && sheet.name != SELF && sheet.name != TIES && sheet.name != PARAMETERS);
    let columns = |width: &str| {
        format!("<cols><col min=\"1\" max=\"60\" width=\"{width}\" customWidth=\"1\"/></cols><sheetData>")
    };
    vec![
        ("two cells at the far corners of another sheet", corners),
        ("merged areas that overlap", merged("A1:E9")),
        ("the whole sheet merged", merged("A1:XFD1048576")),
        ("the departments merged", merged("B6:B7")),
        ("a note far away", bytes(&noted)),
        ("all sheets but the guide hidden", bytes(&hidden)),
        ("only the two sheets that are needed", bytes(&gone)),
        ("columns wider than a screen", part(PARAMETERS, "<sheetData>", &columns("254.9"))),
        ("columns wider than Excel allows", part(PARAMETERS, "<sheetData>", &columns("99999"))),
        ("no header in the data", put(DATA, (2, 1), "名头")),
        ("two name columns", put(DATA, (2, 2), "部门名称")),
        ("a history sheet", parts().edit("xl/workbook.xml", "填报说明", "History").zip()),
        ("a sheet with a control character", parts().edit("xl/workbook.xml", "填报说明", "填\u{7}报").zip()),
        ("a sheet of forty characters", parts().edit("xl/workbook.xml", "填报说明", &"说".repeat(40)).zip()),
        ("a sheet with a slash", parts().edit("xl/workbook.xml", "填报说明", "说/明?").zip()),
        (
            "validations that overlap",
            part(
                DATA,
                "<dataValidations",
                "<dataValidations><dataValidation type=\"list\" sqref=\"A1:XFD1048576\"><formula1>\"a\"</formula1></dataValidation></dataValidations><dataValidations",
            ),
        ),
        (
            "a filter over merged cells",
            part(
                SYSTEM,
                "</sheetData>",
                "</sheetData><autoFilter ref=\"A1:F30\"><filterColumn colId=\"0\"/></autoFilter>",
            ),
        ),
    ]
}
