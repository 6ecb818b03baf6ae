import secrets


def random_text(signs: str, length: int) -> str:
    return "".join(secrets.choice(signs) for _ in range(length))
