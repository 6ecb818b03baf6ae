import { primaryField } from "#domain";
import { imported, importedModule, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { api, registers } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import type { AccountKit } from "../kit.ts";
import { texts } from "../values.ts";
import { indefinite } from "../words.ts";
import { asksWith, type CurrentScene, headerWith, heldMark, seesAccount } from "./current-scene.ts";

const jwt = importedModule("jwt");

/** Functions above the tests: how they look into a token, and forge one. */
export function signatureAbove({ accounts }: AccountKit): readonly Py[] {
  const { prefix } = accounts.credential;
  const token = py`account.${name(attributeName(accounts.tokenField))}`;
  const encoded = py`${jwt}.encode(claims, key, algorithm)`;
  return [
    py`
      def key_of(app: ${imported("fastapi", "FastAPI")}) -> str:
          key: str = app.state.settings.secret_key.get_secret_value()
          return key`,
    py`
      def claims_of(account: ${api("Account")}) -> ${api("Json")}:
          claims: ${api("Json")} = ${jwt}.decode(${token}, options={"verify_signature": False})
          return claims`,
    py`
      def carrying(claims: ${api("Json")}, key: str, algorithm: str = "HS256") -> dict[str, str]:
          return ${headerWith(accounts, prefix === "" ? [encoded] : [`${prefix} `, encoded])}`,
  ];
}

/** Tokens that say the right thing but are not signed by this application as it signs. */
export function signatureCases(scene: CurrentScene): readonly TestCase[] {
  const { account, holder, sight, mark } = scene;
  const { tokenField } = account.accounts;
  // A server that only answers examples gives no token that could be looked into: this says so before it is tried.
  const arranged = [registers(account, holder), py`assert ${sight.see(mark)} == ${heldMark(scene)}`];
  const refuses = (
    text: string,
    headers: Py,
    more: Partial<TestCase> & { readonly claims?: readonly Py[] } = {},
  ): TestCase => ({
    name: text,
    fixtures: ["client", "app"],
    ...(more.parameters && { parameters: more.parameters }),
    body: [
      paragraph(...arranged, ...(more.claims ?? [])),
      asksWith(scene, headers),
      py`${api("assert_unauthorized")}(response)`,
    ],
  });
  const claims = py`claims_of(${holder})`;
  const { claim, nobody } = holderClaim(account);
  return [
    {
      name: `accepts ${indefinite(tokenField)} with the right claims and key`,
      fixtures: ["client", "app"],
      body: [
        paragraph(...arranged),
        asksWith(scene, py`carrying(${claims}, key_of(app))`),
        seesAccount(scene),
      ],
    },
    refuses(
      `refuses ${indefinite(tokenField)} signed with another key`,
      py`carrying(${claims}, key_of(app) + "x")`,
    ),
    refuses(
      `refuses ${indefinite(tokenField)} signed in another way`,
      py`carrying(${claims}, key_of(app), "HS512")`,
    ),
    {
      ...refuses(
        `refuses ${indefinite(tokenField)} without a signature`,
        py`carrying(${claims}, "", "none")`,
      ),
      fixtures: ["client"],
    },
    refuses(`refuses ${indefinite(tokenField)} without a claim`, py`carrying(claims, key_of(app))`, {
      parameters: [textParameter("claim", texts([claim, "exp"]))],
      claims: [py`claims = ${claims}`, py`del claims[claim]`],
    }),
    refuses(
      `refuses ${indefinite(tokenField)} of nobody`,
      py`carrying({**claims, ${str(claim)}: ${nobody}}, key_of(app))`,
      {
        claims: [py`claims = ${claims}`],
      },
    ),
  ];
}

/** The claim that says for what a token stands: a session where sessions are kept, else the account; and one of none. */
function holderClaim({ accounts, entity }: AccountKit): { readonly claim: string; readonly nobody: Py } {
  const none = py`str(${imported("uuid", "UUID")}(int=0))`;
  if (accounts.sessions) return { claim: "sid", nobody: none };
  const key = primaryField(entity)?.meaning;
  const isUuid = key?.kind === "identity" && key.type === "uuid";
  return { claim: "sub", nobody: isUuid ? none : py`"0"` };
}
