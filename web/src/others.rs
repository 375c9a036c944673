//! 模板, 填报表, 收集, 年度对比, 评审.

use crate::{File, Js, Scored, fault, refused, unwritten};
use jixiao::collect::{self, Collected, FormFile};
use jixiao::ground::file_names;
use jixiao::jobs::collecting::{self, By};
use jixiao::jobs::judging;
use jixiao::jobs::templates::{self, Sources, form_bytes};
use jixiao::jobs::{JobError, scoring, typed};
use jixiao::judges::{self, Expected, Plan};
use jixiao::review::read_back::read_each;
use jixiao::review::years::Compared;
use jixiao::workbook::write::verified;
use jixiao::workbook::{LazySheet, Sheet};
use js_sys::{Array, Function, Uint8Array};
use serde_json::json;
use wasm_bindgen::prelude::*;

/// A file that was made, and what is to be said of it.
#[wasm_bindgen]
pub struct Made {
    name: String,
    bytes: Vec<u8>,
    told: String,
}

#[wasm_bindgen]
impl Made {
    pub fn name(&self) -> String {
        self.name.clone()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    pub fn told(&self) -> String {
        self.told.clone()
    }

    fn of(name: String, sheets: &[Sheet], told: String) -> Js<Made> {
        Ok(Made { name, bytes: verified(LazySheet::all(sheets)).map_err(fault)?, told })
    }
}

fn year(written: &str) -> Js<String> {
    let why = |meant: Option<String>| match meant {
        Some(year) => format!("年度“{written}”不是四位数字；如果是{year}年，请写 {year}。"),
        None => format!("年度“{written}”不是年份，请写四位数字，如 2024。"),
    };
    typed::year(written).map_err(|meant| refused(JobError::Said(why(meant))))
}

/// 模板: the workbook to be filled in.
#[wasm_bindgen]
pub fn template(written: &str, rules: Option<File>, old: Option<File>, departments: Option<File>) -> Js<Made> {
    let [rules, old, departments] = [&rules, &old, &departments].map(|file| file.as_ref().map(File::input));
    let sources = Sources { rules, old, departments };
    let (sheets, notes) = templates::workbook(sources, &year(written)?).map_err(refused)?;
    Made::of(file_names::TEMPLATE.to_string(), &sheets, notes.join("\n"))
}

/// 填报表: one, or one for each 评分表.
#[wasm_bindgen]
pub fn forms(written: &str, rules: Option<File>, in_word: bool) -> Js<Vec<Made>> {
    let forms = templates::forms(rules.as_ref().map(File::input), &year(written)?).map_err(refused)?;
    let stem = file_names::FORM.trim_end_matches(".xlsx");
    let ending = if in_word { "docx" } else { "xlsx" };
    let made = forms.iter().map(|form| {
        let name = format!("{stem}{}.{ending}", form.mark);
        Ok(Made { name, bytes: form_bytes(form, in_word).map_err(unwritten)?, told: String::new() })
    });
    made.collect()
}

/// 收集: what was collected.
#[wasm_bindgen]
pub struct Collection {
    collected: Collected,
    name: String,
}

/// Collects the files of a folder; each item of `contents` is the bytes of the file of that name.
#[wasm_bindgen]
pub fn collected(names: Vec<String>, contents: &Array, folder: &str, by: Given, tick: &Function) -> Js<Collection> {
    let files: Vec<FormFile> = names.into_iter().map(FormFile::new).collect();
    let bytes = |at: usize| Ok(Uint8Array::new(&contents.get(at as u32)).to_vec());
    let written = year(&by.year)?;
    let [rules, departments] = [&by.rules, &by.departments].map(|file| file.as_ref().map(File::input));
    let assignment = By { rules, departments, year: &written }.read().map_err(refused)?;
    // what the page does then cannot fail
    let tick = || drop(tick.call0(&JsValue::NULL));
    let collected = collecting::collected(&files, &bytes, (assignment, folder), &tick).map_err(refused)?;
    Ok(Collection { collected, name: file_names::collected(folder) })
}

/// By what forms are read.
#[wasm_bindgen]
pub struct Given {
    year: String,
    rules: Option<File>,
    departments: Option<File>,
}

#[wasm_bindgen]
impl Given {
    #[wasm_bindgen(constructor)]
    pub fn new(year: String, rules: Option<File>, departments: Option<File>) -> Given {
        Given { year, rules, departments }
    }
}

#[wasm_bindgen]
impl Collection {
    pub fn told(&self) -> String {
        let mut told = collect::json(&self.collected, &self.name);
        told["counts"] = self.collected.counts().into();
        told["listed"] = self.collected.listed.into();
        told.to_string()
    }

    pub fn made(&self) -> Js<Made> {
        Made::of(self.name.clone(), &self.collected.sheets, String::new())
    }
}

/// 年度对比
#[wasm_bindgen]
pub fn compared(before: &File, after: &File) -> Js<Made> {
    let name = file_names::comparison(&after.name);
    let [before, after] = [before, after].map(|file| scoring::year(file.input(), &file.name));
    let (before, after) = (before.map_err(refused)?, after.map_err(refused)?);
    let compared = Compared::new(before.whole(), after.whole()).map_err(refused)?;
    let told = json!({ "text": compared.text(&name), "json": compared.json(&name) }).to_string();
    Made::of(name, &compared.sheets(), told)
}

#[wasm_bindgen]
impl Scored {
    /// 评分标准读法, to circulate.
    pub fn read_back(&self) -> Js<Vec<u8>> {
        let first = self.whole().first();
        let all = read_each(&first.book).map_err(refused)?;
        let sheets: Vec<Sheet> = all.iter().map(|one| one.sheet(&first.input_name)).collect();
        verified(LazySheet::all(&sheets)).map_err(fault)
    }

    /// 评审打分表, one for each judge.
    pub fn judge_sheets(&self, names: Vec<String>) -> Js<Vec<Made>> {
        let plan = self.plan()?;
        let panel = judges::judges(&names).map_err(|why| refused(JobError::Said(why)))?;
        let made = judges::file_names(&panel).into_iter().zip(&panel);
        made.map(|(name, judge)| Made::of(name, &judges::sheets_of(&plan, judge), String::new())).collect()
    }

    /// Scoring sheets read back: the workbook with the means.
    pub fn judged(&self, files: Vec<String>, contents: &Array, names: Vec<String>, partial: bool) -> Js<Made> {
        let plan = self.plan()?;
        let bytes = |at: usize| Ok(Uint8Array::new(&contents.get(at as u32)).to_vec());
        let given = files.iter().enumerate().map(|(at, name)| (name.as_str(), bytes(at)));
        let expected = Expected { names, count: None };
        let settled = judging::settled(&plan, given, (&expected, partial), Vec::new()).map_err(refused)?;
        let name = file_names::judged(&self.whole().first().input_name);
        let told = judges::json(&plan, &settled, &name).to_string();
        Made::of(name, &judges::workbook(&plan, &settled), told)
    }

    fn plan(&self) -> Js<Plan<'_>> {
        Plan::of(self.whole()).map_err(|why| refused(JobError::Said(why)))
    }
}
