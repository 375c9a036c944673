mod appeal;
mod years;
