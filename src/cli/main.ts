// The shell. Exit codes: 0 all well, 1 an expectation does not hold, 2 the command or the file is wrong, 127 the engine broke one of its own rules,
// 128 a healed cluster does not come to rest, 129 an invariant is violated, 130 one run came out two ways.

import { isMainThread } from 'node:worker_threads'
import { Command, CommanderError } from 'commander'
import { EngineError } from '../sim/assert.ts'
import { addCalculatorCommands } from './calculator-commands.ts'
import { describeGroupsCommand } from './describe-groups-command.ts'
import type { ExportOptions } from './export-logs-command.ts'
import { exportLogsCommand } from './export-logs-command.ts'
import { printable } from './report-file.ts'
import type { Answer, RunOptions } from './run-command.ts'
import { runCommand } from './run-command.ts'
import { addSearchCommands } from './search-commands.ts'
import type { StateOptions } from './state-command.ts'
import { stateCommand } from './state-command.ts'
import { serveSweep } from './sweep-worker.ts'
import { shellWord } from './times.ts'
import type { TraceOptions } from './trace-command.ts'
import { traceCommand } from './trace-command.ts'
import { UsageError } from './usage-error.ts'
import type { Language, Words } from './words.ts'
import { LANGUAGES, wordsIn } from './words.ts'

const EXIT_USAGE = 2
const EXIT_ENGINE = 127
/** Commander's names for what we word ourselves. */
const USAGE_ERRORS: readonly string[] = [
  'unknownOption',
  'unknownCommand',
  'missingArgument',
  'optionMissingArgument',
  'missingMandatoryOptionValue',
  'excessArguments',
]

const args = process.argv.slice(2)
const words = wordsIn(languageOf(args))
// A reader that has seen enough, like `head`, closes the pipe.
process.stdout.on('error', () => process.exit())
// A thread of a sweep starts with this module too.
if (isMainThread) await main(args, words)
else serveSweep()

async function main(given: readonly string[], say: Words): Promise<void> {
  try {
    await shell(say).parseAsync([...given], { from: 'user' })
  } catch (error) {
    process.exitCode = explain(error, given, say)
  }
}

function explain(error: unknown, given: readonly string[], say: Words): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0 || error.code === 'commander.help') return error.exitCode === 0 ? 0 : EXIT_USAGE
    console.error(usageText(error, say))
    return EXIT_USAGE
  }
  if (error instanceof UsageError) {
    console.error(printable(error.message.split('\n')))
    return EXIT_USAGE
  }
  const message = error instanceof Error ? error.message : String(error)
  console.error(say.say('engineFailed', { message }))
  if (!(error instanceof EngineError) && error instanceof Error) console.error(error.stack)
  console.error(`REPRODUCE  npm run -s highwater -- ${given.map(shellWord).join(' ')}`)
  return EXIT_ENGINE
}

/** Commander words its errors in English only; what they are about stands in quotes. */
function usageText(error: CommanderError, say: Words): string {
  const kind = error.code.replace('commander.', '')
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const meant = /Did you mean (?:one of )?([^?]+)[?]/.exec(error.message)?.[1]
  const wrong = say.say(USAGE_ERRORS.includes(kind) ? `usage.${kind}` : 'usage.other', {
    name,
    message: error.message,
  })
  return meant === undefined
    ? wrong
    : `${wrong} – ${say.tell({ key: 'scenario.didYouMean', args: { name: meant } })}`
}

/** Read before the options are, because help and errors are worded too. */
function languageOf(given: readonly string[]): Language {
  const place = given.indexOf('--lang')
  const asked =
    place >= 0 ? given[place + 1] : given.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  return LANGUAGES.find((language) => language === asked) ?? 'en'
}

function shell(say: Words): Command {
  const program = new Command('highwater').description(say.say('about')).exitOverride()
  program.helpOption('-h, --help', say.say('option.help')).helpCommand(false)
  program.configureOutput({ outputError: () => undefined })
  program.configureHelp({ styleTitle: (title) => say.say(`help.${title.slice(0, -1).toLowerCase()}`) })
  subcommand(program, say, 'run')
    .option('--until <time or condition>', say.say('option.until'))
    .option('--last', say.say('option.last'))
    .option('--json', say.say('option.json'))
    .action(async (scenario: string, options: RunOptions) => print(await runCommand(say, scenario, options)))
  subcommand(program, say, 'state')
    .option('--at <time>', say.say('option.at'))
    .option('--json', say.say('option.json'))
    .action(async (scenario: string, options: StateOptions) =>
      print(await stateCommand(say, scenario, options)),
    )
  subcommand(program, say, 'describe-groups')
    .option('--at <time>', say.say('option.at'))
    .option('--json', say.say('option.json'))
    .action(async (scenario: string, options: StateOptions) =>
      print(await describeGroupsCommand(say, scenario, options)),
    )
  subcommand(program, say, 'trace')
    .option('--from <time>', say.say('option.from'))
    .option('--to <time>', say.say('option.to'))
    .option('--grep <pattern>', say.say('option.grep'))
    .option('--node <name>', say.say('option.node'))
    .action(async (scenario: string, options: TraceOptions) =>
      print(await traceCommand(say, scenario, options)),
    )
  subcommand(program, say, 'export-logs')
    .option('--at <time>', say.say('option.at'))
    .requiredOption('--out <folder>', say.say('option.out'))
    .action(async (scenario: string, options: ExportOptions) =>
      print(await exportLogsCommand(say, scenario, options)),
    )
  const parts = { say, print, checkLanguage, entry: new URL(import.meta.url) }
  addSearchCommands(program, parts)
  addCalculatorCommands(program, parts)
  return program
}

function subcommand(program: Command, say: Words, name: string): Command {
  return program
    .command(name)
    .description(say.say(name))
    .argument('<scenario>', say.say('scenario'))
    .option('--seed <seed>', say.say('option.seed'))
    .option('--lang <language>', say.say('option.lang'), (language) => checkLanguage(language, say))
    .helpOption('-h, --help', say.say('option.help'))
    .exitOverride()
}

function checkLanguage(language: string, say: Words): string {
  if (LANGUAGES.some((known) => known === language)) return language
  throw new UsageError(say.say('notALanguage', { language }))
}

function print(answer: Answer): void {
  process.stdout.write(`${printable(answer.lines)}\n`)
  process.exitCode = answer.code
}
