mod properties;
mod scoring;
mod working;
