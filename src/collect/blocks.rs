//! Which rows of a sheet belong to 附件3-1, which to 补充数据, which to the rest. A Word document is one sheet, and
//! some departments put the whole form on one sheet.

use crate::collect::page::Page;
use crate::collect::{scoring, supplement};
use crate::form::fields::{INSTITUTION, SCORING_TOTAL, SECTIONS};
use crate::ground::tidy;
use std::collections::BTreeMap;

/// The part of the form that a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Sections 一 to 五, and everything else.
    Form,
    /// 附件3-1, from its header to 总分.
    Scoring,
    /// 补充数据, from its header on.
    Supplement,
}

/// The block of each row that holds something.
pub fn blocks(page: &Page) -> BTreeMap<u32, Block> {
    let sections = SECTIONS.map(tidy);
    let mut block = Block::Form;
    let mut blocks = BTreeMap::new();
    for row in page.rows() {
        let mut own = page.own(row);
        let other_part = |text: &str, label: &str| label == INSTITUTION || sections.iter().any(|name| text == name);
        let ended = block == Block::Scoring
            && blocks
                .keys()
                .next_back()
                .and_then(|last| page.row(*last).next())
                .is_some_and(|spot| tidy(&spot.text).starts_with(SCORING_TOTAL));
        if scoring::header(page, row).is_some() {
            block = Block::Scoring;
        } else if supplement::header(page, row).is_some() {
            block = Block::Supplement;
        } else if ended || own.any(|spot| other_part(&spot.text, spot.label())) {
            block = Block::Form;
        }
        blocks.insert(row, block);
    }
    blocks
}
