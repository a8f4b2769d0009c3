/**
 * The Coinbase simulator in a process of its own, which outlives all kills. The driver steers it and reads its ledger
 * over IPC, which no fault touches. Run by the driver.
 */
import { join } from 'node:path'
import { createSimulator } from '@oasis/coinbase-simulator'
import { openHelpDesk } from '../place/help-desk.ts'
import type { FromVenue, OpenVenue, ToVenue } from '../place/venue-messages.ts'
import { hasten } from './exchange-faults.ts'
import { exchangeOptions, instrumentOfProduct } from './exchange-market.ts'
import { isByHand, ownLedger } from './own-ledger.ts'

const tell = (message: FromVenue): void => void process.send?.(message)

async function open(wish: OpenVenue): Promise<void> {
  const keyFile = join(wish.folder, 'coinbase-key.json')
  const simulator = await createSimulator({ ...exchangeOptions(wish), keyFile })
  const { faults, ledger } = simulator
  const helpDeskPort = await openHelpDesk(
    (id) => ledger.orders.find(({ clientOrderId }) => clientOrderId === id)?.status,
  )
  process.on('message', (message: ToVenue) => {
    switch (message.kind) {
      case 'HEAL':
        faults.heal()
        return tell({ kind: 'HEALED' })
      case 'HASTEN':
        return hasten(faults, message.faultsOfEachKind)
      case 'COUNT': {
        const orders = ledger.orders.filter((order) => !isByHand(order)).length
        const executions = ledger.executions.length
        return tell({ kind: 'COUNTED', orders, executions, faults: faults.counts })
      }
      case 'READ':
        return tell({ kind: 'LEDGER', ledger: ownLedger(ledger), faults: faults.counts })
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
