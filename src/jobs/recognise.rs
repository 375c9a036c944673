//! A file that cannot be scored is named for what it is, with the job that takes it.

use crate::collect::is_form;
use crate::evaluate::Refusal;
use crate::form::holds_reviewed_forms;
use crate::ground::names::{DEPARTMENT, SELF_MARKS, sheets};
use crate::ground::{Code, original, tidy};
use crate::jobs::{Input, JobError};
use crate::judges;
use crate::review::earlier;
use crate::scheme::{View, table_of};
use crate::submission::department_list::read_names;
use crate::workbook::read::{Book, FileFormat, Grid, read_book, read_form, sheet};

/// A kind of file that people take for the workbook. A new one is a line in [`KINDS`].
struct Kind {
    /// What it is.
    what: &'static str,
    /// Whether a workbook, or the text of a Word document, is one.
    is: fn(&Book) -> bool,
    /// What to do at the command line; `文件` stands for its name.
    advice: &'static str,
    /// What to do in the page.
    on_page: &'static str,
}

/// A department's form.
const FORM: Kind = Kind {
    what: "部门填报表（附件3、附件3-1）",
    is: is_form,
    advice: "请把各部门的填报表放进一个文件夹，先汇总成工作簿：jixiao 收集 文件夹，再评分",
    on_page: "请到“收集”，把各部门的填报表一起拖进去，保存汇总的工作簿，填好评定得分后再评分",
};

/// The kinds, each before those that would claim it too.
const KINDS: &[Kind] = &[
    Kind {
        what: "复核后的附件3-1（复核表）",
        is: holds_reviewed_forms,
        advice: "它是评分时写出的。要重新评分，请用原来的工作簿：jixiao 评分 工作簿",
        on_page: "它是评分时写出的。要重新评分，请用原来的工作簿",
    },
    Kind {
        what: "评分标准读法确认表",
        is: |book| (earlier::READING.earlier)(book).is_some(),
        advice: "它是“规则”命令写出的。要评分，请用填好的工作簿：jixiao 评分 工作簿",
        on_page: "它是“评分标准读法”。要评分，请用填好的工作簿",
    },
    Kind {
        what: "复核意见",
        is: |book| (earlier::REPLY.earlier)(book).is_some(),
        advice: "它是申诉试算写出的。要评分，请用填好的工作簿：jixiao 评分 工作簿",
        on_page: "它是申诉试算写出的。要评分，请用填好的工作簿",
    },
    Kind {
        what: "评审打分表",
        is: judges::holds_sheets,
        advice: "它是给评审打分用的。要把打分填进工作簿，请用：jixiao 评审 工作簿 --read 打分表",
        on_page: "它是给评审打分用的，请到“评审打分”读回",
    },
    Kind {
        what: "年度对比表",
        is: |book| (earlier::COMPARISON.earlier)(book).is_some(),
        advice: "它是“对比”命令写出的。要对比，请写两年的工作簿：jixiao 对比 去年的工作簿 今年的工作簿",
        on_page: "它是“年度对比”写出的。要对比，请到“年度对比”选两年的工作簿",
    },
    Kind {
        what: "印发用的附件（评价结果）",
        is: is_annex,
        advice: "它是评分的结果。要评分，请用填好的工作簿：jixiao 评分 工作簿",
        on_page: "它是评分的结果。要评分，请用填好的工作簿",
    },
    Kind {
        what: "评分表（指标体系），没有部门数据",
        is: is_table_alone,
        advice: "请先按它生成工作簿：jixiao 模板 --rules 文件 -o 年度评分.xlsx，填好部门数据后再评分",
        on_page: "请先到“模板与填报表”，按它生成工作簿，填好部门数据后再评分",
    },
    FORM,
    Kind {
        what: "部门名单一类的表，没有评分表",
        is: |book| book.sheets.iter().any(lists_departments),
        advice: "请先生成工作簿：jixiao 模板 --departments 文件 -o 年度评分.xlsx，填好部门数据后再评分",
        on_page: "请先到“模板与填报表”，用它作部门名单生成工作簿，填好部门数据后再评分",
    },
];

