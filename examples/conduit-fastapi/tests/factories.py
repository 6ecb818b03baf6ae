"""Request bodies that the API accepts, each different from the last."""

from typing import ClassVar, NotRequired, TypedDict

from factory.base import Factory
from factory.declarations import Sequence


class NewUser(TypedDict):
    username: str
    email: str
    password: str


class NewUserFactory(Factory[NewUser]):
    class Meta:
        model = NewUser

    username = Sequence(lambda number: f"user{number}")
    email = Sequence(lambda number: f"user{number}@example.com")
    password = Sequence(lambda number: f"Password {number}")


class NewArticle(TypedDict):
    title: str
    description: str
    body: str
    tagList: NotRequired[list[str]]


class NewArticleFactory(Factory[NewArticle]):
    class Meta:
        model = NewArticle
        rename: ClassVar[dict[str, str]] = {"tag_list": "tagList"}

    title = Sequence(lambda number: f"Title {number}")
    description = Sequence(lambda number: f"Description {number}")
    body = Sequence(lambda number: f"Body {number}")


class NewComment(TypedDict):
    body: str


class NewCommentFactory(Factory[NewComment]):
    class Meta:
        model = NewComment

    body = Sequence(lambda number: f"Body {number}")
