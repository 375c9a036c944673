//! Files: what is written where, and what is never replaced.

use super::{evaluations, filled, save, unjudged};
use crate::support;
use crate::support::{run, said};
use serde_json::Value;
use std::fs;

#[test]
fn a_blank_sheet_is_written_anew_and_a_filled_one_never() {
    let folder = support::folder();
    let path = folder.path();
    let book = unjudged(&["甲局"]);
    book.save(path);
    let write = ["评审", "评分.xlsx", "--judge", "张三", "--judge", "李四"];
    assert_eq!(said(path, &write).0, 0);
    assert_eq!(said(path, &write).0, 0, "nobody has written into them");
    let all = evaluations(&book);
    save(&filled(&all, ("张三", 1, 2), "1"), path, "评分-评审打分表/评审打分表-张三.xlsx");
    let before = fs::read(path.join("评分-评审打分表/评审打分表-张三.xlsx")).unwrap();
    let (code, out) = said(path, &write);
    assert!(code == 2 && out.contains("评审打分表-张三.xlsx"), "{out}");
    assert!(fs::read(path.join("评分-评审打分表/评审打分表-张三.xlsx")).unwrap() == before);
    assert_eq!(said(path, &["评审", "评分.xlsx", "--judges", "2", "-o", "打分.xlsx"]).0, 0);
    assert_eq!(said(path, &["评审", "评分.xlsx", "--judges", "2", "-o", "打分.xlsx"]).0, 0);
    save(&filled(&all, ("张三", 1, 2), "1"), path, "打分.xlsx");
    let (code, out) = said(path, &["评审", "评分.xlsx", "--judges", "2", "-o", "打分.xlsx"]);
    assert!(code == 2 && out.contains("不覆盖"), "{out}");
    let (code, out) = said(path, &["评审", "评分.xlsx", "--judges", "2", "-o", "评分.xlsx"]);
    assert!(code == 2 && out.contains("原文件"), "{out}");
}

#[test]
fn the_workbook_of_means_replaces_nothing_and_says_what_it_is() {
    let folder = support::folder();
    let path = folder.path();
    let book = unjudged(&["甲局"]);
    book.save(path);
    let before = fs::read(path.join("评分.xlsx")).unwrap();
    save(&filled(&evaluations(&book), ("张三", 1, 1), "1"), path, "张三.xlsx");
    let (code, out, _) = run(path, &["评审", "评分.xlsx", "--read", "张三.xlsx", "--json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["output"], &json["judges"][0]["name"]), (0, &"评分-评定.xlsx".into(), &"张三".into()));
    assert_eq!((&json["judged"][0]["mean"], &json["judged"][0]["outcome"]), (&"5".into(), &"filled".into()));
    assert!(fs::read(path.join("评分.xlsx")).unwrap() == before);
    let (code, out) = said(path, &["评审", "评分.xlsx", "--read", "张三.xlsx"]);
    assert!(code == 2 && out.contains("已经存在"), "{out}");
    for to in ["张三.xlsx", "评分.xlsx", "结果.xls"] {
        let (code, out) = said(path, &["评审", "评分.xlsx", "--read", "张三.xlsx", "-o", to]);
        assert_eq!(code, 2, "{to}: {out}");
    }
}

#[test]
fn what_cannot_be_done_is_said_beforehand() {
    let folder = support::folder();
    let path = folder.path();
    unjudged(&["甲局"]).save(path);
    fs::write(path.join("说明.txt"), "x").unwrap();
    for (arguments, words) in [
        (&["评审", "评分.xlsx"][..], "请写明评审"),
        (&["评审", "评分.xlsx", "--judge", "张三", "--judge", "张 三"], "写了两次"),
        (&["评审", "评分.xlsx", "--judge", ""], "没有姓名"),
        (&["评审", "评分.xlsx", "--judges", "0"], "值不对"),
        (&["评审", "评分.xlsx", "--judge", "张三", "--judges", "2"], "不能与"),
        (&["评审", "评分.xlsx", "--read", "没有.xlsx"], "没有这个文件"),
        (&["评审", "评分.xlsx", "--read", "评分.xlsx"], "就是要填的工作簿"),
        (&["评审", "评分.xlsx", "--read", "说明.txt"], "没有读到一个可用的分数"),
    ] {
        let (code, out) = said(path, arguments);
        assert!(code == 2 && out.contains(words), "{arguments:?}: {out}");
    }
    assert_eq!(fs::read_dir(path).unwrap().count(), 2, "nothing was written");
}

#[test]
fn a_scoring_sheet_given_to_score_is_known() {
    let folder = support::folder();
    let book = unjudged(&["甲局"]);
    save(&filled(&evaluations(&book), ("张三", 1, 1), "1"), folder.path(), "张三.xlsx");
    let (code, out) = said(folder.path(), &["张三.xlsx"]);
    assert!(code == 2 && out.contains("是评审打分表") && out.contains("--read"), "{out}");
}

#[test]
fn check_and_collect_name_the_verb() {
    let folder = support::folder();
    unjudged(&["甲局"]).save(folder.path());
    let (_, out) = said(folder.path(), &["检查", "评分.xlsx"]);
    assert!(out.contains("尚未评定的") && out.contains("jixiao 评审"), "{out}");
}
