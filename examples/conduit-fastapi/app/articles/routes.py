from typing import Annotated

from fastapi import APIRouter, Path, Query, status

from app.articles import service
from app.articles.schemas import (
    Article,
    ArticleFilters,
    ArticleListItem,
    ArticleListResponse,
    ArticleResponse,
    NewArticleRequest,
    UpdateArticleRequest,
)
from app.database import Session
from app.errors import error_responses
from app.schemas import Page, Text
from app.security import CurrentUser, OptionalUser

router = APIRouter()


@router.get(
    "/articles/feed",
    operation_id="GetArticlesFeed",
    tags=["Articles"],
    summary="Get recent articles from users you follow",
    description=(
        "Get most recent articles from users you follow. Use query parameters to "
        "limit. Auth is required"
    ),
    responses=error_responses(401, 422),
)
async def get_articles_feed(
    page: Annotated[Page, Query()], current_user: CurrentUser, session: Session
) -> ArticleListResponse:
    rows, total = await service.get_articles_feed(session, page, current_user)
    return ArticleListResponse(
        articles=[ArticleListItem.model_validate(row) for row in rows], articles_count=total
    )


@router.get(
    "/articles",
    operation_id="GetArticles",
    tags=["Articles"],
    summary="Get recent articles globally",
    description=(
        "Get most recent articles globally. Use query parameters to filter "
        "results. Auth is optional"
    ),
    responses=error_responses(401, 422),
)
async def get_articles(
    filters: Annotated[ArticleFilters, Query()], viewer: OptionalUser, session: Session
) -> ArticleListResponse:
    rows, total = await service.get_articles(session, filters, viewer)
    return ArticleListResponse(
        articles=[ArticleListItem.model_validate(row) for row in rows], articles_count=total
    )


@router.post(
    "/articles",
    operation_id="CreateArticle",
    tags=["Articles"],
    summary="Create an article",
    description="Create an article. Auth is required",
    status_code=status.HTTP_201_CREATED,
    responses=error_responses(401, 422),
)
async def create_article(
    request: NewArticleRequest, current_user: CurrentUser, session: Session
) -> ArticleResponse:
    article = await service.create_article(session, current_user, request.article)
    return ArticleResponse(article=Article.model_validate(article))


@router.get(
    "/articles/{slug}",
    operation_id="GetArticle",
    tags=["Articles"],
    summary="Get an article",
    description="Get an article. Auth not required",
    responses=error_responses(401, 404, 422),
)
async def get_article(
    slug: Annotated[Text, Path(description="Slug of the article to get")],
    viewer: OptionalUser,
    session: Session,
) -> ArticleResponse:
    article = await service.get_article(session, slug, viewer)
    return ArticleResponse(article=Article.model_validate(article))


@router.put(
    "/articles/{slug}",
    operation_id="UpdateArticle",
    tags=["Articles"],
    summary="Update an article",
    description="Update an article. Auth is required",
    responses=error_responses(401, 403, 404, 422),
)
async def update_article(
    slug: Annotated[Text, Path(description="Slug of the article to update")],
    request: UpdateArticleRequest,
    current_user: CurrentUser,
    session: Session,
) -> ArticleResponse:
    article = await service.update_article(session, slug, current_user, request.article)
    return ArticleResponse(article=Article.model_validate(article))


@router.delete(
    "/articles/{slug}",
    operation_id="DeleteArticle",
    tags=["Articles"],
    summary="Delete an article",
    description="Delete an article. Auth is required",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=error_responses(401, 403, 404, 422),
)
async def delete_article(
    slug: Annotated[Text, Path(description="Slug of the article to delete")],
    current_user: CurrentUser,
    session: Session,
) -> None:
    await service.delete_article(session, slug, current_user)


@router.post(
    "/articles/{slug}/favorite",
    operation_id="CreateArticleFavorite",
    tags=["Favorites"],
    summary="Favorite an article",
    description="Favorite an article. Auth is required",
    responses=error_responses(401, 404, 422),
)
async def create_article_favorite(
    slug: Annotated[Text, Path(description="Slug of the article that you want to favorite")],
    current_user: CurrentUser,
    session: Session,
) -> ArticleResponse:
    article = await service.create_article_favorite(session, slug, current_user)
    return ArticleResponse(article=Article.model_validate(article))


@router.delete(
    "/articles/{slug}/favorite",
    operation_id="DeleteArticleFavorite",
    tags=["Favorites"],
    summary="Unfavorite an article",
    description="Unfavorite an article. Auth is required",
    responses=error_responses(401, 404, 422),
)
async def delete_article_favorite(
    slug: Annotated[Text, Path(description="Slug of the article that you want to unfavorite")],
    current_user: CurrentUser,
    session: Session,
) -> ArticleResponse:
    article = await service.delete_article_favorite(session, slug, current_user)
    return ArticleResponse(article=Article.model_validate(article))
