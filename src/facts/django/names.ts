/** Classes of which every subclass is a model. Packages that many projects build on hand on theirs. */
export const modelBases: ReadonlySet<string> = new Set([
  "django.db.models.Model",
  "django.db.models.base.Model",
  "django.contrib.auth.models.AbstractUser",
  "django.contrib.auth.models.AbstractBaseUser",
  "django.contrib.auth.models.PermissionsMixin",
  "django.contrib.auth.base_user.AbstractBaseUser",
  "django.contrib.sessions.base_session.AbstractBaseSession",
  "mptt.models.MPTTModel",
  "polymorphic.models.PolymorphicModel",
  "model_utils.models.TimeStampedModel",
  "model_utils.models.SoftDeletableModel",
  "model_utils.models.UUIDModel",
  "modelcluster.models.ClusterableModel",
  "taggit.models.TagBase",
  "taggit.models.ItemBase",
  "taggit.models.GenericTaggedItemBase",
  "taggit.models.TaggedItemBase",
  "treebeard.mp_tree.MP_Node",
  "treebeard.ns_tree.NS_Node",
  "treebeard.al_tree.AL_Node",
  "wagtail.models.Page",
  "django_extensions.db.models.TimeStampedModel",
]);

/** What the last name of a field's class says of the relation that it makes. */
export const relationFields: Readonly<
  Record<string, "many-to-one" | "one-to-one" | "many-to-many" | "generic" | "generic-many">
> = {
  ForeignKey: "many-to-one",
  TreeForeignKey: "many-to-one",
  ParentalKey: "many-to-one",
  OneToOneField: "one-to-one",
  TreeOneToOneField: "one-to-one",
  ManyToManyField: "many-to-many",
  TreeManyToManyField: "many-to-many",
  ParentalManyToManyField: "many-to-many",
  TaggableManager: "many-to-many",
  ClusterTaggableManager: "many-to-many",
  GenericForeignKey: "generic",
  GenericRelation: "generic-many",
};

/** Types whose columns have an index of their own without being told to. */
export const indexedTypes: ReadonlySet<string> = new Set([
  "SlugField",
  "AutoField",
  "BigAutoField",
  "SmallAutoField",
  "ForeignKey",
  "TreeForeignKey",
  "ParentalKey",
  "OneToOneField",
  "TreeOneToOneField",
]);
