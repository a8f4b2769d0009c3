/**
 * The Coinbase simulator in a process of its own, which outlives all kills. The driver steers it and reads its ledger
 * over IPC, which no fault touches. Run by the driver.
 */
import { join } from 'node:path'
import { createSimulator } from '@oasis/coinbase-simulator'
import { openHelpDesk } from '../place/help-desk.ts'
import type { FromVenue, OpenVenue, ToVenue } from '../place/venue-messages.ts'
import { exchangeOptions, instrumentOfProduct } from './exchange-market.ts'

const tell = (message: FromVenue): void => void process.send?.(message)

async function open({ seed, folder, instruments }: OpenVenue): Promise<void> {
  const keyFile = join(folder, 'coinbase-key.json')
  const simulator = await createSimulator({ ...exchangeOptions(seed, instruments), keyFile })
  const helpDeskPort = await openHelpDesk(
    (id) => simulator.ledger.orders.find(({ clientOrderId }) => clientOrderId === id)?.status,
  )
  process.on('message', (message: ToVenue) => {
    if (message.kind === 'HEAL') tell({ kind: 'HEALED' })
    if (message.kind === 'COUNT') {
      const { orders, executions } = simulator.ledger
      tell({ kind: 'COUNTED', orders: orders.length, executions: executions.length, faults: {} })
    }
    if (message.kind === 'READ') {
      const { orders, executions, transfers, balances, requests, exposures } = simulator.ledger
      tell({
        kind: 'LEDGER',
        ledger: { orders, executions, transfers, balances, requests, exposures },
        faults: {},
      })
    }
  })
  tell({
    kind: 'LISTENING',
    address: {
      kind: 'coinbase',
      restUrl: simulator.restUrl,
      wsUrl: simulator.wsUrl,
      ...{ keyFile, helpDeskPort },
      instruments: simulator.exchange.view.productIds.map(instrumentOfProduct),
    },
  })
}

process.on('disconnect', () => process.exit(0))
process.once('message', (message: ToVenue) => {
  if (message.kind === 'OPEN') void open(message)
})
