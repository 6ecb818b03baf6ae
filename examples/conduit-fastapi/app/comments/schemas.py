from app.profiles.schemas import Profile
from app.schemas import RequestModel, ResponseModel, Text, Timestamp


class NewComment(RequestModel):
    body: Text


class NewCommentRequest(RequestModel):
    comment: NewComment


class Comment(ResponseModel):
    id: int
    created_at: Timestamp
    updated_at: Timestamp
    body: str
    author: Profile


class CommentListResponse(ResponseModel):
    comments: list[Comment]


class CommentResponse(ResponseModel):
    comment: Comment
