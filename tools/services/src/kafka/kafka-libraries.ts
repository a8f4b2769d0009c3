/** Kafka's own jars, with what they depend on, from Maven: pom.xml beside this file says which. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder, partialFolder } from '../provision/cache-folder.ts'
import { provideProgram } from '../provision/debian-packages.ts'
import { MAVEN } from '../provision/programs.ts'
import { runCommand } from '../provision/run-command.ts'

const POM = fileURLToPath(new URL('./pom.xml', import.meta.url))
const DOWNLOAD_WITHIN_MS = 300_000

/** The folder of the jars. Its name tells the content of the pom, so that a change of it is a new folder. */
export async function kafkaLibraries(): Promise<string> {
  const version = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12)
  const folder = join(cacheFolder(), `kafka-${version}`)
  if (!existsSync(folder)) await download(folder)
  return folder
}

async function download(folder: string): Promise<void> {
  const maven = await provideProgram(MAVEN)
  const partial = partialFolder('kafka')
  await runCommand(
    maven,
    ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`],
    { timeoutMs: DOWNLOAD_WITHIN_MS },
  )
  try {
    renameSync(partial, folder)
  } catch (error) {
    // Another run was quicker.
    rmSync(partial, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}
