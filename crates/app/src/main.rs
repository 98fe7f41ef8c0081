//! The program `ai-calendar-helper`; everything it does is in the library beside it, so that tests can call it.

use std::process::ExitCode;

fn main() -> ExitCode {
    ai_calendar_helper::run()
}
