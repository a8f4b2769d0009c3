/** `npm run chaos`: kills the embedded system again and again while it trades, and shows that nothing was lost or doubled. */
import { parseArgs } from 'node:util'
import {
  CHAOS_SABOTAGES,
  type ChaosSabotage,
  coinbaseSettings,
  type RunSizes,
} from './coinbase/coinbase-settings.ts'
import { FEWEST_INSTRUMENTS, MOST_INSTRUMENTS } from './coinbase/exchange-market.ts'
import { PLACE_KINDS, type PlaceKind } from './place/place.ts'
import { describeReport } from './run/chaos-report.ts'
import { type ChaosOptions, runChaos } from './run/chaos-run.ts'

const USAGE = `npm run chaos -- [--venue simulated|coinbase] [--seed N] [--kills N] [--point-kills N] [--orders N] …

  --venue        simulated: the simulated venue over HTTP (default)
                 coinbase: the Coinbase adapter on the Coinbase simulator
  --kills        SIGKILLs at random moments (100)
  --point-kills  SIGKILLs at each marked crash point (3)
  --orders       at the venue; fewer are a failure (200; with coinbase 10000)
  --faults       of each kind; fewer are a failure (0; with coinbase 20)
  --instruments  with coinbase (40)
  --sabotage     with coinbase: breaks a promise of the order path, and the run is to fail:
                 ${CHAOS_SABOTAGES.join(', ')}
  --conclusive   less is in doubt, and the run is shorter: lookups are conclusive; with coinbase, no faults
  --distributed  every service a process of its own, on real Kafka, PostgreSQL and Redis; it has options of its own
  --json         the report as JSON on standard output`

type Arguments = Readonly<Record<string, string | boolean | undefined>>

function readArguments(): Arguments {
  try {
    return parseArgs({
      options: {
        venue: { type: 'string', default: 'simulated' },
        seed: { type: 'string' },
        kills: { type: 'string' },
        'point-kills': { type: 'string' },
        orders: { type: 'string' },
        /** Its name before there were two venues. */
        'min-orders': { type: 'string' },
        faults: { type: 'string' },
        instruments: { type: 'string' },
        conclusive: { type: 'boolean' },
        sabotage: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n\n${USAGE}\n`)
  process.exit(2)
}

function count(text: string | boolean | undefined, otherwise: number): number {
  if (typeof text !== 'string') return otherwise
  return /^\d+$/.test(text) ? Number(text) : refuse(`"${text}" is no number`)
}

const SIMULATED_SIZES: RunSizes = { orders: 200, randomKills: 100, pointKills: 3, faultsOfEachKind: 0 }

function sabotageNamed(name: string | boolean | undefined, venue: PlaceKind): ChaosSabotage {
  if (venue !== 'coinbase') refuse('--sabotage is for --venue coinbase; npm run simulate has it as well')
  return CHAOS_SABOTAGES.find((each) => each === name) ?? refuse(`"${name}" is no sabotage`)
}

function optionsOf(given: Arguments): ChaosOptions {
  const venue =
    PLACE_KINDS.find((kind) => kind === given.venue) ?? refuse(`"${given.venue}" is no venue here`)
  const instruments = count(given.instruments, 40)
  if (instruments < FEWEST_INSTRUMENTS || instruments > MOST_INSTRUMENTS) {
    refuse(`--instruments is to be from ${FEWEST_INSTRUMENTS} to ${MOST_INSTRUMENTS}`)
  }
  const sabotage = given.sabotage === undefined ? undefined : sabotageNamed(given.sabotage, venue)
  const usual = venue === 'simulated' ? SIMULATED_SIZES : coinbaseSettings(sabotage).sizes
  return {
    ...{ venue, instruments, sabotage },
    seed: count(given.seed, Date.now() % 1_000_000),
    randomKills: count(given.kills, usual.randomKills),
    pointKills: count(given['point-kills'], usual.pointKills),
    orders: count(given.orders ?? given['min-orders'], usual.orders),
    faultsOfEachKind: count(given.faults, usual.faultsOfEachKind),
    conclusive: given.conclusive === true,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  }
}

const given = process.argv.includes('--distributed') ? undefined : readArguments()
if (given === undefined) {
  // What it takes of drivers and servers is loaded for it alone.
  const { distributedCommand } = await import('./distributed/distributed-command.ts')
  process.exit(await distributedCommand(process.argv.slice(2)))
} else if (given.help === true) {
  process.stdout.write(`${USAGE}\n`)
} else {
  const report = await runChaos(optionsOf(given))
  process.stdout.write(`${given.json === true ? JSON.stringify(report, null, 2) : describeReport(report)}\n`)
  process.exitCode = report.failures.length > 0 ? 1 : 0
}
