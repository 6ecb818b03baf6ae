import { openClasses, type ProjectClass } from "../../classes.ts";
import { openEvaluator } from "../../evaluate.ts";
import type { Reading } from "../../front-end.ts";
import { readProject } from "../../project.ts";

/**
 * The columns of models that the framework itself brings, and of bases of packages, written as a project would write them, so that they
 * are read the same way: https://docs.djangoproject.com/en/6.0/ref/contrib/auth/
 */
const sources: ReadonlyMap<string, string> = new Map([
  [
    "django/contrib/auth/models.py",
    `from django.db import models
class Permission(models.Model):
    name = models.CharField(max_length=255)
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    codename = models.CharField(max_length=100)
class Group(models.Model):
    name = models.CharField(max_length=150, unique=True)
    permissions = models.ManyToManyField("auth.Permission", blank=True)
class PermissionsMixin(models.Model):
    is_superuser = models.BooleanField(default=False)
    groups = models.ManyToManyField("auth.Group", blank=True, related_name="user_set", related_query_name="user")
    user_permissions = models.ManyToManyField("auth.Permission", blank=True, related_name="user_set", related_query_name="user")
    class Meta:
        abstract = True
class AbstractBaseUser(models.Model):
    password = models.CharField(max_length=128)
    last_login = models.DateTimeField(blank=True, null=True)
    class Meta:
        abstract = True
class AbstractUser(AbstractBaseUser, PermissionsMixin):
    username = models.CharField(max_length=150, unique=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=now)
    def get_full_name(self) -> str: ...
    def get_short_name(self) -> str: ...
    class Meta:
        abstract = True
class User(AbstractUser):
    pass
`,
  ],
  [
    "django/contrib/contenttypes/models.py",
    `from django.db import models
class ContentType(models.Model):
    app_label = models.CharField(max_length=100)
    model = models.CharField(max_length=100)
`,
  ],
  [
    "django/contrib/sites/models.py",
    `from django.db import models
class Site(models.Model):
    domain = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=50)
`,
  ],
  [
    "treebeard/mp_tree.py",
    `from django.db import models
class MP_Node(models.Model):
    path = models.CharField(max_length=255, unique=True)
    depth = models.PositiveIntegerField()
    numchild = models.PositiveIntegerField(default=0)
    class Meta:
        abstract = True
`,
  ],
  [
    "model_utils/models.py",
    `from django.db import models
class TimeStampedModel(models.Model):
    created = models.DateTimeField(default=now, editable=False)
    modified = models.DateTimeField(default=now, editable=False)
    class Meta:
        abstract = True
class UUIDModel(models.Model):
    id = models.UUIDField(primary_key=True, default=make, editable=False)
    class Meta:
        abstract = True
class SoftDeletableModel(models.Model):
    is_removed = models.BooleanField(default=False)
    class Meta:
        abstract = True
`,
  ],
  [
    "django_softdelete/models.py",
    `from django.db import models
class SoftDeleteModel(models.Model):
    deleted_at = models.DateTimeField(blank=True, null=True)
    restored_at = models.DateTimeField(blank=True, null=True)
    transaction_id = models.UUIDField(blank=True, null=True)
    class Meta:
        abstract = True
`,
  ],
  [
    "django_extensions/db/models.py",
    `from django.db import models
class TimeStampedModel(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)
    class Meta:
        abstract = True
`,
  ],
]);

/** Other modules from which the same classes are known. */
const moved: Readonly<Record<string, string>> = {
  "django.contrib.auth.base_user": "django.contrib.auth.models",
};

let known: Reading | undefined;

/** The classes of the framework as a project of their own. */
export function knownReading(): Reading {
  if (known !== undefined) return known;
  const project = readProject(sources);
  const classes = openClasses(project);
  known = { project, classes, evaluator: openEvaluator(project, classes) };
  return known;
}

/** A model or an abstract base of a package, by its dotted name; undefined where its columns are not known. */
export function knownModel(path: string): ProjectClass | undefined {
  const at = path.lastIndexOf(".");
  const folder = path.slice(0, at);
  const { project, classes } = knownReading();
  const module = project.modules.get(`${(moved[folder] ?? folder).replaceAll(".", "/")}.py`);
  const binding = module?.scope.names.get(path.slice(at + 1));
  return module !== undefined && binding?.kind === "class"
    ? classes.read({ kind: "class", module, node: binding.node })
    : undefined;
}
