//! The program as others see it: over HTTP through the router, and on the command line.

mod cli;
mod draft;
mod hostile;
mod limits;
mod privacy;
mod routes;
mod test_app;
