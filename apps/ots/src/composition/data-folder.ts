/** Checks the folder that will hold all state before anything is opened in it, so that faults have one clear message. */
import { accessSync, constants, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeFolder, OtsError } from '@oasis/runtime'

const MIN_FREE_BYTES = 64 * 1024 * 1024

/** Creates `<dataDir>/<source>` and returns its absolute path. */
export function prepareDataFolder(dataDir: string, source: string): string {
  const folder = resolve(dataDir, source)
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
    // Root passes access checks that a read-only file system then refuses: only writing tells.
    const probe = join(folder, '.writable')
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    throw folderError(folder, cause)
  }
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < MIN_FREE_BYTES) {
    throw new OtsError(
      'OTS_DISK_FULL',
      `${folder} has ${Math.floor((bavail * bsize) / 1_048_576)} MiB left`,
      {
        hint: 'Free at least 64 MiB there, or choose another folder with OTS_DATA_DIR.',
      },
    )
  }
  return folder
}

function folderError(folder: string, cause: unknown): OtsError {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'ENOSPC') {
    return new OtsError('OTS_DISK_FULL', `there is no space left for ${folder}`, {
      cause,
      hint: 'Free some space, or choose another folder with OTS_DATA_DIR.',
    })
  }
  const why = code === 'EROFS' ? 'its file system is read-only' : (cause as Error).message
  return new OtsError('OTS_DATA_DIR_UNUSABLE', `the data folder ${folder} cannot be written: ${why}`, {
    cause,
    hint: 'Choose another folder with OTS_DATA_DIR or dataDir in ots.yaml.',
  })
}
