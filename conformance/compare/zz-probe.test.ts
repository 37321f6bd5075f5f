import { it } from 'vitest'
import { planFor, verdictsOf } from './takes.ts'
const names = (process.env['REC'] ?? '').split(',')
for (const name of names) it(name, () => {
  const seeds = (process.env['SEEDS'] ?? '1').split(',')
  for (const seed of seeds) {
    const plan = planFor(name)
    const v = verdictsOf(name, seed)
    const count = (o: string) => v.filter(({ outcome }) => outcome === o).length
    console.log(name, seed, plan.missing, plan.unasked, 'agrees', count('agrees'), 'differs', count('differs'), 'left', count('leftOut'))
    for (const x of v) if (x.outcome === 'differs') {
      if (Array.isArray(x.recorded) && Array.isArray(x.engine)) {
        console.log(x.id, 'lengths', x.recorded.length, x.engine.length)
        for (let i = 0; i < Math.max(x.recorded.length, x.engine.length); i++) { const [a, b] = [JSON.stringify(x.recorded[i]), JSON.stringify(x.engine[i])]; if (a !== b) console.log('  #' + i + ' R ' + a + '\n     E ' + b) }
      } else console.log(x.id, '\n   R', JSON.stringify(x.recorded), '\n   E', JSON.stringify(x.engine))
    }
    if (process.env['LEFT']) for (const x of v) if (x.outcome === 'leftOut') console.log(x.id, x.why)
  }
})
