// What the lenses are called in English: the switch between them stands from the first moment on.

export const LENS_NAMES_EN: { readonly [key: string]: string } = {
  'command.lens.cluster': 'Lens: cluster',
  'command.lens.controller': 'Lens: controller',
  'command.lens.ledger': 'Lens: ledger',
  'command.lens.metrics': 'Lens: metrics',
  'command.lens.partitions': 'Lens: partitions',
  'command.lens.spacetime': 'Lens: space-time',
  'command.lens.groups': 'Lens: groups',
  'command.lens.log': 'Lens: log',
  'lens.groups': 'Groups',
  'lens.log': 'Log',
  'lens.cluster': 'Cluster',
  'lens.controller': 'Controller',
  'lens.ledger': 'Ledger',
  'lens.metrics': 'Metrics',
  'lens.partitions': 'Partitions',
  'lens.spacetime': 'Space-time',
}
