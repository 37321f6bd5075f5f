// The walls of the house: sim < kafka < check < scenario < run < view, tell < worker < app; cli stands on view and tell.
// What each folder may import from src/, besides itself. A row of view carries its sentence, so view stands on tell.
const below = {
  sim: [],
  kafka: ['sim'],
  check: ['sim', 'kafka'],
  scenario: ['sim', 'kafka', 'check'],
  run: ['sim', 'kafka', 'check', 'scenario'],
  view: ['sim', 'kafka', 'check', 'scenario', 'run', 'tell'],
  tell: ['sim', 'kafka', 'check', 'scenario', 'run'],
  worker: ['sim', 'kafka', 'check', 'scenario', 'run', 'view', 'tell'],
  app: ['sim', 'kafka', 'check', 'scenario', 'run', 'view', 'tell', 'worker'],
  cli: ['sim', 'kafka', 'check', 'scenario', 'run', 'view', 'tell'],
}
const core = '^src/(sim|kafka|check|scenario|run|view|tell)/'
/** Tests, and what stands in `testing/` for them. */
const tests = '([.]test[.]tsx?$|/testing/)'

const downward = Object.entries(below).map(([folder, allowed]) => ({
  name: `${folder}-imports-down`,
  comment: `src/${folder} may import ${allowed.length > 0 ? `itself and ${allowed.join(', ')}` : 'nothing but itself'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: tests },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}))

export default {
  forbidden: [
    ...downward,
    {
      name: 'every-file-has-a-floor',
      comment: `Sources stand in one of src/${Object.keys(below).join(', ')}.`,
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${Object.keys(below).join('|')})/` },
    },
    {
      name: 'src-stands-alone',
      comment: 'src does not import from the scripts, tests and benches around it.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^(bench|conformance|e2e|scripts)/' },
    },
    {
      name: 'no-import-of-tests',
      comment: 'What a test holds is for that test; share it in a file of its own.',
      severity: 'error',
      from: {},
      to: { path: '[.]test[.]tsx?$' },
    },
    {
      name: 'testing-for-tests',
      comment:
        'What stands in a folder called testing serves tests; what the program needs stands elsewhere.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '/testing/' },
    },
    {
      name: 'truth-from-outside',
      comment: 'No process knows how the cluster really stands: checks, views, files and inputs look at it.',
      severity: 'error',
      from: {
        path: '^src/kafka/(assignors|broker|client|controller|metadata|network|raft|storage)/',
        pathNot: tests,
      },
      to: { path: '^src/kafka/truth[.]ts$' },
    },
    {
      name: 'no-circle',
      comment:
        'Two files that import each other are one idea in two places, or two ideas in a knot: move what both need below them.',
      severity: 'error',
      from: { path: '^src/' },
      // A type is gone before the program runs, so a circle that is closed by one turns nothing.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-without-node',
      comment: 'The engine runs in a page, a worker, Node and a bare JS shell alike: no Node built-ins.',
      severity: 'error',
      from: { path: core, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-without-packages',
      comment:
        'Up to view and tell no npm package is used but seedrandom; the reader in src/scenario also takes yaml and zod.',
      severity: 'error',
      from: { path: core, pathNot: tests },
      to: {
        dependencyTypes: [
          'npm',
          'npm-dev',
          'npm-optional',
          'npm-peer',
          'npm-bundled',
          'npm-no-pkg',
          'npm-unknown',
        ],
        pathNot: '(^|/)node_modules/(seedrandom|yaml|zod)/',
      },
    },
    {
      name: 'yaml-and-zod-in-scenario',
      comment: 'Only src/scenario reads files, so only it uses yaml and zod.',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/scenario/'] },
      to: { path: '(^|/)node_modules/(yaml|zod)/' },
    },
    {
      name: 'page-without-node',
      comment: 'The page and its worker run in a browser: no Node built-ins.',
      severity: 'error',
      from: { path: '^src/(app|worker)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'declared-packages',
      comment: 'A package that src uses stands in package.json, under dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm'] },
    },
    {
      name: 'imports-resolve',
      comment: 'The file or package does not exist.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: ['^virtual:', '[?](raw|url|worker)', '[.](css|svg|png|yaml)'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
