import { formatShare } from './format/number-format.ts'

export interface FillBarProps {
  readonly label: string
  /** 0.83 for 83 %. */
  readonly share: number
  readonly locale: string
}

/** How much of an order is done: one element, for where there are hundreds of them. */
export const FillBar = ({ label, share, locale }: FillBarProps) => (
  <span
    role="img"
    aria-label={`${label}: ${formatShare(share, locale)}`}
    className="block h-1 w-[34px] rounded-full bg-line bg-[linear-gradient(var(--gain),var(--gain))] bg-no-repeat stale:bg-[linear-gradient(var(--stale),var(--stale))]"
    style={{ backgroundSize: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}% 100%` }}
  />
)
