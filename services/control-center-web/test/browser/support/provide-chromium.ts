/** Once for all files: the browser, installed where it is missing and we may. */
import type { TestProject } from 'vitest/node'
import { provideProgram } from '../../../../../tools/services/src/provision/debian-packages.ts'
import { CHROMIUM } from '../../../../../tools/services/src/provision/programs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the browser. */
    chromium: string
  }
}

export default async function setup({ provide }: TestProject): Promise<void> {
  provide('chromium', process.env.OTS_CHROMIUM ?? (await provideProgram(CHROMIUM)))
}
