//! 公开: what the annex and the documents are made of then, what was left out, and a last look at every text.

use crate::annex;
use crate::documents::{AllDocuments, texts};
use crate::evaluate::{Evaluation, Person, Refusal, Whole, persons};
use crate::ground::personal::personal_number;
use crate::jobs::JobError;
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
    /// How many persons were looked for.
    persons: usize,
}

/// What must not be in a text that is published.
struct Look<'a> {
    persons: Vec<Person>,
    /// Texts that are published whatever is in them: names of departments, the table of indicators.
    known: Vec<&'a str>,
    found: Vec<String>,
}

impl Public {
    /// That of a run that writes the annex, the documents or both. `or_else` says how to write what is not published.
    ///
    /// # Errors
    /// A telephone number, a 身份证号, a number of an account or a known name of a person stands in what would be
    /// written; faults of 公文用语.
    pub fn of(whole: Whole, (annex, documents): (bool, bool), or_else: &str) -> Result<Public, JobError> {
        let (each, left_out): (Vec<Evaluation>, Vec<Vec<String>>) =
            whole.each.iter().map(Evaluation::for_public).unzip();
        let mut left_out: Vec<String> = left_out.into_iter().flatten().collect();
        let mut look = Look::of(whole);
        let printed = Whole { each: &each, findings: whole.findings };
        if annex {
            look.at_annex(printed);
        }
        if documents {
            let documents = AllDocuments::of(printed).map_err(Refusal::Faults)?;
            look.at_documents(&documents);
            left_out.extend(documents.left_out());
        }
        let mut seen: Vec<String> = Vec::new();
        left_out.retain(|one| {
            !seen.contains(one) && {
                seen.push(one.clone());
                true
            }
        });
        let persons = look.persons.len();
        match look.found.is_empty() {
            true => Ok(Public { each, left_out, persons }),
            false => Err(refusal(&look.found, or_else)),
        }
    }

    /// As the annex and the documents show them.
    pub fn whole<'a>(&'a self, whole: Whole<'a>) -> Whole<'a> {
        Whole { each: &self.each, findings: whole.findings }
    }

    /// What the closing summary says.
    pub fn words(&self) -> String {
        let left_out = if self.left_out.is_empty() { "无".to_string() } else { self.left_out.join("、") };
        let persons = match self.persons {
            0 => "工作簿的联系人、负责人等栏没有写人名，程序无从查找人名".to_string(),
            count => format!("人名只查了工作簿联系人、负责人等栏写明的{count}个，供公开的文字中没有"),
        };
        format!(
            "\n供公开的附件和公文略去：{left_out}。结果工作簿不供公开。\n  {persons}；其他人名程序认不出，公开前请通读。"
        )
    }
}

impl<'a> Look<'a> {
    fn of(whole: Whole<'a>) -> Look<'a> {
        let first = whole.first();
        let departments = whole.each.iter().flat_map(|one| &one.submission.departments);
        let mut known: Vec<&str> = departments.map(|department| department.name.as_str()).collect();
        for indicator in whole.each.iter().flat_map(|one| &one.scheme().system.indicators) {
            let path = &indicator.path;
            known.extend([&path.level1, &path.level2, &path.level3, &indicator.criterion.text].map(String::as_str));
        }
        // a longer text may hold a shorter one
        known.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Look { persons: persons(&first.book, &first.scheme().printed), known, found: Vec::new() }
    }

    fn at_annex(&mut self, whole: Whole) {
        for part in annex::parts(whole) {
            let sheet = part.make().into_sheet();
            for (_, cell) in sheet.rows.iter().flat_map(|row| &row.cells) {
                if let Value::Text(text) = &cell.value {
                    self.at(&format!("附件“{}”", sheet.name), text);
                }
            }
        }
    }

    fn at_documents(&mut self, documents: &AllDocuments) {
        for (at, name) in documents.names.iter().enumerate() {
            let document = documents.document(at);
            texts(&document).into_iter().for_each(|text| self.at(name, text));
        }
    }

    fn at(&mut self, of: &str, text: &str) {
        self.found.extend(personal_number(text).and_then(|number| place(of, text, number)));
        let named = self.persons.iter().filter(|person| text.contains(&person.name) && self.is_named(text, person));
        let places: Vec<String> = named
            .filter_map(|person| Some(format!("{}（人名，见{}）", place(of, text, &person.name)?, person.place)))
            .collect();
        self.found.extend(places);
    }

    /// Whether a person stands in a text outside of what is published anyhow.
    fn is_named(&self, text: &str, person: &Person) -> bool {
        let own = self.known.iter().filter(|known| known.contains(person.name.as_str()));
        own.fold(text.to_string(), |text, known| text.replace(known, "")).contains(&person.name)
    }
}

/// Where something stands, with some words around it.
fn place(of: &str, text: &str, found: &str) -> Option<String> {
    let (before, _) = text.split_once(found)?;
    let before: Vec<char> = before.chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    Some(format!("{of}：“…{before}{found}”"))
}

fn refusal(found: &[String], or_else: &str) -> JobError {
    let mut places: Vec<&String> = Vec::new();
    found.iter().for_each(|place| {
        if !places.contains(&place) {
            places.push(place);
        }
    });
    let listed: Vec<&str> = places.iter().take(MOST).map(|place| place.as_str()).collect();
    let more = if places.len() > MOST { format!("\n  等{}处", places.len()) } else { String::new() };
    JobError::Said(format!(
        "供公开的附件或公文中还有电话号码、身份证号、账号样的长数字或人名，没有写出任何文件：\n  {}{more}\n请在工作簿中改掉这些内容后重新运行（只是与人名相同的词，换一种写法）；{or_else}",
        listed.join("\n  ")
    ))
}
