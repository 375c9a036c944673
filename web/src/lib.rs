//! The engine for the page: bytes in, bytes and JSON out. No job is done here: each function hands its files to
//! `jixiao::jobs`, as the command line does.

mod others;

use jixiao::evaluate::{Evaluations, Whole};
use jixiao::jobs::public::Public;
use jixiao::jobs::{Input, JobError, appealing, papers, reading, scoring, typed, view};
use jixiao::review::appeal::Appeal;
use jixiao::workbook::LazySheet;
use jixiao::workbook::write::verified;
use js_sys::Function;
use wasm_bindgen::prelude::*;

type Js<T> = Result<T, Told>;

/// Why something is not done, on its way to the page.
pub struct Told(JobError);

impl<T: Into<JobError>> From<T> for Told {
    fn from(why: T) -> Told {
        Told(why.into())
    }
}

impl From<Told> for JsValue {
    fn from(Told(why): Told) -> JsValue {
        view::refusal(&why).to_string().into()
    }
}

/// A file as the page was given it.
#[wasm_bindgen]
pub struct File {
    name: String,
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl File {
    #[wasm_bindgen(constructor)]
    pub fn new(name: String, bytes: Vec<u8>) -> File {
        File { name, bytes }
    }
}

impl File {
    fn input(&self) -> Input<'_> {
        Input { name: &self.name, bytes: &self.bytes }
    }
}

/// The version of the program.
#[wasm_bindgen]
pub fn version() -> String {
    jixiao::VERSION.to_string()
}

/// The worked example.
#[wasm_bindgen]
pub fn example() -> Vec<u8> {
    include_bytes!("../../workbooks/example.xlsx").to_vec()
}

/// A scored workbook; what the page shows and saves is made of it.
#[wasm_bindgen]
pub struct Scored {
    evaluations: Evaluations,
    public: Option<Public>,
}

#[wasm_bindgen]
impl Scored {
    /// Reads and scores a workbook, beside that of last year where there is one; `done` hears what each step found.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &File, last: Option<File>, done: &Function) -> Js<Scored> {
        // what the page does then cannot fail
        let done = |found: &str| drop(done.call1(&JsValue::NULL, &found.into()));
        let mut evaluations = scoring::scored_in_steps(file.input(), &done)?;
        if let Some(last) = &last {
            let year = scoring::year(last.input(), &last.name)?;
            scoring::check_against(&mut evaluations, &year)?;
            done(&last.name);
        }
        Ok(Scored { evaluations, public: None })
    }

    /// How it is written: 数值 instead of 公式, the date of the run, for publishing.
    pub fn write_as(&mut self, values: bool, date: &str, public: bool) -> Js<()> {
        scoring::write_as(&mut self.evaluations, values, &typed::date(date, "")?);
        let or_else = "不供公开的，去掉“对外公开”";
        let public = public.then(|| Public::of(self.whole(), (true, true), or_else));
        self.public = public.transpose()?;
        Ok(())
    }

    /// What the page shows; `arguments` is an array in JSON.
    pub fn asked(&self, what: &str, arguments: &str) -> String {
        view::asked(self.whole(), what, &serde_json::from_str(arguments).unwrap_or_default()).to_string()
    }

    /// What can be saved.
    pub fn outputs(&self) -> String {
        view::outputs(self.printed(), self.public.as_ref()).to_string()
    }

    /// A file of a kind; of forms and documents that of a number.
    pub fn file(&self, kind: &str, at: usize) -> Js<Vec<u8>> {
        let (whole, printed) = (self.whole(), self.printed());
        Ok(match kind {
            "result" => jixiao::write_result(whole)?,
            "annex" => jixiao::write_annex(printed)?,
            "form" => papers::forms(whole, false)?.bytes(at)?,
            "forms" => papers::forms(whole, true)?.bytes(at)?,
            "document" => papers::documents(printed)?.bytes(at)?,
            _ => verified(LazySheet::all(&reading::of_scored(whole)?))?,
        })
    }

    /// 试算: `corrections` are written as 数据项=值.
    pub fn trial(&self, table: usize, at: usize, corrections: Vec<String>) -> Js<String> {
        Ok(view::appeal(&self.appeal(table, at, &corrections)?).to_string())
    }

    /// 复核意见, as a workbook or in Word.
    pub fn opinion(&self, table: usize, at: usize, corrections: Vec<String>, in_word: bool) -> Js<Vec<u8>> {
        Ok(appealing::opinion(&self.appeal(table, at, &corrections)?, in_word)?)
    }
}

impl Scored {
    fn whole(&self) -> Whole<'_> {
        self.evaluations.whole()
    }

    /// What the annex and the documents are made of.
    fn printed(&self) -> Whole<'_> {
        self.public.as_ref().map_or(self.whole(), |public| public.whole(self.whole()))
    }

    fn appeal(&self, table: usize, at: usize, corrections: &[String]) -> Js<Appeal> {
        Ok(appealing::tried(&self.evaluations.each[table], at, corrections)?)
    }
}

/// 评分标准试读
#[wasm_bindgen]
pub fn reading(text: &str, points: &str, target: &str, tries: &str, settings: Vec<String>) -> Js<String> {
    Ok(view::reading(text, [points, target, tries], &settings)?.to_string())
}

/// 口径 with the values that each can have.
#[wasm_bindgen]
pub fn settings() -> String {
    view::settings().to_string()
}
