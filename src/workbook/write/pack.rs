//! Zip entries that are compressed piece by piece, and the file made of them and of what rust_xlsxwriter wrote.

use crate::workbook::write::WriteError;
use crate::workbook::write::long::Long;
use crate::workbook::write::style::Styles;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use std::mem;
use zip::ZipArchive;

/// How hard to compress: 6, the usual level, takes a tenth of a run more for files a sixth smaller.
pub(crate) const LEVEL: u32 = 3;
/// The end of a compressed entry: an empty last block.
const LAST_BLOCK: [u8; 2] = [3, 0];

/// A piece of an entry, compressed on its own; pieces can be joined.
#[derive(Default)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    sum: Crc,
    size: u64,
}

impl Packed {
    /// Compresses `text`.
    pub(crate) fn of(text: &str) -> io::Result<Packed> {
        let mut sum = Crc::new();
        sum.update(text.as_bytes());
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(LEVEL));
        encoder.write_all(text.as_bytes())?;
        // to a whole byte, without an end
        encoder.flush()?;
        Ok(Packed { bytes: mem::take(encoder.get_mut()), sum, size: text.len() as u64 })
    }

    /// Joins another piece to the end.
    pub(crate) fn join(&mut self, next: Packed) {
        self.bytes.extend(next.bytes);
        self.sum.combine(&next.sum);
        self.size += next.size;
    }
}

/// The file whose long sheets are frames, with their rows.
pub(crate) fn filled(frames: &[u8], longs: Vec<Long>, styles: &Styles) -> Result<Vec<u8>, WriteError> {
    let mut longs: BTreeMap<String, Long> = longs.into_iter().map(|long| (long.path(), long)).collect();
    let mut old = ZipArchive::new(Cursor::new(frames)).map_err(fault)?;
    let room: usize = longs.values().map(|long| long.rows.bytes.len()).sum();
    let mut new = ZipArchiveWriter::new(Vec::with_capacity(room + 2 * frames.len() + (1 << 20)));
    for index in 0..old.len() {
        let name = old.by_index_raw(index).map_err(fault)?.name().to_string();
        if let Some(long) = longs.remove(&name) {
            let mut frame = String::new();
            old.by_index(index).map_err(fault)?.read_to_string(&mut frame).map_err(fault)?;
            put_parts(&mut new, &name, &long.entry(&frame, styles)?).map_err(fault)?;
            continue;
        }
        let mut entry = old.by_index_raw(index).map_err(fault)?;
        let (sum, size) = (entry.crc32(), entry.size());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(fault)?;
        put(&mut new, &name, &[&bytes], (sum, size)).map_err(fault)?;
    }
    match longs.into_keys().next() {
        Some(lost) => Err(fault(lost)),
        None => new.finish().map_err(fault),
    }
}

/// Adds an entry of several parts.
fn put_parts(zip: &mut ZipArchiveWriter<Vec<u8>>, name: &str, parts: &[Packed]) -> Result<(), rawzip::Error> {
    let (mut sum, mut size) = (Crc::new(), 0);
    for part in parts {
        sum.combine(&part.sum);
        size += part.size;
    }
    let bytes: Vec<&[u8]> = parts.iter().map(|part| part.bytes.as_slice()).chain([&LAST_BLOCK[..]]).collect();
    put(zip, name, &bytes, (sum.sum(), size))
}

/// Adds a compressed entry.
fn put(
    zip: &mut ZipArchiveWriter<Vec<u8>>,
    name: &str,
    bytes: &[&[u8]],
    (sum, size): (u32, u64),
) -> Result<(), rawzip::Error> {
    // the same bytes each time
    let time = UtcDateTime::from_components(1980, 1, 1, 0, 0, 0, 0);
    let entry = zip.new_file(name).compression_method(CompressionMethod::DEFLATE);
    let entry = match time {
        Some(time) => entry.last_modified(time),
        None => entry,
    };
    let (mut entry, _) = entry.start()?;
    for bytes in bytes {
        entry.write_all(bytes)?;
    }
    entry.finish(DataDescriptorOutput::new(sum, size))?;
    Ok(())
}

/// A fault of this program.
pub(crate) fn fault(error: impl std::fmt::Display) -> WriteError {
    WriteError(error.to_string())
}
