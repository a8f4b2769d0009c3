/** What real trading still lacks, and what the keys that are configured are worth. */
import { describeError } from '@oasis/runtime'
import type { LoadedConfig } from '../config/load-config.ts'
import { accountOf } from '../config/schema.ts'
import { planTrading } from '../trading/trading-plan.ts'
import { checkApiKey } from './check-api-key.ts'
import { type Finding, fault, ok } from './finding.ts'

export async function checkReal({ config, trading }: LoadedConfig): Promise<Finding[]> {
  const { keyFile, watchdogKeyFile, confirm } = trading
  const isReal = accountOf(config).mode === 'REAL'
  const portfolio = isReal && confirm !== undefined ? { portfolioId: confirm } : {}
  return [
    ...(isReal || trading.mode === 'REAL' ? [checkPlan({ config, trading })] : []),
    ...(keyFile === undefined
      ? []
      : await checkApiKey({ name: 'key', file: keyFile, account: true, ...portfolio }, config)),
    ...(watchdogKeyFile === undefined
      ? []
      : await checkApiKey(
          {
            ...{ name: 'watchdog key', file: watchdogKeyFile, account: false, ...portfolio },
            ...(keyFile === undefined ? {} : { otherFile: keyFile }),
          },
          config,
        )),
  ]
}

function checkPlan(settings: Pick<LoadedConfig, 'config' | 'trading'>): Finding {
  try {
    const { portfolioId } = planTrading(settings, { source: 'auto', dryRun: false })
    return ok('real trading', `everything is set for REAL MONEY of the portfolio ${portfolioId}`)
  } catch (error) {
    return fault('real trading', describeError(error))
  }
}
