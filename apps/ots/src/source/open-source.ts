/** Opens the chosen source: its feed, its public REST, and the clock that goes with it. */
import { join } from 'node:path'
import type { UnixNanos } from '@oasis/domain'
import type { Logger, MarketFeed, MarketReference, Random, Scheduler } from '@oasis/ports'
import {
  createRealScheduler,
  createVirtualScheduler,
  OtsError,
  seededRandom,
  type VirtualScheduler,
} from '@oasis/runtime'
import {
  createCaptureFeed,
  createCoinbaseFeed,
  createCoinbaseReference,
  openCapture,
} from '@oasis/venue-coinbase'
import type { OtsConfig } from '../config/schema.ts'
import type { Source, VenueAddress } from './choose-source.ts'
import { paced } from './paced.ts'
import { startSimulatorProcess } from './simulator-process.ts'

export interface OpenedSource {
  readonly feed: MarketFeed
  readonly reference: MarketReference
  readonly scheduler: Scheduler
  readonly random: Random
  /** Present in a replay: virtual time is driven by whoever runs it, until the recording has ended. */
  readonly replay?: { readonly scheduler: VirtualScheduler; readonly finished: Promise<void> }
  /** Where orders of the venue "coinbase" go that trade on this source. */
  readonly privateSide?: PrivateSide
  close(): Promise<void>
}

export interface PrivateSide {
  readonly restUrl: string
  readonly userWsUrl: string
  /** Present where the venue makes keys of its own: the simulator that was started for this system. */
  readonly keyFile?: string
}

/** In the system's folder. */
export const SIMULATOR_KEY_FILE = 'simulator-key.json'

export interface OpenSourceOptions {
  readonly source: Source
  readonly config: OtsConfig
  /** State of this source; the simulator keeps its own below it. */
  readonly folder: string
  readonly logger: Logger
  readonly onFatal: (error: unknown) => void
  /** Orders go to the source as well: a simulator makes a key. */
  readonly trades: boolean
}

export async function openSource(options: OpenSourceOptions): Promise<OpenedSource> {
  const { source, config, folder, logger, onFatal } = options
  switch (source.kind) {
    case 'live':
      return overNetwork(config.venues.coinbase, config.venues.coinbase, logger, async () => {})
    case 'simulator': {
      const simulator = await startSimulatorProcess({
        dataDir: join(folder, 'coinbase-simulator'),
        ...(options.trades ? { keyFile: join(folder, SIMULATOR_KEY_FILE) } : {}),
        logger,
        onExit: (reason) => onFatal(new OtsError('OTS_SIMULATOR_FAILED', reason)),
      })
      return overNetwork(simulator, simulator, logger, simulator.stop)
    }
    case 'replay':
      return openReplay(source.file, 1)
  }
}

function overNetwork(
  address: VenueAddress,
  privateSide: PrivateSide,
  logger: Logger,
  close: () => Promise<void>,
): OpenedSource {
  const scheduler = createRealScheduler()
  const random: Random = Math.random
  const common = { scheduler, random, logger }
  return {
    feed: createCoinbaseFeed({ ...common, wsUrl: address.wsUrl }),
    reference: createCoinbaseReference({ ...common, restUrl: address.restUrl }),
    scheduler,
    random,
    privateSide,
    close,
  }
}

export interface OpenedReplay extends OpenedSource {
  readonly replay: NonNullable<OpenedSource['replay']>
  readonly symbols: readonly string[]
}

/** `speed` 1 is as recorded; `max` as fast as the machine can, which it always is up to `paceFrom`. */
export async function openReplay(
  file: string,
  speed: number | 'max',
  paceFrom: UnixNanos = 0n as UnixNanos,
): Promise<OpenedReplay> {
  const capture = await openCapture(file)
  const scheduler = createVirtualScheduler({
    startAt: capture.startedAt,
    ...(speed === 'max' ? {} : { pace: pacedFrom(paceFrom, speed) }),
  })
  const feed = createCaptureFeed({ capture, scheduler })
  return {
    feed,
    reference: feed,
    scheduler,
    random: seededRandom(capture.name),
    replay: { scheduler, finished: feed.finished },
    symbols: capture.symbols,
    close: () => capture.close(),
  }
}

function pacedFrom(start: UnixNanos, speed: number): (from: UnixNanos, to: UnixNanos) => Promise<void> {
  const pace = paced(speed)
  return (from, to) => (to <= start ? Promise.resolve() : pace(from, to))
}
