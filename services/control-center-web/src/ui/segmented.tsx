'use client'
/** A choice of few, all seen: intervals, tabs of a page. */
import { ToggleGroup } from 'radix-ui'
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
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className={classNames('inline-flex flex-none rounded-2 border border-line bg-inset p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className={classNames(
            'rounded-1 px-2 text-11 text-faint leading-5 hover:text-strong data-[state=on]:bg-surface-3 data-[state=on]:font-medium data-[state=on]:text-strong data-[state=on]:shadow-[0_0_0_1px_var(--border-strong)] max-md:min-h-9 max-md:px-2.5',
            size === 'large' && 'px-2.5 text-12 leading-[22px]',
          )}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
