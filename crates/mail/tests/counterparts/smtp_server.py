"""A mail server on a free loopback port: prints the port, then each mail it takes as a line of JSON.

It ends when its standard input does, so it never outlives the test that started it.
"""

import argparse
import asyncio
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--login", help="user:password that is let in; without it nobody has to sign in")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--at-once", action="store_true", help="TLS from the first byte, not by STARTTLS")
    parser.add_argument("--refuse", nargs=2, metavar=("STAGE", "REPLY"), help="RCPT or DATA, and the answer to it")
    parser.add_argument("--hang", choices=["greeting", "RCPT", "DATA", "drip"])
    return parser.parse_args()


class Handler:
    def __init__(self, options):
        self.refuse = dict([options.refuse]) if options.refuse else {}
        self.hang = options.hang

    async def answer(self, stage, usual):
        if self.hang == stage:
            await asyncio.sleep(3600)
        return self.refuse.get(stage, usual)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        reply = await self.answer("RCPT", "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):
        reply = await self.answer("DATA", "250 taken")
        if reply.startswith("250"):
            print(json.dumps(shape(session, envelope)), flush=True)
        return reply


def shape(session, envelope):
    mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
    part = lambda kind: mail.get_body((kind,)).get_content().replace("\r\n", "\n")
    return {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "hello": session.host_name,
        "encrypted": session.ssl is not None,
        "signed_in": session.authenticated,
        "headers": {name: str(value) for name, value in mail.items()},
        "names": sorted(mail.keys()),
        "kind": mail.get_content_type(),
        "defects": [str(defect) for defect in mail.defects],
        "text": part("plain"),
        "html": part("html"),
    }


def authenticator(login):
    def check(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        # Without `handled=False` the server would send no refusal of its own.
        return AuthResult(success=given == login, handled=False)

    return check


def protocol(options, context):
    starttls = context is not None and not options.at_once
    return SMTP(
        Handler(options),
        hostname="mail.example.org",
        tls_context=context if starttls else None,
        require_starttls=False,
        authenticator=authenticator(options.login) if options.login else None,
        auth_required=options.login is not None,
        # Then signing in is offered behind STARTTLS alone, or never where there is none.
        auth_require_tls=starttls or options.login is None,
    )


async def silent(reader, writer):
    await asyncio.sleep(3600)


async def drip(reader, writer):
    """A greeting that never ends, a line each tenth of a second: no single read takes long."""
    while True:
        writer.write(b"220-wait\r\n")
        await writer.drain()
        await asyncio.sleep(0.1)


async def main():
    options = arguments()
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)
    if options.hang in ("greeting", "drip"):
        server = await asyncio.start_server(silent if options.hang == "greeting" else drip, "127.0.0.1", 0)
    else:
        at_once = context if options.at_once else None
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: protocol(options, context), "127.0.0.1", 0, ssl=at_once)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    sys.stdout.flush()
    # Without waiting for those who hang.
    os._exit(0)


asyncio.run(main())
