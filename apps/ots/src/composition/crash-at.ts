/**
 * `OTS_CRASH_AT`, for tests: the process kills itself, as a power cut would, when it passes the named point of the
 * order path for the n-th time (`submitted-committed:3`), or has taken in the n-th frame of a replay (`frame:17`).
 */
import { CRASH_POINTS, type CrashPoints } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'

export interface CrashAt extends CrashPoints {
  /** One more frame has been handed on. */
  frame(): void
}

const POINTS: readonly string[] = [...CRASH_POINTS, 'frame']

/** Undefined where it is not set. Throws `OTS_USAGE` on a point that does not exist. */
export function crashAt(setting: string | undefined): CrashAt | undefined {
  if (setting === undefined || setting === '') return undefined
  const [point = '', nth = '1'] = setting.split(':')
  if (!POINTS.includes(point) || !/^[1-9]\d*$/.test(nth)) {
    throw new OtsError('OTS_USAGE', `OTS_CRASH_AT "${setting}" names no crash point`, {
      hint: `Write one of ${POINTS.join(', ')}, and ":n" for the n-th time; or unset it.`,
    })
  }
  let left = Number(nth)
  const pass = (passed: string): void => {
    if (passed === point && --left === 0) process.kill(process.pid, 'SIGKILL')
  }
  return { pass, frame: () => pass('frame') }
}
