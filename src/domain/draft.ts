import type { Contract } from "#contract";
import type { AccountsDraft } from "./accounts.ts";
import type { Behaviour } from "./behaviour.ts";
import type { ClientsDraft } from "./clients.ts";
import type { Assumption, Credential, Entity, OutsideCredential, ValueObject } from "./domain.ts";
import type { Evidence } from "./evidence.ts";
import type { FileRead } from "./file-reads.ts";
import type { LineList } from "./line-lists.ts";
import type { MatrixDraft } from "./matrix-drafts.ts";
import type { MembershipDraft } from "./memberships.ts";
import type { Resource } from "./resources.ts";
import type { RolesDraft } from "./roles.ts";
import type { DomainSettings } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";

/** What is known of the contract when behaviours are recognised. */
export interface Draft {
  readonly contract: Contract;
  readonly shapes: readonly OperationShape[];
  readonly resources: readonly Resource[];
  readonly entities: readonly Entity[];
  readonly values: readonly ValueObject[];
  readonly memberships: readonly MembershipDraft[];
  readonly matrices: readonly MatrixDraft[];
  readonly fileReads: readonly FileRead[];
  readonly lineLists: readonly LineList[];
  readonly accounts?: AccountsDraft;
  readonly roles?: RolesDraft;
  /** How the accounts' own token travels. */
  readonly credential?: Credential;
  /** Where how callers sign in is not understood: the operation by which they do. */
  readonly unreadLogin?: OperationShape;
  /** Who registers clients of OAuth 2, where that is done here. */
  readonly clients?: ClientsDraft;
  /** Entities whose rows come from outside, for what would make them is left open. */
  readonly openlyMade?: ReadonlySet<string>;
  /** Whether some operation makes accounts, and not all that answers promise of one is filled. */
  readonly joined?: true;
  /** Entities whose rows name others that nothing looks up: in which state those are cannot be asked. */
  readonly unheld?: ReadonlySet<string>;
  /** Entities whose rows could belong to users whom another server knows, and why they do not. */
  readonly unkept?: ReadonlyMap<string, string>;
  /** Credentials that no operation issues. */
  readonly outside: readonly OutsideCredential[];
  readonly settings: DomainSettings;
}

export interface Recognition {
  readonly behaviour: Behaviour;
  readonly evidence: Evidence;
  /** What had to be assumed for it. */
  readonly assumption?: Omit<Assumption, "id">;
  /** The same, where it is more than one thing. */
  readonly assumptions?: readonly Omit<Assumption, "id">[];
}

/** One behaviour of the catalogue. Rules are asked in the order of their rank; the first that recognises wins. */
export interface BehaviourRule {
  readonly kind: Behaviour["kind"];
  /** Lower is asked earlier: rules that see more of an operation come before those that see less. */
  readonly rank: number;
  recognise(shape: OperationShape, draft: Draft): Recognition | undefined;
}

/** The entity an operation speaks of. */
export function entityOf(shape: OperationShape, { resources, entities }: Draft): Entity | undefined {
  let indexes = resourceIndexes.get(resources);
  if (indexes === undefined) {
    indexes = new Map(
      resources.flatMap(({ shapes }, index) => shapes.map((each) => [each, index] as const)).toReversed(),
    );
    resourceIndexes.set(resources, indexes);
  }
  return entities[indexes.get(shape) ?? -1];
}

/** Which of the resources an operation speaks of; the first, where it speaks of several. */
const resourceIndexes = new WeakMap<readonly Resource[], ReadonlyMap<OperationShape, number>>();

export function accountEntity(draft: Draft): Entity | undefined {
  const { accounts } = draft;
  return accounts && entityOf(accounts.login, draft);
}

export function entityNamed(draft: Draft, name: string): Entity | undefined {
  return draft.entities.find((entity) => entity.name === name);
}
