from app.identifiers import new_ulid


def new_menu_item_id() -> str:
    return f"prd_{new_ulid().lower()}"
