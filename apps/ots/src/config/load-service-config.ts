/** `ots.yaml` of a process that is told everything by its environment: no file lies beside it by chance. */
import type { AccountId } from '@oasis/domain'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { findAccount, type LoadedConfig, loadConfig } from './load-config.ts'
import type { ServiceEnvironment } from './service-environment.ts'

/** `OTS_HTTP_…` is the page's address to `ots.yaml`, and that of the health endpoints to a service. */
export function loadServiceConfig(
  environment: Pick<ServiceEnvironment, 'OTS_CONFIG' | 'OTS_CONFIG_FILE'>,
  env: Readonly<Record<string, string | undefined>>,
  types?: StrategyRegistry,
): Promise<LoadedConfig> {
  const { OTS_HTTP_HOST: _host, OTS_HTTP_PORT: _port, ...others } = env
  const { OTS_CONFIG: text = '', OTS_CONFIG_FILE: file } = environment
  return loadConfig({
    ...(file === undefined ? { text } : { file }),
    env: others,
    ...(types ? { types } : {}),
  })
}

/** All that a halt needs to know, whatever else is wrong. */
export const findServiceAccount = ({
  OTS_CONFIG: text = '',
  OTS_CONFIG_FILE: file,
}: Pick<ServiceEnvironment, 'OTS_CONFIG' | 'OTS_CONFIG_FILE'>): AccountId =>
  findAccount(file === undefined ? { text } : { file })
