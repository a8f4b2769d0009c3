/** Users while no Control Center runs: from the terminal, straight on the store. */
import type { ControlCenterStore, Logger, Scheduler } from '@oasis/ports'
import type { Metrics, Secret } from '@oasis/runtime'
import { AuditedWriter, type AuditHeadExport } from '../audit/audited-writer.ts'
import type { ControlCenterConfig } from '../config.ts'
import { AccessMemory } from './access-memory.ts'
import { derivedKey } from './derived-keys.ts'
import { Passwords } from './passwords.ts'
import { UserAdministration } from './user-administration.ts'

export interface UserAdministrationPorts {
  readonly store: ControlCenterStore
  readonly secret: Secret
  readonly auditHeads: AuditHeadExport
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

export async function openUserAdministration(
  ports: UserAdministrationPorts,
  hashing: ControlCenterConfig['passwordHashing'],
): Promise<UserAdministration> {
  const { store, secret, auditHeads: heads, scheduler } = ports
  const writer = new AuditedWriter({ ...ports, key: derivedKey(secret, 'audit'), heads })
  await writer.start()
  const passwords = new Passwords(hashing)
  const memory = new AccessMemory()
  // Who is at the terminal is asked for nobody.
  return new UserAdministration({ store, writer, memory, passwords, scheduler, needsTwo: false })
}
