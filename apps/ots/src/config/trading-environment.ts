/** What real trading needs from the environment alone, so that no copied `ots.yaml` begins to trade by itself. */
import type { TradingMode } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'

export interface TradingEnvironment {
  /** `OTS_TRADING_MODE`; PAPER unless it is said otherwise. */
  readonly mode: TradingMode
  /** `OTS_REAL_CONFIRM`: id of the portfolio whose money may be traded. */
  readonly confirm?: string
  /** `OTS_COINBASE_KEY_FILE` */
  readonly keyFile?: string
  /** `OTS_WATCHDOG_KEY_FILE` */
  readonly watchdogKeyFile?: string
  /** `NODE_TLS_REJECT_UNAUTHORIZED=0`: Node is told to believe any certificate. */
  readonly unverifiedTls?: true
}

export const TRADING_VARIABLES = [
  'OTS_TRADING_MODE',
  'OTS_REAL_CONFIRM',
  'OTS_COINBASE_KEY_FILE',
  'OTS_WATCHDOG_KEY_FILE',
] as const

type Env = Readonly<Record<string, string | undefined>>

/** Throws `OTS_CONFIG_INVALID` on a mode that is none. */
export function readTradingEnvironment(env: Env): TradingEnvironment {
  const text = (name: (typeof TRADING_VARIABLES)[number]): string | undefined =>
    env[name]?.trim() || undefined
  const confirm = text('OTS_REAL_CONFIRM')
  const keyFile = text('OTS_COINBASE_KEY_FILE')
  const watchdogKeyFile = text('OTS_WATCHDOG_KEY_FILE')
  return {
    mode: modeOf(text('OTS_TRADING_MODE')),
    ...(confirm === undefined ? {} : { confirm }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(watchdogKeyFile === undefined ? {} : { watchdogKeyFile }),
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED === '0' ? { unverifiedTls: true } : {}),
  }
}

function modeOf(text = 'paper'): TradingMode {
  switch (text.toLowerCase()) {
    case 'paper':
      return 'PAPER'
    case 'real':
      return 'REAL'
    default:
      throw new OtsError('OTS_CONFIG_INVALID', `OTS_TRADING_MODE is "${text}", which is no mode`, {
        hint: 'Set it to "paper" or "real", or unset it.',
      })
  }
}
