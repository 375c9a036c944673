//! 附件3 and 附件3-1, the official form that each department files: what stands on it.
//!
//! `template --form` writes it and `collect` reads it, both from [`fields`].

pub mod fields;
