mod blank;
mod reviewed;
