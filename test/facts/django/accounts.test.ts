import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { unloaded } from "../flow/check.ts";

test("relations that lead back from a model of a package are known", () => {
  const code = `
# file: hub/models.py
from django.contrib.auth.models import User
from django.db import models
class Profile(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE)
class Project(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
# file: hub/code.py
from .models import Profile
def names():
    for profile in Profile.objects.select_related("user"):
        for project in profile.user.project_set.all():
            print(project.owner.email, profile.user.profile.pk)
`;
  deepStrictEqual(unloaded(code), ["auth.User.project_set 4"]);
});

const profiles = `
# file: hub/models.py
from django.conf import settings
from django.db import models
class Profile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    team = models.ForeignKey("Team", on_delete=models.CASCADE)
class Team(models.Model):
    name = models.CharField(max_length=9)
# file: hub/code.py
from django.contrib.auth import get_user_model
User = get_user_model()
def teams():
    for user in User.objects.filter(is_active=True):
        print(user.profile.team.name)
def loaded():
    for user in get_user_model().objects.select_related("profile__team"):
        print(user.profile.team.name)
`;

test("the accounts that come with Django are rows", () => {
  deepStrictEqual(unloaded(profiles), ["auth.User.profile 5", "Profile.team 5"]);
});

test("get_user_model() is the model that settings name", () => {
  const own = `
# file: hub/__init__.py
# file: hub/settings.py
AUTH_USER_MODEL = "hub.Member"
${profiles.replace(
  "class Profile",
  "class Member(models.Model):\n    home = models.ForeignKey('Team', on_delete=models.CASCADE)\nclass Profile",
)}`;
  deepStrictEqual(unloaded(own), ["Member.profile 5", "Profile.team 5"]);
});
