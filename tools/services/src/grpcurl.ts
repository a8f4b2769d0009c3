/** grpcurl, to call a gRPC service by its reflection, built from the Go module proxy into the cache. */
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, partialFolder } from './provision/cache-folder.ts'
import { findProgram, runCommand } from './provision/run-command.ts'

const MODULE = 'github.com/fullstorydev/grpcurl/cmd/grpcurl'
const VERSION = 'v1.9.3'
const BUILD_WITHIN_MS = 300_000

/** Why it cannot be had here; undefined when it can. */
export function whyNoGrpcurl(): string | undefined {
  return existsSync(place()) || findProgram('go') ? undefined : 'Go is missing (https://go.dev/doc/install)'
}

export async function provideGrpcurl(): Promise<string> {
  const why = whyNoGrpcurl()
  if (why !== undefined) throw new Error(`no grpcurl: ${why}`)
  if (existsSync(place())) return place()
  const partial = partialFolder('grpcurl')
  await runCommand('go', ['install', `${MODULE}@${VERSION}`], {
    timeoutMs: BUILD_WITHIN_MS,
    env: { GOBIN: partial, GOFLAGS: '' },
  })
  renameSync(join(partial, 'grpcurl'), place())
  return place()
}

const place = (): string => join(cacheFolder(), `grpcurl-${VERSION}`)
