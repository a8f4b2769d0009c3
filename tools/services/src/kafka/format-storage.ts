/** What a broker finds at its first start: which cluster it is of. Formatted once and copied, since each formatting would cost a start of Java. */
import { randomBytes } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../provision/run-command.ts'
import type { BrokerSettings } from './broker-settings.ts'

/** Quick to start and small. */
export const JAVA_OPTIONS = [
  '-Xms64m',
  '-Xmx384m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Xshare:auto',
]

const FORMAT_WITHIN_MS = 60_000

/** Formats the first broker's storage; the others' are copies of it under names of their own. */
export async function formatStorage(
  java: string,
  libraries: string,
  [first, ...others]: readonly BrokerSettings[],
): Promise<void> {
  if (first === undefined) return
  const { sasl } = first
  const user =
    sasl && sasl.mechanism !== 'PLAIN'
      ? ['--add-scram', `${sasl.mechanism}=[name=${sasl.username},password=${sasl.password}]`]
      : []
  await runCommand(
    java,
    [
      ...JAVA_OPTIONS,
      ...['-cp', `${libraries}/*`, 'kafka.tools.StorageTool', 'format'],
      ...['-t', kafkaId(), '-c', join(first.folder, 'server.properties'), ...user],
    ],
    { timeoutMs: FORMAT_WITHIN_MS, folder: first.folder },
  )
  for (const { nodeId, folder } of others) {
    cpSync(join(first.folder, 'data'), join(folder, 'data'), { recursive: true })
    const path = join(folder, 'data/meta.properties')
    const ownNames = readFileSync(path, 'utf8')
      .replace(/^node\.id=.*$/m, `node.id=${nodeId}`)
      .replace(/^directory\.id=.*$/m, `directory.id=${kafkaId()}`)
    writeFileSync(path, ownNames)
  }
}

/** A UUID as Kafka writes them. A leading dash would be taken for an option. */
function kafkaId(): string {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? kafkaId() : id
}
