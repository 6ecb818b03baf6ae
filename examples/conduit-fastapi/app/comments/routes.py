from typing import Annotated

from fastapi import APIRouter, Path, status

from app.comments import service
from app.comments.schemas import Comment, CommentListResponse, CommentResponse, NewCommentRequest
from app.database import Session
from app.errors import error_responses
from app.schemas import BigInt, Text
from app.security import CurrentUser, OptionalUser

router = APIRouter(tags=["Comments"])


@router.get(
    "/articles/{slug}/comments",
    operation_id="GetArticleComments",
    summary="Get comments for an article",
    description="Get the comments for an article. Auth is optional",
    responses=error_responses(401, 404, 422),
)
async def get_article_comments(
    slug: Annotated[
        Text, Path(description="Slug of the article that you want to get comments for")
    ],
    viewer: OptionalUser,
    session: Session,
) -> CommentListResponse:
    rows = await service.get_article_comments(session, slug, viewer)
    return CommentListResponse(comments=[Comment.model_validate(row) for row in rows])


@router.post(
    "/articles/{slug}/comments",
    operation_id="CreateArticleComment",
    summary="Create a comment for an article",
    description="Create a comment for an article. Auth is required",
    responses=error_responses(401, 404, 422),
)
async def create_article_comment(
    slug: Annotated[
        Text, Path(description="Slug of the article that you want to create a comment for")
    ],
    request: NewCommentRequest,
    current_user: CurrentUser,
    session: Session,
) -> CommentResponse:
    comment = await service.create_article_comment(session, slug, current_user, request.comment)
    return CommentResponse(comment=Comment.model_validate(comment))


@router.delete(
    "/articles/{slug}/comments/{id}",
    operation_id="DeleteArticleComment",
    summary="Delete a comment for an article",
    description="Delete a comment for an article. Auth is required",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=error_responses(401, 403, 404, 422),
)
async def delete_article_comment(
    slug: Annotated[
        Text, Path(description="Slug of the article that you want to delete a comment for")
    ],
    comment_id: Annotated[
        BigInt, Path(alias="id", description="ID of the comment you want to delete")
    ],
    current_user: CurrentUser,
    session: Session,
) -> None:
    await service.delete_article_comment(session, slug, comment_id, current_user)
