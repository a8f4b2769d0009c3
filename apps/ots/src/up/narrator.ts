/** Tells on the terminal what happens: signals, decisions, orders, fills; one line each. */
import {
  type AccountEvent,
  type CommandEvent,
  commandTargetKey,
  type FeedStatus,
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRfc3339,
  isFinal,
  type RiskDecision,
  type Signal,
  symbolOf,
  type UnixNanos,
} from '@oasis/domain'

export interface Narrator {
  feed(status: FeedStatus): void
  signal(signal: Signal): void
  decision(decision: RiskDecision): void
  accountEvent(event: AccountEvent): void
  control(event: CommandEvent): void
}

export function createNarrator(write: (line: string) => void): Narrator {
  const say = (ts: UnixNanos, what: string, text: string) =>
    write(`${formatRfc3339(ts).slice(11, 23)}  ${what.padEnd(9)} ${text}`)
  return {
    feed: ({ tsInit, state, instruments, detail }) => {
      const what = state === 'RESYNCED' ? ` ${instruments.map(symbolOf).join(', ')}` : ''
      say(tsInit, 'feed', `${state}${what}${detail === '' ? '' : `: ${detail}`}`)
    },
    signal: ({ ts, strategyId, side, instrumentId, values }) => {
      const why = Object.entries(values).map(([name, value]) => `${name} ${value}`)
      say(ts, 'signal', `${strategyId}: ${side} ${symbolOf(instrumentId)} (${why.join(', ')})`)
    },
    decision: ({ ts, intent, verdict }) => {
      const what = `${intent.side} ${symbolOf(intent.instrumentId)}`
      if (verdict.result === 'APPROVED') say(ts, 'risk', `${what} approved`)
      else say(ts, 'risk', `${what} denied: ${verdict.code} ${JSON.stringify(verdict.context)}`)
    },
    control: ({ ts, target, action, outcome, reason, issuedBy }) =>
      say(ts, 'control', `${action} of ${commandTargetKey(target)} by ${issuedBy} ${outcome}: ${reason}`),
    accountEvent: ({ ts, body }) => {
      if (body.kind === 'EXECUTION') {
        const { side, instrumentId, quantity, price, fee, feeCurrency } = body.execution
        const amount = `${formatQuantity(quantity)} ${symbolOf(instrumentId)} at ${formatPrice(price)}`
        say(ts, 'fill', `${side} ${amount}, fee ${formatMoney(fee)} ${feeCurrency}`)
      } else if (body.kind === 'ORDER' && (body.trigger === 'ACKNOWLEDGE' || isFinal(body.order.state))) {
        const { intent, state, reason } = body.order
        const suffix = reason === undefined ? '' : ` (${reason})`
        say(
          ts,
          'order',
          `${intent.side} ${symbolOf(intent.instrumentId)} ${intent.terms.type} ${state}${suffix}`,
        )
      } else if (body.kind === 'ADJUSTMENT') {
        const { amount, currency, reason } = body.adjustment
        say(ts, 'balance', `${formatMoney(amount)} ${currency} (${reason})`)
      }
    },
  }
}
