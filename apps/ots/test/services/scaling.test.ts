/** Normalizers and hosts of strategies come and go while trades flow: nothing doubled, nothing lost, in order. */
import { expect, test } from 'vitest'
import { runScaling } from '../support/scaling/scaling-run.ts'
import { stepTable } from '../support/scaling/step-figures.ts'

test('1 → 2 → 4 → 1 while trades flow: every trade once and in order, and each order once', async () => {
  const report = await runScaling({
    ...{ tradesPerSecond: 300, instruments: 8, secondsPerStep: 4, everyNTicks: 20 },
    onStep: () => {},
  })
  const { steps, faults, trades, writtenTwice, signals, orders, denied } = report
  console.log(stepTable(steps))
  console.log(
    `${trades} trades, ${writtenTwice} written twice, ${signals} signals, ${denied.length} denied, ${orders} orders`,
  )
  expect(faults).toEqual([])
  expect(orders).toBeGreaterThan(50)
  const four = steps.find(({ name }) => name === '4')
  // Were one of them without a share, nothing would have been scaled.
  expect(four?.shares.filter((taken) => taken > 0).length).toBeGreaterThan(2)
  for (const step of steps.filter(({ name }) => !name.startsWith('→'))) {
    expect(step.orders).toBeGreaterThan(0)
    expect(step.normalizedPerSecond).toBeGreaterThan(step.publishedPerSecond / 2)
  }
}, 240_000)
