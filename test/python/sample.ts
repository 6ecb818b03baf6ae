import { comment, docstring, formatted, identifier, literal, name, py, pythonModule, str } from "#python";

/** One module with the same foreign text in every place that can hold one. */
export function printEverywhere(text: string): string {
  return pythonModule({
    header: comment(text),
    docstring: text,
    firstParty: [],
    body: [
      py`
        STRING = ${str(text)}
        TABLE = {${str(text)}: [${literal([text, { key: text }])}], **${literal({ [text]: 1 })}}
        ${comment(text)}
        PATH = ${formatted([text, name("STRING"), text])}
      `,
      py`
        ${comment(text, 40)}
        class Example:
            ${docstring(text)}

            ${comment(text)}
            ${identifier(text, { avoidBuiltins: true })}: int = 1

            def run(self, ${identifier(text)}: int) -> str:
                ${docstring(text, 60)}
                if self.run:  ${comment(firstLine(text))}
                    return "a" + ${str(text)} + "b"
                return ${str(text)}
      `,
    ],
  });
}

// Behind code there is room for one line of comment only.
function firstLine(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, "").slice(0, 20);
}

/** What stands in for a text where only the form of the module counts: nothing where the text prints nothing. */
export function harmlessFor(text: string): string {
  return docstring(text).text === "" ? "" : "harmless";
}
