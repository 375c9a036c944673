//! One byte of a zip file that depends on the system it is written on.

/// Marks an entry in the table at the end of a zip file.
const ENTRY: &[u8] = b"PK\x01\x02";
/// Marks the end of that table.
const END: &[u8] = b"PK\x05\x06";
/// Length of what stands behind the table, where nobody adds a comment.
const END_LENGTH: usize = 22;
/// Length of an entry without its name and what follows it.
const ENTRY_LENGTH: usize = 46;
/// Where the system stands in an entry.
const SYSTEM: usize = 5;
/// Unix, in the numbers of the format.
const UNIX: u8 = 3;

/// Writes into each entry of a zip file that it was made on Unix, whatever system this is: the same input gives the
/// same bytes everywhere. A file of another kind stays as it is.
pub fn same_on_every_system(zip: &mut [u8]) {
    let Some(end) = zip.len().checked_sub(END_LENGTH).filter(|end| zip[*end..].starts_with(END)) else { return };
    let number = |zip: &[u8], at: usize| {
        let two = zip.get(at..at + 2).and_then(|two| two.try_into().ok());
        two.map_or(0, |two| usize::from(u16::from_le_bytes(two)))
    };
    let mut at = number(zip, end + 16) + (number(zip, end + 18) << 16);
    while zip.get(at..).is_some_and(|rest| rest.starts_with(ENTRY) && rest.len() > ENTRY_LENGTH) {
        zip[at + SYSTEM] = UNIX;
        // the name, the extra field and the comment of an entry follow it
        at += ENTRY_LENGTH + [28, 30, 32].map(|field| number(zip, at + field)).iter().sum::<usize>();
    }
}
