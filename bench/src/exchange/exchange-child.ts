/** Starts the exchange's process, and asks it for its times. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SimulatorOptionsInput } from '@oasis/coinbase-simulator'
import { type ApiKey, readKeyFile } from '@oasis/venue-coinbase'
import type { ExchangeTimes, FromExchange, ToExchange } from './exchange-process.ts'

const EXCHANGE_PROCESS = fileURLToPath(new URL('./exchange-process.ts', import.meta.url))

export interface ExchangeChild {
  readonly key: ApiKey
  readonly url: string
  readonly wsUrl: string
  /** Sends back what it is sent. */
  readonly bareUrl: string
  times(): Promise<ExchangeTimes>
  stop(): void
}

/** One quiet market, and no limits on requests: what is measured is the way there. */
export async function startExchange(options: SimulatorOptionsInput = {}): Promise<ExchangeChild> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-exchange-'))
  const keyFile = join(folder, 'key.json')
  const settings: SimulatorOptionsInput = {
    ...{ keyFile, products: ['BTC-USD'], historyHours: 1, balances: { USD: '1000000000' } },
    ...{ privateRequestsPerSecond: 0, messagesPerSecond: 0 },
    ...options,
  }
  const child = fork(EXCHANGE_PROCESS, [JSON.stringify(settings)], { execArgv: [] })
  const { url, wsUrl, bareUrl } = await heard(child, 'LISTENING')
  return {
    ...{ url, wsUrl, bareUrl, key: await readKeyFile(keyFile) },
    times: () => {
      const times = heard(child, 'TIMES')
      child.send({ kind: 'TIMES' } satisfies ToExchange)
      return times
    },
    stop: () => {
      child.removeAllListeners('exit')
      child.disconnect()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function heard<Kind extends FromExchange['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<FromExchange, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the exchange's process ended with code ${code}`)))
    const onMessage = (message: FromExchange) => {
      if (message.kind !== kind) return
      child.off('message', onMessage)
      // The kind was compared just above.
      resolve(message as Extract<FromExchange, { kind: Kind }>)
    }
    child.on('message', onMessage)
  })
}
