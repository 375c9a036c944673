//! Zip entries that are compressed piece by piece.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use std::io::{self, Write};
use std::mem;

/// How hard to compress: 6, the usual level, takes a tenth of a run more for files a sixth smaller.
pub(crate) const LEVEL: u32 = 3;
/// The end of a compressed entry: an empty last block.
const LAST_BLOCK: [u8; 2] = [3, 0];

/// A piece of an entry under way: its text is compressed as it comes.
pub(crate) struct Packing {
    encoder: DeflateEncoder<Vec<u8>>,
    sum: Crc,
    size: u64,
}

impl Packing {
    pub(crate) fn new() -> Packing {
        let encoder = DeflateEncoder::new(Vec::new(), Compression::new(LEVEL));
        Packing { encoder, sum: Crc::new(), size: 0 }
    }

    /// Adds text to the end.
    pub(crate) fn add(&mut self, text: &str) -> io::Result<()> {
        self.sum.update(text.as_bytes());
        self.size += text.len() as u64;
        self.encoder.write_all(text.as_bytes())
    }

    /// Ends it.
    pub(crate) fn end(mut self) -> io::Result<Packed> {
        // to a whole byte, without an end
        self.encoder.flush()?;
        Ok(Packed { bytes: mem::take(self.encoder.get_mut()), sum: self.sum, size: self.size })
    }
}

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
        let mut packing = Packing::new();
        packing.add(text)?;
        packing.end()
    }

    /// Compressed bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Joins another piece to the end.
    pub(crate) fn join(&mut self, next: Packed) {
        self.bytes.extend(next.bytes);
        self.sum.combine(&next.sum);
        self.size += next.size;
    }
}

/// A zip file under way.
pub(crate) type Zip = ZipArchiveWriter<Vec<u8>>;

/// Adds an entry of several parts.
pub(crate) fn add_parts(zip: &mut Zip, name: &str, parts: &[Packed]) -> Result<(), rawzip::Error> {
    let (mut sum, mut size) = (Crc::new(), 0);
    for part in parts {
        sum.combine(&part.sum);
        size += part.size;
    }
    let bytes: Vec<&[u8]> = parts.iter().map(|part| part.bytes.as_slice()).chain([&LAST_BLOCK[..]]).collect();
    add(zip, name, &bytes, sum.sum(), size)
}

/// Adds a compressed entry; `sum` and `size` are those of its content.
pub(crate) fn add(zip: &mut Zip, name: &str, bytes: &[&[u8]], sum: u32, size: u64) -> Result<(), rawzip::Error> {
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
