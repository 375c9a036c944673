//! Whatever the bytes of a file, reading it ends in a workbook or a refusal in Chinese.
#![no_main]

use jixiao::workbook::read::read_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = read_bytes(bytes) {
        assert!(error.to_string().contains('。'), "{error}");
    }
});
