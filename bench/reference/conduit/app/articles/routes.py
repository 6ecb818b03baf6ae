from typing import Annotated

from fastapi import APIRouter, Path, Query, status

from app.articles import service
from app.articles.schemas import (
    Article,
    ArticleFilters,
    ArticleSummary,
    MultipleArticlesResponse,
    NewArticleRequest,
    SingleArticleResponse,
    UpdateArticleRequest,
)
from app.database import Session
from app.errors import error_responses
from app.schemas import Page, Text
from app.security import CurrentUser, OptionalUser

router = APIRouter(prefix="/articles")


@router.get(
    "/feed",
    tags=["Articles"],
    operation_id="GetArticlesFeed",
    summary="Get recent articles from users you follow",
    description="Get most recent articles from users you follow. Use query parameters to limit. "
    "Auth is required",
    responses=error_responses(401, 422),
)
async def get_articles_feed(
    page: Annotated[Page, Query()], current_user: CurrentUser, session: Session
) -> MultipleArticlesResponse:
    articles, count = await service.list_feed(session, page, current_user)
    return MultipleArticlesResponse(
        articles=[ArticleSummary.model_validate(article) for article in articles],
        articles_count=count,
    )


@router.get(
    "",
    tags=["Articles"],
    operation_id="GetArticles",
    summary="Get recent articles globally",
    description="Get most recent articles globally. Use query parameters to filter results. "
    "Auth is optional",
    responses=error_responses(401, 422),
)
async def get_articles(
    filters: Annotated[ArticleFilters, Query()], viewer: OptionalUser, session: Session
) -> MultipleArticlesResponse:
    articles, count = await service.list_articles(session, filters, viewer)
    return MultipleArticlesResponse(
        articles=[ArticleSummary.model_validate(article) for article in articles],
        articles_count=count,
    )


@router.post(
    "",
    tags=["Articles"],
    operation_id="CreateArticle",
    summary="Create an article",
    description="Create an article. Auth is required",
    status_code=status.HTTP_201_CREATED,
    responses=error_responses(401, 422),
)
async def create_article(
    request: NewArticleRequest, current_user: CurrentUser, session: Session
) -> SingleArticleResponse:
    article = await service.create_article(session, current_user, request.article)
    return SingleArticleResponse(article=Article.model_validate(article))


@router.get(
    "/{slug}",
    tags=["Articles"],
    operation_id="GetArticle",
    summary="Get an article",
    description="Get an article. Auth not required",
    responses=error_responses(401, 404, 422),
)
async def get_article(
    slug: Annotated[Text, Path(description="Slug of the article to get")],
    viewer: OptionalUser,
    session: Session,
) -> SingleArticleResponse:
    article = await service.read_article(session, slug, viewer)
    return SingleArticleResponse(article=Article.model_validate(article))


@router.put(
    "/{slug}",
    tags=["Articles"],
    operation_id="UpdateArticle",
    summary="Update an article",
    description="Update an article. Auth is required",
    responses=error_responses(401, 403, 404, 422),
)
async def update_article(
    slug: Annotated[Text, Path(description="Slug of the article to update")],
    request: UpdateArticleRequest,
    current_user: CurrentUser,
    session: Session,
) -> SingleArticleResponse:
    article = await service.update_article(session, slug, current_user, request.article)
    return SingleArticleResponse(article=Article.model_validate(article))


@router.delete(
    "/{slug}",
    tags=["Articles"],
    operation_id="DeleteArticle",
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
    "/{slug}/favorite",
    tags=["Favorites"],
    operation_id="CreateArticleFavorite",
    summary="Favorite an article",
    description="Favorite an article. Auth is required",
    responses=error_responses(401, 404, 422),
)
async def create_article_favorite(
    slug: Annotated[Text, Path(description="Slug of the article that you want to favorite")],
    current_user: CurrentUser,
    session: Session,
) -> SingleArticleResponse:
    article = await service.favorite_article(session, slug, current_user)
    return SingleArticleResponse(article=Article.model_validate(article))


@router.delete(
    "/{slug}/favorite",
    tags=["Favorites"],
    operation_id="DeleteArticleFavorite",
    summary="Unfavorite an article",
    description="Unfavorite an article. Auth is required",
    responses=error_responses(401, 404, 422),
)
async def delete_article_favorite(
    slug: Annotated[Text, Path(description="Slug of the article that you want to unfavorite")],
    current_user: CurrentUser,
    session: Session,
) -> SingleArticleResponse:
    article = await service.unfavorite_article(session, slug, current_user)
    return SingleArticleResponse(article=Article.model_validate(article))
