'use client'
/** A choice of few, all seen: intervals, tabs of a page. */
import { useId } from 'react'
import { classNames } from './class-names.ts'

export interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly size?: 'small' | 'large'
  readonly className?: string | undefined
}

export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, options, onChange, size = 'small', className } = props
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={classNames('inline-flex flex-none rounded-2 border border-line bg-inset p-0.5', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={classNames(
            'relative inline-flex cursor-pointer items-center rounded-1 px-2 text-11 text-faint leading-5 hover:text-strong has-checked:bg-surface-3 has-checked:font-medium has-checked:text-strong has-checked:shadow-[0_0_0_1px_var(--border-strong)] has-focus-visible:shadow-[var(--focus)] max-md:min-h-9 max-md:px-2.5',
            size === 'large' && 'px-2.5 text-12 leading-[22px]',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 size-full cursor-pointer appearance-none rounded-1 focus-visible:shadow-none"
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
