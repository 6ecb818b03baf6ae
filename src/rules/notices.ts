/** What `check` tells of the source itself and of the comments that silence rules. No rules: nothing turns them off. */
export const notices: Readonly<Record<string, string>> = {
  "source/invalid-syntax": "A file is no Python at a place: what stands there is not looked at.",
  "source/unread-file": "A file could not be read as text: what it says is not looked at.",
  "source/unused-suppression": "A comment silences a rule that has nothing to say there.",
  "source/unknown-suppression": "A comment silences a rule that there is not.",
  "source/unexplained-suppression": "A comment silences a rule and does not say why.",
  "types/not-run": "Types were to be checked, and no checker is set up, or it is not there or does not run.",
  "ruff/not-run": "Ruff refuses the project's settings, or cannot run: its rules say nothing.",
};
