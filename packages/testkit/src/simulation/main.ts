import { runSeed } from './run-seed.ts'

const first = Number(process.argv[2] ?? 1),
  n = Number(process.argv[3] ?? 1)
const t = performance.now()
const kinds = new Map<string, number>()
for (let seed = first; seed < first + n; seed++) {
  const t1 = performance.now()
  const r = await runSeed({ seed: String(seed), sabotage: undefined, keepTrace: process.argv[4] === 'trace' })
  if (process.argv[4] === 'trace') console.log(r.trace.join('\n'))
  console.log(
    seed,
    r.hash.slice(0, 8),
    `${(performance.now() - t1).toFixed(0)} ms`,
    'intents',
    r.intents,
    'orders',
    r.orders,
    'exec',
    r.executions,
    'virtual',
    r.virtualMs,
    JSON.stringify(r.crashes),
    r.failures.length,
    'failures',
  )
  for (const f of r.failures.slice(0, 4)) console.log('   ', f.slice(0, 200))
  for (const f of r.failures) {
    const k = f
      .replace(/[0-9a-f-]{36}/g, 'ID')
      .replace(/[0-9.]+/g, 'N')
      .slice(0, 70)
    kinds.set(k, (kinds.get(k) ?? 0) + 1)
  }
}
console.log(((performance.now() - t) / n).toFixed(0), 'ms per seed')
for (const [k, c] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 30)) console.log(c, k)
