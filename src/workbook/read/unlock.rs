//! Files that Excel encrypts with a password of its own and opens without asking: those protected against changes
//! (保护工作簿). They are read as Excel opens them; what asks for a password is refused.

use crate::workbook::read::cfb::Cfb;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::guard::ENCRYPTED;
use std::borrow::Cow;

/// The password of Excel for such files ([MS-OFFCRYPTO] 2.4.2.3).
const DEFAULT_PASSWORD: &str = "VelvetSweatshop";
/// A file that only its password opens.
const ASKS: &str = "文件设有打开密码，不能读取。请在 Excel 或 WPS 中打开，取消打开密码，另存后再试。";

/// The file as it is, or what is inside where Excel opens it without asking for a password.
///
/// # Errors
/// A file that asks for a password; one whose sort of encryption is not known, with both ways out.
pub(crate) fn unlock(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if !Cfb::open(bytes).is_some_and(|file| file.has("EncryptedPackage")) {
        return Ok(Cow::Borrowed(bytes));
    }
    match office_crypto::decrypt_from_bytes(bytes.to_vec(), DEFAULT_PASSWORD) {
        Ok(inside) if inside.starts_with(b"PK") => Ok(Cow::Owned(inside)),
        Ok(_) => Err(refused(ASKS)),
        Err(_) => Err(refused(ENCRYPTED)),
    }
}
