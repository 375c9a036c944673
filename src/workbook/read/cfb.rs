//! Compound files (.xls, .et): the streams inside, read with every chain of sectors checked. calamine
//! follows a chain that bites its own tail until the memory is full.

/// End of a chain.
const END: u32 = 0xFFFF_FFFE;
/// Sector numbers from here on have special meanings.
const SPECIAL: u32 = 0xFFFF_FFFA;
/// Streams shorter than this live in the mini stream.
const MINI_BELOW: usize = 4096;

/// One stream or storage.
struct Entry {
    name: String,
    start: u32,
    size: usize,
}

/// A compound file whose tables are sound.
pub(crate) struct Cfb<'a> {
    sectors: Sectors<'a>,
    mini_stream: Vec<u8>,
    mini_fat: Vec<u32>,
    entries: Vec<Entry>,
}

/// The sectors of a file and the table that chains them.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    fat: Vec<u32>,
}

impl<'a> Cfb<'a> {
    /// Opens a compound file; none where a table or a chain is broken.
    pub fn open(bytes: &'a [u8]) -> Option<Cfb<'a>> {
        let size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut sectors = Sectors { bytes, size, fat: Vec::new() };
        sectors.fat = read_fat(&sectors)?;
        let directory = sectors.chain(u32_at(bytes, 48)?, usize::MAX)?;
        let entries: Vec<Entry> = directory.chunks_exact(128).map(entry).collect::<Option<_>>()?;
        let mini_sectors = u32_at(bytes, 64)? as usize;
        let (mut mini_stream, mut mini_fat) = (Vec::new(), Vec::new());
        if mini_sectors > 0 {
            let root = entries.first()?;
            mini_stream = sectors.chain(root.start, root.size)?;
            mini_fat = numbers(&sectors.chain(u32_at(bytes, 60)?, mini_sectors.checked_mul(size)?)?);
        }
        Some(Cfb { sectors, mini_stream, mini_fat, entries })
    }

    /// Whether there is a stream or storage of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The content of a stream; none where there is none or its chain is broken.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if entry.size >= MINI_BELOW {
            return self.sectors.chain(entry.start, entry.size);
        }
        let sector = |id: u32| {
            let from = (id as usize).checked_mul(64)?;
            self.mini_stream.get(from..self.mini_stream.len().min(from + 64))
        };
        follow(entry.start, entry.size, &self.mini_fat, sector)
    }
}

impl Sectors<'_> {
    fn get(&self, id: u32) -> Option<&[u8]> {
        let from = (id as usize).checked_add(1)?.checked_mul(self.size)?;
        self.bytes.get(from..self.bytes.len().min(from + self.size))
    }

    fn chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        follow(start, size, &self.fat, |id| self.get(id))
    }
}

/// The content of a chain of sectors up to `size` bytes; none where it leads nowhere or in a circle.
fn follow<'s>(start: u32, size: usize, fat: &[u32], sector: impl Fn(u32) -> Option<&'s [u8]>) -> Option<Vec<u8>> {
    let (mut content, mut id, mut steps) = (Vec::new(), start, 0);
    while id != END && content.len() < size {
        steps += 1;
        if steps > fat.len() {
            return None;
        }
        let sector = sector(id)?;
        content.extend_from_slice(&sector[..sector.len().min(size - content.len())]);
        id = *fat.get(id as usize)?;
    }
    Some(content)
}

/// The table of chains: its own sectors are listed in the header and in a chain of further lists.
fn read_fat(sectors: &Sectors) -> Option<Vec<u32>> {
    let mut listed = numbers(sectors.bytes.get(76..512)?);
    let mut next = u32_at(sectors.bytes, 68)?;
    let most = sectors.bytes.len() / sectors.size + 1;
    let mut lists = 0;
    while next < SPECIAL {
        lists += 1;
        if lists > most {
            return None;
        }
        listed.extend(numbers(sectors.get(next)?));
        next = listed.pop()?;
    }
    let mut fat = Vec::new();
    for id in listed.into_iter().filter(|id| *id < SPECIAL) {
        fat.extend(numbers(sectors.get(id)?));
        if fat.len() / (sectors.size / 4) > most {
            return None;
        }
    }
    Some(fat)
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let wide: Vec<u16> = bytes[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let name = String::from_utf16_lossy(&wide);
    let name = name.split('\0').next().unwrap_or_default().to_string();
    Some(Entry { name, start: u32_at(bytes, 116)?, size: u32_at(bytes, 120)? as usize })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

/// A little-endian number at a place, if the bytes reach so far.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

/// A little-endian number at a place, if the bytes reach so far.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}
