// The commands that work out one thing, without a cluster: key, group and assign.

import type { Command } from 'commander'
import type { AssignOptions } from './assign.ts'
import { assignCommand } from './assign.ts'
import type { GroupOptions } from './group.ts'
import { groupCommand } from './group.ts'
import type { KeyOptions } from './key.ts'
import { keyCommand } from './key.ts'
import type { Shell } from './search-commands.ts'
import { command } from './search-commands.ts'

export function addCalculatorCommands(program: Command, shell: Shell): void {
  const { say, print } = shell
  command(program, shell, 'key')
    .argument('<key>', say.say('keyArgument'))
    .option('--partitions <count>', say.say('option.partitions'))
    .option('--json', say.say('option.json'))
    .action((key: string, options: KeyOptions) => print(keyCommand(say, key, options)))
  command(program, shell, 'group')
    .argument('<id>', say.say('groupArgument'))
    .option('--partitions <count>', say.say('option.offsetsPartitions'))
    .option('--json', say.say('option.json'))
    .action((id: string, options: GroupOptions) => print(groupCommand(say, id, options)))
  command(program, shell, 'assign')
    .argument('<file>', say.say('assignArgument'))
    .option('--json', say.say('option.json'))
    .action((file: string, options: AssignOptions) => print(assignCommand(say, file, options)))
}
