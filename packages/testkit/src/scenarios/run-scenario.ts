/**
 * Runs a scenario on a system, in whichever way that runs: waits until it trades, does each step, and tells what came of
 * it once nothing more comes. The one runner; ways differ in their `ScenarioSystem` alone.
 */
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { riskService, topics } from '@oasis/contracts'
import {
  type AccountId,
  accountId,
  type Command,
  type CommandAction,
  type CommandTarget,
  instrumentId,
  parsePrice,
  strategyId,
} from '@oasis/domain'
import { readOutcome, readTopic } from './read-outcome.ts'
import type { CommandStep, Outcome, Scenario, Step } from './scenario.ts'
import type { ScenarioSystem } from './scenario-system.ts'

/** The one that `ots.yaml` has by default. */
export const SCENARIO_ACCOUNT: AccountId = accountId('coinbase.main.paper')

/** In the system's own time. */
const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 500
/** Nothing more comes, when nothing has for so long. */
const REST_MS = 2_000
const BETWEEN_TRADES_MS = 100
const CALL_MS = 5_000

export async function runScenario(scenario: Scenario, system: ScenarioSystem): Promise<Outcome> {
  const run = new ScenarioRun(scenario, system)
  await run.untilTrading()
  for (const step of scenario.steps) await run.take(step)
  return run.end()
}

class ScenarioRun {
  readonly #scenario: Scenario
  readonly #system: ScenarioSystem
  readonly #halts: { readonly verified: boolean }[] = []
  #haltEpoch = 0

  constructor(scenario: Scenario, system: ScenarioSystem) {
    this.#scenario = scenario
    this.#system = system
  }

  async take(step: Step): Promise<void> {
    const { market } = this.#system
    if ('trades' in step) {
      for (let i = 0; i < (step.count ?? 1); i++) {
        market.trade(step.trades, step.price, step.size ?? '0.01')
        await this.#system.pass(BETWEEN_TRADES_MS)
      }
    } else if ('book' in step) {
      market.show(step.book, step.shows)
      await this.#untilQuoted(step.book, step.shows.asks[0]?.[0] ?? '')
    } else if ('command' in step) await this.#command(step.command)
    else if ('halt' in step) await this.#halt(step.halt.flatten)
    else if ('resume' in step) await this.#resume()
    else if ('restart' in step) {
      await this.#system.restart(step.restart)
      await this.untilTrading()
    } else if ('waitMs' in step) await this.#system.pass(step.waitMs)
    else await this.#untilOutcome(step.until)
  }

