//! The grammar of a 评分标准: text → phrases → a [`Reading`](reading::Reading), which the kinds of rules ask.
//!
//! Each file uses those above it only:
//!
//! ```text
//! text        one form for each sign; every character keeps its place in the official wording
//! account     what free words may hold: names of measures, notes that decide nothing
//! contrary    按时报送 and 未按时报送 leave nothing between them
//! tokens      numbers, quantities, marks, markers; the words of the lexicon
//! taken       扣0.5分, 扣权重的1/4
//! condition   不超过100%, 80%（含）-90%
//! line        （完成率-60%）÷（100%-60%）, of a ratio
//! against     有结余，但不超过上年结转       steps   每超过一个百分点扣0.5分       ratio   得分＝执行率×10分
//! earn        每举办1期培训得1分
//! target      达到目标值得5分
//! judging     效果显著得8-10分       frames     评分标准：, 完成指标值的，记满分
//! meaning     what a phrase can say
//! sentences   items, awards in words, sentences for persons, remarks
//! phrases     the whole text, phrase by phrase
//! reading     what was read, as the kinds ask for it
//! labels      A级：, 优：5分, 发现挪用资金的，本项不得分
//! lists       items without numbers
//! negative    whether values below 0 are left open
//! doubts      what may be misread whatever the kind: signs, numbering, names that are none
//! faults      what is wrong whatever the kind
//! ```

pub(crate) mod account;
pub(crate) mod against;
pub(crate) mod condition;
pub(crate) mod contrary;
mod doubts;
pub(crate) mod earn;
mod faults;
mod frames;
pub(crate) mod judging;
pub(crate) mod labels;
pub(crate) mod line;
mod lists;
pub(crate) mod meaning;
mod negative;
mod phrases;
pub(crate) mod ratio;
pub(crate) mod reading;
mod sentences;
pub(crate) mod steps;
mod taken;
mod target;
mod text;
pub(crate) mod tokens;
