import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import { beginQuery } from "../../flow/queries.ts";
import type { FlowValue, Rows } from "../../flow/values.ts";
import type { Project } from "../../project.ts";
import { readUserModel } from "../models.ts";
import { modelByLabel } from "./model-by-label.ts";
import { callRows } from "./rows.ts";

const settled = new WeakMap<Project, { readonly label: string | undefined }>();

/** `get_user_model()`: the class that settings name, or the one that comes with Django. */
export function userModel(frame: Frame): FlowValue {
  const { project } = frame.flow;
  const { label } = settled.get(project) ?? { label: readUserModel(project) };
  settled.set(project, { label });
  const own = label === undefined ? undefined : modelByLabel(frame, { kind: "text", text: label }, undefined);
  return own ?? { kind: "external", path: "django.contrib.auth.models.User" };
}

const managed = /^django\.contrib\.(\w+)\.models\.([A-Z]\w+)\.(?:objects|_default_manager)\.(\w+)$/;

/** A method of the manager of a model that comes with Django: its rows are known by what models of the project make of them. */
export function callForeignRows(frame: Frame, path: string, given: Arguments): FlowValue | undefined {
  const [, label, name, method] = managed.exec(path) ?? [];
  if (label === undefined || name === undefined || method === undefined) return undefined;
  const model = `${label}.${name}`;
  if (frame.flow.models.frameworkOf(model) === undefined) return undefined;
  const place = { ...placeOf(frame, given.call), end: given.call.callee.end - method.length - 1 };
  const query = beginQuery(model, place);
  const rows: Rows = { kind: "rows", model, query, steps: [], each: false, form: "manager", classes: [] };
  return callRows(frame, rows, method, given);
}
