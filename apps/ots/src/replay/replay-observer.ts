/** Follows normalized trades and the strategies' signals during a replay, to count them; shows progress. */
import { deadLetterRecord, topics } from '@oasis/contracts'
import { formatRfc3339, type Trade } from '@oasis/domain'
import type { Bus, Logger, Scheduler } from '@oasis/ports'
import { type Consumer, consume, type Metrics, type Service } from '@oasis/runtime'
import { type Tallies, tallyTrade } from './trade-tally.ts'

export interface ReplayObserver extends Service {
  tallies(): Tallies
}

export interface ReplayObserverPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly onFatal: (error: unknown) => void
}

export function createReplayObserver(
  ports: ReplayObserverPorts,
  progress: (line: string) => void,
): ReplayObserver {
  const tallies: Tallies = new Map()
  let consumer: Consumer | undefined
  let seen = 0
  const onTrade = (trade: Trade) => {
    tallyTrade(tallies, trade)
    seen++
    if (seen % 1_000 === 0) progress(`\r${formatRfc3339(trade.tsEvent).slice(0, 19)}  ${seen} trades`)
  }
  return {
    name: 'replay-observer',
    tallies: () => tallies,
    start: async () => {
      consumer = await consume({
        ...ports,
        group: 'replay-observer',
        topics: [topics.trades],
        startAt: 'latest',
        commit: 'own',
        onEvent: onTrade,
        deadLetter: (record, reason) => deadLetterRecord(record, reason, ports.scheduler.now()),
      })
    },
    stop: async () => {
      await consumer?.close()
      if (seen >= 1_000) progress('\n')
    },
    health: () => ({ ready: true, detail: `${seen} trades seen` }),
  }
}
