import type { SeededDrift } from "./seeded-drifts.ts";

const docs = "docs/openapi.yml";
const routes = "app/articles/routes.py";
const schemas = "app/articles/schemas.py";
const users = "app/users/schemas.py";

function conduit(
  name: string,
  file: string,
  old: string,
  text: string,
  ...found: readonly string[]
): SeededDrift {
  return { name: `conduit: ${name}`, project: "conduit-fastapi", changes: [{ file, old, new: text }], found };
}

/** All that answer one article. */
const oneArticle =
  "POST /articles + GET /articles/{slug} + PUT /articles/{slug} + POST /articles/{slug}/favorite + DELETE /articles/{slug}/favorite";

/** The drift kinds that a back end with accounts, envelopes and optional credentials can have. */
export const seededConduit: readonly SeededDrift[] = [
  conduit(
    "operation missing in code, by the contract",
    docs,
    "  /user:\n    get:\n",
    '  /user/sessions:\n    get:\n      responses:\n        "200":\n          description: All.\n  /user:\n    get:\n',
    "operation-missing | GET /user/sessions |  | - | get: | -",
  ),
  conduit(
    "operation missing in code, by the code",
    routes,
    '@router.post(\n    "/articles/{slug}/favorite",\n',
    "@refused(\n",
    "operation-missing | POST /articles/{slug}/favorite |  | - | post: | -",
  ),
  conduit(
    "route not in the contract",
    "app/tags/routes.py",
    "",
    '\n\n@router.get("/tags/{tag}")\nasync def read_tag(tag: str) -> str:\n    return tag\n',
    'operation-undocumented | GET /api/tags/{tag} |  | - | - | @router.get("/tags/{tag}")',
  ),
  conduit(
    "path differs",
    "app/profiles/routes.py",
    '"/profiles/{username}/follow"',
    '"/profiles/{username}/following"',
    "operation-missing | POST /profiles/{username}/follow |  | - | post: | -",
    "operation-missing | DELETE /profiles/{username}/follow |  | - | delete: | -",
    "operation-undocumented | POST /api/profiles/{username}/following |  | - | - | @router.post(",
    "operation-undocumented | DELETE /api/profiles/{username}/following |  | - | - | @router.delete(",
  ),
  conduit(
    "type of a path parameter",
    "app/comments/routes.py",
    "        BigInt, Path(",
    "        str, Path(",
    "parameter-differs | DELETE /articles/{slug}/comments/{id} | path id | type | type: integer | comment_id: Annotated[",
  ),
  conduit(
    "constraint of a query parameter",
    docs,
    "        minimum: 1\n        default: 20",
    "        minimum: 1\n        maximum: 50\n        default: 20",
    "parameter-differs | GET /articles/feed + GET /articles | query limit | bounds | type: integer | limit: Annotated[",
  ),
  conduit(
    "default of a query parameter",
    docs,
    "default: 20",
    "default: 10",
    "parameter-differs | GET /articles/feed + GET /articles | query limit | default | type: integer | limit: Annotated[",
  ),
  conduit(
    "query parameter required in code",
    schemas,
    '    author: Annotated[Omittable[Text], Field(description="Filter by author (username)")] = None\n',
    '    author: Annotated[Text, Field(description="Filter by author (username)")]\n',
    'parameter-differs | GET /articles | query author | required | - name: author | author: Annotated[Text, Field(description="Filter by author (username)")]',
  ),
  conduit(
    "query parameter missing in code",
    schemas,
    '    author: Annotated[Omittable[Text], Field(description="Filter by author (username)")] = None\n',
    "",
    "parameter-missing | GET /articles | query author | - | - name: author | @router.get(",
  ),
  conduit(
    "query parameter not in the contract",
    docs,
    "        - name: tag\n          in: query\n          description: Filter by tag\n          schema:\n            type: string\n",
    "",
    'parameter-undocumented | GET /articles | query tag | - | get: | tag: Annotated[Omittable[Text], Field(description="Filter by tag")] = None',
  ),
  conduit(
    "query parameter renamed",
    schemas,
    "    tag: Annotated[Omittable[Text], Field(",
    '    tag: Annotated[Omittable[Text], Field(alias="Tag", ',
    'parameter-renamed | GET /articles | query tag | - | - name: tag | tag: Annotated[Omittable[Text], Field(alias="Tag", description="Filter by tag")] = None',
  ),
  conduit(
    "type of a field of an answer",
    schemas,
    "    favorites_count: int\n",
    "    favorites_count: str\n",
    "field-differs | GET /articles/feed + GET /articles | 200.articles[].favoritesCount | type | type: integer | favorites_count: str",
    `field-differs | ${oneArticle} | 201.article.favoritesCount | type | type: integer | favorites_count: str`,
  ),
  conduit(
    "type of the items of a field",
    schemas,
    "    tag_list: list[str]\n",
    "    tag_list: list[int]\n",
    "field-differs | GET /articles/feed + GET /articles | 200.articles[].tagList[] | type | type: string | tag_list: list[int]",
    `field-differs | ${oneArticle} | 201.article.tagList[] | type | type: string | tag_list: list[int]`,
  ),
  conduit(
    "format of a field",
    schemas,
    "    created_at: Timestamp\n",
    "    created_at: int\n",
    "field-differs | GET /articles/feed + GET /articles | 200.articles[].createdAt | type | type: string | created_at: int",
    `field-differs | ${oneArticle} | 201.article.createdAt | type | type: string | created_at: int`,
  ),
  conduit(
    "nullability of a field of a request",
    docs,
    "    UpdateArticle:\n      type: object\n      properties:\n        title:\n          type: string\n",
    '    UpdateArticle:\n      type: object\n      properties:\n        title:\n          type: [string, "null"]\n',
    'field-differs | PUT /articles/{slug} | body.article.title | null | type: [string, "null"] | title: Omittable[Text] = None',
  ),
  conduit(
    "nullability of a field of an answer",
    users,
    "    bio: str\n    image: str\n",
    "    bio: str | None\n    image: str\n",
    "field-differs | POST /users/login + POST /users + GET /user + PUT /user | 200.user.bio | null | type: string | bio: str | None",
  ),
  conduit(
    "constraint of a field of a request",
    users,
    "class NewUser(RequestModel):\n    username: Username\n",
    "class NewUser(RequestModel):\n    username: Annotated[Username, Field(max_length=20)]\n",
    "field-differs | POST /users | body.user.username | bounds | type: string | username: Annotated[Username, Field(max_length=20)]",
  ),
  conduit(
    "default of a field",
    schemas,
    "    description: Text\n    body: Text\n",
    '    description: Text\n    body: Text = "empty"\n',
    'field-differs | POST /articles | body.article.body | required | body: | body: Text = "empty"',
    'field-differs | POST /articles | body.article.body | default | type: string | body: Text = "empty"',
  ),
  conduit(
    "field required by the contract alone",
    docs,
    "    NewArticle:\n      required:\n",
    "    NewArticle:\n      required:\n        - tagList\n",
    "field-differs | POST /articles | body.article.tagList | required | tagList: | tag_list: Annotated[",
  ),
  conduit(
    "values of a field of a request",
    schemas,
    "    title: Text\n    description: Text\n    body: Text\n",
    '    title: Text\n    description: Literal["short", "long"]\n    body: Text\n',
    'field-differs | POST /articles | body.article.description | values | type: string | description: Literal["short", "long"]',
  ),
  conduit(
    "field missing in the code of a request",
    "app/comments/schemas.py",
    "    body: Text\n",
    "    text: Text\n",
    "field-missing | POST /articles/{slug}/comments | body.comment.body | - | body: | class NewComment(RequestModel):",
    "field-undocumented | POST /articles/{slug}/comments | body.comment.text | - | NewComment: | text: Text",
  ),
  conduit(
    "field missing in the code of an answer",
    schemas,
    "    favorited: bool\n",
    "",
    "field-missing | GET /articles/feed + GET /articles | 200.articles[].favorited | - | favorited: | class ArticleListItem(ResponseModel):",
    `field-missing | ${oneArticle} | 201.article.favorited | - | favorited: | class Article(ArticleListItem):`,
  ),
  conduit(
    "field that the contract does not have",
    schemas,
    "    slug: str\n",
    "    slug: str\n    reads: int\n",
    "field-undocumented | GET /articles/feed + GET /articles | 200.articles[].reads | - | required: | reads: int",
    `field-undocumented | ${oneArticle} | 201.article.reads | - | Article: | reads: int`,
  ),
  conduit(
    "field renamed in an envelope",
    schemas,
    "    articles_count: int\n",
    '    articles_count: Annotated[int, Field(alias="articles_count")]\n',
    'field-renamed | GET /articles/feed + GET /articles | 200.articlesCount | - | articlesCount: | articles_count: Annotated[int, Field(alias="articles_count")]',
  ),
  conduit(
    "status of success",
    routes,
    "    status_code=status.HTTP_204_NO_CONTENT,\n",
    "    status_code=status.HTTP_202_ACCEPTED,\n",
    "status-differs | DELETE /articles/{slug} |  | - | '204': | @router.delete(",
  ),
  conduit(
    "answer that the contract does not have",
    "app/tags/routes.py",
    "responses=error_responses(",
    "responses={410: {}} | error_responses(",
    "answer-undocumented | GET /tags | 410 | - | get: | responses={410: {}} | error_responses(422),",
  ),
  conduit(
    "auth dropped from a route",
    routes,
    "    page: Annotated[Page, Query()], current_user: CurrentUser, session: Session\n",
    "    page: Annotated[Page, Query()], session: Session\n",
    "auth-missing | GET /articles/feed | auth | - | get: | @router.get(",
  ),
  conduit(
    "auth that the contract does not ask for",
    routes,
    "    viewer: OptionalUser,\n",
    "    viewer: CurrentUser,\n",
    "auth-undocumented | GET /articles/{slug} | auth | - | get: | @router.get(",
  ),
  conduit(
    "body that nothing reads",
    routes,
    "    request: NewArticleRequest, current_user: CurrentUser, session: Session\n",
    "    current_user: CurrentUser, session: Session\n",
    "body-missing | POST /articles | body | - | required: true | @router.post(",
  ),
  conduit(
    "body that the contract does not have",
    routes,
    "    page: Annotated[Page, Query()], current_user: CurrentUser, session: Session\n",
    "    page: Annotated[Page, Query()], wish: NewArticleRequest, current_user: CurrentUser, session: Session\n",
    "body-undocumented | GET /articles/feed | body | - | get: | page: Annotated[Page, Query()], wish: NewArticleRequest, current_user: CurrentUser, session: Session",
  ),
  conduit(
    "form of errors",
    "app/errors.py",
    '{"errors": {"body"',
    '{"problems": {"body"',
    'error-form-differs | POST /users/login + GET /profiles/{username} + POST /profiles/{username}/follow + DELETE /profiles/{username}/follow + GET /articles/{slug} + PUT /articles/{slug} + DELETE /articles/{slug} + GET /articles/{slug}/comments + POST /articles/{slug}/comments + DELETE /articles/{slug}/comments/{id} + POST /articles/{slug}/favorite + DELETE /articles/{slug}/favorite | 429.errors | - | errors: | return JSONResponse({"problems": {"body": messages}}, status_code, headers)',
    'error-form-differs | POST /users/login + GET /profiles/{username} + POST /profiles/{username}/follow + DELETE /profiles/{username}/follow + GET /articles/{slug} + PUT /articles/{slug} + DELETE /articles/{slug} + GET /articles/{slug}/comments + POST /articles/{slug}/comments + DELETE /articles/{slug}/comments/{id} + POST /articles/{slug}/favorite + DELETE /articles/{slug}/favorite | 429.problems | - | GenericErrorModel: | return JSONResponse({"problems": {"body": messages}}, status_code, headers)',
  ),
  conduit(
    "operation without a test",
    "tests/api.py",
    'client.get("/tags")',
    "client.get(LATER)",
    "operation-untested | GET /tags |  | - | get: | @router.get(",
  ),
];
