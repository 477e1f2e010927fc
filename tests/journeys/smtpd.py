"""An SMTP server for the tests (aiosmtpd): each message that it accepts becomes a file of JSON, numbered from 0.

    smtpd.py FOLDER PORT [CERTIFICATE KEY USER PASSWORD]

With a certificate it asks for STARTTLS, and then for the name and password. A file `silent` in FOLDER keeps it from
answering a message that it accepted, `later` has it refuse messages for now, `never` for good. It says on which port it
listens once it does.
"""

import asyncio
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, port = sys.argv[1], int(sys.argv[2])


def asked(name):
    return os.path.exists(os.path.join(folder, name))


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if asked("later"):
            return "451 try again later"
        if asked("never"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        said = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in message.items()],
            "text": message.get_content().replace("\r\n", "\n"),
            "tls": session.ssl is not None,
        }
        number = sum(name.endswith(".json") for name in os.listdir(folder))
        part = os.path.join(folder, "part")
        with open(part, "w", encoding="utf-8") as file:
            json.dump(said, file)
        os.rename(part, os.path.join(folder, f"{number:04}.json"))
        while asked("silent"):
            await asyncio.sleep(0.05)
        return "250 OK"


def server():
    if len(sys.argv) < 7:
        return SMTP(Handler(), hostname="localhost")
    certificate, key, user, password = sys.argv[3:7]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def authenticator(server, session, envelope, mechanism, given):
        right = given.login == user.encode() and given.password == password.encode()
        return AuthResult(success=right)

    return SMTP(
        Handler(),
        hostname="localhost",
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticator,
    )


async def main():
    listening = await asyncio.get_running_loop().create_server(server, "127.0.0.1", port)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


asyncio.run(main())
