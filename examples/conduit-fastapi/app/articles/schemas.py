from typing import Annotated

from pydantic import AfterValidator, Field

from app.profiles.schemas import Profile
from app.schemas import IndexedText, Omittable, Page, RequestModel, ResponseModel, Text, Timestamp


def drop_repeated(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


class ArticleFilters(Page):
    tag: Annotated[Omittable[Text], Field(description="Filter by tag")] = None
    author: Annotated[Omittable[Text], Field(description="Filter by author (username)")] = None
    favorited: Annotated[
        Omittable[Text], Field(description="Filter by favorites of a user (username)")
    ] = None


class NewArticle(RequestModel):
    title: Text
    description: Text
    body: Text
    tag_list: Annotated[
        list[IndexedText], AfterValidator(drop_repeated), Field(default_factory=list)
    ]


class NewArticleRequest(RequestModel):
    article: NewArticle


class UpdateArticle(RequestModel):
    title: Omittable[Text] = None
    description: Omittable[Text] = None
    body: Omittable[Text] = None


class UpdateArticleRequest(RequestModel):
    article: UpdateArticle


class ArticleListItem(ResponseModel):
    slug: str
    title: str
    description: str
    tag_list: list[str]
    created_at: Timestamp
    updated_at: Timestamp
    favorited: bool
    favorites_count: int
    author: Profile


class Article(ArticleListItem):
    body: str


class ArticleListResponse(ResponseModel):
    articles: list[ArticleListItem]
    articles_count: int


class ArticleResponse(ResponseModel):
    article: Article
