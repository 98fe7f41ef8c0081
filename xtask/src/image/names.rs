//! A name server for the trial: every name is 127.0.0.1. A static program in an empty file system has to ask one, since
//! the libraries that a system would load for it are not there.

use std::net::{SocketAddr, UdpSocket};

use anyhow::{Context, Result};

/// A loopback address that nothing else uses; programs ask at port 53 alone.
pub(super) const ADDRESS: &str = "127.83.0.1";

/// Bytes before the question.
const HEADER: usize = 12;
/// The type of an IPv4 address.
const A: [u8; 2] = [0, 1];

/// Answers until the program ends.
pub(super) fn serve() -> Result<()> {
    let socket = UdpSocket::bind(format!("{ADDRESS}:53").parse::<SocketAddr>()?)
        .with_context(|| format!("the name server of the trial cannot listen on {ADDRESS}"))?;
    std::thread::spawn(move || {
        let mut buffer = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut buffer) {
            if let Some(answer) = answer(&buffer[..length]) {
                let _ = socket.send_to(&answer, from);
            }
        }
    });
    Ok(())
}

/// The question with one address behind it, or with none when another kind was asked for.
fn answer(question: &[u8]) -> Option<Vec<u8>> {
    let name_length = question.get(HEADER..)?.iter().position(|byte| *byte == 0)?;
    let end = HEADER + name_length + 5;
    let kind = question.get(end - 4..end - 2)?;
    let count = u8::from(kind == A);
    let mut answer = question.get(..2)?.to_vec();
    answer.extend([0x81, 0x80, 0, 1, 0, count, 0, 0, 0, 0]);
    answer.extend(question.get(HEADER..end)?);
    if count == 1 {
        // The name of the question, an IPv4 address of the internet, good for a minute, four bytes.
        answer.extend([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_for_an_address_is_answered_and_another_has_no_answer() {
        let question = |kind: u8| {
            [&[7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0][..], b"\x02db\x08internal\x00", &[0, kind, 0, 1]].concat()
        };
        let four = answer(&question(1)).unwrap();
        assert_eq!((&four[..2], four[7], &four[four.len() - 4..]), (&[7, 7][..], 1, &[127, 0, 0, 1][..]));
        assert_eq!(answer(&question(28)).unwrap()[7], 0);
        assert_eq!(answer(b"short"), None);
    }
}
