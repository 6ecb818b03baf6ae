from app.schemas import ResponseModel


class TagsResponse(ResponseModel):
    tags: list[str]
