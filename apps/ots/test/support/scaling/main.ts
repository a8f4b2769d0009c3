/**
 * `npm run scaling [-- --rate 300 --instruments 16 --seconds 10]`: what normalizers and hosts of strategies do as they become
 * 1 → 2 → 4 → 1 while trades flow, on real servers. Exit code 1 when something was lost, doubled or out of order.
 */
import { parseArgs } from 'node:util'
import { runScaling } from './scaling-run.ts'
import { type StepFigures, stepTable } from './step-figures.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '300' },
    instruments: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '10' },
    every: { type: 'string', default: '20' },
  },
})
console.error('starting Kafka, PostgreSQL, Redis and the services …')
const report = await runScaling({
  tradesPerSecond: Number(values.rate),
  instruments: Number(values.instruments),
  secondsPerStep: Number(values.seconds),
  everyNTicks: Number(values.every),
  onStep: ({ name, normalizedPerSecond }: StepFigures) =>
    console.error(`${name.padStart(4)}: ${normalizedPerSecond.toFixed(0)} trades/s`),
})
const { steps, faults, trades, writtenTwice, signals, orders, denied } = report
console.log(stepTable(steps))
console.log(`${trades} trades came, ${writtenTwice} of them were written twice`)
console.log(`${signals} signals, ${denied.length} denied by risk (${[...new Set(denied)]}), ${orders} orders`)
console.log(faults.length === 0 ? 'nothing lost, doubled or out of order' : faults.join('\n'))
process.exitCode = faults.length === 0 ? 0 : 1
