import type { SigningKeys } from '@oasis/risk-engine'
import { required, type ServiceEnvironment } from '../../config/service-environment.ts'

/** Checked to be one or two when the environment was read. */
export function approvalKeysOf(environment: ServiceEnvironment): SigningKeys {
  const [first, second] = required(environment, 'OTS_APPROVAL_KEYS')
  if (first === undefined) throw new Error('there is no approval key')
  return second === undefined ? [first] : [first, second]
}
