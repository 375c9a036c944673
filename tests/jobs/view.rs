//! What the page shows is what the result says.

use jixiao::collect::files::Kind;
use jixiao::jobs::collecting::{self, By};
use jixiao::jobs::{Input, JobError, scoring, view};

fn example() -> Vec<u8> {
    std::fs::read("workbooks/example.xlsx").unwrap()
}

#[test]
fn the_cards_and_the_rows_are_those_of_the_example() {
    let scored = scoring::scored(Input { name: "例.xlsx", bytes: &example() }).unwrap();
    let whole = scored.whole();
    let view = view::overview(whole);
    let rows = view["rows"].as_array().unwrap();
    assert_eq!((rows.len(), view["scored"].as_u64().unwrap()), (whole.departments(), whole.settled() as u64));
    let places: u64 = view["groups"].as_array().unwrap().iter().map(|group| group["places"].as_u64().unwrap()).sum();
    assert_eq!(places, whole.findings.len() as u64);
    let ranks: Vec<Option<u64>> = rows.iter().map(|row| row["rank"].as_u64()).collect();
    let ranked = ranks.iter().take_while(|rank| rank.is_some()).count();
    assert!(ranks[..ranked].is_sorted() && ranks[ranked..].iter().all(Option::is_none), "{ranks:?}");
    for row in rows.iter().filter(|row| row["total"].is_null()) {
        assert!(row["pending"].as_u64() > Some(0) && !row["why"].as_str().unwrap().is_empty(), "{row}");
    }
}

#[test]
fn a_department_shows_the_figures_that_a_correction_takes() {
    let scored = scoring::scored(Input { name: "例.xlsx", bytes: &example() }).unwrap();
    let one = &scored.each[0];
    let at = one.submission.departments.iter().position(|department| department.name == "市财政局").unwrap();
    let view = view::department(one, at);
    let scores = view["scores"].as_array().unwrap();
    let index = scores.iter().position(|score| score["indicator"] == "公务卡刷卡率").unwrap();
    let inputs = view::inputs(one, at, index);
    let items: Vec<&str> = inputs.as_array().unwrap().iter().map(|one| one["item"].as_str().unwrap()).collect();
    assert_eq!(items, ["公务卡支出", "可刷卡支出"]);
    let lost: f64 = scores.iter().filter_map(|score| score["lost"].as_str()?.parse::<f64>().ok()).sum();
    assert_eq!(format!("{:.2}", 100.0 - lost), "94.00");
}

#[test]
fn places_in_a_criterion_are_counted_as_a_page_counts() {
    let read = |text: &str| view::reading(text, ["5", "", ""], &[]).unwrap();
    let faulty = read("𠮷在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。");
    let (span, character) = (&faulty["spans"][0][1], &faulty["findings"][0]["span"][1]);
    assert_eq!(span.as_u64(), character.as_u64().map(|at| at + 1), "𠮷 is two units");
    let good = read("在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。");
    assert_eq!(good["examples"][3], serde_json::json!(["101%", "4.5"]));
    assert!(view::reading("每例扣1分", ["0", "", ""], &[]).unwrap_err().contains("分值"));
}

#[test]
fn what_an_advice_quotes_can_be_adopted_where_it_mends_the_text() {
    let fixes = |text: &str| {
        let read = view::reading(text, ["5", "", ""], &[]).unwrap();
        let fixes: Vec<Vec<String>> = serde_json::from_value(read["fixes"].clone()).unwrap();
        assert_eq!(fixes.len(), read["findings"].as_array().unwrap().len(), "{text}");
        fixes.concat()
    };
    let lost = "在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。";
    assert_eq!(fixes(lost), ["在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。"]);
    assert!(fixes("在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。").is_empty());
    // whatever is offered is understood, or has fewer faults
    for text in
        ["每低于100%扣0.1分", "完成率100%，5分；90%，3分；其余不得分。", "按规定完成得5分，连续两年加1分。", "𠮷", "。"]
    {
        let faults = |text: &str| {
            let read = view::reading(text, ["5", "", ""], &[]).unwrap();
            read["findings"].as_array().unwrap().iter().filter(|one| one["severity"] == "必须").count()
        };
        for fix in fixes(text) {
            assert!(faults(&fix) < faults(text), "{text} → {fix}");
        }
    }
}

#[test]
fn files_of_a_folder_are_listed_as_the_command_line_lists_them() {
    let paths =
        ["乙.xlsx", ".cache/a/旧.xlsx", "一科/甲.xlsx", ".cache/更旧.xlsx", "~$乙.xlsx", "名单.txt", "一科/名单.txt"];
    let paths: Vec<String> = paths.iter().map(|path| path.to_string()).collect();
    let bytes = |at: usize| if at == 5 { b"list".to_vec() } else { b"other".to_vec() };
    let list = Input { name: "名单.txt", bytes: b"list" };
    let listed = collecting::listed(&paths, &bytes, By { departments: Some(list), ..By::default() });
    let shown: Vec<(&str, usize)> = listed.iter().map(|(file, at)| (file.shown.as_str(), *at)).collect();
    let order =
        [(".cache", 1), ("~$乙.xlsx", 4), ("一科/名单.txt", 6), ("一科/甲.xlsx", 2), ("乙.xlsx", 0), ("名单.txt", 5)];
    assert_eq!(shown, order);
    let kinds: Vec<Kind> = listed.iter().map(|(file, _)| file.kind).collect();
    assert!(matches!(kinds[0], Kind::Skipped(why) if why.contains("隐藏")));
    assert_eq!((kinds[2], kinds[3], kinds[5]), (Kind::Text, Kind::Form, Kind::Skipped(collecting::IS_LIST)));
}

#[test]
fn each_step_of_scoring_says_what_it_found() {
    let said = std::cell::RefCell::new(Vec::new());
    let scored = scoring::scored_in_steps(Input { name: "例.xlsx", bytes: &example() }, &|found| {
        said.borrow_mut().push(found.to_string());
    });
    let settled = format!("{}个部门已定分", scored.unwrap().whole().settled());
    assert_eq!(said.into_inner(), ["10张工作表", "25项指标，45个部门", &settled]);
}

#[test]
fn a_wrong_file_is_named_with_the_job_of_the_page() {
    let list = "市财政局\n市审计局\n".as_bytes();
    let Err(error) = scoring::scored(Input { name: "名单.txt", bytes: list }) else { panic!() };
    assert!(matches!(error, JobError::Other { .. }));
    assert!(error.to_string().contains("jixiao 模板 --departments"));
    let view = view::refusal(&error).to_string();
    assert!(view.contains("请先到“模板与填报表”") && !view.contains("jixiao"), "{view}");
}
