/** Marked crash points made real: the process kills itself, as hard as it can be killed. */
import { CRASH_POINTS, type CrashPoint, type CrashPoints } from '@oasis/ports'

export interface CrashAt {
  readonly point: CrashPoint
  /** At the n-th time that it is passed. */
  readonly pass: number
}

/** `point[:n]`, as in `OTS_CRASH_AT`. */
export function parseCrashAt(text: string): CrashAt {
  const [name, pass = '1'] = text.split(':')
  const point = CRASH_POINTS.find((each) => each === name)
  if (point === undefined || !/^[1-9]\d*$/.test(pass)) {
    throw new Error(`"${text}" is no crash point: write point[:n], with one of ${CRASH_POINTS.join(', ')}`)
  }
  return { point, pass: Number(pass) }
}

export function killAt({ point, pass }: CrashAt): CrashPoints {
  let passed = 0
  return {
    pass: (each) => {
      if (each === point && ++passed === pass) process.kill(process.pid, 'SIGKILL')
    },
  }
}
