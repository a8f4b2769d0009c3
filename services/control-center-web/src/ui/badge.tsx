import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

const look = cva(
  'inline-flex h-[18px] items-center gap-[5px] whitespace-nowrap rounded-1 px-[7px] font-medium text-11 leading-[18px]',
  {
    variants: {
      tone: {
        plain: 'bg-surface-2 text-body',
        line: 'text-body shadow-[inset_0_0_0_1px_var(--border-strong)]',
        gain: 'bg-gain-tint text-gain',
        loss: 'bg-loss-tint text-loss',
        warn: 'bg-warn-tint text-warn',
        accent: 'bg-accent-tint text-accent',
        real: 'bg-real-tint text-real',
        paper: 'bg-paper-tint text-paper',
      },
    },
    defaultVariants: { tone: 'plain' },
  },
)

export type BadgeTone = NonNullable<VariantProps<typeof look>['tone']>

export interface BadgeProps extends ComponentProps<'span'> {
  readonly tone?: BadgeTone
}

export function Badge({ tone, className, ...rest }: BadgeProps) {
  return <span className={classNames(look({ tone }), className)} {...rest} />
}
