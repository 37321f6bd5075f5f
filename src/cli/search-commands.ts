// The commands that look for what goes wrong: sweep, replay, shrink and compare.

import type { Command } from 'commander'
import { compareCommand } from './compare-command.ts'
import type { CompareOptions } from './compare-sides.ts'
import type { ReplayOptions } from './replay-command.ts'
import { replayCommand } from './replay-command.ts'
import type { Answer } from './run-command.ts'
import type { ShrinkOptions } from './shrink-command.ts'
import { shrinkCommand } from './shrink-command.ts'
import type { SweepOptions } from './sweep-command.ts'
import { sweepCommand } from './sweep-command.ts'
import type { Words } from './words.ts'

export interface Shell {
  readonly say: Words
  readonly print: (answer: Answer) => void
  readonly checkLanguage: (language: string, say: Words) => string
  /** The module that threads start with: the shell itself. */
  readonly entry: URL
}

export function addSearchCommands(program: Command, shell: Shell): void {
  const { say, print } = shell
  command(program, shell, 'sweep')
    .argument('<scenario>', say.say('scenario'))
    .option('--seeds <range>', say.say('option.seeds'))
    .option('--chaos <profile>', say.say('option.chaos'))
    .option('--jobs <threads>', say.say('option.jobs'))
    .option('--out <folder>', say.say('option.reports'))
    .option('--plant <bug>', say.say('option.plant'))
    .option('--twice', say.say('option.twice'))
    .option('--json', say.say('option.json'))
    .action(async (scenario: string, options: SweepOptions) =>
      print(await sweepCommand(say, scenario, options, shell.entry)),
    )
  command(program, shell, 'replay')
    .argument('<report>', say.say('report'))
    .option('--link', say.say('option.link'))
    .option('--json', say.say('option.json'))
    .action(async (report: string, options: ReplayOptions) =>
      print(await replayCommand(say, report, options)),
    )
  command(program, shell, 'shrink')
    .argument('<report>', say.say('report'))
    .option('--out <file>', say.say('option.small'))
    .option('--runs <count>', say.say('option.runs'))
    .option('--json', say.say('option.json'))
    .action(async (report: string, options: ShrinkOptions) =>
      print(await shrinkCommand(say, report, options)),
    )
  command(program, shell, 'compare')
    .argument('<a>', say.say('compare.a'))
    .argument('[b]', say.say('compare.b'))
    .option('--seed <seed>', say.say('option.seed'))
    .option('--with-seed <seed>', say.say('option.withSeed'))
    .option('--with-rules <release>', say.say('option.withRules'))
    .option('--with-config <setting>', say.say('option.withConfig'), listed)
    .option('--until <time>', say.say('option.compareUntil'))
    .option('--json', say.say('option.json'))
    .action(async (a: string, b: string | undefined, options: CompareOptions) =>
      print(await compareCommand(say, a, b, options)),
    )
}

/** An option that may be given again. */
function listed(one: string, before: readonly string[] = []): readonly string[] {
  return [...before, one]
}

export function command(program: Command, { say, checkLanguage }: Shell, name: string): Command {
  return program
    .command(name)
    .description(say.say(name))
    .option('--lang <language>', say.say('option.lang'), (language) => checkLanguage(language, say))
    .helpOption('-h, --help', say.say('option.help'))
    .exitOverride()
}
