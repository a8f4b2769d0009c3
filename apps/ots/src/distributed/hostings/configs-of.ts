/** Each service's own configuration, from `ots.yaml` and what the environment says of the account. */
import type { AccountFacts } from '../../composition/service-configs.ts'
import { paperFacts, type ServiceConfigs, serviceConfigs } from '../../composition/service-configs.ts'
import type { OtsConfig } from '../../config/schema.ts'
import type { ServiceEnvironment } from '../../config/service-environment.ts'

interface Settings {
  readonly config: OtsConfig
  readonly environment: Pick<ServiceEnvironment, 'OTS_TAKER_FEE' | 'OTS_HELD_CURRENCIES'>
}

export const configsOf = (settings: Settings): ServiceConfigs =>
  serviceConfigs(settings.config, { bookChecks: true, account: accountFactsOf(settings) })

/** Only the order manager has a key to ask the venue with: the others are told. */
export function accountFactsOf({ config, environment }: Settings): AccountFacts {
  const paper = paperFacts(config)
  const { OTS_TAKER_FEE: takerFee = paper.takerFee, OTS_HELD_CURRENCIES: held = paper.held } = environment
  return { takerFee, held }
}
