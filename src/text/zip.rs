//! Archives as PKWARE's APPNOTE describes them: what stands around the files in them. Without the
//! extensions for files of 4 GB and more, and without times, so that equal contents make equal bytes.

/// The archive's first day: 1980-01-01.
const DAY: u16 = 1 << 5 | 1;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Version 2.0 of the format: deflated files.
const VERSION: u16 = 20;

/// Adds up the CRC-32 and the length of a file that comes piece by piece.
pub struct Sum {
    table: [u32; 256],
    crc: u32,
    size: u64,
}

impl Default for Sum {
    fn default() -> Self {
        let mut table = [0; 256];
        for (byte, entry) in (0..).zip(&mut table) {
            let shift = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
            *entry = (0..8).fold(byte, shift);
        }
        Self { table, crc: !0, size: 0 }
    }
}

impl Sum {
    /// Adds the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        let next = |crc: u32, byte: &u8| {
            let at = (crc ^ u32::from(*byte)) & 0xFF;
            crc >> 8 ^ self.table.get(at as usize).copied().unwrap_or_default()
        };
        self.crc = piece.iter().fold(self.crc, next);
        self.size += piece.len() as u64;
    }

    /// The CRC-32 of all pieces.
    pub fn crc(&self) -> u32 {
        !self.crc
    }

    /// How many bytes they have.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Writes what stands around the files.
#[derive(Default)]
pub struct Archive {
    /// What the directory at the end says of each file.
    directory: Vec<u8>,
    files: u16,
    at: u64,
}

impl Archive {
    /// What stands before a file's bytes, which are `deflated` to so many, or stored as they are. The name
    /// is ASCII. `None` where it would be beyond 4 GB.
    pub fn file(&mut self, name: &str, sum: &Sum, deflated: Option<u64>) -> Option<Vec<u8>> {
        let method = if deflated.is_some() { DEFLATED } else { STORED };
        let packed = deflated.unwrap_or(sum.size);
        let mut common = Vec::new();
        put(&mut common, &[VERSION, 0, method, 0, DAY]);
        common.extend(sum.crc().to_le_bytes());
        common.extend(u32::try_from(packed).ok()?.to_le_bytes());
        common.extend(u32::try_from(sum.size).ok()?.to_le_bytes());
        put(&mut common, &[u16::try_from(name.len()).ok()?, 0]);
        let start = u32::try_from(self.at).ok()?;

        self.files += 1;
        self.directory.extend(*b"PK\x01\x02");
        put(&mut self.directory, &[VERSION]);
        self.directory.extend(&common);
        // No comment, the first disk, no attributes.
        put(&mut self.directory, &[0; 5]);
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());

        let head = [b"PK\x03\x04", common.as_slice(), name.as_bytes()].concat();
        self.at += head.len() as u64 + packed;
        Some(head)
    }

    /// What stands behind all files; `None` where it would be beyond 4 GB.
    pub fn end(mut self) -> Option<Vec<u8>> {
        let size = u32::try_from(self.directory.len()).ok()?;
        self.directory.extend(*b"PK\x05\x06");
        put(&mut self.directory, &[0, 0, self.files, self.files]);
        self.directory.extend(size.to_le_bytes());
        self.directory.extend(u32::try_from(self.at).ok()?.to_le_bytes());
        put(&mut self.directory, &[0]);
        Some(self.directory)
    }
}

fn put(out: &mut Vec<u8>, words: &[u16]) {
    out.extend(words.iter().flat_map(|word| word.to_le_bytes()));
}
