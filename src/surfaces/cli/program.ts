import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type ArgumentDescription, type OptionDescription, type VerbName, verbGroups, verbs } from "#verbs";
import type { Terminal } from "./terminal.ts";

/** What the user asked for, still in words. */
export interface Call {
  readonly verb: VerbName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly json: boolean;
}

export interface ProgramOptions {
  readonly version: string;
  readonly terminal: Terminal;
  readonly call: (call: Call) => Promise<void>;
}

/** The command line, made from the table of verbs. */
export function buildProgram({ version, terminal, call }: ProgramOptions): Command {
  const program = new Command("keelback")
    .description("The backend Python engineer as a program: an API contract in, a proven Python backend out.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this text")
    .helpCommand("help [verb]", "print how to use a verb")
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      // What is wrong is told by the caller, in our own words.
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.look.width,
      getErrHelpWidth: () => terminal.errLook.width,
    });
  const groups = new Map<string, Command>();
  for (const name of Object.keys(verbs) as VerbName[])
    groupOf(name, groups, program).addCommand(buildVerb(name, call, program));
  return program.addHelpText("after", `\nExamples:\n  ${verbs.plan.examples[0]}\n  keelback help plan\n`);
}

/** The command that a verb hangs in: the program, or for a name of two words the group of the first. */
function groupOf(name: VerbName, groups: Map<string, Command>, program: Command): Command {
  const [first = "", second] = name.split(" ");
  if (second === undefined) return program;
  const known = groups.get(first);
  if (known !== undefined) return known;
  const summary = verbGroups[first] ?? "";
  const group = new Command(first)
    .copyInheritedSettings(program)
    .description(`${capital(summary)}.`)
    .summary(summary)
    .helpOption("-h, --help", "print this text")
    .helpCommand("help [verb]", "print how to use a verb")
    .action(() => {
      const word = group.args[0];
      if (word !== undefined) throw new CommanderError(1, "commander.unknownCommand", word);
      group.outputHelp({ error: true });
      throw new CommanderError(1, "keelback.noVerb", "");
    });
  group.allowExcessArguments(true);
  groups.set(first, group);
  program.addCommand(group);
  return group;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function buildVerb(name: VerbName, call: ProgramOptions["call"], program: Command): Command {
  const { summary, input, examples } = verbs[name];
  const descriptions: readonly ArgumentDescription[] = input.arguments;
  const options: readonly OptionDescription[] = input.options;
  const command = new Command(name.slice(name.indexOf(" ") + 1))
    .copyInheritedSettings(program)
    .description(`${capital(summary)}.`)
    .summary(summary)
    .helpOption("-h, --help", "print this text");
  for (const argument of descriptions) command.argument(argumentSyntax(argument), argument.summary);
  const built = options.map((option) => [option.name, buildOption(option)] as const);
  for (const [, option] of built) command.addOption(option);
  command.option("--json", "print the result as JSON");
  command.addHelpText("after", `\nExamples:\n${examples.map((line) => `  ${line}`).join("\n")}\n`);
  return command.action(() => {
    const words = descriptions.map(({ name: key }, index) => [key, command.processedArgs[index]] as const);
    const given = built.map(([key, option]) => [key, givenValue(command, option)] as const);
    const input = Object.fromEntries([...words, ...given].filter(([, value]) => value !== undefined));
    return call({ verb: name, input, json: command.getOptionValue("json") === true });
  });
}

/** `--no-prove` is kept by commander as `prove: false`; our tables name what is asked for: `noProve: true`. */
function givenValue(command: Command, option: Option): unknown {
  const value: unknown = command.getOptionValue(option.attributeName());
  if (!option.negate) return value;
  return value === false ? true : undefined;
}

function argumentSyntax({ name, required, many }: ArgumentDescription): string {
  const word = `${name}${many ? "..." : ""}`;
  return required ? `<${word}>` : `[${word}]`;
}

function buildOption({ name, summary, value, choices, many, listed }: OptionDescription): Option {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const option = new Option(value === undefined ? flag : `${flag} <${value}>`, summary);
  if (many) option.argParser((word: string, before: readonly string[] = []) => [...before, word]);
  if (choices) option.choices([...choices]);
  if (value === undefined || many) return option;
  const parse = option.parseArg ?? ((word: string) => word);
  return option.argParser((word: string, before?: string) => {
    if (before === undefined) return parse(word, undefined);
    if (listed) return `${before},${word}`;
    // The last would win in silence, and nobody would know what became of the first.
    throw new InvalidArgumentError(`It is given more than once: "${before}" and "${word}".`);
  });
}
