/**
 * What the pictures show: a system on the simulated market that has traded for some minutes, and that people have steered. One
 * strategy takes, one makes, one follows moves, one waits; one is denied now and then.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newRunFolder } from '../../../../../tools/services/src/run-folder.ts'
import { waitUntil } from '../../../../../tools/services/src/wait-until.ts'
import { type Admin, type RunningSystem, startSystem } from '../support/running-system.ts'

const BTC = 'coinbase:BTC-USD'
const ETH = 'coinbase:ETH-USD'
const SOL = 'coinbase:SOL-USD'
const ACCOUNT = 'coinbase.main.paper'
const WITHIN_MS = 60_000

/** Nobody has logged in to it yet. */
export const newDay = (): Promise<RunningSystem> => startSystem({ config: dayConfig() })

/** What people do: users, a token, limits, a halt that was ended, a strategy that pauses. */
export async function steer(admin: Admin): Promise<void> {
  await admin.addUser('ada', 'admin')
  await admin.addUser('rui', 'operator')
  await admin.post('/users', { name: 'night-desk', role: 'viewer' })
  await admin.post('/auth/tokens', { name: 'grafana', role: 'viewer', expiresInDays: 90 })
  await filled(admin)
  await admin.put('/risk/limits', {
    scope: { level: 'strategy', id: 'btc-maker' },
    limits: { maxPositionNotional: '400', maxOpenOrders: 4 },
    reason: 'Smaller while the spread is wide',
  })
  await admin.put('/strategies/eth-ticks/config', {
    params: { n: 30, quantity: '0.12' },
    reason: 'Half the size over the weekend',
  })
  await sleep(5_000)
  await admin.put('/bot/status', { status: 'HALTED', reason: 'Book looked thin' })
  const halted = async () => (await admin.get<{ status: string }>('/bot')).status === 'HALTED'
  await waitUntil(halted, WITHIN_MS, () => 'it was not halted')
  const { haltEpoch } = await admin.get<{ haltEpoch: number }>('/bot')
  await sleep(3_000)
  await admin.put('/bot/status', { status: 'RUNNING', haltEpoch, reason: 'Depth is back to normal' })
}

function filled(admin: Admin): Promise<void> {
  const some = async () =>
    (await admin.get<{ items: object[] }>('/operations?state=FILLED&limit=5')).items.length === 5
  return waitUntil(some, WITHIN_MS, () => 'five orders were not filled')
}

function dayConfig(): object {
  const strategiesDir = newRunFolder('screenshots')
  writeFileSync(join(strategiesDir, 'maker.ts'), MAKER)
  return {
    strategiesDir,
    strategies: [
      { id: 'eth-ticks', type: 'every-n-ticks', instruments: [ETH], params: { n: 30, quantity: '0.25' } },
      {
        id: 'btc-maker',
        type: 'maker',
        instruments: [BTC],
        params: { every: 25, quantity: '0.0025', distance: '0.015' },
      },
      {
        id: 'sol-momentum',
        type: 'simple-momentum',
        instruments: [SOL],
        params: { lookback: 3, entryPercent: '0.01', exitPercent: '-0.02', quantity: '4', bar: '20t' },
      },
      {
        id: 'btc-dips',
        type: 'maker',
        instruments: [BTC],
        params: { every: 400, quantity: '0.001', distance: '0.4' },
      },
      { id: 'btc-breakout', type: 'simple-momentum', instruments: [BTC], params: { quantity: '0.01' } },
    ],
    // As of somebody who trades much: the entry tier's would be all that the equity shows.
    venues: { paper: { takerFee: '0.0005', makerFee: '0' } },
    limits: {
      account: { [ACCOUNT]: { maxGrossExposure: '2000', maxNetExposure: '2500', maxOpenOrders: 12 } },
    },
  }
}

/** Bids a little below the market, up to a few of them, and asks a little above it for what it holds; both anew every so many trades. */
const MAKER = `
import { decimal, defineStrategy, z } from '@oasis/strategy-sdk'

const CENT = 10n ** 10n
const onCents = (price) => price - (price % CENT)

export default defineStrategy({
  id: 'maker',
  params: z.strictObject({
    every: z.int().min(1).default(25),
    quantity: decimal({ positive: true }),
    distance: decimal({ positive: true }),
  }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ trades: 0 }) },
  create: ({ params, state }) => ({
    onTrade(trade, ctx) {
      if (trade.origin !== 'LIVE' || ++state.trades % params.every !== 0) return
      const away = (trade.price * params.distance) / (100n * 10n ** 12n)
      const values = { trades: String(state.trades) }
      const bid = { quantity: params.quantity, limitPrice: onCents(trade.price - away), values }
      const held = ctx.position.quantity
      const ask = { quantity: held, limitPrice: onCents(trade.price + away), values }
      const open = (side) => ctx.openOrders.find((order) => order.side === side)
      const [buying, selling] = [open('BUY'), open('SELL')]
      if (buying) ctx.replace(buying.clientOrderId, bid)
      else if (held < 3n * params.quantity) ctx.buy(bid)
      if (selling) ctx.cancel(selling.clientOrderId)
      else if (held > 0n) ctx.sell(ask)
    },
  }),
})
`
