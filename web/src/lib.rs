//! The engine for the page: bytes in, bytes and JSON out. No job is done here: each function hands its files to
//! `jixiao::jobs`, as the command line does.

mod others;

use jixiao::evaluate::{Evaluation, Evaluations, Style, Whole};
use jixiao::jobs::papers::{self, Unwritten};
use jixiao::jobs::public::Public;
use jixiao::jobs::{Input, JobError, scoring, view};
use jixiao::result::Asked;
use jixiao::review::appeal::Appeal;
use jixiao::{documents, ground, word, workbook};
use serde_json::json;
use wasm_bindgen::prelude::*;

type Js<T> = Result<T, JsValue>;

/// The words of a refusal, as JSON.
fn refused(error: impl Into<JobError>) -> JsValue {
    view::refusal(&error.into()).to_string().into()
}

/// A fault of the program itself.
fn fault(error: impl ToString) -> JsValue {
    json!({ "what": error.to_string() }).to_string().into()
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
    /// Reads and scores a workbook, beside that of last year where there is one.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &File, last: Option<File>) -> Js<Scored> {
        let mut evaluations = scoring::scored(file.input()).map_err(refused)?;
        if let Some(last) = &last {
            let last = scoring::year(last.input(), &last.name).map_err(refused)?;
            scoring::check_against(&mut evaluations, &last).map_err(refused)?;
        }
        Ok(Scored { evaluations, public: None })
    }

    /// How it is written: 数值 instead of 公式, the date of the run, for publishing.
    pub fn write_as(&mut self, values: bool, date: &str, public: bool) -> Js<()> {
        let why = || JobError::Said(format!("“{date}”不是日期，请写成 2025年7月1日。"));
        let date = jixiao::jobs::typed::date(date).ok_or_else(why).map_err(refused)?;
        for one in &mut self.evaluations.each {
            let scores = one.cards.len() * one.scheme().rules.len();
            one.style = if values { Style::Values } else { Style::of(scores) };
            one.date.clone_from(&date);
        }
        let or_else = "不供公开的，去掉“对外公开”";
        let public = public.then(|| Public::of(self.whole(), (true, true), or_else));
        self.public = public.transpose().map_err(refused)?;
        Ok(())
    }

    pub fn overview(&self) -> String {
        view::overview(self.whole()).to_string()
    }

    pub fn lines(&self) -> String {
        view::lines(self.whole()).to_string()
    }

    pub fn line(&self, at: usize, from: usize, to: usize) -> String {
        view::line(self.whole(), at, from..to).to_string()
    }

    pub fn deductions(&self, words: &str, from: usize, to: usize) -> String {
        view::deductions(self.whole(), words, from..to).to_string()
    }

    pub fn charts(&self) -> String {
        json!(view::charts(self.whole())).to_string()
    }

    pub fn outputs(&self) -> String {
        let mut outputs = view::outputs(self.printed());
        outputs["left_out"] = json!(self.public.as_ref().map(|public| &public.left_out));
        outputs.to_string()
    }

    pub fn department(&self, table: usize, at: usize) -> String {
        view::department(&self.evaluations.each[table], at).to_string()
    }

    pub fn inputs(&self, table: usize, at: usize, indicator: usize) -> String {
        view::inputs(&self.evaluations.each[table], at, indicator).to_string()
    }

    /// 试算: `corrections` are written as 数据项=值.
    pub fn trial(&self, table: usize, at: usize, corrections: Vec<String>) -> Js<String> {
        Ok(view::appeal(&self.appeal(table, at, &corrections)?).to_string())
    }

    /// 复核意见, as a workbook or in Word.
    pub fn opinion(&self, table: usize, at: usize, corrections: Vec<String>, in_word: bool) -> Js<Vec<u8>> {
        let appeal = self.appeal(table, at, &corrections)?;
        let of = jixiao::review::earlier::of_department(&appeal.before.input_name, &appeal.who().name);
        match in_word {
            true => word::verified(&documents::opinion(&appeal, &of)).map_err(fault),
            false => workbook::write::verified(workbook::LazySheet::all(&[appeal.opinion()])).map_err(fault),
        }
    }

    pub fn result(&self) -> Js<Vec<u8>> {
        jixiao::write_result(&self.evaluations).map_err(fault)
    }

    pub fn annex(&self) -> Js<Vec<u8>> {
        jixiao::write_annex(self.printed()).map_err(fault)
    }

    /// The reviewed form of a number, or all of them in one workbook.
    pub fn form(&self, at: usize, in_one: bool) -> Js<Vec<u8>> {
        papers::forms(self.whole(), in_one).map_err(refused)?.bytes(at).map_err(unwritten)
    }

    pub fn document(&self, at: usize) -> Js<Vec<u8>> {
        papers::documents(self.printed()).map_err(refused)?.bytes(at).map_err(unwritten)
    }
}

fn unwritten(error: Unwritten) -> JsValue {
    fault(error)
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
        let one: &Evaluation = &self.evaluations.each[table];
        let again = Evaluations::of_book((*one.book).clone(), &one.input_name).map_err(refused)?;
        let department = &one.submission.departments[at].name;
        Appeal::new(again, Asked { department, indicator: None }, corrections).map_err(refused)
    }
}

/// 评分标准试读
#[wasm_bindgen]
pub fn reading(text: &str, points: &str, target: &str, tries: &str, settings: Vec<String>) -> Js<String> {
    let read = view::reading(text, [points, target, tries], &settings);
    read.map(|read| read.to_string()).map_err(|why| refused(JobError::Said(why)))
}

/// 口径 with the values that each can have.
#[wasm_bindgen]
pub fn settings() -> String {
    let settings = ground::convention::SETTINGS.iter();
    settings.map(|one| json!([one.name, one.values, one.meaning])).collect::<serde_json::Value>().to_string()
}
