//! Sending through a mail server.

use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use crate::failure::Failure;
use crate::message::{Message, Sender};
use crate::setting::{Encryption, InvalidSetting, Server};

/// The longest that one mail may take, from the connection to the server's last answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// A mail server and who writes. Each mail has a connection of its own: they are few, and a kept connection goes stale.
#[derive(Clone)]
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Sender,
    patience: Duration,
}

impl Smtp {
    pub(crate) fn new(url: &str, sender: Sender) -> Result<Smtp, InvalidSetting> {
        let server = Server::parse(url)?;
        let tls = TlsParameters::builder(server.host.clone());
        Smtp::with(server, tls, sender)
    }

    pub(crate) fn trusting(url: &str, sender: Sender, authority: &[u8]) -> Result<Smtp, InvalidSetting> {
        let server = Server::parse(url)?;
        let tls = TlsParameters::builder(server.host.clone()).add_root_certificate(certificate(authority)?);
        Smtp::with(server, tls, sender)
    }

    fn with(server: Server, tls: TlsParametersBuilder, sender: Sender) -> Result<Smtp, InvalidSetting> {
        let anyone = server.encryption == Encryption::IfOffered;
        let tls = tls
            .dangerous_accept_invalid_certs(anyone)
            .dangerous_accept_invalid_hostnames(anyone)
            .build_rustls()
            .map_err(|_| InvalidSetting::new("SMTP_URL has to name a host that a certificate can be for"))?;
        let tls = match server.encryption {
            Encryption::AtOnce => Tls::Wrapper(tls),
            Encryption::Asked => Tls::Required(tls),
            Encryption::IfOffered => Tls::Opportunistic(tls),
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            // Servers ask for a name in full, and a container's is not.
            .hello_name(ClientId::Domain(sender.domain().to_owned()));
        let builder = match server.credentials {
            Some(credentials) => builder.credentials(credentials),
            None => builder,
        };
        Ok(Smtp { transport: builder.build(), sender, patience: PATIENCE })
    }

    pub(crate) fn within(self, patience: Duration) -> Smtp {
        Smtp { patience, ..self }
    }

    pub(crate) async fn send(&self, message: &Message) -> Result<(), Failure> {
        let letter = self.sender.letter(message)?;
        match tokio::time::timeout(self.patience, self.transport.send(letter)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(Failure::of_smtp(&error)),
            Err(_) => Err(Failure::temporary("the mail server took too long to answer")),
        }
    }
}

fn certificate(pem: &[u8]) -> Result<Certificate, InvalidSetting> {
    // The reader takes a text without any certificate for none, without complaint.
    let some = pem.windows(BEGINS.len()).any(|window| window == BEGINS);
    let wrong = "the certificate of the mail server's authority has to be in PEM";
    Certificate::from_pem(pem).ok().filter(|_| some).ok_or_else(|| InvalidSetting::new(wrong))
}

const BEGINS: &[u8] = b"-----BEGIN CERTIFICATE-----";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_that_is_no_certificate_is_refused() {
        for pem in [
            "",
            "nonsense",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
        ] {
            let smtp = Smtp::trusting("smtps://mail.example.org", Sender::local(), pem.as_bytes());
            assert!(smtp.is_err(), "{pem:?}");
        }
    }
}
