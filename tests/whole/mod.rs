mod docs;
mod example;
mod forgotten;
mod house;
mod page;
mod second_city;
mod year;
