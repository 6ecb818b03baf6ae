import { imported, importedModule, type Py, py } from "#python";
import { arranged, asksBy, openReset } from "../behaviours/reset-scene.ts";
import { call } from "../calls.ts";
import { paragraph, type TestModule } from "../cases.ts";
import type { Kit } from "../kit.ts";

/** `tests/test_mail.py`: how letters go, and what becomes of those that do not. */
export function mailModules(kit: Kit): readonly TestModule[] {
  const sending = sendingOf(kit);
  if (!sending) return [];
  const mock = imported("unittest.mock", "MagicMock");
  const smtplib = importedModule("smtplib");
  return [
    {
      path: "tests/test_mail.py",
      cases: [
        {
          name: "encrypts the connection and signs in before it sends",
          fixtures: ["client", "monkeypatch"],
          body: [
            paragraph(
              sending.before,
              py`server = ${mock}()`,
              py`server.__enter__.return_value = server`,
              py`monkeypatch.setattr(${smtplib}, "SMTP", ${mock}(return_value=server))`,
            ),
            paragraph(sending.sends, sending.isServed),
            py`assert [call[0] for call in server.method_calls] == ["starttls", "login", "send_message"]`,
          ],
        },
        {
          name: "tells nobody but the log that a letter was not sent",
          fixtures: ["client", "monkeypatch"],
          body: [
            paragraph(
              sending.before,
              py`monkeypatch.setattr(${smtplib}, "SMTP", ${mock}(side_effect=ConnectionRefusedError))`,
            ),
            paragraph(
              py`
                with ${importedModule("structlog.testing")}.capture_logs() as logs:
                    ${sending.sends}`,
              sending.isServed,
              py`assert [log["event"] for log in logs] == ["mail not sent"]`,
              py`assert "token" not in str(logs)`,
            ),
          ],
        },
      ],
    },
  ];
}

interface Sending {
  readonly before?: Py;
  readonly sends: Py;
  readonly isServed?: Py;
}

/** A call that sends a letter: for a forgotten password, or to a new account. */
function sendingOf(kit: Kit): Sending | undefined {
  const scene = openReset(kit);
  if (scene)
    return {
      before: arranged(scene),
      sends: asksBy(scene, scene.key),
      isServed: py`assert response.status_code == ${scene.asks.meaning.behaviour.answer.status}`,
    };
  return kit.account?.accounts.confirmation && { sends: call(kit.account.register) };
}
