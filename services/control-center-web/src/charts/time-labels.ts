/** What stands under the marks of a time axis. */
import { formatClock, formatDay } from '../ui/format/time-format.ts'

interface TimeAxis {
  readonly locale: string
  readonly timeZone: string
  /** Pixels from the left end of the picture to a time. */
  readonly leftOf: (seconds: number) => number
}

const DAY_S = 86_400
/** Of the longest label, the time with its seconds: nearer to the left end than this, it would be cut off. */
const HALF_LABEL_PX = 26

/** In the place of one that would be cut off stands nothing. `stepSeconds`: from one mark to the next. */
export const timeLabels = (splits: readonly number[], stepSeconds: number, axis: TimeAxis): string[] =>
  splits.map((seconds) => (axis.leftOf(seconds) < HALF_LABEL_PX ? '' : timeLabel(seconds, stepSeconds, axis)))

/** Days where the marks are days apart, else the time of the day; never on two lines. */
function timeLabel(seconds: number, stepSeconds: number, { locale, timeZone }: TimeAxis): string {
  const ts = new Date(seconds * 1_000).toISOString()
  if (stepSeconds >= DAY_S) return formatDay(ts, { locale, timeZone })
  const clock = formatClock(ts, { locale, timeZone })
  return stepSeconds >= 60 ? clock.slice(0, 5) : clock
}
