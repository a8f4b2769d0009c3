'use client'
/**
 * A button that is held to confirm: by pointer, by Enter or by Space. Letting go, moving away or Escape cancels; that
 * something else on the page moves does not. What fills is time that has passed, so it runs also where motion is reduced.
 */
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'

export interface HoldButtonProps {
  readonly label: string
  /** How long, in milliseconds. */
  readonly holdMs?: number
  readonly disabled?: boolean
  readonly className?: string | undefined
  readonly onConfirm: () => void
}

const HOLD_MS = 1_500
/** A finger trembles; a button may have moved a little under it. */
const AWAY_PX = 40

function isAway({ currentTarget, clientX, clientY }: PointerEvent): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect()
  return (
    clientX < left - AWAY_PX ||
    clientX > right + AWAY_PX ||
    clientY < top - AWAY_PX ||
    clientY > bottom + AWAY_PX
  )
}

const isHoldKey = (key: string): boolean => key === 'Enter' || key === ' '

export function HoldButton({
  label,
  holdMs = HOLD_MS,
  disabled = false,
  className,
  onConfirm,
}: HoldButtonProps) {
  const t = useTranslations('ui')
  const { passedMs, begin, cancel } = useHold(holdMs, onConfirm)
  const left = (Math.max(0, holdMs - (passedMs ?? 0)) / 1_000).toFixed(1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cancel()
    if (!isHoldKey(event.key)) return
    event.preventDefault()
    if (!event.repeat && !disabled) begin()
  }
  return (
    <button
      type="button"
      disabled={disabled}
      className={classNames(
        'relative isolate h-11 select-none overflow-hidden rounded-2 border border-real-line bg-real-tint px-4 font-semibold text-13 text-strong touch-none disabled:opacity-50',
        className,
      )}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        begin()
      }}
      onPointerMove={(event) => isAway(event) && cancel()}
      onPointerUp={cancel}
      onPointerCancel={cancel}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onKeyUp={cancel}
      onBlur={cancel}
    >
      <span
        aria-hidden
        data-hold-fill
        className="absolute inset-y-0 left-0 -z-10 w-full origin-left bg-real-solid"
        style={{ transform: `scaleX(${Math.min(1, (passedMs ?? 0) / holdMs)})` }}
      />
      <span className={passedMs === undefined ? 'text-real' : 'text-strong'}>
        {passedMs === undefined ? label : t('keepHolding', { seconds: left })}
      </span>
    </button>
  )
}

function useHold(holdMs: number, onConfirm: () => void) {
  const [passedMs, setPassedMs] = useState<number>()
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  const cancel = () => {
    cancelAnimationFrame(frame.current)
    setPassedMs(undefined)
  }
  const begin = () => {
    cancelAnimationFrame(frame.current)
    const startedAt = performance.now()
    const step = () => {
      const passed = performance.now() - startedAt
      if (passed >= holdMs) {
        cancel()
        onConfirm()
        return
      }
      setPassedMs(passed)
      frame.current = requestAnimationFrame(step)
    }
    step()
  }
  return { passedMs, begin, cancel }
}