  /** Risk takes orders, and everybody has a price that is not older than this moment. */
  async untilTrading(): Promise<void> {
    const from = this.#system.now()
    const wanted = Object.keys(this.#scenario.market)
    await this.#until('the system trades', async () => {
      const state = await this.#system.rpc.call(
        riskService.getRiskState,
        { accountId: SCENARIO_ACCOUNT },
        { timeoutMs: CALL_MS },
      )
      const quotes = await readTopic(this.#system.bus, topics.quotes)
      const fresh = new Set(
        quotes.filter((it) => it.tsInit > from && it.state === 'LIVE').map((it) => it.instrumentId),
      )
      const missing = wanted.filter((symbol) => !fresh.has(instrumentId(`coinbase:${symbol}`)))
      if (state.open && missing.length === 0) return undefined
      return `risk: ${state.open ? 'open' : state.reason}; without a price: ${missing.join(', ')}`
    })
    // What risk, strategies and venue have in hand of those prices.
    await this.#system.pass(BETWEEN_TRADES_MS * 5)
  }

  async end(): Promise<Outcome> {
    const wanted = { ...this.#scenario.expect, disagreements: [] }
    let last = await this.#now()
    let restedMs = 0
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
      if (restedMs >= REST_MS && isDeepStrictEqual(last, wanted)) break
      await this.#system.pass(LOOK_EVERY_MS)
      const next = await this.#now()
      restedMs = isDeepStrictEqual(next, last) ? restedMs + LOOK_EVERY_MS : 0
      last = next
      // It has come to rest otherwise than it should: what it came to says why.
      if (restedMs >= REST_MS * 5) break
    }
    const { disagreements, ...outcome } = last
    if (disagreements.length > 0) throw new Error(`in the end they do not agree: ${disagreements.join('; ')}`)
    return outcome as Outcome
  }

  async #now() {
    const outcome = await this.#system.drive(readOutcome(this.#system, SCENARIO_ACCOUNT))
    return { ...outcome, halts: [...this.#halts] }
  }

  #untilOutcome(wanted: Partial<Outcome>): Promise<void> {
    return this.#until(JSON.stringify(wanted), async () => {
      const now: Readonly<Record<string, unknown>> = {
        ...(await readOutcome(this.#system, SCENARIO_ACCOUNT)),
        halts: this.#halts,
      }
      const agrees = Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(now[key], value))
      return agrees ? undefined : JSON.stringify(now)
    })
  }

  #untilQuoted(symbol: string, ask: string): Promise<void> {
    return this.#until(`${symbol} is offered at ${ask}`, async () => {
      const quotes = await readTopic(this.#system.bus, topics.quotes)
      const last = quotes.findLast((quote) => quote.instrumentId === `coinbase:${symbol}`)
      const offered = last?.asks[0]
      const text = JSON.stringify(offered, (_key, value) => (typeof value === 'bigint' ? `${value}` : value))
      return offered !== undefined && offered.price === parsePrice(ask) ? undefined : `offered: ${text}`
    }).then(() => this.#system.pass(BETWEEN_TRADES_MS * 5))
  }

  async #command({ target, action }: CommandStep): Promise<void> {
    await this.#send(
      target === 'account'
        ? { kind: 'ACCOUNT', accountId: SCENARIO_ACCOUNT }
        : { kind: 'STRATEGY', strategyId: strategyId(target.strategy) },
      action,
    )
  }

  async #send(target: CommandTarget, action: CommandAction): Promise<void> {
    const { bus, now, drive } = this.#system
    const commandId = randomUUID()
    const issued = { issuedBy: 'scenario', reason: 'as the scenario has it', issuedAt: now() }
    const command: Command = { commandId, target, action, ...issued }
    await drive(bus.publish([topics.commands.record(command)]))
    await this.#until(`an answer to ${action.kind}`, async () => {
      const answers = await readTopic(this.#system.bus, topics.commandEvents)
      return answers.some((answer) => answer.commandId === commandId) ? undefined : 'none'
    })
    // Strategies learn of their account's status from the state that follows.
    await this.#system.pass(BETWEEN_TRADES_MS * 5)
  }

  async #halt(flatten: boolean): Promise<void> {
    const request = {
      accountId: SCENARIO_ACCOUNT,
      ...{ flatten, acceptStalePrices: false, reason: 'as the scenario has it', by: 'scenario' },
    }
    const { verified, haltEpoch } = await this.#system.drive(
      this.#system.rpc.call(riskService.halt, request, { timeoutMs: CALL_MS * 2 }),
    )
    this.#halts.push({ verified })
    this.#haltEpoch = haltEpoch
  }

  #resume(): Promise<void> {
    const action: CommandAction = {
      ...{ kind: 'SET_BOT_STATUS', status: 'RUNNING', haltEpoch: this.#haltEpoch },
      ...{ flatten: false, acceptStalePrices: false },
    }
    return this.#send({ kind: 'ACCOUNT', accountId: SCENARIO_ACCOUNT }, action)
  }

  /** `look` tells what is missing; a call that fails is no answer yet, since services may be on their way up. */
  async #until(what: string, look: () => Promise<string | undefined>): Promise<void> {
    let missing: string | undefined
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
      const failure = this.#system.failure()
      if (failure !== undefined) throw failure
      missing = await this.#system.drive(look()).catch((error: unknown) => `no answer: ${error}`)
      if (missing === undefined) return
      await this.#system.pass(LOOK_EVERY_MS)
    }
    throw new Error(`"${this.#scenario.name}": waited in vain until ${what}; it is ${missing}`)
  }
}
