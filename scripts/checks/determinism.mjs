// Determinism: what may not be written in the engine, because two machines or two JS engines would not agree on it.
// Usage: determinism.mjs [folder], the folder that holds sim/, kafka/ and the rest; src unless told.
import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { filesUnder, root } from '../project.mjs'
import { globalsOfThePlatform, globalsThatVary, mathThatAgrees } from './determinism-names.mjs'

const strictFolders = ['sim', 'kafka', 'check', 'run'] // whose state and order make the hash
const plainFolders = ['scenario', 'view', 'tell'] // which only must run anywhere
const finiteFolders = ['sim', 'kafka'] // which hold the state itself
const drawing = /^(draw|nextInt|chance)/

const base = resolve(process.argv[2] ?? join(root, 'src'))
const folderOf = new Map()
for (const folder of [...strictFolders, ...plainFolders]) {
  for (const file of filesUnder(join(base, folder))) {
    if (/\.ts$/.test(file) && !/\.(test|d)\.ts$/.test(file)) folderOf.set(file, folder)
  }
}
if (!existsSync(base) || folderOf.size === 0) {
  console.error(
    `determinism: looked at no file: none of ${strictFolders.join(', ')} under ${base} holds TypeScript.`,
  )
  process.exit(1)
}

// Without libraries every global is a name nothing declares, so a local `process` or `crypto` is never mistaken for it.
const program = ts.createProgram([...folderOf.keys()], {
  noLib: true,
  noResolve: true,
  types: [],
  allowImportingTsExtensions: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
})
const checker = program.getTypeChecker()
const offences = []

for (const [file, folder] of folderOf) {
  const source = program.getSourceFile(file.split('\\').join('/'))
  if (!source) throw new Error(`determinism: could not read ${file}`)
  walk(source, source, folder)
}

for (const { source, node, rule, instead } of offences) {
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source))
  const name = relative(process.cwd(), source.fileName)
  console.error(`${name}:${line + 1}:${character + 1}  ${rule}: ${instead}`)
}
console.log(`determinism: ${folderOf.size} files, ${offences.length} offences`)
process.exitCode = offences.length === 0 ? 0 : 1

function walk(source, node, folder) {
  const report = (rule, instead) => offences.push({ source, node, rule, instead })
  if (ts.isIdentifier(node)) lookAtName(node, folder, report)
  if (strictFolders.includes(folder)) lookAtSyntax(node, report)
  if (finiteFolders.includes(folder)) lookAtNumbers(node, report)
  if (ts.isImportDeclaration(node) && node.moduleSpecifier.text.startsWith('node:')) {
    report(node.moduleSpecifier.text, 'the engine uses no Node API; what it needs comes in as an argument')
  }
  ts.forEachChild(node, (child) => walk(source, child, folder))
}

function lookAtName(node, folder, report) {
  const strict = strictFolders.includes(folder)
  const name = node.text
  if (name !== 'Math' && !globalsThatVary.has(name) && !globalsOfThePlatform.has(name)) return
  if (!isFreeName(node)) return
  if (globalsOfThePlatform.has(name)) report(name, globalsOfThePlatform.get(name))
  else if (!strict) return
  else if (name === 'Math') lookAtMath(node, report)
  else report(name, globalsThatVary.get(name))
}

function lookAtMath(node, report) {
  const access = node.parent
  if (!ts.isPropertyAccessExpression(access) || access.expression !== node) {
    report('Math', 'name the function where it is used (Math.floor), so that this check can read it')
  } else if (access.name.text === 'random') {
    report('Math.random', 'draw from the named stream of the world (src/sim)')
  } else if (!mathThatAgrees.has(access.name.text)) {
    report(
      `Math.${access.name.text}`,
      `engines disagree on it; use integers, rational arithmetic, a quantile table, or ${[...mathThatAgrees].join(', ')}`,
    )
  }
}

function lookAtSyntax(node, report) {
  if (ts.isForInStatement(node)) report('for..in', 'iterate an array, or sorted Object.keys')
  if (
    node.kind === ts.SyntaxKind.AsyncKeyword ||
    ts.isAwaitExpression(node) ||
    (ts.isForOfStatement(node) && node.awaitModifier)
  ) {
    report('async', 'the engine is synchronous: schedule a wake-up instead')
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    report('import()', 'the engine is synchronous: import at the top of the file')
  }
  if (isPower(node)) report('**', 'engines disagree on it; multiply, shift, or take it from a table')
  if (ts.isPropertyAccessExpression(node)) lookAtMember(node, report)
  if (ts.isCallExpression(node)) lookAtCall(node, report)
}

function isPower(node) {
  const powers = [ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.AsteriskAsteriskEqualsToken]
  return ts.isBinaryExpression(node) && powers.includes(node.operatorToken.kind)
}

function lookAtMember(node, report) {
  const name = node.name.text
  if (name === 'localeCompare')
    report('localeCompare', 'compare with < and >, which go by code unit everywhere')
  if (name.startsWith('toLocale')) report(name, 'words and formats belong to src/tell and the page')
}

function lookAtCall(node, report) {
  if (!ts.isPropertyAccessExpression(node.expression)) return
  const name = node.expression.name.text
  const first = node.arguments[0]
  if (name === 'toString' && first && ts.isNumericLiteral(first) && first.text === '36') {
    report('toString(36)', 'engines disagree on fractions; use decimal, or hexadecimal of an integer')
  }
  if ((name === 'sort' || name === 'toSorted') && first && drawsInside(first)) {
    report(
      'draw in a comparator',
      'how often a comparator is called differs between engines: draw a key for each element first, then sort by it',
    )
  }
}

function drawsInside(comparator) {
  const body = ts.isIdentifier(comparator)
    ? checker.getSymbolAtLocation(comparator)?.valueDeclaration
    : comparator
  return body !== undefined && hasDraw(body)
}

function hasDraw(node) {
  if (ts.isCallExpression(node)) {
    const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
    if (ts.isIdentifier(callee) && drawing.test(callee.text)) return true
  }
  return ts.forEachChild(node, (child) => hasDraw(child) || undefined) ?? false
}

function lookAtNumbers(node, report) {
  const instead = 'never enters state; say null, or a number that means it'
  if (ts.isIdentifier(node) && ['NaN', 'Infinity'].includes(node.text) && isFreeName(node))
    report(node.text, instead)
  if (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'Number'
  ) {
    if (['NaN', 'POSITIVE_INFINITY', 'NEGATIVE_INFINITY'].includes(node.name.text))
      report(`Number.${node.name.text}`, instead)
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    if (ts.isNumericLiteral(node.operand) && Number(node.operand.text) === 0) report('-0', instead)
  }
}

/** Whether this identifier is a use of a name that nothing in the file declares: a global. */
function isFreeName(node) {
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  if (ts.isQualifiedName(parent) && parent.right === node) return false
  if (ts.isShorthandPropertyAssignment(parent))
    return checker.getShorthandAssignmentValueSymbol(parent) === undefined
  if (parent.name === node || parent.propertyName === node || parent.label === node) return false
  if (node.text === 'globalThis') return true
  return checker.getSymbolAtLocation(node) === undefined
}
