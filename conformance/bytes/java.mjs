// Kafka's classes and a JVM to run them in. Maven brings the release that the recorder's pom names.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const KAFKA = '4.3.1'

const here = dirname(fileURLToPath(import.meta.url))
const target = join(here, 'target', KAFKA)
const classPathFile = join(target, 'classpath.txt')

/** Maven's class path and the compiled helpers, made when they are missing or old. */
export async function prepare() {
  mkdirSync(target, { recursive: true })
  if (!existsSync(classPathFile)) {
    const pom = join(here, '..', 'recorder', 'pom.xml')
    const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${classPathFile}`]
    await run('mvn', ['-q', '-f', pom, `-Dkafka.version=${KAFKA}`, ...goal])
  }
  for (const name of ['Served', 'Recovered']) {
    const source = join(here, `${name}.java`)
    const made = join(target, `${name}.class`)
    if (!existsSync(made) || statSync(made).mtimeMs < statSync(source).mtimeMs)
      await run('javac', ['-d', target, '-cp', readFileSync(classPathFile, 'utf8'), source])
  }
}

/** A JVM of its own, small and behind everything else. `out` is a file descriptor or 'pipe'. */
export function startJava(heap, main, args, out) {
  const classPath = `${target}:${readFileSync(classPathFile, 'utf8')}`
  const small = [`-Xmx${heap}`, '-Xss256k', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
  const log = `-Dorg.slf4j.simpleLogger.defaultLogLevel=${out === 'pipe' ? 'error' : 'info'}`
  const command = ['-n', '15', 'java', ...small, log, '-cp', classPath, main, ...args]
  return spawn('nice', command, { stdio: ['ignore', out, out] })
}

/** Runs a class to its end and returns what it printed. */
export async function runJava(main, args, heap = '256m') {
  return await ended(startJava(heap, main, args, 'pipe'), main)
}

async function run(command, args) {
  return await ended(
    spawn('nice', ['-n', '15', command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }),
    command,
  )
}

async function ended(child, name) {
  const chunks = []
  const complaints = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => complaints.push(chunk))
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const said = Buffer.concat(complaints).toString()
  if (code !== 0) throw new Error(`${name} ended with ${code}\n${said}\n${Buffer.concat(chunks)}`)
  return Buffer.concat(chunks).toString() + said
}
