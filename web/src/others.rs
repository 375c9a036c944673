//! 模板, 填报表, 台账, 收集, 规则, 年度对比, 评审.

use crate::{File, Js, Scored};
use jixiao::collect::FormFile;
use jixiao::ground::file_names;
use jixiao::jobs::collecting::{self, By};
use jixiao::jobs::templates::{self, Sources, form_bytes};
use jixiao::jobs::{Input, judging, reading, scoring, typed, view};
use jixiao::judges::{self, Expected, Plan};
use jixiao::review::years::Compared;
use jixiao::workbook::write::verified;
use jixiao::workbook::{LazySheet, Sheet};
use js_sys::{Array, Function, Uint8Array};
use serde_json::json;
use wasm_bindgen::prelude::*;

/// A file that was made, and what is to be said of it, as JSON.
#[wasm_bindgen(getter_with_clone)]
pub struct Made {
    pub name: String,
    pub bytes: Vec<u8>,
    pub told: String,
}

impl Made {
    fn of(name: String, sheets: &[Sheet], told: impl ToString) -> Js<Made> {
        Ok(Made { name, bytes: verified(LazySheet::all(sheets))?, told: told.to_string() })
    }
}

/// By what something is made: each but 年度 may be left out.
#[wasm_bindgen]
pub struct Basis {
    year: String,
    rules: Option<File>,
    departments: Option<File>,
    old: Option<File>,
}

#[wasm_bindgen]
impl Basis {
    #[wasm_bindgen(constructor)]
    pub fn new(year: &str, rules: Option<File>, departments: Option<File>, old: Option<File>) -> Js<Basis> {
        Ok(Basis { year: typed::year(year, "")?, rules, departments, old })
    }
}

fn input(file: &Option<File>) -> Option<Input<'_>> {
    file.as_ref().map(File::input)
}

/// 模板: the workbook to be filled in.
#[wasm_bindgen]
pub fn template(by: &Basis) -> Js<Made> {
    let [rules, old, departments] = [&by.rules, &by.old, &by.departments].map(input);
    let (sheets, notes) = templates::workbook(Sources { rules, old, departments }, &by.year)?;
    Made::of(file_names::TEMPLATE.to_string(), &sheets, json!(notes))
}

/// 填报表: one, or one for each 评分表.
#[wasm_bindgen]
pub fn forms(by: &Basis, in_word: bool) -> Js<Vec<Made>> {
    let stem = file_names::FORM.trim_end_matches(".xlsx");
    let ending = if in_word { "docx" } else { "xlsx" };
    let forms = templates::forms(input(&by.rules), &by.year)?;
    let made = forms.iter().map(|form| {
        let name = format!("{stem}{}.{ending}", form.mark);
        Ok(Made { name, bytes: form_bytes(form, in_word)?, told: String::new() })
    });
    made.collect()
}

/// 台账
#[wasm_bindgen]
pub fn with_ledger(file: &File) -> Js<Made> {
    let (sheets, notes) = templates::with_ledger(file.input())?;
    Made::of(file_names::with_ledger(&file.name), &sheets, json!(notes))
}

/// Collects the files of a folder by their paths from it; each item of `contents` is the bytes of the file of a path.
#[wasm_bindgen]
pub fn collected(paths: Vec<String>, contents: &Array, folder: &str, by: &Basis, tick: &Function) -> Js<Made> {
    let bytes = |at: usize| Uint8Array::new(&contents.get(at as u32)).to_vec();
    let by = By { rules: input(&by.rules), departments: input(&by.departments), year: &by.year };
    let (files, order): (Vec<FormFile>, Vec<usize>) = collecting::listed(&paths, &bytes, by).into_iter().unzip();
    // what the page does then cannot fail
    let tick = || drop(tick.call1(&JsValue::NULL, &files.len().into()));
    let collected = collecting::collected(&files, &|at| Ok(bytes(order[at])), (by.read()?, folder), &tick)?;
    let name = file_names::collected(folder);
    Made::of(name.clone(), &collected.sheets, view::collected(&collected, &name))
}

/// 规则: the readings of each 评分表, with the workbook to circulate.
#[wasm_bindgen]
pub fn readings(file: &File) -> Js<Made> {
    let all = reading::read(file.input())?;
    Made::of(file_names::reading(&file.name), &reading::sheets(&all, &file.name), view::readings(&all))
}

/// What another 评分表 changes.
#[wasm_bindgen]
pub fn against(first: &File, second: &File) -> Js<String> {
    Ok(view::against(&reading::against(first.input(), second.input())?).to_string())
}

/// 年度对比
#[wasm_bindgen]
pub fn compared(before: &File, after: &File) -> Js<Made> {
    let name = file_names::comparison(&after.name);
    let year = |file: &File| scoring::year(file.input(), &file.name);
    let (before, after) = (year(before)?, year(after)?);
    let compared = Compared::new(before.whole(), after.whole())?;
    Made::of(name.clone(), &compared.sheets(), json!(compared.text(&name)))
}

#[wasm_bindgen]
impl Scored {
    /// 评审打分表, one for each judge, or one for all.
    pub fn judge_sheets(&self, names: Vec<String>, count: Option<usize>, in_one: bool) -> Js<Vec<Made>> {
        let plan = Plan::of(self.whole())?;
        let panel = judging::panel(&Expected { names, count })?;
        if in_one {
            let name = format!("{}.xlsx", file_names::judge_sheets(&self.whole().first().input_name));
            return Ok(vec![Made::of(name, &judges::all_in_one(&plan, &panel), "")?]);
        }
        let made = judges::file_names(&panel).into_iter().zip(&panel);
        made.map(|(name, judge)| Made::of(name, &judges::sheets_of(&plan, judge), "")).collect()
    }

    /// Scoring sheets read back: the workbook with the means.
    pub fn judged(&self, files: Vec<File>, names: Vec<String>, count: Option<usize>, partial: bool) -> Js<Made> {
        let plan = Plan::of(self.whole())?;
        let given = files.iter().map(|file| (file.name.as_str(), Ok(file.bytes.clone())));
        let settled = judging::settled(&plan, given, (&Expected { names, count }, partial), Vec::new())?;
        let name = file_names::judged(&self.whole().first().input_name);
        let findings = view::findings(&settled.findings);
        let told = json!({ "text": judges::counts(&plan, &settled), "findings": findings });
        Made::of(name, &judges::workbook(&plan, &settled), told)
    }
}
