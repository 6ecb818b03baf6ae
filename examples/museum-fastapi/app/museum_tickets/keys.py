import string

from app.identifiers import random_text


def new_confirmation_code(ticket_type: str) -> str:
    signs = string.digits + string.ascii_lowercase
    return f"ticket-{ticket_type}-{random_text(signs, 6)}-{random_text(signs, 7)}"