/// The refusal of a file, with what the file is where it is another than a workbook to be scored.
pub fn named(refusal: Refusal, file: Input) -> JobError {
    let lacks_sheets = |refusal: &Refusal| matches!(refusal, Refusal::Faults(faults) if faults.iter().any(|fault| fault.code == Code::SheetMissing));
    let Input { name, bytes } = file;
    let found = match &refusal {
        Refusal::Read(_) => word(name, bytes).or_else(|| text_list(name, bytes)),
        lacking if lacks_sheets(lacking) => read_book(name, bytes).ok().and_then(|book| workbook(&book)),
        _ => None,
    };
    match found {
        Some(Known { what, advice, on_page }) => JobError::Other {
            what: format!("“{name}”是{what}，不是评分用的工作簿。"),
            at_terminal: advice.replace("文件 -o", &format!("{name} -o")),
            on_page,
        },
        None => JobError::Refused(refusal),
    }
}

/// What a file is, and what to do with it.
struct Known {
    what: String,
    advice: &'static str,
    on_page: &'static str,
}

impl Known {
    fn of(kind: &Kind, what: String) -> Known {
        Known { what, advice: kind.advice, on_page: kind.on_page }
    }
}

/// What a workbook is; none where it has a sheet of figures or settings of the standard workbook, and so lacks others.
fn workbook(book: &Book) -> Option<Known> {
    let standard = sheets::INPUT.iter().filter(|name| ![sheets::GUIDE, sheets::SYSTEM].contains(name));
    if standard.into_iter().any(|name| sheet(book, name).is_some()) {
        return None;
    }
    KINDS.iter().find(|kind| (kind.is)(book)).map(|kind| Known::of(kind, kind.what.to_string()))
}

/// What a Word document is: one of the kinds, or else a document of a title.
fn word(name: &str, bytes: &[u8]) -> Option<Known> {
    let book = read_form(name, bytes).ok().filter(|book| book.format == FileFormat::Docx)?;
    if is_form(&book) {
        return Some(Known::of(&FORM, format!("Word 文档，内容是{}", FORM.what)));
    }
    let title = book.sheets.iter().flat_map(texts).map(|text| text.trim().to_string()).find(|text| !text.is_empty());
    let title = title.map(|title| title.chars().take(40).collect::<String>());
    let what = title.map_or("Word 文档".to_string(), |title| format!("Word 文档（开头是“{title}”）"));
    let advice = "要评分，请用填好的 .xlsx 工作簿：jixiao 评分 工作簿；其中如有要用的数据，请填进工作簿";
    let on_page = "要评分，请用填好的 .xlsx 工作簿；其中如有要用的数据，请填进工作簿";
    Some(Known { what, advice, on_page })
}

/// A text file that lists departments.
fn text_list(name: &str, bytes: &[u8]) -> Option<Known> {
    let ending = name.rsplit('.').next()?.to_lowercase();
    let count = ["csv", "txt"].contains(&ending.as_str()).then(|| read_names(name, bytes).ok())??.departments.len();
    let advice =
        "如果是部门名单，请先生成工作簿：jixiao 模板 --departments 文件 -o 年度评分.xlsx，填好部门数据后再评分";
    let on_page = "如果是部门名单，请先到“模板与填报表”用它生成工作簿，填好部门数据后再评分";
    Some(Known { what: format!("文本文件，有{count}行名称"), advice, on_page })
}

/// A printed annex: the mark 附件 above a title of results.
fn is_annex(book: &Book) -> bool {
    book.sheets.iter().any(|grid| {
        let top: Vec<String> = texts(grid).take(TOP).map(|text| tidy(&text)).collect();
        let is_title = |text: &String| RESULT_TITLES.iter().any(|words| text.contains(words));
        top.iter().any(|text| text.starts_with("附件")) && top.iter().any(is_title)
    })
}

/// A 评分表 without any other sheet that holds something, and without the column that makes it a department's form.
fn is_table_alone(book: &Book) -> bool {
    let held = book.sheets.iter().filter(|grid| !grid.rows.is_empty()).count();
    let is_filled_in = || book.sheets.iter().flat_map(texts).any(|text| tidy(&text) == SELF_MARKS);
    held == 1 && !is_filled_in() && table_of(book).is_ok()
}

/// So many texts stand above a table at most.
const TOP: usize = 5;
/// How titles of results read.
const RESULT_TITLES: [&str; 4] = ["评价结果", "得分排名", "得分明细", "扣分情况"];

fn lists_departments(grid: &Grid) -> bool {
    View { grid }.header(&[&DEPARTMENT]).is_some()
}

/// What stands in the cells of a sheet, in their order.
fn texts(grid: &Grid) -> impl Iterator<Item = String> {
    grid.cells().map(|(_, cell)| original(cell))
}
