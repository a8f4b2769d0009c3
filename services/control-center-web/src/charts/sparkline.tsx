/** A line without axes: the shape of what was, not its numbers. */
import { classNames } from '../ui/class-names.ts'

export interface SparklineProps {
  readonly label: string
  /** For their place only. */
  readonly values: readonly number[]
  readonly tone?: 'plain' | 'gain' | 'loss'
  readonly className?: string
}

const WIDTH = 100
const HEIGHT = 24
const TONES = { plain: 'text-accent', gain: 'text-gain', loss: 'text-loss' } as const

export function Sparkline({ label, values, tone = 'plain', className }: SparklineProps) {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const range = high - low || 1
  const points = values.map((value, i) => {
    const x = (i / Math.max(1, values.length - 1)) * WIDTH
    return `${x.toFixed(2)},${(HEIGHT - 2 - ((value - low) / range) * (HEIGHT - 4)).toFixed(2)}`
  })
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={classNames('h-6 w-full stale:text-stale', TONES[tone], className)}
    >
      {values.length < 2 ? (
        <path d={`M0 ${HEIGHT / 2}H${WIDTH}`} stroke="var(--border-strong)" strokeDasharray="2 3" />
      ) : (
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  )
}
