import { formatPython } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { sendsMail } from "./mailed-tokens.ts";

/** `app/mail.py`: what goes by mail, where some operation sends a letter. Nothing of a contract is in it. */
export function emitMail(blueprint: Blueprint): readonly GeneratedFile[] {
  return sendsMail(blueprint) ? [{ path: "app/mail.py", text: formatPython(mail) }] : [];
}

const mail = `import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from typing import Annotated

import structlog
from fastapi import BackgroundTasks, Depends

from app.settings import AppSettings, Settings

logger = structlog.stdlib.get_logger()

# A mail server that does not answer must not hold a thread for ever.
TIMEOUT_SECONDS = 10


class Outbox:
    """What a request wants sent: it goes when all is committed and the answer has left."""

    def __init__(self, background: BackgroundTasks, settings: AppSettings) -> None:
        self._background = background
        self._settings = settings

    def add(self, recipient: str, subject: str, text: str) -> None:
        self._background.add_task(_send, self._settings, recipient, subject, text)


RequestOutbox = Annotated[Outbox, Depends()]


async def _send(settings: Settings, recipient: str, subject: str, text: str) -> None:
    try:
        await asyncio.to_thread(_deliver, settings, recipient, subject, text)
    except (OSError, ValueError):
        # The text is not logged: what is in it may open an account.
        logger.exception("mail not sent", subject=subject)


def _deliver(settings: Settings, recipient: str, subject: str, text: str) -> None:
    letter = EmailMessage()
    letter["From"] = settings.mail_from
    letter["To"] = recipient
    letter["Subject"] = subject
    letter.set_content(text)
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS) as server:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_username is not None and settings.smtp_password is not None:
            server.login(settings.smtp_username, settings.smtp_password.get_secret_value())
        server.send_message(letter)
`;
