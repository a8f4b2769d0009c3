/**
 * The head of the audit log in a file beside the store, so that an end that was cut off is found. Whoever can write to
 * both can take both back to an earlier state: the log and the metric tell of each head as well, and go elsewhere.
 */
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditHead, AuditHeadExport } from '@oasis/control-center-api'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'

const schema = z.object({ seq: z.int().nonnegative(), mac: z.string() })
const FILE = 'audit-head.json'

export function auditHeadFile(folder: string): AuditHeadExport {
  const path = join(folder, FILE)
  return {
    read: () => read(path),
    put: async (head) => {
      // A command of the terminal may write its own at the same moment.
      const aside = `${path}.${process.pid}.new`
      const file = await open(aside, 'w', 0o600)
      try {
        await file.writeFile(`${JSON.stringify(head)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(aside, path)
    },
  }
}

/** Undefined where there is none. */
async function read(path: string): Promise<AuditHead | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new OtsError('OTS_AUDIT_BROKEN', `${path} is not the head of an audit log`, { cause })
  }
}
