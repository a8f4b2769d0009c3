/** What a start needs of this machine: a Node that runs TypeScript, a folder, a port; and what runs there already. */
import { statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { formatRfc3339 } from '@oasis/domain'
import type { HaltRecord } from '@oasis/ports'
import { createFileHaltLatch, describeError, OtsError } from '@oasis/runtime'
import { prepareDataFolder } from '../composition/data-folder.ts'
import { HALT_LATCH } from '../composition/embedded-system.ts'
import type { OtsConfig } from '../config/schema.ts'
import { isListening, sourceOf, systemFolders } from '../operator/operator-address.ts'
import type { Finding } from './finding.ts'

export function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24
    ? { check: 'node', result: 'ok', detail: process.versions.node }
    : { check: 'node', result: 'fault', detail: `${process.versions.node} is too old; run "npm ci"` }
}

export function checkDataFolder(config: OtsConfig): Finding {
  try {
    const folder = prepareDataFolder(config.dataDir, '')
    const { bavail, bsize } = statfsSync(folder)
    return {
      check: 'data folder',
      result: 'ok',
      detail: `${folder}, ${Math.floor((bavail * bsize) / 1e9)} GB free`,
    }
  } catch (error) {
    if (!(error instanceof OtsError)) throw error
    return { check: 'data folder', result: 'fault', detail: describeError(error) }
  }
}

/** A halt outlives the process: whoever wonders why nothing trades should find it here. */
export async function checkSystems({ dataDir }: OtsConfig): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const folder of systemFolders(dataDir)) {
    const check = `system on ${sourceOf(folder)}`
    const runs = (await isListening(folder)) ? 'runs' : 'does not run'
    try {
      const halt = await createFileHaltLatch(join(folder, HALT_LATCH)).read()
      if (halt === undefined) findings.push({ check, result: 'ok', detail: `${runs}, not halted` })
      else findings.push({ check, result: 'warning', detail: `${runs}, ${describeHalt(halt)}` })
    } catch (error) {
      findings.push({ check, result: 'fault', detail: `${runs}; ${describeError(error)}` })
    }
  }
  return findings
}

const describeHalt = ({ at, reason }: HaltRecord): string =>
  `HALTED since ${formatRfc3339(at).slice(0, 19)}Z (${reason}); "ots resume" tells which halt it is and how to end it, while it runs`

export function checkPort(config: OtsConfig): Promise<Finding> {
  const { host, port } = config.http
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({
        check: 'http port',
        result: 'warning',
        detail: `${host}:${port} cannot be used (${error.code}): perhaps ots runs already; else set OTS_HTTP_PORT`,
      }),
    )
    server.listen(port, host, () => {
      server.close(() => resolve({ check: 'http port', result: 'ok', detail: `${host}:${port} is free` }))
    })
  })
}
