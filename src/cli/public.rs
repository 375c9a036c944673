//! 公开 (`--public`): what the annex and the documents are made of then, what was left out, and a last look at every text.

use crate::annex;
use crate::cli::{RunError, arguments};
use crate::documents::{AllDocuments, texts};
use crate::evaluate::{Evaluation, Refusal, Whole};
use crate::ground::personal::personal_number;
use crate::workbook::sheet::Value;

/// How many places an error names.
const MOST: usize = 10;
/// How many letters of a text it shows around a number.
const AROUND: usize = 12;

/// The evaluations for publishing.
pub struct Public {
    each: Vec<Evaluation>,
    /// What was left out, in Chinese.
    pub left_out: Vec<String>,
}

impl Public {
    /// That of a run; none where nothing is to be published.
    ///
    /// # Errors
    /// A telephone number or a 身份证号 stands in what would be written; faults of 公文用语.
    pub fn of(whole: Whole, options: &arguments::Score) -> Result<Option<Public>, RunError> {
        if !options.public {
            return Ok(None);
        }
        let (each, left_out): (Vec<Evaluation>, Vec<Vec<String>>) =
            whole.each.iter().map(Evaluation::for_public).unzip();
        let mut public = Public { each, left_out: left_out.into_iter().flatten().collect() };
        let mut found = Vec::new();
        let printed = Whole { each: &public.each, findings: whole.findings };
        if !options.no_annex {
            in_annex(printed, &mut found);
        }
        if options.word.is_some() {
            let documents = AllDocuments::of(printed).map_err(Refusal::Faults)?;
            in_documents(&documents, &mut found);
            public.left_out.extend(documents.left_out());
        }
        public.left_out.dedup();
        if found.is_empty() { Ok(Some(public)) } else { Err(refusal(&found)) }
    }

    /// As the annex and the documents show them.
    pub fn whole<'a>(&'a self, whole: Whole<'a>) -> Whole<'a> {
        Whole { each: &self.each, findings: whole.findings }
    }

    /// What the closing summary says.
    pub fn words(&self) -> String {
        let left_out = if self.left_out.is_empty() { "无".to_string() } else { self.left_out.join("、") };
        format!("\n供公开的附件和公文略去：{left_out}。结果工作簿不供公开。")
    }
}

fn in_annex(whole: Whole, found: &mut Vec<String>) {
    for part in annex::parts(whole) {
        let sheet = part.make().into_sheet();
        for (_, cell) in sheet.rows.iter().flat_map(|row| &row.cells) {
            if let Value::Text(text) = &cell.value {
                found.extend(place(&format!("附件“{}”", sheet.name), text));
            }
        }
    }
}

fn in_documents(documents: &AllDocuments, found: &mut Vec<String>) {
    for (at, name) in documents.names.iter().enumerate() {
        let document = documents.document(at);
        found.extend(texts(&document).into_iter().filter_map(|text| place(name, text)));
    }
}

/// Where a number stands, with some words around it.
fn place(of: &str, text: &str) -> Option<String> {
    let number = personal_number(text)?;
    let (before, _) = text.split_once(number)?;
    let before: Vec<char> = before.chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    Some(format!("{of}：“…{before}{number}”"))
}

fn refusal(found: &[String]) -> RunError {
    let mut places: Vec<&String> = Vec::new();
    found.iter().for_each(|place| {
        if !places.contains(&place) {
            places.push(place);
        }
    });
    let listed: Vec<&str> = places.iter().take(MOST).map(|place| place.as_str()).collect();
    let more = if places.len() > MOST { format!("\n  等{}处", places.len()) } else { String::new() };
    RunError::Usage(format!(
        "供公开的附件或公文中还有电话号码或身份证号，没有写出任何文件：\n  {}{more}\n请在工作簿中改掉这些内容后重新运行；不供公开的，去掉 --public",
        listed.join("\n  ")
    ))
}
