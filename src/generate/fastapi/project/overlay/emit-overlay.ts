import { Document } from "yaml";
import { builtMark } from "#contract";
import type { OperationMeaning } from "#domain";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import type { GeneratedFile } from "../../file.ts";
import type { ProjectInputs } from "../inputs.ts";
import { contractPath, overlayPath } from "../names.ts";
import { plainLine } from "../quoting.ts";
import { type Action, type OperationPlace, placeOf } from "./action.ts";
import { askedCredentials, missingSchemes } from "./asked-credentials.ts";
import { askedVersions, takenCookies, unreadHeaders } from "./headers.ts";
import { listedRows } from "./listed-rows.ts";
import { looseParameters } from "./loose-parameters.ts";
import { missingAnswers, openContents } from "./missing-answers.ts";
import { neededFields } from "./needed-fields.ts";
import { narrowedParameters, neededParameters } from "./needed-parameters.ts";
import { neverAnswered } from "./never-answered.ts";
import { pathKeys } from "./path-keys.ts";
import { presets } from "./presets.ts";
import { shownKeys, shownTokens } from "./shown-fields.ts";
import { unfilledParts } from "./unfilled-parts.ts";

/**
 * `docs/NAME.overlay.yaml`: what the contract leaves out and what was assumed on the safe side, in the form of the Overlay
 * Specification, so that the contract with it says what the backend does. Nothing where nothing is to be said.
 */
export function emitOverlay(blueprint: Blueprint, inputs: ProjectInputs): GeneratedFile | undefined {
  const { domain } = blueprint;
  const find = openContents(inputs.contractDocument, domain);
  const drawn = new Map(
    blueprint.modules.flatMap(({ operations }) => operations).map((each) => [each.meaning.id, each]),
  );
  const placed = domain.operations.flatMap((meaning) => {
    const place = placeOf(inputs.contractDocument, meaning);
    return place
      ? [{ meaning, place, operation: isWritten(meaning) ? drawn.get(meaning.id) : undefined }]
      : [];
  });
  const written = placed.flatMap(({ operation, place }) => (operation ? [{ operation, place }] : []));
  const actions = [
    ...missingSchemes(blueprint, written),
    ...shownKeys(blueprint, inputs.contractDocument),
    ...placed.flatMap(({ meaning, operation, place }) => [
      ...(operation ? assumptionsOf(blueprint, operation, place) : []),
      ...missingAnswers(meaning, find, domain.errors.form, place),
    ]),
  ];
  if (actions.length === 0) return undefined;
  const target = contractPath(inputs).replace(/^docs\//, "");
  return {
    path: overlayPath(inputs),
    text: printOverlay(target, blueprint.domain.version, actions),
  };
}

function isWritten({ behaviour }: OperationMeaning): boolean {
  return behaviour.kind !== "custom";
}

function assumptionsOf(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  place: OperationPlace,
): readonly Action[] {
  return [
    ...askedCredentials(blueprint, operation, place),
    ...neededParameters(operation, place),
    ...narrowedParameters(blueprint, operation, place),
    ...looseParameters(blueprint, operation, place),
    ...pathKeys(blueprint, operation, place),
    ...unreadHeaders(operation, place),
    ...askedVersions(operation, place),
    ...takenCookies(blueprint, operation, place),
    ...neededFields(blueprint, operation, place),
    ...presets(blueprint, operation, place),
    ...neverAnswered(operation, place),
    ...unfilledParts(operation.meaning, place),
    ...listedRows(operation.meaning, place),
    ...shownTokens(blueprint, operation, place),
  ];
}

const head = [
  " What the contract leaves out, so that with this it says what the backend does: refusals that are given and that the contract",
  " does not mention, what was assumed on the safe side, and which documented answers nothing leads to, each with its reason. All",
  " else stays as the contract has it.",
].join("\n");

function printOverlay(target: string, version: string, actions: readonly Action[]): string {
  const document = new Document(
    {
      overlay: "1.0.0",
      info: { title: `What ${target} leaves out`, version: plainLine(version) || "1" },
      [builtMark.key]: builtMark.value,
      extends: `./${target}`,
      actions: actions.map(({ target: place, description, change }) => ({
        target: place,
        ...(description !== undefined && { description: plainLine(description) }),
        ...(change.kind === "update" ? { update: change.value } : { remove: true }),
      })),
    },
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = head;
  return document.toString({ lineWidth: 100, singleQuote: true });
}
