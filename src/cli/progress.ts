// A bar on stderr that is drawn over itself; where stderr is no terminal, nothing but the last line.

const WIDTH = 24
const EVERY_MS = 200

export interface Progress {
  /** `text` stands behind the bar. */
  readonly show: (done: number, of: number, text: () => string) => void
  readonly end: () => void
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  let shownMs = 0
  let last = ''
  return {
    show: (done, of, text) => {
      const nowMs = performance.now()
      if (done < of && nowMs - shownMs < EVERY_MS) return
      shownMs = nowMs
      const full = Math.floor((WIDTH * done) / Math.max(of, 1))
      last = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${of}  ${text()}`
      if (stream.isTTY) stream.write(`\r\u001b[K${last}`)
    },
    end: () => {
      if (last !== '') stream.write(stream.isTTY ? '\n' : `${last}\n`)
    },
  }
}
