from app.identifiers import new_ulid


def new_order_id() -> str:
    return f"ord_{new_ulid().lower()}"
