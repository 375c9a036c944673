//! 评审: the scoring sheets of the judges are read back and settled.

use crate::ground::{Code, Finding, Message, Place};
use crate::jobs::JobError;
use crate::judges::{self, Expected, Judge, Plan, Read, Settled};
use crate::result::text;
use crate::workbook::read::read_book;

/// The judges by their names, or so many whose names are not known yet.
///
/// # Errors
/// A name is empty or stands twice.
pub fn panel(expected: &Expected) -> Result<Vec<Judge>, JobError> {
    let nameless = expected.count.filter(|_| expected.names.is_empty()).map(judges::nameless);
    Ok(judges::judges(nameless.as_ref().unwrap_or(&expected.names))?)
}

/// Reads scoring sheets back; each file by how it is called, with its bytes or why there are none. `findings` are those
/// of the files that were left out.
///
/// # Errors
/// There is not one mark that can be used; a name of a judge stands twice.
pub fn settled<'a>(
    plan: &Plan,
    files: impl Iterator<Item = (&'a str, Result<Vec<u8>, String>)>,
    (expected, partial): (&Expected, bool),
    mut findings: Vec<Finding>,
) -> Result<Settled, JobError> {
    judges::judges(&expected.names)?;
    let mut sheets: Vec<Read> = Vec::new();
    for (shown, bytes) in files {
        match bytes.and_then(|bytes| read_book(shown, &bytes).map_err(|error| error.to_string())) {
            Ok(book) => sheets.extend(judges::read(plan, shown, &book, &mut findings)),
            Err(why) => findings.push(unread(shown, why)),
        }
    }
    if sheets.iter().any(Read::has_marks) {
        return Ok(judges::settle(plan, sheets, (expected, partial), findings));
    }
    let reasons: String = findings.iter().map(|finding| format!("\n  {}", text::one_line(finding))).collect();
    Err(JobError::Said(format!("没有读到一个可用的分数，没有写出结果。{reasons}")))
}

fn unread(shown: &str, why: String) -> Finding {
    let message = Message::new("可以读取的评审打分表", why, "请核对后重新读取");
    Finding::new(Code::JudgeUnread, Place::sheet(shown.to_string()), message)
}
