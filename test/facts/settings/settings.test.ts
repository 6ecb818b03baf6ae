import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { readFacts } from "#facts";
import { projectOf } from "../check.ts";

/** Settings in short: `VARIABLE reader name type =default line`, `!` where it must be set. */
function read(code: string): readonly string[] {
  return readFacts(projectOf(`# file: shop/settings.py\n${code}`)).settings.map(
    ({ variable, reader, name = "-", type = "-", required, default: value, span }) =>
      `${variable}${required ? "!" : ""} ${reader} ${name} ${type} ${value ?? "-"} ${span.line}`,
  );
}

test("classes of settings, with their prefix and names of their own", () => {
  const code = `from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")
    database_url: str
    workers: int = 4
    key: str = Field(validation_alias="SECRET_KEY")
`;
  deepStrictEqual(read(code), [
    "SHOP_DATABASE_URL! pydantic Settings.database_url text - 5",
    "SHOP_WORKERS pydantic Settings.workers integer 4 6",
    "SECRET_KEY! pydantic Settings.key text - 7",
  ]);
});

test("packages that read the environment", () => {
  const code = `import environ
from decouple import config
from environs import Env
env = environ.Env(DEBUG=(bool, False))
other = Env()
environ.Env.read_env(".env")
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
DATABASES = {"default": env.db("DATABASE_URL")}
HOSTS = config("HOSTS", default="a,b", cast=lambda v: v.split(","))
PORT = other.int("PORT", 80)
`;
  deepStrictEqual(read(code), [
    "DEBUG environ DEBUG bool False 7",
    "SECRET_KEY! environ SECRET_KEY - - 8",
    "DATABASE_URL! environ - db - 9",
    'HOSTS decouple HOSTS lambda v: v.split(",") "a,b" 10',
    "PORT environs PORT int 80 11",
  ]);
});

test("the environment itself, where it is read", () => {
  const code = `import os
from os import environ as e, getenv
A = os.environ["A"]
b = os.environ.get("B", "x")
c = getenv("C")
os.environ["D"] = "1"
del e["E"]
f = e["F"]
`;
  deepStrictEqual(read(code), [
    "A! os.environ A - - 3",
    'B os.environ b - "x" 4',
    "C os.environ c - - 5",
    "F! os.environ f - - 8",
  ]);
});
